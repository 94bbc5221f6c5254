"""Search with no server: plain scripts written beside the pages, and the client that reads them."""
