"""A Release: the only form in which anything leaves the record."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from according.model.claim import Claim
from according.model.report import Report
from according.protect.coarsen import coarse_place, coarse_time
from according.protect.crowd import STEPS, Crowds, give_up, speaker
from according.protect.log import Redaction, digest
from according.protect.names import ProtectedNames, marked
from according.protect.policy import Profile

# How a protected source is described once the name is gone, by the kind of the attribution.
DESCRIPTORS = {
    "activist": "an activist",
    "journalist": "a journalist",
    "witness": "a witness",
    "official": "an official",
    "armed_group": "a member of an armed group",
}
ANYBODY = "a source"
WITHHELD = "What protected people said, without the reports that printed it"
_SENTENCE_END = re.compile(r"[.!?]['\"”’»)]*\s|\n")


@dataclass(frozen=True, slots=True)
class Release:
    """Claims and reports as JSON rows that a profile lets out, with the log of what it did not.

    `names`, `aliases` (pseudonym → person) and `secret` are for the leak test and the vault; no writer may read them.
    """

    profile: Profile
    made_at: datetime
    claims: tuple[dict[str, Any], ...]
    reports: tuple[dict[str, Any], ...]
    log: tuple[Redaction, ...]
    names: ProtectedNames
    pseudonyms: dict[str, str]
    secret: bytes = field(repr=False, default=b"")
    aliases: dict[str, str] = field(repr=False, default_factory=dict)


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
        self.names = ProtectedNames.of_claims(claims)
        self.claims = marked(claims, self.names)
        self.reports = {report.id: report for report in reports}
        self.profile = profile
        self.today = today
        self.secret = secret
        self.pseudonyms = {person: self._token("P", person, 6) for person in self.names.people}
        self.guarded = {claim.report for claim in self.claims if _is_protected(claim)}
        self.log: list[Redaction] = []
        # Words that are withheld must not be found again by the report that printed them.
        self.severs = profile.withholds and profile.protected_quotes == "withhold"
        self.spans = self._guarded_spans() if self.severs else {}

    def open(self) -> Release:
        kept = [claim for claim in self.claims if not self._too_young(claim.report)]
        rows = [self._claim(claim) for claim in kept]
        reports = [self._report(report) for report in self.reports.values() if not self._too_young(report.id)]
        aliases = {alias: person for person, alias in self.pseudonyms.items()}
        if self.profile.withholds:
            guarded = [(row, claim) for row, claim in zip(rows, kept, strict=True) if _is_protected(claim)]
            aliases |= self._crowd(guarded, kept)
            if self.severs:
                rows, withheld = self._sever(rows, {row["id"] for row, _ in guarded})
                reports += withheld
            self.log.sort(key=lambda r: (r.row, r.field, r.rule, r.digest))
        return Release(self.profile, datetime.now(UTC), tuple(rows), tuple(reports), tuple(self.log), self.names,
                       self.pseudonyms, self.secret, aliases)

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
        data["protected"] = [self.pseudonyms.get(p, self._token("P", p, 6)) for p in _people(claim)]
        if _is_protected(claim):
            row = data["id"] = self._token("C", claim.id, 16)
            self._protect(data, row)
        elif any(claim.quote.start < end and start < claim.quote.end
                 for start, end in self.spans.get(claim.report, ())):
            self._silence(data, row)
        cleaned = self._clean(data, row, "")
        assert isinstance(cleaned, dict)
        return cleaned

    def _protect(self, data: dict[str, Any], row: str) -> None:
        """Withhold and coarsen what a claim by a protected speaker shows."""
        profile = self.profile
        data["contradicts"] = [self._token("C", c, 16) for c in data["contradicts"]]
        if self.severs:
            self._silence(data, row)
        for link in data["attribution"]:
            if link["protected"]:
                self._describe(link, row)
        coarse = coarse_place(data["place"], profile.protected_places, self.secret)
        if coarse != data["place"]:
            self._withhold(row, "place", f"protected_places={profile.protected_places}", data["place"])
            data["place"] = coarse
        when = coarse_time(data["time"], profile.protected_dates)
        if when != data["time"]:
            self._withhold(row, "time", f"protected_dates={profile.protected_dates}", data["time"])
            data["time"] = when

    def _silence(self, data: dict[str, Any], row: str) -> None:
        """Withhold the words of a claim that stand in a protected speaker's sentence, and where they stand."""
        self._withhold(row, "quote", "protected_quotes", data["quote"])
        data["quote"] = {"start": None, "end": None, "exact": None}
        for link in data["attribution"]:
            link["start"] = link["end"] = None
        for mention in [*data["agent"], *data["recipient"]]:
            mention["start"] = mention["end"] = None
            if mention["actor"] is None:
                self._withhold(row, "mention", "protected_quotes", mention["text"])
                mention["text"] = mention["name"] = "withheld"

    def _guarded_spans(self) -> dict[str, list[tuple[int, int]]]:
        """Where the sentences with a protected speaker's words stand, by report."""
        out: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for claim in self.claims:
            report = self.reports.get(claim.report)
            if report is not None and _is_protected(claim):
                ends = [(link.start, link.end) for link in claim.attribution
                        if link.start is not None and link.end is not None]
                first = min(claim.quote.start, *(a for a, _ in ends)) if ends else claim.quote.start
                last = max(claim.quote.end, *(b for _, b in ends)) if ends else claim.quote.end
                stops = [m.end() for m in _SENTENCE_END.finditer(report.text)]
                out[claim.report].append((max((s for s in stops if s <= first), default=0),
                                          min((s for s in stops if s > last), default=len(report.text))))
        return out

    def _describe(self, link: dict[str, Any], row: str) -> None:
        """A protected source becomes a pseudonym and a general descriptor."""
        person = link["protected"]
        alias = self.pseudonyms.get(person) or self._token("P", person, 6)
        self._withhold(row, "attribution", "protected_names", [link["name"], link["text"]])
        link.update(source=None, name=alias, text=DESCRIPTORS.get(link["kind"], ANYBODY), start=None, end=None,
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

    def _crowd(self, guarded: list[tuple[dict[str, Any], Claim]], told: Sequence[Claim]) -> dict[str, str]:
        """k-anonymity: a protected row gives up its date, place, role and so on until k speakers could have said it.

        A pseudonym whose rows together fit fewer than k speakers becomes one for each row. Returns those pseudonyms
        with their persons.
        """
        k = self.profile.k_anonymity
        if not k or not guarded:
            return {}
        crowds = Crowds((self._coarse(claim), who) for claim in told if (who := speaker(claim)) is not None)
        steps = STEPS if self.severs else STEPS[:3]
        fitting: dict[str, list[frozenset[str]]] = defaultdict(list)
        for row, claim in guarded:
            given_up = min(crowds.least_given_up(row, k), len(steps))
            could = crowds.speakers(row, given_up)
            for step in steps[:given_up]:
                self._withhold(row["id"], step, f"k_anonymity={k}", give_up(row, step))
            for person in _people(claim):
                fitting[person].append(could)
        lone = {person for person, sets in fitting.items()
                if len(sets) > 1 and len(frozenset.intersection(*sets)) < k} if self.severs else set()
        return {alias: person for row, claim in guarded for person in _people(claim) if person in lone
                for alias in [self._rename(row, person)]}

    def _coarse(self, claim: Claim) -> dict[str, Any]:
        """A claim as it would look if its speaker were protected."""
        row = claim.to_json()
        row["place"] = coarse_place(row["place"], self.profile.protected_places, self.secret)
        row["time"] = coarse_time(row["time"], self.profile.protected_dates)
        return row

    def _rename(self, row: dict[str, Any], person: str) -> str:
        """Give a row's protected speaker a pseudonym for this row alone."""
        old = self.pseudonyms.get(person) or self._token("P", person, 6)
        new = self._token("P", f"{row['id']}:{person}", 10)
        row["protected"] = [new if p == old else p for p in row["protected"]]
        for link in row["attribution"]:
            if link["protected"] == old:
                link.update(name=new, protected=new)
        self._withhold(row["id"], "pseudonym", f"k_anonymity={self.profile.k_anonymity}", old)
        return new

    def _sever(self, rows: list[dict[str, Any]],
               guarded: set[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Put protected rows last, in no order that tells anything, under one report that is none."""
        home = self._token("W", "withheld", 16)
        for row in rows:
            if row["id"] in guarded:
                self._withhold(row["id"], "report", "protected_quotes", row["report"])
                row["report"] = row["report_ref"] = home
        rows = [r for r in rows if r["id"] not in guarded] + sorted((r for r in rows if r["id"] in guarded),
                                                                    key=lambda r: str(r["id"]))
        blank = {**Report(home, "", home, title=WITHHELD).to_json(), "text": None, "ref": None}
        return rows, [blank] if guarded else []


def _people(claim: Claim) -> list[str]:
    return list(dict.fromkeys((*claim.protected, *(a.protected for a in claim.attribution if a.protected))))


def _is_protected(claim: Claim) -> bool:
    return bool(_people(claim))
