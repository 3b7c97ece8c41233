"""Which frame a word evokes: the codebook's patterns held against the parse around the word."""

from __future__ import annotations

from collections.abc import Callable

from according.codebook.frames import Condition, Frame, FrameIndex, Pattern, load_frames, words_of_class
from according.extract.events.deep import PLACE_ENTITIES, Frames
from according.extract.events.flags import is_about_name, is_denied, is_duty, is_future, is_possible, own_future
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading

QUANTITIES = words_of_class("quantity")
# Endings of nouns that name people by what they do ("worshipper", "fisherman", "detainee").
AGENTIVE = ("er", "or", "ist", "man", "men", "ee", "eer", "ian", "naut")
NOT_AGENTIVE = frozenset().union(*(words_of_class(name) for name in ("not_agentive", "thing", "place", "weapon")))
ARMED_KINDS = {"armed_forces", "armed_group", "militia", "police", "coalition"}
# Prepositions of such common use that an object after them is never a particle's ("taken in the raid").
NEVER_PARTICLES = {"in", "on", "to", "for", "of", "with", "by", "at", "from"}
PERSON_WORDS = ("PERSON", "NORP")
MODIFIERS = ("compound", "amod", "nmod", "poss", "npadvmod")


def senses(reading: Reading, word: Word, depth: int = 0) -> set[str]:
    """The lemmas a condition may look for in `word`: its own, those its mention or entity stands for, and what
    it counts ("dozens of villagers": villager)."""
    if depth:
        return _senses(reading, word, depth)
    known = reading.senses.get(word.i)
    if known is None:
        known = reading.senses[word.i] = _senses(reading, word, 0)
    return known


def _senses(reading: Reading, word: Word, depth: int) -> set[str]:
    lemma = word.lemma.lower()
    found = {lemma, word.lower}
    if word.i > 0 and word.pos in ("NOUN", "PROPN"):
        found.add(f"{reading.parsed.words[word.i - 1].lower}-{lemma}")
    place = reading.place_at(word)
    if place is not None and word.pos == "PROPN" and reading.actor_at(word) is None:
        return found | {"city", "country"}
    if word.ent == "PERSON":
        found |= {"person", "official"}
        words = reading.parsed.words
        if words[max(0, word.i - 1)].pos != "PROPN" and words[min(len(words) - 1, word.i + 1)].pos != "PROPN":
            found.add("city")  # a lone name after "captured" is as often a village
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
    if place is not None and word.pos == "PROPN":
        found |= {"city", "country"}
    if word.pos == "NOUN" and lemma.endswith(AGENTIVE) and len(lemma) > 4 and lemma not in NOT_AGENTIVE:
        found.add("person")
    if lemma in QUANTITIES and depth < 3:
        counted = False
        for prep in reading.parsed.kids(word, "prep"):
            if prep.lower in ("of", "among"):
                for obj in reading.parsed.kids(prep, "pobj"):
                    found |= senses(reading, obj, depth + 1)
                    counted = True
        if counted:
            return found - {lemma, word.lower}
    if word.pos in ("NUM", "PRON") or word.tag in ("WP", "WDT"):
        found.add("person" if word.tag != "WDT" and word.lower not in ("it", "this", "that", "which") else lemma)
    return found


def _mention_senses(mention: ActorMention) -> set[str]:
    if mention.kind in ARMED_KINDS:
        return {"fighter", "person"} | ({"police", "force"} if mention.kind == "police" else {"troop", "army"})
    if mention.kind in ("civilians", "journalists", "aid_workers", "activists"):
        return {"civilian", "person"}
    if mention.kind in ("state", "government", "organisation", "party", "company"):
        return {"government", "organisation", "person"}
    told = {"media"} if mention.kind == "media" else set()
    return told | ({"person"} if mention.person or mention.kind in ("person", "group", "monitor", "media") else set())


WORD_FLAGS: dict[str, Callable[[Parsed, Word], bool]] = {"will": is_future, "can": is_possible, "not": is_denied}
CLAUSE_FLAGS: dict[str, Callable[[Frames, Word], bool]] = {
    "own": lambda view, clause: own_future(view.parsed, clause),
    "must": lambda view, clause: is_duty(view.reading, clause),
    "named": lambda view, clause: is_about_name(view.parsed, clause),
}


def _holds(view: Frames, condition: Condition) -> bool:
    key = condition.key
    if key == "obj" or key == "subj":
        return _filled(view, condition)
    if key == "+":
        wanted = condition.values
        return not wanted.isdisjoint(view.particles) or not (wanted - NEVER_PARTICLES).isdisjoint(view.prepositions)
    if key == "pl":
        return view.word.tag in ("NNS", "NNPS") or view.word.pos == "VERB"
    if key == "wh":
        return any(kid.tag in ("WRB", "WP", "WDT") or kid.lower in ("if", "whether")
                   for clause in view.finite for kid in view.parsed.kids(clause))
    if key == "p":
        wanted = condition.values
        return not wanted.isdisjoint(view.prepositions) or not view.particles.isdisjoint(wanted & {"for", "of"})
    if key == "mod":
        return _modified(view, condition)
    if key == "inf":
        return any(view.parsed.kid(w, "aux") is not None and w.tag == "VB" for w in view.infinitives)
    if key in ("xc", "adj", "oc"):
        return bool(condition.values & _complements(view, key))
    if key == "that":
        return bool(view.finite)
    if key in CLAUSE_FLAGS:
        return any(CLAUSE_FLAGS[key](view, clause) for clause in view.finite)
    if key in WORD_FLAGS:
        return WORD_FLAGS[key](view.parsed, view.word)
    return _filled(view, condition)


def _complements(view: Frames, key: str) -> set[str]:
    """Lemmas of what completes the verb: `xc` verbs below it, `adj` its predicate, `oc` what it calls its object."""
    if key not in view.asked:
        view.asked[key] = _completing(view.parsed, view.word, key)
    return view.asked[key]


def _completing(parsed: Parsed, word: Word, key: str) -> set[str]:
    if key == "xc":
        below = parsed.kids(word, "xcomp", "ccomp", "advcl", *(() if word.pos == "VERB" else ("acl",)))
        below += [kid for w in parsed.kids(word, "dobj") for kid in parsed.kids(w, "acl")]
        return {kid.lemma.lower() for kid in below}
    found = parsed.kids(word, "acomp", "attr", "oprd")
    if key == "oc":
        found += [kid for small in parsed.kids(word, "ccomp", "xcomp") if small.pos != "VERB" for kid in (
            small, *parsed.kids(small, "acomp", "attr", "oprd"))]
        found += [kid for prep in parsed.kids(word, "prep") if prep.lower == "as" for kid in parsed.kids(
            prep, "pobj", "amod", "acomp", "advcl", "pcomp")]
    found += [kid for at in found for kid in parsed.kids(at, "amod", "compound", "conj")]
    return {form for at in found for form in (at.lemma.lower(), at.lower)}


def _modified(view: Frames, condition: Condition) -> bool:
    if condition.anything and any(kid.dep != "poss" and kid.dep in MODIFIERS for kid in view.word.kin):
        return True
    if "mod" not in view.asked:
        view.asked["mod"] = _modifying(view.parsed, view.word)
    return not condition.values.isdisjoint(view.asked["mod"])


def _modifying(parsed: Parsed, word: Word) -> set[str]:
    """Forms and lemmas of what modifies the word, and the parts of its compounds."""
    out: set[str] = set()
    for kid in parsed.kids(word, *MODIFIERS):
        for at in (kid, *parsed.kids(kid, "compound", "amod", "conj", "advmod", "npadvmod")):
            out.update((at.lower, at.lemma.lower(), *(at.lower.split("-") if "-" in at.lower else ())))
    return out


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
    for word in filled:  # noqa: SIM110 - a plain loop: asked of most patterns
        if not condition.values.isdisjoint(senses(view.reading, word)):
            return True
    return False


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
    for condition in pattern.conditions:  # noqa: SIM110 - a plain loop: asked of every pattern of every verb
        if _holds(view, condition) == condition.negated:
            return False
    return True


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
    if word.tag == "VBN" and word.dep in ("pobj", "dobj", "nsubj") and view.parsed.kid(word, "det") is not None:
        return None  # "the displaced" are people
    table = index.verbs if word.pos in ("VERB", "AUX") else index.nouns
    for lemma in lemmas(word):
        for pattern, frame in table.get(lemma, ()):
            if holds(view, pattern) and not _is_barred(view, pattern, frame):
                return pattern, frame
    return None


def _is_barred(view: Frames, pattern: Pattern, frame: Frame) -> bool:
    for bar in frame.verbs_not:  # noqa: SIM110 - a plain loop: some frames bar many patterns
        if bar.lemma == pattern.lemma and holds(view, bar):
            return True
    return False
