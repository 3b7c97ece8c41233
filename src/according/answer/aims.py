"""Aims against record: whom an actor says it strikes, and whom it is recorded striking, by root and period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from according.answer.selection import (
    Pairs,
    Within,
    actor_id,
    is_undated_background,
    narrowed,
    said_on,
    select,
    sentence_of,
)
from according.model.claim import Claim, Mention
from according.model.control import Sentence
from according.store.record import Record
from according.weigh.roots import PackData, Root, roots_of, view

# Acts that a statement of aims is about, and standings that say something did happen.
_STRIKING = frozenset(("ASSAULT", "THREATEN", "MOBILIZE"))
# Whom somebody accuses, asks, answers or thanks he does not say he strikes.
_WORDS = frozenset(("ACCUSE", "REQUEST", "REJECT", "SUPPORT"))
_AFFIRMED = frozenset(("asserted", "reported", "claimed", "disputed"))
_TIES = ("part_of", "owned_by", "holds_office", "member_of_bloc")


@dataclass(frozen=True, slots=True)
class Target:
    """One target: how many claims, by which roots, first and last told, and how many a month ("2015-10")."""

    name: str
    claims: int
    roots: tuple[str, ...]
    first: date | None
    last: date | None
    months: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "claims": self.claims,
            "roots": list(self.roots),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "months": [{"month": m, "claims": n} for m, n in self.months],
            "sentences": [s.to_json() for s in self.sentences],
        }


@dataclass(frozen=True, slots=True)
class AimsAnswer:
    """`said` and `recorded` targets; `only_said`, `only_recorded` are the difference; `unknown` acts name no target.

    `denied` are the actor's own denials of strikes.
    """

    actor: str
    said: tuple[Target, ...]
    recorded: tuple[Target, ...]
    only_said: tuple[str, ...]
    only_recorded: tuple[str, ...]
    acts: int
    unknown: int
    statements: tuple[Sentence, ...]
    denied: tuple[Sentence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "said": [t.to_json() for t in self.said],
            "recorded": [t.to_json() for t in self.recorded],
            "only_said": list(self.only_said),
            "only_recorded": list(self.only_recorded),
            "acts": self.acts,
            "unknown": self.unknown,
            "share_unknown": round(self.unknown / self.acts, 3) if self.acts else None,
            "statements": [s.to_json() for s in self.statements],
            "denied": [s.to_json() for s in self.denied],
        }


def answer(
    record: Record,
    packs: PackData,
    actor: str,
    **narrowing: Unpack[Within],
) -> AimsAnswer:
    """What `actor` (a name or an id) says it targets or struck, and what everybody else records of it.

    Parts, offices and possessions of the actor count as the actor. The other filters narrow both sides of the answer.
    """
    seen = view(packs)
    wanted = actor_id(packs, actor)
    pairs = select(record, narrowed(packs, **narrowing))
    belongs = {a: _belongs(packs, a, wanted) for a in packs.actors} if wanted else {}
    spoken: Pairs = []
    acts: Pairs = []
    denied: Pairs = []
    for claim, report in pairs:
        does = any(_is(m.actor, m.name or m.text, actor, belongs) for m in claim.agent)
        if not does:
            continue
        end = claim.attribution[-1] if claim.attribution else None
        speaks = end is not None and _is(end.source, end.name, actor, belongs)
        own_words = claim.kind in ("position", "plan") and end is None
        if claim.standing in ("denied", "negated") and (speaks or own_words):
            denied += [(claim, report)] if claim.event_type == "ASSAULT" else []
        elif claim.event_type in _WORDS:
            continue
        elif (speaks and (claim.event_type in _STRIKING or claim.kind != "event")) or own_words:
            spoken.append((claim, report))
        elif speaks or is_undated_background(claim):
            continue
        elif claim.event_type == "ASSAULT" and claim.standing in _AFFIRMED:
            acts.append((claim, report))
    roots = roots_of([*spoken, *acts, *denied], seen)
    said = _targets(spoken, roots, actor, belongs)
    recorded = _targets(acts, roots, actor, belongs)
    said_names, recorded_names = {t.name for t in said}, {t.name for t in recorded}
    return AimsAnswer(
        packs.actors[wanted].name if wanted else actor,
        said,
        recorded,
        tuple(sorted(said_names - recorded_names)),
        tuple(sorted(recorded_names - said_names)),
        len(acts),
        sum(1 for c, _ in acts if not c.recipient),
        tuple(sentence_of(c, r, roots[c.id]) for c, r in spoken),
        tuple(sentence_of(c, r, roots[c.id]) for c, r in denied),
    )


def _belongs(packs: PackData, actor: str, wanted: str) -> bool:
    """Whether `actor` is `wanted` or a part, an office or a possession of it."""
    seen: set[str] = set()
    stack = [actor]
    while stack:
        at = stack.pop()
        if at == wanted:
            return True
        known = packs.actors.get(at)
        if at in seen or known is None:
            continue
        seen.add(at)
        stack.extend(a.other for a in known.allegiances if a.relation in _TIES)
    return False


def _is(actor: str | None, name: str | None, wanted: str, belongs: dict[str, bool]) -> bool:
    return belongs.get(actor, False) if actor else bool(name) and (name or "").casefold() == wanted.casefold()


def _targets(pairs: Pairs, roots: dict[str, Root], actor: str, belongs: dict[str, bool]) -> tuple[Target, ...]:
    """Recipients, most often told of first; the actor itself is no target of its own."""
    groups: dict[str, Pairs] = {}
    for claim, report in sorted(pairs, key=lambda p: p[0].id):
        for name in {m.name or m.text for m in _recipients(claim) if not _is(m.actor, m.name, actor, belongs)}:
            groups.setdefault(name, []).append((claim, report))
    out: list[Target] = []
    for name in sorted(groups):
        told = groups[name]
        days = sorted(d for c, r in told if (d := said_on(c, r)) is not None)
        named = Counter(roots[c.id].name for c, _ in told)
        out.append(
            Target(
                name,
                len(told),
                tuple(sorted(named)),
                days[0] if days else None,
                days[-1] if days else None,
                tuple(sorted(Counter(d.isoformat()[:7] for d in days).items())),
                tuple(sentence_of(c, r, roots[c.id]) for c, r in told),
            )
        )
    return tuple(sorted(out, key=lambda t: (-t.claims, t.name)))


def _recipients(claim: Claim) -> tuple[Mention, ...]:
    return claim.recipient or (claim.plan.parties if claim.plan else ())


def render(result: AimsAnswer) -> str:
    """What is said, what is recorded, and the difference in plain words."""
    lines = [f"{result.actor}: {_plainly(result)}"]
    for title, targets in (("says it targets", result.said), ("is recorded striking", result.recorded)):
        lines.append(f"  {title}: {'nobody that is named' if not targets else ''}".rstrip())
        for t in targets:
            months = ", ".join(f"{m}: {n}" for m, n in t.months)
            count = f"{t.claims} claim{'s' if t.claims > 1 else ''}"
            lines.append(f"    {t.name}: {count} ({months}), by {', '.join(t.roots)}")
            lines.extend(f"      “{s.text}” — {s.publisher or s.report_ref}, {s.published}" for s in t.sentences[:3])
    if result.only_recorded:
        lines.append(f"  recorded, never said: {', '.join(result.only_recorded)}")
    if result.only_said:
        lines.append(f"  said, never recorded: {', '.join(result.only_said)}")
    lines.extend(f"  denies: “{s.text}” — {s.publisher or s.report_ref}, {s.published}" for s in result.denied)
    return "\n".join(lines)


def _plainly(result: AimsAnswer) -> str:
    """How often what is recorded was among what was said; acts against nobody named stand beside it, in neither."""
    named = result.acts - result.unknown
    said = {t.name for t in result.said}
    against = {s.claim for t in result.recorded if t.name in said for s in t.sentences}
    parts = [f"{result.acts} acts recorded"]
    if named and said:
        parts.append(f"{len(against)} of the {named} with a named target were against whom it says it targets")
    if result.acts:
        parts.append(f"{result.unknown} ({result.unknown / result.acts:.0%}) against nobody named")
    return "; ".join(parts)
