"""Coding many reports: one function over some of them, called here by this machine's processes."""
