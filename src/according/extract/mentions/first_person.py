"""Who "we" and "our forces" are: the speaker's side inside what someone says, the issuer of a statement elsewhere.

Runs when attributions are known. Inside the content of an attribution "I" is its one source and "we" the party that
the source speaks for, or the source itself where none is known. Outside of any, "we" is the body that the statement
names as its subject before ("The ministry condemns … We call on"). Where neither is there, nobody is meant.
"""

from __future__ import annotations

import itertools

from according.codebook.cues import load_people
from according.extract.mentions.coreference_names import copy_from
from according.extract.mentions.coreference_pronouns import own_bodies
from according.extract.parsing.syntax import prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading

ONE = frozenset({"i", "me", "my", "myself"})
MANY = frozenset({"we", "us", "our", "ourselves"})
# Kinds of those who fight or rule for a side.
SIDES = frozenset({"government", "coalition", "armed_forces", "armed_group", "militia", "police"})
# A "military official" may be any force's, a military spokesman is the army's.
SPOKEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
# Those that issue statements in their own name.
ISSUERS = frozenset({"state", "government", "coalition", "armed_forces", "organisation", "armed_group", "monitor"})


def link(reading: Reading) -> None:
    """Set antecedent, actor and name of first-person pronouns, and the owner of "our forces"."""
    words = reading.parsed.words
    linked = []
    for mention in reading.actors:
        word = words[mention.head]
        if mention.why != "pronoun" or mention.antecedent is not None or word.lower not in ONE | MANY:
            continue
        meant = _speaker(reading, word) if reading.links_over(word) else _issuer(reading, word)
        if meant is None:
            continue
        copy_from(mention, meant, f"{word.lower} of the one who speaks")
        if word.lower in MANY:
            _side(reading, mention, meant)
        linked.append(mention)
    if linked:
        own_bodies(reading)


def _speaker(reading: Reading, word: Word) -> ActorMention | None:
    """The one source of the innermost attribution over the word."""
    links = reading.links_over(word)
    inner = min(links, key=lambda one: (sum(last - first for first, last in one.content), one.parent is None))
    if len(inner.sources) != 1:
        return None
    source = inner.sources[0]
    return source if source.why != "pronoun" or source.antecedent is not None else None


def _side(reading: Reading, mention: ActorMention, speaker: ActorMention) -> None:
    """Let "we" stand for whom the speaker belongs to, where that is known."""
    if not (speaker.person or speaker.generic):
        return
    office = reading.packs.bloc_of(speaker.actor, reading.day) if speaker.person else None
    body = reading.packs.actor(speaker.affiliation or office)
    if body is not None:
        mention.actor, mention.name, mention.kind, mention.country = body.id, body.name, body.kind, body.country
        mention.sector, mention.person, mention.plural = body.sector, False, True
        return
    party = _spoken_for(reading, speaker)
    if party is not None:
        mention.actor, mention.name, mention.kind, mention.country = party.actor, party.name, party.kind, party.country
        mention.sector, mention.person, mention.plural = party.sector, False, True


def _spoken_for(reading: Reading, speaker: ActorMention) -> ActorMention | None:
    """The body that no pack knows and somebody speaks for: "X, a spokesman for the Z Front", "army spokesman X"."""
    parsed, roles = reading.parsed, load_people().roles
    told = speaker if speaker.antecedent is None else speaker.antecedent
    for mention in (speaker, told):
        head = parsed.words[mention.head]
        beside = [head, *parsed.kids(head, "appos"), *([parsed.words[head.head]] if head.dep == "appos" else [])]
        for noun in beside:
            for party in prepositional(parsed, noun, "for", "of", "from"):
                found = reading.actor_at(party)
                if found is not None and found.head == party.i and not found.person and found.kind in SIDES and (
                        found.name):
                    return found
            for body, office in itertools.pairwise(parsed.words[max(noun.left, mention.first) : noun.right + 1]):
                role, held = roles.get((body.lower,)), roles.get((office.lower,))
                if role is not None and held is not None and role.form == "collective" and held.form == "person" and (
                        role.kind in SIDES) and (body.lower != "military" or office.lower in SPOKEN):
                    return ActorMention(body.i, body.i, body.i, role.kind, None, body.lower, None, role.sector)
    return None


def _issuer(reading: Reading, word: Word) -> ActorMention | None:
    """The body that was last named as the subject of a clause of the text's own, before the word."""
    words = reading.parsed.words
    for other in reversed(reading.actors):
        head = words[other.head]
        if other.first >= word.i or other.person or other.actor is None or other.why == "demonym":
            continue
        if other.kind in ISSUERS and head.dep == "nsubj" and words[head.head].dep == "ROOT" and (
            not reading.links_over(head)
        ):
            return other
    return None
