"""Plans and talks: each as a line of statements in order of time, with where it stands now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from according.answer.selection import Asked, Pairs, narrowed, said_on, select, sentence_of
from according.model.claim import Claim
from according.model.report import Report
from according.model.thread import Thread, Turn
from according.packs.shape import Pack
from according.store.record import Record
from according.weigh.roots import PackData, Root, roots_of, view

# How far back (characters) "the plan" or "the talks" may reach for its thread.
_REACH = 900
_SENTENCE = 200
_WORD = re.compile(r"[a-z]+")
# Acts of speech that go on with a plan or talks, and what they say of it.
_SPEECH = {
    "CONSULT": "discussed",
    "REQUEST": "asked for",
    "REJECT": "rejected",
    "AGREE": "agreed",
    "CONCEDE": "offered",
}
_ABOUT = re.compile(
    r"\b(?:proposals?|plans?|talks|negotiations?|deal|truce|cease-?fire|agreement|guidelines|response|memorandum|zone)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\b(?:respon\w+|repl(?:y|ies|ied)|answer\w*)\b", re.IGNORECASE)
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
    **narrowing: Unpack[Asked],
) -> TalksAnswer:
    """The threads of the plan claims that pass the filters; `on` asks where each stood at the end of that day."""
    on = narrowing.get("on")
    pairs = select(record, narrowed(packs, **(narrowing | Asked(on=None))))
    if on is not None:
        pairs = [(c, r) for c, r in pairs if (said := said_on(c, r)) is None or said <= on]
    plans = [(c, r) for c, r in pairs if c.kind == "plan"]
    return TalksAnswer(tuple(threads_of(plans, packs, [(c, r) for c, r in pairs if _speaks_of_plans(c)])))


def threads_of(pairs: Pairs, packs: PackData, spoken: Sequence[tuple[Claim, Report]] = ()) -> list[Thread]:
    """Group plan claims by a pack's plan, else by the content words of their matter.

    `spoken` are claims of meetings, requests, answers and refusals; those near a thread in its report join its line,
    but never say by themselves where it stands.
    """
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
    _join_spoken(groups, spoken, {(c.report, c.quote.start, c.quote.end) for c, _ in pairs})
    roots = roots_of([p for told in groups.values() for p in told], view(packs))
    out: list[Thread] = []
    for key, told in groups.items():
        ordered = sorted(told, key=lambda p: (str(said_on(*p) or ""), p[0].quote.start, p[0].id))
        turns = tuple(_turn(c, r, roots[c.id]) for c, r in ordered)
        status, stands_on = next((_stage(c), said_on(c, r)) for c, r in reversed(ordered) if c.plan is not None)
        parties = sorted({m.name or m.text for c, _ in ordered if c.plan for m in c.plan.parties})
        known = next((p for p in listed if p["id"] == key), None)
        matter = str(known["name"]) if known else next(c.plan.matter for c, _ in ordered if c.plan)
        out.append(Thread(key, matter, key if known else None, tuple(parties), status, stands_on, turns))
    return sorted(out, key=lambda t: (str(t.stands_on or ""), t.key))


def _join_spoken(
    groups: dict[str, Pairs], spoken: Sequence[tuple[Claim, Report]], quoted: set[tuple[str, int, int]]
) -> None:
    """Put acts of speech into the thread of their report that they go on with; what is quoted already is left out."""
    planned = {key: list(told) for key, told in groups.items()}
    for claim, report in sorted(spoken, key=lambda p: p[0].id):
        near = _nearest(claim, planned)
        inside = any(r == claim.report and a <= claim.quote.start and claim.quote.end <= b for r, a, b in quoted)
        if near is not None and not inside:
            groups[near].append((claim, report))


def _turn(claim: Claim, report: Report, root: Root) -> Turn:
    ahead = claim.plan.next_date if claim.plan else None
    return Turn(
        said_on(claim, report),
        _stage(claim) if claim.plan else _spoken_status(claim, report),
        claim.standing,
        ahead.first_day if ahead else None,
        ahead.last_day if ahead else None,
        sentence_of(claim, report, root),
    )


def _stage(claim: Claim) -> str:
    """How far the plan has come by what is claimed: what is only to be agreed or done is announced so far."""
    assert claim.plan is not None
    ahead = claim.standing == "planned" and claim.plan.status in ("agreed", "under_way", "done")
    return "announced" if ahead else claim.plan.status


def _speaks_of_plans(claim: Claim) -> bool:
    """Whether an act of speech is about some plan or talks."""
    about = _ABOUT.search(claim.quote.exact) is not None
    return claim.event_type in _SPEECH and claim.kind in ("event", "position") and about


def _spoken_status(claim: Claim, report: Report) -> str:
    """What the act says of the plan; that it was an answer may stand before the clause, in its sentence."""
    before = re.split(r"[.!?]\s|\n", report.text[max(0, claim.quote.start - _SENTENCE) : claim.quote.start])[-1]
    return "answered" if _ANSWER.search(before + claim.quote.exact) else _SPEECH[claim.event_type or ""]


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
