"""What is taken is not from whom, whither one goes is not to whom: places that a control finding takes for parties."""

from __future__ import annotations

from according.codebook.frames import words_of_class
from according.extract.events.deep import deep
from according.extract.events.roles import Cast
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading

PLACES = words_of_class("place") | {"mount", "academy"}


def drop_places(reading: Reading, cast: Cast) -> None:
    """Unset losers and holders in `reading.controls` that are where something is or what was taken."""
    for control in reading.controls:
        loser, holder = control.loser, control.holder
        if loser is not None and (cast.locates(loser) or cast.is_site(loser) or _is_taken(
                reading, reading.parsed.words[control.trigger], loser)):
            control.loser = None
        if control.change == "withdraw" and holder is not None and cast.is_site(holder):
            control.holder = None  # "retreated to the centre of the village"


def _is_taken(reading: Reading, verb: Word, loser: ActorMention) -> bool:
    """Whether an unknown name is what was taken rather than from whom ("captured the Halat Palace")."""
    head = reading.parsed.words[loser.head]
    return loser.actor is None and head.pos == "PROPN" and head.lemma.lower() in PLACES and any(
        w.i == head.i for w in deep(reading, verb).objects)
