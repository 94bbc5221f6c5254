startBox(headBox());
startBox(homeBox());
startPage();
startFind();
