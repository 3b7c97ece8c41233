"""Frames: every frame's own examples, and a loader that refuses what it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from according.codebook.files import CodebookError
from according.codebook.frames import (
    Frame,
    load_frames,
    load_governors,
    load_instruments,
    parse_pattern,
    words_of_class,
)
from according.codebook.lists import contexts, modes, quads, sectors
from according.codebook.plans import load_plan_words
from according.extract.events import finder as events
from according.extract.parsing.parser import parse
from according.extract.reading import Reading
from according.gazetteer.lookup import Gazetteer
from according.model.report import Report
from according.packs.loader import PackSet

EXAMPLES = [(frame, example) for frame in load_frames().frames.values() for example in frame.examples]


@pytest.mark.parametrize(
    ("frame", "example"), EXAMPLES, ids=lambda v: v.name if isinstance(v, Frame) else v["text"][:40]
)
def test_example(frame: Frame, example: dict[str, Any]) -> None:
    text = example["text"]
    reading = Reading(Report("t", text, "t"), parse(text), PackSet([]), Gazetteer())
    wanted = (example.get("type", frame.type), example.get("mode", frame.mode))
    found = [e for e in events.find(reading) if (e.event_type, e.mode) == wanted]
    assert found, wanted
    for role, mentions in (("agent", found[0].agents), ("recipient", found[0].recipients)):
        if role in example:
            texts = [reading.parsed.slice(m.first, m.last) for m in mentions]
            assert len(texts) == len(example[role])
            assert all(any(want in text for text in texts) for want in example[role])


def test_lists_are_whole() -> None:
    assert len(quads()) == 16
    assert sum(len(names) for names in modes().values()) == 67
    assert len(contexts()) == 37
    assert "GOV" in sectors()


def test_every_mode_has_a_frame() -> None:
    told = {(frame.type, frame.mode) for frame in load_frames().frames.values()}
    derived = {"THREATEN", "REQUEST", "REJECT"}  # their modes are read off the act they are about
    missing = {(kind, mode) for kind, names in modes().items() if kind not in derived for mode in names} - told
    assert missing == {("CONSULT", "multilateral")}


@pytest.mark.parametrize("pattern", ["shoot obj:@nobody", "a b c", "fire p:on|at x:"])
def test_bad_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(CodebookError):
        parse_pattern(pattern)


def test_pattern_reads_conditions() -> None:
    pattern = parse_pattern("shoot +down obj:@aircraft !p:to")
    assert pattern.lemma == "shoot"
    assert [(c.key, c.negated) for c in pattern.conditions] == [("+", False), ("obj", False), ("p", True)]
    assert "drone" in words_of_class("aircraft")


def test_other_tables_load() -> None:
    assert "launch" in load_governors().light
    assert any(norm == "car bomb" for _, norm, _ in load_instruments()["bomb"])
    assert load_plan_words().verbs["stall"] == "stalled"
