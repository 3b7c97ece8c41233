"""Sources: who a speaking phrase is, what kind of source, how many, and whether the text protects them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from according.codebook.cues import load_cues, load_people
from according.extract.attribution.offices import by_office, holds_named_office, kind_by_body
from according.extract.mentions.phrases import clean_name, count_in, phrase_start
from according.extract.parsing.repair_speakers import beside
from according.extract.parsing.syntax import conjuncts, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, AttributionLink, Reading
from according.model.actor import Actor
from according.packs.index import fold

KIND_BY_SECTOR = {
    "GOV": "official",
    "MIL": "official",
    "COP": "official",
    "LEG": "official",
    "JUD": "official",
    "SPY": "official",
    "REB": "armed_group",
    "UAF": "armed_group",
    "PRM": "armed_group",
    "MED": "outlet",
    "NGO": "organisation",
    "IGO": "organisation",
    "BUS": "organisation",
    "EDU": "organisation",
    "OPP": "organisation",
    "HLH": "official",
}
KIND_BY_ACTOR = {
    "state": "official",
    "government": "official",
    "armed_forces": "official",
    "police": "official",
    "armed_group": "armed_group",
    "militia": "armed_group",
    "coalition": "official",
    "organisation": "organisation",
    "party": "organisation",
    "media": "outlet",
    "monitor": "monitor",
    "civilians": "witness",
    "journalists": "journalist",
    "aid_workers": "organisation",
    "activists": "activist",
    "company": "organisation",
}
ISSUING = frozenset(("issue", "release", "publish", "post", "distribute", "circulate", "put"))
# "The government information service", "the state statistics office": a body of the state by the words before it.
STATE_WORDS = frozenset(("government", "state", "ministry", "military", "army", "police", "presidential", "municipal"))
# Kinds of actor that say more than their sector does.
BY_KIND_FIRST = frozenset(
    (
        "civilians",
        "journalists",
        "activists",
        "media",
        "monitor",
        "organisation",
        "aid_workers",
        "armed_group",
        "militia",
    )
)
MEDIA_KINDS = {"wire": "wire", "state_media": "state_media", "agency": "wire", "monitor": "monitor"}


def mentions_of(reading: Reading, word: Word) -> list[ActorMention]:
    """The speakers of a phrase headed by `word`, joint ones apart; a phrase that no mention covers makes one."""
    out: list[ActorMention] = []
    for part in conjuncts(reading.parsed, word):
        if part.pos in ("VERB", "AUX", "PUNCT"):
            continue
        known = reading.actor_at(part)
        if (
            known is None
            or (known.head != part.i and not known.first <= part.i <= known.last)
            or (
                known.head != part.i
                and part.pos in ("NOUN", "PROPN")
                and part.right > known.last
                and known.last < part.i
            )
        ):
            known = _made(reading, part)
        if known is not None:
            known = by_office(reading, known)
        if known is not None and known not in out:
            others = _beside(reading, known)
            if others and known.name and reading.parsed.slice(others[0].first, others[0].last) in known.name:
                known, others = replace(known, actor=None, affiliation=None, country=None), []
            out.extend(others)
            out.append(known)
    return out


def _beside(reading: Reading, known: ActorMention) -> list[ActorMention]:
    """The other parties of "A and B officials", which speak too."""
    words = reading.parsed.words
    if known.head - known.first < 3 or not known.plural or known.actor is None:
        return []
    return [
        m for m in reading.actors
        if known.first <= m.first and m.last < known.head and m.actor not in (None, known.actor)
        and words[m.last + 1].lower in ("and", "or", ",")
    ]


def _author(reading: Reading, word: Word) -> ActorMention | None:
    """Who made a document that speaks: "a statement by X", "X's report", "a statement that X issued"."""
    parsed = reading.parsed
    for kid in parsed.kids(word, "poss"):
        return reading.actor_at(kid)
    for prep in parsed.kids(word, "prep"):
        if prep.lower in ("by", "from"):
            obj = parsed.kid(prep, "pobj")
            if obj is not None:
                return reading.actor_at(obj)
    issuing = parsed.words[word.head]
    if word.dep == "dobj" and issuing.lemma in ISSUING:
        subject = subject_of(parsed, issuing)
        if subject is not None:
            return reading.actor_at(subject)
    return None


def _made(reading: Reading, word: Word) -> ActorMention | None:
    """A mention for a source that is no actor: a document, a survey, "one of them"."""
    parsed = reading.parsed
    if word.pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"):
        return None
    first = phrase_start(parsed, word)
    if word.lower in load_cues().documents or word.lemma in load_cues().documents:
        author = _author(reading, word)
        if author is not None and author.why != "pronoun" and author.name and not first <= author.head <= word.i:
            last = author.last if author.first > word.i else word.i
            return replace(author, first=first, last=last, head=word.i, why=f"document of {author.name}")
    name = clean_name(parsed, first, word.i)
    return ActorMention(
        first,
        word.i,
        word.i,
        name=name,
        number=count_in(parsed, word),
        plural=word.tag in ("NNS", "NNPS"),
        generic=True,
        why="source phrase",
    )


def describe(reading: Reading, link: AttributionLink) -> None:
    """Fill kind, number and anonymity of a link from its sources."""
    if not link.sources:
        link.kind = "unknown"
        return
    source = link.sources[0]
    link.kind = kind_of(reading, source)
    link.number = source.number if source.number is not None else (len(link.sources) if len(link.sources) > 1 else None)
    named = source.antecedent if source.antecedent is not None else source
    head = reading.parsed.words[named.head]
    role = load_people().roles.get((head.lower,))
    individuals = named.person or (role is not None and role.form in ("person", "people"))
    link.anonymous = named.generic and individuals and (named.antecedent is None)
    if link.anonymous and holds_named_office(reading.parsed, head):
        link.anonymous = False


def kind_of(reading: Reading, source: ActorMention) -> str:
    """The kind of a source: by its actor, else by what it is called."""
    named = source
    for _ in range(4):
        if named.antecedent is None:
            break
        named = named.antecedent
    head = reading.parsed.words[named.head]
    actor = reading.packs.actor(named.actor)
    written = head.pos != "PROPN" and (head.lemma in load_cues().documents or head.lower in load_cues().documents)
    if written and named.actor is None and not named.person and not named.why.startswith("document of"):
        return "document"
    if actor is not None and actor.media_kind == "agency" and actor.kind == "government":
        return "organisation"  # a ministry that counts the dead is no wire service
    if actor is not None and actor.media_kind:
        return "state_media" if actor.media_kind == "state_media" else MEDIA_KINDS.get(actor.media_kind, "outlet")
    text = reading.parsed.slice(named.first, named.last).lower()
    if named.kind == "media" and any(w in text for w in ("state", "official")):
        return "state_media"
    role = load_people().roles.get((head.lower,))
    if role is not None and role.voice in ("witness", "activist", "journalist") and named.generic:
        return role.voice
    party = _party_of(reading, named)
    if party is not None:
        return party
    if named.person and named.kind == "aid_workers" and named.affiliation is None:
        return "witness"  # a nurse tells what she saw; a relief agency's word is an organisation's
    if named.kind in BY_KIND_FIRST:
        return KIND_BY_ACTOR[named.kind]
    if named.sector in KIND_BY_SECTOR:
        return KIND_BY_SECTOR[named.sector]
    if named.kind in KIND_BY_ACTOR:
        return KIND_BY_ACTOR[named.kind]
    led = kind_by_body(reading, head) or next(
        (kind for k in reading.parsed.kids(head, "appos") if (kind := kind_by_body(reading, k))), None
    )
    if led in KIND_BY_ACTOR:
        return KIND_BY_ACTOR[led]
    belongs = reading.packs.actor(named.affiliation)
    if belongs is not None:
        return KIND_BY_ACTOR.get(belongs.kind, "unknown")
    if role is not None:
        return role.voice
    of_state = STATE_WORDS & {w.lower for w in reading.parsed.words[named.first : named.last + 1]}
    return "official" if of_state and named.generic else _voice_beside(reading, named)


NO_STATES = frozenset(("armed_group", "militia", "organisation", "monitor"))


def _party_of(reading: Reading, named: ActorMention) -> str | None:
    """The kind of the armed group or the international body that somebody speaks for ("a Green Front spokesman", "a UN
    envoy"), which no state employs."""
    if not named.person or named.kind not in ("government", "armed_forces", "unknown", "person"):
        return None
    actor = reading.packs.actor(named.affiliation)
    if actor is not None:
        return KIND_BY_ACTOR[actor.kind] if actor.kind in NO_STATES else None
    tails = load_people().bodies
    words = reading.parsed.words[named.first : named.head]
    kinds = {tails[w.text] for w in words if w.pos == "PROPN" and w.text in tails}
    return "armed_group" if kinds and kinds <= {"armed_group", "militia"} else None


def _voice_beside(reading: Reading, named: ActorMention) -> str:
    """The voice that an apposition left out of the parse gives a speaker ("…, a nurse there, said").

    One who speaks for somebody ("a spokesman for the X Front") gets the affiliation too, and speaks as they do.
    """
    words = beside(reading.parsed.text, reading.parsed.words[named.last].end)
    roles = load_people().roles
    found = (roles.get((token.strip(",’'"),)) for token in words.lower().split())
    role = next((role for role in found if role is not None), None)
    if role is None:
        return "unknown"
    if role.kind == "aid_workers":
        return "witness"
    if role.voice in ("official", "armed_group", "anonymous"):
        party = _party_in(reading, words)
        if party is not None:
            named.affiliation = named.affiliation or party.id
            return KIND_BY_ACTOR.get(party.kind, role.voice)
    return role.voice


def _party_in(reading: Reading, words: str) -> Actor | None:
    """The first actor that the words name, None when several share the name."""
    tokens, _ = fold(words.replace(",", " ").split())
    for at in range(len(tokens)):
        matches = reading.packs.match(tokens, at)
        if matches:
            longest = {actor for length, actor, _ in matches if length == matches[0][0]}
            return reading.packs.actor(longest.pop()) if len(longest) == 1 else None
    return None


PROTECTING = frozenset({"withheld", "pen_name", "anonymous", "danger"})


def protect(reading: Reading, links: list[AttributionLink]) -> None:
    """Mark the links whose source the text wants protected, in every sentence once it says so in one."""
    phrases = load_cues().protection
    parsed = reading.parsed
    known = {id(mention) for mention in reading.actors}
    speakers = [source for link in links for source in link.sources if id(source) not in known]
    spoken = [*reading.actors, *speakers]
    names: dict[str, set[str]] = {what: set() for what in PROTECTING}
    heads: dict[str, set[int]] = {what: set() for what in PROTECTING}
    said = _protecting_phrases(parsed)
    for sentence in parsed.sentences if any(said.values()) else ():
        start = parsed.words[sentence.first].start
        text = _plain(parsed.text[start : parsed.words[sentence.last].end])
        kept_back = any(part in text for part in phrases["asking"])
        for what in PROTECTING if kept_back else PROTECTING - {"danger"}:
            for phrase in said[what]:
                at = text.find(phrase)
                if at < 0:
                    continue
                found = _protected_one(reading, spoken, sentence.index, start + at)
                if found is not None:
                    found.person = found.person or not found.plural
                    heads[what].add(found.head)
                    if found.name and not found.generic:
                        names[what].add(found.name)
                break
    for link in links:
        for source in link.sources:
            root = source.antecedent or source
            for what in names:
                if source.name in names[what] or source.head in heads[what] or root.head in heads[what]:
                    if what == "pen_name":
                        link.pen_name = True
                    named = what != "anonymous" and root.person and bool(root.name)
                    link.protected = link.protected or named or what == "danger"
                    link.anonymous = link.anonymous or what == "anonymous"


def _protecting_phrases(parsed: Parsed) -> dict[str, list[str]]:
    """The protecting phrases that stand in the text, by kind, in the order of the list."""
    text = _plain(parsed.text)
    phrases, words = _telling()
    told = parsed.forms_among(words)
    out: dict[str, list[str]] = {what: [] for what in PROTECTING}
    for what, phrase, needed in phrases:
        if needed <= told and phrase in text:
            out[what].append(phrase)
    return out


@lru_cache(maxsize=1)
def _telling() -> tuple[list[tuple[str, str, frozenset[str]]], frozenset[str]]:
    """The protecting phrases as (kind, phrase, words that any text with the phrase has), and all those words. The first
    and the last word of a phrase may be part of a longer one in the text: of these only a first that is the longest
    counts."""
    out: list[tuple[str, str, frozenset[str]]] = []
    for what in sorted(PROTECTING):
        for phrase in load_cues().protection[what]:
            words = phrase.split()
            inner = [w for w in words[:-1] if w.isalpha()]
            longest = max(inner, key=len, default="")
            needed = {w for w in words[1:-1] if w.isalpha()} | {longest} - {""}
            out.append((what, phrase, frozenset(needed)))
    return out, frozenset(word for _, _, needed in out for word in needed)


def _plain(text: str) -> str:
    """As phrases are looked for: in lower case, on one line, with straight apostrophes."""
    return text.lower().replace("’", "'").replace("\n", " ")


def _protected_one(
    reading: Reading, spoken: list[ActorMention], sent: int, offset: int
) -> ActorMention | None:
    """The person that a protecting phrase at a character offset speaks of: the nearest before it in its sentence."""
    parsed = reading.parsed
    best: ActorMention | None = None
    for mention in spoken:
        named = mention.kind == "unknown" and not mention.generic and mention.first == mention.last
        plural = mention.plural or parsed.words[mention.head].tag == "NNS"
        if parsed.words[mention.head].sent != sent or not (mention.person or plural or named):
            continue
        at = parsed.words[mention.head]
        if at.tag == "PRP$":
            continue
        target = mention
        while target.antecedent is not None:
            target = target.antecedent
        if at.start < offset or best is None:
            if at.start < offset and best is not None and best.person and not best.generic and target.generic:
                continue
            best = target
    return best
