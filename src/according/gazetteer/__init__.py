"""The places: build from named sources, look up, rank."""
