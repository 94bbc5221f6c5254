startBoxes();
startSearchKeys();
startFindKeys();
startKeySwitch();
startEarly();
