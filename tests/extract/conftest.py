"""The engine that the tests of extraction share."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine


@pytest.fixture(scope="session")
def engine() -> RuleEngine:
    return RuleEngine()
