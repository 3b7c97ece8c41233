"""Event words to PLOVER types, modes and roles, by the codebook's frames.

Each sentence is walked once. A verb or a noun whose lemma is in the frame index is held against its
patterns; what stands over it (a light verb, "threatened to", "agreed to", "accused of") may change the
type; then roles are filled and the clause that carries the claim is cut out.
"""

from __future__ import annotations

from according.codebook.frames import Frame, load_frames
from according.extract.events_clause import carrying, trimmed
from according.extract.events_governor import Sense, governed, light_verb
from according.extract.events_means import means_of
from according.extract.frames import Frames, deep, evoked, lemmas
from according.extract.reading import ActorMention, ControlFinding, EventFinding, Reading
from according.extract.roles import Cast, unique
from according.extract.words import Word

CONTROL_TYPES = {
    "gain": ("COERCE", "seize"),
    "loss": ("COERCE", "seize"),
    "withdraw": ("RETREAT", "withdraw"),
    "siege": ("COERCE", "restrict"),
    "siege_lifted": ("RETREAT", "withdraw"),
    "transfer_done": ("RETREAT", "withdraw"),
    "transfer_agreed": ("CONCEDE", None),
    "raid": ("ASSAULT", None),
}


def find(reading: Reading) -> list[EventFinding]:
    """All events of the report, in text order."""
    return Finder(reading).run()


class Finder:
    """One report's pass."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parsed = reading.parsed
        self.cast = Cast(reading)
        self.index = load_frames()
        self.controls = {control.trigger: control for control in reading.controls}
        self.found: dict[int, EventFinding] = {}
        self.closed: set[int] = set()

    def run(self) -> list[EventFinding]:
        for word in self.parsed.words:
            if word.i in self.controls:
                self._controlled(word, self.controls[word.i])
            elif word.i in self.closed:
                continue
            elif word.pos in ("VERB", "AUX"):
                self._verb(word)
        for word in self.parsed.words:
            if word.pos in ("NOUN", "PROPN") and word.i not in self.controls and word.i not in self.closed:
                self._noun(word)
        return [self.found[i] for i in sorted(self.found)]

    def _controlled(self, word: Word, control: ControlFinding) -> None:
        """A control finding at this word says type and sides; a bare hold is no event."""
        if control.change not in CONTROL_TYPES:
            return
        kind, mode = CONTROL_TYPES[control.change]
        leaving = control.change in ("withdraw", "transfer_done", "transfer_agreed", "siege_lifted")
        agent, other = (control.loser, control.holder) if leaving else (control.holder, control.loser)
        if leaving and agent is None:
            agent, other = control.holder, None
        self.found[word.i] = EventFinding(
            word.i, kind, mode, control.first, control.last, [agent] if agent else [], [other] if other else [],
            place_words=list(control.places), frame=f"control.{control.change}", why=control.why)

    def _verb(self, word: Word) -> None:
        if not any(lemma in self.index.verbs for lemma in lemmas(word)):
            return
        if word.dep in ("amod", "aux", "auxpass", "compound"):
            return
        view = deep(self.reading, word)
        match = evoked(view, self.index)
        if match is None:
            return
        pattern, frame = match
        sense = governed(self.reading, word, frame, self.found)
        if sense is None:
            self._lend(word, view, frame)
            return
        self._emit(word, view, frame, sense, pattern.source)

    def _lend(self, word: Word, view: Frames, frame: Frame) -> None:
        """A threat or refusal without a recipient of its own takes the one of the act it is about."""
        for over in self.parsed.ancestors(word):
            told = self.found.get(over.i)
            if told is not None:
                if not told.recipients and told.event_type in ("THREATEN", "REJECT", "AGREE"):
                    recipients, places = self.cast.recipients(view, frame)
                    told.recipients = [r for r in recipients if r not in told.agents]
                    told.place_words += places
                return
            if over.pos not in ("VERB", "AUX", "ADP"):
                return

    def _emit(self, word: Word, view: Frames, frame: Frame, sense: Sense, source: str) -> None:
        agents = unique([p for subject in view.subjects for p in self.cast.parties(subject)])
        recipients, places = self.cast.recipients(view, frame)
        weapon, norm, mode = means_of(self.reading, view, frame, sense.mode)
        if not agents:
            agents = self._through_means(view)
        if frame.reciprocal and recipients == agents:
            recipients = []
        if sense.recipients:
            recipients = sense.recipients
        if sense.agents:
            agents = sense.agents
        first, last = carrying(self.parsed, word, sense.over)
        self.found[word.i] = EventFinding(
            word.i, sense.type, mode if sense.type == frame.type else sense.mode, first, last, agents,
            [r for r in recipients if r not in agents], weapon, norm, places, frame.name,
            sense.verbal, f"{frame.name}: {source}" + (f"; under {sense.why}" if sense.why else ""))

    def _through_means(self, view: Frames) -> list[ActorMention]:
        """The agent told by the means: "killed in a Russian airstrike", "by shelling from the hills"."""
        for prep in ("in", "by", "during", "with", "from"):
            for obj in view.prepositions.get(prep, []):
                if obj.lemma.lower() in self.index.nouns and (behind := self.cast.behind(obj)):
                    return behind
        return []

    def _noun(self, word: Word) -> None:
        if word.lemma.lower() not in self.index.nouns and word.lower not in self.index.nouns:
            return
        if word.dep in ("compound", "nmod", "amod", "npadvmod") or word.ent in ("ORG", "PERSON", "WORK_OF_ART", "FAC"):
            return
        view = deep(self.reading, word)
        match = evoked(view, self.index)
        if match is None:
            return
        pattern, frame = match
        over = light_verb(self.reading, word)
        if over is None and self._told_already(word, frame):
            return
        agents, recipients, places = self._nominal_roles(view, frame)
        if over is not None:
            actors = unique([p for subject in over.subjects for p in self.cast.parties(subject)])
            if over.suffers:
                recipients = recipients or actors
            else:
                agents = actors or agents
        elif not (agents or recipients or places):
            return
        anchor = over.verb if over is not None else word
        sense = governed(self.reading, anchor, frame, self.found) if over is not None else Sense(
            frame.type, frame.mode, frame.verbal)
        if sense is None:
            return
        if over is not None:
            self.found.pop(over.verb.i, None)
        weapon, norm, mode = means_of(self.reading, view, frame, sense.mode)
        first, last = carrying(self.parsed, anchor, sense.over) if over is not None else trimmed(
            self.parsed, word.left, word.right)
        self.found[word.i] = EventFinding(
            word.i, sense.type, mode if sense.type == frame.type else sense.mode, first, last, agents,
            [r for r in recipients if r not in agents or frame.reciprocal], weapon, norm, places, frame.name,
            sense.verbal, f"{frame.name}: {pattern.source}" + (f"; with {over.verb.lower}" if over else ""))

    def _nominal_roles(self, view: Frames, frame: Frame) -> tuple[list[ActorMention], list[ActorMention], list[int]]:
        word = view.word
        between = view.prepositions.get("between", []) + view.prepositions.get("among", [])
        if between:
            both = unique([p for w in between for p in self.cast.parties(w)])
            return both, list(both), []
        recipients, places = self.cast.recipients(view, frame)
        agents = [p for w in view.prepositions.get("by", []) for p in self.cast.parties(w)]
        for kid in self.parsed.kids(word, "poss", "compound", "amod", "nmod"):
            if not agents:
                agents = self.cast._modifier(kid)
        if not agents and not any(role.key == "of" for role in frame.recipient):
            agents = [p for w in view.prepositions.get("of", []) if not self.cast.is_place(w)
                      for p in self.cast.parties(w)]
        return unique(agents), recipients, places

    def _told_already(self, word: Word, frame: Frame) -> bool:
        """Whether the verb over the noun already tells this event ("killed in an attack", "fired in a clash")."""
        at = word
        for _ in range(3):
            at = self.parsed.words[at.head]
            told = self.found.get(at.i)
            if told is not None and told.event_type == frame.type:
                return True
            if at.pos in ("VERB", "AUX") or at.head == at.i:
                return False
        return False
