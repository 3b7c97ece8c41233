"""The deep roles of a word: who acts and who is acted on, whatever the voice, the control and the coordination."""

from __future__ import annotations

from dataclasses import dataclass, field

from according.codebook.frames import load_frames, load_governors, words_of_class
from according.extract.parsing.syntax import (
    conjuncts,
    is_passive,
    objects_of,
    passive_agents,
    prepositional,
    subject_of,
    with_conjuncts,
)
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading

# Nouns whose infinitive or gerund is the possessor's own act.
OWN_AIMS = words_of_class("own_aim")
# What people are found doing when something befalls them.
PURSUITS = words_of_class("pursuit")
# Verbs that are done to somebody: without an object their plain subject suffered them.
TRANSITIVE = words_of_class("done_to_somebody")
# Verbs that have no passive: a "by" phrase below one belongs to the act that it is died in.
NEVER_PASSIVE = frozenset({"die", "perish", "drown", "succumb"})
# Participles of harm, whoever the parser hangs them on.
HARMING = words_of_class("harm") | {"leave", "destroy", "damage"}
PLACE_ENTITIES = ("GPE", "LOC", "FAC")
# Who announces a plan, or has one, is whose it is.
HAVING = frozenset({"announce", "have", "make", "reveal", "unveil", "outline", "declare", "abandon", "draw", "devise"})
# Clauses that may hang on a noun, a preposition or a verb whose subject is not theirs.
HANGING = ("acl", "advcl", "pcomp")


@dataclass(slots=True)
class Frames:
    """Everything one word governs, asked for once: deep roles, prepositions, particles, modifiers. `asked` keeps the
    forms around the word by the kind of condition that asked for them."""

    reading: Reading
    word: Word
    passive: bool = False
    subjects: list[Word] = field(default_factory=list)
    objects: list[Word] = field(default_factory=list)
    prepositions: dict[str, list[Word]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    infinitives: list[Word] = field(default_factory=list)
    finite: list[Word] = field(default_factory=list)
    asked: dict[str, set[str]] = field(default_factory=dict, repr=False)

    @property
    def parsed(self) -> Parsed:
        return self.reading.parsed


def deep(reading: Reading, word: Word) -> Frames:
    """The deep roles of a verb or noun: passives turned round, conjuncts spread out."""
    parsed = reading.parsed
    out = Frames(reading, word)
    for kid in word.kin:
        if kid.dep in ("prep", "agent", "dative") and kid.pos in ("ADP", "SCONJ", "PART"):
            objects = with_conjuncts(parsed, kid, "pobj")
            for inner in kid.kin:
                below = with_conjuncts(parsed, inner, "pobj") if inner.dep == "prep" else []
                objects += below
                if below:  # "pulled out of the pact"
                    out.prepositions.setdefault(f"{kid.lower}-{inner.lower}", []).extend(below)
            dated = [w for w in objects if w.ent in ("DATE", "TIME")]
            if dated and len(dated) == len(objects):
                continue  # "strikes on Monday" are no strikes on somebody
            if not objects:  # "with and in support of the council"
                twins = [obj for twin in parsed.kids(kid, "conj") if twin.pos == "ADP"
                         for obj in parsed.kids(twin, "pobj")]
                objects = [w for obj in twins for w in prepositional(parsed, obj, "of", "for") or [obj]]
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
    out.passive = is_passive(parsed, word) and word.lemma not in NEVER_PASSIVE
    if word.tag == "VBG":
        if makers := _nominal_makers(parsed, word):
            out.passive, out.subjects, out.objects = False, makers, objects_of(parsed, word)
            return
        if _suffered_in(parsed, word):
            return
    subject = _subject_elsewhere(parsed, word) if word.dep in HANGING else None
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


def _subject_elsewhere(parsed: Parsed, word: Word) -> Word | None:
    """Whom what a clause hangs on makes its subject."""
    subject = _controller(parsed, word) or _beside(parsed, word) or _possessor(parsed, word) or _teller(parsed, word)
    if subject is None and (clause := harming_clause(parsed, word)) is not None:
        return subject_of(parsed, clause)
    return subject


def harming_clause(parsed: Parsed, word: Word) -> Word | None:
    """The verb whose act a harming participle tells on that the parser hangs on a place: "raided | the village killing
    three" has the raiders kill."""
    noun = parsed.words[word.head]
    if word.tag != "VBG" or word.dep != "acl" or word.lemma.lower() not in HARMING:
        return None
    if noun.ent not in PLACE_ENTITIES and noun.lemma.lower() not in words_of_class("place"):
        return None
    at = noun
    while at.pos not in ("VERB", "AUX") and at.head != at.i:
        at = parsed.words[at.head]
    return at if at.pos == "VERB" and at.i < word.i else None


def _nominal_makers(parsed: Parsed, word: Word) -> list[Word]:
    """The "by" phrase of a gerund that is as good as a noun: "injured in shelling by the army"."""
    listed = word.dep == "conj" and parsed.words[word.head].pos == "NOUN"
    if word.tag != "VBG" or not (word.dep == "pcomp" or listed) or parsed.kid(
            word, "auxpass", "aux", "nsubj", "nsubjpass"):
        return []
    return passive_agents(parsed, word)


def _suffered_in(parsed: Parsed, word: Word) -> bool:
    """Whether a gerund as good as a noun is what somebody came to harm in: "were hurt from shelling" has them shell
    nobody."""
    prep = parsed.words[word.head]
    if word.dep != "pcomp" or word.tag != "VBG" or prep.lower not in ("from", "in", "during", "by", "amid"):
        return False
    over = parsed.words[prep.head]
    if parsed.kid(word, "dobj", "nsubj", "aux") is not None or over.pos != "VERB":
        return False
    return over.lemma in NEVER_PASSIVE or (over.lemma.lower() in HARMING and is_passive(parsed, over))


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
    if word.dep not in ("acl", "pcomp") or parsed.kid(word, "nsubj", "nsubjpass") is not None:
        return None
    noun = parsed.words[word.head]
    if noun.lower == "order" and word.dep == "acl" and parsed.words[noun.head].lower == "in":
        above = parsed.words[parsed.words[noun.head].head]
        return subject_of(parsed, above) if above.pos == "VERB" else None  # "advanced in order to free"
    if word.dep == "pcomp" and noun.lower == "of":
        noun = parsed.words[noun.head]
    elif word.dep != "acl" or word.tag != "VB":
        return None
    if noun.pos != "NOUN" or not (noun.lemma.lower() in OWN_AIMS or noun.lemma.lower() in load_frames().nouns):
        return None
    by = next(iter(prepositional(parsed, noun, "by")), None)  # "an offensive by X to take Y"
    if by is not None or noun.lemma.lower() not in OWN_AIMS:
        return by
    over = parsed.words[noun.head]
    had = noun.dep == "dobj" and over.pos == "VERB" and over.lemma in HAVING and not is_passive(parsed, over)
    return parsed.kid(noun, "poss") or (subject_of(parsed, over) if had else None)


def _teller(parsed: Parsed, word: Word) -> Word | None:
    """Who speaks in "told reporters | accusing X": the participle is his, not theirs who are told."""
    told = parsed.words[word.head]
    over = parsed.words[told.head]
    if word.tag != "VBG" or word.dep not in ("acl", "advcl") or told.dep not in ("dobj", "dative"):
        return None
    return subject_of(parsed, over) if over.lemma in ("tell", "inform", "brief") else None


def _of_adjective(parsed: Parsed, word: Word) -> Word | None:
    """Who is "ready to" or "willing to" do it."""
    adjective = parsed.words[word.head]
    if word.dep == "xcomp" and adjective.pos == "ADJ":
        over = parsed.words[adjective.head]
        return subject_of(parsed, over) if over.pos in ("VERB", "AUX") else None
    return None


def _shares_passive(out: Frames) -> bool:
    """Whether the word is the second of two participles under one passive auxiliary ("shot and killed by")."""
    parsed, word = out.parsed, out.word
    if word.dep not in ("conj", "oprd") or word.tag != "VBN" or parsed.kid(word, "dobj", "aux", "nsubj"):
        return False  # of "were presumed | killed" too
    return is_passive(parsed, parsed.words[word.head])


def _headline_passive(out: Frames, subject: Word | None) -> bool:
    """A headline leaves the auxiliary out: "Eleven miners killed in blast"."""
    word = out.word
    if subject is None or word.tag not in ("VBD", "VBN") or word.lemma.lower() not in TRANSITIVE:
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
    for kid in word.kin:
        if kid.dep == "conj" and kid.pos == "VERB" and 0 < kid.i - word.i <= 3 and parsed.kid(kid, "nsubj") is None:
            return objects_of(parsed, kid)
    if word.dep == "relcl":
        own = parsed.kid(word, "nsubj")
        wh = parsed.kid(word, "advmod")
        if own is not None and own.tag not in ("WDT", "WP") and own.lower != "that" and (wh is None or wh.tag != "WRB"):
            return [parsed.words[word.head]]
    for small in word.kin:
        if small.dep in ("ccomp", "oprd") and small.pos == "ADJ":
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
