"""Speakers named by an office: "the head of the regional administration" is somebody, and no anonymous source."""

from __future__ import annotations

from dataclasses import replace

from according.codebook.cues import load_cues, load_people
from according.extract.mentions.phrases import clean_name
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading


def by_office(reading: Reading, mention: ActorMention) -> ActorMention:
    """The mention with the name of its office, where a bare "head" or "chief" leads something named behind it."""
    head = reading.parsed.words[mention.head]
    bare = mention.generic and mention.antecedent is None and not mention.plural and mention.actor is None
    if not bare or head.lower not in load_cues().headships or (mention.name or "").lower().count(" of "):
        return mention
    led = body_led(reading.parsed, head)
    if led is None or not definite(reading.parsed, head):
        return mention
    last = head.i
    while last < led.right and reading.parsed.words[last + 1].text not in (",", "(", "—", "–", ";"):
        last += 1
    if last - head.i > 10:
        return mention
    name = clean_name(reading.parsed, mention.first, last)
    return replace(mention, last=last, name=name, generic=False, person=True, why="named by the office")


def body_led(parsed: Parsed, head: Word) -> Word | None:
    """What somebody is the head of."""
    for prep in parsed.kids(head, "prep"):
        if prep.lower in ("of", "for", "at"):
            return parsed.kid(prep, "pobj")
    return None


def definite(parsed: Parsed, head: Word) -> bool:
    """Whether a phrase speaks of one known to be the one: "the mayor of", "its chief", no "a" and no "one of"."""
    articles = [parsed.words[i].lower for i in head.children if parsed.words[i].dep in ("det", "nummod")]
    return not any(word not in ("the", "this", "that") for word in articles)


def holds_named_office(parsed: Parsed, head: Word) -> bool:
    """ "The governor of A", "the commander of the 5th Brigade": one person only holds it."""
    led = body_led(parsed, head)
    if led is None or head.tag != "NN" or not definite(parsed, head) or parsed.kid(head, "det") is None:
        return False
    return any(w.pos == "PROPN" for w in parsed.words[led.left : led.right + 1])


def kind_by_body(reading: Reading, head: Word) -> str | None:
    """The kind of actor that somebody at the head of a body speaks for; None where the body says nothing."""
    if head.lower not in load_cues().headships:
        return None
    led = body_led(reading.parsed, head)
    if led is None:
        return None
    known = reading.actor_at(led)
    if known is not None and known.head == led.i and known.kind != "unknown":
        return known.kind
    people = load_people()
    role = people.roles.get((led.lower,))
    if role is not None and role.kind != "unknown":
        return role.kind
    return next((kind for tail, kind in people.bodies.items() if tail.casefold() == led.lower), None)
