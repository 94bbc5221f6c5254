"""From bytes to documents and back: front matter, provisions, secrecy, safe writing."""
