"""Plans and talks: each as a line of statements in order of time, with where it stands now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from according.answer.selection import Pairs, narrowed, said_on, select, sentence_of
from according.model.claim import Claim
from according.model.thread import Thread, Turn
from according.packs.shape import Pack
from according.store.record import Record
from according.weigh.roots import PackData, roots_of, view

# How far back (characters) "the plan" or "the talks" may reach for its thread.
_REACH = 900
_WORD = re.compile(r"[a-z]+")
_IDLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "for",
        "in",
        "on",
        "and",
        "or",
        "with",
        "by",
        "over",
        "new",
        "its",
        "their",
        "his",
        "proposed",
        "planned",
        "plan",
        "plans",
        "talks",
        "deal",
        "agreement",
    ]
)


@dataclass(frozen=True, slots=True)
class TalksAnswer:
    """The threads, the one spoken of last at the end."""

    threads: tuple[Thread, ...]

    def to_json(self) -> dict[str, Any]:
        return {"threads": [t.to_json() for t in self.threads]}


def answer(
    record: Record,
    packs: PackData,
    place: str | None = None,
    actor: str | None = None,
    source: str | None = None,
    on: date | None = None,
    since: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
    standing: str | None = None,
) -> TalksAnswer:
    """The threads of the plan claims that pass the filters; `on` asks where each stood at the end of that day."""
    pairs = select(record, narrowed(packs, place, actor, source, None, since, until, known_on, standing), kind="plan")
    if on is not None:
        pairs = [(c, r) for c, r in pairs if (said := said_on(c, r)) is None or said <= on]
    return TalksAnswer(tuple(threads_of(pairs, packs)))


def threads_of(pairs: Pairs, packs: PackData) -> list[Thread]:
    """Group plan claims by a pack's plan, else by the content words of their matter."""
    listed = _listed(packs)
    groups: dict[str, Pairs] = {}
    unnamed: Pairs = []
    for claim, report in sorted(pairs, key=lambda p: p[0].id):
        if claim.plan is None:
            continue
        key = _key(claim, listed, groups)
        if key:
            groups.setdefault(key, []).append((claim, report))
        else:
            unnamed.append((claim, report))
    for claim, report in sorted(unnamed, key=lambda p: (p[1].id, p[0].quote.start)):
        near = _nearest(claim, groups)
        groups.setdefault(near or (claim.plan.matter.casefold() if claim.plan else ""), []).append((claim, report))
    roots = roots_of(pairs, view(packs))
    out: list[Thread] = []
    for key, told in groups.items():
        ordered = sorted(told, key=lambda p: (str(said_on(*p) or ""), p[0].quote.start, p[0].id))
        turns = tuple(
            Turn(
                said_on(c, r),
                c.plan.status,
                c.standing,
                c.plan.next_date.first_day if c.plan.next_date else None,
                c.plan.next_date.last_day if c.plan.next_date else None,
                sentence_of(c, r, roots[c.id]),
            )
            for c, r in ordered
            if c.plan is not None
        )
        parties = sorted({m.name or m.text for c, _ in ordered if c.plan for m in c.plan.parties})
        known = next((p for p in listed if p["id"] == key), None)
        matter = str(known["name"]) if known else next(c.plan.matter for c, _ in ordered if c.plan)
        out.append(Thread(key, matter, key if known else None, tuple(parties), turns[-1].status, turns[-1].said, turns))
    return sorted(out, key=lambda t: (str(t.stands_on or ""), t.key))


def _listed(packs: PackData) -> list[dict[str, Any]]:
    """The plans that the packs know, longest alias first."""
    loaded: tuple[Pack, ...] = packs.packs
    return [plan for pack in loaded for plan in pack.plans]


def _key(claim: Claim, listed: list[dict[str, Any]], groups: dict[str, Pairs]) -> str:
    assert claim.plan is not None
    text = f"{claim.plan.matter} {claim.quote.exact}".casefold()
    day = claim.time.last_day if claim.time else None
    best: tuple[int, str] | None = None
    for plan in listed:
        if day is not None and (
            (plan.get("since") and day < plan["since"]) or (plan.get("until") and day > plan["until"])
        ):
            continue
        for alias in (plan["name"], *plan.get("aliases", ())):
            if alias.casefold() in text and (best is None or len(alias) > best[0]):
                best = (len(alias), plan["id"])
    if best is not None:
        return best[1]
    words = frozenset(_WORD.findall(claim.plan.matter.casefold())) - _IDLE
    for key in groups:
        known = frozenset(key.split())
        if words and known and len(words & known) / min(len(words), len(known)) >= 0.6:
            return key
    return " ".join(sorted(words))


def _nearest(claim: Claim, groups: dict[str, Pairs]) -> str | None:
    """The thread that "the plan" or "the talks" of a report goes on with: told of last before it, or just after."""
    best: tuple[int, str] | None = None
    for key, told in groups.items():
        for other, _ in told:
            away = claim.quote.start - other.quote.start
            cost = away if away >= 0 else 3 * -away
            if other.report == claim.report and cost <= _REACH and (best is None or (cost, key) < best):
                best = (cost, key)
    return best[1] if best else None


def render(result: TalksAnswer) -> str:
    """Each thread with its turns."""
    lines: list[str] = []
    for t in result.threads:
        lines.append(
            f"{t.matter}: {t.status} as of {t.stands_on}" + (f" · {', '.join(t.parties)}" if t.parties else "")
        )
        for turn in t.turns:
            ahead = f"; next {turn.next_from} to {turn.next_to}" if turn.next_from else ""
            s = turn.sentence
            lines.append(
                f"  {turn.said} {turn.status} ({turn.standing}{ahead}): “{s.text}” — "
                f"{s.publisher or s.report_ref} ({s.root})"
            )
    return "\n".join(lines) or "No plan or talks are told of."
