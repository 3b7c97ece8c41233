"""Who "we" and "our forces" are: the speaker's side inside what someone says, the issuer of a statement elsewhere.

Runs when attributions are known. Inside the content of an attribution "I" is its one source and "we" the party that
the source speaks for, or the source itself where none is known. Outside of any, "we" is the body that the statement
names as its subject before ("The ministry condemns … We call on"). Where neither is there, nobody is meant.
"""

from __future__ import annotations

from according.extract.mentions.coreference_names import copy_from
from according.extract.mentions.coreference_pronouns import own_bodies
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading

ONE = frozenset({"i", "me", "my", "myself"})
MANY = frozenset({"we", "us", "our", "ourselves"})
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
    inner = min(links, key=lambda one: sum(last - first for first, last in one.content))
    if len(inner.sources) != 1:
        return None
    source = inner.sources[0]
    return source if source.why != "pronoun" or source.antecedent is not None else None


def _side(reading: Reading, mention: ActorMention, speaker: ActorMention) -> None:
    """Let "we" stand for whom the speaker belongs to, where that is known."""
    body = reading.packs.actor(speaker.affiliation)
    if body is None or not (speaker.person or speaker.generic):
        return
    mention.actor, mention.name, mention.kind, mention.country = body.id, body.name, body.kind, body.country
    mention.sector, mention.person, mention.plural = body.sector, False, True


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
