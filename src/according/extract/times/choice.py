"""Which time dates a word: by syntax first, then by what its clause shares, then by the story."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from according.extract.parsing.syntax import clause_words
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading, TimeMention
from according.extract.times.calendar import precision_of
from according.extract.times.index import Choice, Index, index_of
from according.extract.times.lean import auxiliaries, clause_verb, verb_ahead
from according.extract.times.undated import SPEECH, undated
from according.model.when import When

_SHARING = (
    "advcl",
    "acl",
    "xcomp",
    "conj",
    "relcl",
    "pcomp",
    "ccomp",
    "prep",
    "appos",
    "dobj",
    "pobj",
    "nsubj",
    "nsubjpass",
    "compound",
    "nmod",
    "poss",
    "dep",
    "agent",
    "attr",
    "oprd",
    "acomp",
    "amod",
    "csubj",
    "parataxis",
    "npadvmod",
    "advmod",
    "dative",
)


LEAVING = frozenset(("leave", "find", "render"))


def choice_of(
    reading: Reading, trigger: Word, planned: bool = False, lasting: bool = False
) -> Choice:
    """See `times.time_of`."""
    index = index_of(reading)
    asked = (trigger.i, planned, lasting)
    known = index.chosen.get(asked)
    if known is None:
        known = index.chosen[asked] = _choose(reading, index, trigger, planned, lasting)
    return known


def _choose(reading: Reading, index: Index, trigger: Word, planned: bool, lasting: bool) -> Choice:
    parsed = reading.parsed
    ahead = planned or _ahead(parsed, trigger)
    habitual = False
    if index.by_sentence.get(trigger.sent):
        found, path = _in_sentence(parsed, index, trigger)
        if path == "own":
            found = [_since(reading, m, trigger) for m in found]
            if found and all(_of_source(parsed, m, trigger) for m in found):
                path = "speech"
        habitual = any(m.habitual for m in found)
        dated = [m for m in found if not m.habitual and _known(m.when)]
        if dated:
            when = dated[0].when if len(dated) == 1 else _tightest(dated)
            return Choice(when if path == "own" else when.borrowed(path), habitual, path)
        sole = _of_note(parsed, index, trigger) if not found else None
        if sole is not None:
            return Choice(sole.when, habitual, "the only phrase of a note")
        if not found and (framing := _frame(parsed, index, trigger)) is not None:
            return Choice(framing.when.borrowed("clause"), habitual, "the date its sentence is told under")
        unresolved = [m for m in found if not m.habitual]
        if unresolved:
            return Choice(unresolved[0].when, habitual, "unresolved phrase")
    elif (sole := _of_note(parsed, index, trigger)) is not None:
        return Choice(sole.when, habitual, "the only phrase of a note")
    when = undated(reading, index, trigger, ahead)
    if lasting and (when.inherited or when.start is None):
        when = When(None, None)
    return Choice(when, habitual, "undated")


def _frame(parsed: Parsed, index: Index, trigger: Word) -> TimeMention | None:
    """The one point in time that the sentence opens with ("On 5 March, …; both were held"), or that follows the word
    without a break, when no path of the parse leads to it. A clause of speech or of another time has its own."""
    dated = [m for m in index.by_sentence[trigger.sent] if not m.habitual and _known(m.when)]
    sentence = parsed.sentence_of(trigger)
    opening = [m for m in dated if m.first - sentence.first <= 1 and m.last < trigger.i]
    if len(opening) == 1 and _is_point(index, opening[0]) and not _is_apart(parsed, trigger):
        return opening[0]
    if len(dated) != 1 or not _is_point(index, dated[0]):
        return None
    low, high = sorted((trigger.i, dated[0].first))
    between = parsed.words[low + 1 if low == trigger.i else dated[0].last + 1 : high]
    plain = len(between) <= FRAME_REACH and not any(
        w.pos in ("PUNCT", "VERB", "AUX", "SCONJ", "CCONJ") and w.text != "-" for w in between
    )
    return dated[0] if plain else None


FRAME_REACH = 14


def _is_point(index: Index, mention: TimeMention) -> bool:
    known = mention.when.start is not None and mention.when.end is not None
    return known and (index.chronicle or index.distant or not mention.background)


def _is_apart(parsed: Parsed, trigger: Word) -> bool:
    """Whether the word stands in a clause of speech, in a past perfect or behind "after", "since" and the like: the
    date of the sentence is not its own."""
    at = trigger
    for _ in range(20):
        if at.dep == "ccomp" or (at.dep in ("advcl", "acl", "relcl") and _own_clause_time_apart(parsed, at)):
            return True
        if at.pos in ("VERB", "AUX") and "had" in auxiliaries(parsed, at):
            return True
        if at.head == at.i:
            return False
        at = parsed.words[at.head]
    return False


def _of_note(parsed: Parsed, index: Index, trigger: Word) -> TimeMention | None:
    """The only date of a note without a subject ("Captured by X 2 July 2022"), whose parse often goes astray.

    A parser may also split such a note; then the rest without a verb, up to the full stop, belongs to it.
    """
    sentence = parsed.sentence_of(trigger)
    if trigger.dep != "ROOT" or trigger.tag not in ("VBN", "VBD") or parsed.kid(trigger, "nsubj", "nsubjpass", "aux"):
        return None
    span = [sentence]
    if parsed.words[sentence.last].text not in (".", "!", "?") and sentence.index + 1 < len(parsed.sentences):
        rest = parsed.sentences[sentence.index + 1]
        if rest.paragraph == sentence.paragraph:
            span.append(rest)
    if any(w.pos in ("VERB", "AUX") and w.i != trigger.i for s in span for w in parsed.words[s.first : s.last + 1]):
        return None
    sole = [m for s in span for m in index.by_sentence.get(s.index, ()) if not m.habitual and _known(m.when)]
    return sole[0] if len(sole) == 1 else None


def _known(when: When) -> bool:
    return when.start is not None or when.end is not None


def _tightest(found: list[TimeMention]) -> When:
    """Of several phrases on a word ("two days later, early on 10 April") the shortest, a written date first."""

    def rank(m: TimeMention) -> tuple[int, bool, int]:
        first, last = m.when.first_day, m.when.last_day
        return ((last - first).days if first and last else 99999, ", from the" in m.why, m.first)

    return min(found, key=rank).when


def _hanging(index: Index, word: Word) -> list[TimeMention]:
    return index.hung.get(word.i, [])


def _in_sentence(parsed: Parsed, index: Index, trigger: Word) -> tuple[list[TimeMention], str]:
    """Mentions that date `trigger` and the path: own, clause (shared with a governing or nominal event), speech."""
    own = _own(parsed, index, trigger)
    if own:
        return own, "own"
    at = trigger
    for _ in range(12):
        if at.head == at.i or at.dep not in _SHARING:
            break
        told = _of_when(parsed, index, at)
        if told:
            return told, "clause"
        head = parsed.words[at.head]
        small = at.dep == "ccomp" and head.lemma in LEAVING  # "leaving six dead": no clause that anybody says
        if (at.dep in ("ccomp", "parataxis") and not small) or (at.dep == "advcl" and head.lemma in SPEECH):
            said = _own(parsed, index, head)
            return (said, "speech") if said else ([], "")
        if at.dep == "relcl" and at.pos in ("VERB", "AUX"):
            found = _of_relative(parsed, index, head)
            if found or not _adds(parsed, at):
                return found, "clause"
        if at.dep == "advcl" and _own_clause_time_apart(parsed, at):
            break
        found = _own(parsed, index, head)
        if found:
            return found, "clause"
        at = head
    return [], ""


def _of_source(parsed: Parsed, mention: TimeMention, trigger: Word) -> bool:
    """Whether the phrase says when a source spoke: "according to a statement on Monday, six people were killed"."""
    return any(word.lower == "according" for word in _way(parsed, mention, trigger))


def _since(reading: Reading, mention: TimeMention, trigger: Word) -> TimeMention:
    """The mention as the time of what has gone on since: in "since the truce of 3 January 90 have died" the day dates
    the truce, and the dead are of all days from it on."""
    words, when = reading.parsed.words, mention.when
    if (mention.first > 0 and words[mention.first - 1].lower == "since") or when.start is None or mention.habitual:
        return mention
    if not any(word.lower == "since" and word.dep == "prep" for word in _way(reading.parsed, mention, trigger)):
        return mention
    last = reading.day if reading.day is None or reading.day >= (when.first_day or reading.day) else None
    return replace(mention, when=replace(when, end=last, precision=precision_of(when.first_day, last)))


def _way(parsed: Parsed, mention: TimeMention, trigger: Word) -> list[Word]:
    """The words on the way from the phrase up to the event's word, without both."""
    way = takewhile(lambda word: word.i != trigger.i, parsed.ancestors(parsed.words[mention.head]))
    return [word for word in way if not mention.first <= word.i <= mention.last]


def _of_when(parsed: Parsed, index: Index, verb: Word) -> list[TimeMention]:
    """The date that a clause of "when" follows ("until late June, when they withdrew"): the date itself, also of a
    phrase that is only a bound of what the main clause tells."""
    if verb.dep not in ("relcl", "advcl", "acl"):
        return []
    for kid in verb.kin:
        if kid.lower == "when" and 1 < kid.i < verb.i:
            before = kid.i - 2 if parsed.words[kid.i - 1].text == "," else kid.i - 1
            named = parsed.words[before].lower in ("day", "month", "year")
            if named and kid.i > 4 and parsed.words[kid.i - 3].text == ",":
                before = kid.i - 4  # "on 22 March, the day when they withdrew"
            return [_at_point(m) for m in index.covering.get(before, ()) if not m.habitual]
    return []


def _at_point(mention: TimeMention) -> TimeMention:
    if mention.point is None:
        return mention
    first, last = mention.point
    return replace(mention, when=replace(mention.when, start=first, end=last, precision=precision_of(first, last)))


def _of_relative(parsed: Parsed, index: Index, noun: Word) -> list[TimeMention]:
    """The time of the noun phrase of a relative clause ("the raid on Monday in which…", "in 2012, when…")."""
    at = noun
    for _ in range(6):
        found = index.covering.get(at.i) or _hanging(index, at)
        if found:
            return found
        if at.head == at.i or at.dep not in ("pobj", "prep", "conj", "appos", "nmod", "compound"):
            return []
        at = parsed.words[at.head]
    return []


def _adds(parsed: Parsed, verb: Word) -> bool:
    """Whether a relative clause goes on with the story (", which included…") instead of saying which one is meant."""
    first = parsed.words[verb.left]
    return (
        first.lower in ("which", "where", "when")
        and verb.left > 0
        and parsed.words[verb.left - 1].text in (",", "–", "—")
    )


def _own_clause_time_apart(parsed: Parsed, verb: Word) -> bool:
    """A clause of "after", "before", "since", "until", "if": its time is not that of the main clause."""
    return any(
        kid.dep in ("mark", "advmod", "prep")
        and kid.lower in ("after", "before", "since", "until", "if", "once", "unless", "though", "although", "because")
        for kid in verb.kin
    )


def _own(parsed: Parsed, index: Index, word: Word) -> list[TimeMention]:
    """Mentions on the word itself, its auxiliaries, its particles; for a verb also those on its nominal arguments, on
    the infinitive it governs ("continued to shell on Monday") and on a clause of "when" or "as"."""
    found = list(_hanging(index, word))
    verbal = word.pos in ("VERB", "AUX")
    for kid in word.kin:
        if kid.pos == "AUX" or kid.dep in ("prt", "acomp", "oprd"):
            found.extend(_hanging(index, kid))
            if kid.dep in ("acomp", "oprd") and verbal:
                for inner in parsed.kids(kid, "xcomp"):
                    found.extend(_hanging(index, inner))
    if not found and not verbal:
        for kid in parsed.kids(word, "acl", "relcl"):
            found.extend(_hanging(index, kid))
    if found or not verbal:
        return found
    for kid in word.kin:
        if kid.dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj"):
            found.extend(_on_noun(index, kid, kid.dep == "nsubj" and _says_what_it_was(parsed, word)))
        elif kid.dep in ("prep", "agent"):
            for inner in kid.kin:
                if inner.dep == "pobj":
                    found.extend(_on_noun(index, inner))
        elif (kid.dep == "xcomp" and kid.pos in ("VERB", "AUX")) or (kid.dep == "advcl" and _same_moment(kid)):
            found.extend(_hanging(index, kid))
        if found:
            return found
    return _on_place(parsed, index, word) or _on_conjunct(parsed, index, word)


def _on_place(parsed: Parsed, index: Index, verb: Word) -> list[TimeMention]:
    """A phrase with its own preposition that the parse hung on a place or thing ("in the village in May")."""
    for word in clause_words(parsed, verb):
        if word.pos not in ("NOUN", "PROPN"):
            continue
        for mention in _hanging(index, word):
            first = parsed.words[mention.first]
            if (
                mention.first > word.i
                and not mention.background
                and (parsed.words[mention.first - 1].pos in ("ADP", "SCONJ") or first.pos == "ADP")
            ):
                return [mention]
    return []


def _on_conjunct(parsed: Parsed, index: Index, verb: Word) -> list[TimeMention]:
    """ "bombed the town and killed six on Friday": the date at the end is that of both."""
    later = parsed.kid(verb, "conj")
    if later is None or later.pos not in ("VERB", "AUX") or parsed.kid(later, "nsubj", "nsubjpass") is not None:
        return []
    return _hanging(index, later)


def _same_moment(clause: Word) -> bool:
    return any(kid.lower in ("when", "as", "while") and kid.dep in ("advmod", "mark") for kid in clause.kin)


def _says_what_it_was(parsed: Parsed, verb: Word) -> bool:
    """ "The second raid (May 2017) was an attack by…": the date of the subject is that of what it is said to be."""
    return verb.lemma == "be" and verb.tag == "VBD" and parsed.kid(verb, "attr") is not None


def _on_noun(index: Index, noun: Word, of_old: bool = False) -> list[TimeMention]:
    """Mentions on a common noun or its coordinates ("the blast on Monday"), not on those of clauses under it; one of
    long ago only says which is meant, but for `of_old`."""
    found = [m for m in _hanging(index, noun) if of_old or not m.background]
    for kid in noun.kin:
        if kid.dep == "conj" and kid.pos == "NOUN":
            found.extend(m for m in _hanging(index, kid) if not m.background)
    return found


def _ahead(parsed: Parsed, trigger: Word) -> bool:
    verb = clause_verb(parsed, trigger)
    return verb is not None and verb_ahead(parsed, verb) and "can" not in auxiliaries(parsed, verb)
