"""Standing: how a claim is put forward: asserted, claimed, denied, planned, possible and so on."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.attribution.links import chain, covering
from according.extract.parsing.syntax import clause_head
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import AttributionLink, Reading
from according.extract.standing.denials import denials
from according.extract.standing.modality import is_question, judges, modality
from according.extract.times.index import index_of

__all__ = ["by_source", "denials", "of"]


def of(reading: Reading, trigger: Word, links: list[AttributionLink], refusal: bool = False) -> tuple[str, bool]:
    """The standing of what `trigger` tells under its chain of attribution (outermost first), and whether it is history.

    First what the clause itself says (negation, condition, possibility, plan), then what the cues around make of it,
    last who says so: the word of a party with a stake is a claim, that of others a report, the publisher's is asserted.
    `refusal`: the negation is itself what is claimed ("will not talk").
    """
    return _put(reading, trigger, links, refusal), _is_history(reading, trigger)


def by_source(reading: Reading, trigger: Word) -> str:
    """The standing that who says it gives, whatever the clause itself says."""
    links = chain(reading, trigger)
    return _by_source(reading, trigger, links) if links else "asserted"


def _put(reading: Reading, trigger: Word, links: list[AttributionLink], refusal: bool) -> str:
    cues = load_cues()
    parsed = reading.parsed
    around = covering(reading, trigger)
    over = (*around, *links)
    if over and any(cues.classes[k.cue_class].standing == "denied" for k in over if k.sources):
        return "denied"
    made = modality(parsed, trigger, bool(around))
    if refusal and made in ("negated", "planned"):
        made = None
    if around and made != "negated" and any(k.disputed and not k.sources for k in around):
        return "disputed"
    if made in ("negated", "conditional"):
        return made
    for link in reversed(around):
        standing = cues.classes[link.cue_class].standing
        foretold = made in ("planned", "possible") or (made is None and not _is_over(parsed, trigger))
        if standing == "possible" and link.sources and foretold:
            return "possible"
        if standing == "planned" and made is None:
            return "planned"
        if standing == "opinion" and link.sources and made is None:
            return "opinion"
    if made is not None:
        return made if made != "opinion" or around else "asserted"
    if is_question(parsed, trigger):
        return "possible"
    if links:
        return _by_source(reading, trigger, links)
    nameless = any(not k.sources and cues.classes[k.cue_class].reporting for k in around)
    return "reported" if nameless else "asserted"


def _is_over(parsed: Parsed, trigger: Word) -> bool:
    """Whether the clause is told as done: "estimates that 300 people died", "warned that rebels had taken the town"."""
    verb = clause_head(parsed, trigger)
    aux = {kid.lower for kid in parsed.kids(verb, "aux", "auxpass")}
    if verb.tag == "VBN":
        return bool(aux & {"has", "have", "had", "was", "were"})
    return verb.tag == "VBD" and not aux


def _by_source(reading: Reading, trigger: Word, links: list[AttributionLink]) -> str:
    """The standing that the last source of the chain gives."""
    cues = load_cues()
    origin = links[-1]
    if origin.disputed:
        return "disputed"
    if judges(reading.parsed, trigger):
        return "opinion"
    stake = origin.kind in cues.standing["interested"] or cues.classes[origin.cue_class].standing == "claimed"
    return "claimed" if stake else "reported"


def _is_history(reading: Reading, trigger: Word) -> bool:
    """Whether a time of the distant past stands in the sentence."""
    return trigger.sent in index_of(reading).of_old
