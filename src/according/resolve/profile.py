"""What of a claim is compared with others when incidents are made, taken out once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from according.model.claim import Claim, Figure, Mention, Victim
from according.model.report import Report

_WORD = re.compile(r"[a-zà-ž]+", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouyàáâãäåèéêëìíîïòóôõöùúûü]+")
_SAME_WORDS = 4
# How far into a clause (words) the object of its verb is looked for.
_OBJECT = 14
# Modes that tell one attack from another of the same day and town; the rest are too close to be told apart in news.
_GROUPS = {
    "aerial": "air",
    "drone": "air",
    "heavy-weapons": "shelling",
    "explosives": "bomb",
    "suicide-attack": "bomb",
    "firearms": "shooting",
    "targeted": "shooting",
    "abduct": "abduction",
    "unconventional": "chemical",
    "beat": "beating",
    "destroy": "destruction",
    "arrest": "arrest",
    "seize": "seizure",
    "restrict": "siege",
    "withdraw": "withdrawal",
    "crowd-control": "crowd",
    "torture": "torture",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A named victim for comparing: the family name, what is left of the given name without vowels, the actor's id."""

    family: str
    given: str
    actor: str | None = None

    def is_same(self, other: Person) -> bool:
        """Whether two names can be one person's: spellings differ, and a short form leaves the given name out."""
        if self.actor is not None and other.actor is not None:
            return self.actor == other.actor
        if self.family != other.family:
            return False
        return not self.given or not other.given or self.given == other.given


@dataclass(frozen=True, slots=True)
class Profile:
    """A claim as `compare` sees it.

    `first` is None where the text does not date the act itself: no day is told, or the day is that of the saying.
    `victims` and `described` tell of the dead; `gains` and `loses` are the parties of a change of control, and
    `part` says that what changed hands is not the named place as a whole. `hurt` are classes of people harmed,
    `persons` are names of people struck; `follows` says that time or place are those of the sentence before.
    """

    claim: Claim
    report: Report
    first: date | None
    last: date | None
    mode: str | None
    words: frozenset[str]
    telling: tuple[str, ...]
    targets: frozenset[str]
    killed: Figure | None
    injured: Figure | None
    victims: tuple[Person, ...]
    agents: frozenset[str]
    recipients: frozenset[str]
    unresolved: frozenset[str]
    described: frozenset[str]
    gains: frozenset[str]
    loses: frozenset[str]
    part: bool
    placed: bool
    further: bool
    hurt: frozenset[str]
    persons: frozenset[str]
    follows: bool
    weapon: frozenset[str]


class Lists(NamedTuple):
    """The words of `features.toml`: sets of words, and what a word stands for (target, rank, class of people)."""

    targets: dict[str, str]
    stop: frozenset[str]
    further: frozenset[str]
    ranks: dict[str, str]
    people: dict[str, str]
    parts: frozenset[str]
    blast: frozenset[str]


@lru_cache(maxsize=1)
def _lists() -> Lists:
    data = tomllib.loads(resources.files("according.resolve").joinpath("features.toml").read_text(encoding="utf-8"))
    targets = {word: kind for kind, words in data["targets"].items() for word in words}
    ranks = {word: rank for rank, short in data["ranks"].items() for word in (rank, *short)}
    people = {word: group for group, words in data["people"].items() for word in words}
    stop, further, parts, blast = (frozenset(data[name]["words"]) for name in ("stop", "further", "parts", "blast"))
    return Lists(targets, stop, further, ranks, people, parts, blast)


def profile(claim: Claim, report: Report, around: str = "") -> Profile:
    """The profile of a claim; `around` is the sentence or lead it stands in, for what its own clause leaves out."""
    lists = _lists()
    targets, stop, further = lists.targets, lists.stop, lists.further
    told = [w.lower() for w in _WORD.findall(claim.quote.exact)]
    words = {*told, *(w.lower() for w in _WORD.findall(around))} - stop
    toll, control = claim.toll, claim.control
    first, last = _days(claim, report)
    # A bare "killing 33 Swiss officers" counts people; only what was struck is a target, not who died.
    hit = {w for w in words if w in targets} - _counted(claim)
    return Profile(
        claim,
        report,
        first,
        last,
        _GROUPS.get(claim.mode or "") or ("seizure" if control and control.change in ("gain", "loss") else None),
        frozenset(words),
        tuple(told) if len(told) >= _SAME_WORDS else (),
        frozenset(targets[w] for w in hit),
        toll.killed if toll else None,
        toll.injured if toll else None,
        _people(claim),
        _names(claim.agent),
        _names(claim.recipient),
        frozenset(h for m in claim.recipient if m.actor is None and (h := _head(m))),
        _described(claim, stop),
        _names((control.holder,) if control and control.holder else ()),
        _names((control.loser,) if control and control.loser else ()),
        _is_part(claim),
        _has_own_place(claim),
        bool(further.intersection(told[:4])) or bool(further.intersection(_opening(report.text, claim.quote.start))),
        _hurt(claim),
        frozenset(m.name or m.text for m in claim.recipient if _is_name(m)),
        "previous" in (claim.time.inherited if claim.time else None, claim.place.inherited if claim.place else None),
        frozenset(w.removesuffix("s") for w in (claim.weapon or "").lower().split()) - lists.blast,
    )


def _days(claim: Claim, report: Report) -> tuple[date | None, date | None]:
    time = claim.time
    first = time.first_day if time else None
    last = time.last_day if time else None
    if time is not None and (time.inherited == "speech" or (time.text is None and first == last)):
        first = None
    if last is None and report.published is not None:
        last = report.published.day
    return first, last


def _opening(text: str, start: int) -> list[str]:
    """The words just before a clause, in its sentence: "In another attack, …"."""
    before = re.split(r"[.!?;\n]", text[max(0, start - 40) : start])[-1]
    return [w.lower() for w in _WORD.findall(before)]


def _counted(claim: Claim) -> set[str]:
    """Words of the people that a toll counts ("three police officers"): who was hurt, not what was hit."""
    figures = claim.toll.figures().values() if claim.toll else ()
    return {w.lower() for f in figures if f.who for w in _WORD.findall(f.who)}


def _hurt(claim: Claim) -> frozenset[str]:
    """The classes of people that a toll counts."""
    people = _lists().people
    words = {w.removesuffix("s") for w in _counted(claim)} | _counted(claim)
    return frozenset(people[w] for w in words if w in people)


def is_personal_name(name: str) -> bool:
    """Whether a victim's name is one, and not a description that ends in a rank ("a Guards General")."""
    words = _WORD.findall(name.lower())
    return bool(words) and words[-1] not in _lists().ranks


def describes_civilians(claim: Claim) -> bool:
    """Whether those harmed are told to be no people under arms."""
    victims = claim.toll.victims if claim.toll else ()
    told = {w.lower().removesuffix("s") for m in claim.recipient for w in _WORD.findall(m.text)}
    named = {_lists().people.get(w) for w in told} | _hurt(claim)
    return "civilian" in named or any(v.civilian or v.journalist for v in victims)


def _is_name(mention: Mention) -> bool:
    """Whether a mention reads as a person's name: two or more capitalised words that no pack knows as a party."""
    words = _WORD.findall(mention.text)
    return mention.actor is None and len(words) >= 2 and all(w[:1].isupper() for w in words)


def _people(claim: Claim) -> tuple[Person, ...]:
    """The named victims; what ends in a rank ("a Guards General") is a description, not a name."""
    found = {_person(v, claim) for v in (claim.toll.victims if claim.toll else ())}
    return tuple(sorted((p for p in found if p.family not in _lists().ranks), key=lambda p: (p.family, p.given)))


def _person(victim: Victim, claim: Claim) -> Person:
    parts = [p for p in _WORD.findall(victim.name.lower()) if len(p) > 1]
    here = (m.actor for m in claim.recipient if m.actor and m.start <= victim.start and victim.end <= m.end)
    actor = next(here, None)
    given = _VOWELS.sub("", parts[0]) or parts[0][0] if len(parts) > 1 else ""
    return Person(parts[-1] if parts else victim.name.lower(), given, actor)


def _described(claim: Claim, stop: frozenset[str]) -> frozenset[str]:
    """Common words and ranks for a single dead ("a prominent general", "Gen. Poe"); empty where several died."""
    killed = claim.toll.killed if claim.toll else None
    if killed is None or (killed.best or killed.low) != 1:
        return frozenset()
    ranks = _lists().ranks
    texts = [m.text for m in claim.recipient] + [v.role or "" for v in (claim.toll.victims if claim.toll else ())]
    words = [w for text in (*texts, killed.who or "") for w in _WORD.findall(text)]
    common = {w for w in words if len(w) > 3 and w.islower()} - stop
    return frozenset({ranks.get(w, w) for w in common} | {ranks[w.lower()] for w in words if w.lower() in ranks})


def _names(mentions: tuple[Mention, ...]) -> frozenset[str]:
    return frozenset(m.actor or (m.name or m.text).lower().removeprefix("the ") for m in mentions)


def _head(mention: Mention) -> str:
    """The last word of a description before any "of", "with" or "in", in the singular."""
    words = [w.lower() for w in _WORD.findall(re.split(r"\b(?:of|with|in|on|at|who|that|which)\b", mention.text)[0])]
    return words[-1].removesuffix("s") if words else ""


def _is_part(claim: Claim) -> bool:
    """Whether what changed hands is something of or near the named place, or a number of unnamed ones."""
    control, place = claim.control, claim.place
    if control is not None and (control.scope != "whole" or control.count is not None):
        return True
    if _lists().parts.intersection(w.lower() for w in _WORD.findall(claim.quote.exact)[:_OBJECT]):
        return True
    return place is not None and place.relation not in ("in", "at")


def _has_own_place(claim: Claim) -> bool:
    """Whether the place is the clause's own, and not taken over from a sentence before or the headline."""
    return claim.place is not None and claim.place.inherited is None and claim.place.text is not None
