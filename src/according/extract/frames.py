"""Which frame a word evokes: the codebook's patterns held against the parse around the word."""

from __future__ import annotations

from dataclasses import dataclass, field

from according.codebook.frames import Condition, Frame, FrameIndex, Pattern, load_frames
from according.extract.reading import ActorMention, Reading
from according.extract.syntax import conjuncts, is_passive, objects_of, passive_agents, subject_of
from according.extract.words import Parsed, Word

QUANTITIES = {"dozen", "hundred", "thousand", "million", "score", "number", "group", "lot", "handful", "some", "many",
              "one", "two", "three", "four", "five", "most", "several", "majority", "ten", "any", "all", "half",
              "member", "wave", "pair", "couple", "series", "string", "part", "each", "both", "none", "some", "rest",
              "body", "total", "percent", "type", "kind", "team", "crowd", "third", "quarter", "most"}
ARMED_KINDS = {"armed_forces", "armed_group", "militia", "police", "coalition"}
PERSON_WORDS = ("PERSON", "NORP")
PLACE_ENTITIES = ("GPE", "LOC", "FAC")
MODIFIERS = ("compound", "amod", "nmod", "poss", "npadvmod")


@dataclass(slots=True)
class Frames:
    """Everything one word governs, asked for once: deep roles, prepositions, particles, modifiers."""

    reading: Reading
    word: Word
    passive: bool = False
    subjects: list[Word] = field(default_factory=list)
    objects: list[Word] = field(default_factory=list)
    prepositions: dict[str, list[Word]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    infinitives: list[Word] = field(default_factory=list)
    finite: list[Word] = field(default_factory=list)

    @property
    def parsed(self) -> Parsed:
        return self.reading.parsed


def deep(reading: Reading, word: Word) -> Frames:
    """The deep roles of a verb or noun: passives turned round, conjuncts spread out."""
    parsed = reading.parsed
    out = Frames(reading, word)
    for i in word.children:
        kid = parsed.words[i]
        if kid.dep in ("prep", "agent", "dative") and kid.pos in ("ADP", "SCONJ", "PART"):
            objects = [w for obj in parsed.kids(kid, "pobj") for w in conjuncts(parsed, obj)]
            for inner in parsed.kids(kid, "prep"):
                objects += [w for obj in parsed.kids(inner, "pobj") for w in conjuncts(parsed, obj)]
            out.prepositions.setdefault(kid.lower, []).extend(objects)
            if not objects:
                out.particles.add(kid.lower)
                out.infinitives += parsed.kids(kid, "pcomp")
        elif kid.dep in ("prt", "advmod", "acomp", "oprd", "npadvmod"):
            out.particles.add(kid.lower)
        elif kid.dep in ("xcomp", "advcl") and kid.pos in ("VERB", "AUX"):
            out.infinitives.append(kid)
        elif kid.dep == "ccomp":
            out.finite.append(kid)
    if word.pos in ("VERB", "AUX"):
        _verbal(out)
    return out


def _verbal(out: Frames) -> None:
    parsed, word = out.parsed, out.word
    out.passive = is_passive(parsed, word)
    subject = subject_of(parsed, word)
    spread = conjuncts(parsed, subject) if subject is not None else []
    if word.dep in ("conj", "advcl", "xcomp") and subject is not None and out.passive is False:
        spread = _active_subject(out, subject, spread)
    if out.passive:
        out.objects = spread
        out.subjects = passive_agents(parsed, word)
    else:
        out.subjects = spread
        out.objects = objects_of(parsed, word)
        for small in parsed.kids(word, "ccomp", "oprd"):
            if small.pos in ("NOUN", "PROPN", "ADJ") and not out.objects:
                out.objects += parsed.kids(small, "nsubj")


def _active_subject(out: Frames, subject: Word, spread: list[Word]) -> list[Word]:
    """The subject an active participle shares with a passive governor is the governor's agent, if it has one."""
    governor = out.parsed.words[out.word.head]
    if out.word.dep == "advcl" and is_passive(out.parsed, governor) and out.word.tag == "VBG":
        return passive_agents(out.parsed, governor) or spread
    return spread


def senses(reading: Reading, word: Word, depth: int = 0) -> set[str]:
    """The lemmas a condition may look for in `word`: its own, those its mention or entity stands for, and what
    it counts ("dozens of villagers": villager)."""
    lemma = word.lemma.lower()
    found = {lemma, word.lower}
    if reading.parsed.words[max(0, word.i - 1)].dep == "compound":
        found.add(f"{reading.parsed.words[word.i - 1].lower}-{lemma}")
    if word.ent == "PERSON":
        found |= {"person", "official"}
    elif word.ent == "NORP":
        found |= {"person", "people"}
    elif word.ent == "ORG":
        found.add("organisation")
    elif word.ent in PLACE_ENTITIES:
        found |= {"city", "country"}
    mention = reading.actor_at(word)
    if mention is not None and mention.head == word.i:
        found |= _mention_senses(mention)
        if mention.antecedent is not None and depth < 2:
            found |= senses(reading, reading.parsed.words[mention.antecedent.head], depth + 1)
    if reading.place_at(word) is not None and word.pos == "PROPN":
        found |= {"city", "country"}
    if lemma in QUANTITIES and depth < 3:
        for prep in reading.parsed.kids(word, "prep"):
            if prep.lower in ("of", "among"):
                for obj in reading.parsed.kids(prep, "pobj"):
                    found |= senses(reading, obj, depth + 1)
    if word.pos in ("NUM", "PRON") or word.tag in ("WP", "WDT"):
        found.add("person" if word.tag != "WDT" and word.lower not in ("it", "this", "that", "which") else lemma)
    return found


def _mention_senses(mention: ActorMention) -> set[str]:
    if mention.kind in ARMED_KINDS:
        return {"fighter", "force", "person"} | ({"police"} if mention.kind == "police" else set())
    if mention.kind in ("civilians", "journalists", "aid_workers", "activists"):
        return {"civilian", "person"}
    if mention.kind in ("state", "government", "organisation", "party", "company"):
        return {"government", "organisation", "person"}
    return {"person"} if mention.person or mention.kind in ("person", "group", "monitor", "media") else set()


def _holds(view: Frames, condition: Condition) -> bool:
    key = condition.key
    if key == "+":
        return bool(condition.values & view.particles)
    if key == "pl":
        return view.word.tag in ("NNS", "NNPS") or view.word.pos == "VERB"
    if key == "wh":
        return any(kid.tag in ("WRB", "WP", "WDT") or kid.lower in ("if", "whether")
                   for clause in view.finite for kid in view.parsed.kids(clause))
    if key == "p":
        wanted = condition.values
        return any(prep in wanted for prep in view.prepositions) or bool(wanted & view.particles & {"for", "of"})
    if key == "mod":
        return _modified(view, condition)
    if key == "that":
        return bool(view.finite)
    return _filled(view, condition)


def _modified(view: Frames, condition: Condition) -> bool:
    parsed = view.parsed
    for kid in parsed.kids(view.word, *MODIFIERS):
        if condition.anything and kid.dep != "poss":
            return True
        for word in (kid, *parsed.kids(kid, "compound", "amod", "conj", "advmod", "npadvmod")):
            if word.lemma.lower() in condition.values or word.lower in condition.values:
                return True
            if "-" in word.lower and set(word.lower.split("-")) & condition.values:
                return True
    return False


def _filled(view: Frames, condition: Condition) -> bool:
    """Whether a role or preposition is filled by one of the condition's words."""
    if condition.key == "obj":
        filled = view.objects
    elif condition.key == "subj":
        filled = view.subjects
    else:
        filled = view.prepositions.get(condition.key, [])
        if condition.key == "to":
            filled = filled + [w for w in view.infinitives if view.parsed.kid(w, "aux") is not None]
        elif condition.key == "from":
            filled = filled + [w for w in view.infinitives if w.tag == "VBG"]
    if condition.anything:
        return bool(filled)
    return any(condition.values & senses(view.reading, word) for word in filled)


def holds(view: Frames, pattern: Pattern) -> bool:
    """Whether all of the pattern's conditions hold at the word."""
    if pattern.before is not None:
        i = view.word.i
        words = view.parsed.words
        before = words[i - 1] if i > 0 else None
        if before is not None and before.text == "-" and i > 1:
            before = words[i - 2]
        if before is None or pattern.before not in (before.lower, before.lemma.lower()):
            return False
    return all(_holds(view, condition) != condition.negated for condition in pattern.conditions)


def lemmas(word: Word) -> tuple[str, ...]:
    """Lemmas to look a trigger up by; the lemmatiser drops the "e" of some verbs ("staged": stag)."""
    lemma = word.lemma.lower()
    if word.pos == "VERB" and word.lower.endswith(("ed", "ing")) and not lemma.endswith("e"):
        return (lemma, word.lower, lemma + "e")
    return (lemma, word.lower)


def evoked(view: Frames, index: FrameIndex | None = None) -> tuple[Pattern, Frame] | None:
    """The frame of the most demanding pattern that holds, None when the word tells no event."""
    index = index or load_frames()
    word = view.word
    table = index.verbs if word.pos in ("VERB", "AUX") else index.nouns
    for lemma in lemmas(word):
        for pattern, frame in table.get(lemma, ()):
            if holds(view, pattern) and not any(
                bar.lemma == pattern.lemma and holds(view, bar) for bar in frame.verbs_not
            ):
                return pattern, frame
    return None
