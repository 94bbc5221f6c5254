startBox();
startPage();
startSearchKeys();
startFind();
startKeySwitch();
