"""The rules of control, applied move by move to what is told of a place; what is inferred stands in `control_inferred`.

The rules stand as text in `model.control.RULES`; each function below names the one it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from according.answer.moves import Move, is_neutral_root, reliability
from according.answer.tellings import Telling
from according.codebook.cues import load_cues
from according.extract.control.words import nameless_sides
from according.model.control import Holder, PartHeld, Rival, Sentence
from according.weigh.interest import Party
from according.weigh.reliability import at_least
from according.weigh.roots import UNKNOWN, PackView

# Kinds of actors that fight or rule: as speakers they are parties.
FORCES = frozenset(("state", "government", "armed_forces", "militia", "coalition", "police"))
# The families of moves by which a place changes hands.
CHANGES = ("take", "leave")
_RANK = {"none": 0, "stale": 1, "inferred": 2, "claimed": 3, "probable": 4, "confirmed": 5}


@dataclass(slots=True)
class Fold:
    """The state while the moves are read."""

    holders: tuple[Holder, ...] = ()
    status: str = "unknown"
    grade: str = "none"
    rule: int = 6
    since: tuple[date | None, date | None] | None = None
    last_confirmed: date | None = None
    besieged_since: date | None = None
    earlier: tuple[Holder, ...] = ()
    deciding: list[Move] = field(default_factory=list)
    parts: list[PartHeld] = field(default_factory=list)
    rivals: list[Rival] = field(default_factory=list)
    pending: list[Move] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    @property
    def key(self) -> str | None:
        """The side that has all of it, None when nobody or several do."""
        keys = {h.bloc for h in self.holders}
        return next(iter(keys)) if len(keys) == 1 else None


def apply(fold: Fold, move: Move, packs: PackView) -> None:
    handler = {"take": _take, "hold": _hold, "leave": _leave, "contest": _contest, "denial": _denial}.get(move.family)
    if handler is not None:
        handler(fold, move)
    elif move.family == "siege" and move.entire:
        fold.besieged_since = move.first or move.last
        if move.side is not None and fold.key is None and not fold.holders:
            _hold(fold, move)
    elif move.family == "lift" and move.entire:
        fold.besieged_since = None
    elif move.family == "agreed":
        fold.rivals.append(_rival(move, "agreed", "agreed, not done (rule 9)"))


def fold_until(fold: Fold, moves: Iterable[Move], on: date | None, packs: PackView) -> None:
    """Apply the moves that were over by a day; a change that may have happened by then, and may not, stays pending."""
    for move in moves:
        if on is None or move.last is None or move.last <= on:
            apply(fold, move, packs)
        elif move.family in CHANGES and move.entire and (move.first is None or move.first <= on):
            fold.pending.append(move)


def holder_of(party: Party) -> Holder:
    return Holder(party.name, party.key, party.actor)


def grade_of(move: Move, loses: str | None) -> tuple[str, int]:
    """Rules 1 and 2: how far a move is borne out, and the rule that says so.

    By a departure every other party profits. What rests on an inferred taker alone is probable at best.
    """
    gains = move.key or None
    if move.family == "leave":
        gains, loses = None, move.key or None
    loses = move.loser.key if move.loser is not None and move.family != "leave" else loses
    interests = [(e, _interest(e, move, gains, loses)) for e in move.told]
    guessed = all(e.guessed_holder for e in move.told)
    sure = "probable" if guessed else "confirmed"
    if any(i == "against_interest" for _, i in interests):
        return sure, 1
    neutral = [e for e, i in interests if i == "neutral" and is_neutral_root(e, gains, loses) and not _only_claimed(e)]
    if any(at_least(reliability(e, gains, loses), "B") for e in neutral):
        return sure, 1
    camps = {e.root.side or e.root.id for e in neutral}
    if len({e.root.id for e in neutral}) >= 2 and len(camps) >= 2:
        return sure, 1
    if neutral or any(e.root.id == UNKNOWN and i == "neutral" and not _only_claimed(e) for e, i in interests):
        return "probable", 1
    return "claimed", 2


def _interest(e: Telling, move: Move, gains: str | None, loses: str | None) -> str:
    """In whose interest a telling is; that of a departure by any party but the one that leaves serves itself."""
    if move.family == "leave" and e.root.side not in (None, loses) and (
            e.root.kind in FORCES or e.root.kind in load_cues().standing["interested"]):
        return "self_serving"
    return e.interest_for(gains, loses)


def _only_claimed(e: Telling) -> bool:
    """Told as somebody's claim without a speaker that can be weighed ("claimed recaptured")."""
    return e.standing in ("claimed", "disputed") and e.root.id == UNKNOWN


def _take(fold: Fold, move: Move) -> None:
    """A gain: of the whole it changes the holder when borne out; of a part only the part (rules 1, 2, 4)."""
    if move.side is None:
        return
    grade, rule = grade_of(move, fold.key)
    holder = holder_of(move.side)
    if not move.entire:
        _part(fold, move, holder, grade)
        return
    if grade == "claimed" and holder.bloc != fold.key:
        fold.rivals.append(_rival(move, "claimed_only", "told only by the side that gains (rule 2)"))
        if not fold.holders or fold.status == "claimed_only":
            fold.status, fold.rule, fold.deciding = "claimed_only", 2, [move]
            fold.grade = "claimed" if not fold.holders else fold.grade
        else:
            fold.notes.append(f"{holder.name} claims it since {move.last}; nobody else says so")
        return
    if holder.bloc == fold.key and fold.status == "held":
        _confirm(fold, move, grade)
        return
    before = fold.holders
    fold.gone.discard(holder.bloc)
    fold.holders, fold.status, fold.grade, fold.rule = (holder,), "held", grade, rule
    fold.since, fold.last_confirmed = (move.first, move.last), move.last
    fold.earlier = before or fold.earlier
    fold.deciding, fold.besieged_since = [move], None
    fold.parts = [p for p in fold.parts if p.holder.bloc == holder.bloc and p.count]
    fold.rivals = [
        r for r in fold.rivals if r.holder is not None and r.holder.bloc != holder.bloc and r.status == "disputed"
    ]


def _part(fold: Fold, move: Move, holder: Holder, grade: str) -> None:
    """Rule 4: a part, a base or some unnamed places; the whole is contested only where two sides are inside a part."""
    fold.parts.append(PartHeld(move.scope, holder, move.first or move.last, grade, move.count, sentences_of(move)))
    inside = move.scope == "part" and not move.count and grade != "claimed" and not _nameless(holder)
    if inside and move.entry and not fold.holders and fold.gone - {holder.bloc}:
        # The others have left and this force went in: nobody else is told to be there.
        fold.holders, fold.status, fold.grade, fold.rule = (holder,), "held", "probable", 4
        fold.since, fold.last_confirmed, fold.deciding = (move.first, move.last), move.last, [move]
        fold.notes.append(f"{holder.name} went in after the others had left; that it has all of it is not told")
        return
    left_that_day = holder.bloc in fold.gone and move.last == fold.last_confirmed
    if inside and holder.bloc != fold.key and not left_that_day:
        others = tuple(h for h in fold.holders if h.bloc != holder.bloc)
        if others:
            fold.holders, fold.status, fold.rule = (*others, holder), "contested", 3
            fold.grade = "probable" if fold.grade == "confirmed" or grade == "confirmed" else grade
            fold.since, fold.last_confirmed = (move.first, move.last), move.last
            fold.deciding = [*fold.deciding, move]


def _nameless(holder: Holder) -> bool:
    """Whether the force is told of by a word for any ("the army"): it may be one of those known already."""
    return holder.actor is None and holder.name.casefold().removeprefix("the ") in nameless_sides()


def _confirm(fold: Fold, move: Move, grade: str) -> None:
    """Rule 5: a mention of the same holder refreshes the last confirmation, and may raise the grade."""
    if fold.last_confirmed is None or (move.last is not None and move.last > fold.last_confirmed):
        fold.last_confirmed = move.last
    if _RANK[grade] > _RANK[fold.grade]:
        fold.grade = grade
    fold.deciding = [fold.deciding[0], move] if fold.deciding else [move]


def _hold(fold: Fold, move: Move) -> None:
    """Rule 5: holding on a day proves holding on that day, not a change on it."""
    if move.side is None:
        return
    grade, _ = grade_of(move, fold.key)
    holder = holder_of(move.side)
    if not move.entire:
        if all(p.holder.bloc != holder.bloc or p.scope != move.scope for p in fold.parts):
            _part(fold, move, holder, grade)
        return
    if holder.bloc == fold.key and fold.status in ("held", "claimed_only"):
        fold.status = "held"
        _confirm(fold, move, grade)
        return
    changed_today = fold.since is not None and fold.since[1] is not None and fold.since[1] == move.last
    if changed_today and holder.bloc in fold.gone | {h.bloc for h in fold.earlier}:
        return  # what it still held that day, before it lost it
    if grade == "claimed":
        fold.rivals.append(_rival(move, "claimed_only", "only the holder itself says so (rule 2)"))
        if not fold.holders:
            fold.status, fold.grade, fold.rule, fold.deciding = "claimed_only", "claimed", 2, [move]
        return
    if _nameless(holder) and fold.holders:
        return
    if (
        fold.holders
        and fold.last_confirmed == move.last
        and fold.status == "held"
        and _RANK[fold.grade] >= _RANK[grade]
    ):
        fold.status, fold.rule = "disputed", 2
        fold.rivals.append(_rival(move, "disputed", "another account of the same day"))
        return
    before = fold.holders
    fold.gone.discard(holder.bloc)
    fold.since = (fold.last_confirmed, move.last) if before else (None, move.last)
    fold.earlier = before or fold.earlier
    fold.holders, fold.status, fold.grade, fold.rule = (holder,), "held", grade, 5
    fold.last_confirmed, fold.deciding = move.last, [move]


def _leave(fold: Fold, move: Move) -> None:
    """A departure or loss without a taker: the one who left has it no more; nobody is put in its place."""
    if not move.entire or move.side is None:
        return
    if fold.holders and all(h.bloc != move.key for h in fold.holders):
        return
    grade, _ = grade_of(move, None)
    left = holder_of(move.side)
    if grade == "claimed":
        fold.rivals.append(_rival(move, "said_gone", "said to have left only by a side that profits (rule 2)"))
        return
    others = tuple(h for h in fold.holders if h.bloc != move.key)
    claimed = [r for r in fold.rivals if r.status == "claimed_only" and r.holder and r.holder.bloc != move.key]
    if not others and claimed and claimed[-1].holder is not None:
        # The loser's own departure bears out the rival's claim (rule 1).
        others = (claimed[-1].holder,)
        fold.rivals = [r for r in fold.rivals if r not in claimed]
    fold.earlier = (left,)
    fold.gone.add(left.bloc)
    withdrew = any(e.change == "withdraw" and _interest(e, move, None, move.key) != "self_serving" for e in move.told)
    fold.holders, fold.grade, fold.rule = others, grade if others else "none", 1
    fold.status = "held" if others else "no_fixed_force" if withdrew else "unknown"
    fold.since, fold.last_confirmed, fold.deciding = (move.first, move.last), move.last, [move]
    fold.notes.append(f"{left.name} left or lost it by {move.last}")


def _contest(fold: Fold, move: Move) -> None:
    """Rule 3: contested when the text puts both forces inside or calls control contested."""
    if move.count or move.scope not in ("whole", "part"):
        return
    sides = [e.holder for e in move.told if e.holder] + [e.loser for e in move.told if e.loser]
    found = {p.key: holder_of(p) for p in sorted(sides, key=lambda p: p.key)}
    for h in fold.holders:
        found.setdefault(h.bloc, h)
    fold.holders = tuple(found[k] for k in sorted(found))
    grade, _ = grade_of(move, None)
    fold.status, fold.grade, fold.rule = "contested", grade, 3
    fold.since, fold.last_confirmed, fold.deciding = (move.first, move.last), move.last, [move]


def _denial(fold: Fold, move: Move) -> None:
    """Rule 2: the loser's denial makes a gain disputed; both stay, and what others bore out stands."""
    denied = move.key
    for i, rival in enumerate(fold.rivals):
        if rival.holder is not None and (not denied or rival.holder.bloc == denied) and rival.status == "claimed_only":
            fold.rivals[i] = replace(
                rival,
                status="disputed",
                told="claimed by one side, denied by another (rule 2)",
                sentences=(*rival.sentences, *sentences_of(move)),
            )
            if fold.status == "claimed_only" or (fold.holders and fold.key != rival.holder.bloc):
                fold.status, fold.rule = "disputed", 2
                fold.deciding = [*fold.deciding, move]
            return
    if fold.key is not None and (not denied or fold.key == denied) and fold.status == "held":
        fold.rivals.append(_rival(move, "denied", "denied (rule 2)"))
        if fold.grade in ("probable", "claimed"):
            fold.status, fold.rule = "disputed", 2
            fold.holders = (*fold.holders, *(h for h in fold.earlier if h.bloc != fold.key and h.bloc not in fold.gone))
        fold.deciding = [*fold.deciding, move]


def sentences_of(move: Move) -> tuple[Sentence, ...]:
    """The evidence of a move as sentences, in order of publication."""
    gains, loses = move.key or None, move.loser.key if move.loser else None
    out = [
        Sentence(
            e.claim,
            e.report,
            e.ref,
            e.publisher,
            e.published,
            e.text,
            e.change,
            e.root.name,
            e.interest_for(gains, loses),
            reliability(e, gains, loses),
        )
        for e in move.told
    ]
    return tuple(sorted(out, key=lambda s: (s.published.isoformat() if s.published else "", s.report, s.claim)))


def _rival(move: Move, status: str, told: str) -> Rival:
    return Rival(
        status,
        holder_of(move.side) if move.side else None,
        move.first,
        move.last,
        "claimed" if status in ("claimed_only", "disputed") else "none",
        told,
        sentences_of(move),
    )
