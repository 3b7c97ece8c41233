"""Text to words: repairs with offsets kept, the parser behind a seam, syntax over its words."""
