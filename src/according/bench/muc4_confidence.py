"""How sure a MUC-4 message is that an organisation did it, from the engine's attribution and standing.

The mapping, sentence by sentence that names the organisation:

1. It claims or admits: by the words of claiming responsibility, or as the source of a link that claims, says or admits.
2. Suspicion: a verb, adverb or adjective of suspecting, accusing or holding responsible, unless the organisation is who
   accuses. By authorities when the chain ends in an official or such a one is the subject of the suspicion.
3. Possible: what the engine puts as possible, conditional or planned, or words that leave it open who did it.
4. Otherwise the chain: what an official says of it is suspicion by authorities, unless he reports it; what another
   interested party claims is suspicion; what is told in the message's own voice, or reported, is fact.

Sentences that also name a target count, where there are any; of several the first of these wins: an admission,
suspicion by authorities, suspicion, fact, possibility. A message that an armed group itself sends out (a clandestine
station) claims for the group and accuses others, whatever its sentences say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from according.codebook.cues import load_cues
from according.extract.attribution import links as attribution
from according.extract.parsing.syntax import clause_head, is_passive, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, AttributionLink, Reading
from according.extract.standing import standing

FACT, CLAIMED, ACCUSED, AUTHORITIES, POSSIBLE = (
    "REPORTED AS FACT",
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
)
CLASSES = (FACT, CLAIMED, ACCUSED, AUTHORITIES, POSSIBLE)
# Which answer of several sentences is taken.
STRONGEST = (CLAIMED, AUTHORITIES, ACCUSED, FACT, POSSIBLE)
OWN_CUES = ("claim", "admit", "announce", "say")
OPENING = 240  # characters that hold the dateline and the kind of station
TELLING = 4  # letters that a word of a target needs to tell it


def key_names(line: str) -> list[str]:
    """The names of a slot as the message has them once read: quotation marks inside left out, brackets round."""
    plain = line.lower().replace('\\"', "").replace("[", "(").replace("]", ")")
    return [" ".join(s.split()) for s in re.findall(r'"([^"]+)"', plain)]


def confidence(reading: Reading, names: list[str], targets: list[str]) -> str:
    """The class for the organisation that goes by `names`, in a message that names `targets` of the incident."""
    parsed = reading.parsed
    if _own_broadcast(parsed):
        return CLAIMED if any(m.kind == "armed_group" for m in _named(reading, names)) else ACCUSED
    told: list[tuple[bool, str]] = []
    for sentence in parsed.sentences:
        text = _plain(parsed, sentence.first, sentence.last)
        if any(name in text for name in names):
            near = any(part in text for target in targets for part in target.split() if len(part) > TELLING)
            told.append((near, _of_sentence(reading, sentence.first, sentence.last, names)))
    answers = [answer for near, answer in told if near] or [answer for _, answer in told]
    return next((strong for strong in STRONGEST if strong in answers), FACT)


def _plain(parsed: Parsed, first: int, last: int) -> str:
    return " ".join(parsed.slice(first, last).lower().replace('"', "").split())


def _own_broadcast(parsed: Parsed) -> bool:
    """Whether the dateline says that an underground station or a command sends the message out."""
    return "clandestine" in parsed.text[:OPENING].lower()


def _named(reading: Reading, names: list[str]) -> Iterator[ActorMention]:
    for mention in reading.actors:
        if reading.parsed.slice(mention.first, mention.last).lower().removeprefix("the ") in names:
            yield mention


def _of_sentence(reading: Reading, first: int, last: int, names: list[str]) -> str:
    parsed, lists = reading.parsed, load_cues().standing
    words = parsed.words[first : last + 1]
    lemmas = {w.lemma.lower() for w in words} | {w.lower for w in words}
    heads = {name.split()[0] for name in names}
    own = next((w for w in words if w.lower in heads), words[0])
    links = attribution.chain(reading, own)
    if {"responsibility", "credit"} & lemmas and {"claim", "take", "admit", "assume", "accept"} & lemmas:
        return CLAIMED
    inside = [link for link in reading.attributions if first <= link.cue_first <= last]
    if any(link.cue_class in OWN_CUES and _speaks(reading, link, names) for link in inside):
        return CLAIMED
    suspecting = [w for w in words if w.pos in ("VERB", "ADV", "ADJ") and w.lemma.lower() in lists["suspicion"]]
    if any(not _suspects(parsed, w, names) for w in suspecting):
        return AUTHORITIES if _official(reading, links, suspecting) else ACCUSED
    put = {standing.of(reading, word, links)[0] for word in (own, clause_head(parsed, own))}
    if put & {"possible", "conditional", "planned"} or lists["doubt"] & lemmas:
        return POSSIBLE
    if not links:
        return FACT
    if _official(reading, links, suspecting):
        return FACT if links[-1].cue_class == "report" else AUTHORITIES
    return ACCUSED if "claimed" in put else FACT


def _suspects(parsed: Parsed, verb: Word, names: list[str]) -> bool:
    """Whether it is the organisation that accuses ("the X charged them with spying")."""
    if verb.pos != "VERB" or verb.tag == "VBN" or is_passive(parsed, verb):
        return False
    subject = subject_of(parsed, verb)
    return subject is not None and any(name in _plain(parsed, subject.left, subject.right) for name in names)


def _speaks(reading: Reading, link: AttributionLink, names: list[str]) -> bool:
    return any(
        (m.name or "").lower() in names or reading.parsed.slice(m.first, m.last).lower() in names for m in link.sources
    )


def _official(reading: Reading, links: list[AttributionLink], suspecting: list[Word]) -> bool:
    """Whether those who suspect speak with a state's authority: by the chain, or as subject of the suspicion."""
    if any(link.kind == "official" for link in links):
        return True
    roles = load_cues().standing["authorities"]
    subjects = [subject_of(reading.parsed, word) for word in suspecting if word.pos == "VERB"]
    return any(subject is not None and subject.lower in roles for subject in subjects)
