"""The word lists of this room, read once from its data folder."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The TOML file `data/NAME.toml` of this room."""
    return tomllib.loads(resources.files("according.read").joinpath("data", f"{name}.toml").read_text("utf-8"))
