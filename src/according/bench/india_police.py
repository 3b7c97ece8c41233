"""`according bench india-police --data DIR`: IndiaPoliceEvents, what police did, by sentence and by document.

DIR holds `sents.csv` and `docs.csv` (github slanglab/IndiaPoliceEvents): lower-cased newspaper articles of 2002, read
in full by annotators, with labels KILL, ARREST, FORCE, FAIL and ANY_ACTION of the police.

How claims become labels (a sentence has the label when an event whose word stands in it gives it, a document when one
of its sentences does):

The words meant below are in `india_police.toml`.

- An event is the police's when an agent's words name police or security forces, or when its own words do
  ("police firing"); an arrest without a stated agent is taken for the police's, as the annotators do.
- ARREST: COERCE/arrest. FORCE: ASSAULT. KILL: ASSAULT by police that tells a death. KILL implies FORCE.
- FAIL: a clause with police or army as subject that tells a failure, idleness, or a duty left undone;
  or "inaction", "negligence" and the like in a sentence that names police.
- A death in a sentence that tells police firing is KILL ("two died when police opened fire").
- ANY_ACTION asks "Did police do anything?", and the annotators answer yes to what police tell the press (of the
  sentences with "police said", "told" and the like nearly all have the label), to orders they were given and to harm
  they suffered. So: any event of the police but words towards others (REQUEST, ACCUSE, SUPPORT, AGREE), their
  deployment by whomever, a statement attributed to police, any clause whose subject is police, also of a passive, and
  whose verb is none of knowing or being, or KILL, ARREST or FORCE. To FAIL is no action. The doings of an
  administration are police work only where an event says so.
- What should, may or would be done, or is only supposed ("if police had fired"), denied or asked, is not counted.
"""

from __future__ import annotations

import csv
import tomllib
from bisect import bisect_right
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.extract.engine import RuleEngine
from according.extract.events.deep import deep
from according.extract.events.flags import is_denied
from according.extract.parsing.parser import parse
from according.extract.parsing.syntax import auxiliaries, clause_head, clause_words, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, EventFinding, Reading
from according.extract.standing.modality import is_question, modality
from according.model.report import Report

LABELS = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")
WORDS = {name: frozenset(words.split()) for name, words in tomllib.loads(
    resources.files("according.bench").joinpath("india_police.toml").read_text(encoding="utf-8")).items()}


def run(data: Path) -> Result:
    """Code every document and score both levels."""
    sentences: dict[str, list[dict[str, str]]] = defaultdict(list)
    csv.field_size_limit(10**8)
    with (data / "sents.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            sentences[row["doc_id"]].append(row)
    with (data / "docs.csv").open(encoding="utf-8", newline="") as lines:
        documents = {row["doc_id"]: row for row in csv.DictReader(lines)}
    engine = RuleEngine()
    counts = {level: {label: [0, 0, 0] for label in LABELS} for level in ("documents", "sentences")}
    misses: list[dict[str, Any]] = []
    for key, rows in sentences.items():
        answers = _code(engine, key, rows)
        whole = set().union(*answers) if answers else set()
        _count(counts["documents"], whole, documents[key])
        for row, found in zip(rows, answers, strict=True):
            _count(counts["sentences"], found, row)
            wrong = [label for label in LABELS if (label in found) != (row[label] == "1")]
            if wrong:
                misses.append({"document": key, "text": row["sent_text"], "wrong": wrong, "answer": sorted(found),
                               "gold": [label for label in LABELS if row[label] == "1"]})
    metrics = {level: {label: f1(*tally) for label, tally in table.items()} for level, table in counts.items()}
    for table in metrics.values():
        table["ANY"] = table["ANY_ACTION"]
    return Result("india-police", len(sentences), metrics, misses=misses)


def _count(table: dict[str, list[int]], found: set[str], row: dict[str, str]) -> None:
    for label in LABELS:
        wanted = row[label] == "1"
        table[label][0] += wanted and label in found
        table[label][1] += label in found
        table[label][2] += wanted


def _code(engine: RuleEngine, key: str, rows: list[dict[str, str]]) -> list[set[str]]:
    """Labels of each sentence of one document."""
    pieces: list[str] = []
    bounds: list[tuple[int, int]] = []
    at = 0
    for row in rows:
        text = " ".join(row["sent_text"].split()).replace("''", "'")
        bounds.append((at, at + len(text)))
        pieces.append(text)
        at += len(text) + 2
    text = "\n\n".join(pieces)
    reading = engine.read(Report(f"india-{key}", text, key), parse(text))
    found: list[set[str]] = [set() for _ in rows]
    starts = [start for start, _ in bounds]

    def sentence_at(word: Word) -> int:
        return bisect_right(starts, word.start) - 1

    for event in reading.events:
        found[sentence_at(reading.parsed.words[event.trigger])] |= labels_of(reading, event)
    for word in reading.parsed.words:
        if word.pos == "VERB" and _acts(reading, word):
            found[sentence_at(word)].add("ANY_ACTION")
    for link in reading.attributions:
        if any(_are_police(reading, reading.parsed.words[source.head]) for source in link.sources):
            found[sentence_at(reading.parsed.words[link.cue_first])].add("ANY_ACTION")
    lemmas: list[set[str]] = [set() for _ in rows]
    for word in reading.parsed.words:
        lemmas[sentence_at(word)].add(word.lemma.lower())
    for labels, inside in zip(found, lemmas, strict=True):
        if "FORCE" in labels and inside & WORDS["deaths"] and inside & WORDS["firing"]:
            labels.add("KILL")
    for word in failures(reading):
        found[sentence_at(word)].add("FAIL")
    return found


def _acts(reading: Reading, verb: Word) -> bool:
    """Whether police are the subject of a verb that tells more than being, knowing or standing by."""
    if verb.lemma.lower() in WORDS["idle"] or verb.dep in ("amod", "compound") or _unreal(reading, verb):
        return False
    view = deep(reading, verb)
    told = view.subjects + (view.objects if view.passive else [])
    return any(_are_police(reading, word) for word in told)


def _are_police(reading: Reading, word: Word) -> bool:
    mention = reading.actor_at(word)
    if mention is not None and word.lower in WORDS["offices"]:
        return False  # an administration does much that is no police work
    return _is_police(reading, mention) if mention is not None else word.lower in WORDS["heads"]


def _unreal(reading: Reading, word: Word) -> bool:
    """Whether a word tells what should, may or will be done, or what was not."""
    modal = word.pos == "VERB" and bool(WORDS["modals"] & set(auxiliaries(reading.parsed, word)))
    clause = clause_head(reading.parsed, word)
    supposed = any(kid.lower in ("if", "unless", "whether") for kid in reading.parsed.kids(clause, "mark"))
    put = modality(reading.parsed, word, bool(reading.links_over(word)))
    return modal or supposed or put in ("negated", "conditional") or is_question(reading.parsed, word)


def labels_of(reading: Reading, event: EventFinding) -> set[str]:
    """The labels one event gives its sentence."""
    words = reading.parsed.words
    if _unreal(reading, words[event.trigger]):
        return set()
    police = any(_is_police(reading, mention) for mention in event.agents)
    if not police and not event.agents:
        near = {w.lower for w in reading.parsed.subtree(words[event.trigger])}
        police = event.event_type == "ASSAULT" and bool(near & WORDS["heads"]) and "firing" in near
        police = police or (event.event_type == "MOBILIZE" and bool(near & WORDS["heads"] | near & WORDS["deployed"]))
        police = police or (event.event_type, event.mode) in (("COERCE", "arrest"), ("ASSAULT", "crowd-control"),
                                                              ("MOBILIZE", "police"), ("COERCE", "curfew"))
    if not police:
        return set()
    out = {"ANY_ACTION"} if event.event_type not in WORDS["words_only"] else set()
    if (event.event_type, event.mode) == ("COERCE", "arrest"):
        out.add("ARREST")
    if event.event_type == "ASSAULT" and event.mode != "abduct":
        out.add("FORCE")
        inside = {w.lemma.lower() for w in words[event.first : event.last + 1]}
        harm = WORDS["deadly"] - {"shoot"}
        if (event.frame in ("assault.kill", "assault.targeted") and inside & harm) or "dead" in inside:
            out.add("KILL")
    return out


def _is_police(reading: Reading, mention: ActorMention) -> bool:
    told = {w.lower for w in reading.parsed.words[mention.first : mention.last + 1]}
    whose = {w.lower for w in prepositional(reading.parsed, reading.parsed.words[mention.head], "of")}
    if (told | whose) & WORDS["others"]:
        return False
    if mention.kind == "police" or mention.sector == "COP":
        return True
    return bool(told & WORDS["police"]) or bool(told & {"force", "forces"} and told & WORDS["forces"])


def failures(reading: Reading) -> list[Word]:
    """Words that tell what police did not do."""
    out = []
    for word in reading.parsed.words:
        lemma = word.lemma.lower()
        if lemma in WORDS["failure_nouns"] and word.pos == "NOUN":
            sentence = {w.lower for w in reading.parsed.in_sentence(word.sent)}
            if sentence & {"police", "policemen", "administration"}:
                out.append(word)
        elif word.pos in ("VERB", "AUX") and _fails(reading, word, lemma):
            out.append(word)
    return out


def _fails(reading: Reading, verb: Word, lemma: str) -> bool:
    """Whether those who answer for order are told to leave a duty undone."""
    parsed = reading.parsed
    subject = subject_of(parsed, verb)
    if subject is None or not WORDS["answerable"] & {w.lower for w in clause_words(parsed, subject)}:
        return False
    if "should" in auxiliaries(parsed, verb) or parsed.kid(verb, "nsubjpass") is not None:
        return False
    if lemma in WORDS["failure_verbs"]:
        return True
    if lemma in ("be", "remain", "seem", "look", "prove"):
        held = parsed.kids(verb, "acomp", "attr", "oprd")
        return any(w.lower in WORDS["failure_adjectives"] | WORDS["failure_nouns"] for w in held)
    if lemma in WORDS["idle_by"]:
        return bool(WORDS["idle_marks"] & {w.lower for w in parsed.subtree(verb)})
    undone = is_denied(parsed, verb) or any(
        w.lower == "nothing" or is_denied(parsed, w) for w in parsed.kids(verb, "dobj"))
    return lemma in WORDS["duties"] and undone
