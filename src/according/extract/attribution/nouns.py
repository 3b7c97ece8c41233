"""Nouns, adjectives and colons as cues: "reports that", "X's denial of", "is sure that", "X: ..."."""

from __future__ import annotations

from according.codebook.cues import Cues
from according.extract.attribution.content import ranges
from according.extract.attribution.quotes import Quotation
from according.extract.attribution.sources import mentions_of
from according.extract.attribution.weights import PREPOSITIONS, adjective_features, noun_score, weigh
from according.extract.parsing.syntax import subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, AttributionLink, Reading

# "local press reports": the compound names who reports.
SPEAKING_COMPOUNDS = {
    "press": "media",
    "media": "media",
    "news": "media",
    "police": "police",
    "intelligence": "government",
    "witness": "civilians",
    "army": "armed_forces",
    "government": "government",
}
CONTENT_OF = frozenset(
    ("report", "claim", "deny", "accuse", "fear", "confirm", "predict", "think", "suggest", "warn", "threaten")
)
# What may hang on a noun and say what it says.
CONTENT = frozenset(("acl", "ccomp", "relcl", "xcomp", "prep"))
# "Reports emerged that", "rumours spread that": nobody is named who says so.
EMERGING = frozenset(("emerge", "surface", "circulate", "spread", "appear", "come", "grow", "persist", "abound"))
# "made claims that", "issued a statement that": the subject of these verbs is the source of the noun.
LIGHT_VERBS = frozenset(
    (
        "make",
        "have",
        "issue",
        "express",
        "voice",
        "raise",
        "give",
        "hold",
        "deliver",
        "offer",
        "announce",
        "level",
        "file",
        "repeat",
        "renew",
        "share",
        "release",
        "reiterate",
        "send",
        "publish",
        "put",
        "provide",
        "harbor",
        "harbour",
        "spread",
        "circulate",
        "disseminate",
    )
)


def noun_link(reading: Reading, word: Word, cues: Cues) -> AttributionLink | None:
    """The link that a noun makes as a cue, None when it is none here."""
    parsed = reading.parsed
    if word.dep == "compound" or (word.dep != "nsubj" and not _has_content(word)):
        return None
    cue_class = cues.nouns.get(word.lower) or cues.nouns.get(word.lemma) or "other"
    score = noun_score(parsed, word)
    if cue_class == "other" and score <= cues.threshold:
        return None
    clausal = _emerging(parsed, word)
    for kid in parsed.kids(word, "acl", "ccomp", "relcl", "xcomp"):
        mark = parsed.kid(kid, "mark")
        if (mark is not None and mark.lower == "that") or (kid.dep == "acl" and kid.tag == "VB"):
            clausal.update(range(kid.left, kid.right + 1))
    sources, spoken, about = _around_noun(reading, word, cue_class)
    wanted = clausal or spoken or (about if score > cues.threshold else set())
    if not wanted:
        return None
    if not (score > cues.threshold or (cues.classes[cue_class].reporting and (clausal or spoken))):
        return None
    if cue_class == "report" and word.dep == "pobj" and parsed.words[word.head].lower == "to":
        return None
    if not sources and word.dep in ("dobj", "attr") and parsed.words[word.head].lemma in LIGHT_VERBS:
        subject = subject_of(parsed, parsed.words[word.head])
        if subject is not None and subject.lower not in ("there", "it") and subject.i not in wanted:
            sources = mentions_of(reading, subject)
    return AttributionLink(sources, word.i, word.i, cue_class, ranges(parsed, wanted), why=f"noun {word.lower}")


def _has_content(word: Word) -> bool:
    for kid in word.kin:  # noqa: SIM110 - a plain loop: asked of every noun
        if kid.dep in CONTENT:
            return True
    return False


def _emerging(parsed: Parsed, word: Word) -> set[int]:
    """The clause in "reports emerged that ..." and "the UN estimate is that ...", which the parse hangs on the verb."""
    verb = parsed.words[word.head]
    if word.dep != "nsubj" or not (verb.lemma in EMERGING or verb.lemma == "be"):
        return set()
    return {i for kid in parsed.kids(verb, "ccomp") for i in range(kid.left, kid.right + 1)}


def _around_noun(reading: Reading, word: Word, cue_class: str) -> tuple[list[ActorMention], set[int], set[int]]:
    """The sources of a noun, the words of "of" and "about" phrases that say what it says, and of its other phrases."""
    parsed = reading.parsed
    sources: list[ActorMention] = []
    spoken: set[int] = set()
    about: set[int] = set()
    for kid in parsed.kids(word, "prep", "poss", "compound", "amod"):
        if kid.dep == "poss":
            sources.extend(mentions_of(reading, kid))
        elif kid.dep == "prep":
            obj = parsed.kid(kid, "pobj")
            if kid.lower in ("by", "from") and obj is not None:
                sources.extend(mentions_of(reading, obj))
                spoken.update(_hung_on_source(parsed, obj))
            elif kid.lower in ("of", "about") and cue_class in CONTENT_OF:
                spoken.update(range(kid.i + 1, kid.right + 1))
            elif kid.lower in PREPOSITIONS:
                about.update(range(kid.i + 1, kid.right + 1))
        elif kid.dep == "compound" and (named := reading.actor_at(kid)) is not None and named.actor is not None and (
                named.head == kid.i and cue_class in CONTENT_OF):
            sources.append(named)  # "a UN estimate"
        elif kid.lower in SPEAKING_COMPOUNDS:
            name = parsed.slice(kid.left, kid.i)
            sources.append(
                ActorMention(
                    kid.left,
                    kid.i,
                    kid.i,
                    SPEAKING_COMPOUNDS[kid.lower],
                    name=name,
                    generic=True,
                    why="source in a compound",
                )
            )
    return sources, spoken, about


def _hung_on_source(parsed: Parsed, source: Word) -> set[int]:
    """ "Accusations by X that soldiers tortured prisoners": a whole clause that the parse takes for one about X."""
    for kid in parsed.kids(source, "relcl", "acl"):
        subject = parsed.kid(kid, "nsubj", "nsubjpass")
        first = parsed.words[kid.left]
        if first.lower == "that" and subject is not None and subject.tag not in ("WDT", "WP") and subject is not first:
            return set(range(kid.left, kid.right + 1))
    return set()


def adjective_link(reading: Reading, word: Word, cues: Cues) -> AttributionLink | None:
    """ "X is sure that", "X was opposed to": an attitude told by an adjective after a copula."""
    parsed = reading.parsed
    if word.dep not in ("acomp", "oprd") and not (word.dep == "conj" and parsed.words[word.head].dep == "acomp"):
        return None
    features = adjective_features(parsed, word)
    if "j in none" in features or weigh(features, cues.weights) <= cues.threshold:
        return None
    subject = subject_of(parsed, parsed.words[word.head])
    if subject is None:
        return None
    wanted: set[int] = set()
    for kid in parsed.kids(word, "ccomp", "xcomp"):
        wanted.update(range(kid.left, kid.right + 1))
    if not wanted:
        for kid in parsed.kids(word, "prep"):
            wanted.update(range(kid.i + 1, kid.right + 1))
    if not wanted:
        return None
    return AttributionLink(
        mentions_of(reading, subject),
        word.i,
        word.i,
        cues.adjectives.get(word.lower, "other"),
        ranges(parsed, wanted),
        why=f"adjective {word.lower}",
    )


def colon_link(reading: Reading, word: Word, quotes: dict[int, Quotation], cues: Cues) -> AttributionLink | None:
    """ "Monitor: twelve killed in raid", "“...” — X": a speaker set off by a colon or a dash alone."""
    parsed = reading.parsed
    sentence = parsed.sentence_of(word)
    paragraph = [
        s
        for s in parsed.sentences[max(0, sentence.index - 3) : sentence.index + 4]
        if s.paragraph == sentence.paragraph
    ]
    first, last = paragraph[0].first, paragraph[-1].last
    if word.text == ":" and sentence.index == paragraph[0].index and 0 < word.i - first <= 6 and word.i < last:
        head = _only_phrase(parsed, first, word.i - 1)
        speaks = head is not None and (reading.actor_at(head) is not None or head.lower in cues.documents)
        if head is not None and speaks:
            content = [(word.i + 1, min(last, sentence.last if word.i < sentence.last else last))]
            return AttributionLink(
                mentions_of(reading, head), word.i, word.i, "say", content, why="speaker before a colon"
            )
    if word.text in ("—", "–") and first < word.i and word.i - 2 in quotes and last - word.i <= 6 and word.i < last:
        head = _only_phrase(parsed, word.i + 1, last)
        quote = quotes[word.i - 2]
        if head is not None and reading.actor_at(head) is not None:
            return AttributionLink(
                mentions_of(reading, head),
                word.i,
                word.i,
                "say",
                [(quote.first, quote.last)],
                quoted=True,
                why="speaker after a dash",
            )
    return None


def _only_phrase(parsed: Parsed, first: int, last: int) -> Word | None:
    """The head of words that are one noun phrase; None when a verb or nothing nominal stands among them."""
    words = [w for w in parsed.words[first : last + 1] if w.pos != "PUNCT"]
    if not words or any(w.pos in ("VERB", "AUX") and w.tag != "VBN" for w in words):
        return None
    heads = [w for w in words if not (first <= w.head <= last) or w.head == w.i]
    nominal = [w for w in heads if w.pos in ("NOUN", "PROPN")] or [w for w in words if w.pos in ("NOUN", "PROPN")]
    return nominal[-1] if nominal else None
