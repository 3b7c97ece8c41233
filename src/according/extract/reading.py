"""A report being read: its words, and what each extractor has found so far.

The extractors run in this order, each filling its part and reading those before it:
mentions → places → coreference → times → attribution → control → events → tolls → plans → relations → positions;
`claims` then puts the findings together. Every finding points at words of `parsed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from according.extract.parsing.words import Parsed, Word
from according.gazetteer.lookup import Gazetteer
from according.model.claim import Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.when import When
from according.packs.loader import PackSet

if TYPE_CHECKING:
    from according.extract.places.inherit import Settings
    from according.extract.times.index import Index


@dataclass(slots=True, eq=False)
class ActorMention:
    """A noun phrase that names or describes someone who may act or speak.

    `first`, `last`, `head` are word indices. `kind` is one of `model.actor.ACTOR_KINDS` or "unknown".
    `actor`, `name` are set when resolved to a pack's actor; `name` alone when the text itself names
    someone no pack knows. `antecedent` is the mention it refers back to. `inferred` marks one not named in
    the clause but made plain by the report (see opponents.py). `number` is how many the
    text counts. `person` marks a human individual. `why` is the rule that made or resolved it.
    `affiliation` is the actor someone belongs to ("an SDF spokesman": the SDF's id), known or not by name.
    """

    first: int
    last: int
    head: int
    kind: str = "unknown"
    actor: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    number: int | None = None
    plural: bool = False
    person: bool = False
    generic: bool = False
    antecedent: ActorMention | None = None
    inferred: bool = False
    why: str = ""
    affiliation: str | None = None

    def to_mention(self, parsed: Parsed) -> Mention:
        """As the record writes it; a pronoun keeps its own text and its antecedent's name."""
        text = parsed.slice(self.first, self.last)
        return Mention(text, parsed.words[self.first].start, parsed.words[self.last].end, self.actor, self.name,
                       self.inferred)


@dataclass(slots=True, eq=False)
class PlaceMention:
    """A place named in the text. `metonym` marks a place word that stands for an actor ("Moscow said")."""

    first: int
    last: int
    head: int
    ref: PlaceRef
    metonym: bool = False
    why: str = ""


@dataclass(slots=True, eq=False)
class TimeMention:
    """A time phrase with its interval. `habitual` marks "often", "every week"; `background` a distant past.

    `point` is the date that a bound names ("until late June": late June), None where the phrase is no bound.
    """

    first: int
    last: int
    head: int
    when: When
    habitual: bool = False
    background: bool = False
    why: str = ""
    point: tuple[date, date] | None = None


@dataclass(slots=True, eq=False)
class AttributionLink:
    """One "X says Y": who, by which cue, and the words of the content (ranges, both ends included).

    `sources` are empty where the cue names nobody. `parent` is the link in whose content this one
    stands. `cue_class` is a codebook cue class (say, claim, deny, accuse, report, think, order, hope…).
    `disputed` says that the report itself gives somebody's denial of the content.
    """

    sources: list[ActorMention]
    cue_first: int
    cue_last: int
    cue_class: str
    content: list[tuple[int, int]]
    kind: str = "unknown"
    anonymous: bool = False
    pen_name: bool = False
    protected: bool = False
    number: int | None = None
    quoted: bool = False
    parent: AttributionLink | None = None
    disputed: bool = False
    why: str = ""

    def covers(self, word: Word) -> bool:
        at = word.i
        for first, last in self.content:  # noqa: SIM110 - a plain loop: asked of every link for every finding
            if first <= at <= last:
                return True
        return False


@dataclass(slots=True, eq=False)
class EventFinding:
    """An event word with its PLOVER type, mode and roles. `first`, `last` bound the clause that carries it."""

    trigger: int
    event_type: str
    mode: str | None
    first: int
    last: int
    agents: list[ActorMention] = field(default_factory=list)
    recipients: list[ActorMention] = field(default_factory=list)
    weapon: str | None = None
    weapon_norm: str | None = None
    place_words: list[int] = field(default_factory=list)
    frame: str = ""
    verbal_act: bool = False
    why: str = ""


@dataclass(slots=True, eq=False)
class TollFinding:
    """Harm with figures or named victims, told by the word `trigger`."""

    trigger: int
    toll: Toll
    first: int
    last: int
    victims: list[ActorMention] = field(default_factory=list)
    agents: list[ActorMention] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True, eq=False)
class ControlFinding:
    """A change or state of control told by `trigger`. `places` are word indices of the places it concerns.

    `agent` is who acts where that is neither holder nor loser: the besieger. `denied_by` is the word that denies it.
    `entry` marks a force that only went in. `anaphoric` marks a place spoken of again ("it", "the town").
    """

    trigger: int
    change: str
    first: int
    last: int
    holder: ActorMention | None = None
    loser: ActorMention | None = None
    scope: str = "whole"
    count: int | None = None
    places: list[int] = field(default_factory=list)
    why: str = ""
    agent: ActorMention | None = None
    denied_by: int | None = None
    entry: bool = False
    anaphoric: bool = False


@dataclass(slots=True, eq=False)
class PlanFinding:
    """A plan, proposal, deal or talks, and its status."""

    trigger: int
    matter: str
    status: str
    first: int
    last: int
    parties: list[ActorMention] = field(default_factory=list)
    next_date: When | None = None
    why: str = ""


@dataclass(slots=True, eq=False)
class RelationFinding:
    """`left` stands in `relation` (see model.claim.RELATIONS) to `right`."""

    trigger: int
    relation: str
    left: ActorMention
    right: ActorMention
    first: int
    last: int
    why: str = ""


@dataclass(slots=True, eq=False)
class PositionFinding:
    """What someone says that is no event: a view, an aim, an explanation. `about` are those it speaks of."""

    trigger: int
    first: int
    last: int
    speakers: list[ActorMention] = field(default_factory=list)
    about: list[ActorMention] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Reading:
    """Everything known of one report while it is coded.

    `terms` are the generic phrases of its conflict ("the rebels"), folded to tokens, with the actor they mean. `senses`
    keeps what a word may stand for (see frames.senses), `placed` where it happens (see of_event.place_of), `settings`
    how often each place is where something is (see inherit), as long as actors and places stay the same. `dated` is the
    index of its times (see times.index).
    """

    report: Report
    parsed: Parsed
    packs: PackSet
    gazetteer: Gazetteer
    actors: list[ActorMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    attributions: list[AttributionLink] = field(default_factory=list)
    events: list[EventFinding] = field(default_factory=list)
    tolls: list[TollFinding] = field(default_factory=list)
    controls: list[ControlFinding] = field(default_factory=list)
    plans: list[PlanFinding] = field(default_factory=list)
    relations: list[RelationFinding] = field(default_factory=list)
    positions: list[PositionFinding] = field(default_factory=list)
    terms: dict[tuple[str, ...], str] = field(default_factory=dict)
    senses: dict[int, set[str]] = field(default_factory=dict)
    placed: dict[tuple[int, ...], PlaceRef | None] = field(default_factory=dict)
    settings: dict[bool, Settings] = field(default_factory=dict)
    dated: Index | None = None
    _actor_by_word: dict[int, ActorMention] | None = None
    _place_by_word: dict[int, PlaceMention] | None = None
    _places_by_sentence: dict[int, list[PlaceMention]] | None = None
    _times_by_sentence: tuple[list[TimeMention], dict[int, list[TimeMention]]] | None = None
    _links_by_word: (
        tuple[list[AttributionLink], dict[int, list[AttributionLink]], dict[int, list[AttributionLink]]] | None
    ) = None

    @property
    def day(self) -> date | None:
        """The day of publication, None when the report has no date."""
        return self.report.published.day if self.report.published else None

    def index(self) -> None:
        """Forget the word indices; call after `actors` or `places` were replaced or extended."""
        self._actor_by_word = self._place_by_word = self._places_by_sentence = None
        self.senses, self.placed, self.settings = {}, {}, {}

    def actor_at(self, word: Word | int) -> ActorMention | None:
        """The mention headed by, else the smallest one containing, the word."""
        if self._actor_by_word is None:
            self._actor_by_word = _by_word(self.actors)
        return self._actor_by_word.get(word if isinstance(word, int) else word.i)

    def place_at(self, word: Word | int) -> PlaceMention | None:
        """The place headed by, else the smallest one containing, the word."""
        if self._place_by_word is None:
            self._place_by_word = _by_word(self.places)
        return self._place_by_word.get(word if isinstance(word, int) else word.i)

    def places_in(self, sentence: int) -> list[PlaceMention]:
        """The places whose heads stand in the sentence, in the order of `places`."""
        if self._places_by_sentence is None:
            self._places_by_sentence = {}
            for mention in self.places:
                self._places_by_sentence.setdefault(self.parsed.words[mention.head].sent, []).append(mention)
        return self._places_by_sentence.get(sentence, [])

    def times_in(self, sentence: int) -> list[TimeMention]:
        """The time phrases whose heads stand in the sentence, in the order of `times`."""
        if self._times_by_sentence is None or self._times_by_sentence[0] is not self.times:
            found: dict[int, list[TimeMention]] = {}
            for mention in self.times:
                found.setdefault(self.parsed.words[mention.head].sent, []).append(mention)
            self._times_by_sentence = (self.times, found)
        return self._times_by_sentence[1].get(sentence, [])

    def links_over(self, word: Word) -> list[AttributionLink]:
        """The attributions whose content covers the word, in the order of `attributions`."""
        return self._links()[0].get(word.i, [])

    def links_cued_by(self, word: Word) -> list[AttributionLink]:
        """The attributions whose cue holds the word, in the order of `attributions`."""
        return self._links()[1].get(word.i, [])

    def _links(self) -> tuple[dict[int, list[AttributionLink]], dict[int, list[AttributionLink]]]:
        """Attributions by the words they cover and by the words of their cues."""
        if self._links_by_word is None or self._links_by_word[0] is not self.attributions:
            cued: dict[int, list[AttributionLink]] = {}
            for link in self.attributions:
                for i in range(link.cue_first, link.cue_last + 1):
                    cued.setdefault(i, []).append(link)
            self._links_by_word = (self.attributions, by_covered_word(self.attributions), cued)
        return self._links_by_word[1:]


def by_covered_word(links: list[AttributionLink]) -> dict[int, list[AttributionLink]]:
    """For each word in the content of a link the links that cover it, in the order given."""
    index: dict[int, list[AttributionLink]] = {}
    for link in links:
        for i in sorted({i for first, last in link.content for i in range(first, last + 1)}):
            index.setdefault(i, []).append(link)
    return index


def unique(mentions: list[ActorMention]) -> list[ActorMention]:
    """The mentions once each, in order."""
    out: list[ActorMention] = []
    for mention in mentions:
        if mention not in out:
            out.append(mention)
    return out


M = TypeVar("M", ActorMention, PlaceMention)


def _by_word(mentions: list[M]) -> dict[int, M]:
    index: dict[int, M] = {}
    longest_first = sorted(mentions, key=lambda m: m.first - m.last)
    for mention in longest_first:
        for i in range(mention.first, mention.last + 1):
            index[i] = mention
    for mention in longest_first:
        index[mention.head] = mention
    return index
