"""The archive for PostgreSQL: schema, folding, pairs of syllables, and files for ``COPY``."""
