"""The search of archives too large for files: the same questions and answers, from a database."""
