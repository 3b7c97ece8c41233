"""The real readers of the exports. Where they are not installed a test is left out, in words; in CI they must be."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest


def consumer(name: str) -> ModuleType:
    if os.environ.get("CI"):
        return importlib.import_module(name)
    module: ModuleType = pytest.importorskip(name, reason=f"{name} reads this export; it comes with the group dev")
    return module
