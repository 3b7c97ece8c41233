"""Pronouns: the nearest fitting mention that was a subject, else the nearest fitting one, else nobody."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.codebook.frames import load_frames
from according.extract.mentions.belonging import STATE_BODIES, state_body
from according.extract.mentions.coreference_names import copy_from
from according.extract.mentions.people import stands_to
from according.extract.mentions.phrases import governs_a_part
from according.extract.parsing.syntax import subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, Reading

SINGULAR = frozenset(("he", "him", "his", "she", "her", "himself", "herself"))
FEMALE = frozenset(("she", "her", "herself"))
FEMALE_NOUNS = frozenset(
    (
        "spokeswoman",
        "woman",
        "mrs.",
        "ms.",
        "mother",
        "wife",
        "queen",
        "daughter",
        "girl",
        "congresswoman",
        "chairwoman",
        "baroness",
        "widow",
        "sister",
    )
)
MALE_NOUNS = frozenset(
    ("spokesman", "man", "mr.", "father", "husband", "king", "son", "boy", "congressman", "chairman", "brother")
)
PLURAL = frozenset(("they", "them", "their", "themselves"))
NEUTER = frozenset(("it", "its", "itself"))
BODIES = frozenset(
    (
        "state",
        "government",
        "armed_forces",
        "police",
        "armed_group",
        "militia",
        "coalition",
        "organisation",
        "party",
        "media",
        "monitor",
        "company",
        "group",
    )
)
# Kinds that are their country's own.
OFFICIAL = frozenset(("state", "government", "armed_forces", "police"))
# Kinds whose fighters are theirs also where no pack knows the name.
KNOWN_BY_NAME = frozenset(("armed_forces", "armed_group", "militia", "police", "government"))
WINDOW, LONG_WINDOW = 2, 5
# Who reports, and the acts that they only report.
OBSERVERS = frozenset(("media", "monitor"))
FORCE = frozenset(("ASSAULT", "RETREAT", "MOBILIZE"))
HOLDING = frozenset(("control", "hold", "capture", "seize", "expel", "imprison", "impose", "besiege", "occupy"))
FIGHTERS = frozenset(("fighters", "militants", "insurgents", "gunmen", "jihadists", "militiamen", "guerrillas"))
SPEAKING = frozenset(
    ("say", "describe", "accuse", "judge", "think", "claim", "deny", "report", "confirm", "announce", "admit", "warn")
)


def link_pronouns(reading: Reading) -> None:
    """Set the antecedents of third-person pronouns, and the owner of "its fighters", "their forces"."""
    parsed = reading.parsed
    before: list[ActorMention] = []
    gender: dict[str, str] = {}
    heads = {mention.head: mention for mention in reading.actors}
    for mention in reading.actors:
        word = parsed.words[mention.head]
        if mention.why == "pronoun":
            if _expletive(parsed, word):
                continue
            barred = [heads[i] for i in _acted_on(parsed, word) if i in heads]
            found = _find(parsed, mention, word, before, gender, barred)
            if found is not None:
                plural = mention.plural
                copy_from(mention, found, f"{word.lower} after {parsed.words[found.head].text}")
                mention.plural = plural
                mention.person = found.person or mention.person
                if word.lower in SINGULAR and mention.name:
                    gender[mention.name] = "f" if word.lower in FEMALE else "m"
            before.append(mention)
            continue
        _learn_gender(parsed, mention, gender)
        before.append(mention)
    own_bodies(reading)
    for mention in reading.actors:
        if mention.why.startswith("pronoun") and mention.actor is None and (owned := mention.antecedent) is not None:
            mention.actor, mention.name, mention.kind = owned.actor, owned.name, owned.kind


def _expletive(parsed: Parsed, word: Word) -> bool:
    if word.lower != "it":
        return False
    verb = parsed.words[word.head]
    judged = word.dep == "nsubj" and verb.lemma == "be" and parsed.kid(verb, "acomp", "attr") is not None
    return word.dep == "expl" or (judged and parsed.kid(verb, "xcomp", "ccomp", "advcl") is not None and any(
        k.tag == "VB" or parsed.kid(k, "mark") is not None for k in parsed.kids(verb, "xcomp", "ccomp")))


def _learn_gender(parsed: Parsed, mention: ActorMention, gender: dict[str, str]) -> None:
    if not mention.person or not mention.name:
        return
    for i in range(mention.first, mention.last + 1):
        lower = parsed.words[i].lower
        if lower in FEMALE_NOUNS:
            gender.setdefault(mention.name, "f")
        elif lower in MALE_NOUNS:
            gender.setdefault(mention.name, "m")


def _fits(mention: ActorMention, pronoun: str, parsed: Parsed, gender: dict[str, str], speaks: bool = False) -> bool:
    if mention.why == "pronoun":
        return False
    if pronoun in SINGULAR:
        if not mention.person or mention.plural or mention.number not in (None, 1):
            return False
        known = gender.get(mention.name or "")
        return known is None or (known == "f") == (pronoun in FEMALE)
    if mention.why == "demonym" and parsed.words[mention.head].tag == "JJ":
        return False
    if pronoun in PLURAL:
        if speaks and mention.kind == "state" and mention.why != "demonym":
            return True
        return not (mention.person and not mention.plural) and (
            mention.plural or mention.kind not in ("state", "media") or mention.number not in (None, 1)
        )
    if pronoun in NEUTER:
        many = mention.plural and (mention.generic or mention.why == "demonym")
        return not mention.person and not many and (mention.kind in BODIES or speaks)
    return False


def _find(
    parsed: Parsed,
    mention: ActorMention,
    word: Word,
    before: list[ActorMention],
    gender: dict[str, str],
    acted_on: list[ActorMention],
) -> ActorMention | None:
    """The antecedent by distance and role: subjects of this sentence and the two before it first; none of those whom
    the verb of the pronoun names as `acted_on` ("they forced the Sylvanians to leave")."""
    pronoun = word.lower
    if pronoun == "it" and _of_a_thing(parsed, word, before):
        return None
    possessive = word.tag == "PRP$"
    owned = parsed.words[word.head].lower if word.tag == "PRP$" else ""
    verb = parsed.words[word.head]
    speaks = word.dep == "nsubj" and verb.dep != "relcl" and _speaks(parsed, verb)
    barred: set[str] = {each for m in acted_on for each in (m.actor, m.name) if each}
    lands = {m.country for m in acted_on if m.country and m.kind in OFFICIAL}
    attacker = _attacker(parsed, word) if possessive else -1
    told = _told_before(parsed, word, verb) if speaks else range(0)
    if speaks and pronoun in PLURAL and _joint_speakers(parsed, word.sent):
        return None  # both of them: no one mention stands for two
    candidates: list[tuple[tuple[int, int, int, int], ActorMention]] = []
    for other in reversed(before):
        head = parsed.words[other.head]
        distance = word.sent - head.sent
        if distance > (LONG_WINDOW if speaks else WINDOW):
            break
        if head.i in told or other.first <= word.i <= other.last or not _fits(other, pronoun, parsed, gender, speaks):
            continue
        if distance == 0 and not possessive and _same_clause(parsed, head, word):
            barred |= {each for each in (other.actor, other.name) if each}
            continue
        if distance == 0 and possessive and head.i == attacker and other.kind != "person":
            continue
        if lands and other.kind in OFFICIAL and (other.country in lands or _body_of(other.actor, acted_on)):
            continue
        if barred & {other.actor, other.name} or (pronoun in NEUTER and distance == 0 and _beside(parsed, head)):
            continue
        if other.kind in OBSERVERS and not speaks and word.dep in ("nsubj", "poss") and _of_force(verb):
            continue
        if owned in FIGHTERS and other.kind not in ("armed_group", "militia"):
            continue
        subject = head.dep in ("nsubj", "nsubjpass")
        near = -other.head
        if speaks:
            spoke = subject and load_cues().verbs.get(parsed.words[head.head].lemma) in SPEAKING
            candidates.append(((0 if spoke else 1, distance, 0 if subject else 1, near), other))
        else:
            people = other.plural or head.ent == "NORP"
            many = 0 if pronoun not in PLURAL or people or distance else 1
            candidates.append(((distance, many, 0 if subject else 1, near), other))
    if not candidates:
        return None
    return min(candidates, key=lambda c: c[0])[1]


def _of_force(word: Word) -> bool:
    """Whether the word tells an act of force or of holding ground, which no outlet and no monitor does."""
    lemma = word.lemma.lower()
    table = load_frames().verbs if word.pos == "VERB" else load_frames().nouns
    return lemma in HOLDING or any(frame.type in FORCE for _, frame in table.get(lemma, ()))


def _told_before(parsed: Parsed, word: Word, verb: Word) -> range:
    """The words of what a closing "they said" reports: nobody named in it is who says it."""
    clause = parsed.kid(verb, "ccomp")
    return range(clause.left, clause.right + 1) if clause is not None and clause.i < word.i else range(0)


def _joint_speakers(parsed: Parsed, sentence: int) -> bool:
    """Whether the sentence before closes with two who speak together ("the mayor and an officer said")."""
    if sentence == 0:
        return False
    for word in reversed(parsed.in_sentence(sentence - 1)):
        if word.pos == "VERB" and load_cues().verbs.get(word.lemma) in SPEAKING:
            subject = parsed.kid(word, "nsubj")
            return subject is not None and (subject.dep == "conj" or parsed.kid(subject, "conj") is not None)
    return False


def _body_of(actor: str | None, states: list[ActorMention]) -> bool:
    """Whether an actor is a body of one of the states, as the packs name them ("world:sylvania-armed-forces")."""
    return actor is not None and any(m.actor is not None and actor.startswith(f"{m.actor}-") for m in states)


def _acted_on(parsed: Parsed, word: Word) -> set[int]:
    """The words that a plain subject pronoun's verb names as acted on: nobody forces himself by another name."""
    if word.dep != "nsubj":
        return set()
    verb = parsed.words[word.head]
    if verb.pos != "VERB":
        return set()
    out = {kid.i for kid in parsed.kids(verb, "dobj")}
    for clause in parsed.kids(verb, "ccomp"):
        if clause.tag == "VB":  # "forced the Sylvanians to leave"
            out |= {kid.i for kid in parsed.kids(clause, "nsubj")}
    return out


TIES = frozenset(
    ("affiliate", "link", "ally", "align", "tie", "back", "support", "loyal", "affiliated", "linked", "allied")
)


def _beside(parsed: Parsed, head: Word) -> bool:
    """Whether a party is named only to say whose ally another is ("a group linked to X")."""
    prep = parsed.words[head.head]
    return head.dep == "pobj" and prep.lower in ("to", "with", "by") and parsed.words[prep.head].lemma in TIES


def _speaks(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb tells speech here: "they released a statement that" does, "they released them" does not."""
    if load_cues().verbs.get(verb.lemma) not in SPEAKING:
        return False
    return parsed.kid(verb, "dobj", "xcomp") is None or parsed.kid(verb, "ccomp") is not None


def _attacker(parsed: Parsed, owner: Word) -> int:
    """The subject of an attack on what the pronoun owns: nobody shells "its positions" who holds them; -1 for none."""
    thing = parsed.words[owner.head]
    verb = parsed.words[thing.head]
    if thing.dep == "pobj":
        if verb.lower not in ("on", "at", "against", "into", "upon"):
            return -1
        verb = parsed.words[verb.head]
    if thing.dep not in ("dobj", "pobj") or verb.pos != "VERB":
        return -1
    patterns = load_frames().verbs.get(verb.lemma.lower(), ())
    if not any(frame.type == "ASSAULT" and frame.mode != "destroy" for _, frame in patterns):
        return -1
    subject = subject_of(parsed, verb)
    return subject.i if subject is not None else -1


def _of_a_thing(parsed: Parsed, word: Word, before: list[ActorMention]) -> bool:
    """ "The airport suspended flights after it was hit": the subject of the clause around is meant, and no party."""
    verb = parsed.words[word.head]
    if word.dep not in ("nsubj", "nsubjpass") or verb.dep != "advcl" or parsed.words[verb.head].i > verb.i:
        return False
    subject = parsed.kid(parsed.words[verb.head], "nsubj", "nsubjpass")
    if subject is None or subject.pos != "NOUN" or subject.i > word.i:
        return False
    return not any(m.head == subject.i for m in reversed(before))


def _same_clause(parsed: Parsed, head: Word, word: Word) -> bool:
    """Whether both are arguments of one verb, so that a plain pronoun cannot mean the other."""
    verb = parsed.words[word.head]
    governor = parsed.words[head.head]
    if head.dep == "pobj" and governor.lower in ("like", "unlike") and governor.head == word.head:
        return True  # "Like the army, they shelled"
    raised = word.dep == "nsubj" and verb.tag == "VB" and verb.dep in ("ccomp", "xcomp") and any(
        k.lower == "to" for k in parsed.kids(verb, "aux"))  # "urged him to leave"
    if (raised or word.dep in ("dobj", "dative", "pobj")) and not word.lower.endswith(("self", "selves")):
        verb = parsed.words[verb.head] if raised else verb
        while verb.pos not in ("VERB", "AUX") and verb.dep in ("prep", "dobj", "pobj", "conj") and verb.head != verb.i:
            verb = parsed.words[verb.head]  # "carried out strikes against it"
        subject = subject_of(parsed, verb) if verb.pos in ("VERB", "AUX") else None
        if subject is not None and subject.i == head.i:
            return True  # "the army tried to stop them", "she met the envoy and urged him"
    return (
        head.head == word.head
        and head.dep in ("nsubj", "nsubjpass", "dobj")
        and word.dep in ("dobj", "nsubj", "dative")
    )


def _is_named(owner: ActorMention) -> bool:
    """Whether a pronoun means a force that the text names and no pack knows."""
    meant = owner.antecedent or owner
    spoken = "of the one who speaks" in owner.why
    return owner.name is not None and owner.kind in KNOWN_BY_NAME and (spoken or not meant.generic)


def own_bodies(reading: Reading) -> None:
    """ "Its fighters", "their forces": the described body belongs to the pronoun's antecedent."""
    parsed = reading.parsed
    by_head = {m.head: m for m in reading.actors}
    for mention in reading.actors:
        if not mention.generic or mention.actor is not None or mention.why == "pronoun":
            continue
        owner_word = parsed.kid(parsed.words[mention.head], "poss")
        owner = by_head.get(owner_word.i) if owner_word is not None else None
        if owner is None or owner.person or owner_word is None:
            continue
        if owner.actor is None and not _is_named(owner):
            continue
        if stands_to(parsed, parsed.words[mention.head], owner_word):
            continue  # "the government's opponents" are not the government's
        if mention.kind == "government" and governs_a_part(parsed, owner_word.i + 1, mention.head):
            continue
        if mention.kind in ("armed_forces", "armed_group", "militia", "police", "government") and not mention.person:
            actor = reading.packs.actor(owner.actor)
            mention.actor, mention.name, mention.affiliation = owner.actor, owner.name, owner.actor
            if actor is not None and actor.kind == "state" and mention.kind in STATE_BODIES:
                body = state_body(reading.packs, actor, mention.kind)  # what its officials call theirs is its own
                mention.actor, mention.name = body.id, body.name
            mention.country = owner.country
            if actor is not None and actor.kind != "state":
                mention.kind, mention.sector = actor.kind, actor.sector
            mention.why += f"; of {owner.name}"
