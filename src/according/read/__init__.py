"""One file a format: bytes in, Report out.

`sources.read_paths` is the door; `finish` tells reporting from what surrounds it; `duplicates.mark_copies`
finds wire copies among reports.
"""
