"""Names that refer back: surnames, acronyms that the text defines, and definite descriptions of someone named."""

from __future__ import annotations

from according.codebook.frames import words_of_class
from according.extract.mentions.names import letters_defined
from according.extract.parsing.syntax import subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading

# Head nouns of definite descriptions and the kinds of actor they may mean.
DESCRIBES: dict[str, frozenset[str]] = {
    "group": frozenset(("armed_group", "militia", "organisation", "monitor", "activists", "party")),
    "organisation": frozenset(("organisation", "monitor", "armed_group")),
    "organization": frozenset(("organisation", "monitor", "armed_group")),
    "agency": frozenset(("media", "organisation", "government", "monitor")),
    "outlet": frozenset(("media",)),
    "newspaper": frozenset(("media",)),
    "broadcaster": frozenset(("media",)),
    "channel": frozenset(("media",)),
    "monitor": frozenset(("monitor",)),
    "observatory": frozenset(("monitor",)),
    "watchdog": frozenset(("monitor", "organisation")),
    "charity": frozenset(("organisation", "monitor")),
    "ministry": frozenset(("government",)),
    "militia": frozenset(("militia", "armed_group")),
    "coalition": frozenset(("coalition",)),
    "alliance": frozenset(("coalition", "armed_group")),
    "party": frozenset(("party",)),
    "movement": frozenset(("armed_group", "party", "organisation")),
    "militants": frozenset(("armed_group",)),
    "fighters": frozenset(("armed_group", "militia")),
    "jihadists": frozenset(("armed_group",)),
    "extremists": frozenset(("armed_group",)),
    "terrorists": frozenset(("armed_group",)),
    "company": frozenset(("company",)),
    "rebels": frozenset(("armed_group",)),
    "insurgents": frozenset(("armed_group",)),
    "guerrillas": frozenset(("armed_group",)),
    "gunmen": frozenset(("armed_group", "militia")),
    "attackers": frozenset(("armed_group", "militia")),
    "assailants": frozenset(("armed_group", "militia")),
    "kidnappers": frozenset(("armed_group", "militia")),
    "militiamen": frozenset(("militia",)),
    "troops": frozenset(("armed_forces",)),
    "soldiers": frozenset(("armed_forces",)),
    "army": frozenset(("armed_forces",)),
    "military": frozenset(("armed_forces",)),
    "country": frozenset(("state",)),
    "institute": frozenset(("organisation", "monitor")),
    "committee": frozenset(("organisation",)),
}
GROUP_NOUNS = frozenset(
    ("group", "militants", "fighters", "jihadists", "extremists", "terrorists", "militia", "commander", "leader")
)


# Nouns for one party or society, by which no body of states is called, and the sector of those.
ONE_PARTY = frozenset(("group", "movement", "charity", "watchdog"))
BETWEEN_STATES = "IGO"
# Either side of a war may be called so: they mean one only where the sentences before name one.
EITHER_SIDE = frozenset(("troops", "soldiers", "army", "military", "country", "gunmen", "attackers", "assailants"))
# Sentences back in which a description may find the one it means.
REACH = 4
# What a group is judged to be, beside its name: "the extremist group".
JUDGING = words_of_class("judging")


def copy_from(mention: ActorMention, named: ActorMention, why: str) -> None:
    """Let `mention` stand for what `named` stands for."""
    while named.antecedent is not None and named.antecedent is not mention:
        named = named.antecedent
    mention.antecedent = named
    mention.name = named.name
    mention.actor = named.actor
    mention.country = mention.country or named.country
    mention.affiliation = mention.affiliation or named.affiliation
    if mention.kind in ("unknown", "group", "person") or named.kind != "unknown":
        mention.kind = named.kind
        mention.sector = named.sector or mention.sector
    mention.why = (mention.why + "; " if mention.why else "") + why


def link_names(reading: Reading) -> None:
    """Surnames, acronyms and definite descriptions, in text order."""
    _acronyms(reading)
    _surnames(reading)
    _short_names(reading)
    _named_next(reading)
    _descriptions(reading)


def _surnames(reading: Reading) -> None:
    """A single name that ends an earlier full name is the same person, when only one fits."""
    full: dict[str, list[ActorMention]] = {}
    for mention in reading.actors:
        if not mention.name or mention.generic:
            continue
        if not mention.person:
            known = full.get(mention.name.lower(), []) if mention.actor is None else []
            if len({k.name for k in known}) == 1:
                mention.person = True
                copy_from(mention, known[0], "surname of an earlier full name")
            continue
        parts = mention.name.split()
        if len(parts) == 1 or parts[0].lower() in ("al", "abu"):
            known = full.get(parts[-1].split("-")[-1].lower(), [])
            names = {k.name for k in known}
            if len(names) == 1 and known[0].name != mention.name:
                copy_from(mention, known[0], "surname of an earlier full name")
                continue
        if len(parts) > 1:
            full.setdefault(parts[-1].split("-")[-1].lower(), []).append(mention)


def _short_names(reading: Reading) -> None:
    """ "The Observatory" after "the Harbour Observatory for Rights": one capitalised word of an earlier longer name."""
    longer: dict[str, list[ActorMention]] = {}
    for mention in reading.actors:
        if mention.person or mention.generic or not mention.name:
            continue
        words = [
            w.text
            for w in reading.parsed.words[mention.first : mention.last + 1]
            if w.text[:1].isupper() and w.pos != "DET"
        ]
        if len(words) == 1 and mention.actor is None:
            known = longer.get(words[0], [])
            if len({k.name for k in known}) == 1:
                copy_from(mention, known[-1], "short form of an earlier name")
                continue
        if len(words) > 1 and mention.kind != "state":
            for word in words:
                longer.setdefault(word, []).append(mention)


def _acronyms(reading: Reading) -> None:
    """ "Free Y Movement (FYM)": the letters mean the name before them from there on."""
    words = reading.parsed.words
    defined: dict[str, ActorMention] = {}
    by_last = {m.last: m for m in reading.actors}
    for word in reading.parsed.of_form("("):
        if word.text == "(" and word.i + 2 < len(words) and words[word.i + 2].text == ")":
            short = words[word.i + 1]
            named = by_last.get(word.i - 1)
            if named is not None and short.text.isupper() and 2 <= len(short.text) <= 8 and not named.generic:
                defined[short.text] = named
    for letters, last in letters_defined(reading.parsed).items():
        named = by_last.get(last)
        if named is not None and not named.generic:
            defined.setdefault(letters, named)
    if not defined:
        return
    taken = {i for m in reading.actors for i in range(m.first, m.last + 1)}
    bare: dict[int, ActorMention] = {}
    for m in reading.actors:
        if m.last == m.head and _bare(words, m):
            bare.setdefault(m.head, m)
    forms = {short.lower() for short in defined}
    for word in reading.parsed.among(forms):
        named = defined.get(word.text)
        if named is None or word.i < named.last:
            continue
        if word.i in taken:
            own = bare.get(word.i)
            if own is not None and own.actor is None and own is not named:
                copy_from(own, named, "acronym defined in the text")
        elif word.pos in ("PROPN", "NOUN"):
            made = ActorMention(word.i, word.i, word.i, named.kind)
            copy_from(made, named, "acronym defined in the text")
            reading.actors.append(made)
    reading.actors.sort(key=lambda m: (m.first, m.last))


def _bare(words: list[Word], mention: ActorMention) -> bool:
    """Whether nothing but an article stands before the head."""
    return all(w.pos == "DET" for w in words[mention.first : mention.head])


def _descriptions(reading: Reading) -> None:
    """ "The general", "the group", "the agency": the latest one named that the noun fits."""
    words = reading.parsed.words
    named: list[ActorMention] = []
    for mention in reading.actors:
        if not mention.generic:
            if (mention.name and mention.antecedent is None) or (
                mention.antecedent is not None and not mention.generic
            ):
                named.append(mention)
            continue
        if mention.antecedent is not None or mention.actor is not None or mention.why == "pronoun":
            continue
        head = words[mention.head]
        first = words[mention.first]
        if first.lower not in ("the", "this", "that", "these", "those") or mention.last != mention.head:
            continue
        if not mention.person and any(w.lower not in JUDGING for w in words[mention.first + 1 : mention.head]):
            continue
        near = _within(named, words, head.sent - REACH)
        subject = _acting_on(reading.parsed, head)
        told = near if subject is None else [n for n in near if not _is(words[n.head], subject)]
        found = _latest(told, mention, head.lower, head.sent, words) or _so_called(reading, mention, head)
        if found is not None:
            copy_from(mention, found, f"definite description {head.lower}")


def _named_next(reading: Reading) -> None:
    """ "A general was killed ... The general, X, ...": whom an opening keeps nameless and the next lines name."""
    words = reading.parsed.words
    nameless: list[ActorMention] = []
    beside = {words[m.head].head: m for m in reversed(reading.actors)
              if m.person and not m.generic and m.name and words[m.head].dep == "appos"}
    for mention in reading.actors if beside else ():
        if not mention.person or mention.plural:
            continue
        head, opens = words[mention.head], words[mention.first]
        if mention.generic and opens.lower in ("a", "an") and mention.antecedent is None:
            nameless.append(mention)
            continue
        named = beside.get(mention.head)
        if opens.lower != "the" or named is None:
            continue
        found = next((m for m in reversed(nameless) if words[m.head].lemma == head.lemma
                      and 0 < head.sent - words[m.head].sent <= 2), None)
        if found is not None:
            copy_from(found, named, "named in the next lines")


def _so_called(reading: Reading, mention: ActorMention, head: Word) -> ActorMention | None:
    """The one party that the report last called by this noun ("the rebels" after "Freedonian-backed rebels")."""
    words = reading.parsed.words
    if mention.person:
        return None
    lemma = head.lemma.lower()
    same = [m for m in reading.actors if m.last < mention.first and not m.person
            and head.sent - words[m.head].sent <= REACH and words[m.head].lemma.lower() == lemma
            and (m.actor is not None or not _bare(words, m))]  # another of them may be meant, whom no pack knows
    return same[-1] if same and len({m.actor for m in same}) == 1 and same[-1].actor is not None else None


def _within(named: list[ActorMention], words: list[Word], earliest: int) -> list[ActorMention]:
    """The last of those named in text order, from the sentence `earliest` on."""
    at = len(named)
    while at and words[named[at - 1].head].sent >= earliest:
        at -= 1
    return named[at:]


def _acting_on(parsed: Parsed, described: Word) -> Word | None:
    """The subject of the verb that the one described depends on: they are two parties."""
    if described.dep in ("nsubj", "nsubjpass", "conj", "appos"):
        return None
    over = next((w for w in parsed.ancestors(described) if w.pos in ("VERB", "AUX")), None)
    subject = subject_of(parsed, over) if over is not None else None
    return subject if over is not None and subject is not None and subject.sent == over.sent else None


def _is(named: Word, subject: Word) -> bool:
    return named.i == subject.i or (named.dep == "appos" and named.head == subject.i)


def _latest(
    named: list[ActorMention],
    mention: ActorMention,
    noun: str,
    sent: int,
    words: list[Word],
) -> ActorMention | None:
    """The last one named that the noun fits, None where two named together fit it."""
    other = _latest_fitting(named, mention, noun, sent, words)
    if other is None:
        return None
    joined = [o for o in named if o is not other and o.actor != other.actor and o.name != other.name
              and words[o.head].sent == words[other.head].sent and _joined(words, o, other)
              and _latest_fitting([o], mention, noun, sent, words)]
    return None if joined else other  # two named together: either may be meant


def _joined(words: list[Word], left: ActorMention, right: ActorMention) -> bool:
    """Whether two mentions are coordinated, or stand together before one noun."""
    heads = {left.head, right.head}
    within = any(a.first <= b.head <= a.last for a, b in ((left, right), (right, left)))
    return within or (words[left.head].dep == "conj" and words[left.head].head in heads) or (
        words[right.head].dep == "conj" and words[right.head].head in heads)


def _bordering(words: list[Word], named: ActorMention) -> bool:
    """Whether a state is only named as the neighbour ("near the border with Sylvania")."""
    prep = words[words[named.head].head]
    return prep.lower in ("with", "to") and words[prep.head].lemma.lower() in ("border", "frontier")


def _called(words: list[Word], named: ActorMention, noun: str) -> bool:
    """Whether the text itself calls the body so beside its name ("X, the regional group that …")."""
    return any(words[i].dep == "appos" and words[i].lemma.lower() == noun for i in words[named.head].children)


def _latest_fitting(
    named: list[ActorMention], mention: ActorMention, noun: str, sent: int, words: list[Word]
) -> ActorMention | None:
    kinds = DESCRIBES.get(noun)
    if noun == "country":
        named = [o for o in named if not _bordering(words, o)]
    if kinds is not None and noun in EITHER_SIDE:
        near = {o.actor or o.name for o in named if o.kind in kinds and not o.person and sent - words[o.head].sent <= 4}
        if len(near) != 1:
            return None
    for other in reversed(named):
        distance = sent - words[other.head].sent
        if distance > 4:
            return None
        if other.first <= mention.head <= other.last:
            continue
        if mention.person and other.person and any(w.lower == noun for w in words[other.first : other.last + 1]):
            return other  # "President Ana Ruiz … the president"
        if mention.person and noun not in GROUP_NOUNS:
            if other.person and (other.kind == mention.kind or noun in ("official", "man", "woman", "leader")):
                return other
        elif kinds is not None and not other.person and other.kind in kinds and not (
                noun in ONE_PARTY and other.sector == BETWEEN_STATES and not _called(words, other, noun)):
            return other
    return None
