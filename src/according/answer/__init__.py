"""One file a question asked of the record."""
