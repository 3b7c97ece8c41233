"""The codebook's data files, read strictly."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


class CodebookError(ValueError):
    """The codebook cannot be read; the message names the file and the entry."""


def read_toml(name: str) -> dict[str, Any]:
    """A data file of the codebook, by its path inside it. Raises CodebookError when it is missing or no TOML."""
    try:
        return tomllib.loads(resources.files("according.codebook").joinpath(name).read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{name}: {error}") from error


def list_toml(folder: str) -> list[str]:
    """The paths of the TOML files of a folder of the codebook, sorted."""
    found = resources.files("according.codebook").joinpath(folder).iterdir()
    return sorted(f"{folder}/{path.name}" for path in found if path.name.endswith(".toml"))
