"""Who has a place and who lost it: the mention that a word of a control sentence stands for."""

from __future__ import annotations

from according.extract.control.words import control_words
from according.extract.parsing.syntax import conjuncts, passive_agents, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading

_FIRST_PERSON = ("we", "us")
_GROUP_NOUNS = ("group", "organisation", "organization", "militant", "jihadist", "extremist", "insurgent")
ARMED = ("armed_forces", "armed_group", "militia", "coalition", "state", "government", "police")


def party(reading: Reading, word: Word | None) -> ActorMention | None:
    """The actor `word` stands for: its own mention, one in its "of" phrase ("hundreds of rebels"), or a place
    that stands for its state ("captured by Freedonia")."""
    if word is None:
        return None
    found = reading.actor_at(word)
    if word.lower in _FIRST_PERSON and (found is None or found.actor is None):
        return _speakers_side(reading, word) or found
    if found is not None:
        return _whose(reading, word, found) or _the_group(reading, word, found) or _armed_owner(reading, word, found)
    parsed = reading.parsed
    for kid in parsed.kids(word, "amod", "compound", "nmod", "poss", "appos"):
        inner = reading.actor_at(kid)
        if inner is not None:
            return inner
    for obj in prepositional(parsed, word, "of"):
        inner = reading.actor_at(obj)
        if inner is not None:
            return inner
    place = reading.place_at(word)
    if (
        place is not None
        and place.ref.kind in ("country", "province", "region", "area")
        and (place.ref.precision or 0) >= 4
    ):
        return ActorMention(place.first, place.last, place.head, "state", None, place.ref.name, why="place as party")
    return None


def _whose(reading: Reading, word: Word, found: ActorMention) -> ActorMention | None:
    """Whose fighters "its fighters" are, where the report has told who "it" is."""
    if found.actor is not None or not found.generic or found.kind not in ARMED:
        return None
    for kid in reading.parsed.kids(word, "poss"):
        owner = reading.actor_at(kid) if kid.tag == "PRP$" else None
        if owner is None or owner is found or owner.person:
            continue
        named = owner.antecedent or owner
        if named.kind in ARMED and (named.actor is not None or named.name is not None):
            return owner if owner.name is not None else named
    return None


def _speakers_side(reading: Reading, word: Word) -> ActorMention | None:
    """Who "we" are: the force that the speaker is or belongs to."""
    for link in reversed(reading.links_over(word)):
        for source in link.sources:
            same = [source, *(m for m in reading.actors if m.person and m.name and m.name == source.name)]
            belongs = next((m.affiliation for m in same if m.affiliation is not None), None)
            if belongs is not None:
                actor = reading.packs.actor(belongs)
                if actor is not None and actor.kind in ARMED:
                    return ActorMention(word.i, word.i, word.i, actor.kind, actor.id, actor.name, actor.country,
                                        plural=True, antecedent=source, why="the speaker's own side")
            elif source.kind in ARMED and not source.person and source.name is not None:
                return ActorMention(word.i, word.i, word.i, source.kind, source.actor, source.name, source.country,
                                    plural=True, antecedent=source, why="the speaker's own side")
    return None


def _the_group(reading: Reading, word: Word, found: ActorMention) -> ActorMention | None:
    """Who "the group" is: the one armed group told of in this sentence before it, else in the last one with any."""
    if found.actor is not None or found.antecedent is not None or word.lemma.lower() not in _GROUP_NOUNS:
        return None
    if not any(k.lower in ("the", "this", "that") for k in reading.parsed.kids(word, "det")):
        return None
    for sentence in range(word.sent, word.sent - 5, -1):
        groups = [m for m in reading.actors if reading.parsed.words[m.head].sent == sentence and m.head < word.i
                  and m.actor is not None and m.kind in ("armed_group", "militia") and not m.person]
        if groups:
            return groups[-1] if len({m.actor for m in groups}) == 1 else None
    return None


def _armed_owner(reading: Reading, word: Word, found: ActorMention) -> ActorMention:
    """A generic noun with its party inside ("rebel forces": one mention already) is kept; "troops of X" gives X."""
    if found.actor is not None or found.name is not None:
        return found
    parsed = reading.parsed
    for kid in [
        *parsed.kids(word, "amod", "compound", "nmod", "poss", "appos"),
        *prepositional(parsed, word, "of", "from"),
    ]:
        inner = reading.actor_at(kid)
        if (
            inner is not None
            and inner is not found
            and inner.actor is not None
            and (inner.kind in ARMED or kid.dep in ("amod", "compound", "poss"))
        ):
            return inner
    return found


def subject_party(reading: Reading, verb: Word) -> ActorMention | None:
    """The actor that is the subject of `verb`, also where a purpose or control verb stands between."""
    subject = subject_of(reading.parsed, verb)
    for word in conjuncts(reading.parsed, subject) if subject is not None else ():
        found = party(reading, word)
        if found is not None:
            return found
    return None


def agent_party(reading: Reading, verb: Word) -> ActorMention | None:
    """The actor in the "by" phrase of a passive; for a fragment, the first word after "by"."""
    parsed = reading.parsed
    for word in passive_agents(parsed, verb):
        found = party(reading, word)
        if found is not None:
            return found
    return _after(reading, verb, "by", 3)


def _after(reading: Reading, verb: Word, preposition: str, reach: int) -> ActorMention | None:
    """The first actor after `preposition` close to the verb, where the parse of a fragment went astray."""
    words = reading.parsed.words
    end = reading.parsed.sentence_of(verb).last
    for i in range(verb.i + 1, min(verb.i + reach, end) + 1):
        if words[i].lower == preposition:
            for j in range(i + 1, min(i + 4, end) + 1):
                found = reading.actor_at(words[j])
                if found is not None:
                    return found
    return None


def from_party(reading: Reading, word: Word, *prepositions: str) -> ActorMention | None:
    """The actor after one of `prepositions` on `word` ("from X": who lost it)."""
    for obj in prepositional(reading.parsed, word, *prepositions):
        found = reading.actor_at(obj)
        if found is not None:
            return found
    return None


def named_side(reading: Reading, word: Word) -> ActorMention | None:
    """A side told by a bare noun or adjective in front of another ("rebel control"), which no mention covers."""
    state = reading.packs.demonym(word.text) if word.text[:1].isupper() else None
    if state is not None:
        actor = reading.packs.actor(state)
        return ActorMention(word.i, word.i, word.i, "state", state, actor.name if actor else word.text, why="demonym")
    name = control_words().sides.get(word.lower) or control_words().sides.get(word.lemma.lower())
    if name is None or word.pos not in ("NOUN", "ADJ", "PROPN"):
        return None
    kind = "government" if name.startswith("government") else "armed_group"
    return ActorMention(word.i, word.i, word.i, kind, None, name, generic=True, why="a side named in front of a noun")


def modifier_party(reading: Reading, noun: Word) -> ActorMention | None:
    """The actor in front of a noun: "rebel control", "the army's control", "Freedonian occupation"."""
    parsed = reading.parsed
    for kid in parsed.kids(noun, "poss", "compound", "amod", "nmod"):
        found = reading.actor_at(kid) or named_side(reading, kid) or party(reading, kid)
        if found is not None:
            return found
    words = parsed.words
    for i in range(noun.i - 1, max(noun.left, noun.i - 5) - 1, -1):
        found = reading.actor_at(words[i]) or named_side(reading, words[i])
        if found is not None and words[i].sent == noun.sent and found.head != noun.i:
            return found
    return None
