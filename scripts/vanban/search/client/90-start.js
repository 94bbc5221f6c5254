startBox(headBox());
startBox(homeBox());
startPage();
startSearchKeys();
startFind();
startKeySwitch();
