"""Alerts: raised by rules inside the record, told outside it only through the release door.

What is sent is a release of the claims concerned under a profile, written by `protect.door` and searched there for
the names of all protected people of the record, not only of these claims. An alert that shows one is sent without any
of its content: that something happened, under which rule, and that the rest is withheld.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from according.protect.door import let_out
from according.protect.leak import LeakFound
from according.protect.names import ProtectedNames
from according.protect.policy import load_profile
from according.protect.release import Release, make_release
from according.store import alerts as kept
from according.store.alerts import Alert, Seen
from according.store.record import Record
from according.watch.clock import Clock
from according.watch.deliver import Deliverer, Undelivered
from according.watch.journal import Journal
from according.watch.rules import place_state, protection_alerts, status_alerts, toll_alerts
from according.watch.settings import RuleSettings, Settings, SettingsError
from according.weigh.roots import PackData

MOST_TRIES = 30
MOST_CLAIMS = 20  # of one alert; a place may have hundreds


class Alerts:
    """The rules of the settings over one record, and the way out for what they raise.

    Raises SettingsError where what withholds nothing would go to others, PolicyError for an unknown profile.
    """

    def __init__(self, record: Record, packs: PackData, settings: Settings, deliverer: Deliverer, journal: Journal,
                 clock: Clock) -> None:
        self.record = record
        self.packs = packs
        self.rules = settings.rules
        self.profile = load_profile(settings.release)
        if not self.profile.withholds and any(not to.startswith("file:") for rule in self.rules for to in rule.to):
            raise SettingsError(f"the release {self.profile.name!r} withholds nothing; its alerts may go to files only")
        self.deliverer = deliverer
        self.journal = journal
        self.clock = clock
        self._again: dict[str, datetime] = {}
        self._names = ProtectedNames()
        self._named_up_to = 0

    def consider(self) -> None:
        """Let every rule see what came since it last looked. A new rule begins with what is there now."""
        last = kept.last_claim(self.record)
        for rule in self.rules:
            seen = kept.rule_seen(self.record, rule.name)
            if seen is not None and seen.claim >= last:
                continue
            now = self.clock.now()
            state, raised = self._see(rule, seen, last, now)
            made = kept.raise_alerts(self.record, rule.name, Seen(last, state), raised)
            if made:
                self.journal.metrics.add("according_alerts_total", made, rule=rule.name)
                self.journal.say("alert", rule=rule.name, count=made)

    def _see(self, rule: RuleSettings, seen: Seen | None, last: int, now: datetime) -> tuple[Any, list[Alert]]:
        """What a rule remembers now, and the alerts that come of it."""
        if rule.when == "status":
            state = place_state(self.record, self.packs, rule.place or "")
            return state, [] if seen is None else list(status_alerts(rule, seen.state, state, now))
        if seen is None:
            return None, []
        found = list(kept.claims_between(self.record, seen.claim, last))
        told = self.record.reports_by_id(claim.report for claim in found)
        pairs = [(claim, told.get(claim.report)) for claim in found]
        return None, list((toll_alerts if rule.when == "toll" else protection_alerts)(rule, pairs, now))

    def deliver(self) -> datetime | None:
        """Hand over what is waiting; gives when the next one that failed is tried again."""
        now = self.clock.now()
        for alert in kept.alerts_waiting(self.record):
            if self._again.get(alert.id, now) > now:
                continue
            told = self.letter(alert)
            left = tuple(target for target in alert.waiting if not self._handed_over(target, alert, told))
            tries = alert.tries + 1
            if left and tries >= MOST_TRIES:
                self.journal.say("alert given up", rule=alert.rule, targets=len(left))
                left = ()
            kept.alert_told(self.record, alert, left, tries)
            if left:
                self._again[alert.id] = now + min(timedelta(minutes=1) * 2 ** min(tries, 10), timedelta(hours=6))
            else:
                self._again.pop(alert.id, None)
        return min(self._again.values(), default=None)

    def _handed_over(self, target: str, alert: Alert, told: bytes) -> bool:
        kind = target.split(":", 1)[0]
        try:
            self.deliverer.hand_over(target, alert.id, told)
        except Undelivered as error:
            self.journal.metrics.add("according_deliveries_total", target=kind, outcome="failed")
            self.journal.say("alert not delivered", rule=alert.rule, target=kind, reason=str(error))
            return False
        self.journal.metrics.add("according_deliveries_total", target=kind, outcome="delivered")
        return True

    # -- the way out ------------------------------------------------------------------------------------------------

    def letter(self, alert: Alert) -> bytes:
        """What may be told of an alert, as JSON: `{"id", "rule", "at", "text", "claims", "reports", "withheld"}`."""
        names = self._protected_names()
        found = [claim for id in dict.fromkeys(alert.body["claims"]) for claim in self.record.claims(claim=id)]
        told = self.record.reports_by_id(claim.report for claim in found[:MOST_CLAIMS])
        today = self.clock.now().date()
        release = make_release(found[:MOST_CLAIMS], told.values(), self.profile, today=today)
        try:
            return _through_the_door(replace(release, names=names), alert)
        except LeakFound:
            bare = replace(make_release([], [], self.profile, today=today), names=names)
            return _through_the_door(bare, replace(alert, rule="" if names.find(alert.rule) else alert.rule, body={}))

    def _protected_names(self) -> ProtectedNames:
        """The names of all protected people of the record; those of claims that came since are added."""
        last = kept.last_claim(self.record)
        found = (kept.protected_claims(self.record) if not self._named_up_to else
                 kept.claims_between(self.record, self._named_up_to, last))
        self._take_names(found)
        self._named_up_to = last
        return self._names

    def _take_names(self, found: Any) -> None:
        for person, names in ProtectedNames.of_claims(found).people.items():
            for name in names:
                self._names.add(person, name)


def _through_the_door(release: Release, alert: Alert) -> bytes:
    """The alert as the release lets it out, searched. Raises LeakFound."""
    with tempfile.TemporaryDirectory(prefix="alert-") as folder:
        target = Path(folder) / "alert.json"

        def write(let: Release, path: Path) -> None:
            path.write_text(json.dumps(written(let, alert), ensure_ascii=False), encoding="utf-8")

        let_out(release, write, target)
        return target.read_bytes()


def written(release: Release, alert: Alert) -> dict[str, Any]:
    """An alert in the rows that a release lets out."""
    rows = list(release.claims)
    return {"id": alert.id, "rule": alert.rule, "at": alert.at.isoformat(timespec="seconds"),
            "text": _text(alert, rows, list(release.reports)), "claims": rows, "reports": list(release.reports),
            "withheld": len(release.log), "release": release.profile.name}


def _text(alert: Alert, rows: list[dict[str, Any]], reports: list[dict[str, Any]]) -> str:
    """The same for a person: what happened, and the sentences that say so."""
    by_id = {row["id"]: row for row in reports}
    lines = [_happened(alert, rows)]
    for row in rows[:5]:
        quote, report = row["quote"]["exact"], by_id.get(row["report"], {})
        told = f"“{quote}”" if quote else "(the words are withheld)"
        who, when = report.get("publisher") or "publisher unknown", report.get("published") or "undated"
        lines.append(f"  {told} — {who}, {when}")
    return "\n".join(lines)


def _happened(alert: Alert, rows: list[dict[str, Any]]) -> str:
    body = alert.body
    if not rows:
        return f"the rule “{alert.rule}” was met; what it found is withheld"
    if body["when"] == "status":
        before, after = (_status(body[name]) for name in ("before", "after"))
        return f"{body['place']}: {before} → {after}"
    place = (rows[0].get("place") or {}).get("name")
    where = f" at {place}" if place else ""
    if body["when"] == "toll":
        figure = ((rows[0].get("toll") or {}).get(body["harm"]) or {})
        count = figure.get("best") or figure.get("low")
        return f"{count} {body['harm']}{where}, by one count; {rows[0]['standing']}"
    return f"a report wants a source of its own protected{where}"


def _status(state: dict[str, Any]) -> str:
    held = ", ".join(state["holders"]) or "nobody known"
    return f"{' and '.join(state['status']) or 'unknown'} ({held})"
