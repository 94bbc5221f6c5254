"""The only rooms of publishing that open connections, one a protocol."""
