"""`according bench india-police --data DIR`: IndiaPoliceEvents, what police did, by sentence and by document.

DIR holds `sents.csv` and `docs.csv` (github slanglab/IndiaPoliceEvents): lower-cased newspaper articles of 2002, read
in full by annotators, with labels KILL, ARREST, FORCE, FAIL and ANY_ACTION of the police.

How claims become labels (a sentence has the label when an event whose word stands in it gives it, a document when one
of its sentences does):

- An event is the police's when an agent's words name police or security forces (POLICE), or when its own words do
  ("police firing"); an arrest without a stated agent is taken for the police's, as the annotators do.
- ARREST: COERCE/arrest. FORCE: ASSAULT. KILL: ASSAULT by police that tells a death. KILL implies FORCE.
- FAIL: a clause of FAILURE words with police as subject, or "inaction" and "negligence" of police.
- A death in a sentence that tells police firing is KILL ("two died when police opened fire").
- ANY_ACTION: any event of the police but words (REQUEST, ACCUSE, SUPPORT, AGREE), any clause whose subject is police
  and whose verb is no verb of saying, knowing or being (IDLE), or any of the labels above.
- What should, may or would be done (MODALS) is not counted.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.extract.engine import RuleEngine
from according.extract.events.frames import deep
from according.extract.parsing.parser import parse
from according.extract.parsing.syntax import auxiliaries, clause_words, is_negated, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, EventFinding, Reading
from according.model.report import Report

LABELS = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")
POLICE = {"police", "policeman", "policemen", "cop", "cops", "constable", "constables", "inspector", "rpf", "crpf",
          "jawan", "jawans", "rapid", "paramilitary", "srp", "bsf", "rac", "pac", "officer", "sp", "dgp", "army",
          "security", "troops", "personnel", "administration", "authorities", "dsp", "dcp", "cbi", "ats", "force",
          "forces", "commissioner", "squad", "cid"}
POLICE_HEADS = {"police", "policemen", "policeman", "cops", "constable", "constables", "rpf", "jawans",
                "crpf"}
DEADLY = {"kill", "die", "shoot", "dead", "death", "life", "toll", "killing", "gun", "mow"}
FAILURE = {"fail", "ignore", "neglect", "refuse", "decline"}
FAILURE_NOUNS = {"inaction", "negligence", "failure", "apathy", "inability", "connivance", "complicity", "spectator",
                 "bystander", "laxity", "lapse"}
DEATHS = {"kill", "die", "death", "dead", "killing", "toll", "succumb"}
FIRING = {"firing", "fire", "shoot", "bullet", "gun"}
MODALS = {"should", "would", "could", "may", "might", "must", "can", "will"}
IDLE = {"say", "tell", "claim", "be", "have", "believe", "know", "fear", "think", "admit", "deny", "add",
                "state", "want",
        "hope", "expect", "seem", "appear", "feel", "need", "suspect", "confirm", "insist", "explain", "maintain",
        "remain", "fail", "do", "see", "hear", "reveal", "report", "inform", "ask", "reply", "quip", "remark", "get",
        "receive",
        "stand", "watch", "allege", "describe", "deserve", "look", "belong", "estimate", "put"}
WORDS_ONLY = {"REQUEST", "ACCUSE", "SUPPORT", "AGREE", "REJECT", "THREATEN", "CONSULT"}


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
    lemmas: list[set[str]] = [set() for _ in rows]
    for word in reading.parsed.words:
        lemmas[sentence_at(word)].add(word.lemma.lower())
    for labels, inside in zip(found, lemmas, strict=True):
        if "FORCE" in labels and inside & DEATHS and inside & FIRING:
            labels.add("KILL")
    for word in failures(reading):
        found[sentence_at(word)] |= {"FAIL", "ANY_ACTION"}
    return found


def _acts(reading: Reading, verb: Word) -> bool:
    """Whether police are told to do something else than speak or stand by."""
    if verb.lemma.lower() in IDLE or verb.dep in ("amod", "compound") or _modal(reading, verb):
        return False
    return any(_is_police(reading, mention) for word in deep(reading, verb).subjects
               if (mention := reading.actor_at(word)) is not None) or any(
        word.lower in POLICE_HEADS for word in deep(reading, verb).subjects)


def _modal(reading: Reading, verb: Word) -> bool:
    return bool(MODALS & set(auxiliaries(reading.parsed, verb))) or is_negated(reading.parsed, verb)


def labels_of(reading: Reading, event: EventFinding) -> set[str]:
    """The labels one event gives its sentence."""
    words = reading.parsed.words
    if words[event.trigger].pos == "VERB" and _modal(reading, words[event.trigger]):
        return set()
    police = any(_is_police(reading, mention) for mention in event.agents)
    if not police and not event.agents:
        near = {w.lower for w in reading.parsed.subtree(words[event.trigger])}
        police = event.event_type == "ASSAULT" and bool(near & {"police", "cops", "policemen"}) and "firing" in near
        police = police or (event.event_type, event.mode) in (("COERCE", "arrest"), ("ASSAULT", "crowd-control"),
                                                              ("MOBILIZE", "police"), ("COERCE", "curfew"))
    if not police:
        return set()
    out = {"ANY_ACTION"} if event.event_type not in WORDS_ONLY else set()
    if (event.event_type, event.mode) == ("COERCE", "arrest"):
        out.add("ARREST")
    if event.event_type == "ASSAULT" and event.mode != "abduct":
        out.add("FORCE")
        inside = {w.lemma.lower() for w in words[event.first : event.last + 1]}
        if (event.frame in ("assault.kill", "assault.targeted") and inside & (DEADLY - {"shoot"})) or "dead" in inside:
            out.add("KILL")
    return out


def _is_police(reading: Reading, mention: ActorMention) -> bool:
    if mention.kind == "police" or mention.sector == "COP":
        return True
    return bool(POLICE & {w.lower for w in reading.parsed.words[mention.first : mention.last + 1]})


def failures(reading: Reading) -> list[Word]:
    """Words that tell what police did not do."""
    out = []
    for word in reading.parsed.words:
        if word.lemma.lower() in FAILURE_NOUNS and word.pos == "NOUN":
            sentence = reading.parsed.in_sentence(word.sent)
            if {"police", "policemen", "administration"} & {w.lower for w in sentence}:
                out.append(word)
        elif word.pos == "VERB" and word.lemma.lower() in FAILURE:
            subject = subject_of(reading.parsed, word)
            if subject is not None and POLICE & {w.lower for w in clause_words(reading.parsed, subject)}:
                out.append(word)
    return out
