"""A Release: the only form in which anything leaves the record."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from according.model.claim import Claim
from according.model.report import Report
from according.protect.coarsen import coarse_place, coarse_time
from according.protect.log import Redaction, digest
from according.protect.names import ProtectedNames
from according.protect.policy import Profile

# How a protected source is described once the name is gone, by the kind of the attribution.
DESCRIPTORS = {
    "activist": "an activist",
    "journalist": "a journalist",
    "witness": "a witness",
    "official": "an official",
    "armed_group": "a member of an armed group",
}


@dataclass(frozen=True, slots=True)
class Release:
    """Claims and reports as JSON rows that a profile lets out, with the log of what it did not.

    `names` and `secret` are for the leak test and the vault; no writer may read them.
    """

    profile: Profile
    made_at: datetime
    claims: tuple[dict[str, Any], ...]
    reports: tuple[dict[str, Any], ...]
    log: tuple[Redaction, ...]
    names: ProtectedNames
    pseudonyms: dict[str, str]
    secret: bytes = field(repr=False, default=b"")


def make_release(claims: Iterable[Claim], reports: Iterable[Report], profile: Profile, *, today: date | None = None,
                 secret: bytes | None = None) -> Release:
    """Let `claims` and `reports` out under `profile`. Pure: the same secret gives the same release.

    Protected names are sought in every string of every row, also in reports that did not ask for
    protection: a name is as dangerous where another outlet printed it.
    """
    return _Door(list(claims), list(reports), profile, today or datetime.now(UTC).date(),
                 secret or secrets.token_bytes(32)).open()


class _Door:
    """The steps of one release, sharing its secret, its names and its log."""

    def __init__(self, claims: Sequence[Claim], reports: Sequence[Report], profile: Profile, today: date,
                 secret: bytes) -> None:
        self.claims = claims
        self.reports = {report.id: report for report in reports}
        self.profile = profile
        self.today = today
        self.secret = secret
        self.names = ProtectedNames.of_claims(claims)
        self.pseudonyms = {person: self._token("P", person, 6) for person in self.names.people}
        self.guarded = {claim.report for claim in claims if _is_protected(claim)}
        self.log: list[Redaction] = []

    def open(self) -> Release:
        kept = [claim for claim in self.claims if not self._too_young(claim.report)]
        rows = [self._claim(claim) for claim in kept]
        if self.profile.withholds:
            self._crowd(rows, [_is_protected(claim) for claim in kept])
        reports = [self._report(report) for report in self.reports.values() if not self._too_young(report.id)]
        return Release(self.profile, datetime.now(UTC), tuple(rows), tuple(reports), tuple(self.log), self.names,
                       self.pseudonyms, self.secret)

    def _token(self, prefix: str, value: str, length: int) -> str:
        mac = hmac.new(self.secret, f"{prefix}:{value}".encode(), hashlib.sha256).digest()
        return f"{prefix}-{base64.b32encode(mac).decode()[:length]}"

    def _too_young(self, report_id: str) -> bool:
        report = self.reports.get(report_id)
        if not self.profile.delay_days or report is None or report.published is None:
            return False
        return report.published.day > self.today - timedelta(days=self.profile.delay_days)

    def _withhold(self, row: str, place: str, rule: str, value: object) -> None:
        if value not in (None, "", [], {}):
            self.log.append(Redaction(row, place, rule, digest(value, self.secret)))

    def _claim(self, claim: Claim) -> dict[str, Any]:
        data = claim.to_json()
        if not self.profile.withholds:
            return data
        data["report"] = self._report_token(claim.report)
        row = data["id"]
        if claim.report in self.guarded:
            self._withhold(row, "report_ref", "report_links", data["report_ref"])
            data["report_ref"] = data["report"]
        data["protected"] = [self.pseudonyms.get(p, self._token("P", p, 6)) for p in claim.protected]
        if _is_protected(claim):
            row = data["id"] = self._token("C", claim.id, 16)
            self._protect(data, row)
        cleaned = self._clean(data, row, "")
        assert isinstance(cleaned, dict)
        return cleaned

    def _protect(self, data: dict[str, Any], row: str) -> None:
        """Withhold and coarsen what a claim by a protected speaker shows."""
        profile = self.profile
        data["contradicts"] = [self._token("C", c, 16) for c in data["contradicts"]]
        if profile.protected_quotes == "withhold":
            self._withhold(row, "quote", "protected_quotes", data["quote"])
            data["quote"] = {"start": None, "end": None, "exact": None}
        for link in data["attribution"]:
            if link["protected"]:
                self._describe(link, row)
            elif profile.protected_quotes == "withhold":
                link["start"] = link["end"] = None
        coarse = coarse_place(data["place"], profile.protected_places, self.secret)
        if coarse != data["place"]:
            self._withhold(row, "place", f"protected_places={profile.protected_places}", data["place"])
            data["place"] = coarse
        when = coarse_time(data["time"], profile.protected_dates)
        if when != data["time"]:
            self._withhold(row, "time", f"protected_dates={profile.protected_dates}", data["time"])
            data["time"] = when
        if profile.protected_quotes == "withhold":
            for mention in [*data["agent"], *data["recipient"]]:
                mention["start"] = mention["end"] = None
                if mention["actor"] is None:
                    self._withhold(row, "mention", "protected_quotes", mention["text"])
                    mention["text"] = mention["name"] = "withheld"

    def _describe(self, link: dict[str, Any], row: str) -> None:
        """A protected source becomes a pseudonym and a general descriptor."""
        person = link["protected"]
        alias = self.pseudonyms.get(person) or self._token("P", person, 6)
        self._withhold(row, "attribution", "protected_names", [link["name"], link["text"]])
        link.update(source=None, name=alias, text=DESCRIPTORS.get(link["kind"], "a source"), start=None, end=None,
                    protected=alias)

    def _clean(self, value: Any, row: str, place: str) -> Any:
        """Every string of a row without protected names."""
        if isinstance(value, str):
            clean = self.names.redact(value, self.pseudonyms)
            if clean != value:
                self._withhold(row, place, "protected_names", value)
            return clean
        if isinstance(value, dict):
            return {key: self._clean(part, row, f"{place}.{key}".strip(".")) for key, part in value.items()}
        if isinstance(value, list):
            return [self._clean(part, row, place) for part in value]
        return value

    def _report_token(self, report_id: str) -> str:
        return self._token("R", report_id, 16)

    def _report(self, report: Report) -> dict[str, Any]:
        data = report.to_json()
        profile = self.profile
        if not profile.withholds:
            return data
        row = data["id"] = self._report_token(report.id)
        data["copy_of"] = self._report_token(report.copy_of) if report.copy_of else None
        data["comments"] = []
        if profile.report_text == "withhold":
            self._withhold(row, "text", "report_text", data["text"])
            data["text"] = None
        if profile.report_links == "withhold" or report.id in self.guarded:
            for name in ("url", "ref", "title", "byline"):
                self._withhold(row, name, "report_links", data[name])
                data[name] = None
        cleaned = self._clean(data, row, "")
        assert isinstance(cleaned, dict)
        return cleaned

    def _crowd(self, rows: list[dict[str, Any]], protected: list[bool]) -> None:
        """k-anonymity: a protected row whose place, date and role fewer than k rows share loses its date, then its
        place, then its role, until it stands in a crowd or tells nothing."""
        k = self.profile.k_anonymity
        for step in ("time", "place", "role"):
            crowds = Counter(_traits(row) for row in rows)
            for row, guarded in zip(rows, protected, strict=True):
                if guarded and crowds[_traits(row)] < k:
                    self._lose(row, step)

    def _lose(self, row: dict[str, Any], step: str) -> None:
        self._withhold(row["id"], step, f"k_anonymity={self.profile.k_anonymity}", row.get(step))
        if step == "role":
            for link in row["attribution"]:
                link["kind"], link["text"] = "unknown", None
        else:
            row[step] = None


def _is_protected(claim: Claim) -> bool:
    return bool(claim.protected) or any(link.protected for link in claim.attribution)


def _traits(row: dict[str, Any]) -> tuple[object, ...]:
    """What could single a row's speaker out: where, when, in which role."""
    place, when = row.get("place") or {}, row.get("time") or {}
    roles = tuple(link["kind"] for link in row["attribution"])
    return place.get("name"), place.get("lat"), when.get("start"), when.get("end"), roles
