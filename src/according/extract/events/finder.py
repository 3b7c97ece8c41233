"""Event words to PLOVER types, modes and roles, by the codebook's frames.

Each word whose lemma is in the frame index is held against its patterns; what stands over it (a light verb,
"threatened to", "agreed to", "accused of") may change the type; then roles are filled and the clause that
carries the claim is cut out. One happening told by two words ("bombed, killing six") is one event.
"""

from __future__ import annotations

from functools import lru_cache

from according.codebook.cues import load_cues
from according.codebook.frames import Frame, load_frames, load_governors, words_of_class
from according.extract.control.nouns import only_wanted
from according.extract.control.words import control_words
from according.extract.events.beyond import Beyond
from according.extract.events.clause import carrying, trimmed
from according.extract.events.deep import Frames, deep, harming_clause
from according.extract.events.frames import ARMED_KINDS, evoked, lemmas
from according.extract.events.governor import TOLD_OF, Light, Sense, below_noun, governed, light_verb
from according.extract.events.means import means_of
from according.extract.events.roles import STEAD, Cast
from according.extract.events.taken import drop_places
from according.extract.parsing.syntax import is_passive, prepositional, subject_of
from according.extract.parsing.words import Forms, Word
from according.extract.reading import ActorMention, ControlFinding, EventFinding, Reading, unique

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
# The frame under which a change of control is asked what stands over it ("vowed to take", "refused to leave").
STANDS_FOR: dict[tuple[str, str | None], str] = {
    ("RETREAT", "withdraw"): "retreat.withdraw", ("COERCE", "seize"): "coerce.seize",
    ("COERCE", "restrict"): "coerce.restrict"}
# Nouns that name a standing arrangement as often as a happening: coded only where someone makes it.
NEEDS_MAKER = {"AGREE", "SUPPORT", "COOPERATE", "AID", "REJECT", "REQUEST", "THREATEN", "ACCUSE"}
# Words that count some more of those told of just before.
OTHERS = frozenset({"other", "more", "another"})
TROOPS = words_of_class("armed")
AIRCRAFT = words_of_class("aircraft") | {"fighter", "bomber"}
# Verbs whose object is only asked for.
WISHING = load_governors().verbs["request"] | {"seek", "await", "advocate"}
# Acts whose object may itself be an event noun that was not carried out.
UNREALISED = {"REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE", "CONSULT"}


def find(reading: Reading) -> list[EventFinding]:
    """All events of the report, in text order."""
    return Finder(reading).run()


@lru_cache(maxsize=1)
def _nouns() -> Forms:
    return Forms(load_frames().nouns.__contains__)


@lru_cache(maxsize=1)
def _verbs() -> Forms:
    verbs = load_frames().verbs
    return Forms(lambda form: form in verbs or f"{form}e" in verbs)  # see frames.lemmas

class Finder:
    """One report's pass: controls and verbs first, then nouns that no verb has told."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parsed = reading.parsed
        self.cast = Cast(reading)
        self.beyond = Beyond(reading, self.cast)
        self.index = load_frames()
        self.controls = {control.trigger: control for control in reading.controls}
        self.found: dict[int, EventFinding] = {}

    def run(self) -> list[EventFinding]:
        drop_places(self.reading, self.cast)
        words = self.parsed.words
        telling = {w.i for w in self.parsed.worded(_verbs()) if w.pos in ("VERB", "AUX")} | self.controls.keys()
        for i in sorted(telling):
            if i in self.controls:
                self._controlled(words[i], self.controls[i])
            else:
                self._verb(words[i])
        for word in self.parsed.worded(_nouns()):
            if word.pos in ("NOUN", "PROPN") and word.i not in self.controls:
                self._noun(word)
        self._merge()
        return [self.found[i] for i in sorted(self.found)]

    def _controlled(self, word: Word, control: ControlFinding) -> None:
        """A control finding at this word says type and sides; a bare hold is no event."""
        if control.change not in CONTROL_TYPES:
            return
        match = evoked(deep(self.reading, word), self.index)
        if match is not None and (match[1].type == "SANCTION" or match[1].name == "coerce.disarm"):
            # Leaving a treaty or taking weapons changes nothing on the ground.
            self.reading.controls.remove(control)
            self._verb(word)
            return
        kind, mode = CONTROL_TYPES[control.change]
        if control.entry:
            kind, mode = "MOBILIZE", "troops"
        if word.pos == "VERB" and (standing := STANDS_FOR.get((kind, mode))):
            sense = governed(self.reading, word, self.index.frames[standing], self.found)
            if sense is not None and sense.type != kind:
                kind, mode = sense.type, sense.mode
        leaving = control.change in ("withdraw", "transfer_done", "transfer_agreed", "siege_lifted")
        agent, other = (control.loser, control.holder) if leaving else (control.holder, control.loser)
        if leaving and agent is None:
            agent, other = control.holder, None
        if control.change == "siege":
            agent, other = control.agent, control.holder
        if other is None and control.change in ("gain", "loss"):
            taken = [self.parsed.words[i] for i in control.places] + deep(self.reading, word).objects
            own = {*control.places, *(w.i for w in taken)}
            behind = [p for w in taken for p in self.cast.behind(w) if p is not agent and self.cast.is_party(p)
                      and not self.cast.locates(p) and p.head not in own
                      and not (p.head == w.i and p.actor is None)  # "the city centre" is no organisation
                      and not (agent is not None and self._own(p, [agent]))]  # "extending its control"
            other = behind[0] if behind else None
        self.found[word.i] = EventFinding(
            word.i, kind, mode, control.first, control.last, self._joint(agent), self._joint(other),
            place_words=list(control.places), frame=f"control.{control.change}", why=control.why)

    def _joint(self, mention: ActorMention | None) -> list[ActorMention]:
        """The mention with those coordinated with it ("the army and its allies")."""
        if mention is None:
            return []
        head = self.parsed.words[mention.head]
        out = [mention, *self.cast.beside(head, mention)]
        for kid in self.parsed.kids(head, "conj"):
            if self._own_subject(head, kid):
                continue
            out += self.cast.parties(kid)
            out += [p for next_kid in self.parsed.kids(kid, "conj") for p in self.cast.parties(next_kid)]
        return unique(out)

    def _own_subject(self, head: Word, kid: Word) -> bool:
        """Whether what looks like a second party is the subject of a verb of its own ("held by A and B fled")."""
        after = self.parsed.words[kid.right + 1 : kid.right + 2]
        if not after or after[0].tag not in ("VBD", "VBZ", "VBP", "MD") or after[0].sent != kid.sent:
            return False
        return head.dep not in ("nsubj", "nsubjpass") or head.head not in (after[0].i, after[0].head)

    def _verb(self, word: Word) -> None:
        if word.dep in ("amod", "aux", "auxpass", "compound"):
            return
        if self.index.verbs.keys().isdisjoint(lemmas(word)):
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
        agents: list[ActorMention] = []
        if "subj" in frame.agent:
            agents = unique([p for subject in view.subjects for p in self.cast.acting(subject)])
            agents = agents or self.beyond.acting(view)
            if frame.verbal and word.dep == "conj" and (teller := self._who_tells_on(word)) is not None:
                agents = self.cast.acting(teller)
        elif "means" in frame.agent:
            agents = self.beyond.through_means(view)
        if frame.name == "sanction.flight":
            agents = self.beyond.fled(view)
        recipients, places = self.cast.recipients(view, frame)
        if frame.type == "ASSAULT" and word.lemma in load_governors().light:
            owners = self.beyond.owners(view)
            agents = agents or owners
            whence = {p.head for deed in view.objects for w in prepositional(self.parsed, deed, "from")
                      for p in self.cast.parties(w)}  # "launched an offensive on X from Y"
            recipients = [r for r in recipients if r not in owners and r.head not in whence]
        if frame.complement == "request" and not recipients:
            recipients = self.beyond.asked(view)
        if frame.type == "MOBILIZE" and not agents and view.passive:  # "Russian troops were deployed"
            agents = unique([p for w in view.objects for p in self.cast.parties(w) if p.kind in ARMED_KINDS])
        if frame.type == "THREATEN" and not recipients:
            recipients = self.beyond.threatened(view)
        if frame.type == "ASSAULT" and not recipients:
            recipients = self.beyond.aimed_at(view, frame) or self.beyond.seat_struck(agents, places) or (
                self.beyond.used_against(word))
        mutual = self.beyond.each_other(view)
        if mutual or (frame.reciprocal and len(agents) > 1 and not recipients):
            recipients = list(agents)
        self._keep(word, view, frame, sense, agents, recipients, places, pattern.source, mutual=mutual)

    def _who_tells_on(self, word: Word) -> Word | None:
        """ "X said that six had been killed and accused Y": X accuses, not those killed, whom the parse has accuse."""
        inner = self.parsed.words[word.head]
        over = self.parsed.words[inner.head]
        told = inner.dep == "ccomp" and over.i < inner.i and over.lemma in load_cues().verbs
        if not told or word.tag != "VBD" or self.parsed.kid(word, "nsubj", "nsubjpass", "aux") is not None:
            return None
        passive = is_passive(self.parsed, inner) and not is_passive(self.parsed, word)
        return subject_of(self.parsed, over) if passive else None

    def _keep(self, word: Word, view: Frames, frame: Frame, sense: Sense, agents: list[ActorMention],
              recipients: list[ActorMention], places: list[int], source: str, light: Light | None = None,
              mutual: bool = False) -> None:
        weapon, norm, mode = means_of(self.reading, view, frame, sense.mode)
        if sense.type != frame.type:
            mode = sense.mode
        if light is not None or word.pos in ("VERB", "AUX"):
            first, last = carrying(self.parsed, light.verb if light else word, sense.over)
        else:
            first, last = trimmed(self.parsed, word.left, word.right)
        if light is not None and not first <= word.i <= last:
            first, last = trimmed(self.parsed, min(first, word.left), max(last, word.right))
        if not mutual and (not frame.reciprocal or len(agents) < 2):
            recipients = [r for r in recipients if r not in agents]
        mutual = mutual or (frame.reciprocal and len(agents) > 1)
        if sense.type in ("ASSAULT", "COERCE") and mode != "destroy" and not mutual:
            recipients = [r for r in recipients if not self._own(r, agents)]
        why = f"{frame.name}: {source}" + (f"; with {light.verb.lower}" if light else "")
        why += f"; under {sense.why}" if sense.why else ""
        self.found[word.i] = EventFinding(word.i, sense.type, mode, first, last, agents, recipients, weapon, norm,
                                          places, frame.name, sense.verbal, why)

    def _own(self, suffering: ActorMention, agents: list[ActorMention]) -> bool:
        """Whether who suffers an act would be who does it, by a pronoun or a bare kind: nobody is told then."""
        own = {key for a in agents for key in (a.actor, a.country) if key and not a.person}
        told_of = suffering.antecedent in agents or bool({suffering.actor, suffering.country} & own)
        by_pronoun = suffering.why.startswith("pronoun") or self.parsed.words[suffering.head].tag == "PRP$"
        return told_of and (by_pronoun or self._bare_kind(self.parsed.words[suffering.head]))

    def _bare_kind(self, word: Word) -> bool:
        """Whether a word before a noun says what kind of target it is rather than whose ("military targets")."""
        return word.dep in ("compound", "amod") and not word.ent

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

    def _noun(self, word: Word) -> None:
        if word.lemma.lower() not in self.index.nouns and word.lower not in self.index.nouns:
            return
        if word.dep in ("compound", "nmod", "amod", "npadvmod") or word.ent in ("ORG", "PERSON", "WORK_OF_ART", "FAC"):
            return
        if self._is_defined(word):
            return
        if word.tag == "NN" and any(kid.lemma.lower() in AIRCRAFT for kid in self.parsed.kids(word, "conj")):
            return  # "attack, bomber and fighter aircraft": a kind of plane
        view = deep(self.reading, word)
        match = evoked(view, self.index)
        if match is None:
            return
        pattern, frame = match
        if frame.verbal and self._is_answered(word):
            return
        if frame.type == "RETREAT" and only_wanted(self.reading, word, control_words()):
            return  # "the plan includes a withdrawal"
        light = light_verb(self.reading, word)
        if light is None and word.dep == "dobj" and self.parsed.words[word.head].lemma.lower() in WISHING:
            return  # "a petition seeking deployment of the army": not done
        reported = light is not None and light.verb.lemma in TOLD_OF
        outside = not reported and (light is None or light.occurs or light.verb.dep in ("acl", "relcl"))
        if outside and self._told_already(word, frame):
            return
        if light is not None and light.verb.i != view.word.i:
            below = deep(self.reading, light.verb)
            for prep, objects in below.prepositions.items():
                if prep not in view.prepositions and prep not in ("of", "by") and word not in objects:
                    view.prepositions[prep] = objects
        specific = "obj:" in self._told_by(light.verb) if light is not None else False
        if light is not None and not light.occurs and specific and "mod:" not in pattern.source:
            return
        hung = below_noun(self.reading, word)
        told = self.found.get(hung.verb.i) if hung is not None and light is None else None
        if told is not None and told.event_type == frame.type:
            return  # "a siege imposed by": the participle tells it
        agents, recipients, places = self._nominal_roles(view, frame)
        if light is not None and not light.occurs:
            actors = unique([p for subject in light.subjects for p in self.cast.parties(subject)])
            if light.suffers:
                recipients = recipients or actors
                agents = agents or unique([p for w in view.prepositions.get("from", []) if not self.cast.is_place(w)
                                           for p in self.cast.parties(w)])
            else:
                agents = actors or agents
                if frame.type == "ASSAULT" and not recipients:
                    recipients = self.beyond.aimed_at(deep(self.reading, light.verb), frame)
        elif light is None and not self._worth_coding(view, frame, agents, recipients, places):
            return
        anchor = light.verb if light is not None else word
        sense = governed(self.reading, anchor, frame, self.found) if light is not None else Sense(
            frame.type, frame.mode, frame.verbal)
        if sense is None:
            self._lend(anchor, view, frame)
            return
        if frame.type == "AGREE" and word.lemma == "breakthrough" and any(a.kind in ARMED_KINDS for a in agents):
            return  # troops that break through come to no terms
        if light is not None and not light.occurs:
            self.found.pop(light.verb.i, None)
        if frame.reciprocal and not recipients and len(agents) > 1:
            recipients = list(agents)
        self._keep(word, view, frame, sense, agents, recipients, places, pattern.source, light)

    def _is_defined(self, noun: Word) -> bool:
        """Whether a bare plural is only said to be of some kind: "airstrikes are a common tactic"."""
        verb = self.parsed.words[noun.head]
        if noun.tag != "NNS" or noun.dep != "nsubj" or verb.lower != "are":
            return False
        if any(kid.dep not in ("conj", "cc", "compound") for kid in noun.kin):
            return False
        kind = self.parsed.kid(verb, "attr")
        return kind is not None and kind.tag == "NN" and any(kid.lower in ("a", "an") for kid in kind.kin)

    def _is_answered(self, noun: Word) -> bool:
        """ "A response to its proposals": the answer is told, and no act of proposing."""
        prep = self.parsed.words[noun.head]
        answer = self.parsed.words[prep.head]
        return noun.dep == "pobj" and prep.lower == "to" and answer.lemma in ("response", "reply", "answer", "reaction")

    def _told_by(self, verb: Word) -> str:
        """Why the verb was coded; a pattern that asks for this object already tells the noun's event."""
        told = self.found.get(verb.i)
        return told.why if told is not None else ""

    def _worth_coding(self, view: Frames, frame: Frame, agents: list[ActorMention], recipients: list[ActorMention],
                      places: list[int]) -> bool:
        """Whether a bare event noun tells a happening: it has parties or a place, and a maker where one is needed."""
        if frame.type in NEEDS_MAKER:
            return bool(agents and recipients) or bool(view.prepositions.get("between"))
        told = agents or recipients or places or view.prepositions.get("by")
        if not told and frame.type == "MOBILIZE":  # "the deployment of the army"
            return any(w.lemma.lower() in TROOPS for w in view.prepositions.get("of", []))
        return bool(told) or bool(self._acl_infinitive(view.word))

    def _acl_infinitive(self, noun: Word) -> Word | None:
        """"the battle to liberate X": the act the noun is for."""
        for kid in self.parsed.kids(noun, "acl"):
            if kid.pos == "VERB" and kid.tag == "VB":
                return kid
        return None

    def _nominal_roles(self, view: Frames, frame: Frame) -> tuple[list[ActorMention], list[ActorMention], list[int]]:
        word = view.word
        between = view.prepositions.get("between", []) + view.prepositions.get("among", [])
        if between:
            both = unique([p for w in between for p in self.cast.parties(w)])
            return both, list(both), []
        recipients, places = self.cast.recipients(view, frame)
        makers = view.prepositions.get("by", []) or [
            w for key in ("of", "on", "against", "at", "in") for each in view.prepositions.get(key, [])
            for w in prepositional(self.parsed, each, "by")]  # "an attack on a port by rebels"
        makers = makers or [w for each in view.prepositions.get("on", []) if each.lemma.lower() in STEAD
                            for w in prepositional(self.parsed, each, "of")]  # "shelling on the part of the army"
        if not makers and frame.type == "ASSAULT":
            makers = [w for w in view.prepositions.get("from", [])
                      if self.cast.personal(w) and not self.cast.is_place(w)]
        agents = [p for w in makers for p in self.cast.parties(w) or self.cast.behind(w)]
        if not recipients and self.cast.suffered(word):
            recipients = [p for w in self.parsed.kids(word, "poss") for p in self.cast.parties(w)]  # "his arrest"
        agents = agents or self.cast.modifying(word)
        if not agents and (told := below_noun(self.reading, word)) is not None:
            agents = [p for w in told.subjects for p in self.cast.parties(w)]
        if not agents and word.lemma.lower() != "battle" and not any(role.key == "of" for role in frame.recipient):
            agents = [p for w in view.prepositions.get("of", []) if not self.cast.is_place(w)
                      for p in self.cast.parties(w)]
        purpose = self._acl_infinitive(word)
        if purpose is not None and frame.type in ("ASSAULT", "MOBILIZE"):
            inner = deep(self.reading, purpose)
            more, where = self.cast.recipients(inner, frame)
            recipients, places = recipients or more, places + where
        places += self.cast.place_words(view.prepositions.get("in", []) + view.prepositions.get("near", []))
        return unique(agents), recipients, places

    def _told_already(self, word: Word, frame: Frame) -> bool:
        """Whether the verb over the noun already tells this event ("killed in an attack"), or leaves it unrealised."""
        at = word
        for step in range(6):
            below = at
            at = self.parsed.words[at.head]
            told = self.found.get(at.i)
            if told is not None:
                if (told.event_type == frame.type and step < 3) or (frame.type == "MOBILIZE" and below.dep == "dobj"):
                    return True
                if step == 0 and below.dep == "dobj" and told.event_type not in ("ACCUSE", "SUPPORT"):
                    return True
                return told.event_type in UNREALISED and (below.dep in ("dobj", "xcomp", "prep", "advcl"))
            if at.head == at.i or (at.pos in ("VERB", "AUX") and at.dep not in ("xcomp", "pcomp", "ccomp", "advcl")):
                return False
        return False

    def _merge(self) -> None:
        """One happening told twice is one event: "bombed …, killing six", "shot and wounded", "strikes that killed"."""
        self.merged: dict[int, EventFinding] = {}
        for i in [i for i in self.found if self.parsed.words[i].dep in ("csubj", "nsubj")]:
            self._merge_doing(self.parsed.words[i])
        for i in sorted(self.found):
            late = self.found.get(i)
            if late is None or late.frame not in ("assault.kill", "assault.destroy", "assault.attack"):
                continue
            early = self._same_happening(self.parsed.words[i])
            if early is None or early is late:
                continue
            early_told = bool(early.recipients) and early.frame == late.frame == "assault.kill"
            if early_told and self.parsed.words[i].dep == "conj":  # "two soldiers were killed and six others wounded"
                late.recipients = [r for r in late.recipients if self.parsed.words[r.head].lemma.lower() not in OTHERS]
            people = any(self.cast.is_party(r) or r.kind != "unknown" for r in early.recipients)
            if not people or early.frame == late.frame == "assault.kill":
                # Whoever was harmed beside the house or hospital that was struck; the hurt beside the dead.
                early.recipients += [r for r in late.recipients if r not in early.agents + early.recipients]
            early.agents = early.agents or [a for a in late.agents if a not in early.recipients]
            early.mode = early.mode or late.mode
            if early.weapon is None:
                early.weapon, early.weapon_norm = late.weapon, late.weapon_norm
            early.place_words += late.place_words
            early.first, early.last = min(early.first, late.first), max(early.last, late.last)
            early.why += f"; {self.parsed.words[i].lower} tells its harm"
            self.merged[i] = early
            del self.found[i]

    def _merge_doing(self, word: Word) -> None:
        """"Shelling hit the town": the doing and the verb that has it as subject tell one attack."""
        told, doing = self.found.get(word.head), self.found[word.i]
        if told is None or word.tag != "VBG" or not told.event_type == doing.event_type == "ASSAULT":
            return
        told.mode = told.mode or doing.mode
        told.agents = told.agents or doing.agents
        if told.weapon is None:
            told.weapon, told.weapon_norm = doing.weapon, doing.weapon_norm
        self.merged[word.i] = told
        del self.found[word.i]

    def _dead_and_hurt(self, word: Word, over: Word) -> bool:
        """"Three were killed and eight were wounded": the dead and the hurt of one happening, unless told by others."""
        late, early = self.found[word.i], self.found.get(over.i)
        if early is None or early.frame != "assault.kill" or late.frame != "assault.kill" or word.i - over.i > 8:
            return False
        elliptic = word.tag in ("VBN", "VBD") and self.parsed.kid(word, "aux", "dobj") is None
        passive = self.parsed.kid(word, "nsubjpass", *(("nsubj",) if elliptic else ())) is not None
        passive = passive and self.parsed.kid(over, "nsubjpass") is not None
        return passive and not (early.agents and late.agents)

    def _same_happening(self, word: Word) -> EventFinding | None:
        """The earlier ASSAULT whose harm `word` tells."""
        frame = self.found[word.i].frame
        over = self.parsed.words[word.head]
        clause = harming_clause(self.parsed, word)
        if clause is not None:
            told = self.found.get(clause.i) or self.merged.get(clause.i)
            return told if told is not None and told.event_type == "ASSAULT" else None
        told = self.found.get(over.i) or self.merged.get(over.i)
        if told is None or told.event_type != "ASSAULT":
            return None
        if word.dep == "advcl" and word.tag == "VBG" and frame != "assault.attack" and word.i > over.i:
            return told if self.parsed.kid(word, "nsubj", "mark") is None else None
        shares = self.parsed.kid(word, "nsubj", "nsubjpass") is None and over.i > word.i - 12
        if word.dep == "conj" and self._dead_and_hurt(word, over):
            return told
        if word.dep == "conj" and over.pos == "VERB" and shares and frame == "assault.kill":
            return told
        return told if word.dep in ("relcl", "acl") and over.pos in ("NOUN", "PROPN") else None
