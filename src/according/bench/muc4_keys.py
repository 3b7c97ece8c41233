"""`according bench muc4-keys --data DIR`: what MUC-4's original keys say beyond the published template set.

DIR holds `corpora/dev` (messages `dev-muc3-*`, keys `key-dev-*.muc4`; github xinyadu/gtt). Messages are in capitals;
they are lowered, and sentence starts, acronyms in brackets and the names the packs know are raised again before
parsing. Only messages with at least one template are read, templates marked optional are left out.

- `confidence_macro_f1`: for each organisation that the key holds responsible, its gold name is looked up in the
  message, and attribution and standing of the sentences that name it give one of five classes (reported as fact,
  claimed or admitted, suspected or accused, by authorities, possible). Macro-averaged F1 over the gold's classes.
  `confidence_baseline` is that of the most frequent class for all. No published peer measures this slot alone.
- `date_accuracy`, `place_accuracy`: a template is matched to the claim of its message with a fitting kind of event
  whose sentence holds most of the key's target and instrument strings; right when the claim's time overlaps the key's
  (and is no longer than 31 days), when the claim's place shares the most specific name of the key's location.
  Templates without a claim count as wrong.
- `casualties_f1`: the killed and injured of the same claim against the key's numbers of dead and injured people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from according.bench.result import Result, f1
from according.codebook.cues import load_cues
from according.extract.attribution import links as attribution
from according.extract.claims import compose
from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.extract.parsing.syntax import clause_head, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import ActorMention, AttributionLink, Reading
from according.extract.standing import standing
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published, When
from according.packs.loader import load_packs

FACT, CLAIMED, ACCUSED, AUTHORITIES, POSSIBLE = (
    "REPORTED AS FACT",
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
)
CLASSES = (FACT, CLAIMED, ACCUSED, AUTHORITIES, POSSIBLE)
_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MESSAGE = re.compile(r"^(DEV-MUC3-\d{4}) .*?$", re.MULTILINE)
_DATE = re.compile(r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]* (\d{2})\b")
_SLOT = re.compile(r"^(\d+)\.\s+([A-Z ]+: [A-Z ]+?)\s{2,}(.*)$")
_SENTENCE_START = re.compile(r"(^\"?|[.?!]\s+\"?|[,:]\s+\"|-- \"?)([a-z])")
SUSPICION = frozenset(
    (
        "suspect",
        "accuse",
        "blame",
        "attribute",
        "presume",
        "allege",
        "charge",
        "responsible",
        "suspicion",
        "presumably",
        "allegedly",
        "alleged",
        "presumed",
        "suspected",
        "implicate",
        "involve",
    )
)
# Words that leave it open who did it.
DOUBT = frozenset(("apparently", "possibly", "probably", "perhaps", "believe", "think", "possibility", "uniform"))


@dataclass(slots=True)
class Key:
    """One gold template: slot names to their lines."""

    message: str
    slots: dict[str, list[str]] = field(default_factory=dict)

    def first(self, slot: str) -> str:
        return next((v for v in self.slots.get(slot, ()) if v not in ("-", "*")), "")

    def strings(self, *slots: str) -> list[str]:
        """The quoted strings of some slots, lower-cased."""
        return [s.lower() for slot in slots for v in self.slots.get(slot, ()) for s in re.findall(r'"([^"]+)"', v)]


def run(data: Path) -> Result:
    """Read messages and keys, code the messages, score."""
    folder = data / "corpora" / "dev" if (data / "corpora").exists() else data
    keys = [
        k for k in load_keys(folder) if "OPTIONAL" not in k.first("MESSAGE: TEMPLATE") and k.first("INCIDENT: TYPE")
    ]
    messages = load_messages(folder)
    by_message: dict[str, list[Key]] = {}
    for key in keys:
        by_message.setdefault(key.message, []).append(key)
    engine = RuleEngine()
    judged: list[tuple[str, str]] = []
    dates, places = [0, 0], [0, 0]
    toll = [0, 0, 0]
    misses: list[dict[str, object]] = []
    for name, wanted in by_message.items():
        if name not in messages:
            continue
        reading = _read(engine, name, messages[name])
        claims = compose(reading, engine.made_by)
        for key in wanted:
            judged.extend(_judge(reading, key, misses))
            claim = matched(reading, claims, key)
            _tally_when_where(key, claim, dates, places, misses)
            _tally_toll(key, claim, toll)
    macro = macro_f1(judged)
    common = Counter(g for g, _ in judged).most_common(1)[0][0] if judged else FACT
    return Result(
        "muc4-keys",
        len(keys),
        {
            "confidence_macro_f1": macro,
            "confidence_baseline": macro_f1([(g, common) for g, _ in judged]),
            "confidence_n": len(judged),
            "confidence_by_class": {
                c: f1(
                    sum(g == a == c for g, a in judged), sum(a == c for _, a in judged), sum(g == c for g, _ in judged)
                )["f1"]
                for c in CLASSES
            },
            "date_accuracy": dates[0] / dates[1] if dates[1] else 0.0,
            "place_accuracy": places[0] / places[1] if places[1] else 0.0,
            "casualties_f1": f1(*toll)["f1"],
        },
        misses=misses,
    )


def load_keys(folder: Path) -> Iterator[Key]:
    """The templates of all key files, in file order."""
    for path in sorted(folder.glob("key-dev-*")):
        key = Key("")
        slot = ""
        for line in path.read_text(encoding="latin-1").splitlines():
            found = _SLOT.match(line)
            if found:
                slot = " ".join(found.group(2).split())
                if slot == "MESSAGE: ID":
                    if key.message:
                        yield key
                    key = Key(found.group(3).split()[0])
                key.slots.setdefault(slot, []).append(found.group(3).strip())
            elif line.startswith("    ") and line.strip() and slot:
                key.slots[slot].append(line.strip())
        if key.message:
            yield key


def load_messages(folder: Path) -> dict[str, str]:
    """Message texts by id, as they stand (capitals)."""
    out: dict[str, str] = {}
    for path in sorted(folder.glob("dev-muc3-*")):
        text = path.read_text(encoding="latin-1")
        marks = list(_MESSAGE.finditer(text))
        for mark, after in zip(marks, [*[m.start() for m in marks[1:]], len(text)], strict=True):
            out[mark.group(1)] = text[mark.end() : after].strip()
    return out


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    """Lower-cased words that the packs write with a capital."""
    packs = load_packs()
    words: Counter[str] = Counter()
    for actor in packs.actors.values():
        for alias in (actor.name, *actor.aliases, *actor.demonyms, *actor.metonyms):
            parts = alias.split()
            if len(parts) == 1 and parts[0][:1].isupper() and len(parts[0]) > 3:
                words[parts[0].lower()] += 1
    return frozenset(words)


def readable(text: str) -> str:
    """A message in capitals as mixed case: brackets as parentheses, paragraphs joined, names and acronyms raised."""
    text = re.sub(r"\[(?:TEXT|REPORT|EXCERPT|PASSAGE OMITTED|WORDS INDISTINCT|COMMENTARY|EDITORIAL)[^\]]*\]", " ", text)
    acronyms = {a for a in re.findall(r"[\[(]([A-Z][A-Z0-9-]{1,7})[\])]", text) if not a.isdigit()}
    text = text.replace("[", "(").replace("]", ")")
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", text)]
    names = _known_names()

    def raised(found: re.Match[str]) -> str:
        word = found.group()
        if word.upper() in acronyms:
            return word.upper()
        return word.capitalize() if word in names else word

    out = []
    for paragraph in paragraphs:
        lowered = re.sub(r"[a-z0-9][a-z0-9-]*", raised, paragraph.lower())
        out.append(_SENTENCE_START.sub(lambda m: m.group(1) + m.group(2).upper(), lowered))
    return "\n\n".join(p for p in out if p)


def _read(engine: RuleEngine, name: str, text: str) -> Reading:
    found = _DATE.search(text)
    day = _day(1900 + int(found.group(3)), MONTHS[found.group(2)[:3]], int(found.group(1))) if found else None
    published = Published(day) if day else None
    body = readable(text)
    report = Report(name, body, name, published=published)
    return engine.read(report, parse(body))


def _judge(reading: Reading, key: Key, misses: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """(gold class, answered class) for each organisation of the key."""
    for line in key.slots.get("PERP: ORGANIZATION CONFIDENCE", ()):
        wanted = next((c for c in sorted(CLASSES, key=len, reverse=True) if line.lstrip("? ").startswith(c)), None)
        names = key_names(line)
        if wanted is None or not names:
            continue
        answer = confidence(reading, names, key.strings("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "PHYS TGT: ID"))
        if answer != wanted:
            misses.append({"message": key.message, "gold": wanted, "answer": answer, "names": names})
        yield wanted, answer


def key_names(line: str) -> list[str]:
    """The names of a slot as the message has them once read: quotation marks inside left out, brackets round."""
    plain = line.lower().replace('\\"', "").replace("[", "(").replace("]", ")")
    return [" ".join(s.split()) for s in re.findall(r'"([^"]+)"', plain)]


def confidence(reading: Reading, names: list[str], targets: list[str]) -> str:
    """How sure the message is that an organisation did it, by the sentences that name it.

    The sentences that also name a target count first; among them the strongest answer wins: an admission, a suspicion,
    a possibility, else what the standing of the sentence's main verb says. What a message that an armed group sends
    out itself reports as fact is the group's own claim.
    """
    parsed = reading.parsed
    ranked: list[tuple[int, str]] = []
    for sentence in parsed.sentences:
        text = " ".join(parsed.slice(sentence.first, sentence.last).lower().replace('"', "").split())
        if not any(name in text for name in names):
            continue
        near = sum(any(part in text for part in target.split() if len(part) > 4) for target in targets)
        ranked.append((near, _of_sentence(reading, sentence.first, sentence.last, names)))
    answer = FACT
    if ranked:
        best = max(near for near, _ in ranked)
        answers = [a for near, a in ranked if near == best]
        answer = next((strong for strong in (CLAIMED, AUTHORITIES, ACCUSED, POSSIBLE) if strong in answers), FACT)
    if answer == FACT and _own_broadcast(parsed):
        return CLAIMED if any(m.kind == "armed_group" for m in _named(reading, names)) else ACCUSED
    return answer


def _own_broadcast(parsed: Parsed) -> bool:
    """Whether the dateline says that an underground station or a command sends the message out."""
    opening = parsed.text[:240].lower()
    return "clandestine" in opening


def _named(reading: Reading, names: list[str]) -> Iterator[ActorMention]:
    for mention in reading.actors:
        if reading.parsed.slice(mention.first, mention.last).lower().removeprefix("the ") in names:
            yield mention


def _of_sentence(reading: Reading, first: int, last: int, names: list[str]) -> str:
    parsed = reading.parsed
    words = parsed.words[first : last + 1]
    lemmas = {w.lemma.lower() for w in words} | {w.lower for w in words}
    heads = {name.split()[0] for name in names}
    own = next((w for w in words if w.lower in heads), words[0])
    links = attribution.chain(reading, own)
    if {"responsibility", "credit"} & lemmas and {"claim", "take", "admit", "assume", "accept"} & lemmas:
        return CLAIMED
    if any(
        _speaks(reading, link, names) and link.cue_class in ("claim", "admit", "announce", "say")
        for link in reading.attributions
        if first <= link.cue_first <= last
    ):
        return CLAIMED
    acts = {w.lemma.lower() for w in words if w.pos in ("VERB", "ADV", "ADJ")}
    if SUSPICION & acts:
        return AUTHORITIES if _official(reading, links, words) else ACCUSED
    put = {standing.of(reading, word, links)[0] for word in (own, clause_head(parsed, own))}
    if put & {"possible", "conditional", "planned"} or DOUBT & lemmas:
        return POSSIBLE
    if links:
        return AUTHORITIES if _official(reading, links, words) else ACCUSED if "claimed" in put else FACT
    return FACT


def _speaks(reading: Reading, link: AttributionLink, names: list[str]) -> bool:
    return any(
        (m.name or "").lower() in names or reading.parsed.slice(m.first, m.last).lower() in names for m in link.sources
    )


def _official(reading: Reading, links: list[AttributionLink], words: list[Word]) -> bool:
    """Whether those who suspect speak with a state's authority: by the chain, or as subject of the suspicion."""
    if any(link.kind == "official" for link in links):
        return True
    roles = load_cues().standing["authorities"]
    for word in words:
        if word.pos == "VERB" and word.lemma.lower() in SUSPICION:
            subject = subject_of(reading.parsed, word)
            if subject is not None and subject.lower in roles:
                return True
    return False


def matched(reading: Reading, claims: list[Claim], key: Key) -> Claim | None:
    """The claim of a fitting kind whose sentence holds most of the key's targets and instruments; None without one."""
    strings = key.strings(
        "HUM TGT: NAME",
        "HUM TGT: DESCRIPTION",
        "PHYS TGT: ID",
        "INCIDENT: INSTRUMENT ID",
        "PERP: INDIVIDUAL ID",
        "PERP: ORGANIZATION ID",
    )
    kind = key.first("INCIDENT: TYPE").split()[0]
    best: tuple[float, Claim] | None = None
    for claim in claims:
        if claim.event_type not in ("ASSAULT", "COERCE") and not claim.toll:
            continue
        sentence = next(
            (s for s in reading.parsed.sentences if reading.parsed.words[s.last].end > claim.quote.start), None
        )
        if sentence is None:
            continue
        text = reading.parsed.text[reading.parsed.words[sentence.first].start : reading.parsed.words[sentence.last].end]
        score = sum(2.0 for s in strings if s in text.lower()) + _fits(kind, claim)
        if best is None or score > best[0]:
            best = (score, claim)
    return best[1] if best else None


def _fits(kind: str, claim: Claim) -> float:
    wanted = {
        "KIDNAPPING": ("abduct",),
        "BOMBING": ("explosives", "suicide-attack", "aerial"),
        "ARSON": ("destroy",),
    }.get(kind)
    if wanted:
        return 1.5 if claim.mode in wanted else 0.0
    return 1.0 if claim.event_type == "ASSAULT" and claim.mode not in ("abduct", "explosives") else 0.0


def _day(year: int, month: int, day: int) -> date | None:
    """The day, None where a key or a header gives one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def key_dates(text: str) -> tuple[date, date] | None:
    """The interval of an INCIDENT: DATE slot: "30 DEC 89", "- 08 JAN 90" (by then), "25 DEC 89 - 05 JAN 90"."""
    days = [day for d, m, y in _DATE.findall(text) if (day := _day(1900 + int(y), MONTHS[m[:3]], int(d)))]
    if not days:
        return None
    if text.strip().startswith("-"):
        return date.fromordinal(days[0].toordinal() - 31), days[0]
    return days[0], days[-1]


def _tally_when_where(
    key: Key, claim: Claim | None, dates: list[int], places: list[int], misses: list[dict[str, object]]
) -> None:
    wanted = key_dates(key.first("INCIDENT: DATE"))
    if wanted:
        right = claim is not None and _overlaps(claim.time, wanted)
        dates[0] += right
        dates[1] += 1
        if not right:
            misses.append(
                {
                    "message": key.message,
                    "slot": "date",
                    "gold": key.first("INCIDENT: DATE"),
                    "answer": claim.time.to_json() if claim and claim.time else None,
                }
            )
    where = key.first("INCIDENT: LOCATION")
    if where:
        name = re.sub(r"\(.*?\)", "", where.split("/")[0].split(":")[-1]).strip().lower()
        place = claim.place if claim else None
        told = f"{place.name or ''} {place.text or ''} {place.admin1 or ''}".lower() if place else ""
        right = bool(name) and any(part in told for part in name.split(" - ")[-1:])
        places[0] += right
        places[1] += 1
        if not right:
            misses.append({"message": key.message, "slot": "place", "gold": where, "answer": told})


def _overlaps(when: When | None, wanted: tuple[date, date]) -> bool:
    if when is None or when.first_day is None or when.last_day is None:
        return False
    short = (when.last_day - when.first_day).days <= 31
    return short and when.first_day <= wanted[1] and wanted[0] <= when.last_day


def key_toll(key: Key) -> dict[str, int]:
    """Dead and injured people of the key, by the numbers of its human targets."""
    numbers: dict[str, int] = {}
    for line in key.slots.get("HUM TGT: NUMBER", ()):
        found = re.match(r"~?(\d+)", line)
        if found:
            for name in re.findall(r'"([^"]+)"', line):
                numbers[name] = int(found.group(1))
    out: dict[str, int] = {}
    for line in key.slots.get("HUM TGT: EFFECT OF INCIDENT", ()):
        harm = {"DEATH": "killed", "INJURY": "injured"}.get(line.lstrip("? ").split(":")[0].strip())
        for name in re.findall(r'"([^"]+)"', line):
            if harm and name in numbers:
                out[harm] = out.get(harm, 0) + numbers[name]
                break
    return out


def _tally_toll(key: Key, claim: Claim | None, toll: list[int]) -> None:
    wanted = key_toll(key)
    found = {}
    if claim is not None and claim.toll:
        for harm in ("killed", "injured"):
            figure = getattr(claim.toll, harm)
            if figure is not None:
                found[harm] = figure.best if figure.best is not None else figure.low
    toll[0] += sum(found.get(harm) == number for harm, number in wanted.items())
    toll[1] += len(found)
    toll[2] += len(wanted)


def macro_f1(judged: list[tuple[str, str]]) -> float:
    """Mean F1 of the classes that the gold holds."""
    held = [c for c in CLASSES if any(g == c for g, _ in judged)]
    scores = [
        f1(sum(g == a == c for g, a in judged), sum(a == c for _, a in judged), sum(g == c for g, _ in judged))["f1"]
        for c in held
    ]
    return sum(scores) / len(scores) if scores else 0.0
