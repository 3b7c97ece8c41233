"""`according bench claims --data DIR`: claims of whole reports against hand-labelled ones.

DIR holds `reports.jsonl`, `gold.jsonl` (claims to be recalled), `optional.jsonl` (marginal claims: neither misses
nor errors), `alternates.jsonl` (other labels that are accepted) and `parties.json` (names that count as one party).

A claim matches a gold claim of its report where their spans share at least 30 % of the shorter one and the types
agree: event type, or change of control, or both have a figure of killed. Matches are one to one: gold before
optional, then larger overlap plus agents in common, then the order of the files. Optional items absorb claims.
Fields are scored on the matched claims whose gold states the field.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from according.bench.party_names import PartyNames
from according.bench.result import Result
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published

SHARED_SPAN = 0.3
FIELDS = ("agent", "recipient", "place", "time", "killed", "holder", "origin", "chain", "own_voice", "standing")


@dataclass(slots=True, eq=False)
class Gold:
    """One labelled claim with the alternates accepted for its fields."""

    label: dict[str, Any]
    optional: bool
    line: int
    alternates: dict[str, list[Any]] = field(default_factory=dict)

    def accepted(self, name: str) -> list[Any]:
        """The label of a field, then its alternates."""
        return [self.label[name], *self.alternates.get(name, ())]

    @property
    def control(self) -> dict[str, Any]:
        return self.label["control"] or {}


@dataclass(slots=True, eq=False)
class Matched:
    """A gold item and the claim that matched it."""

    gold: Gold
    claim: Claim


def run(data: Path) -> Result:
    """Code DATA/reports.jsonl with the rule engine and score the claims."""
    from according.extract.engine import RuleEngine

    engine = RuleEngine()
    claims = [claim for report in load_reports(data / "reports.jsonl") for claim in engine.code(report)]
    return score(data, claims)


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load_reports(path: Path) -> list[Report]:
    """Reports of a JSON Lines file (`id`, `text`, `publisher`, `published`, `title`), their text untouched."""
    out = []
    for row in rows(path):
        published = Published.parse(row["published"]) if row.get("published") else None
        key = Report.make_id(row["text"], row.get("publisher"), published, row.get("url"))
        out.append(Report(key, row["text"], str(row["id"]), row.get("url"), row.get("publisher"),
                          title=row.get("title"), published=published))
    return out


def load_gold(data: Path) -> list[Gold]:
    """Gold items, then optional ones, each in file order."""
    files = {name: [Gold(label, name == "optional", line) for line, label in enumerate(rows(data / f"{name}.jsonl"))]
             for name in ("gold", "optional")}
    for other in rows(data / "alternates.jsonl"):
        files[other["file"]][other["line"]].alternates = other["alternatives"]
    return files["gold"] + files["optional"]


def overlap(gold: Gold, claim: Claim) -> float:
    """Share of the shorter span that both have in common."""
    first, last = gold.label["start"], gold.label["end"]
    shared = min(last, claim.quote.end) - max(first, claim.quote.start)
    shorter = max(1, min(last - first, claim.quote.end - claim.quote.start))
    return shared / shorter if shared > 0 else 0.0


def types_agree(gold: Gold, claim: Claim) -> bool:
    """Whether both are of one event type, one change of control, or both give a figure of killed."""
    if claim.event_type and claim.event_type in gold.accepted("event_type"):
        return True
    if gold.control and claim.control:
        changes = [gold.control["change"], *gold.alternates.get("control_change", ())]
        if claim.control.change in changes:
            return True
    return bool(gold.label["killed"] and claim.toll and claim.toll.killed)


def match(items: list[Gold], claims: list[Claim]) -> list[Matched]:
    """One-to-one matches, best first."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_ref].append(claim)
    pairs: list[tuple[bool, float, int, Gold, Claim]] = []
    for gold in items:
        wanted = set(gold.label["agent"])
        for claim in by_report[str(gold.label["report"])]:
            shared = overlap(gold, claim)
            if shared >= SHARED_SPAN and types_agree(gold, claim):
                agents = len(wanted & set(_names(claim.agent)))
                pairs.append((gold.optional, -shared - agents, len(pairs), gold, claim))
    used: set[int] = set()
    out = []
    for *_, gold, claim in sorted(pairs, key=lambda pair: pair[:3]):
        if id(gold) not in used and id(claim) not in used:
            used |= {id(gold), id(claim)}
            out.append(Matched(gold, claim))
    return out


def _names(mentions: Any) -> list[str]:
    """Resolved names and the words of the text: either may agree."""
    return [name for m in mentions for name in (m.name, m.text) if name]


def _sources(claim: Claim) -> list[str]:
    return [a.name or a.text or "" for a in claim.attribution]


class Fields:
    """For each field: whether a gold item states it, and whether a claim has it right."""

    def __init__(self, parties: PartyNames) -> None:
        self.parties = parties
        self.states: dict[str, Callable[[Gold], object]] = {
            "agent": lambda g: g.label["agent"],
            "recipient": lambda g: g.label["recipient"],
            "place": lambda g: g.label["place"],
            "time": lambda g: g.label["from"] and g.label["to"],
            "killed": lambda g: g.label["killed"] and g.label["killed"][0] is not None,
            "holder": lambda g: g.control.get("holder"),
            "origin": lambda g: g.label["attribution"],
            "chain": lambda g: len(g.label["attribution"]) > 1,
            "own_voice": lambda g: not g.label["attribution"] and "attribution" not in g.alternates,
            "standing": lambda g: True,
        }

    def right(self, name: str, gold: Gold, claim: Claim) -> bool:
        """Whether `claim` has field `name` as `gold` or an alternate states it."""
        check: Callable[[Gold, Claim], bool] = getattr(self, f"_{name}")
        return check(gold, claim)

    def _party(self, gold: Gold, name: str, found: list[str]) -> bool:
        return any(self.parties.mostly(found, wanted if isinstance(wanted, list) else [wanted])
                   for wanted in gold.accepted(name))

    def _agent(self, gold: Gold, claim: Claim) -> bool:
        return self._party(gold, "agent", _names(claim.agent))

    def _recipient(self, gold: Gold, claim: Claim) -> bool:
        return self._party(gold, "recipient", _names(claim.recipient))

    def _place(self, gold: Gold, claim: Claim) -> bool:
        found = self.parties.words(claim.place.name) | self.parties.words(claim.place.text) if claim.place else set()
        return any(self.parties.words(name) & found for name in gold.accepted("place") if name)

    def _time(self, gold: Gold, claim: Claim) -> bool:
        if claim.time is None or claim.time.start is None:
            return False
        first = claim.time.start.isoformat()[:10]
        last = claim.time.end.isoformat()[:10] if claim.time.end else first
        return bool(first <= gold.label["to"] and last >= gold.label["from"])

    def _killed(self, gold: Gold, claim: Claim) -> bool:
        killed = claim.toll.killed if claim.toll else None
        return killed is not None and killed.low == gold.label["killed"][0]

    def _holder(self, gold: Gold, claim: Claim) -> bool:
        holder = claim.control.holder if claim.control else None
        wanted = [gold.control["holder"], *(name for name in gold.alternates.get("holder", ()) if name)]
        return holder is not None and any(self.parties.same(h, w) for h in _names((holder,)) for w in wanted)

    def _origin(self, gold: Gold, claim: Claim) -> bool:
        return self.parties.mostly(_sources(claim)[-1:], gold.label["attribution"][-1:])

    def _chain(self, gold: Gold, claim: Claim) -> bool:
        wanted, found = gold.label["attribution"], _sources(claim)
        return len(found) >= len(wanted) and self.parties.mostly(found, wanted)

    def _own_voice(self, gold: Gold, claim: Claim) -> bool:
        return not claim.attribution

    def _standing(self, gold: Gold, claim: Claim) -> bool:
        return claim.standing in gold.accepted("standing")


def score(data: Path, claims: list[Claim]) -> Result:
    """Metrics of `claims` against the labels in `data`. A rate is None where no match states the field."""
    items = load_gold(data)
    claims = [c for c in claims if c.event_type or c.control or c.toll]
    matches = match(items, claims)
    hits = [m for m in matches if not m.gold.optional]
    found = {id(m.gold) for m in hits}
    gold = [g for g in items if not g.optional]
    important = [g for g in gold if g.label["important"]]
    recall = len(hits) / max(1, len(gold))
    precision = len(hits) / max(1, len(claims) - (len(matches) - len(hits)))
    metrics: dict[str, Any] = {
        "claims": len(claims),
        "recall": recall,
        "recall_important": sum(id(g) in found for g in important) / max(1, len(important)),
        "precision": precision,
        "detection_f1": 2 * precision * recall / max(1e-9, precision + recall),
    }
    fields = Fields(PartyNames.read(data / "parties.json"))
    misses: list[dict[str, Any]] = []
    for name in FIELDS:
        marks = [(m, fields.right(name, m.gold, m.claim)) for m in hits if fields.states[name](m.gold)]
        metrics[name] = sum(right for _, right in marks) / len(marks) if marks else None
        misses += [_wrong_field(name, m) for m, right in marks if not right]
    texts = {str(row["id"]): row["text"] for row in rows(data / "reports.jsonl")}
    answered = {id(m.claim) for m in matches}
    missed = [_missed(g, texts) for g in gold if id(g) not in found]
    spurious = [{"miss": "spurious", "report": c.report_ref, "gold": None, "answer": _brief(c)}
                for c in claims if id(c) not in answered]
    return Result("claims", len(gold), metrics, misses=missed + spurious + misses)


def _missed(gold: Gold, texts: dict[str, str]) -> dict[str, Any]:
    label = gold.label
    text = texts.get(str(label["report"]), "")[label["start"] : label["end"]]
    return {"miss": "missed", "report": label["report"], "important": label["important"], "text": text,
            "gold": label, "alternates": gold.alternates, "answer": None}


def _wrong_field(name: str, matched: Matched) -> dict[str, Any]:
    label, claim = matched.gold.label, matched.claim
    keys = {"time": ("from", "to"), "holder": ("control",), "origin": ("attribution",), "chain": ("attribution",),
            "own_voice": ("attribution",)}.get(name, (name,))
    return {"miss": f"wrong {name}", "report": label["report"], "text": claim.quote.exact,
            "gold": {key: label[key] for key in keys},
            "alternates": {key: gold for key, gold in matched.gold.alternates.items() if key in (*keys, name)},
            "answer": _brief(claim)}


def _brief(claim: Claim) -> dict[str, Any]:
    """The claim without what is empty, as short as a reader of misses wants it."""
    whole = claim.to_json()
    brief = {key: value for key, value in whole.items() if value and key not in ("id", "report", "made_by")}
    if claim.place:
        brief["place"] = {"text": claim.place.text, "name": claim.place.name, "id": claim.place.id}
    for key in ("agent", "recipient"):
        if key in brief:
            brief[key] = [{"text": m["text"], "name": m["name"]} for m in whole[key]]
    if claim.attribution:
        brief["attribution"] = [a.name or a.text or f"({a.cue})" for a in claim.attribution]
    return brief
