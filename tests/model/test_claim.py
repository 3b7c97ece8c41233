"""The nouns of the record: what is written down comes back the same."""

from datetime import UTC, date, datetime

import pytest

from according.model.claim import (
    Attribution,
    Claim,
    Control,
    Figure,
    MadeBy,
    Mention,
    Plan,
    Toll,
    Victim,
)
from according.model.identity import stable_id
from according.model.place import Candidate, PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When

TEXT = "Three nurses died in Marea, an aid group said."


def full_claim() -> Claim:
    quote = Quote.of(TEXT, 0, 26)
    return Claim(
        id=Claim.make_id("r", quote, "toll", "ASSAULT"), report="r", report_ref="a.txt", quote=quote, kind="toll",
        made_by=MadeBy(engine="rules", version="1", codebook="1", pack="world-1"), event_type="ASSAULT", mode="aerial",
        agent=(Mention("They", 0, 4, "world:x", "X"),), recipient=(Mention("nurses", 6, 12),), weapon="bomb",
        weapon_norm="bomb",
        place=PlaceRef("Marea", 21, 26, "g:1", "Marea", candidates=(Candidate("g:1", "Marea", 0.9, "only"),)),
        time=When(datetime(2020, 1, 1, 3, tzinfo=UTC), date(2020, 1, 2), 2, "overnight", 1, 2),
        toll=Toll(killed=Figure(3, 3, 3, "nurses"), nested=(("killed", Figure(1, 1, 1, "women")),),
                  victims=(Victim("A B", 0, 3, role="nurse", civilian=True),), aggregate=True,
                  period=When(None, date(2020, 1, 1))),
        control=Control("gain", Mention("X", 0, 1), None, "part", 6),
        plan=Plan("truce", "proposed", (Mention("X", 0, 1),), When(None, None)), relation="allied",
        attribution=(Attribution("w:a", "A", "A", 1, 2, "said", "monitor", True, True, 2, "p1"),), standing="reported",
        historical=True, habitual=True, protected=("p1",), contradicts=("c2",), crosswalk=(("quad", "4"),), why="rule")


def test_a_claim_survives_json():
    claim = full_claim()
    assert Claim.from_json(claim.to_json()) == claim


def test_a_report_survives_json():
    published = Published.parse("2020-01-02T10:00:00+02:00")
    report = Report("i", TEXT, "a.txt", publisher="Demo Herald", published=published, comments=("no!",), copy_of="j",
                    retrieved=datetime(2020, 1, 3, tzinfo=UTC), warnings=("w",))
    assert Report.from_json(report.to_json()) == report


def test_the_same_content_has_the_same_id_and_other_content_another():
    assert stable_id("a", "b", None, 1) == stable_id("a", "b", None, 1)
    assert stable_id("ab", "") != stable_id("a", "b")


def test_a_quote_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="outside"):
        Quote.of(TEXT, 10, 1000)


def test_a_date_time_without_offset_is_kept_as_its_day():
    assert Published.parse("2020-01-02T10:00:00").value == date(2020, 1, 2)
    assert Published.parse("2020-01-02T10:00:00Z").instant == datetime(2020, 1, 2, 10, tzinfo=UTC)


def test_publication_keeps_its_local_day():
    late = Published.parse("2020-01-02T23:30:00-05:00")
    assert late.day == date(2020, 1, 2)
    assert late.instant.date() == date(2020, 1, 3)
