"""Which frame a word evokes: the codebook's patterns held against the parse around the word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from according.codebook.frames import Condition, Frame, FrameIndex, Pattern, load_frames, load_governors, words_of_class
from according.extract.events.flags import is_about_name, is_denied, is_duty, is_future, is_possible, own_future
from according.extract.parsing.syntax import conjuncts, is_passive, objects_of, passive_agents, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading

QUANTITIES = words_of_class("quantity")
# Endings of nouns that name people by what they do ("worshipper", "fisherman", "detainee").
AGENTIVE = ("er", "or", "ist", "man", "men", "ee", "eer", "ian", "naut")
NOT_AGENTIVE = frozenset().union(*(words_of_class(name) for name in ("not_agentive", "thing", "place", "weapon")))
ARMED_KINDS = {"armed_forces", "armed_group", "militia", "police", "coalition"}
# Prepositions of such common use that an object after them is never a particle's ("taken in the raid").
NEVER_PARTICLES = {"in", "on", "to", "for", "of", "with", "by", "at", "from"}
# Nouns whose infinitive or gerund is the possessor's own act.
OWN_AIMS = words_of_class("own_aim")
# What people are found doing when something befalls them.
PURSUITS = words_of_class("pursuit")
# Verbs that are done to somebody: without an object their plain subject suffered them.
TRANSITIVE = words_of_class("done_to_somebody")
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
                below = [w for obj in parsed.kids(inner, "pobj") for w in conjuncts(parsed, obj)]
                objects += below
                if below:  # "pulled out of the pact"
                    out.prepositions.setdefault(f"{kid.lower}-{inner.lower}", []).extend(below)
            dated = [w for w in objects if w.ent in ("DATE", "TIME")]
            if dated and len(dated) == len(objects):
                continue  # "strikes on Monday" are no strikes on somebody
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
    subject = _controller(parsed, word) or _beside(parsed, word) or _possessor(parsed, word)
    subject = subject or subject_of(parsed, word) or _of_adjective(parsed, word)
    spread = [_antecedent(parsed, w) for w in conjuncts(parsed, subject)] if subject is not None else []
    gerund = word.dep == "conj" and word.tag == "VBG"
    if word.dep in ("conj", "advcl", "xcomp") and subject is not None and (out.passive is False or gerund):
        spread = _active_subject(out, subject, spread)
    if out.passive or _shares_passive(out) or _headline_passive(out, subject):
        out.passive = True
        out.objects = spread + objects_of(parsed, word)  # "was granted a loan" keeps one
        out.subjects = passive_agents(parsed, word) or _late_agents(parsed, word)
        return
    out.subjects = spread
    out.objects = [_antecedent(parsed, w) for w in objects_of(parsed, word)]
    if not out.objects:
        out.objects = _shared_objects(out)
    if not out.objects:
        out.objects = [w for key in ("off", "up", "down") for w in out.prepositions.get(key, [])]
    for clause in list(out.finite):
        if any(kid.lower == "to" for kid in parsed.kids(clause, "aux")):
            out.infinitives.append(clause)
            out.objects = out.objects or parsed.kids(clause, "nsubj")


def _antecedent(parsed: Parsed, word: Word) -> Word:
    """The noun a relative pronoun stands for."""
    if word.tag in ("WDT", "WP") or (word.lower == "that" and word.pos in ("PRON", "SCONJ")):
        at = parsed.words[word.head]
        if word.lower == "which" and at.dep == "relcl" and parsed.words[at.head].ent == "PERSON":
            things = [w for w in parsed.words[at.head + 1 : word.i] if w.ent == "ORG" and w.pos == "PROPN"]
            if things:
                return things[-1]  # "X, who leads the Fund, which gave": not a person
        while at.dep in ("conj", "xcomp", "prep") and at.head != at.i:
            at = parsed.words[at.head]
        if at.dep == "relcl":
            return _doing(parsed, parsed.words[at.head]) if word.dep == "nsubj" else parsed.words[at.head]
    return word


def _doing(parsed: Parsed, noun: Word) -> Word:
    """The act rather than its place as what "which killed" stands for ("an attack in X province, which killed")."""
    if noun.ent not in ("GPE", "LOC", "FAC", "DATE") and noun.lemma.lower() not in words_of_class("place"):
        return noun
    nouns = load_frames().nouns
    at = noun
    while at.dep in ("pobj", "prep", "conj", "appos") and at.head != at.i:
        at = parsed.words[at.head]
        if at.pos == "NOUN" and at.lemma.lower() in nouns:
            return at
    return noun


def _controller(parsed: Parsed, word: Word) -> Word | None:
    """Who is meant to have done what an accusation names: "accused X of shelling" has X shell."""
    prep = parsed.words[word.head]
    if word.dep == "pcomp" and prep.lower == "by" and parsed.words[prep.head].dep == "pcomp":
        return _controller(parsed, parsed.words[prep.head])  # "accused X of helping Y by shelling Z"
    if word.dep != "pcomp" or prep.lower not in ("of", "for", "with", "from"):
        return None
    over = parsed.words[prep.head]
    if over.pos in ("NOUN", "PROPN") and over.dep in ("dobj", "nsubjpass"):
        above = parsed.words[over.head]
        return over if above.lemma in load_governors().verbs["accuse"] else None
    if over.pos != "VERB" or over.lemma not in load_governors().verbs["accuse"]:
        return None
    accused = parsed.kid(over, "nsubjpass") or parsed.kid(over, "dobj")
    if accused is not None and f"{parsed.words[accused.left].lower} {accused.lower}" in ("each other", "one another"):
        return parsed.kid(over, "nsubj")  # "accused each other of": either of them
    return accused


def _beside(parsed: Parsed, word: Word) -> Word | None:
    """The people right before a participle that the parser hangs on the verb ("struck gunmen | firing on troops")."""
    before = parsed.words[word.i - 1] if word.i else word
    if word.tag != "VBG" or word.dep != "advcl" or word.lemma.lower() not in PURSUITS:
        return None
    return before if before.tag == "NNS" and before.dep in ("dobj", "pobj") and before.head < word.i else None


def _possessor(parsed: Parsed, word: Word) -> Word | None:
    """Whose aim or attempt the act is: "its goal of seizing the valley", "the clan's bid to retake it"."""
    if parsed.kid(word, "nsubj", "nsubjpass") is not None:
        return None
    noun = parsed.words[word.head]
    if noun.lower == "order" and word.dep == "acl" and parsed.words[noun.head].lower == "in":
        above = parsed.words[parsed.words[noun.head].head]
        return subject_of(parsed, above) if above.pos == "VERB" else None  # "advanced in order to free"
    if word.dep == "pcomp" and noun.lower == "of":
        noun = parsed.words[noun.head]
    elif word.dep != "acl" or word.tag != "VB":
        return None
    return parsed.kid(noun, "poss") if noun.pos == "NOUN" and noun.lemma.lower() in OWN_AIMS else None


def _of_adjective(parsed: Parsed, word: Word) -> Word | None:
    """Who is "ready to" or "willing to" do it."""
    adjective = parsed.words[word.head]
    if word.dep == "xcomp" and adjective.pos == "ADJ":
        return parsed.kid(parsed.words[adjective.head], "nsubj")
    return None


def _shares_passive(out: Frames) -> bool:
    """Whether the word is the second of two participles under one passive auxiliary ("shot and killed by")."""
    parsed, word = out.parsed, out.word
    if word.dep != "conj" or word.tag != "VBN" or parsed.kid(word, "dobj", "aux", "nsubj"):
        return False
    return is_passive(parsed, parsed.words[word.head])


def _headline_passive(out: Frames, subject: Word | None) -> bool:
    """A headline leaves the auxiliary out: "Eleven miners killed in blast"."""
    word = out.word
    if subject is None or word.lemma.lower() not in TRANSITIVE or word.tag not in ("VBD", "VBN"):
        return False
    return subject.dep == "nsubj" and subject.head == word.i and not objects_of(out.parsed, word) and (
        out.parsed.kid(word, "aux", "ccomp", "xcomp", "prt") is None and subject.tag not in ("PRP", "WP", "WDT"))


def _late_agents(parsed: Parsed, word: Word) -> list[Word]:
    """The agent that hangs on a coordinated or infinitive verb further right."""
    for kid in parsed.kids(word, "conj", "xcomp"):
        if kid.pos == "VERB" and kid.i - word.i < 5 and (found := passive_agents(parsed, kid)):
            return found
    return []


def _shared_objects(out: Frames) -> list[Word]:
    """Objects told elsewhere: the relativised noun, or the object of a verb coordinated with this one."""
    parsed, word = out.parsed, out.word
    for kid in parsed.kids(word, "conj"):
        if kid.pos == "VERB" and 0 < kid.i - word.i <= 3 and parsed.kid(kid, "nsubj") is None:
            return objects_of(parsed, kid)
    if word.dep == "relcl":
        own = parsed.kid(word, "nsubj")
        wh = parsed.kid(word, "advmod")
        if own is not None and own.tag not in ("WDT", "WP") and own.lower != "that" and (wh is None or wh.tag != "WRB"):
            return [parsed.words[word.head]]
    for small in parsed.kids(word, "ccomp", "oprd"):
        if small.pos == "ADJ":
            return parsed.kids(small, "nsubj")
    return []


def _active_subject(out: Frames, subject: Word, spread: list[Word]) -> list[Word]:
    """The subject an active participle shares with a passive governor is the governor's agent, if it has one."""
    governor = out.parsed.words[out.word.head]
    nominal = out.word.tag == "VBG" and out.parsed.kid(out.word, "nsubj", "aux", "dobj") is None
    if nominal and out.word.dep in ("conj", "advcl") and (makers := passive_agents(out.parsed, out.word)):
        return makers  # "died in raids and shelling by X"
    if out.word.tag == "VBG" and out.word.dep == "conj" and is_passive(out.parsed, governor) and (
        out.parsed.kid(out.word, "nsubj", "aux") is None
    ):
        return passive_agents(out.parsed, out.word)  # "killed in strikes and shelling by X"
    if out.word.dep == "advcl" and is_passive(out.parsed, governor) and out.word.tag == "VBG":
        return passive_agents(out.parsed, governor) or spread
    return spread


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
        return bool(condition.values & (view.particles | (set(view.prepositions) - NEVER_PARTICLES)))
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
    parsed, word = view.parsed, view.word
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
            if holds(view, pattern) and not (frame.verbs_not and any(
                bar.lemma == pattern.lemma and holds(view, bar) for bar in frame.verbs_not
            )):
                return pattern, frame
    return None
