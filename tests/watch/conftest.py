"""Every test that asks for `where` runs on both databases."""

from __future__ import annotations

from tests.store.conftest import server, where

__all__ = ["server", "where"]
