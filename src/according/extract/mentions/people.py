"""Persons by name, title and apposition: who they are, what they are, whom they belong to."""

from __future__ import annotations

from according.codebook.cues import People, Role
from according.extract.mentions.phrases import clean_name, phrase_start
from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.reading import ActorMention, Reading

NOT_ACTORS = frozenset(
    (
        "GPE",
        "LOC",
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
        "FAC",
        "EVENT",
        "LAW",
        "LANGUAGE",
        "ORDINAL",
        "CARDINAL",
        "QUANTITY",
        "WORK_OF_ART",
        "PRODUCT",
    )
)
NAME_TAGS = frozenset(("NNP", "NNPS", "HYPH", "FW"))
# "Vladimir Putin" is the tail of "Russian President Vladimir Putin"; particles stay inside a name.
PARTICLES = frozenset(
    (
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "umm",
        "de",
        "da",
        "di",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "du",
        "ben",
        "ould",
        "ag",
        "um",
        "zein",
        "din",
        "-",
        "’",
        "'",
        "‘",
        ".",
    )
)


# Offices that stand right before the name whatever portfolio is written in capitals before them.
HELD = frozenset(("minister", "secretary", "commissioner", "commander", "spokesman", "spokeswoman", "spokesperson"))


def name_span(parsed: Parsed, head: Word, people: People, first: int) -> tuple[int, int]:
    """The words of a person's name that ends at (or just past) `head`, without ranks, offices and address."""
    start = head.i
    while start > first:
        before = parsed.words[start - 1]
        if before.tag in NAME_TAGS or before.lower in PARTICLES or (before.ent == "PERSON" and before.pos != "PUNCT"):
            start -= 1
        else:
            break
    end = head.i
    start = _after_office(parsed, start, end, people)
    while start < end and (_is_title(parsed.words[start].lower, people) or parsed.words[start].tag == "HYPH"):
        start += 1
    while start < end and parsed.words[start].pos == "PUNCT":
        start += 1
    if any(w.ent == "PERSON" for w in parsed.words[start : end + 1]):
        while (
            start < end
            and parsed.words[start].ent in ("ORG", "GPE", "NORP")
            and parsed.words[start].lower not in PARTICLES
        ):
            start += 1
    return start, end


def _after_office(parsed: Parsed, start: int, end: int, people: People) -> int:
    """The first word behind an office of several words ("Deputy Prime Minister X", "Foreign Minister Y"), else
    `start`."""
    for i in range(end - 1, start - 1, -1):
        word = parsed.words[i]
        if word.lower in HELD or (word.ent != "PERSON" and _is_title(word.lower, people)
                                  and all(w.ent != "PERSON" for w in parsed.words[start:i])):
            return i + 1
    return start


def _is_title(lower: str, people: People) -> bool:
    return (
        lower in people.ranks
        or lower in people.offices
        or (lower in people.address and lower not in ("abu", "umm"))
        or (lower,) in people.roles
    )


def title_role(parsed: Parsed, first: int, start: int, people: People) -> Role | None:
    """The role that the words before a name give it ("rebel commander X", "Foreign Minister Y")."""
    if start - 3 >= first and parsed.words[start - 2].text == "-" and parsed.words[start - 3].lower not in people.ranks:
        start -= 2  # "Secretary-General", "Attorney-General": no soldiers
    for width in (3, 2, 1):
        at = start - width
        if at >= first:
            role = people.roles.get(tuple(w.lower for w in parsed.words[at:start]))
            if role:
                return role
    if any(w.lower in people.ranks for w in parsed.words[first:start]):
        return people.roles[("general",)]
    return None


PSEUDONYMS = (("nom", "de", "guerre"), ("pen", "name"), ("pseudonym",), ("code", "name"), ("assumed", "name"))
PSEUDONYM_OPENERS = frozenset(phrase[0] for phrase in PSEUDONYMS)


_PSEUDONYMS = Forms(PSEUDONYM_OPENERS.__contains__)


def name_by_pseudonym(reading: Reading, mentions: list[ActorMention]) -> None:
    """ "A commander, who uses the nom de guerre X": the nearest nameless person before it in the sentence is X."""
    words = reading.parsed.words
    for word in reading.parsed.worded(_PSEUDONYMS):
        for phrase in PSEUDONYMS:
            end = word.i + len(phrase)
            if tuple(w.lower for w in words[word.i : end]) == phrase:
                _name_before(reading, mentions, word, end)


def _name_before(reading: Reading, mentions: list[ActorMention], word: Word, end: int) -> None:
    """Give the name that stands at `end` to the last nameless person before `word`."""
    words = reading.parsed.words
    while end < len(words) and (words[end].lower in ("of", "as", "is", "was") or words[end].pos == "PUNCT"):
        end += 1
    last = end
    while (
        last < len(words)
        and words[last].sent == word.sent
        and (words[last].text[:1].isupper() or words[last].text in ("-", "’", "'", "al", "el"))
    ):
        last += 1
    before = [
        m
        for m in mentions
        if m.person and m.generic and m.last < word.i and words[m.head].sent == word.sent and m.why != "pronoun"
    ]
    if last == end or not before:
        return
    before[-1].name = " ".join(reading.parsed.slice(end, last - 1).split())
    before[-1].generic = False
    before[-1].why += "; named by a pseudonym"
    mentions[:] = [m for m in mentions if not (m.first >= end and m.last < last)]


# Whoever is somebody's ally or enemy is somebody else.
RELATIONAL = frozenset(
    ("ally", "enemy", "foe", "rival", "opponent", "critic", "neighbour", "neighbor", "adversary", "partner", "backer",
     "patron", "sponsor", "supporter", "successor", "predecessor", "proxy")
)


def stands_to(parsed: Parsed, word: Word, owner: Word) -> bool:
    """Whether a noun says how its possessor and somebody else stand to each other ("General X's ally")."""
    between = parsed.words[owner.i + 1 : word.i + 1]
    return owner.dep == "poss" and any(w.lemma in RELATIONAL for w in between)


def join_appositions(reading: Reading, mentions: list[ActorMention]) -> None:
    """ "The general, X, a senior figure in Y": the role noun takes the name, the name takes role and affiliation."""
    parsed = reading.parsed
    by_head = {m.head: m for m in mentions}
    for mention in mentions:
        head = parsed.words[mention.head]
        if head.dep == "oprd" and not mention.generic and mention.name:
            _called(parsed, by_head, head, mention)
        if head.dep != "appos":
            continue
        main = by_head.get(head.head)
        if main is None or not (main.person or main.generic):
            main = _office_over(parsed, by_head, head) or main
        if main is None or main is mention or abs(mention.first - main.last) > 12:
            continue
        if head.ent not in ("PERSON", "") and parsed.words[main.head].lemma in RELATIONAL and main.actor is None:
            main.actor, main.name, main.kind = mention.actor, mention.name, mention.kind
            main.sector, main.country, main.person = mention.sector, mention.country, False
            main.why += "; named by apposition"
            continue
        _join(main, mention)


def _called(parsed: Parsed, by_head: dict[int, ActorMention], head: Word, named: ActorMention) -> None:
    """ "A rebel group called X": the group is X."""
    verb = parsed.words[head.head]
    main = by_head.get(verb.head)
    if verb.lemma not in ("call", "name", "dub") or verb.dep != "acl":
        return
    if main is None or main.person or not main.generic:
        return
    main.actor, main.name, main.generic = named.actor, named.name, False
    main.kind = named.kind if named.kind != "unknown" else main.kind
    main.sector, main.country = named.sector or main.sector, named.country or main.country
    main.why += "; named in its own clause"


def _office_over(parsed: Parsed, by_head: dict[int, ActorMention], head: Word) -> ActorMention | None:
    """The office in "the mayor of A, X": the parse hangs the name on the place."""
    governor = parsed.words[head.head]
    while governor.dep == "pobj" and parsed.words[governor.head].lower in ("of", "for", "in"):
        governor = parsed.words[parsed.words[governor.head].head]
        main = by_head.get(governor.i)
        if main is not None and main.person and main.generic:
            return main
    return None


def name_after_office(reading: Reading, mentions: list[ActorMention]) -> None:
    """ "The governor of A Oblast X": the parse takes the name for part of the place."""
    parsed = reading.parsed
    for mention in mentions:
        if not (mention.person and mention.generic) or mention.why == "pronoun":
            continue
        for prep in parsed.kids(parsed.words[mention.head], "prep"):
            obj = parsed.kid(prep, "pobj")
            if prep.lower != "of" or obj is None or obj.ent != "PERSON" or obj.i - prep.i < 3:
                continue
            first = obj.i
            while first > prep.i + 1 and parsed.words[first - 1].ent == "PERSON":
                first -= 1
            if first > prep.i + 1 and first < obj.i:
                mention.name = " ".join(parsed.slice(first, obj.i).split())
                mention.last, mention.generic = obj.i, False
                mention.why += "; name after the office"


def _join(main: ActorMention, other: ActorMention) -> None:
    described = other if main.person and main.name and not main.generic else main
    named = main if described is other else other
    if named.generic or not named.name:
        return
    if named.person and (described.person or described.generic) and described.plural is False:
        described.antecedent = None if described is main else named
        described.generic = False
        if described.kind == "unknown":
            described.kind, described.sector = named.kind, named.sector
        described.name, described.actor, described.person = named.name, named.actor, True
        named.person = True
        named.affiliation = named.affiliation or described.affiliation
        if named.kind in ("unknown", "person"):
            named.kind = described.kind if described.kind != "unknown" else named.kind
        named.sector = named.sector or described.sector
        named.country = named.country or described.country
        described.why += "; named by apposition"
    elif not named.person and described.generic and not described.person and named.kind in ("unknown", described.kind):
        named.kind = described.kind if named.kind == "unknown" else named.kind
        named.sector = named.sector or described.sector
        described.name, described.actor = named.name, named.actor
        described.antecedent = named if described is not main else None
        described.why += "; named by apposition"


def own_name(parsed: Parsed, mention: ActorMention, word: Word) -> None:
    """ "A journalist named X": the name that the phrase itself gives."""
    for kid in parsed.kids(word, "acl", "relcl"):
        for at in range(kid.i, min(kid.right, kid.i + 14) + 1):
            cue = parsed.words[at].lower
            named = cue in ("named", "called") and kid.dep == "acl"
            if not (named or cue in ("guerre", "pseudonym", "name")):
                continue
            first = at + 1
            while first <= kid.right and (
                parsed.words[first].lower in ("of", "as", "is", "was") or parsed.words[first].pos == "PUNCT"
            ):
                first += 1
            last = first
            while last <= kid.right and parsed.words[last].text[:1].isupper() | (
                parsed.words[last].text in ("-", "’", "'")
            ):
                last += 1
            if last > first and parsed.words[first].text[:1].isupper():
                mention.name = " ".join(parsed.slice(first, last - 1).split())
                mention.generic = False
                mention.why += "; named in its own clause"
                return


def unknown_party(parsed: Parsed, people: People, mention: ActorMention, word: Word) -> None:
    """ "A spokesman for the X Front" where no pack knows X: the name says for whom."""
    for prep in parsed.kids(word, "prep"):
        obj = parsed.kid(prep, "pobj")
        if prep.lower in ("for", "of", "from") and obj is not None and obj.pos == "PROPN" and prep.i == word.i + 1:
            if obj.ent in NOT_ACTORS:
                return
            party = clean_name(parsed, phrase_start(parsed, obj), obj.i)
            mention.name = f"{party} {clean_name(parsed, mention.first, word.i)}"
            tail = people.bodies.get(obj.text)
            if tail in ("armed_group", "armed_forces", "monitor", "organisation", "party"):
                mention.kind, mention.sector = tail, None
            return
