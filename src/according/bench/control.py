"""Control: dated notes on towns asked who held them, and hand-labelled sentences.

Layout of the folder: `ukraine_places.jsonl`, `ukraine_queries.jsonl`, `syria_sentences.jsonl`. A place's note is coded
as a report titled "PLACE, OBLAST", published on the list's as-of date or, without one, on 2023-07-31; then it is
asked who holds the place. A Syrian sentence is coded alone under its place's name, and its last control statement is
compared.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from according.answer.control import who_holds
from according.answer.evidence import country_party
from according.bench.result import Result, f1
from according.extract.engine import RuleEngine
from according.model.claim import Claim, Mention
from according.model.control import ControlState, Holder
from according.model.report import Report
from according.model.when import Published
from according.packs.loader import PackSet
from according.weigh.roots import in_country, view

LIST_DAY = "2023-07-31"
# The labels' names for sides, by the ids that sides have in the packs (any part of the id).
UKRAINE_SIDES = (
    ("russia", "RU"),
    ("donetsk", "RU"),
    ("luhansk", "RU"),
    ("dpr", "RU"),
    ("lpr", "RU"),
    ("separatist", "RU"),
    ("world:ukraine", "UA"),
    ("bloc-ukraine", "UA"),
    ("ukrain", "UA"),
)
SYRIA_SIDES = (
    ("sdf", "sdf"),
    ("islamic-state", "islamic-state"),
    ("government", "government"),
    ("bloc-gov", "government"),
    ("world:syria", "government"),
    ("opposition", "opposition"),
    ("turkey-backed", "opposition"),
    ("hts", "opposition"),
    ("rebel", "opposition"),
    ("insurgent", "opposition"),
    ("nusra", "opposition"),
    ("army", "government"),
    ("military", "government"),
    ("troops", "government"),
    ("regime", "government"),
)
CHANGES = {"transfer_done": "transfer", "transfer_agreed": "transfer"}
SCOPES = {"outskirts": "part", "countryside": "part"}


def run(data: Path) -> Result:
    """Score both halves; raises FileNotFoundError when the folder lacks its files."""
    engine = RuleEngine()
    misses: list[dict[str, Any]] = []
    ukraine = _ukraine(data, engine, misses)
    syria = _syria(data, engine, misses)
    counted = ukraine.pop("n"), syria.pop("n")
    return Result("control", sum(counted), {**ukraine, **syria}, misses=misses)


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def note_report(place: str, around: str, text: str, published: str, ref: str) -> Report:
    """A note as a report whose first line names its place."""
    title = f"{place}, {around}"
    whole = f"{title}\n\n{text}"
    day = Published.parse(published)
    return Report(Report.make_id(whole, None, day, ref), whole, ref, title=title, title_end=len(title), published=day)


def _about(claims: Iterable[Claim], place: str, title_end: int) -> list[Claim]:
    """Claims on the place of the note: placed by its title, or by its name, or with no place of their own."""
    out = []
    for claim in claims:
        ref = claim.place
        if (
            ref is None
            or ref.text is None
            or (ref.start is not None and ref.start < title_end)
            or ref.inherited
            or place.casefold() in (ref.text.casefold(), (ref.name or "").casefold())
        ):
            out.append(claim)
    return out


def _side(holder: Holder, sides: tuple[tuple[str, str], ...]) -> str:
    """The label of a side; the bloc or name itself when the table does not have it."""
    for text in (holder.bloc, holder.actor or "", holder.name.casefold()):
        own = text.split(":", 1)[-1] if not text.startswith("world:") else text
        for part, label in sides:
            if part in own:
                return label
    return holder.name


def _ukraine(data: Path, engine: RuleEngine, misses: list[dict[str, Any]]) -> dict[str, Any]:
    places = {(r["place"], r["src"]): r for r in rows(data / "ukraine_places.jsonl")}
    coded: dict[tuple[str, str], tuple[Report, list[Claim]]] = {}
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    hedged_confirmed = abstained = 0
    packs = engine.packs
    seen = view(packs)
    queries = rows(data / "ukraine_queries.jsonl")
    for query in queries:
        key = (query["place"], query["src"])
        if key not in coded:
            as_of = (places.get(key) or {}).get("as_of")
            report = note_report(
                query["place"], query["oblast"], query["note"], as_of[0] if as_of else LIST_DAY, query["src"]
            )
            coded[key] = report, engine.code(report)
        report, claims = coded[key]
        day = date.fromisoformat(query["date"])
        country = next((c.place.country for c in claims if c.place and c.place.country), None)
        about = [(c, report) for c in _about(claims, query["place"], report.title_end)]
        there = in_country(seen, country)
        state = who_holds(about, query["place"], day, there, country_side=country_party(there, country, day))
        answer = holder_label(state, UKRAINE_SIDES)
        kind = "hedged" if query["hedged"] else "inferred" if "inferred" in query["why"] else "explicit"
        asked[kind] += 1
        right[kind] += answer == query["holder"]
        hedged_confirmed += bool(query["hedged"]) and state.grade == "confirmed"
        abstained += answer == "unknown"
        if answer != query["holder"] or (query["hedged"] and state.grade == "confirmed"):
            misses.append(
                {
                    "set": "ukraine",
                    "kind": kind,
                    "gold": query["holder"],
                    "answer": answer,
                    "place": query["place"],
                    "date": query["date"],
                    "note": query["note"],
                    "state": state.to_json(),
                    "claims": [_short(c, packs) for c in claims],
                }
            )
    rate = {k: right[k] / asked[k] if asked[k] else 0.0 for k in ("explicit", "inferred", "hedged")}
    return {
        "n": len(queries),
        "explicit_accuracy": rate["explicit"],
        "inferred_accuracy": rate["inferred"],
        "hedged_accuracy": rate["hedged"],
        "hedged_confirmed": hedged_confirmed,
        "abstained": abstained,
        "asked": dict(asked),
    }


def holder_label(state: ControlState, sides: tuple[tuple[str, str], ...]) -> str:
    """One label for the holders; a rival's claim counts as an answer only where nobody else is known to hold."""
    if state.status in ("contested", "shared"):
        return "CONTESTED"
    holders = state.holders
    labels = {_side(h, sides) for h in holders}
    return next(iter(labels)) if len(labels) == 1 else "unknown" if not labels else "CONTESTED"


def _short(claim: Claim, packs: PackSet) -> str:
    control = claim.control
    told = ""
    if control:
        told = f"{control.change}/{control.scope} {control.holder.name if control.holder else None}"
    when = claim.time.to_json() if claim.time else {}
    place = claim.place
    return (
        f"{claim.kind} {told} {when.get('start')}..{when.get('end')} "
        f"{claim.standing}{'/hist' if claim.historical else ''} "
        f"@{place.name or place.text if place else None} [{place.inherited if place else ''}]"
    )


def _syria(data: Path, engine: RuleEngine, misses: list[dict[str, Any]]) -> dict[str, Any]:
    labelled = rows(data / "syria_sentences.jsonl")
    scored = [r for r in labelled if r["confident"]]
    pairs: dict[str, list[tuple[str, str]]] = {"change": [], "holder": [], "scope": []}
    for row in scored:
        title = row["place"].split(" – ")[0]
        published = row["to"] or row["from"] or "2019-12-31"
        report = note_report(title, row["governorate"], row["text"], published, f"{row['place']}:{row['n']}")
        coded = engine.code(report)
        claims = [c for c in coded if c.control is not None and c.quote.start >= report.title_end]
        found = _last(claims)
        answer = _syria_answer(found, engine, any(c.event_type == "ASSAULT" for c in coded))
        gold = {"change": row["change"], "holder": row["holder"], "scope": row["scope"]}
        for name in pairs:
            pairs[name].append((gold[name], answer[name]))
        if any(gold[n] != answer[n] for n in pairs):
            misses.append(
                {
                    "set": "syria",
                    "gold": gold,
                    "answer": answer,
                    "text": row["text"],
                    "place": row["place"],
                    "why": found.why if found else "",
                    "claims": [_short(c, engine.packs) for c in claims],
                }
            )
    # A sentence that changes nothing has no scope to be right about.
    pairs["scope"] = [
        p for p, r in zip(pairs["scope"], scored, strict=True) if r["change"] not in ("none", "attack_only")
    ]
    return {
        "n": len(scored),
        "syria": {f"{name}_macro_f1": macro_f1(found) for name, found in pairs.items()}
        | {
            f"{name}_accuracy": sum(g == a for g, a in found) / len(found) if found else 0.0
            for name, found in pairs.items()
        },
    }


def _last(claims: list[Claim]) -> Claim | None:
    """The last control statement of the sentence that is put forward as a fact."""
    facts = [
        c
        for c in claims
        if c.control
        and c.control.change not in ("raid", "transfer_agreed")
        and c.standing not in ("planned", "possible", "conditional", "negated")
    ]
    last = max(facts, key=lambda c: (c.quote.end, c.quote.start), default=None)
    if last is not None and last.control is not None and last.control.change == "hold":
        # "X took A, leaving it in control of B": the hold is what the gain came to.
        for gain in facts:
            before = gain.control
            if before is not None and before.change == "gain" and _same_name(before.holder, last.control.holder):
                return gain
    return last


def _same_name(a: Mention | None, b: Mention | None) -> bool:
    return a is not None and b is not None and (a.name or a.text) == (b.name or b.text)


def _syria_answer(claim: Claim | None, engine: RuleEngine, attacked: bool) -> dict[str, str]:
    if claim is None or claim.control is None:
        return {"change": "attack_only" if attacked else "none", "holder": "none-stated", "scope": "whole"}
    control = claim.control
    holder = "none-stated"
    mention = control.holder
    if control.change == "contested":
        holder = "contested"
    elif mention is not None:
        day = claim.time.last_day if claim.time else None
        bloc = (
            engine.packs.bloc_of(mention.actor, day, "syria")
            or mention.actor
            or (mention.name or mention.text).casefold()
        )
        holder = _side(Holder(mention.name or mention.text, bloc, mention.actor), SYRIA_SIDES)
    return {
        "change": CHANGES.get(control.change, control.change),
        "holder": holder,
        "scope": SCOPES.get(control.scope, control.scope),
    }


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 over the labels of the gold."""
    labels = sorted({gold for gold, _ in pairs})
    scores = []
    for label in labels:
        right = sum(1 for gold, answer in pairs if gold == answer == label)
        found = sum(1 for _, answer in pairs if answer == label)
        wanted = sum(1 for gold, _ in pairs if gold == label)
        scores.append(f1(right, found, wanted)["f1"])
    return sum(scores) / len(scores) if scores else 0.0
