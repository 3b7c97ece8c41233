"""Crosswalk: what a claim is in ACLED, UCDP and PLOVER's quads, or why none."""

from __future__ import annotations

import pytest

from according.codebook.crosswalk import Facts, acled, of, quad, sub_events, ucdp
from according.model.claim import Claim, Control, MadeBy, Mention
from according.model.span import Quote


def claim(text: str, agent: str = "", recipient: str = "", **fields: object) -> Claim:
    return Claim("c", "r", "ref", Quote(0, len(text), text), "event", MadeBy(engine="t"),
                 agent=(Mention(agent, 0, 1),) if agent else (),
                 recipient=(Mention(recipient, 0, 1),) if recipient else (),
                 **fields)  # type: ignore[arg-type]


CASES = [
    (claim("Jets bombed the camp", "jets", "rebels", event_type="ASSAULT", mode="aerial"), "Air/drone strike"),
    (claim("Gas was used", "army", "civilians", event_type="ASSAULT", mode="unconventional"), "Chemical weapon"),
    (claim("Rebels fought soldiers", "rebels", "soldiers", event_type="ASSAULT"), "Armed clash"),
    (claim("Gunmen killed farmers", "gunmen", "farmers", event_type="ASSAULT"), "Attack"),
    (claim("Police beat marchers", "police", "marchers", event_type="ASSAULT", mode="beat"),
     "Excessive force against protesters"),
    (claim("The mob beat a thief", "mob", "man", event_type="ASSAULT", mode="beat"), "Mob violence"),
    (claim("Students marched", "students", event_type="PROTEST", mode="demo"), "Peaceful protest"),
    (claim("Police arrested two men", "police", "men", event_type="COERCE", mode="arrest"), "Arrests"),
    (claim("Police seized rifles", "police", event_type="COERCE", mode="seize", weapon="rifles", weapon_norm="firearm"),
     "Disrupted weapons use"),
    (claim("The army took the town", "army", event_type="COERCE", mode="seize", control=Control("gain")),
     "Government regains territory"),
    (claim("Rebels took the town", "rebels", event_type="COERCE", mode="seize", control=Control("gain")),
     "Non-state actor overtakes territory"),
    (claim("They signed a peace deal", "rebels", event_type="AGREE"), "Agreement"),
]


@pytest.mark.parametrize(("made", "wanted"), CASES, ids=lambda v: v if isinstance(v, str) else v.quote.exact)
def test_sub_event(made: Claim, wanted: str) -> None:
    pairs = dict(of(made, lambda mention: None))
    assert pairs["acled_sub_event"] == wanted
    assert pairs["acled_type"] == sub_events()[wanted]


def test_why_none() -> None:
    pairs = dict(of(claim("The envoy urged calm", "envoy", event_type="REQUEST"), lambda mention: None))
    assert pairs["acled_none"].startswith("words")
    assert pairs["ucdp_none"] == "no use of armed force"
    assert pairs["quad"] == "verbal conflict"


@pytest.mark.parametrize(("agent", "recipient", "wanted"), [
    ("state", "armed", "1"), ("armed", "state", "1"), ("armed", "armed", "2"), ("state", "civilian", "3"),
])
def test_type_of_violence(agent: str, recipient: str, wanted: str) -> None:
    assert ucdp(Facts("ASSAULT", agent=agent, recipient=recipient, killed=True)) == (wanted,)
    assert isinstance(ucdp(Facts("ASSAULT", agent=agent, recipient=recipient)), str)


def test_all_sub_events_of_acled() -> None:
    assert len(sub_events()) == 25
    assert acled(Facts(None)) == "no event type"
    assert quad("AID") == "material cooperation"
