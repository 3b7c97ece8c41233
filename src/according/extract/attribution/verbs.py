"""Verbs of saying, thinking and wanting: their source and the words of their content."""

from __future__ import annotations

import math

from according.codebook.cues import Cues, load_cues
from according.extract.attribution.beyond import asides, told_on
from according.extract.attribution.content import inverted, opens_statement, phrase_words, quoted_beside, ranges
from according.extract.attribution.quotes import Quotation
from according.extract.attribution.sources import kind_of, mentions_of
from according.extract.attribution.speakers import speaker_beside, speaker_of
from according.extract.attribution.weights import verb_score
from according.extract.parsing.syntax import is_passive, passive_agents
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, AttributionLink, Reading

# "X seems to", "X appears to": nobody is named who thinks so, and X belongs to the content.
# Verbs that quote a speaker ("he began: ...") and that things do too ("the war began").
STARTING = frozenset(("begin", "go", "continue", "start", "open"))
RAISING = frozenset(("seem", "appear"))
CLAUSAL = ("ccomp", "xcomp", "pcomp")
ADDRESSED = frozenset(
    (
        "tell",
        "inform",
        "brief",
        "advise",
        "assure",
        "reassure",
        "remind",
        "warn",
        "urge",
        "ask",
        "order",
        "instruct",
        "beg",
        "implore",
        "alert",
        "accuse",
        "notify",
        "apprise",
        "intimate",
        "enlighten",
        "persuade",
        "convince",
        "caution",
        "invite",
        "encourage",
        "request",
    )
)
# Those of them that name what is told behind "on", "about" or "of".
TELLING_OF = frozenset(("brief", "inform", "notify", "apprise", "tell", "alert"))
OBJECT_CLASSES = frozenset(
    (
        "claim",
        "deny",
        "report",
        "confirm",
        "announce",
        "admit",
        "accuse",
        "predict",
        "describe",
        "judge",
        "fear",
        "want",
        "order",
        "show",
        "suggest",
        "vow",
        "say",
        "think",
        "threaten",
        "feel",
        "ask",
        "learn",
        "warn",
        "other",
    )
)


def verb_links(
    reading: Reading, word: Word, cues: Cues, quotes: dict[int, Quotation], quoting: dict[int, list[Quotation]]
) -> AttributionLink | None:
    """The link that `word` makes as a cue verb, None when it is none here. `quotes` are the quotations by the words
    they hold, `quoting` those of each sentence."""
    parsed = reading.parsed
    if word.dep in ("amod", "compound", "aux", "auxpass"):
        return None
    if word.lemma == "swear" and parsed.kid(word, "prt") is not None:
        return None  # sworn in
    cue_class = cues.verbs.get(word.lemma.lower(), "other")
    if (cue_class == "deny" and _withholds(parsed, word)) or (cue_class == "describe" and _names(parsed, word)):
        return None
    counted = _counts(reading, word)
    if counted is not None:
        return counted
    passive = is_passive(parsed, word) and not _by_wire(parsed, word)
    near_quote = word.sent in quoting and word.i not in quotes
    score = verb_score(reading, word, near_quote, passive, cues.threshold if cue_class == "other" else -math.inf)
    if score <= cues.threshold and cue_class == "other":
        return None
    core, sources = _source(reading, word, passive)
    if core is None:
        return None
    beside = quoting.get(word.sent, [])
    content, clausal, quoted = _content(parsed, word, core, passive, cue_class, beside, bool(sources))
    if not content and sources and cues.classes[cue_class].reporting:
        content = quoted_beside(parsed, word, quotes)
        quoted = bool(content)
    if not content and sources and cue_class in ("say", "announce") and opens_statement(parsed, word):
        return AttributionLink(sources, word.i, word.i, cue_class, [], why=f"verb {word.lemma}")
    if not content:
        return None
    if word.lemma in STARTING and sources and _is_thing(parsed, sources[0]):
        told_by = parsed.kid(word, "ccomp")
        if told_by is None or (told_by.i < word.i and not quoted):
            return None  # "the war began": no speaker
    told = (
        quoted or any(k.dep == "ccomp" for k in word.kin) or (clausal and word.lemma not in cues.needs_clause)
    )
    told = told or (passive and _infinitive(parsed, word))
    witnessed = word.lemma in PERCEIVING and bool(sources) and _witnesses(reading, sources[0])
    if witnessed and not passive and word.tag in ("VBD", "VBZ", "VBP") and parsed.kid(word, "dobj", "ccomp"):
        told, cue_class = True, "report"
    told = told and cues.classes[cue_class].reporting
    if not told and cue_class in ("deny", "claim", "report", "confirm") and sources and parsed.kid(word, "dobj"):
        told = word.lemma not in cues.needs_clause
    if not told and cue_class == "show" and sources and parsed.kid(word, "dobj"):
        shown_by = parsed.words[sources[0].head]
        told = shown_by.lower in cues.documents or shown_by.lemma in cues.documents
    if not told and score <= cues.threshold:
        return None
    if not told and word.lemma in cues.needs_clause:
        cue_class = "other"
    if _unsaid(parsed, word, cue_class):
        cue_class = "other"
    if word.lemma == "call" and any(k.lower in ("for", "on") for k in parsed.kids(word, "prep", "prt")):
        cue_class = "order"
    first, last = _cue_span(parsed, word)
    return AttributionLink(sources, first, last, cue_class, content, quoted=quoted, why=f"verb {word.lemma}")


# What a witness perceives is his report ("witnesses heard explosions"); what an army sees is not.
PERCEIVING = frozenset(("hear", "see", "witness"))
WITHHELD = frozenset(("access", "entry", "permission", "visa", "passage", "aid", "food", "treatment", "bail"))
# Words of saying that, with a "not", leave what follows unsaid; "did not think" and "never claimed" say something.
SAYING = frozenset(("say", "confirm", "report", "announce", "admit"))


# "Told the agency by telephone": what carries the word, and nobody who says it.
CARRIERS = frozenset(("telephone", "phone", "email", "e-mail", "text", "message", "radio", "satellite", "fax", "mail"))


def _by_wire(parsed: Parsed, word: Word) -> bool:
    """Whether what the parse takes for the agent of a passive is a telephone or the like."""
    agents = passive_agents(parsed, word)
    return bool(agents) and all(a.lemma in CARRIERS for a in agents)


def _witnesses(reading: Reading, source: ActorMention) -> bool:
    """Whether a source is one whose seeing and hearing is reporting: a witness, a resident, a reporter."""
    return kind_of(reading, source) in ("witness", "journalist", "activist", "monitor") and source.why != "pronoun"


def _counts(reading: Reading, word: Word) -> AttributionLink | None:
    """ "Two sources gave a toll of ten dead", "the hospital put the toll at 14", "a monitor documented 24 deaths":
    whose count it is."""
    parsed = reading.parsed
    figure = parsed.kid(word, "dobj") if word.lemma in GIVING or word.lemma in COUNTING else None
    if figure is None:
        return None
    told = set(range(figure.left, figure.right + 1))
    if figure.lemma in ("toll", "number", "figure", "count"):
        of = [p for p in (*parsed.kids(word, "prep"), *parsed.kids(figure, "prep")) if p.lower in ("of", "at")]
        told.update(i for p in of for i in range(p.left, p.right + 1))
        if not of:
            return None
    elif word.lemma in GIVING or figure.lemma not in HARMS or parsed.kid(figure, "nummod") is None:
        return None
    else:
        told.update(i for p in parsed.kids(word, "prep") if p.i > figure.i for i in range(p.left, p.right + 1))
    subject = speaker_of(parsed, word)
    sources = mentions_of(reading, subject) if subject is not None else []
    if not sources or is_passive(parsed, word):
        return None
    return AttributionLink(sources, word.i, word.i, "report", ranges(parsed, told), why=f"verb {word.lemma}")


GIVING = frozenset(("give", "put", "list"))
# Who keeps count of harm reports it: "documented 24 deaths".
COUNTING = frozenset(("document", "record", "count", "register", "tally", "log", "verify"))
HARMS = frozenset((
    "death", "killing", "fatality", "casualty", "injury", "abduction", "arrest", "disappearance", "execution", "attack",
    "violation", "rape", "murder", "victim", "detention",
))


def _names(parsed: Parsed, word: Word) -> bool:
    """ "A militia called X", "the Front, also called FDF": a name, and nobody describes anything."""
    if word.tag not in ("VBN", "VBD") or parsed.kid(word, "agent", "aux") is not None:
        return False
    adverb = parsed.words[word.i - 1].lower if word.i else ""
    named_too = adverb in ("also", "now", "once", "formerly", "sometimes", "often")
    aside = named_too and parsed.words[word.i - 2].text in (",", "(")
    return aside or (word.dep == "acl" and parsed.kid(word, "nsubj") is None)


def _withholds(parsed: Parsed, word: Word) -> bool:
    """ "Denied rebels access", "denied permission to land": something is kept from somebody, and nothing is said."""
    kept = parsed.kid(word, "dobj")
    return kept is not None and kept.lemma in WITHHELD


def _unsaid(parsed: Parsed, word: Word, cue_class: str) -> bool:
    """ "X did not say whether", "would not confirm that", "declined to say how": nobody puts the content forward."""
    if cue_class not in SAYING or word.dep == "conj":
        return False
    declined = word.dep == "xcomp" and parsed.words[word.head].lemma in ("decline", "refuse", "fail")
    return declined or parsed.kid(word, "neg") is not None


def _cue_span(parsed: Parsed, word: Word) -> tuple[int, int]:
    """The verb with its auxiliaries, negation and particle, where contiguous."""
    first = last = word.i
    for kid in reversed(word.kin):
        if kid.i == first - 1 and kid.dep in ("aux", "auxpass", "neg", "advmod"):
            first = kid.i
    after = parsed.words[word.i + 1] if word.i + 1 < len(parsed.words) else None
    if after is not None and after.head == word.i and after.dep == "prt":
        last = after.i
    return first, last


def _source(reading: Reading, word: Word, passive: bool) -> tuple[set[int] | None, list[ActorMention]]:
    """The words that belong to the cue and its source, and the source; (None, []) when this is no cue."""
    parsed = reading.parsed
    core = {word.i}
    for kid in word.kin:
        if kid.dep in ("aux", "auxpass", "neg", "prt"):
            core.add(kid.i)
    if passive:
        agents = passive_agents(parsed, word)
        for by in parsed.kids(word, "agent"):
            core.update(w.i for w in parsed.subtree(by))
        return core, [m for a in agents[:1] if not _is_when(a) for m in mentions_of(reading, a)]
    subject = speaker_of(parsed, word) or speaker_beside(reading, word)
    if word.tag == "VBN" and word.dep == "advcl" and not parsed.kids(word, "aux", "nsubj"):
        return core, []  # "Asked about it, X said": nobody says who asked
    if word.lemma in RAISING:
        return core, []
    if subject is None or (subject.dep in ("csubj",) and subject.pos == "VERB"):
        return None, []
    own = subject if subject.head == word.i and subject.dep == "nsubj" else parsed.kid(word, "nsubj")
    if own is not None:
        core.update(w.i for w in parsed.subtree(own))
    elif subject.head == word.i:
        core.update(w.i for w in parsed.subtree(subject))
    elif word.dep == "ROOT":
        core.update(range(subject.left, word.i) if subject.i < word.i else range(subject.left, subject.right + 1))
    if subject.tag in ("WDT", "WP") and subject.dep != "nsubj":
        return None, []
    if subject.lower in ("it", "there") and subject.dep == "expl":
        return core, []
    return core, mentions_of(reading, subject)


def _is_when(agent: Word) -> bool:
    """ "By 6 June, it was reported", "by the end of May": when, and by nobody."""
    return agent.ent in ("DATE", "TIME") or agent.lemma in ("end", "beginning", "start", "time", "then", "middle")


# Prepositions before what is spoken of, where nothing else says what is said.
SPOKEN_OF = frozenset(("about", "of", "for", "on", "as", "against", "to", "with", "over", "at"))


def _content(
    parsed: Parsed,
    word: Word,
    core: set[int],
    passive: bool,
    cue_class: str,
    quotes: list[Quotation],
    sourced: bool,
) -> tuple[list[tuple[int, int]], bool, bool]:
    """Ranges of the content; whether a clause makes it; whether it is quoted. `quotes` are those of its sentence."""
    wanted, clausal = _clauses(parsed, word, passive)
    if cue_class in OBJECT_CLASSES and not passive:
        clausal = _objects(parsed, word, cue_class, clausal, wanted, core)
    if not wanted and not passive:
        for prep in parsed.kids(word, "prep"):
            dated = prep.lower in ("on", "at") and any(k.ent in ("DATE", "TIME") for k in parsed.kids(prep, "pobj"))
            if prep.lower in SPOKEN_OF and not dated:
                wanted.update(range(prep.left, prep.right + 1))
    for subject in _subjects(parsed, word, passive, clausal, bool(wanted)):
        wanted.update(range(subject.left, subject.right + 1))
    own = cue_class == "deny" and bool(wanted)
    if (not clausal or not wanted) and not own and (before := inverted(parsed, word, core)):
        wanted.update(before)
        clausal = True
    quoted = False
    for quote in quotes:
        whole = range(quote.first, quote.last + 1)
        alone = not clausal and sourced and quote.length >= 2 and not wanted
        if word.i not in whole and (alone or not wanted.isdisjoint(whole)):
            wanted.update(whole)
            quoted = True
    wanted -= core
    if not quoted and load_cues().classes[cue_class].standing in ("planned", "denied"):
        wanted -= asides(parsed, wanted)
    return ranges(parsed, wanted), clausal, quoted


def _denies(word: Word) -> bool:
    return load_cues().verbs.get(word.lemma) == "deny"


def _clauses(parsed: Parsed, word: Word, passive: bool) -> tuple[set[int], bool]:
    """The words of the clauses that a cue governs, and whether it governs any."""
    wanted: set[int] = set()
    clausal = False
    after = any(k.dep == "ccomp" and k.i > word.i for k in word.kin)
    for kid in word.kin:
        if after and kid.dep == "ccomp" and kid.i < word.i and kid.lemma in load_cues().verbs:
            continue  # "X reported A, however Y claimed B": A is no content of Y's
        if kid.dep == "ccomp" and kid.i < word.i and _denies(word) and parsed.kid(word, "dobj") is not None:
            continue  # "A happened, however B denied involvement": nobody denies A
        if kid.dep in CLAUSAL and not (
            kid.dep == "xcomp" and passive and kid.pos not in ("VERB", "AUX", "ADJ", "NOUN")
        ):
            wanted.update(range(kid.left, kid.right + 1))
            wanted.difference_update(told_on(parsed, word, kid))
            clausal = True
        elif kid.dep == "advcl" and kid.lower in ("citing", "quoting"):
            # "said, citing Y, that A": the parse hangs A on the citing.
            for told in parsed.kids(kid, "ccomp"):
                wanted.update(range(told.left, told.right + 1))
                clausal = True
    return wanted, clausal


def _objects(
    parsed: Parsed, word: Word, cue_class: str, clausal: bool, wanted: set[int], core: set[int]
) -> bool:
    """Add what an active cue's objects say to `wanted`, whom it addresses to `core`. Whether it is a clause by now."""
    for kid in parsed.kids(word, "dobj", "oprd"):
        if (clausal or _is_told_of(parsed, word, kid)) and word.lemma in ADDRESSED and (
                kid.ent in ("PERSON", "ORG", "GPE", "NORP", "")):
            core.update(w.i for w in parsed.subtree(kid))
        elif not clausal or cue_class in ("accuse", "order", "describe", "judge"):
            wanted.update(phrase_words(parsed, kid))
    if cue_class in ("accuse", "judge", "warn", "describe"):
        for prep in parsed.kids(word, "prep"):
            if prep.lower in ("of", "for", "as", "against", "about"):
                wanted.update(range(prep.left, prep.right + 1))
                clausal = clausal or cue_class == "accuse"
    return clausal


def _is_told_of(parsed: Parsed, word: Word, told: Word) -> bool:
    """Whether a verb of telling has, behind those told, what they are told of ("briefed reporters on the raid")."""
    return word.lemma in TELLING_OF and any(p.lower in ("on", "about", "of") and p.i > told.i and not any(
        k.ent in ("DATE", "TIME") for k in parsed.kids(p, "pobj")) for p in parsed.kids(word, "prep"))


def _subjects(parsed: Parsed, word: Word, passive: bool, clausal: bool, told: bool) -> list[Word]:
    """The subjects that are part of what is said: of a passive ("X is said to have left"), of "seems" and its like."""
    out = []
    subject = parsed.kid(word, "nsubjpass") if passive else None
    if subject is not None and word.lemma not in ADDRESSED and (not told or (clausal and subject.lower != "it")):
        out.append(subject)
    if word.lemma in RAISING and (told or out):
        out += parsed.kids(word, "nsubj")[:1]
    return out


def _is_thing(parsed: Parsed, source: ActorMention) -> bool:
    """Whether a source is neither an actor nor a document."""
    head = parsed.words[source.head]
    documents = load_cues().documents
    return source.why == "source phrase" and head.lower not in documents and head.lemma not in documents


def _infinitive(parsed: Parsed, word: Word) -> bool:
    """ "X is thought to have left": the content is an infinitive."""
    return any(a.tag == "TO" for kid in parsed.kids(word, "xcomp") for a in parsed.kids(kid, "aux"))
