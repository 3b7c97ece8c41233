"""Reports and claims made up for the tests of the record: no engine, no model, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When

CODING = MadeBy(engine="made-up", version="1.0", codebook="1", pack="none-1")
TOWNS = ("Orlen", "Bräsk", "Teluna", "Kamar", "Vostin", "Deyr Salin")
SIDES = (("north", "Northern Army"), ("river", "River Front"), ("guard", "Town Guard"))


def report(number: int, publisher: str = "The Harbour Courier") -> Report:
    """Report `number`: three sentences on one town; every seventh has no date."""
    town, (_, side) = TOWNS[number % len(TOWNS)], SIDES[number % len(SIDES)]
    text = (f"{side} fighters took {town} on day {number}. A spokesman said {number % 40 + 1} people were killed.\n"
            f"The rival side denied the loss of {town}.")
    day = Published(date(2015, 1, 1) + timedelta(days=number % 900)) if number % 7 else None
    return Report(Report.make_id(text, publisher, day, None), text, f"made-up/{number}.txt", publisher=publisher,
                  title=f"Fighting in {town}", published=day, comments=("A reader's remark.",))


def claims_of(told: Report, made_by: MadeBy = CODING) -> list[Claim]:
    """Three claims of a generated report: a gain, a toll, a denial."""
    number = int(told.ref.removeprefix("made-up/").removesuffix(".txt"))
    town, (actor, side) = TOWNS[number % len(TOWNS)], SIDES[number % len(SIDES)]
    first, second, third = _sentences(told.text)
    place_at = told.text.index(town)
    place = PlaceRef(town, place_at, place_at + len(town), id=f"t-{number % len(TOWNS)}", name=town, kind="city")
    holder = Mention(side, 0, len(side), actor, side)
    day = told.published.day if told.published else None
    said = Attribution("side-" + actor, f"{side} spokesman", "A spokesman", second.start, second.start + 11, "said")
    return [
        _claim(told, first, "control", made_by, event_type="COERCE", mode="seize", agent=(holder,), place=place,
               time=When(day, day, 1), control=Control("gain", holder)),
        _claim(told, second, "toll", made_by, event_type="ASSAULT", toll=Toll(Figure(
            number % 40 + 1, number % 40 + 1, number % 40 + 1)), attribution=(said,), standing="claimed", place=place,
               time=When(None, day)),
        _claim(told, third, "control", made_by, control=Control("denial", None, holder), place=place,
               attribution=(said,), standing="denied"),
    ]


def _sentences(text: str) -> list[Quote]:
    out, at = [], 0
    for line in text.split("\n"):
        for sentence in line.split(". "):
            start = text.index(sentence, at)
            at = start + len(sentence)
            out.append(Quote.of(text, start, at))
    return out


def _claim(told: Report, quote: Quote, kind: str, made_by: MadeBy, **fields: object) -> Claim:
    return Claim(Claim.make_id(told.id, quote, kind), told.id, told.ref, quote, kind, made_by, **fields)  # type: ignore[arg-type]


def reports(count: int) -> Iterator[Report]:
    """The first `count` generated reports."""
    return (report(number) for number in range(count))


class Clock:
    """A clock that goes on by a second at each look, so that runs can be compared."""

    def __init__(self) -> None:
        self.at = datetime(2020, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at
