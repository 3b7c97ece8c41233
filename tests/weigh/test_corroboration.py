"""What is shown of corroboration: groups as one root, dropped attributions, odd details in common."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from according.model.actor import Actor, Allegiance
from according.model.claim import Claim, Figure, Toll, Victim
from according.model.report import Report
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.weigh.corroboration import attribution_lost, corroborate, shared_details
from according.weigh.interest import interest_in_harm
from according.weigh.roots import roots_of, view
from tests.answer.telling import packs, told

PACKS = packs()
HILL = view(
    PackSet(
        [
            Pack(
                "h",
                "Hill land",
                "1",
                ("HIL",),
                (
                    Actor("h:hill", "Hill Republic", "state", demonyms=("Hillish",)),
                    Actor("h:army", "Hill Army", "armed_forces", allegiances=(Allegiance("part_of", "h:hill"),)),
                    Actor(
                        "h:radio",
                        "Hill Radio",
                        "media",
                        media_kind="state_media",
                        allegiances=(Allegiance("owned_by", "h:hill"),),
                    ),
                    Actor("h:watch", "Dale Watch", "monitor", media_kind="monitor"),
                    Actor(
                        "h:head",
                        "Ann Poe",
                        "person",
                        allegiances=(Allegiance("holds_office", "h:watch", date(2019, 1, 1)),),
                    ),
                ),
                (),
            )
        ]
    )
)


def said(name: str, kind: str, ref: str) -> tuple[Claim, Report]:
    return told("gain", "Red Army", "2020-05-03", "Plain Herald", says=name, kind=kind, ref=ref)


def test_army_radio_and_unnamed_officials_of_a_state_are_one_root() -> None:
    found = [
        said("Hill Army", "armed_forces", "1"),
        said("Hill Radio", "state_media", "2"),
        said("Hillish officials", "official", "3"),
    ]
    shown = corroborate(found, roots_of(found, HILL))
    assert shown.roots == ("Hill Army and Hill Radio and Hillish officials, not independent",)


def test_a_head_speaks_for_the_organisation_while_in_office() -> None:
    found = [said("Dale Watch", "monitor", "1"), said("Ann Poe", "person", "2")]
    assert corroborate(found, roots_of(found, HILL)).roots == ("Dale Watch (Ann Poe)",)
    before = [
        told("gain", "Red Army", "2018-05-03", "Plain Herald", says=n, kind=k, ref=n, published="2018-05-04")
        for n, k in (("Dale Watch", "monitor"), ("Ann Poe", "person"))
    ]
    assert len(corroborate(before, roots_of(before, HILL)).roots) == 2


def test_who_names_its_source_elsewhere_in_the_report_dropped_nothing() -> None:
    named = told("gain", "Red Army", "2020-05-03", "Paper 1", says="Red Army", published="2020-05-04")
    both = told("gain", "Red Army", "2020-05-03", "Paper 2", says="Red Army", published="2020-05-05")
    own = (replace(both[0], id="own", attribution=(), standing="asserted"), both[1])
    assert attribution_lost([named, both, own]) == ()
    assert attribution_lost([named, own]) == ("Paper 2",)


def test_of_reports_of_one_bare_date_none_is_known_to_be_later() -> None:
    named = told("gain", "Red Army", "2020-05-03", "Paper 1", says="Red Army", published="2020-05-04")
    own = told("gain", "Red Army", "2020-05-03", "Paper 2", published="2020-05-04")
    assert attribution_lost([named, own]) == ()


def naming(by: str, name: str) -> tuple[Claim, Report]:
    claim, source = told("", None, "2020-05-03", by, event_type="ASSAULT")
    toll = Toll(killed=Figure(1, 1, 1), victims=(Victim(name, 0, len(name)),))
    return replace(claim, toll=toll), source


def test_a_spelling_that_two_roots_share_against_the_rest_is_named() -> None:
    found = [naming(f"Paper {i}", "Omar Haddad") for i in range(3)] + [
        naming("Plain Herald", "Omar Hadad"),
        naming("Dale Blog", "Omar Hadad"),
    ]
    notes = shared_details(found, roots_of(found, PACKS))
    assert notes == ("Dale Blog and Plain Herald alone spell “Hadad”: perhaps one source",)
    assert shared_details(found[:4], roots_of(found[:4], PACKS)) == ()


@pytest.mark.parametrize(
    ("speaker", "civilians", "expected"),
    [
        ("red", False, "self_serving"),
        ("red", True, "against_interest"),
        ("blue", False, "against_interest"),
        ("blue", True, "self_serving"),
        ("green", True, "neutral"),
        (None, True, "neutral"),
    ],
)
def test_whose_interest_it_serves_that_red_struck_blue(speaker: str | None, civilians: bool, expected: str) -> None:
    assert interest_in_harm(speaker, {"red"}, {"blue"}, civilians) == expected
