"""One file a format, each written from a Release."""
