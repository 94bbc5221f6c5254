"""EDGE: the pages a reader sees. Only ``plugin.py`` knows MkDocs."""
