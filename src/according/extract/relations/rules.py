"""The rules of relations by syntax: each takes a word that may tell one and gives the findings."""

from __future__ import annotations

from collections.abc import Callable

from according.codebook.frames import load_frames, words_of_class
from according.extract.parsing.syntax import conjuncts, is_passive, objects_of, passive_agents, prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading, RelationFinding
from according.extract.relations.pairs import ARMED, finding, pairs, subjects
from according.extract.relations.words import lexicon
from according.packs.loader import fold

OWN_AIMS = words_of_class("own_aim")
FORCES = words_of_class("armed")
QUOTES = frozenset("\"“”'‘’«»")

# compounds ------------------------------------------------------------------------------------------------------

def _patron(reading: Reading, first: int, last: int, text: str) -> ActorMention | None:
    """The party named before a hyphen ("Iran" of "Iran-backed"), resolved by the packs alone."""
    packs = reading.packs
    tokens, _ = fold(text.split())
    if not tokens or not text[:1].isupper():
        return None
    actor = next((a for length, a, _ in packs.match(tokens, 0) if length == len(tokens)), None)
    actor = actor or packs.demonym(" ".join(text.split())) or packs.metonyms.get(text.lower())
    known = packs.actor(actor)
    if known is None:
        return None
    return ActorMention(first, last, last, kind=known.kind, actor=known.id, name=known.name, why="name before a hyphen")


def _compound(reading: Reading, relation: str, patron: ActorMention | None, word: Word) -> list[RelationFinding]:
    head = word
    for _ in range(4):
        if head.pos in ("NOUN", "PROPN") and head is not word:
            break
        if head.head == head.i:
            return []
        head = reading.parsed.words[head.head]
    group = reading.actor_at(head)
    if patron is None or group is None or head.i <= word.i or group.actor == patron.actor:
        return []
    if relation in ("backs", "trains", "commands"):
        return finding(reading, relation, patron, group, word, f"'-{word.lower.rpartition('-')[2]}' before a noun")
    return finding(reading, relation, group, patron, word, f"'-{word.lower.rpartition('-')[2]}' before a noun")


def hyphenated(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"Iran-backed militias" in three tokens."""
    words = reading.parsed.words
    if word.i < 2 or words[word.i - 1].text not in ("-", "–", "‑"):
        return []
    last = first = word.i - 2
    while first > 0 and words[first - 1].tag in ("NNP", "JJ") and words[first - 1].text[:1].isupper() and \
            words[first - 1].sent == word.sent and words[first - 1].head in (last, word.i):
        first -= 1
    patron = _patron(reading, first, last, reading.parsed.slice(first, last)) or \
        _patron(reading, last, last, words[last].text)
    return _compound(reading, lexicon().hyphens[word.lower], patron, word)


def joined_compound(reading: Reading, word: Word) -> list[RelationFinding]:
    """"U.S.-backed" in one token."""
    name, _, participle = word.text.rpartition("-")
    relation = lexicon().hyphens.get(participle.lower())
    if relation is None or not name:
        return []
    return _compound(reading, relation, _patron(reading, word.i, word.i, name), word)


# verbs ----------------------------------------------------------------------------------------------------------

def transitive(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"X supports Y", "Y is backed by X", "X is fighting (against, alongside) Y"."""
    if word.pos != "VERB":
        return []
    parsed = reading.parsed
    relation = kind.removesuffix("_verbs")
    why = f"'{word.lemma}' with two parties"
    if is_passive(parsed, word):
        return pairs(reading, relation, passive_agents(parsed, word), subjects(reading, word), word, why)
    lefts = subjects(reading, word)
    rights = objects_of(parsed, word)
    if relation == "backs":
        rights = [w for given in rights for w in _helped(reading, given)]
    if relation == "fights":
        beside = prepositional(parsed, word, "alongside", "beside")
        rights = rights + prepositional(parsed, word, "against", "with")
        return pairs(reading, "fights", lefts, rights, word, why) + \
            pairs(reading, "allied", lefts, beside, word, f"'{word.lemma} alongside'")
    return pairs(reading, relation, lefts, rights, word, why)


def aim(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"determined to defeat Y": an aim or a lasting act, not a deed that is done."""
    if word.pos != "VERB" or word.tag not in ("VB", "VBG", "VBP", "VBZ") or is_passive(reading.parsed, word):
        return []
    rights = [w for w in objects_of(reading.parsed, word) if _is_party(reading, w)]
    return pairs(reading, "fights", _doers(reading, word), rights, word, f"'{word.lemma}' as an aim") if rights else []


def _doers(reading: Reading, verb: Word, depth: int = 2) -> list[Word]:
    """The subjects of `verb`; of an effort to do it ("their campaign to defeat"), those whose effort it is."""
    if (told := _led(reading, verb)) is not None:
        return told
    found = subjects(reading, verb)
    governor = reading.parsed.words[verb.head]
    if not found and verb.dep == "xcomp" and governor.pos == "ADJ":  # "X is determined to"
        found = subjects(reading, reading.parsed.words[governor.head])
    if not found or reading.actor_at(found[0]) is not None or found[0].tag in ("WP", "WDT"):
        return found
    return _owners(reading, found[0], depth - 1) if depth else []


def _led(reading: Reading, verb: Word) -> list[Word] | None:
    """Whose aim an infinitive tells by the word right before it, whatever the parser hangs it on: "support them in
    their campaign | to defeat", "lead the coalition | to defeat"; None where that word is neither effort nor object."""
    words = reading.parsed.words
    while verb.dep == "conj" and words[verb.head].tag == "VB":
        verb = words[verb.head]
    to = reading.parsed.kid(verb, "aux")
    if verb.dep != "advcl" or to is None or to.lower != "to" or not to.i:
        return None
    before, governor = words[to.i - 1], words[verb.head]
    if before.pos == "NOUN" and before.lemma.lower() in OWN_AIMS and before.head != verb.head:
        return _owners(reading, before)
    if governor.lemma in lexicon().lists["steering_verbs"] and before.dep == "dobj" and before.head == governor.i:
        return conjuncts(reading.parsed, before)
    return None


def _helped(reading: Reading, given: Word) -> list[Word]:
    """Whom support is for, by what is supported: they, or whose act it is ("their efforts", "the advance by Y",
    "SDF operations")."""
    parsed = reading.parsed
    if given.lemma.lower() in lexicon().lists["support_nouns"]:
        return prepositional(parsed, given, "for", "of", "to")
    lemma = given.lemma.lower()
    if _is_party(reading, given) or not (lemma in OWN_AIMS or lemma in load_frames().nouns):
        return [given]
    by = prepositional(parsed, given, "by")
    return by or [w for w in parsed.kids(given, "poss", "compound") if _names(reading, w)] or [given]


def _owners(reading: Reading, noun: Word, depth: int = 2) -> list[Word]:
    """Whose an act named by a noun is: its possessor or compound, else the subject of the verb it hangs on."""
    parsed = reading.parsed
    own = [w for w in parsed.kids(noun, "poss", "compound", "amod", "nmod") if _names(reading, w)]
    prep = parsed.words[noun.head]
    helper = parsed.words[prep.head]
    if prep.lower == "in" and helper.lemma in lexicon().lists["backs_verbs"] and all(w.pos == "PRON" for w in own):
        return [w for each in objects_of(parsed, helper) for w in _helped(reading, each)] or own
    if own:
        return own
    if any(w.lemma.lower() in FORCES for w in parsed.kids(noun, "poss", "compound")):
        return []  # "the coalition campaign": theirs, though nobody knows whose
    governor = parsed.words[noun.head]
    for _ in range(3):
        if governor.pos == "VERB" or governor.head == governor.i:
            break
        governor = parsed.words[governor.head]
    if governor.pos != "VERB":
        return []
    given = objects_of(parsed, governor)
    supports = any(w.lemma.lower() in lexicon().lists["support_nouns"] for w in given)
    if supports or governor.lemma in lexicon().lists["backs_verbs"]:
        return [w for each in given for w in _helped(reading, each)]  # the helper's fight is not told, theirs is
    if governor.lemma not in lexicon().lists["conduct_verbs"]:
        return []
    if is_passive(parsed, governor) and passive_agents(parsed, governor):
        return passive_agents(parsed, governor)
    return _doers(reading, governor, depth)


def _is_party(reading: Reading, word: Word) -> bool:
    mention = reading.actor_at(word)
    return mention is not None and not mention.person and mention.kind in ARMED


def giving(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"provides the government with assistance", "gave weapons to the rebels"."""
    if word.pos != "VERB":
        return []
    parsed = reading.parsed
    helps = lexicon().lists["help_nouns"]
    direct = objects_of(parsed, word)
    given = [w for w in direct if w.lemma.lower() in helps]
    passive = is_passive(parsed, word)
    takers = prepositional(parsed, word, "to", "for")
    if given:
        for noun in given:
            takers += prepositional(parsed, noun, "to", "for")
        takers += [w for w in direct if w not in given]
    elif any(w.lemma.lower() in helps for w in prepositional(parsed, word, "with")):
        takers = subjects(reading, word) if passive else direct
    else:
        return []
    givers = passive_agents(parsed, word) if passive else subjects(reading, word)
    takers = [w for w in takers if _is_party(reading, w)]
    return pairs(reading, "backs", givers, takers, word, f"'{word.lemma}' help")


def participle(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"allied with Y", "affiliated with Y", "belongs to Y"."""
    if word.pos not in ("VERB", "ADJ") or word.tag == "VBG":
        return []
    parsed = reading.parsed
    relation = "allied" if kind == "ally_participles" else "part_of"
    to = ("to",) if kind == "belong_verbs" else ("with", "to")
    rights = prepositional(parsed, word, *to)
    lefts = [parsed.words[word.head]] if word.dep in ("acl", "amod", "relcl") else subjects(reading, word)
    return pairs(reading, relation, lefts, rights, word, f"'{word.lower}' with two parties")


def splitting(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"X split from Y", "X broke away from Y"."""
    if word.pos != "VERB":
        return []
    parsed = reading.parsed
    rights = prepositional(parsed, word, "from", "with")
    for prt in parsed.kids(word, "prt", "advmod"):
        rights += prepositional(parsed, prt, "from")
    if word.lemma == "break" and not any(k.lower in ("away", "off") for k in parsed.kids(word, "prt", "advmod")):
        return []
    return pairs(reading, "splinter_of", subjects(reading, word), rights, word, f"'{word.lemma}' from a party")


# nouns ----------------------------------------------------------------------------------------------------------

def _holders(reading: Reading, noun: Word) -> list[Word]:
    """Who is called by the noun: the noun it stands beside, its own appositive, or the subject of "is"."""
    parsed = reading.parsed
    out: list[Word] = []
    governor = parsed.words[noun.head]
    if noun.dep == "appos":
        out.append(governor)
    elif noun.dep == "attr" and governor.lemma in ("be", "become", "remain"):
        out += subjects(reading, governor)
    out += parsed.kids(noun, "appos")
    if noun.dep == "compound" and governor.pos == "PROPN" and noun.i < governor.i:
        out.append(governor)
    return out


def _wholes(reading: Reading, noun: Word) -> list[Word]:
    """Whose the noun is: "of Y", "in Y", "Y's", "the Y affiliate"."""
    parsed = reading.parsed
    out = prepositional(parsed, noun, "of", "in", "for", "within", "from", "to")
    out += parsed.kids(noun, "poss")
    out += [w for w in parsed.kids(noun, "compound", "amod") if _names(reading, w)]
    return out


def _names(reading: Reading, word: Word) -> bool:
    mention = reading.actor_at(word)
    return mention is not None and mention.head == word.i


def belonging(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"X, a unit of Y", "Y's affiliate X", "X, an ally of Y", "X, the commander of Y"."""
    if word.pos not in ("NOUN", "PROPN"):
        return []
    holders = _holders(reading, word)
    if not holders:
        return []
    relation = {"part_nouns": "part_of", "splinter_nouns": "splinter_of", "ally_nouns": "allied",
                "enemy_nouns": "fights", "commander_nouns": "commands", "member_nouns": "role"}[kind]
    out: list[RelationFinding] = []
    for holder in holders:
        left = reading.actor_at(holder)
        if left is None or (relation in ("commands", "role")) != left.person:
            continue
        for whole in _wholes(reading, word):
            right = reading.actor_at(whole)
            if right is not None and not (relation == "part_of" and right.kind in ("state", "civilians")):
                out += finding(reading, relation, left, right, word, f"'{word.lower}' of a party")
    return out


def fighting_noun(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"the coalition's campaign against Y", "X is waging a war on Y"."""
    if word.pos not in ("NOUN", "PROPN"):
        return []
    parsed = reading.parsed
    rights = prepositional(parsed, word, "against")
    if word.lemma == "war":
        rights += [w for w in prepositional(parsed, word, "on", "with") if _is_party(reading, w)]
    if not rights or _is_sham(reading, word):
        return []
    lefts = [w for w in prepositional(parsed, word, "by", "of") if _is_party(reading, w)] or _owners(reading, word)
    return pairs(reading, "fights", lefts, rights, word, f"'{word.lower}' against a party")


def _is_sham(reading: Reading, noun: Word) -> bool:
    """Whether a fight is said to be none: in quotation marks of its own, or "is a sham"."""
    words = reading.parsed.words
    around = [words[i].text for i in (noun.i - 1, noun.i + 1) if 0 <= i < len(words)]
    if len(around) == 2 and all(text in QUOTES for text in around):
        return True
    verb = words[noun.head]
    return noun.dep == "nsubj" and verb.lemma == "be" and any(
        w.lemma.lower() in lexicon().lists["sham_nouns"] for w in reading.parsed.kids(verb, "attr"))


def supporting_noun(reading: Reading, word: Word, kind: str) -> list[RelationFinding]:
    """"strikes in support of Y", "its support for Y"."""
    if word.pos != "NOUN":
        return []
    parsed = reading.parsed
    given = [w for each in prepositional(parsed, word, "of", "for", "to") for w in _helped(reading, each)]
    over = parsed.words[parsed.words[word.head].head]
    if not given and word.dep == "pobj" and over.lemma in lexicon().lists["backs_verbs"] and over.tag == "VBN":
        given = subjects(reading, over)  # "the brigade, aided by support from Y"
    takers = [w for w in given if _is_party(reading, w)]
    if not takers:
        return []
    givers = [w for w in prepositional(parsed, word, "from", "by") if _is_party(reading, w)]
    return pairs(reading, "backs", givers or _owners(reading, word), takers, word, f"'{word.lower}' of a party")


Rule = Callable[[Reading, Word, str], list[RelationFinding]]
RULES: dict[str, Rule] = {
    **dict.fromkeys(("hyphen_backs", "hyphen_trains", "hyphen_allied", "hyphen_part", "hyphen_commands"), hyphenated),
    **dict.fromkeys(("backs_verbs", "trains_verbs", "fights_verbs", "commands_verbs"), transitive),
    **dict.fromkeys(("ally_participles", "part_participles", "belong_verbs"), participle),
    **dict.fromkeys(("part_nouns", "splinter_nouns", "ally_nouns", "enemy_nouns", "commander_nouns", "member_nouns"),
                    belonging),
    "aim_verbs": aim,
    "give_verbs": giving,
    "splinter_verbs": splitting,
    "fight_nouns": fighting_noun,
    "support_nouns": supporting_noun,
}
