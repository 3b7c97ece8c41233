"""Texts parsed together come out as texts parsed alone, with and without the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from according.extract.parsing import parser as parsing
from according.extract.parsing.parser import CACHE_VARIABLE, GROUP_CHARACTERS, parse, parse_many

TEXTS = [
    "The Northern Army left Vostin on Friday.\n\nThere was no fighting, two residents said.",
    "",
    "One line.\nAnother line, by itself.",
    "A spokesman said the road to Teluna was closed. He gave no reason.",
]


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)


def test_together_as_alone() -> None:
    assert [p.text for p in parse_many(TEXTS)] == TEXTS
    assert [repr(p.words) for p in parse_many(TEXTS, batch=2)] == [repr(parse(text).words) for text in TEXTS]


def test_some_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = [repr(parse(text)) for text in TEXTS]
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    parse(TEXTS[2])
    assert [repr(p) for p in parse_many(TEXTS)] == alone
    monkeypatch.setattr(parsing, "load_model", lambda: pytest.fail("all of it is in the cache"))
    assert [repr(p) for p in parse_many(TEXTS)] == alone


def test_texts_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_run", lambda texts, batch: iter([[] for _ in texts]))
    taken = 0

    def texts() -> object:
        nonlocal taken
        for _ in range(40):
            taken += 1
            yield "word " * (GROUP_CHARACTERS // 20)

    next(parse_many(texts()))  # type: ignore[arg-type]
    assert taken < 10
