"""Places that stand for those who rule or serve them: "Moscow said", "pleaded with Ankara", "Tehran's forces"."""

from __future__ import annotations

from according.extract.parsing.words import Word
from according.extract.places.words import place_words
from according.extract.reading import PlaceMention, Reading

LED = frozenset(
    (
        *("led", "backed", "supported", "aligned", "brokered", "allied", "funded", "sponsored", "trained", "made"),
        *("proposed", "armed", "controlled", "imposed", "linked", "inspired", "affiliated", "installed", "supplied"),
    )
)
# What only a party can be to another: a country in apposition to one is that party ("its ally, Chad").
COUNTERPART = frozenset(
    ("ally", "backer", "patron", "sponsor", "foe", "enemy", "rival", "adversary", "opponent", "partner", "supporter")
)
PARTNER = frozenset(("with", "against", "on", "to", "from", "between", "by", "for"))


def is_speaker(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the name stands for a government or its people: it says, sends, is asked, or owns troops."""
    words = reading.parsed.words
    if (
        mention.last + 2 < len(words)
        and words[mention.last + 1].text in ("-", "–")
        and words[mention.last + 2].lower in LED
    ):
        return True
    if words[mention.last].lower.rpartition("-")[2] in LED and "-" in words[mention.last].text:
        return True
    if mention.ref.kind not in ("country", "city", "facility") or _is_called(words, mention):
        return False
    at = words[mention.head]
    while at.dep == "conj" and at.pos in ("PROPN", "NOUN"):
        at = words[at.head]
    governor = words[at.head]
    if at.dep == "pobj" and governor.lower == "by" and governor.dep == "agent":
        return True
    rules = mention.ref.kind == "country" or reading.parsed.slice(mention.first, mention.last).lower() in _seats()
    if at.dep == "appos" and rules and governor.lemma.lower() in COUNTERPART:
        return True
    if at.dep == "pobj" and rules and governor.lower == "of" and words[governor.head].lower == "those":
        return True  # "its warplanes and those of X"
    if at.dep == "pobj" and rules and governor.lower == "of" and words[governor.head].lemma in place_words().own_act:
        return True
    spoken_to = rules and (_is_addressed(words, at, governor) or _owns(at, governor))
    return _acts(mention, at, governor, rules) or spoken_to


SEATED = frozenset(("based", "born", "registered", "educated", "flagged"))
FOR_OR_AGAINST = frozenset(("pro", "anti", "non", "ex"))
# What parties sign in a place and call by it.
SIGNED = frozenset(
    (
        *("agreement", "agreements", "accord", "accords", "convention", "conventions", "treaty", "protocol"),
        *("protocols", "pact", "memorandum", "communique", "declaration"),
    )
)


def is_in_name(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the name is part of a treaty's or of a known party's ("the Geneva Conventions", "the X People's
    Republic"): nothing happens there."""
    words = reading.parsed.words
    after = words[mention.last + 1] if mention.last + 1 < len(words) else None
    if after is not None and after.text[:1].isupper() and after.lower in SIGNED:
        return True
    if after is not None and after.text in ("-", "–") and mention.last + 2 < len(words) and (
            words[mention.last + 2].lower in SEATED):
        return True  # "the X-based monitor"
    if mention.first > 1 and words[mention.first - 1].text == "-" and words[mention.first - 2].lower in FOR_OR_AGAINST:
        return True  # "pro-X policemen"
    if mention.first > 1 and words[mention.first - 1].lower == "of":
        signed = words[mention.first - 2]
        if signed.text[:1].isupper() and signed.lower in SIGNED:
            return True  # "the Treaty of X"
    party = reading.actor_at(words[mention.head])
    if party is None or party.why != "pack name" or party.kind in ("state", "person"):
        return False
    return party.first == mention.first and party.last > mention.last + 1


def _is_called(words: list[Word], mention: PlaceMention) -> bool:
    """Whether a noun for a kind of place stands right before the name ("in the capital X"), which then is the place."""
    before = words[mention.first - 1] if mention.first else None
    return before is not None and before.pos == "NOUN" and before.lower in ("capital", "city", "town", "village")


def _seats() -> frozenset[str]:
    return place_words().seat


def _acts(mention: PlaceMention, at: Word, governor: Word, rules: bool) -> bool:
    """Whether it is the subject of what governments do."""
    if at.dep != "nsubj" or governor.pos != "VERB":
        return False
    lists = place_words()
    if governor.lemma in lists.speaking:
        return True
    return rules and (mention.ref.kind == "country" or governor.lemma not in lists.undergoing)


def _is_addressed(words: list[Word], at: Word, governor: Word) -> bool:
    """Whether it is asked, accused, met or agreed with."""
    lists = place_words()
    if at.dep in ("dobj", "dative", "nsubjpass"):
        return governor.lemma in lists.addressing
    if at.dep != "pobj" or governor.lower not in PARTNER:
        return False
    above = words[governor.head]
    if governor.lower in ("with", "between", "against"):
        return above.lemma in lists.addressing or above.lemma in lists.addressing_noun
    if governor.lower in ("on", "for"):
        return above.lemma in ("call", "pressure", "sanction", "sanctions") or (
            governor.lower == "for" and above.lemma in ("support", "backing")
        )
    return above.lemma in lists.sent


def _owns(at: Word, governor: Word) -> bool:
    """Whether it stands before its own forces, officials or policy ("Tehran's forces", "US assistance")."""
    return at.dep in ("poss", "compound", "nmod", "amod") and governor.lemma.lower() in place_words().belonging
