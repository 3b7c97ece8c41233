"""One folder a conflict: actors, outlets, places and corridors as data, and their loader."""
