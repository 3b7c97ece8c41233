"""Who says so, and how a claim stands: a table of sentences from many wars, then what single sentences cannot show."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from according.extract.attribution import links as attribution
from according.extract.mentions import coreference
from according.extract.mentions import finder as mentions
from according.extract.parsing.parser import parse
from according.extract.reading import Reading
from according.extract.standing import standing
from according.gazetteer.lookup import Gazetteer
from according.model.report import Report
from according.model.when import Published
from according.packs.loader import load_packs

CASES = tomllib.loads(Path(__file__).with_name("attribution_table.toml").read_text(encoding="utf-8"))["case"]


def read(text: str, publisher: str | None = None, published: str = "2024-03-04") -> Reading:
    report = Report("r", text, "r", publisher=publisher, published=Published.parse(published))
    reading = Reading(report, parse(text), load_packs(), Gazetteer.__new__(Gazetteer))
    reading.actors = mentions.find(reading)
    reading.index()
    coreference.resolve(reading)
    reading.index()
    reading.attributions = attribution.find(reading)
    return reading


def chain_at(reading: Reading, word: str) -> tuple[list[str], list[Any], str]:
    """The names of the chain at the first `word`, its links and the standing."""
    found = next(w for w in reading.parsed.words if w.text == word)
    links = attribution.chain(reading, found)
    names = [
        " and ".join(m.name or reading.parsed.slice(m.first, m.last) for m in link.sources).lower() for link in links
    ]
    return names, links, standing.of(reading, found, links)[0]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['row']}: {c['text'][:40]} <{c['word']}>")
def test_every_row_of_the_table(case: dict[str, Any]) -> None:
    names, links, put = chain_at(read(case["text"]), case["word"])
    assert names == [name.lower() for name in case["chain"]]
    if "standing" in case:
        assert put == case["standing"]
    for field in ("kind", "anonymous", "pen_name", "protected", "number"):
        if field in case:
            assert getattr(links[-1], field) == case[field], field


def test_the_table_covers_many_rows() -> None:
    assert len(CASES) >= 150
    assert len({case["row"] for case in CASES}) >= 30


def test_the_publisher_is_no_link_of_its_own_chain() -> None:
    text = "A fisherman told the Delta Tribune that soldiers had burned his boat."
    assert chain_at(read(text, "Delta Tribune"), "burned")[0] == ["fisherman"]
    assert chain_at(read(text, "Harbour News"), "burned")[0] == ["delta tribune", "fisherman"]


def test_a_protected_person_stays_protected_in_every_sentence() -> None:
    text = (
        "Tarek, who would not give his full name, said the market had been shelled.\n\n"
        "“We carried the wounded on doors,” Tarek said."
    )
    reading = read(text)
    assert all(link.protected for link in reading.attributions if link.sources)
    assert len([link for link in reading.attributions if link.protected]) == 2


def test_a_statement_belongs_to_the_speaker_who_opens_it() -> None:
    text = "Minister Adama Konate said:\n\nThe army has retaken the valley.\n\nFour villages were freed on Monday."
    reading = read(text)
    assert chain_at(reading, "retaken")[0] == ["adama konate"]
    assert chain_at(reading, "freed")[0] == ["adama konate"]


def test_attitudes_are_links_but_no_part_of_the_chain() -> None:
    reading = read("The rebels want to reopen the road.")
    assert [link.cue_class for link in reading.attributions] == ["want"]
    assert chain_at(reading, "reopen")[0] == []


def test_parents_come_before_children() -> None:
    reading = read("The agency reported that the general had said his troops would hold fire.")
    seen: set[int] = set()
    for link in reading.attributions:
        assert link.parent is None or id(link.parent) in seen
        seen.add(id(link))
    assert any(link.parent is not None for link in reading.attributions)


def test_a_denial_points_at_the_claim_it_denies() -> None:
    reading = read("The governor said the town had been recaptured, but the rebels denied it.")
    ((word, link),) = standing.denials(reading)
    assert word.text == "denied"
    assert [m.name for m in link.sources] == ["governor"]
    assert link.disputed


def test_every_range_lies_inside_the_text() -> None:
    reading = read("“They fled,” Colonel Hla Win said on Monday, according to the Lagoon Post. He said 30 men died.")
    words = reading.parsed.words
    assert reading.attributions
    for link in reading.attributions:
        for first, last in [*link.content, (link.cue_first, link.cue_last)]:
            assert 0 <= first <= last < len(words)
            assert reading.parsed.text[words[first].start : words[last].end].strip()


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("There were reports that rebels had retaken one village.", "retaken", "reports"),
        ("The army reportedly shelled the market.", "shelled", "reportedly"),
        ("The army shelled the market.", "shelled", None),
    ],
)
def test_hearsay_is_the_cue_that_names_nobody(text: str, word: str, cue: str | None) -> None:
    reading = read(text)
    found = next(w for w in reading.parsed.words if w.text == word)
    assert attribution.hearsay(reading, found) == cue


def test_the_speaker_of_a_quoted_word_is_whose_quotation_it_is() -> None:
    reading = read("“We have taken the town and our men hold it,” said General Min Thura. The army denied it.")
    we = next(w for w in reading.parsed.words if w.text == "We")
    speaker = attribution.speaker_of(reading, we)
    assert speaker is not None and speaker.name == "Min Thura"
    assert attribution.speaker_of(reading, next(w for w in reading.parsed.words if w.text == "army")) is None
