"""Coding many reports: the same function on one process, many, or a cluster."""
