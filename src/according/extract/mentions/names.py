"""Names that the packs know, found over the words: aliases, demonyms, and seats of government that speak."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from according.codebook.cues import load_cues, load_people
from according.codebook.frames import words_of_class
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading
from according.packs.loader import PackSet, fold

NOMINAL_TAGS = frozenset(
    ("NN", "NNS", "NNP", "NNPS", "JJ", "NFP", "FW", "CD", "VBG", "RB", "IN", "DT", "HYPH", "POS", "LS")
)
MAKES_ADJECTIVE = frozenset(
    (
        "backed",
        "led",
        "allied",
        "linked",
        "supported",
        "funded",
        "trained",
        "held",
        "controlled",
        "occupied",
        "affiliated",
        "run",
        "born",
        "made",
        "built",
        "based",
        "supplied",
        "inspired",
        "dominated",
        "brokered",
        "speaking",
        "aligned",
        "sponsored",
        "installed",
        "administered",
    )
)


MONEY = frozenset(("dollar", "pound", "riyal", "lira", "dinar", "rial", "rupee", "shilling"))
# Words that open a name of their own in front of a given name.
KIN_WORDS = frozenset(("abu", "abou", "umm", "um", "ibn", "bin", "bint", "abdul", "abdel"))


@dataclass(slots=True)
class NameSpan:
    """Words `first` to `last` name the actor `actor` of a pack; `head` is the word that stands for them."""

    first: int
    last: int
    head: int
    actor: str
    demonym: bool = False
    metonym: bool = False
    capital: bool = True


def span_head(parsed: Parsed, first: int, last: int) -> int:
    """The word of a span whose governor lies outside it; the last one when there are several."""
    outside = [
        i for i in range(first, last + 1) if not first <= parsed.words[i].head <= last or parsed.words[i].head == i
    ]
    nominal = [i for i in outside if parsed.words[i].pos in ("PROPN", "NOUN", "ADJ", "PRON", "NUM")]
    return (nominal or outside or [last])[-1]


def _looks_right(parsed: Parsed, packs: PackSet, first: int, last: int, key: tuple[str, ...], capital: bool) -> bool:
    word = parsed.words[first]
    if len(key) == 1:
        if packs.is_acronym(key):
            return word.tag not in ("PRP", "VBZ", "IN") and (word.text.isupper() or _read_as_word(parsed, word))
        if capital:
            return word.text[:1].isupper() and word.tag in NOMINAL_TAGS and word.tag not in ("RB", "IN", "DT")
        return word.tag in NOMINAL_TAGS
    if not capital:
        return True
    return any(parsed.words[i].text[:1].isupper() for i in range(first, last + 1))


def _read_as_word(parsed: Parsed, word: Word) -> bool:
    """Whether an acronym is written as the word it is read as ("Nato", "Unicef"), and is no part of a longer name."""
    if len(word.text) < 4 or not word.text.isalpha() or not word.text.istitle() or word.tag != "NNP":
        return False
    words = parsed.words
    beside = [words[i] for i in (word.i - 1, word.i + 1) if 0 <= i < len(words) and words[i].sent == word.sent]
    return not any(w.tag == "NNP" and w.head in (word.i, word.head) and w.text[:1].isupper() for w in beside)


def _as_adjective(parsed: Parsed, last: int) -> bool:
    """Whether the name is part of a compound adjective: "Russian-backed", "American-led"."""
    words = parsed.words
    if last + 2 < len(words) and words[last + 1].text in ("-", "–", "‑") and words[last + 1].start == words[last].end:
        return words[last + 2].lower in MAKES_ADJECTIVE
    if words[last].pos in ("ADJ", "PROPN") and last + 1 < len(words) and words[last + 1].lower in ("and", "or"):
        # "Freedonian and Sylvania-backed": both are backers.
        other = next((k for k in parsed.kids(words[last], "conj") if k.lower in MAKES_ADJECTIVE), None)
        return other is not None and words[other.i - 1].text in ("-", "–", "‑")
    return False


def _against(parsed: Parsed, first: int) -> bool:
    """Whether "anti-" stands before the name, or the name is the tail of a hyphenated one ("Val-de-Marne")."""
    words = parsed.words
    if first < 2 or words[first - 1].text not in ("-", "–", "‑"):
        return False
    if words[first - 2].lower in ("anti", "counter", "non", "pro", "ex"):
        return True
    joined = words[first - 2].end == words[first - 1].start and words[first - 1].end == words[first].start
    return joined and words[first - 2].lower in ("de", "of", "sur", "en", "la", "le", "sous")


def _nisba(parsed: Parsed, first: int) -> bool:
    """Whether an adjective of a people is the tail of somebody's name ("Abu Salim al-Sylvani")."""
    words = parsed.words
    if first < 2 or words[first - 1].text not in ("-", "–", "‑") or words[first - 1].end != words[first].start:
        return False
    return words[first - 2].lower in ("al", "el", "at", "as", "ash", "ad", "ar", "an", "az")


def _is_money(parsed: Parsed, last: int) -> bool:
    """Whether the name says whose money it is ("200 US dollars")."""
    return last + 1 < len(parsed.words) and parsed.words[last + 1].lemma in MONEY


def _lone(parsed: Parsed, first: int, last: int) -> bool:
    """Whether the name is one word that many bodies are called by ("the Observatory")."""
    return first == last and parsed.words[first].text in load_people().bodies


def _other_given_name(before: Word, first: int) -> bool:
    """Whether the word before a surname is a given name that no alias has, and no title."""
    people = load_people()
    titled = before.lower in people.ranks or (before.lower,) in people.roles
    named = before.ent == "PERSON" or (before.ent == "" and before.dep == "compound" and before.text.istitle())
    return named and before.pos == "PROPN" and before.head == first and not titled


def _given_name(parsed: Parsed, at: int) -> bool:
    """Whether a surname that everybody knows is here the given name of somebody else: a surname follows."""
    after = parsed.words[at + 1] if at + 1 < len(parsed.words) else None
    word = parsed.words[at]
    if after is None or after.sent != word.sent or after.pos != "PROPN" or not after.text.istitle():
        return False
    return after.text not in load_people().bodies and (
        (word.ent == after.ent == "PERSON" and not after.ent_begin) or (word.head == after.i and after.ent == "PERSON"))


# What streets and heights are called after a country or a statesman who has no part in them.
SITES = words_of_class("named_site")
PLACES = words_of_class("place")


def _names_site(parsed: Parsed, at: int, kind: str) -> bool:
    """Whether a lone name is that of a place: a surname before a word for one ("the al-Salam checkpoint"), a country's
    before one with a capital ("Malta Hill")."""
    word = parsed.words[at]
    site = parsed.words[word.head]
    if word.dep not in ("compound", "nmod", "amod") or not 0 < site.i - at <= 2:
        return False
    if kind == "person":
        return site.lemma.lower() in PLACES
    return kind == "state" and site.text.istitle() and site.lower in SITES


def find_names(reading: Reading) -> tuple[list[NameSpan], tuple[str, ...]]:
    """Spans of known names in text order, none overlapping, and the packs whose conflict the report is about."""
    parsed, packs = reading.parsed, reading.packs
    tokens, at = fold([w.text for w in parsed.words])
    raw: list[Raw] = []
    past = 0
    openers = packs.openers
    for i in [i for i, token in enumerate(tokens) if token in openers]:
        if i < past or (i and at[i - 1] == at[i]):
            continue
        taken = _longest(parsed, packs, tokens, at, i)
        if taken:
            length, rivals, demonym = taken
            raw.append((at[i], at[i + length - 1], rivals, demonym))
            past = i + length
    raw = _by_own_letters(parsed, raw)
    active = _active(parsed, packs, raw)
    spans: list[NameSpan] = []
    for first, last, rivals, demonym in raw:
        lone = _lone(parsed, first, last)
        if lone and first and parsed.words[first - 1].pos == "PROPN" and parsed.words[first - 1].head == first:
            continue
        before = parsed.words[first - 1] if first == last and first else None
        if before is not None and before.lower in KIN_WORDS and before.text.istitle():
            continue  # "Abu Saleh" is not the Saleh whom everybody knows
        if before is not None and _other_given_name(before, first) and packs.actors[rivals[0][0]].kind == "person":
            continue  # nor is "Hayat Saleh"
        if first == last and _given_name(parsed, last) and packs.actors[rivals[0][0]].kind == "person":
            continue  # nor "Saleh Hayat"
        if first == last and not demonym and _names_site(parsed, last, packs.actors[rivals[0][0]].kind):
            continue
        if _is_money(parsed, last) or (demonym and _nisba(parsed, first)):
            continue
        chosen = _choose(reading, rivals, active, lone)
        if chosen and not _as_adjective(parsed, last) and not _against(parsed, first):
            spans.append(NameSpan(first, last, span_head(parsed, first, last), chosen[0], demonym, False, chosen[1]))
    spans.extend(_metonyms(reading, {i for s in spans for i in range(s.first, s.last + 1)}))
    spans.sort(key=lambda s: s.first)
    return spans, active


Raw = tuple[int, int, list[tuple[str, bool]], bool]


def letters_defined(parsed: Parsed) -> dict[str, int]:
    """The letters that the text itself stands for a name, to the last word of that name: "Grey River Army (GRA)",
    "the Grey River Army, or GRA,"."""
    words = parsed.words
    out: dict[str, int] = {}
    for opener in (*parsed.of_form("("), *parsed.of_form("or")):
        if opener.i + 1 >= len(words):
            continue
        short = words[opener.i + 1].text
        glossed = opener.text != "("
        last = opener.i - (2 if glossed else 1)
        if last < 0 or not (short.isupper() and short.isalpha() and 2 <= len(short) <= 8):
            continue
        if glossed and words[opener.i - 1].text != ",":
            continue
        if words[last].sent == opener.sent and _spells(words, last, short):
            out.setdefault(short, last)
    return out


def _spells(words: list[Word], last: int, letters: str) -> bool:
    """Whether the capitals of the name that ends at `last` are the letters."""
    i, left = last, len(letters)
    while i >= 0 and left:
        if not words[i].text[:1].isupper():
            if words[i].lower not in ("of", "for", "the", "and", "in", "-", "de", "des", "pour", "la"):
                return False
        elif words[i].text[0] != letters[left - 1]:
            return False
        else:
            left -= 1
        i -= 1
    return not left


def _by_own_letters(parsed: Parsed, raw: list[Raw]) -> list[Raw]:
    """The names with letters that the text defines read as it does, whatever bodies the packs call by them."""
    defined = letters_defined(parsed)
    if not defined:
        return raw
    ends = {last: rivals for _, last, rivals, demonym in raw if not demonym}
    out: list[Raw] = []
    for first, last, rivals, demonym in raw:
        named = defined.get(parsed.words[first].text) if first == last else None
        if named is None or first <= named:
            out.append((first, last, rivals, demonym))
        elif named in ends:
            out.append((first, last, ends[named], demonym))
    return out


def _longest(
    parsed: Parsed,
    packs: PackSet,
    tokens: list[str],
    at: list[int],
    i: int,
) -> tuple[int, list[tuple[str, bool]], bool] | None:
    """The longest name that begins at token `i`: tokens taken, rival actors, whether it is a demonym."""
    n = len(tokens)
    best = 0
    rivals: list[tuple[str, bool]] = []
    for length, actor, capital in packs.match(tokens, i):
        if length < best:
            break
        end = i + length - 1
        if end + 1 < n and at[end + 1] == at[end]:
            continue
        first, last = at[i], at[end]
        if parsed.words[first].sent != parsed.words[last].sent:
            continue
        if _looks_right(parsed, packs, first, last, tuple(tokens[i : end + 1]), capital):
            known = packs.actors[actor]
            if known.kind == "media" and length == 1 and capital and parsed.words[first].text.istitle() and (
                packs.is_acronym((tokens[i],))
            ):
                continue  # outlets' acronyms are given names as often ("Sana", "Lana")
            best = length
            rivals.append((actor, capital))
    if rivals:
        return best, rivals, False
    if not parsed.words[at[i]].text[:1].isupper():
        return None
    for length in (2, 1):
        actor_id = packs.demonym(" ".join(tokens[i : i + length])) if i + length <= n else None
        if actor_id and not (i + length < n and at[i + length] == at[i + length - 1]):
            return length, [(actor_id, True)], True
    return None

# In a report of a sentence or three one plain name is all the evidence there will be.
SHORT_SENTENCES = 3
SHORT_EVIDENCE = 1


def _active(parsed: Parsed, packs: PackSet, raw: list[Raw]) -> tuple[str, ...]:
    """The packs in evidence: by the names that can mean only one actor, and by the packs' own places."""
    counts = Counter(
        rivals[0][0]
        for first, last, rivals, _ in raw
        if len({r[0] for r in rivals}) == 1 and not _lone(parsed, first, last)
    )
    least = SHORT_EVIDENCE if len(parsed.sentences) <= SHORT_SENTENCES else 3
    return packs.active(counts, _places_told(parsed, packs), least)


def _places_told(parsed: Parsed, packs: PackSet) -> Counter[str]:
    """How often places of the packs' countries are named, by country."""
    words = parsed.words
    found: Counter[str] = Counter()
    known = packs.place_openers
    for word in parsed.among(known):
        if word.lower not in known or not word.text[0].isupper():
            continue
        for length in (3, 2, 1):
            last = word.i + length - 1
            if last < len(words) and words[last].sent == word.sent:
                country = packs.place_countries.get(parsed.slice(word.i, last).lower())
                if country:
                    found[country] += 1
                    break
    return found


def _choose(
    reading: Reading, rivals: list[tuple[str, bool]], active: tuple[str, ...], lone: bool
) -> tuple[str, bool] | None:
    """The one rival that fits the conflicts the report is about and its date; None when two remain."""
    packs, day = reading.packs, reading.day
    ranked = []
    for actor_id, capital in rivals:
        actor = packs.actors[actor_id]
        pack = packs.pack(actor.pack)
        local = bool(pack and pack.countries)
        if local and actor.pack not in active and (lone or not capital):
            continue
        rank = active.index(actor.pack) if actor.pack in active else (len(active) + (2 if local else 0))
        ranked.append(((not actor.exists_on(day), rank), actor_id, capital))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[0])
    tied = {r[1] for r in ranked if r[0] == ranked[0][0]}
    if len(tied) > 1:
        return None
    return ranked[0][1], ranked[0][2]


def _metonyms(reading: Reading, taken: set[int]) -> list[NameSpan]:
    """Seats of government that speak or act as one ("Damascus denied"): subjects of verbs only actors can do."""
    parsed, packs = reading.parsed, reading.packs
    verbs = load_cues().verbs
    acts = load_cues().standing["metonym_verbs"]
    out = []
    for word in parsed.among(packs.metonym_ends):
        if word.i in taken or word.pos != "PROPN" or word.dep not in ("nsubj", "agent", "pobj", "conj", "poss"):
            continue
        first = word.i
        while (
            first > word.left and parsed.words[first - 1].dep == "compound" and parsed.words[first - 1].head == word.i
        ):
            first -= 1
        name = " ".join(w.lower for w in parsed.words[first : word.i + 1])
        actor = packs.metonyms.get(name)
        if actor and _speaks(parsed, word, verbs, acts):
            out.append(NameSpan(first, word.i, word.i, actor, False, True))
    return out


def _speaks(parsed: Parsed, word: Word, verbs: dict[str, str], acts: frozenset[str]) -> bool:
    while word.dep == "conj":
        word = parsed.words[word.head]
    governor = parsed.words[word.head]
    if word.dep == "nsubj":
        return governor.pos in ("VERB", "AUX") and (governor.lemma in verbs or governor.lemma in acts)
    if word.dep == "pobj":
        return governor.lower in ("between", "with", "by") and parsed.words[governor.head].lemma in acts
    if word.dep == "poss":
        return governor.lemma in acts | words_of_class("troops") or governor.lemma in load_cues().nouns
    return False
