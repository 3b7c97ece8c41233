"""Speakers told behind what they say, with an apposition: ", Ana Ruiz, the ministry's spokeswoman, said Friday."

Parsers read the name as one more thing told and lose the speaker. Without the apposition they read it
well, so it is left out of what is parsed; whoever needs its words finds them in the text (`beside`).
"""

from __future__ import annotations

import re

_PARTICLE = r"(?:al|el|ibn|bin|bint|abu|de|van|von|da|der)[ -]"
_NAME = rf"(?:{_PARTICLE})?[A-Z][\w’'.-]*(?:[ -](?:{_PARTICLE})?[A-Z][\w’'.-]*){{0,4}}"
_VERBS = (
    "said|says|told|tells|added|adds|wrote|announced|reported|warned|explained|confirmed|stated|noted|recalled|claimed|"
    "insisted|argued|testified|acknowledged|admitted|alleged|declared|complained|recounted|asserted|maintained"
)
_SAID = rf"(?:{_VERBS})\b"
# The apposition may hold commas of its own, but no verb of saying, sentence end or quotation mark.
_OPENS = r"(?:a|an|the|its|his|her|their|who|[a-z][\w-]*|[A-Z][\w’'-]*[’']s?)"
_WORDS = rf"{_OPENS} (?:(?!\b{_SAID})[^.!?;:“”\"\n]){{3,140}}?"
_SAID_BEHIND = re.compile(rf", {_SAID}")
# What is told stands before the name; ", 59, of Ashton, Md., who watched, said" names no speaker there.
_BEHIND = re.compile(rf"(?<=[\w”\"’)]), {_NAME}(?<!\.)(?P<apposition>, {_WORDS},) {_SAID}")
_BESIDE = re.compile(rf",\s(?P<words>[^.!?;:“”\"\n]{{3,140}}?),\s{_SAID}")


def appositions(text: str) -> list[tuple[int, int]]:
    """Offsets of the appositions to leave out, with their commas."""
    if not _SAID_BEHIND.search(text):
        return []
    return [m.span("apposition") for m in _BEHIND.finditer(text)]


# "... killed ten people, residents and medics said on Friday.": the parser takes the two speakers for two more victims.
_DAYS = r"(?: (?:on |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
_WORD = r"[a-z][\w’'-]*"
_JOINT = re.compile(
    rf"(?<=[\w)])(?P<comma>,) (?:the |local |some )?{_WORD}(?: {_WORD}){{0,2}} and (?:{_WORD} ){{1,5}}"
    rf"(?:{_VERBS}){_DAYS}"
    r"(?=[.,;]|\n|$)"
)


def joint_speakers(text: str) -> list[int]:
    """Offsets of the commas that part what is told from two speakers behind it."""
    if " and " not in text:
        return []
    return [m.start("comma") for m in _JOINT.finditer(text)]


def beside(text: str, end: int) -> str:
    """The words of an apposition that begins right behind offset `end`, "" when there is none."""
    found = _BESIDE.match(text, end)
    return found.group("words") if found else ""
