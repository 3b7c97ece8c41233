"""`according bench re3d --data DIR`: relations between actors against re3d's (github dstl/re3d).

DIR holds one folder a collection, each with `documents.json`, `entities.json` and `relations.json` (one object a line;
character offsets into the document's `text`). Three of its relation types are scored, by the definitions of the set's
own schema:

- `alias`: IsSynonymOf, "one entity being used to mean the same thing as another". Answered by relations `alias`, and by
  a person's description beside the name ("the minister, Jane Doe"): two mentions of one person with nothing but a comma
  between them, neither indefinite ("a minister").
- `allied`: AlliesOf, "one entity fighting alongside another on the same side of a conflict". Answered by relations
  `allied`, by parties that one clause tells to fight the same foe together, and by `backs` where it is help in arms:
  one of the two is a force, or the sentence tells of a fight, and the help is not money or words. Goodwill towards a
  government is the set's Likes, training and advice its CommWith: `trains` is no answer.
- `fighting`: FightingAgainst, "one entity being in armed conflict against another". Answered by relations `fights`,
  and, because re3d gives it to single attacks too, by the sides of a violent event (ASSAULT but capture and
  destruction; a place taken from somebody) that its sentence names. Attacks by or on things ("strikes", "a tank",
  "Aleppo") have no two sides here and count as missed: the set marks them in some documents, not in others.

How it is matched: a found pair is right when the head word of each side lies within one side of a gold pair of that
type in the same document, in either order. A gold pair counts as found when some found pair matches it. Gold pairs of
the same document and type whose sides overlap pairwise (a name with and without its title) are one pair. Gold rows
with a confidence of 0 (withdrawn by their annotators) are left out. A found pair counts when each side's head lies in
some entity that re3d marks (of any type): re3d relates nothing else. Relations named by no gold pair count against
precision, also where re3d's annotators did not look for them.

Two more figures tell how much of what is counted wrong names the right parties by other words: `p_sentence` is the
precision when the heads of other mentions of the same party in the same sentence count too (which of "the UK" and
"its" bears the mark is the annotators' choice), `p_parties` when those of the whole document do.

BelongsTo is not scored: re3d gives it to places and to joint work as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse_many
from according.extract.reading import ActorMention, EventFinding, Reading, RelationFinding
from according.extract.relations.pairs import ARMED
from according.model.report import Report

GOLD = {"IsSynonymOf": "alias", "AlliesOf": "allied", "FightingAgainst": "fighting"}
ANSWERS = {"alias": "alias", "allied": "allied", "fights": "fighting"}


# Kinds of those that fight, words of a fight, and verbs and adverbs of help that is none in arms.
FORCES = frozenset(("armed_forces", "armed_group", "militia", "coalition"))
FIGHTS = frozenset(("fight", "fighting", "war", "battle", "campaign", "offensive"))
MONEY = ("'fund'", "'finance'", "'bankroll'", "'sponsor'")
UNARMED = frozenset(("financially", "politically", "diplomatically", "morally"))


@dataclass(slots=True)
class Pair:
    """Two sides, each a list of spans of characters; for a found pair its heads, and in `wider` the heads of all
    mentions of its parties in the sentence, and in the document."""

    left: list[tuple[int, int]]
    right: list[tuple[int, int]]
    text: str
    wider: tuple[Pair, Pair] | None = None
    hit: bool = False


def run(data: Path) -> Result:
    """Read every folder of DATA that holds `relations.json`, find relations, score."""
    documents, gold, entities = _load(data)
    engine = RuleEngine()
    # Found, right, gold, gold found, right by the sentence, right by the document.
    counts = {kind: [0] * 6 for kind in GOLD.values()}
    misses: list[dict[str, Any]] = []
    ids = sorted(documents)
    for doc, parsed in zip(ids, parse_many([documents[d] for d in ids]), strict=True):
        reading = engine.read(Report(doc, documents[doc], doc), parsed)
        answers = _answers(reading)
        for kind, tally in counts.items():
            wanted = gold.get((doc, kind), [])
            for pair in answers[kind]:
                if not all(_overlap(side, entities.get(doc, [])) for side in (pair.left, pair.right)):
                    continue
                tally[0] += 1
                matched = [g for g in wanted if _match(pair, g)]
                tally[1] += bool(matched)
                for at, wider in enumerate(pair.wider or (pair, pair), 4):
                    tally[at] += any(_match(wider, g) for g in wanted)
                for g in matched:
                    g.hit = True
                if not matched:
                    misses.append({"document": doc, "type": kind, "gold": None, "answer": pair.text})
            tally[2] += len(wanted)
            tally[3] += sum(g.hit for g in wanted)
            misses += [{"document": doc, "type": kind, "gold": g.text, "answer": None} for g in wanted if not g.hit]
    metrics: dict[str, Any] = {}
    for kind, (found, right, total, reached, in_sentence, in_document) in counts.items():
        p = f1(right, found, found)["p"]
        r = f1(reached, total, total)["r"]
        metrics |= {f"{kind}.p": p, f"{kind}.r": r, f"{kind}.f1": 2 * p * r / (p + r) if p + r else 0.0,
                    f"{kind}.found": found, f"{kind}.gold": total,
                    f"{kind}.p_sentence": f1(in_sentence, found, found)["p"],
                    f"{kind}.p_parties": f1(in_document, found, found)["p"]}
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
            pair = Pair([(row["sourceBegin"], row["sourceEnd"])], [(row["targetBegin"], row["targetEnd"])],
                        f"{row['source']} | {row['value']} | {row['target']}")
            known = gold.setdefault((row["documentId"], kind), [])
            if not any(_match(pair, other) for other in known):
                known.append(pair)
    return documents, gold, entities


def _match(a: Pair, b: Pair) -> bool:
    straight = _overlap(a.left, b.left) and _overlap(a.right, b.right)
    return straight or (_overlap(a.left, b.right) and _overlap(a.right, b.left))


def _overlap(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in a for other in b)


def _answers(reading: Reading) -> dict[str, list[Pair]]:
    out: dict[str, list[Pair]] = {kind: [] for kind in GOLD.values()}
    seen: set[tuple[str, int, int]] = set()

    def add(kind: str, left: ActorMention, right: ActorMention, how: str) -> None:
        key = (kind, min(left.head, right.head), max(left.head, right.head))
        if key not in seen and left.head != right.head:
            seen.add(key)
            out[kind].append(_pair(reading, kind, left, right, how))

    for relation in reading.relations:
        if kind := ANSWERS.get(relation.relation):
            add(kind, relation.left, relation.right, relation.why)
        elif relation.relation == "backs" and _in_arms(reading, relation):
            add("allied", relation.left, relation.right, relation.why)
    for first, second in combinations((r for r in reading.relations if r.relation == "fights"), 2):
        if first.trigger == second.trigger and first.right is second.right:
            add("allied", first.left, second.left, "fight together")
    for event in reading.events:
        for agent, other in _sides(reading, event):
            add("fighting", agent, other, event.why)
    inner = sorted((m for m in reading.actors if m.person and m.name), key=lambda m: (m.first, m.last))
    for one, other in pairwise(inner):
        between = [w.text for w in reading.parsed.words[one.last + 1 : other.first]]
        indefinite = any(reading.parsed.words[m.first].lower in ("a", "an") for m in (one, other))
        if one.name == other.name and one.last < other.first and between in ([], [","]) and not indefinite:
            add("alias", one, other, "description beside a name")
    return out


def _in_arms(reading: Reading, relation: RelationFinding) -> bool:
    """Whether support is between those who fight: one of them is a force, or the sentence tells of a fight."""
    parsed = reading.parsed
    trigger = parsed.words[relation.trigger]
    if relation.why.startswith(MONEY) or any(w.lower in UNARMED for w in parsed.kids(trigger, "advmod")):
        return False
    if relation.left.kind in FORCES or relation.right.kind in FORCES:
        return True
    return any(w.lemma.lower() in FIGHTS for w in parsed.in_sentence(trigger.sent))


def _sides(reading: Reading, event: EventFinding) -> list[tuple[ActorMention, ActorMention]]:
    """The two parties of a violent event, or of a place taken, both named in its sentence."""
    taken = (event.event_type, event.mode) == ("COERCE", "seize")
    if (event.event_type != "ASSAULT" and not taken) or event.mode in ("abduct", "destroy", "sexual"):
        return []
    sentence = reading.parsed.words[event.trigger].sent
    words = reading.parsed.words
    agents, others = ([m for m in side if words[m.head].sent == sentence] for side in (event.agents, event.recipients))
    return [(a, b) for a in agents for b in others if a.actor is None or a.actor != b.actor
            if (a.actor or a.kind in ARMED) and (b.actor or b.kind in ARMED or (b.kind == "civilians" and not taken))]


def _mentions(reading: Reading, party: ActorMention, everywhere: bool) -> list[tuple[int, int]]:
    """Spans of the heads of the mention and of those of the same party in its sentence, or in the whole document."""
    words = reading.parsed.words
    sent = words[party.head].sent
    found = [party]
    for other in reading.actors:
        if other is party or not (everywhere or words[other.head].sent == sent):
            continue
        linked = other.antecedent is party or party.antecedent is other or (
            other.antecedent is not None and other.antecedent is party.antecedent)
        pronouns = words[other.head].pos == "PRON" and words[other.head].lower == words[party.head].lower
        if linked or (other.actor == party.actor and (other.actor is not None or pronouns)):
            found.append(other)
    return [(words[m.head].start, words[m.head].end) for m in found]


def _pair(reading: Reading, kind: str, left: ActorMention, right: ActorMention, how: str) -> Pair:
    parsed = reading.parsed
    text = f"{parsed.slice(left.first, left.last)} | {how} | {parsed.slice(right.first, right.last)}"
    one, other = ([(parsed.words[m.head].start, parsed.words[m.head].end)] for m in (left, right))
    if kind == "alias":
        return Pair(one, other, text)
    sentence, document = (Pair(_mentions(reading, left, everywhere), _mentions(reading, right, everywhere), text)
                          for everywhere in (False, True))
    return Pair(one, other, text, wider=(sentence, document))
