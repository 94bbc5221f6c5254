startBox(headBox());
startBox(homeBox());
