"""`according bench plover-gsr --data DIR`: PLOVER's gold standard records, one sentence each.

DIR holds `PLOVER_GSR_CAMEO.txt` (github openeventdata/PLOVER, CC BY-SA 4.0): a JSON list whose first DOCUMENT
record is a header. The set uses an older draft of the codebook; its types are mapped to today's: DEMAND to REQUEST,
DISAPPROVE and INVESTIGATE to ACCUSE, FIGHT to ASSAULT.

Types also moved between that draft (0.5) and today's codebook, which the record follows. The draft keeps CAMEO's
classes: every stated intent to cooperate is AGREE (CAMEO 03), also the intent to give way, today CONCEDE, and to meet,
today a planned CONSULT; property destroyed or seized is COERCE (CAMEO 17), today ASSAULT/destroy; territory taken is
FIGHT (CAMEO 192), today COERCE/seize with a change of control. `event_type` scores answers as the record has them;
`draft_types_f1` scores them put into the draft's types by `draft_type`, and is given beside it.

What is matched, and how:

- The gold codes a sentence's leading event, not what stands in its relative or temporal clauses, nor events only
  mentioned ("after last week's attack"). The answer is likewise the leading events: those whose word stands in the
  highest clause, content clauses under a verb of saying counted as their parent's. `all_events_f1` scores every event.
- `event_type`: (sentence, type) pairs, counted once each.
- `source_country`, `target_country`: (sentence, country) pairs over all gold sources (targets) of the sentence.
  A country is the first three letters of the gold's code, with its slips repaired (COUNTRY_SLIPS); organisations
  of several states are IGO. Gold sources of an event without any target count for both sides there as here: for
  an event between parties ("A and B signed") sources are both.
- The gold gives every party a country, also where the sentence leaves it to the reader. So here: parties of an event
  between equals ("A and B signed") are all sources and none is a target; an agent whose country the text does not
  name takes the country of the first place named in the sentence; an event without a recipient's country has the
  first other country named in its clause as target, and a protest that names none the country it is held in.
- `type_source`: (sentence, type, source country) triples.

A record belongs to the half `develop` or `confirm` by the SHA-256 of its id; figures are reported for all records
and for each half. `sentences_per_s` includes the parse, with the parse cache off, on two processes; models and
word lists are loaded before the clock starts.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.extract.engine import RuleEngine
from according.extract.parsing.parser import CACHE_VARIABLE, load_model, parse_many
from according.extract.reading import ActorMention, EventFinding, Reading
from according.extract.standing.modality import modality
from according.model.report import Report

TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
COUNTRY_SLIPS = {"JAP": "JPN", "ITL": "ITA", "ROM": "ROU", "BGD": "BGD", "TMP": "TLS", "ZAR": "COD"}
FILE = "PLOVER_GSR_CAMEO.txt"
WORKERS = 2


@dataclass(slots=True)
class Sentence:
    """What the gold, or the coder, says of one sentence."""

    types: set[str] = field(default_factory=set)
    drafted: set[str] = field(default_factory=set)  # the types as the draft of the codebook would have them
    sources: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    typed_sources: set[tuple[str, str]] = field(default_factory=set)
    half: str = "develop"


def half_of(key: str) -> str:
    """`develop` or `confirm`, by the hash of the record's id."""
    return "develop" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0 else "confirm"


def _codes(parties: Any) -> set[str]:
    """Country codes of the gold's parties; parties given as plain text have none."""
    found = set()
    for party in parties if isinstance(parties, list) else ():
        code = str(party.get("code") or "")[:3] if isinstance(party, dict) else ""
        if code and code != "***":
            found.add(COUNTRY_SLIPS.get(code, code))
    return found


def load_gold(data: Path) -> dict[str, Sentence]:
    """Gold by sentence."""
    records = json.loads((data / FILE).read_text(encoding="utf-8"))
    gold: dict[str, Sentence] = {}
    for record in records:
        if record["event"] == "DOCUMENT":
            continue
        sentence = gold.setdefault(record["text"].strip(), Sentence(half=half_of(record["id"])))
        kind = TYPES.get(record["event"], record["event"])
        sources = _codes(record.get("source"))
        sentence.types.add(kind)
        sentence.drafted.add(kind)
        sentence.sources |= sources
        sentence.targets |= _codes(record.get("target"))
        sentence.typed_sources |= {(kind, code) for code in sources}
    return gold


def country_of(reading: Reading, mention: ActorMention, depth: int = 0) -> set[str]:
    """Countries of a mention: its own, its actor's, its place's, its antecedent's; IGO for interstate bodies."""
    if mention.country:
        return {mention.country}
    actor = reading.packs.actor(mention.actor)
    if actor is not None:
        if actor.country:
            return {actor.country}
        if actor.kind in ("organisation", "coalition"):
            return {"IGO"}
    for i in range(mention.first, mention.last + 1):
        other = reading.actor_at(i)
        if other is not None and other is not mention and other.country:
            return {other.country}
        place = reading.place_at(i)
        if place is not None and place.ref.country:
            return {place.ref.country}
    if mention.antecedent is not None and depth < 3:
        return country_of(reading, mention.antecedent, depth + 1)
    return set()


def _named(reading: Reading, first: int, last: int, *, places_only: bool = False) -> list[str]:
    """Countries named between two words, in text order."""
    found: list[tuple[int, str]] = []
    for place in reading.places:
        if first <= place.head <= last and place.ref.country:
            found.append((place.head, place.ref.country))
    for mention in () if places_only else reading.actors:
        if first <= mention.head <= last:
            found += [(mention.head, code) for code in country_of(reading, mention)]
    return [code for _, code in sorted(found)]


def _other_country(reading: Reading, event: EventFinding, sources: set[str]) -> set[str]:
    """The first country in the event's clause that is no source's."""
    named = [code for code in _named(reading, event.first, event.last) if code not in sources]
    return set(named[:1])


def depth(reading: Reading, event: EventFinding) -> int:
    """How many subordinate clauses or adjuncts stand between the event's word and the sentence's root."""
    words = reading.parsed.words
    steps = 0
    at = words[event.trigger]
    if at.pos in ("NOUN", "PROPN") and "; with " not in event.why:
        steps += 1
    while at.head != at.i:
        if at.dep in ("relcl", "advcl", "acl", "pcomp"):
            steps += 1
        at = words[at.head]
    return steps


def leading(reading: Reading, events: list[EventFinding]) -> list[EventFinding]:
    """The events of the highest clause that tells any."""
    depths = [depth(reading, event) for event in events]
    return [event for event, level in zip(events, depths, strict=True) if level == min(depths)]


def coded(reading: Reading, events: list[EventFinding], half: str) -> Sentence:
    """The coder's answer for one sentence."""
    out = Sentence(half=half)
    for event in leading(reading, events):
        out.types.add(event.event_type)
        out.drafted.add(draft_type(reading, event))
        sources = set().union(*(country_of(reading, m) for m in event.agents)) if event.agents else set()
        targets = set().union(*(country_of(reading, m) for m in event.recipients)) if event.recipients else set()
        if len(event.agents) > 1 and event.recipients == event.agents:
            targets = set()
        else:
            targets = targets or _other_country(reading, event, sources)
        if event.agents and not sources:
            whole = (0, len(reading.parsed.words) - 1)
            sources = set((_named(reading, *whole, places_only=True) or _named(reading, *whole))[:1])
        if event.event_type == "PROTEST" and not targets:
            targets = set(sources)
        out.sources |= sources
        out.targets |= targets
        out.typed_sources |= {(event.event_type, code) for code in sources}
    return out


def draft_type(reading: Reading, event: EventFinding) -> str:
    """The type that the draft of the codebook which the gold follows gives an event."""
    only_meant = event.frame != "concede" or "; under " in event.why
    if event.event_type == "CONCEDE" and only_meant:
        return "AGREE"
    trigger = reading.parsed.words[event.trigger]
    if event.event_type == "CONSULT" and modality(reading.parsed, trigger, True) == "planned":
        return "AGREE"
    if (event.event_type, event.mode) == ("ASSAULT", "destroy"):
        return "COERCE"
    return "ASSAULT" if event.frame in ("control.gain", "control.loss") else event.event_type


def run(data: Path) -> Result:
    """Score the rule engine's events on the gold standard records."""
    gold = load_gold(data)
    halves = {text: sentence.half for text, sentence in gold.items()}
    load_model()
    RuleEngine().code(Report("warm", "Rebels met a minister in the capital on Monday.", "warm"))  # word lists, packs
    parts = [list(halves.items())[k::WORKERS] for k in range(WORKERS)]
    cache = os.environ.pop(CACHE_VARIABLE, None)
    began = time.perf_counter()
    try:
        with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
            coded_parts = pool.map(_code, parts)
    finally:
        if cache is not None:
            os.environ[CACHE_VARIABLE] = cache
    seconds = time.perf_counter() - began
    answers = {text: answer for part in coded_parts for text, (answer, _, _) in part.items()}
    every = {text: whole for part in coded_parts for text, (_, whole, _) in part.items()}
    why = {text: reasons for part in coded_parts for text, (_, _, reasons) in part.items()}
    metrics: dict[str, Any] = {**_score(gold, answers, None), "sentences_per_s": len(gold) / max(1e-9, seconds)}
    for half in ("develop", "confirm"):
        metrics[half] = _score(gold, answers, half)
    metrics["all_events_f1"] = _score(gold, every, None)["event_type_f1"]
    metrics["types"] = _per_type(gold, answers)
    misses = [
        {"half": gold[text].half, "text": text, "gold": _show(gold[text]), "answer": _show(answers[text]),
         "why": why[text]}
        for text in gold
        if gold[text].types != answers[text].types or gold[text].sources != answers[text].sources
        or gold[text].targets != answers[text].targets
    ]
    return Result("plover-gsr", len(gold), metrics, misses=misses)


def _code(part: list[tuple[str, str]]) -> dict[str, tuple[Sentence, Sentence, list[str]]]:
    """Per sentence: the answer, the types of all events, and why each event was found."""
    engine = RuleEngine()
    out: dict[str, tuple[Sentence, Sentence, list[str]]] = {}
    for (text, half), parsed in zip(part, parse_many(text for text, _ in part), strict=True):
        reading = engine.read(Report(Report.make_id(text, None, None, None), text, "gsr"), parsed)
        whole = Sentence(types={event.event_type for event in reading.events}, half=half)
        out[text] = (coded(reading, reading.events, half), whole, [f"{e.event_type} {e.why}" for e in reading.events])
    return out


def _score(gold: dict[str, Sentence], answers: dict[str, Sentence], half: str | None) -> dict[str, float]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for text, wanted in gold.items():
        if half is not None and wanted.half != half:
            continue
        found = answers[text]
        for name, got, want in (
            ("event_type", found.types, wanted.types),
            ("draft_types", found.drafted, wanted.drafted),
            ("source_country", found.sources, wanted.sources),
            ("target_country", found.targets, wanted.targets),
            ("type_source", found.typed_sources, wanted.typed_sources),
        ):
            tally = counts[name]
            tally[0] += len(set(got) & set(want))
            tally[1] += len(got)
            tally[2] += len(want)
    out: dict[str, float] = {}
    for name, tally in counts.items():
        scores = f1(*tally)
        if name == "event_type":
            out |= {"event_type_p": scores["p"], "event_type_r": scores["r"]}
        out[f"{name}_f1"] = scores["f1"]
    return out


def _per_type(gold: dict[str, Sentence], answers: dict[str, Sentence]) -> dict[str, dict[str, float]]:
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for text, sentence in gold.items():
        right.update(sentence.types & answers[text].types)
        found.update(answers[text].types)
        wanted.update(sentence.types)
    return {kind: {**f1(right[kind], found[kind], wanted[kind]), "n": wanted[kind]} for kind in sorted(wanted)}


def _show(sentence: Sentence) -> dict[str, list[str]]:
    return {"types": sorted(sentence.types), "sources": sorted(sentence.sources), "targets": sorted(sentence.targets)}
