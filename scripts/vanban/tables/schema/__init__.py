"""JSON Schemas of the tables; a package so that they are installed with them."""
