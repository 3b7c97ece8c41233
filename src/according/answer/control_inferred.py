"""From the moves that are told of a place to the answer: what may be inferred, what age takes, what would change it.

Rules 6, 7, 8 and 12 of `model.control.RULES`; the others are kept move by move in `control_rules`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from according.answer.control_rules import Fold, fold_until, grade_of, holder_of, sentences_of
from according.answer.moves import Move, moves_of
from according.answer.tellings import Telling, settle
from according.model.control import ControlState, Holder
from according.weigh.corroboration import corroborated, lead_names
from according.weigh.reliability import claim_grade
from according.weigh.reuse import Link
from according.weigh.roots import PackView

# Rule 8: after how many days without confirmation a grade is lowered, and when it is only stale.
LOWERED_AFTER = timedelta(days=180)
STALE_AFTER = timedelta(days=730)
# Rule 6: how long before a change the earlier holder is still inferred: where a loser is named, where it was only
# inferred itself, and for the force of the country, which has its own towns until another is told of.
LOSER_REACH = timedelta(days=92)
GUESS_REACH = timedelta(days=31)
COUNTRY_REACH = STALE_AFTER
# Rule 7: how long before a change that is only bounded from above the earlier holder may still be inferred.
OPEN_START = timedelta(days=31)


def _open_long_before(move: Move, on: date | None) -> bool:
    """ "Taken by D" says nothing of the time long before D: it may have been taken already."""
    return move.first is None and move.last is not None and on is not None and move.last - on > OPEN_START


def _from_outside(side: str | None, country_side: Holder | None, packs: PackView) -> bool:
    """Whether a side is that of another country than the one the place lies in; of a side without one nobody knows."""
    land = packs.actors.get(country_side.actor or "") if country_side is not None else None
    force = packs.actors.get(side or "")
    return force is not None and force.country is not None and (land is None or force.country != land.country)


def infer(
    fold: Fold, moves: Sequence[Move], on: date | None, country_side: Holder | None, packs: PackView
) -> None:
    """Rule 6: before the first event, only what a recapture, a loser or the country itself lets one infer."""
    telling = [m for m in moves if m.side is not None and m.family in ("take", "leave", "hold") and not m.count]
    later = [m for m in telling if on is None or (m.last is not None and m.last > on)]
    entered = {id(p) for p in fold.parts if any(m.entry and m.scope == p.scope and m.side is not None
                                                and m.key == p.holder.bloc for m in moves)}
    inside = next((p for p in fold.parts if p.scope == "part" and not p.count and id(p) not in entered), None)
    first = next((m for m in later if m.scope in ("whole", "part")), None)
    if first is not None and inside is None and _open_long_before(first, on):
        return
    lost = (first.loser or (first.side if first.family == "leave" else None)) if first is not None else None
    taker = (
        inside.holder.bloc
        if inside is not None
        else first.key
        if first is not None and first.family == "take"
        else None
    )
    own = (country_side is not None and taker != country_side.bloc
           and _from_outside(taker, country_side, packs))
    if lost is not None and (not own or country_side is None or lost.key == country_side.bloc):
        plainly = first is not None and (first.family == "leave" or first.lost_plainly)
        reach = COUNTRY_REACH if own else LOSER_REACH if plainly else GUESS_REACH
        fold.holders, why = (holder_of(lost),), "a later loss names it as the earlier holder"
    elif own and country_side is not None:
        reach = COUNTRY_REACH
        fold.holders, why = (country_side,), "it lies in that country, and the first force told to take it came after"
    elif lost is not None:
        reach = GUESS_REACH
        fold.holders, why = (holder_of(lost),), "a later loss names it as the earlier holder"
    else:
        return
    if inside is None and first is not None and first.last is not None and on is not None and first.last - on > reach:
        fold.holders = ()
        fold.notes.append(f"the first that is told of it is of {first.last}, too long after to infer from")
        return
    fold.status, fold.grade, fold.rule, fold.deciding = "held", "inferred", 6, [first] if first is not None else []
    if inside is not None and inside.holder.bloc != fold.key and inside.grade != "claimed":
        fold.holders, fold.status, fold.rule = (*fold.holders, inside.holder), "contested", 4
    fold.notes.append(f"inferred: {why}")


def inside_interval(fold: Fold, on: date | None) -> None:
    """Rule 7: on a day inside a vague interval the answer is A or B."""
    for move in fold.pending:
        if move.side is None or move.family != "take" or move.key == fold.key or on is None:
            continue
        if grade_of(move, fold.key)[0] == "claimed":
            continue
        began = move.first or fold.last_confirmed
        if began is not None and move.last is not None and move.last - began > STALE_AFTER:
            fold.notes.append(f"{move.side.name} took it at some time between {began} and {move.last}")
            continue  # so wide an interval tells nothing of one day in it
        fold.rule = 7
        fold.notes.append(
            f"{move.side.name} took it between {move.first or fold.last_confirmed or 'an unknown day'} and {move.last}"
        )
        fold.deciding = [*fold.deciding, move]
        return


def finish(
    fold: Fold,
    place: str,
    on: date | None,
    known_on: date | None,
    leads: Mapping[str, str],
    deniers: Collection[str],
) -> ControlState:
    """Put the answer together: age, evidence, rivals and what would change it (rules 8 and 12).

    `leads` are the names of all roots that tell of the place (see `corroboration.lead_names`), `deniers` those of the
    roots that deny something of it.
    """
    age = (on - fold.last_confirmed).days if on and fold.last_confirmed else None
    told = [e for m in fold.deciding for e in m.told]
    shown = corroborated([e for e in told if e.family != "denial"], deniers, leads) if told else None
    pending = next((m for m in fold.pending if m.side is not None and fold.rule == 7 and m.key != fold.key), None)
    gains = fold.key
    figure = claim_grade(
        [(e.root, e.interest_for(gains, e.loser.key if e.loser else None)) for e in told], bool(deniers)
    )
    return ControlState(
        place=place,
        on=on,
        known_on=known_on,
        status=fold.status,
        holders=fold.holders,
        grade=_aged(fold.grade, age),
        since=fold.since,
        last_confirmed=fold.last_confirmed,
        besieged_since=fold.besieged_since,
        alternatives=(holder_of(pending.side),) if pending and pending.side else (),
        changed_from=(pending.first or fold.last_confirmed) if pending else None,
        changed_to=pending.last if pending else None,
        parts=tuple(fold.parts),
        rivals=tuple(fold.rivals),
        earlier=fold.earlier,
        rule=fold.rule,
        sentences=tuple(s for m in fold.deciding for s in sentences_of(m)),
        roots=str(shown) if shown else "",
        claim_grade=figure,
        would_change=_would_change(fold, place),
        age_days=age,
        notes=tuple(fold.notes),
    )


def _aged(grade: str, age: int | None) -> str:
    """Rule 8: age lowers the grade."""
    if age is None or grade not in ("confirmed", "probable"):
        return grade
    if age > STALE_AFTER.days:
        return "stale"
    return "probable" if age > LOWERED_AFTER.days else grade


def _would_change(fold: Fold, place: str) -> tuple[str, ...]:
    """Rule 12: what report would make the answer another."""
    out: list[str] = []
    names = " and ".join(h.name for h in fold.holders)
    if fold.status == "held":
        out.append(f"{names} saying it has left {place}, or a neutral report that another force took all of it")
        if fold.grade != "confirmed":
            out.append(f"a neutral source of reliability B or better, or the loser, saying that {names} has it")
    elif fold.status in ("claimed_only", "disputed"):
        claimant = next((r.holder.name for r in reversed(fold.rivals) if r.holder), "the claimant")
        out.append(f"the loser's admission, or a neutral report, that {claimant} has {place}")
    elif fold.status == "contested":
        out.append(
            f"a report that only one of {names} is left inside {place}" if names else "a report of who is inside"
        )
    else:
        out.append(f"any report of who took or holds {place}")
    return tuple(out)


def state_of(
    tellings: Sequence[Telling],
    links: Iterable[Link],
    place: str,
    on: date | None,
    packs: PackView,
    known_on: date | None = None,
    country_side: Holder | None = None,
) -> ControlState:
    """The state of a place by all that is told of it, each telling once; `links` are those of `tellings.links_of`."""
    settle(tellings, links)
    moves = moves_of(tellings)
    fold = Fold()
    fold_until(fold, moves, on, packs)
    if not fold.holders and fold.status == "unknown":
        infer(fold, moves, on, country_side, packs)
    inside_interval(fold, on)
    deniers = {e.root.name for e in tellings if e.family == "denial"}
    return finish(fold, place, on, known_on, lead_names(e.root for e in tellings), deniers)
