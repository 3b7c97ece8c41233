"""Generated reports with their claims, to measure records of any size: no text of anyone, no claim true.

Places lie on a grid, actors are numbered, sentences are patterns; everything follows from the seed, so
two machines measure the same record.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When

MADE_BY = MadeBy(engine="generated", version="1", codebook="1", pack="none")
PLACES = 2000
ACTORS = 40
SOURCES = 60
OUTLETS = 80
START = datetime(2014, 1, 1, 6, tzinfo=UTC)
SPAN_DAYS = 3000
CLAIMS_EACH = 10


def reports(count: int, seed: int = 1, first: int = 0) -> Iterator[tuple[Report, list[Claim]]]:
    """`count` reports with CLAIMS_EACH claims each, numbered from `first`; half of the claims tell of control."""
    for number in range(first, first + count):
        yield _report(number, random.Random(f"{seed}:{number}"))


def place_name(number: int) -> str:
    """The name of the generated place `number`."""
    return f"Place {number:04d}"


def _report(number: int, chance: random.Random) -> tuple[Report, list[Claim]]:
    published = Published(START + timedelta(days=chance.randrange(SPAN_DAYS), minutes=chance.randrange(1440)))
    told = [_telling(chance) for _ in range(CLAIMS_EACH)]
    text = " ".join(sentence for sentence, *_ in told)
    publisher = f"Generated Outlet {chance.randrange(OUTLETS)}"
    report = Report(Report.make_id(text, publisher, published, str(number)), text, f"generated-{number}",
                    publisher=publisher, published=published)
    claims = []
    at = 0
    for sentence, agent, other, place, source in told:
        claims.append(_claim(report, at, sentence, agent, other, place, source, chance))
        at += len(sentence) + 1
    return report, claims


def _telling(chance: random.Random) -> tuple[str, int, int, int, int]:
    agent, place, source = chance.randrange(ACTORS), chance.randrange(PLACES), chance.randrange(SOURCES)
    other = (agent + 1 + chance.randrange(ACTORS - 1)) % ACTORS
    verb = chance.choice(("captured", "shelled"))
    sentence = f"Force {agent} {verb} {place_name(place)} from Force {other}, Source {source} said."
    return sentence, agent, other, place, source


def _claim(report: Report, at: int, sentence: str, agent: int, other: int, place: int, source: int,
           chance: random.Random) -> Claim:
    def mention(number: int) -> Mention:
        start = report.text.index(f"Force {number} " if number == agent else f"Force {number},", at)
        name = f"Force {number}"
        return Mention(name, start, start + len(name), f"generated:{number}", name)

    taken = " captured " in sentence
    assert report.published is not None
    day = report.published.day - timedelta(days=chance.randrange(3))
    quote = Quote.of(report.text, at, at + len(sentence))
    where = report.text.index(place_name(place), at)
    speaker = f"Source {source}"
    return Claim(
        id=Claim.make_id(report.id, quote, "control" if taken else "event"), report=report.id, report_ref=report.ref,
        quote=quote, kind="control" if taken else "event", made_by=MADE_BY,
        event_type="COERCE" if taken else "ASSAULT", mode="seize" if taken else "heavy-weapons",
        agent=(mention(agent),), recipient=(mention(other),),
        place=PlaceRef(place_name(place), where, where + 10, f"generated:{place}", place_name(place), "city", "XXX",
                       None, place // 50 * 0.1, place % 50 * 0.1, 1.0, "in", 1),
        time=When(day, day, 1), control=Control("gain", mention(agent), mention(other)) if taken else None,
        toll=None if taken else Toll(killed=Figure(chance.randrange(1, 9), None, None)),
        attribution=(Attribution(f"generated-source:{source}", speaker, None, None, None, "said", "monitor"),),
        standing="reported", why="generated")
