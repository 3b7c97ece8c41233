"""Facets counted from columns in memory are those that the record itself counts, as it grows and is coded again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from according.model.claim import Claim
from according.packs.index import PackSet
from according.store.query import Query
from according.store.record import Record, open_record
from according.web import control_views
from according.web.asking import Asked
from according.web.library import FACETS, Library
from tests.store.generated import CODING, claims_of, report, reports

QUERIES = (Query(), Query(actor="north"), Query(kind="toll"), Query(text="took"), Query(place="t-1"),
           Query(actor="none"))


def counted_plainly(record: Record, query: Query) -> dict[str, dict[str, int]]:
    """The same by reading every claim."""
    found = list(record.claims(query))
    told = {r.id: r for r in record.reports()}

    def actors(c: Claim) -> set[str]:
        named = [*c.agent, *c.recipient, *((c.control.holder, c.control.loser) if c.control else ())]
        return {m.actor or (m.name or m.text).casefold() for m in named if m is not None}

    counts = {
        "kind": Counter(c.kind for c in found), "type": Counter(c.event_type for c in found),
        "standing": Counter(c.standing for c in found), "place": Counter(c.place.id for c in found if c.place),
        "publisher": Counter(told[c.report].publisher for c in found),
        "actor": Counter(a for c in found for a in actors(c)),
        "source": Counter({a.source for a in c.attribution}.pop() for c in found if c.attribution),
    }
    return {name: {str(value): n for value, n in of.items() if value is not None} for name, of in counts.items()}


def test_facets_are_what_the_record_counts(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.sqlite", create=True) as record:
        library = Library(record, PackSet([]))
        for told in reports(5):
            record.add(told, claims_of(told), CODING)
        assert_counted(library)
        for told in (report(n) for n in range(5, 40)):
            record.add(told, claims_of(told), CODING)
        newer = replace(CODING, version="1.1")
        record.add(report(3), claims_of(report(3), newer)[:1], newer)  # two of its claims stand no more
        assert_counted(library)
        assert_counted(Library(record, PackSet([])))


def assert_counted(library: Library) -> None:
    for query in QUERIES:
        total, facets = library.facets(query)
        assert total == library.record.count_claims(query)
        assert {name: {f["value"]: f["n"] for f in of} for name, of in facets.items()} == counted_plainly(
            library.record, query)
        for of in facets.values():
            assert len(of) <= FACETS and of == sorted(of, key=lambda f: (-f["n"], f["value"]))
    labels = {f["value"]: f["label"] for f in library.facets(Query())[1]["place"]}
    assert labels["t-1"] == "Bräsk"


def test_the_lines_are_of_the_places_most_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_views, "MOST_PLACES", 2)
    with open_record(tmp_path / "r.sqlite", create=True) as record:
        for told in (report(n) for n in (0, 6, 12, 1, 7, 2, 3, 3, 4)):  # town 0 three times, town 1 twice
            record.add(told, claims_of(told), CODING)
        total, lines = control_views.lines(Library(record, PackSet([])), [], Asked())
        assert total == 5
        assert [(line["place_id"], line["claims"]) for line in lines] == [("t-0", 6), ("t-1", 4)]
        assert all(line["stretches"] for line in lines)
