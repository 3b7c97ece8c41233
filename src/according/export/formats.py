"""The export formats by name; outside packages add theirs by an entry point in the group `according.exports`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from according.protect.release import Release

BUILT_IN = ("acled", "ged", "plover", "geojson", "parquet", "hxl", "prov", "ftm", "site")


class UnknownFormat(ValueError):
    """No writer has that name; the message lists those there are."""


def writer(name: str) -> Callable[[Release, Path], None]:
    """The function that writes a release in the format `name`."""
    outside = {point.name: point for point in entry_points(group="according.exports")}
    if name in BUILT_IN:
        made: Callable[[Release, Path], None] = import_module(f"according.export.{name}").write
        return made
    if name in outside:
        loaded: Callable[[Release, Path], None] = outside[name].load()
        return loaded
    raise UnknownFormat(f"no export format named {name}; there are: {', '.join((*BUILT_IN, *sorted(outside)))}")
