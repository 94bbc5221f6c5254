"""The archive in forms that other programs read: feeds, tables, JSON, a database, XML.

Values are made here from facts and metadata alone; ``site`` writes the cheap ones at every
build, ``run`` writes whole sets on demand.
"""
