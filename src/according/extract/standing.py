"""Standing: how a claim is put forward: asserted, claimed, denied, planned, possible and so on."""

from __future__ import annotations

from according.codebook.cues import Cues, load_cues
from according.extract.attribution import covering
from according.extract.reading import AttributionLink, Reading
from according.extract.syntax import auxiliaries, is_negated
from according.extract.words import Parsed, Word


def of(reading: Reading, trigger: Word, links: list[AttributionLink]) -> tuple[str, bool]:
    """The standing of what `trigger` tells under its attribution chain (outermost first), and whether it is history."""
    cues = load_cues()
    parsed = reading.parsed
    historical = any(t.background for t in reading.times if _near(parsed, trigger, t.head))
    modal = _modality(parsed, trigger, cues)
    if modal is not None:
        return modal, historical
    around = covering(reading, trigger)
    for link in reversed(around):
        standing = cues.classes[link.cue_class].standing
        if standing in ("denied", "planned", "possible") or (standing == "opinion" and link.sources):
            return standing, historical
    if links:
        return (
            "claimed"
            if links[-1].kind in cues.standing["interested"] or cues.classes[links[-1].cue_class].standing == "claimed"
            else "reported"
        ), historical
    if any(not k.sources for k in around):
        return "reported", historical
    return "asserted", historical


def _near(parsed: Parsed, trigger: Word, head: int) -> bool:
    return parsed.words[head].sent == trigger.sent


def _modality(parsed: Parsed, trigger: Word, cues: Cues) -> str | None:
    """What modality, negation and condition on the clause of `trigger` make of it, None when it is plain."""
    words = cues.standing
    at = trigger
    for _ in range(5):
        aux = auxiliaries(parsed, at)
        if is_negated(parsed, at):
            return "negated"
        mark = parsed.kid(at, "mark")
        if mark is not None and mark.lower in words["condition_marks"] and mark.lower not in ("until", "till"):
            return "conditional"
        if any(a in words["possible_modals"] for a in aux):
            return "possible"
        if any(a in words["conditional_modals"] for a in aux):
            return "conditional"
        if any(a in words["planned_modals"] for a in aux):
            return "planned"
        if at.head == at.i:
            break
        governor = parsed.words[at.head]
        if at.dep == "xcomp" or (at.dep in ("acl", "pcomp", "advcl") and at.tag == "VB"):
            if governor.lemma in words["negative_governors"]:
                return "negated"
            if governor.lemma in words["possible_raising"]:
                return "possible"
            if governor.lemma in words["planned_governors"]:
                return "planned"
            if at.dep == "advcl":
                return "planned" if parsed.kid(at, "aux") is not None else None
            at = governor
            continue
        if at.dep == "pcomp" and governor.lower in words["negative_prepositions"]:
            return "negated"
        if at.dep in ("dobj", "conj", "nsubj", "pobj", "prep") and at.pos in ("NOUN", "PROPN", "ADP"):
            if governor.lemma in words["negative_governors"] and at.dep == "dobj":
                return "negated"
            if governor.lemma in ("risk", "possibility", "chance", "prospect", "danger", "threat", "fear"):
                return "possible"
            if governor.lemma in words["planned_governors"] and at.dep == "dobj":
                return "planned"
            at = governor
            continue
        break
    return None
