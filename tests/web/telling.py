"""A small record for the tests of the page: a made-up land, made-up outlets, one source who must not be known."""

from __future__ import annotations

from pathlib import Path

from according.model.actor import Actor
from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Plan, Toll
from according.model.place import Candidate, PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.store.record import Record, open_record

REDS = Actor("t:reds", "Red Army", "armed_forces", bloc="t:red-side")
BLUES = Actor("t:blues", "Blue Front", "armed_group", bloc="t:blue-side")
ACTORS = (REDS, BLUES, Actor("t:red-side", "Red side", "coalition"), Actor("t:blue-side", "Blue side", "coalition"),
          Actor("t:monitor", "Hill Monitor", "monitor", media_kind="monitor"),
          Actor("t:herald", "Plain Herald", "media", media_kind="newspaper"))
PACKS = PackSet([Pack("t", "Test land", "1", ("TST",), ACTORS, ())])
MADE_BY = MadeBy(engine="test", version="1", codebook="1", pack="t")
HIDDEN = "Zahra Qalandari"
PLACES = {"Ford": (36.4, 37.1), "Mill": (36.5, 37.3), "Dell": (36.2, 37.0)}
_IDS = {a.name: a.id for a in ACTORS}


class Teller:
    """One report in the making: each sentence added may carry claims."""

    def __init__(self, number: int, publisher: str, published: str, title: str, language: str = "en",
                 copy_of: str | None = None, comments: tuple[str, ...] = ()) -> None:
        self.number, self.publisher, self.published, self.title = number, publisher, published, title
        self.language, self.copy_of, self.comments = language, copy_of, comments
        self.text = ""
        self.parts: list[tuple[int, int, dict[str, object]]] = []

    def say(self, sentence: str, quote: str = "", **fields: object) -> Teller:
        """Add a sentence; with `fields`, a claim that quotes `quote` or all of it."""
        self.text += " " if self.text else ""
        start = len(self.text) + (sentence.index(quote) if quote else 0)
        self.text += sentence
        if fields:
            self.parts.append((start, start + len(quote or sentence), fields))
        return self

    def told(self) -> tuple[Report, list[Claim]]:
        """The report with its claims."""
        when = Published.parse(self.published)
        report = Report(Report.make_id(self.text, self.publisher, when, None), self.text, f"t-{self.number}",
                        publisher=self.publisher, published=when, title=self.title, language=self.language,
                        copy_of=self.copy_of, comments=self.comments)
        made = []
        for n, (start, end, fields) in enumerate(self.parts):
            quote = Quote.of(self.text, start, end)
            made.append(Claim(Claim.make_id(report.id, quote, str(fields["kind"]), n), report.id, report.ref, quote,
                              made_by=MADE_BY, **fields))  # type: ignore[arg-type]
        return report, made


def who(name: str) -> Mention:
    return Mention(name, 0, len(name), _IDS.get(name), name)


def at(name: str, **more: object) -> PlaceRef:
    lat, lon = PLACES.get(name, (None, None))
    known = lat is not None
    return PlaceRef(name, 0, len(name), f"t:{name.lower()}" if known else None, name if known else None, "city", "TST",
                    "Green Province", lat, lon, 2.0, precision=1 if known else None, why="", **more)  # type: ignore


def on(day: str, until: str | None = None) -> When:
    return When.from_json({"start": day, "end": until or day, "precision": 1})


def says(name: str, kind: str = "official", **more: object) -> Attribution:
    return Attribution(_IDS.get(name), name, name, None, None, "said", kind, **more)  # type: ignore[arg-type]


def told() -> list[tuple[Report, list[Claim]]]:
    monitor = says("Hill Monitor", "monitor")
    first = Teller(1, "Plain Herald", "2020-03-01T08:00:00+00:00", "Blue Front takes Ford", comments=("A comment.",))
    first.say("Blue Front fighters captured Ford on Sunday, the Hill Monitor said.", kind="control",
              event_type="COERCE", mode="seize", agent=(who("Blue Front"),), recipient=(who("Red Army"),),
              place=at("Ford"), time=on("2020-03-01"), control=Control("gain", who("Blue Front"), who("Red Army")),
              attribution=(monitor,), standing="reported", why="control: capture")
    first.say("At least nine soldiers were killed, it said.", kind="toll", place=at("Ford"), time=on("2020-03-01"),
              toll=Toll(killed=Figure(9, None, None, "soldiers")), attribution=(monitor,), standing="reported")
    lead = first.told()
    copy = Teller(2, "River Post", "2020-03-01T11:00:00+00:00", "Ford falls", copy_of=lead[0].id)
    copy.say("Blue Front fighters captured Ford on Sunday.", kind="control", event_type="COERCE", mode="seize",
             agent=(who("Blue Front"),), place=at("Ford"), time=on("2020-03-01"),
             control=Control("gain", who("Blue Front")), standing="asserted")
    denial = Teller(3, "Dale Blog", "2020-03-02", "Army denies loss")
    denial.say("The Red Army denied that Ford had fallen.", kind="control", agent=(who("Red Army"),), place=at("Ford"),
               time=on("2020-03-02"), control=Control("denial", who("Red Army")),
               attribution=(says("Red Army"),), standing="denied")
    denial.say("Its commander told the Blog that the Hill Monitor says 12 were killed.", "12 were killed", kind="toll",
               place=at("Ford"), time=on("2020-03-01"), toll=Toll(killed=Figure(12, 12, 12, "soldiers")),
               attribution=(says("commander", "armed_group", anonymous=True), monitor), standing="claimed")
    hidden = Teller(4, "Orchard News", "2020-03-03T07:30:00+00:00", "A baker counts the dead")
    hidden.say(f"{HIDDEN}, a baker who fears for her life, said shells killed four people in Mill on Monday.",
               "shells killed four people in Mill on Monday", kind="event", event_type="ASSAULT", mode="heavy-weapons",
               agent=(who("Red Army"),), recipient=(Mention("people", 0, 6),), place=at("Mill"), time=on("2020-03-02"),
               toll=Toll(killed=Figure(4, 4, 4, "people")), standing="claimed", protected=("person:1",),
               attribution=(Attribution(None, HIDDEN, HIDDEN, 0, len(HIDDEN), "said", "witness",
                                        protected="person:1"),))
    plan = Teller(5, "Plain Herald", "2020-03-04", "Truce proposed")
    plan.say("The Red Army and the Blue Front agreed on a truce for Dell.", kind="plan",
             plan=Plan("truce for Dell", "agreed", (who("Red Army"), who("Blue Front"))), time=on("2020-03-04"),
             standing="reported", place=at("Dell"))
    plan.say("Somebody shelled Nowhere Hill.", kind="event", event_type="ASSAULT", mode="heavy-weapons",
             place=PlaceRef("Nowhere Hill", 0, 12, candidates=(Candidate("t:dell", "Dell", 0.4, "sounds alike"),)),
             agent=(Mention("Grey Company", 0, 12),), time=on("2020-03-03"), standing="asserted")
    arabic = Teller(6, "صحيفة النهر", "2020-03-05", "قصف على المطحنة", "ar")
    arabic.say("قال ناشط إن الجيش الأحمر قصف المطحنة يوم الأربعاء.", kind="event", event_type="ASSAULT", mode="aerial",
               agent=(who("Red Army"),), place=at("Mill"), time=on("2020-03-04"), standing="claimed",
               attribution=(Attribution(None, None, "ناشط", 4, 8, "قال", "activist", anonymous=True),))
    claim = Teller(7, "Dale Blog", "2020-03-06", "Blue Front speaks of Dell")
    claim.say("The Blue Front said that its fighters had seized Dell.", kind="control", event_type="COERCE",
              mode="seize", agent=(who("Blue Front"),), place=at("Dell"), time=on("2020-03-05"),
              control=Control("gain", who("Blue Front")), attribution=(says("Blue Front"),), standing="claimed")
    return [lead, copy.told(), denial.told(), hidden.told(), plan.told(), arabic.told(), claim.told()]


def make_record(path: Path) -> Record:
    """The record in a file."""
    record = open_record(path, create=True)
    for report, claims in told():
        record.add(report, claims, MADE_BY)
    return record
