"""Who says so: links from sources by cues to contents, nested as deep as the text goes."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.attribution.nouns import adjective_link, colon_link, noun_link
from according.extract.attribution.phrases import adverb_link, prepositional_link
from according.extract.attribution.quotes import Quotation, find_quotations
from according.extract.attribution.sources import describe, mentions_of, protect
from according.extract.attribution.verbs import ADDRESSED, verb_links
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, AttributionLink, Reading, by_covered_word
from according.extract.standing.denials import DISPUTED, disputed_aside, mark_disputed

# Parts of speech that are never a cue, tags that may begin a phrase that is one, marks that set a speaker off.
SILENT = frozenset(("DET", "PRON", "NUM", "CCONJ", "PROPN", "PART", "PUNCT", "SYM", "SPACE", "INTJ"))
BEGINNING = frozenset(("VBG", "IN", "VBN", "VBD"))
SETTING_OFF = frozenset((":", "—", "–"))

QUOTING = frozenset(("quote", "cite", "report"))


def find(reading: Reading) -> list[AttributionLink]:
    """All attribution links of the report, parents before children."""
    cues = load_cues()
    parsed = reading.parsed
    quotations = find_quotations(parsed)
    quoted = {i: q for q in quotations for i in range(q.first, q.last + 1)}
    quoting: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        for sentence in range(parsed.words[quotation.first].sent, parsed.words[quotation.last].sent + 1):
            quoting.setdefault(sentence, []).append(quotation)
    links: list[AttributionLink] = []
    adjectives, openers = cues.adjectives, cues.openers
    for word in parsed.words:
        pos, lower = word.pos, word.lower
        if pos in SILENT and word.tag not in BEGINNING and word.dep != "amod" and word.text not in SETTING_OFF:
            continue
        made = disputed_aside(parsed, word) if lower in DISPUTED else None
        if made is not None:
            links.append(made)
            continue
        if word.dep == "amod" and lower in adjectives:
            made = adverb_link(reading, word, cues)
        elif pos == "NOUN":
            made = noun_link(reading, word, cues)
        elif pos in ("VERB", "AUX"):
            made = verb_links(reading, word, cues, quoted, quoting)
        elif pos in ("ADV", "ADJ"):
            made = adverb_link(reading, word, cues) or (
                adjective_link(reading, word, cues) if pos == "ADJ" else None
            )
        elif word.text in SETTING_OFF:
            made = colon_link(reading, word, quoted, cues)
        if lower in openers and (word.tag in BEGINNING or pos == "ADP"):
            made = prepositional_link(reading, word, cues) or made
        if made is not None:
            links.append(made)
            if made.sources:
                links.extend(_told_to(reading, word, made))
    _pass_on(reading, links)
    _quoted_by(reading, links)
    _carry_over(reading, links, quotations)
    _statements(reading, links, quotations)
    links = [link for link in links if link.content]
    for link in links:
        link.content = merged(link.content)
        describe(reading, link)
    _same_voice(links)
    _spoken_again(reading, links)
    protect(reading, links)
    reading.attributions = _nest(links)
    mark_disputed(reading)
    return reading.attributions


def _same_voice(links: list[AttributionLink]) -> None:
    """A speaker whom one sentence describes ("X, an activist, said") is of that kind where others only name him."""
    known: dict[str, str] = {}
    for link in links:
        if link.kind != "unknown" and link.sources and link.sources[0].name and not link.sources[0].generic:
            known.setdefault(link.sources[0].name, link.kind)
    for link in links:
        if link.kind == "unknown" and link.sources and (link.sources[0].antecedent or not link.sources[0].generic):
            link.kind = known.get(link.sources[0].name or "", "unknown")


def _spoken_again(reading: Reading, links: list[AttributionLink]) -> None:
    """ "The mayor and an officer said ... , they said", "the press office denied ... , it said": who spoke in the
    sentence before, where no one mention is meant."""
    words = reading.parsed.words
    last = {words[link.cue_first].sent: link for link in links if link.sources}
    for link in links:
        lone = link.sources[0] if len(link.sources) == 1 else None
        before = last.get(words[link.cue_first].sent - 1)
        if lone is None or lone.antecedent is not None or before is None:
            continue
        pronoun = words[lone.head].lower
        joint = pronoun == "they" and len(before.sources) > 1
        one = before.sources[0]
        if joint or (pronoun == "it" and len(before.sources) == 1 and not (one.person or one.plural)):
            link.sources, link.kind = list(before.sources), before.kind


def merged(content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in text order, those that overlap joined."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(content):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def _told_to(reading: Reading, word: Word, link: AttributionLink) -> list[AttributionLink]:
    """ "X told OUTLET": the outlet is who passes it on, outside of X; the publisher itself is no link."""
    if word.lemma not in ADDRESSED:
        return []
    parsed = reading.parsed
    for kid in parsed.kids(word, "dobj", "dative"):
        heard = reading.actor_at(kid)
        if heard is None or heard.kind not in ("media",):
            continue
        publisher = (reading.report.publisher or "").lower()
        if publisher and heard.name and (heard.name.lower() in publisher or publisher in heard.name.lower()):
            continue
        outer = AttributionLink(
            [heard],
            link.cue_first,
            link.cue_last,
            link.cue_class,
            list(link.content),
            quoted=link.quoted,
            why=f"told to {heard.name}",
        )
        link.parent = outer
        return [outer]
    return []


def _pass_on(reading: Reading, links: list[AttributionLink]) -> None:
    """ "X said, citing Y": what X says is Y's, so Y stands inside of X with the same content."""
    words = reading.parsed.words
    verbs = [link for link in links if link.why.startswith("verb") and link.sources]
    for link in links:
        if link.why not in ("phrase citing", "phrase quoting"):
            continue
        governor = words[words[link.cue_first].head]
        sent = words[link.cue_first].sent
        outer = next((k for k in verbs if k.cue_first <= governor.i <= k.cue_last), None) or next(
            (k for k in verbs if k.covers(governor) and words[k.cue_first].sent == sent), None
        )
        if outer is not None:
            link.parent = outer
            link.content = [(a, min(b, link.cue_first - 1) if a < link.cue_first <= b else b) for a, b in outer.content]
            link.quoted = outer.quoted


def _quoted_by(reading: Reading, links: list[AttributionLink]) -> None:
    """ "X was quoted by OUTLET as saying", "OUTLET cited X as saying": the outlet passes on what X says."""
    words = reading.parsed.words
    inner = {link.cue_first: link for link in links if link.why.startswith("verb") and link.sources}
    made: list[AttributionLink] = []
    for link in links:
        cue = words[link.cue_last]
        if cue.lemma not in QUOTING or not link.sources:
            continue
        said, quoted = _quoted_saying(reading, cue)
        told = inner.get(said.i) if said is not None else None
        if told is not None and told.parent is None and told is not link:
            told.parent, link.content, link.cue_class = link, list(told.content), "report"
        elif said is not None and told is None and quoted is not None and link.content:
            # "A was taken, OUTLET cited X as saying": the content stands before the cue.
            told = AttributionLink(mentions_of(reading, quoted), said.i, said.i, "say", _without(
                link.content, quoted.left, max(said.right, quoted.right)), quoted=link.quoted, why="verb say")
            told.parent, link.content, link.cue_class = link, list(told.content), "report"
            made.append(told)
    links.extend(link for link in made if link.sources)


def _quoted_saying(reading: Reading, cue: Word) -> tuple[Word | None, Word | None]:
    """The "saying" of "quoted X (as) saying", and the word for X where X is the object."""
    parsed = reading.parsed
    quoted = parsed.kid(cue, "dobj")
    if quoted is not None:
        for kid in parsed.kids(quoted, "acl"):
            if kid.tag == "VBG" and load_cues().verbs.get(kid.lemma) == "say":
                return kid, quoted
    for prep in parsed.kids(cue, "prep"):
        said = parsed.kid(prep, "pcomp") if prep.lower == "as" and cue.lemma != "report" else None
        if said is not None:
            return said, quoted
    return None, None


def _without(content: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """The ranges without the words `first` to `last`."""
    out = [part for a, b in content for part in ((a, min(b, first - 1)), (max(a, last + 1), b))]
    return [(a, b) for a, b in out if a <= b]


def _statements(reading: Reading, links: list[AttributionLink], quotations: list[Quotation]) -> None:
    """A paragraph that ends in a speaker, a cue and a colon: the quotation, or the statement without quotation marks,
    that fills the paragraphs after it is the speaker's."""
    parsed = reading.parsed
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in parsed.sentences:
        first, _ = paragraphs.get(sentence.paragraph, (sentence.first, sentence.last))
        paragraphs[sentence.paragraph] = (first, sentence.last)
    opening = {q.first - 1: q for q in quotations}
    for link in links:
        paragraph = parsed.sentences[parsed.words[link.cue_first].sent].paragraph
        end = paragraphs[paragraph][1]
        if not link.sources or parsed.words[end].text != ":" or not 0 < end - link.cue_last <= 8:
            continue
        last = end
        while paragraph + 1 in paragraphs:
            paragraph += 1
            first, _ = paragraphs[paragraph]
            quote = opening.get(first)
            if quote is None:
                break
            link.content.append((quote.first, quote.last))
            last = quote.last
            if quote.closed:
                break
        rest = [q for q in quotations if q.first > end]
        if last == end and not rest and end + 1 < len(parsed.words):
            link.content.append((end + 1, len(parsed.words) - 1))


def _carry_over(reading: Reading, links: list[AttributionLink], quotations: list[Quotation]) -> None:
    """A quotation without a cue of its own belongs to the last speaker in its paragraph, or the one before it."""
    parsed = reading.parsed
    speakers = [k for k in links if k.sources and load_cues().classes[k.cue_class].reporting]
    for quote in quotations:
        if quote.length < 4:
            continue
        if any(k.covers(parsed.words[quote.first]) or k.covers(parsed.words[quote.last]) for k in links if k.quoted):
            for k in links:
                if k.quoted and k.covers(parsed.words[quote.first]) and not k.covers(parsed.words[quote.last]):
                    k.content.append((quote.first, quote.last))
            continue
        if any(k.covers(parsed.words[quote.first]) for k in speakers):
            continue
        first_sent = parsed.sentences[parsed.words[quote.first].sent]
        whole = quote.first - first_sent.first <= 1
        if not whole:
            found = _before_colon(parsed, speakers, quote)
            if found is not None:
                found.content.append((quote.first, quote.last))
            continue
        found = _speaker_for(reading, speakers, quote)
        if found is not None:
            found.content.append((quote.first, quote.last))


def _before_colon(parsed: Parsed, speakers: list[AttributionLink], quote: Quotation) -> AttributionLink | None:
    """The last speaker of the sentence in which a colon opens the quotation ("was quoted as saying that they fought
    on: …")."""
    if quote.first < 2 or parsed.words[quote.first - 2].text != ":":
        return None
    sent = parsed.words[quote.first - 2].sent
    before = [k for k in speakers if k.cue_last < quote.first and parsed.words[k.cue_first].sent == sent]
    return before[-1] if before else None


def _speaker_for(reading: Reading, speakers: list[AttributionLink], quote: Quotation) -> AttributionLink | None:
    """The speaker of the same paragraph before the quotation, else just after it, else of the paragraph before."""
    parsed = reading.parsed

    def paragraph(link: AttributionLink) -> int:
        return parsed.sentences[parsed.words[link.cue_first].sent].paragraph

    same = [k for k in speakers if paragraph(k) == quote.paragraph]
    before = [k for k in same if k.cue_first < quote.first]
    if before:
        return before[-1]
    after = [k for k in same if k.cue_first > quote.last and k.cue_first - quote.last < 12]
    if after:
        return after[0]
    if same:
        return None
    previous = [k for k in speakers if paragraph(k) == quote.paragraph - 1]
    return previous[-1] if previous else None


def _nest(links: list[AttributionLink]) -> list[AttributionLink]:
    """Give each link the smallest link whose content holds its cue as parent; parents come before children."""

    def size(link: AttributionLink) -> int:
        return sum(b - a + 1 for a, b in link.content)

    over = by_covered_word(links)
    for link in links:
        if link.parent is not None:
            continue
        holders = [
            k
            for k in over.get(link.cue_first, ())
            if k is not link
            and k.parent is not link
            and not (k.cue_first == link.cue_first and k.cue_last == link.cue_last)
            and not any(a <= k.cue_first <= b for a, b in link.content)
        ]
        if holders:
            link.parent = min(holders, key=lambda k: (size(k), k.cue_first))
    for link in links:
        if link.parent is not None and link.parent.parent is None and link.why.startswith("verb"):
            continue
    return sorted(links, key=lambda k: (depth(k), k.cue_first))


def depth(link: AttributionLink) -> int:
    """How many links stand outside of this one."""
    n, seen = 0, {id(link)}
    while link.parent is not None and id(link.parent) not in seen:
        link = link.parent
        seen.add(id(link))
        n += 1
    return n


def covering(reading: Reading, word: Word) -> list[AttributionLink]:
    """Every link whose content covers `word`, attitudes and cues without a source included, outermost first."""
    return list(reading.links_over(word))


def chain(reading: Reading, word: Word) -> list[AttributionLink]:
    """The links whose content covers `word`, outermost first: only those that put it forward as so, with a source.

    A verb of claiming, denying or reporting that is itself the word belongs to its own chain ("X denied the charge").
    """
    classes = load_cues().classes
    found: list[AttributionLink] = []
    own = [link for link in reading.links_cued_by(word) if link.cue_class in OWN_ACT]
    for link in (*reading.links_over(word), *own):
        for outer in (*ancestors(link), link):
            if outer not in found and classes[outer.cue_class].reporting and outer.sources:
                found.append(outer)
    found.sort(key=lambda k: (depth(k), k.cue_first))
    out: list[AttributionLink] = []
    for link in found:
        name = link.sources[0].name
        first_person = reading.parsed.words[link.sources[0].head].lower in FIRST_PERSON
        if (out and first_person) or (out and name and any(name == k.sources[0].name for k in out)):
            continue
        out.append(link)
    return out


def hearsay(reading: Reading, word: Word) -> str | None:
    """The cue that passes `word` on without a source ("reportedly", "reports" in "there were reports that"), the
    nearest one; None where there is none."""
    classes = load_cues().classes
    nameless = [k for k in covering(reading, word) if not k.sources and classes[k.cue_class].reporting]
    return reading.parsed.slice(nameless[-1].cue_first, nameless[-1].cue_last) if nameless else None


def speaker_of(reading: Reading, word: Word) -> ActorMention | None:
    """Who speaks where `word` stands: the innermost speaker whose quoted words, else whose words, hold it.

    "We" and "I" inside a quotation are this speaker, or the side he speaks for; None in the publisher's own voice.
    """
    classes = load_cues().classes
    found: ActorMention | None = None
    for link in covering(reading, word):
        if not link.sources or not classes[link.cue_class].reporting:
            continue
        source = link.sources[0]
        if reading.parsed.words[source.head].lower not in FIRST_PERSON and (link.quoted or found is None):
            found = source
    return found


FIRST_PERSON = frozenset(("i", "we", "one", "you"))
OWN_ACT = frozenset(("claim", "deny", "confirm", "report"))


def ancestors(link: AttributionLink) -> list[AttributionLink]:
    """The links outside of this one, outermost first."""
    out: list[AttributionLink] = []
    while link.parent is not None and link.parent not in out:
        link = link.parent
        out.append(link)
    return out[::-1]
