"""How many were harmed in one incident, by whose count: inside one root the latest figure stands; across roots low,
best and high. Rivals are never summed, parts ("including five children") stay inside their whole, named dead apart."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from according.answer.found import Found
from according.answer.selection import sentence_of
from according.model.claim import HARMS, Claim, Figure, Victim
from according.model.control import Sentence
from according.model.incident import Incident
from according.model.report import Report
from according.resolve.profile import is_personal_name
from according.weigh.roots import UNKNOWN, Root

_AFFIRMED = frozenset(("asserted", "reported", "claimed", "disputed"))


@dataclass(frozen=True, slots=True)
class Count:
    """One root's latest figure for one kind of harm."""

    root: str
    low: int | None
    best: int | None
    high: int | None
    who: str | None
    sentence: Sentence

    def to_json(self) -> dict[str, Any]:
        return {
            "root": self.root,
            "low": self.low,
            "best": self.best,
            "high": self.high,
            "who": self.who,
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class HarmCount:
    """All roots' figures for one kind of harm: `low` and `high` span them, `best` is what most roots say."""

    harm: str
    low: int | None
    best: int | None
    high: int | None
    reason: str
    counts: tuple[Count, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "harm": self.harm,
            "low": self.low,
            "best": self.best,
            "high": self.high,
            "reason": self.reason,
            "counts": [c.to_json() for c in self.counts],
        }


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many of one class of victims (journalists, aid workers, children…) one root counts or names."""

    victims: str
    harm: str
    best: int | None
    named: tuple[str, ...]
    root: str
    sentence: Sentence

    def to_json(self) -> dict[str, Any]:
        return {
            "class": self.victims,
            "harm": self.harm,
            "best": self.best,
            "named": list(self.named),
            "root": self.root,
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class IncidentToll:
    """The toll of one incident. `parts` are nested counts by whom they count; `named` are victims by name.

    `classes` are counts of journalists, aid workers, children and others, each by its root: parts of the whole, never
    added to it.
    """

    incident: Incident
    harms: tuple[HarmCount, ...]
    parts: tuple[tuple[str, str, int | None], ...]
    named: tuple[Victim, ...]
    classes: tuple[ClassCount, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "incident": self.incident.to_json(),
            "harms": [h.to_json() for h in self.harms],
            "parts": [{"harm": h, "who": w, "best": n} for h, w, n in self.parts],
            "named": [v.to_json() for v in self.named],
            "classes": [c.to_json() for c in self.classes],
        }


def toll_of(incident: Incident, found: Found) -> IncidentToll | None:
    """The toll of one incident; None when no claim in it gives a figure or a name."""
    told = sorted(
        (found.pairs[c] for c in incident.claims),
        key=lambda p: (p[1].published.to_json() if p[1].published else "", p[0].quote.start, p[0].id),
    )
    told = [(c, r) for c, r in told if c.toll is not None and c.standing in _AFFIRMED]
    harms = tuple(h for harm in HARMS if (h := _across(harm, told, found.roots)) is not None)
    parts = sorted({(harm, f.who or "", f.best or f.low) for c, _ in told if c.toll for harm, f in c.toll.nested})
    named: dict[str, Victim] = {}
    for claim, _ in told:
        for victim in claim.toll.victims if claim.toll and claim.toll.victims else ():
            if not is_personal_name(victim.name):
                continue
            named.setdefault(victim.name.split()[-1].casefold() + victim.harm, victim)
    if not harms and not named:
        return None
    victims = tuple(named[k] for k in sorted(named))
    return IncidentToll(incident, harms, tuple(parts), victims, _classes(told, found.roots))


@lru_cache(maxsize=1)
def _class_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(resources.files("according.answer").joinpath("tolls.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE))
        for name, words in data["classes"].items()
    )


def classes_in(text: str) -> tuple[str, ...]:
    """The classes of victims that a description ("two female journalists") names."""
    return tuple(name for name, pattern in _class_words() if pattern.search(text))


def _classes(told: list[tuple[Claim, Report]], roots: dict[str, Root]) -> tuple[ClassCount, ...]:
    """For each class, harm and root the last that was told: its count, and the names that the root gives."""
    out: dict[tuple[str, str, str], ClassCount] = {}
    for claim, report in told:
        toll, root = claim.toll, roots[claim.id]
        if toll is None:
            continue
        sentence = sentence_of(claim, report, root)
        counted = [(harm, f.who or "", f.best or f.low) for harm, f in (*toll.figures().items(), *toll.nested)]
        for harm, who, best in counted:
            for victims in classes_in(who):
                before = out.get((victims, harm, root.origin))
                names = before.named if before else ()
                out[victims, harm, root.origin] = ClassCount(victims, harm, best, names, root.name, sentence)
        for victim in toll.victims:
            if not is_personal_name(victim.name):
                continue
            for victims in _classes_of(victim):
                key = (victims, victim.harm, root.origin)
                before = out.get(key)
                names = tuple(sorted({*(before.named if before else ()), victim.name}))
                count = before.best if before else None
                from_ = before.sentence if before else sentence
                out[key] = ClassCount(victims, victim.harm, count, names, root.name, from_)
    return tuple(out[key] for key in sorted(out))


def _classes_of(victim: Victim) -> tuple[str, ...]:
    told = set(classes_in(victim.role or ""))
    told |= {"journalists"} if victim.journalist else set()
    told |= {"civilians"} if victim.civilian and not told else set()
    return tuple(sorted(told))


def _across(harm: str, told: list[tuple[Claim, Report]], roots: dict[str, Root]) -> HarmCount | None:
    latest: dict[str, Count] = {}
    for claim, report in told:
        figure: Figure | None = getattr(claim.toll, harm) if claim.toll else None
        if figure is None:
            continue
        root = roots[claim.id]
        # Unknown origin is no root: what each report has from there stands beside the rest, none of it the latest.
        key = root.origin if root.id != UNKNOWN else f"{UNKNOWN}:{report.id}"
        latest[key] = Count(
            root.name, figure.low, figure.best, figure.high, figure.who, sentence_of(claim, report, root)
        )
    if not latest:
        return None
    counts = tuple(latest[k] for k in sorted(latest))
    lows = [n for c in counts if (n := c.low if c.low is not None else c.best) is not None]
    highs = [
        n
        for c in counts
        if (n := c.high if c.high is not None else c.best if c.best is not None else c.low) is not None
    ]
    bests = Counter(n for c in counts if (n := c.best if c.best is not None else c.low) is not None)
    best = max(sorted(bests), key=lambda n: (bests[n], -n)) if bests else None
    open_end = any(c.high is None for c in counts)
    unknown = sum(1 for k in latest if k.startswith(f"{UNKNOWN}:"))
    known = len(counts) - unknown
    reason = (
        (f"{known} roots" if known > 1 else "one root" if known else "no known root")
        + (f", {unknown} of unknown origin" if unknown else "")
        + ("; the highest has an open end" if open_end else "")
        + (
            f"; most say {best}"
            if best is not None and bests[best] > 1
            else "; the lowest of rivals is shown as best"
            if len(bests) > 1
            else ""
        )
    )
    return HarmCount(harm, min(lows, default=None), best, max(highs, default=None), reason, counts)
