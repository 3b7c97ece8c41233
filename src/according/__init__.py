"""According: the open-source record of who did what to whom, where and when, according to whom."""

from according.model.version import __version__

__all__ = ["__version__"]
