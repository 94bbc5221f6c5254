startFind();
