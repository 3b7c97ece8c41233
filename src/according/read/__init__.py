"""One file a format: bytes in, Report out."""
