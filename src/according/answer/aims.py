"""Aims against record: whom an actor says it strikes, and whom it is recorded striking, by root and period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from according.answer.selection import Filters, Pairs, said_on, select, sentence_of
from according.model.claim import Claim, Mention
from according.model.control import Sentence
from according.store.record import Record
from according.weigh.roots import PackData, Root, roots_of, view

_TIES = ("part_of", "owned_by", "holds_office", "member_of_bloc")


@dataclass(frozen=True, slots=True)
class Target:
    """One target: how many claims, by which roots, first and last told."""

    name: str
    claims: int
    roots: tuple[str, ...]
    first: date | None
    last: date | None
    sentences: tuple[Sentence, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "claims": self.claims,
            "roots": list(self.roots),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "sentences": [s.to_json() for s in self.sentences],
        }


@dataclass(frozen=True, slots=True)
class AimsAnswer:
    """`said` and `recorded` targets; `only_said`, `only_recorded` are the difference; `unknown` acts name no target."""

    actor: str
    said: tuple[Target, ...]
    recorded: tuple[Target, ...]
    only_said: tuple[str, ...]
    only_recorded: tuple[str, ...]
    acts: int
    unknown: int
    statements: tuple[Sentence, ...]

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
        }


def answer(
    record: Record,
    packs: PackData,
    actor: str,
    on: date | None = None,
    known_on: date | None = None,
    since: date | None = None,
    until: date | None = None,
    place: str | None = None,
) -> AimsAnswer:
    """What `actor` (a name or an id) says it targets, and what is recorded of it, by everybody else."""
    seen = view(packs)
    wanted = actor if actor in packs.actors else seen.names.get(" ".join(actor.lower().split()).removeprefix("the "))
    pairs = select(record, Filters(place, None, None, on, since, until, known_on))
    belongs = {a: _belongs(packs, a, wanted) for a in packs.actors} if wanted else {}
    spoken: Pairs = []
    acts: Pairs = []
    for claim, report in pairs:
        speaks = bool(claim.attribution) and _is(
            claim.attribution[-1].source, claim.attribution[-1].name, actor, belongs
        )
        does = any(_is(m.actor, m.name or m.text, actor, belongs) for m in claim.agent)
        own_words = claim.kind in ("position", "plan") and does and not claim.attribution
        if speaks or own_words:
            spoken.append((claim, report))
        elif does and claim.event_type == "ASSAULT" and claim.standing not in ("negated", "planned", "conditional"):
            acts.append((claim, report))
    roots = roots_of([*spoken, *acts], seen)
    said = _targets(
        [p for p in spoken if p[0].event_type in ("ASSAULT", "THREATEN", None) or p[0].kind != "event"],
        roots,
        actor,
        belongs,
    )
    recorded = _targets(acts, roots, actor, belongs)
    said_names, recorded_names = {t.name for t in said}, {t.name for t in recorded}
    unknown = sum(1 for c, _ in acts if not c.recipient)
    name = packs.actors[wanted].name if wanted else actor
    return AimsAnswer(
        name,
        said,
        recorded,
        tuple(sorted(said_names - recorded_names)),
        tuple(sorted(recorded_names - said_names)),
        len(acts),
        unknown,
        tuple(sentence_of(c, r, roots[c.id]) for c, r in spoken),
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
                tuple(sentence_of(c, r, roots[c.id]) for c, r in told),
            )
        )
    return tuple(sorted(out, key=lambda t: (-t.claims, t.name)))


def _recipients(claim: Claim) -> tuple[Mention, ...]:
    return claim.recipient or (claim.plan.parties if claim.plan else ())


def render(result: AimsAnswer) -> str:
    """What is said, what is recorded, and the difference."""
    lines = [f"{result.actor}: {result.acts} acts recorded, {result.unknown} of them against nobody named"]
    for title, targets in (("says it targets", result.said), ("is recorded striking", result.recorded)):
        lines.append(f"  {title}:")
        for t in targets:
            lines.append(f"    {t.name}: {t.claims} claims, {t.first} to {t.last}, by {', '.join(t.roots)}")
            lines.extend(f"      “{s.text}” — {s.publisher or s.report_ref}, {s.published}" for s in t.sentences[:3])
    if result.only_recorded:
        lines.append(f"  recorded, never said: {', '.join(result.only_recorded)}")
    if result.only_said:
        lines.append(f"  said, never recorded: {', '.join(result.only_said)}")
    return "\n".join(lines)
