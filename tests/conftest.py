"""Every test that asks for `where` runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Server, postgres_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with postgres_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or URL of a record that is to be made."""
    if request.param == "sqlite":
        return str(tmp_path / "made-up.sqlite")
    running: Server = request.getfixturevalue("server")
    return running.database()
