"""Slips that the parser makes in the same way again and again, put right before anything reads the tree.

Two of them cost parties: in "A, B and C" the second name is taken for an apposition of the first, and a
preposition that opens a sentence with its capital letter is taken for part of the name behind it. A third
costs the speaker: in "A was shelled, X said on Friday" the saying is hung on what is said.
"""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.codebook.frames import words_of_class
from according.extract.parsing.slips_clauses import (
    LOYAL,
    PHRASES,
    loyal_subject,
    noun_under_mark,
    outcome_after_saying,
    past_after_relative,
    second_content,
    suspected,
)
from according.extract.parsing.words import Parsed, Sentence, Word

OPENERS = frozenset({"near", "in", "at", "around", "outside", "inside", "within", "across", "throughout"})
# "Near East" is a name.
NAMED_SO = frozenset({"east"})
BODIES = frozenset({"ORG", "GPE", "NORP", "LOC"})
LOOK_AHEAD = 12
# Verbs of saying that name whom it is said to.
TOLD_TO = frozenset(("tell", "inform", "notify", "brief", "alert", "assure", "warn", "remind", "advise"))
# Between a verb of saying and its "that": where, when or after what it was said.
SAID_WHEN = frozenset(("in", "on", "during", "at", "after", "before", "following", "since"))
# "Shelling attacks", "bombing raids": what kind of, where it stands right before them.
ATTACKS = frozenset(("attack", "raid", "strike", "incident", "campaign", "spree"))
# What kind of body it is, right before its name ("the shadow National Council").
KINDS_OF_BODY = frozenset((
    "shadow", "opposition", "puppet", "rival", "paramilitary", "rebel", "guerrilla", "separatist",
))
QUOTES = frozenset(('"', "“", "”", "''", "``", "'", "‘", "’"))
# "Reported two killed": verbs over a small clause, and participles that tell what its subject suffered.
OVER_SMALL = frozenset({"report", "leave", "see", "find", "count", "have", "get", "record"})
SUFFERED = frozenset({
    "kill", "wound", "injure", "hurt", "maim", "displace", "detain", "arrest", "capture", "abduct", "kidnap", "destroy",
    "damage", "burn", "behead", "trap", "shoot",
})
# How the parser hangs a name whose preposition it missed.
LOOSE = frozenset({"nsubj", "nsubjpass", "npadvmod", "dep", "appos"})


# Nouns of force in -ing, and what each becomes of what the parser takes it for.
FIGHTING = frozenset({"fighting", "shelling", "bombing", "shooting", "infighting"})
SUBJECT_OF = {"nsubj": "nsubj", "csubj": "nsubj", "nsubjpass": "nsubjpass", "csubjpass": "nsubjpass"}


def mend(parsed: Parsed) -> Parsed:
    """Correct `parsed` in place, idempotent. Returns it, linked anew where anything was changed."""
    changed = False
    for sentence in parsed.sentences:
        changed |= _opener(parsed, sentence.first)
        changed |= _said_behind(parsed, sentence, closing := _closing(parsed, sentence)) or (
            _said_by_apposition(parsed, sentence, closing))
        changed |= _speakers_after_place(parsed, sentence)
    for word in parsed.words:
        if word.lower == "suspected" and word.pos == "VERB":
            changed |= suspected(parsed, word)
        elif word.dep == "mark" and word.lower in PHRASES:
            changed |= noun_under_mark(parsed, word)
        elif word.dep == "advcl" and word.lower in LOYAL:
            changed |= loyal_subject(parsed, word)
        elif word.lower in KINDS_OF_BODY and word.pos == "NOUN" and word.dep != "compound":
            changed |= _kind_before_name(parsed, word)
        elif word.dep == "appos" and word.pos == "PROPN":
            changed |= _listed(parsed, word)
        elif word.pos == "VERB" and word.text.isupper():
            changed |= _acronym(parsed, word)
        elif word.dep == "pcomp" and word.tag == "VBG":
            changed |= _kind_of_attack(parsed, word)
        elif word.dep == "amod" and parsed.words[word.head].tag == "CD" and word.head < word.i - 1:
            changed |= _second_number(parsed, word)
        elif word.dep == "amod" and word.tag == "VBG":
            changed |= _gerund(parsed, word)
        elif word.tag == "VBG" and word.lower in FIGHTING and word.dep in SUBJECT_OF:
            changed |= _fighting(parsed, word)
        elif word.dep == "ccomp" and word.tag in ("VBN", "VBD"):
            changed |= _small_clause(parsed, word) or second_content(parsed, word)
        elif word.dep == "acl" and word.tag in ("VBN", "VBD"):
            changed |= _dead_and_hurt(parsed, word)
        elif word.dep == "cc" and parsed.words[word.head].dep in ("nsubj", "nsubjpass"):
            changed |= _second_subject(parsed, word)
        elif word.lower == "that" and word.dep == "mark":
            changed |= _said_in(parsed, word)
        elif word.lower == "who" and word.dep == "nsubj":
            changed |= _who(parsed, word)
        elif word.dep == "conj" and word.tag == "VB" and word.text[:1].isupper():
            changed |= _name_after_and(parsed, word)
        elif word.dep in ("advcl", "conj") and word.tag in ("VBD", "VBZ", "VBP", "VBN"):
            changed |= _second_clause(parsed, word) or past_after_relative(parsed, word)
        elif word.dep == "ROOT" and word.tag in ("VBD", "VBZ", "VBP"):
            changed |= _clause_before(parsed, word)
        elif word.dep == "advcl" and word.tag == "VBG":
            changed |= _accused_of(parsed, word) or outcome_after_saying(parsed, word)
    return parsed.link() if changed else parsed


def _kind_before_name(parsed: Parsed, kind: Word) -> bool:
    """Make the name the head in "Myanmar's shadow National Council captured X": the parser takes it for an apposition
    of "shadow", or for a second subject."""
    words = parsed.words
    name = next((w for w in words[kind.i + 1 : kind.i + 6] if w.pos != "PROPN" or w.dep != "compound"), None)
    if name is None or name.pos != "PROPN" or name.ent == "PERSON" or name.sent != kind.sent:
        return False
    apposed = name.dep == "appos" and name.head == kind.i
    if not apposed and (name.dep != kind.dep or name.head != kind.head):
        return False
    name.dep, name.head = kind.dep, kind.head
    for kid in parsed.kids(kind):
        if kid.i != name.i:
            kid.head = name.i
    kind.dep, kind.head = "compound", name.i
    return True


def _listed(parsed: Parsed, second: Word) -> bool:
    """Hang the second of three names in a list on the first as coordinated."""
    first = parsed.words[second.head]
    if first.pos != "PROPN" or first.i > second.i or first.ent == "PERSON" or second.ent == "PERSON":
        return False
    third = next((w for w in parsed.kids(second, "conj") if w.pos == "PROPN" and w.ent != "PERSON"), None)
    between = [w for w in parsed.words[first.i + 1 : second.left] if w.text == ","]
    if third is None or not between or second.i - first.i > LOOK_AHEAD:
        return False
    if (first.ent and second.ent and (first.ent == second.ent or {first.ent, second.ent} <= BODIES)) or (
        first.text == second.text or second.text == third.text
    ):
        second.dep = "conj"
        return True
    return False


def _acronym(parsed: Parsed, word: Word) -> bool:
    """Make a name of the acronym in "the terror of the movement BDF", which the parser takes for a verb."""
    before = parsed.words[word.i - 1] if word.i else word
    if len(word.text) < 3 or not word.text.isalpha() or before.pos != "NOUN" or before.sent != word.sent:
        return False
    if word.head == word.i or word.children:
        return False
    word.pos, word.tag, word.lemma, word.dep, word.head = "PROPN", "NNP", word.text, "appos", before.i
    return True


def _small_clause(parsed: Parsed, verb: Word) -> bool:
    """Make sufferers of those in "reported two troops killed and six injured", "left thousands of people displaced"."""
    over = parsed.words[verb.head]
    if over.lemma not in OVER_SMALL or verb.lemma not in SUFFERED or over.i > verb.i:
        return False
    changed = False
    for each in (verb, *parsed.kids(verb, "conj")):
        subject = parsed.kid(each, "nsubj")
        whole = parsed.kid(each, "aux", "auxpass", "dobj", "mark")
        if each.lemma in SUFFERED and subject is not None and whole is None:
            subject.dep, each.tag = "nsubjpass", "VBN"
            changed = True
    return changed


def _dead_and_hurt(parsed: Parsed, hurt: Word) -> bool:
    """Give "seven" its verb in "five were killed and seven wounded in a strike"."""
    number = parsed.words[hurt.head]
    killed = parsed.words[number.head]
    if hurt.lemma not in SUFFERED or number.dep != "conj" or killed.lemma not in SUFFERED or killed.i > number.i:
        return False
    if parsed.kid(killed, "nsubjpass") is None or hurt.i < number.i:
        return False
    hurt.head, hurt.dep, hurt.tag = killed.i, "conj", "VBN"
    number.head, number.dep = hurt.i, "nsubjpass"
    return True


def _accused_of(parsed: Parsed, deed: Word) -> bool:
    """Count "razing" to what X is accused of in "accuse X of killings, razing villages and using shields"."""
    over = parsed.words[deed.head]
    accused = load_cues().verbs.get(over.lemma) == "accuse" and over.i < deed.i
    if not accused or parsed.kid(deed, "nsubj", "mark") is not None:
        return False
    of = next((w for w in parsed.words[over.i : deed.i] if w.lower in ("of", "for") and w.dep == "prep"
               and w.head in (over.i, *(k.i for k in parsed.kids(over, "dobj")))), None)
    if of is None or parsed.words[deed.i - 1].text not in (",", "and"):
        return False
    deed.head, deed.dep = of.i, "pcomp"
    return True


def _who(parsed: Parsed, who: Word) -> bool:
    """Hang "who" on the person in "X, an elder reached by phone, who added": a thing is no who."""
    verb = parsed.words[who.head]
    thing = parsed.words[verb.head]
    if verb.dep != "relcl" or thing.pos != "NOUN" or thing.ent or _person(thing) or who.i == 0:
        return False
    if parsed.words[who.i - 1].text != ",":
        return False
    at = thing
    while at.head != at.i:
        at = parsed.words[at.head]
        if at.pos in ("NOUN", "PROPN") and (_person(at) or at.ent == "PERSON"):
            verb.head = at.i
            return True
    return False


def _person(noun: Word) -> bool:
    return noun.lemma in words_of_class("person") or noun.lower in words_of_class("person")


def _second_clause(parsed: Parsed, verb: Word) -> bool:
    """Give "forces" its verb in "fled into nearby camps and state forces blamed X": the parser adds it to the camps.

    Likewise in "killed six soldiers and nine rebels were caught", with or without quotation marks about the rebels.
    """
    subject = _subject_before(parsed, verb)
    over = parsed.words[verb.head]
    if subject is None or over.pos != "VERB" or over.i > subject.i:
        return False
    subject.head, subject.dep, verb.dep = verb.i, "nsubjpass" if parsed.kid(verb, "auxpass") else "nsubj", "conj"
    return True


def _second_number(parsed: Parsed, hurt: Word) -> bool:
    """Hang "wounded" on "four" in "11 dead and four wounded": the parser may hang both on the first number."""
    number = parsed.words[hurt.i - 1]
    if number.tag != "CD" or number.dep != "conj" or number.head != hurt.head:
        return False
    hurt.head = number.i
    return True


def _clause_before(parsed: Parsed, verb: Word) -> bool:
    """Set two clauses side by side in "have fled to the camps and the office says more come": what was before the
    "and" is taken for what the office says."""
    subject = _subject_before(parsed, verb)
    clause = parsed.kid(verb, "ccomp")
    if subject is None or clause is None or clause.pos != "VERB" or not clause.i < subject.i:
        return False
    at = subject
    while at.head not in (at.i, clause.i, verb.i):
        at = parsed.words[at.head]
    if at.head != clause.i:
        return False
    subject.head, subject.dep = verb.i, "nsubj"
    clause.head, clause.dep = clause.i, "ROOT"
    verb.head, verb.dep = clause.i, "conj"
    return True


def _subject_before(parsed: Parsed, verb: Word) -> Word | None:
    """The noun right before a verb without a subject that the parser joined by "and" to what stands before it."""
    words = parsed.words
    passive = parsed.kid(verb, "auxpass")
    if verb.tag == "VBN" and (passive is None or passive.tag not in ("VBD", "VBZ", "VBP")):
        return None
    begins = (passive or verb).i
    at = begins - 1
    while at > 0 and words[at].text in QUOTES:
        at -= 1
    subject = words[at]
    if subject.dep != "conj" or subject.right >= begins or subject.left <= 1 or subject.pos not in ("NOUN", "PROPN"):
        return None
    joined = words[subject.left - 1].lower in ("and", "but") and words[subject.head].i < subject.i
    return subject if joined and parsed.kid(verb, "nsubj", "nsubjpass", "mark", "aux") is None else None


def _gerund(parsed: Parsed, word: Word) -> bool:
    """Make an act of "mounting" in "helped X by mounting raids against Y", which the parser takes for an adjective."""
    noun = parsed.words[word.head]
    by = parsed.words[noun.head]
    if noun.dep != "pobj" or by.lower != "by" or by.dep != "prep" or by.i != word.i - 1 or noun.pos != "NOUN":
        return False
    over = parsed.words[by.head]
    if over.pos != "VERB":
        return False
    for kid in parsed.kids(over, "prep"):
        if kid.i > noun.i:
            kid.head = word.i
    word.pos, word.dep, word.head = "VERB", "pcomp", by.i
    noun.head, noun.dep = word.i, "dobj"
    return True


def _second_subject(parsed: Parsed, cc: Word) -> bool:
    """Coordinate the subjects of "two rebels and at least five soldiers were killed", which the parser sets apart."""
    first = parsed.words[cc.head]
    second = next((w for w in parsed.kids(parsed.words[first.head], first.dep) if w.i > cc.i), None)
    if second is None or parsed.kid(first, "conj") is not None or second.left > cc.i + 1 or second.pos == "PRON":
        return False
    second.dep, second.head = "conj", first.i
    return True


def _said_in(parsed: Parsed, that: Word) -> bool:
    """Hang what is said on the saying in "X said in a statement that A", "X told Y after the raid that A", where the
    parser hangs it on the statement or the raid."""
    words = parsed.words
    clause = words[that.head]
    noun = words[clause.head]
    prep = words[noun.head]
    verb = words[prep.head]
    if clause.dep not in ("acl", "relcl") or noun.i != that.i - 1 or noun.dep != "pobj" or prep.dep != "prep":
        return False
    if prep.lower not in SAID_WHEN or not (_says(verb) or verb.lemma in TOLD_TO) or verb.i > prep.i:
        return False
    given = ("ccomp", "nsubjpass") if verb.lemma in TOLD_TO else ("ccomp", "dobj", "nsubjpass")
    if parsed.kid(verb, *given) is not None or parsed.kid(clause, "nsubj", "nsubjpass") is None:
        return False
    clause.dep, clause.head = "ccomp", verb.i
    return True


def _name_after_and(parsed: Parsed, verb: Word) -> bool:
    """Make a name of "Tell Rifaat" in "took Herbel and Tell Rifaat", whose first word the parser takes for a verb."""
    words = parsed.words
    over = words[verb.head]
    name = words[verb.i + 1] if verb.i + 1 < len(words) else verb
    first = parsed.kid(over, "dobj", "nsubjpass", "pobj")
    if words[verb.i - 1].lower not in ("and", "or", ",") or name.pos != "PROPN" or name.head != verb.i or first is None:
        return False
    for i in verb.children:
        words[i].head = over.i
    name.dep, name.head = "conj", first.i
    verb.tag, verb.pos, verb.lemma, verb.dep, verb.head = "NNP", "PROPN", verb.text, "compound", name.i
    return True


def _fighting(parsed: Parsed, word: Word) -> bool:
    """Make a noun of the fighting in "fighting in the city broke out", which the parser takes for a clause."""
    if parsed.kid(word, "dobj", "nsubj", "aux", "attr", "xcomp", "ccomp") is not None:
        return False
    word.pos, word.tag, word.lemma, word.dep = "NOUN", "NN", word.lower, SUBJECT_OF[word.dep]
    return True


def _kind_of_attack(parsed: Parsed, kind: Word) -> bool:
    """Hang "shelling" on its noun in "were killed in shelling attacks", which the parser takes for what they did."""
    after = parsed.words[kind.i + 1 : kind.i + 2]
    if not after or after[0].lemma not in ATTACKS or after[0].head != kind.i or after[0].dep != "dobj":
        return False
    noun, prep = after[0], parsed.words[kind.head]
    for kid in parsed.kids(kind):
        if kid.i > noun.i:
            kid.head = noun.i
    noun.head, noun.dep = prep.i, "pobj"
    kind.head, kind.dep, kind.pos, kind.tag, kind.lemma = noun.i, "compound", "NOUN", "NN", kind.lower
    return True


def _said_behind(parsed: Parsed, sentence: Sentence, verb: Word) -> bool:
    """Make the `verb` of saying that closes a sentence ("..., residents said on Friday.") its root, and what it tells
    its clause."""
    words = parsed.words
    if verb.tag not in ("VBD", "VBZ", "VBP") or verb.dep not in ("relcl", "conj", "ccomp") or not _says(verb):
        return False
    if verb.dep == "ccomp" and not _says(words[verb.head]):
        return False  # "B said on Monday, C reported": B does not say that C reported
    subject = next((words[i] for i in verb.children if words[i].dep == "nsubj"), None)
    if subject is None or subject.i > verb.i or subject.tag in ("WDT", "WP"):
        return False
    freed = _free(parsed, subject)
    if subject.left - 1 <= sentence.first:
        return freed
    content = any(words[i].dep == "ccomp" or (words[i].dep == "dobj" and verb.lemma != "tell") for i in verb.children)
    if words[subject.left - 1].text not in (",", "—", "–") or content:
        return False
    root = verb
    while root.head != root.i:
        root = words[root.head]
    if root.i >= verb.i or root.pos not in ("VERB", "AUX"):
        return False
    root.head, root.dep = verb.i, "ccomp"
    verb.head, verb.dep = verb.i, "ROOT"
    return True


def _closing(parsed: Parsed, sentence: Sentence) -> Word:
    """The word that closes the sentence but for when it was said, and to which outlet ("told WIRE on Monday.")."""
    words = parsed.words
    word = words[sentence.last]
    while word.i > sentence.first + 2:
        above = words[word.head] if word.dep == "compound" else word
        told = word.pos == "PROPN" and above.dep == "dobj" and words[above.head].lemma == "tell"
        if not (told or word.pos in ("PUNCT", "ADP") or word.ent in ("DATE", "TIME")):
            break
        word = words[word.i - 1]
    return word


def _free(parsed: Parsed, subject: Word) -> bool:
    """Give "20 wounded by shells in X" back to its sentence in "five were killed and 20 wounded by shells in X, medical
    sources said": the parser counts the sources with the number. True where anything was changed."""
    words = parsed.words
    number = next((kid for kid in parsed.kids(subject, "nummod") if kid.i + 1 < kid.right < subject.i), None)
    hurt = parsed.kid(number, "acl") if number is not None else None
    if number is None or hurt is None or hurt.lemma not in SUFFERED:
        return False
    if "," not in (words[number.right].text, words[number.right + 1].text):
        return False
    killed = next((w for w in reversed(words[: number.i]) if w.sent == number.sent and w.lemma in SUFFERED), None)
    if killed is None or parsed.kid(killed, "nsubjpass") is None:
        return False
    hurt.head, hurt.dep, hurt.tag = killed.i, "conj", "VBN"
    number.head, number.dep = hurt.i, "nsubjpass"
    parsed.link()
    return True


def _said_by_apposition(parsed: Parsed, sentence: Sentence, verb: Word) -> bool:
    """Give the closing `verb` of "jets bombed X village, a member of Y said" its speaker, whom the parser sets beside
    the village."""
    words = parsed.words
    if verb.tag not in ("VBD", "VBZ") or verb.dep != "ROOT" or not _says(verb) or parsed.kid(verb, "nsubj") is not None:
        return False
    for speaker in reversed(words[max(sentence.first + 2, verb.i - LOOK_AHEAD) : verb.i]):
        if speaker.dep == "appos" and speaker.right == verb.i - 1 and _person(speaker):
            beside = words[speaker.head]
            named = beside.ent == "PERSON" and beside.pos == "PROPN"
            if named or _person(beside) or words[speaker.left - 1].text != ",":
                return False
            speaker.head, speaker.dep = verb.i, "nsubj"
            return True
    return False


def _speakers_after_place(parsed: Parsed, sentence: Sentence) -> bool:
    """Give "said" its speakers in "Also in TOWN, residents and officials said": the parser adds them to the town."""
    words = parsed.words
    opening = next((w for w in words[sentence.first : sentence.first + 3] if w.dep == "prep"), None)
    town = parsed.kid(opening, "pobj") if opening is not None else None
    verb = words[opening.head] if opening is not None else None
    if town is None or verb is None or town.pos != "PROPN" or not _says(verb) or verb.i < town.i:
        return False
    speaker = parsed.kid(town, "conj")
    if speaker is None or parsed.kid(verb, "nsubj") is not None or speaker.right != verb.i - 1:
        return False
    if words[town.i + 1].text != "," or speaker.left <= town.i + 1 or speaker.pos not in ("NOUN", "PROPN"):
        return False
    speaker.head, speaker.dep = verb.i, "nsubj"
    return True


def _says(verb: Word) -> bool:
    return load_cues().verbs.get(verb.lemma) in ("say", "report", "announce", "claim", "confirm")


def _opener(parsed: Parsed, at: int) -> bool:
    """Make a preposition of "Near" in "Near TOWN, one strike hit", which the parser takes for part of the name."""
    opener = parsed.words[at]
    name = parsed.words[opener.head]
    if opener.pos != "PROPN" or opener.lower not in OPENERS or opener.dep != "compound" or name.i <= opener.i:
        return False
    if name.pos != "PROPN" or name.lower in NAMED_SO or name.dep not in LOOSE:
        return False
    verb = parsed.words[name.head]
    for other in parsed.kids(name):
        if other.i > name.i and other.text == ",":
            other.head = verb.i
    opener.pos, opener.tag, opener.dep, opener.lemma = "ADP", "IN", "prep", opener.lower
    opener.ent = ""
    opener.head = verb.i
    name.head, name.dep = opener.i, "pobj"
    return True
