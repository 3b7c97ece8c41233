"""What a figure runs over: a war or a stretch of time (an aggregate), and the parts of it that the text names."""

from __future__ import annotations

from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading, TimeMention
from according.extract.tolls.figures import Counts, is_people
from according.extract.tolls.lexicon import WARS
from according.model.claim import Figure
from according.model.when import When

_WITHIN = ("in", "during", "since", "throughout", "over", "of", "from", "by")
_WEEK_DAYS = 8


def aggregate_of(
    reading: Reading, trigger: Word, verb: Word, figure: Figure, first: int, last: int
) -> tuple[bool, When | None]:
    """Whether a figure is a running total, and over which period.

    A total runs over a stretch of more than a week that its clause names ("since 2011", "so far this year", "in
    June and July"), or over a whole war ("in the conflict"). One person never makes a total; nor does the toll of
    one incident that is corrected upward.
    """
    if figure.high is not None and figure.high <= 1:
        return False, None
    parsed = reading.parsed
    clause = _clause(parsed, verb, first, last)
    period = _period(reading, clause, verb)
    if period is not None:
        return True, period.when
    low = figure.low or figure.high or 0
    if low >= 10 and _of_a_war(parsed, verb):
        return True, None
    for i in sorted(clause):
        word = parsed.words[i]
        if word.lower == "since" and word.i > trigger.i - 12 and low > 1:
            return True, None
        if word.lemma.lower() in WARS and word.dep == "pobj" and parsed.words[word.head].lower in _WITHIN and low >= 10:
            governor = parsed.words[parsed.words[word.head].head]
            if governor.i in clause or governor.i in (trigger.i, verb.i):
                return True, None
    return False, None


def _of_a_war(parsed: Parsed, verb: Word) -> bool:
    """A relative clause of the war itself ("the conflict in which thousands have died")."""
    while verb.dep == "conj" and parsed.words[verb.head].pos in ("VERB", "AUX"):
        verb = parsed.words[verb.head]
    if verb.dep == "relcl" and parsed.words[verb.head].lemma.lower() in WARS:
        return True
    subject = parsed.kid(verb, "nsubj")
    perfect = any(kid.lemma == "have" for kid in parsed.kids(verb, "aux"))
    return subject is not None and perfect and subject.lemma.lower() in WARS  # "the war has killed 9,000"


def _clause(parsed: Parsed, verb: Word, first: int, last: int) -> set[int]:
    """Words of the verb's clause and of the span of the toll."""
    out = set(range(first, last + 1))
    stack = [verb.i]
    while stack:
        at = parsed.words[stack.pop()]
        out.add(at.i)
        for i in at.children:
            kid = parsed.words[i]
            if kid.pos in ("VERB", "AUX") and kid.dep in ("ccomp", "advcl", "conj", "parataxis"):
                if kid.dep == "advcl" and any(parsed.words[k].lower == "since" for k in kid.children):
                    stack.append(i)
                continue
            stack.append(i)
    return out


def _period(reading: Reading, clause: set[int], verb: Word) -> TimeMention | None:
    for mention in reading.times:
        if reading.parsed.words[mention.first].sent != verb.sent or mention.head not in clause or mention.habitual:
            continue
        when = mention.when
        first, last = when.first_day, when.last_day
        since = mention.why.startswith("since") or mention.why.startswith("so far")
        if since and first is not None:
            return mention
        if (
            first is not None
            and last is not None
            and (last - first).days >= _WEEK_DAYS
            and mention.why.split(",")[0]
            in ("recent", "last so many", "duration", "months of one year", "relative unit", "year", "so far")
            and _counts_up(mention)
        ):
            return mention
    return None


def _counts_up(mention: TimeMention) -> bool:
    """A whole month or year dates one incident as well as a total; only stretches up to the report count as totals."""
    rule = mention.why.split(",")[0]
    text = (mention.when.text or "").lower()
    if rule == "relative unit":
        return any(w in text for w in ("past", "the last", "this year", "so far"))
    return rule != "year" or "-" in text or "–" in text


def nested_of(
    reading: Reading, counts: Counts, harms: dict[str, Figure], first: int, last: int
) -> list[tuple[str, Figure]]:
    """Parts of a figure: "including five children", "two of them journalists", "among them a medic"."""
    parsed = reading.parsed
    lead = "killed" if "killed" in harms else next(iter(harms), "killed")
    sentence = parsed.sentences[parsed.words[first].sent]
    taken = {f.start for f in harms.values()}
    out: list[tuple[str, Figure]] = []
    for word in parsed.words[first : min(sentence.last, last + 25) + 1]:
        if word.lower in ("including", "included", "among"):
            out.extend(
                (_harm_at(parsed, word, harms, lead), f)
                for f in _parts_after(reading, counts, word, sentence.last, taken)
            )
        elif (
            word.lower == "of"
            and word.i + 1 <= sentence.last
            and parsed.words[word.i + 1].lower in ("them", "whom", "those")
        ):
            part = _part_before(reading, counts, word, sentence.last)
            if part and part.start not in taken:
                out.append((_harm_at(parsed, word, harms, lead), part))
    return list(dict.fromkeys(out))


def _harm_at(parsed: Parsed, word: Word, harms: dict[str, Figure], lead: str) -> str:
    """The harm whose figure stands last before the part."""
    best, at = lead, -1
    for harm, figure in harms.items():
        if figure.start is not None and at < figure.start < word.start:
            best, at = harm, figure.start
    return best


def _parts_after(reading: Reading, counts: Counts, word: Word, stop: int, taken: set[int | None]) -> list[Figure]:
    parsed = reading.parsed
    out: list[Figure] = []
    i = word.i + 1
    if word.lower == "among":
        if i > stop or parsed.words[i].lower not in ("them", "those", "the"):
            return []
        i += 1
        while i <= stop and parsed.words[i].lower in (
            "dead",
            "killed",
            "victims",
            "wounded",
            "injured",
            "was",
            "were",
            "is",
            "are",
            ",",
        ):
            i += 1
    while i <= stop:
        quantity = counts.by_word.get(i)
        at = parsed.words[i]
        if quantity is not None and quantity.noun is not None and is_people(reading, parsed.words[quantity.noun]):
            end = quantity.noun
            start_at, end_at = parsed.words[quantity.first].start, parsed.words[end].end
            if start_at not in taken:
                who = quantity.last + (
                    2 if parsed.words[quantity.last + 1].lower == "of" and quantity.last + 1 < end else 1
                )
                out.append(
                    Figure(
                        quantity.low,
                        quantity.best,
                        quantity.high,
                        parsed.slice(who, end) if who <= end else None,
                        parsed.text[start_at:end_at],
                        start_at,
                        end_at,
                    )
                )
            i = end + 1
        elif at.lower in ("a", "an") and i + 1 <= stop:
            noun = _noun_from(reading, i + 1, stop)
            if noun is None:
                break
            start_at, end_at = at.start, noun.end
            out.append(Figure(1, 1, 1, parsed.slice(i + 1, noun.i), parsed.text[start_at:end_at], start_at, end_at))
            i = noun.i + 1
        elif (
            at.lower in ("women", "children", "civilians", "journalists", "medics", "babies", "teenagers")
            and at.tag == "NNS"
        ):
            out.append(Figure(2, None, None, at.text, at.text, at.start, at.end))
            i += 1
        elif (at.lower in ("and", ",", "many", "several", "also") and out) or at.lower in ("many", "the"):
            i += 1
        else:
            break
    return out


def _noun_from(reading: Reading, i: int, stop: int) -> Word | None:
    """The head of a short noun phrase about a person that begins at word `i`."""
    words = reading.parsed.words
    while (
        i <= stop
        and words[i].tag in ("JJ", "NN", "NNP", "HYPH", "CD", "VBN", "NNS")
        and not (words[i].tag in ("NN", "NNP") and (i == stop or words[i + 1].tag not in ("NN", "NNP", "NNS", "HYPH")))
    ):
        i += 1
    return words[i] if i <= stop and words[i].tag in ("NN",) and is_people(reading, words[i]) else None


def _part_before(reading: Reading, counts: Counts, of: Word, stop: int) -> Figure | None:
    """ "two of them journalists", "of whom three were children"."""
    parsed = reading.parsed
    before = counts.by_word.get(of.i - 1)
    after = None
    i = of.i + 2
    while i <= stop and i < of.i + 6:
        word = parsed.words[i]
        if counts.by_word.get(i) and before is None:
            after = counts.by_word[i]
        if word.tag in ("NNS", "NN") and is_people(reading, word):
            quantity = before or after
            if quantity is None:
                return None
            first = parsed.words[min(quantity.first, of.i if before is None else quantity.first)]
            return Figure(
                quantity.low,
                quantity.best,
                quantity.high,
                word.text,
                parsed.text[first.start : word.end],
                first.start,
                word.end,
            )
        i += 1
    return None
