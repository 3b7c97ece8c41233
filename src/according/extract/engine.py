"""The rule engine: a Report in, Claims out, stateless."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from according.extract.attribution import links as attribution
from according.extract.claims import compose
from according.extract.control import finder as control
from according.extract.events import finder as events
from according.extract.events import opponents, overlaps, perpetrators, victims
from according.extract.mentions import coreference, first_person
from according.extract.mentions import finder as mentions
from according.extract.parsing.parser import parse, parse_many
from according.extract.parsing.words import Parsed
from according.extract.places import finder as places
from according.extract.reading import Reading
from according.extract.relations import finder as relations
from according.extract.relations import plans, positions
from according.extract.times import finder as times
from according.extract.tolls import finder as tolls
from according.gazetteer.lookup import Gazetteer, open_gazetteer
from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.model.version import __version__
from according.packs.loader import PackSet, load_packs


class RuleEngine:
    """Codes reports by rules over a dependency parse."""

    name = "according-rules"
    version = __version__

    def __init__(self, packs: PackSet | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.packs = packs or load_packs()
        self.gazetteer = gazetteer or open_gazetteer()
        for pack in self.packs.packs:
            if pack.places:
                self.gazetteer = self.gazetteer.overlay(pack.places, pack.place_aliases)
        self.made_by = MadeBy(engine=self.name, version=self.version, codebook="1",
                              pack="+".join(f"{p.name}-{p.version}" for p in self.packs.packs))
        self._parsed: dict[str, Parsed] = {}

    def prepare(self, reports: Sequence[Report]) -> None:
        """Parse several reports together, which is faster than one by one; `code` of each then finds it done."""
        self._parsed = dict(zip((r.id for r in reports), parse_many(r.text for r in reports), strict=True))

    def code(self, report: Report) -> list[Claim]:
        """The claims of `report`, in text order."""
        parsed = self._parsed.pop(report.id, None) or parse(report.text)
        return compose(self.read(report, parsed), self.made_by)

    def read(self, report: Report, parsed: Parsed, done: Callable[[str], None] = lambda step: None) -> Reading:
        """Run every extractor over a parsed report. `done` is told the name of each step that is over, in order:
        mentions, places, coreference, times, attribution, control, events, tolls, discourse, relations."""
        for sentence in parsed.sentences:
            if parsed.words[sentence.last].end <= report.title_end:
                sentence.part = "title"
        reading = Reading(report, parsed, self.packs, self.gazetteer)
        reading.actors = mentions.find(reading)
        reading.index()
        done("mentions")
        reading.places = places.find(reading)
        reading.index()
        done("places")
        overlaps.settle(reading)
        coreference.resolve(reading)
        reading.index()
        done("coreference")
        reading.times = times.find(reading)
        done("times")
        reading.attributions = attribution.find(reading)
        first_person.link(reading)
        done("attribution")
        reading.controls = control.find(reading)
        done("control")
        reading.events = events.find(reading)
        done("events")
        reading.tolls = tolls.find(reading)
        done("tolls")
        perpetrators.infer(reading)
        victims.infer(reading)
        opponents.infer(reading)
        done("discourse")
        reading.plans = plans.find(reading)
        reading.relations = relations.find(reading)
        reading.positions = positions.find(reading)
        done("relations")
        return reading
