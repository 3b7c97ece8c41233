"""The rules: what of the claims that came is worth an alert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from according.answer import control
from according.model.claim import Claim
from according.model.identity import stable_id
from according.model.report import Report
from according.store.alerts import Alert
from according.store.folding import fold
from according.store.record import Record
from according.watch.settings import RuleSettings
from according.weigh.roots import PackData

Told = Iterable[tuple[Claim, Report | None]]

# Standings under which a figure is nobody's count of what happened.
_NO_COUNT = frozenset({"denied", "negated", "planned", "possible", "conditional", "opinion"})


def place_state(record: Record, packs: PackData, place: str) -> dict[str, Any]:
    """Who has a place now, as a rule remembers it: `{"status", "holders", "sides", "claims"}`."""
    states = control.answer(record, packs, place=place).states
    return {
        "status": sorted({state.status for state in states}),
        "holders": sorted({holder.name for state in states for holder in state.holders}),
        "sides": sorted({holder.bloc for state in states for holder in state.holders}),
        "claims": [sentence.claim for state in states for sentence in state.sentences],
    }


def status_alerts(rule: RuleSettings, before: dict[str, Any], after: dict[str, Any], at: datetime) -> Iterator[Alert]:
    """An alert when the status or the sides of a place are other than before; another name for one side is no news."""
    if (before["status"], before["sides"]) != (after["status"], after["sides"]):
        body = {"when": "status", "place": rule.place, "claims": after["claims"],
                "before": {"status": before["status"], "holders": before["holders"]},
                "after": {"status": after["status"], "holders": after["holders"]}}
        yield Alert(stable_id("alert", rule.name, at.isoformat(), after["status"], after["sides"]), rule.name, at, body,
                    rule.to)


def toll_alerts(rule: RuleSettings, found: Told, at: datetime) -> Iterator[Alert]:
    """An alert for each new count above the rule's number. Running totals over a period, background and what is no
    count of what happened are left out; one figure of one text and its copies is one alert."""
    for claim, report in found:
        figure = claim.toll.figures().get(rule.harm) if claim.toll and not claim.toll.aggregate else None
        if figure is None or claim.standing in _NO_COUNT or claim.historical or claim.habitual:
            continue
        count = max((n for n in (figure.low, figure.best) if n is not None), default=0)
        if count <= rule.above or not _at(rule.place, claim):
            continue
        origin = (report.copy_of or report.id) if report else claim.report
        where = (claim.place.id or fold(claim.place.name or claim.place.text)) if claim.place else None
        yield Alert(stable_id("alert", rule.name, origin, rule.harm, figure.low, figure.best, where), rule.name, at,
                    {"when": "toll", "harm": rule.harm, "above": rule.above, "claims": [claim.id]}, rule.to)


def protection_alerts(rule: RuleSettings, found: Told, at: datetime) -> Iterator[Alert]:
    """An alert for each report that wants a source of its own protected."""
    asked: dict[str, list[str]] = {}
    for claim, _ in found:
        if (claim.protected or any(link.protected for link in claim.attribution)) and _at(rule.place, claim):
            asked.setdefault(claim.report, []).append(claim.id)
    for report, ids in asked.items():
        body = {"when": "protection", "claims": ids}
        yield Alert(stable_id("alert", rule.name, report), rule.name, at, body, rule.to)


def _at(place: str | None, claim: Claim) -> bool:
    if place is None:
        return True
    told = claim.place
    return told is not None and (told.id == place or fold(told.name or told.text) == fold(place))
