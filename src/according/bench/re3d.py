"""`according bench re3d --data DIR`: relations between actors against re3d's (github dstl/re3d).

DIR holds one folder a collection, each with `documents.json`, `entities.json` and `relations.json` (one object a line;
character offsets into the document's `text`). Three of its relation types are scored:

- `alias`: IsSynonymOf. Answered by relations `alias`, and by a person's description beside the name ("the minister,
  Jane Doe"): two mentions of one person with nothing but a comma between them, neither indefinite ("a minister").
- `allied`: AlliesOf, which re3d also gives to support in a fight. Answered by relations `allied`, `backs` and `trains`.
- `fighting`: FightingAgainst. Answered by relations `fights`. re3d gives it to single attacks too, also by or on things
  ("strikes", "a tank", "Aleppo"): those are events here, not relations, and count as missed.

How it is matched: a found pair is right when the head word of each side lies within one side of a gold pair of that
type in the same document, in either order. A gold pair counts as found when some found pair matches it. Gold pairs of
the same document and type whose sides overlap pairwise (a name with and without its title) are one pair. Gold rows with
a confidence of 0 (withdrawn by their annotators) are left out. A found pair counts when each side's head lies in some
entity that re3d marks (of any type): re3d relates nothing else. Relations named by no gold pair count against
precision, also where re3d's annotators did not look for them.

BelongsTo is not scored: re3d gives it to places and to joint work as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse_many
from according.extract.reading import ActorMention, Reading
from according.model.report import Report

GOLD = {"IsSynonymOf": "alias", "AlliesOf": "allied", "FightingAgainst": "fighting"}
ANSWERS = {"alias": "alias", "allied": "allied", "backs": "allied", "trains": "allied", "fights": "fighting"}


@dataclass(slots=True)
class Pair:
    """Two spans of characters; for a found pair, the spans of the heads."""

    left: tuple[int, int]
    right: tuple[int, int]
    text: str
    hit: bool = False


def run(data: Path) -> Result:
    """Read every folder of DATA that holds `relations.json`, find relations, score."""
    documents, gold, entities = _load(data)
    engine = RuleEngine()
    counts = {kind: [0, 0, 0, 0] for kind in GOLD.values()}  # found, right, gold, gold found
    misses: list[dict[str, Any]] = []
    ids = sorted(documents)
    for doc, parsed in zip(ids, parse_many([documents[d] for d in ids]), strict=True):
        reading = engine.read(Report(doc, documents[doc], doc), parsed)
        answers = _answers(reading)
        for kind, tally in counts.items():
            wanted = gold.get((doc, kind), [])
            for pair in answers[kind]:
                if not all(any(_overlap(side, e) for e in entities.get(doc, ())) for side in (pair.left, pair.right)):
                    continue
                tally[0] += 1
                matched = [g for g in wanted if _match(pair, g)]
                tally[1] += bool(matched)
                for g in matched:
                    g.hit = True
                if not matched:
                    misses.append({"document": doc, "type": kind, "gold": None, "answer": pair.text})
            tally[2] += len(wanted)
            tally[3] += sum(g.hit for g in wanted)
            misses += [{"document": doc, "type": kind, "gold": g.text, "answer": None} for g in wanted if not g.hit]
    metrics: dict[str, Any] = {}
    for kind, (found, right, total, reached) in counts.items():
        p = f1(right, found, found)["p"]
        r = f1(reached, total, total)["r"]
        metrics |= {f"{kind}.p": p, f"{kind}.r": r, f"{kind}.f1": 2 * p * r / (p + r) if p + r else 0.0,
                    f"{kind}.found": found, f"{kind}.gold": total}
    return Result("re3d", sum(t[2] for t in counts.values()), metrics, misses=misses)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _load(data: Path) -> tuple[dict[str, str], dict[tuple[str, str], list[Pair]], dict[str, list[tuple[int, int]]]]:
    """Texts by document, gold pairs by document and kind, entity spans by document."""
    documents: dict[str, str] = {}
    entities: dict[str, list[tuple[int, int]]] = {}
    gold: dict[tuple[str, str], list[Pair]] = {}
    for folder in sorted(p.parent for p in data.glob("*/relations.json")):
        for row in _lines(folder / "documents.json"):
            documents[row["_id"]] = row["text"]
        for row in _lines(folder / "entities.json"):
            entities.setdefault(row["documentId"], []).append((row["begin"], row["end"]))
        for row in _lines(folder / "relations.json"):
            kind = GOLD.get(row["type"])
            if kind is None or row["documentId"] not in documents or not row.get("confidence", 1):
                continue
            pair = Pair((row["sourceBegin"], row["sourceEnd"]), (row["targetBegin"], row["targetEnd"]),
                        f"{row['source']} | {row['value']} | {row['target']}")
            known = gold.setdefault((row["documentId"], kind), [])
            if not any(_match(pair, other) for other in known):
                known.append(pair)
    return documents, gold, entities


def _match(a: Pair, b: Pair) -> bool:
    straight = _overlap(a.left, b.left) and _overlap(a.right, b.right)
    return straight or (_overlap(a.left, b.right) and _overlap(a.right, b.left))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _answers(reading: Reading) -> dict[str, list[Pair]]:
    out: dict[str, list[Pair]] = {kind: [] for kind in GOLD.values()}
    seen: set[tuple[str, int, int]] = set()

    def add(kind: str, left: ActorMention, right: ActorMention, how: str) -> None:
        key = (kind, min(left.head, right.head), max(left.head, right.head))
        if key not in seen and left.head != right.head:
            seen.add(key)
            out[kind].append(_pair(reading, left, right, how))

    for relation in reading.relations:
        if kind := ANSWERS.get(relation.relation):
            add(kind, relation.left, relation.right, relation.why)
    inner = sorted((m for m in reading.actors if m.person and m.name), key=lambda m: (m.first, m.last))
    for one, other in pairwise(inner):
        between = [w.text for w in reading.parsed.words[one.last + 1 : other.first]]
        indefinite = any(reading.parsed.words[m.first].lower in ("a", "an") for m in (one, other))
        if one.name == other.name and one.last < other.first and between in ([], [","]) and not indefinite:
            add("alias", one, other, "description beside a name")
    return out


def _pair(reading: Reading, left: ActorMention, right: ActorMention, how: str) -> Pair:
    parsed = reading.parsed
    heads = [(parsed.words[m.head].start, parsed.words[m.head].end) for m in (left, right)]
    sides = [parsed.slice(m.first, m.last) for m in (left, right)]
    return Pair(heads[0], heads[1], f"{sides[0]} | {how} | {sides[1]}")
