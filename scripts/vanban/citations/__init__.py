"""Mentions of documents: found in text, then resolved to documents of the archive."""
