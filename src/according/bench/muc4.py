"""`according bench muc4 --data DIR`: MUC-4 terror incidents, the slots of the published template set.

DIR holds `test.jsonl`, else `dev.jsonl` (github xinyadu/gtt; lower-cased reports of 1989-1991 on Latin America
with their templates). Slots: incident type (kidnapping, attack, bombing, robbery, arson, forced work stoppage),
individual and organisation perpetrators, physical targets, victims, weapons.

Measure, after Du, Rush and Cardie's GTT paper (CEAF over templates): the coder's templates of a report are aligned
one to one with the gold's so that the number of right fillers is largest; only templates of one incident type may be
aligned. A filler is right when its text is one of the mentions of a gold entity of the slot, exactly (lower-cased,
without a leading article or number word); each gold entity counts once. The incident type is a slot with one filler.
Precision, recall and F1 are micro-averaged over all fillers of all slots.

The text is repaired first (`truecased`): the set is lower-cased, and a parser needs names.

How claims become templates: see `templates_of`. A report's events are gathered by incident type; only acts against
civilians, officials and property count, as the task asks, not fighting between forces.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from according.bench.result import Result, f1
from according.codebook.frames import words_of_class
from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.extract.reading import ActorMention, EventFinding, Reading
from according.model.report import Report

SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its|some|several|\d+|two|three|four|five|six|at least|about) ")
SOLDIERS = {"soldier", "soldiers", "troops", "patrol", "army", "guerrillas", "guerrilla", "rebels", "column",
            "battalion", "brigade", "forces", "unit", "units", "military", "garrison", "positions", "rebel"}
FIGHTERS = {"guerrillas", "guerrilla", "rebels", "rebel", "terrorists", "terrorist", "members", "commandos", "commando",
            "insurgents", "subversives", "units", "traffickers", "cell", "column"}
ORGANISATION = {"organisation", "armed_group", "militia", "party", "coalition", "state", "government"}
GROUP_WORDS = {"front", "army", "movement", "organization", "group", "liberation", "cartel", "party", "command",
               "forces", "fmln", "eln", "farc", "m-19", "epl", "mrta", "extraditables", "path", "elements", "faction"}
OPEN_PLURALS = {"it", "they", "he", "she", "who", "we", "him", "them", "i", "you", "her", "us", "which", "that",
                "people", "their", "his", "those", "another", "job", "chief", "corps", "population", "military", "one",
                "air force", "others", "other", "our", "its"}
# What tells that a weapon was used, and what is flown or fought with, is no weapon in the task's sense.
NO_WEAPON = {"explosion", "explosions", "bombing", "bombings", "blast", "blasts", "shooting", "shootings", "gunfire",
             "plane", "planes", "aircraft", "airplanes", "helicopter", "helicopters", "sniper", "shots", "bullet",
             "bullets", "shot", "air force", "air raids", "shelling", "gunshot"}
# Ground and forces are no physical targets: the task asks for civil property.
NO_TARGET = {"neighborhood", "neighborhoods", "area", "areas", "town", "towns", "city", "road", "roads", "highway",
             "planes", "helicopter", "helicopters", "tank", "tanks", "village", "villages", "region",
             "zone", "country", "province",
             "positions", "street", "streets", "section", "district", "aircraft", "convoy"}
STATE_WORDS = {"government", "president", "police", "u.s", "states", "country"}


@dataclass(slots=True)
class Template:
    """One incident: its type, and per slot a list of entities, each a list of accepted mentions."""

    kind: str
    slots: dict[str, list[list[str]]] = field(default_factory=lambda: {slot: [] for slot in SLOTS})

    def add(self, slot: str, text: str) -> None:
        plain = normal(text)
        if plain and [plain] not in self.slots[slot]:
            self.slots[slot].append([plain])


def normal(text: str) -> str:
    """Lower case, single spaces, no leading article or number."""
    text = " ".join(text.lower().replace('"', " ").split()).strip(" .,;:-")
    while (shorter := ARTICLE.sub("", text)) != text:
        text = shorter
    return text


def load(data: Path) -> list[dict[str, Any]]:
    """Reports with gold templates."""
    path = data / "test.jsonl"
    path = path if path.exists() else data / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_templates(report: dict[str, Any]) -> list[Template]:
    """The report's gold templates."""
    out = []
    for row in report["templates"]:
        template = Template(row["incident_type"].split(" / ")[0])
        for slot in SLOTS:
            for entity in row.get(slot) or []:
                template.slots[slot].append([normal(mention[0]) for mention in entity])
        out.append(template)
    return out


def run(data: Path) -> Result:
    """Code every report and score its templates."""
    engine = RuleEngine()
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    misses = []
    reports = load(data)
    for report in reports:
        text = truecased(report["doctext"])
        reading = engine.read(Report(report["docid"], text, report["docid"]), parse(text))
        found, gold = templates_of(reading), gold_templates(report)
        pairs = align(found, gold)
        _tally(totals, found, gold, pairs)
        misses.append({"report": report["docid"], "gold": [_show(t) for t in gold],
                       "answer": [_show(t) for t in found]})
    whole = [sum(row[k] for row in totals.values()) for k in range(3)]
    scores = f1(*whole)
    slots = {name: f1(*totals[name]) for name in ("incident_type", *SLOTS)}
    return Result("muc4", len(reports), {"micro_p": scores["p"], "micro_r": scores["r"], "micro_f1": scores["f1"],
                                         "slots": slots}, misses=misses)


def _tally(totals: dict[str, list[int]], found: list[Template], gold: list[Template],
           pairs: list[tuple[Template, Template]]) -> None:
    for template in found:
        totals["incident_type"][1] += 1
        for slot in SLOTS:
            totals[slot][1] += len(template.slots[slot])
    for template in gold:
        totals["incident_type"][2] += 1
        for slot in SLOTS:
            totals[slot][2] += len(template.slots[slot])
    for answer, wanted in pairs:
        totals["incident_type"][0] += 1
        for slot in SLOTS:
            totals[slot][0] += right_fillers(answer.slots[slot], wanted.slots[slot])


def right_fillers(found: list[list[str]], wanted: list[list[str]]) -> int:
    """How many found fillers are mentions of distinct gold entities."""
    left = list(range(len(wanted)))
    right = 0
    for entity in found:
        for k in left:
            if set(entity) & set(wanted[k]):
                left.remove(k)
                right += 1
                break
    return right


def align(found: list[Template], gold: list[Template]) -> list[tuple[Template, Template]]:
    """The one-to-one alignment of templates of one type with the most right fillers."""
    gain = [[1 + sum(right_fillers(a.slots[s], g.slots[s]) for s in SLOTS) if a.kind == g.kind else 0
             for g in gold[:12]] for a in found[:12]]

    @cache
    def best(row: int, used: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        if row == len(gain):
            return 0, ()
        top = best(row + 1, used)
        for k, worth in enumerate(gain[row]):
            if worth and not used & (1 << k):
                score, rest = best(row + 1, used | (1 << k))
                if score + worth > top[0]:
                    top = (score + worth, ((row, k), *rest))
        return top

    return [(found[a], gold[g]) for a, g in best(0, 0)[1]]


@lru_cache(maxsize=1)
def _name_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    raw = tomllib.loads(Path(__file__).with_name("given_names.toml").read_text(encoding="utf-8"))
    given, titles, stops, links = (frozenset(raw[key].split()) for key in ("given", "titles", "stops", "links"))
    return given, titles, stops, links


def truecased(text: str) -> str:
    """The text with sentence starts, names of people and bracketed short forms raised; lengths do not change.

    A name begins with a given name of the list and runs over the following words up to a small word, a mark or four
    words. "(fmln)" is raised, and with it the words before it whose first letters it is made of.
    """
    given, _, stops, links = _name_words()
    tokens = list(re.finditer(r"[a-z][a-z'.-]*[a-z]|[a-z]|[^\sa-z]", text))
    raised: set[int] = set()
    k = 0
    while k < len(tokens):
        if tokens[k].group() in given:
            end = k
            while end + 1 < len(tokens) and end - k < 4 and _goes_on(tokens[end + 1].group(), stops):
                end += 1
            while end > k and tokens[end].group() in links:
                end -= 1
            raised |= {tokens[j].start() for j in range(k, end + 1) if tokens[j].group() not in links}
            k = end
        elif tokens[k].group() == "(" and k + 2 < len(tokens) and tokens[k + 2].group() == ")":
            raised |= _spelled_out(tokens[max(0, k - 9) : k], tokens[k + 1].group())
            raised |= set(range(tokens[k + 1].start(), tokens[k + 1].end()))
        k += 1
    out = "".join(c.upper() if i in raised else c for i, c in enumerate(text))
    return re.sub(r"(^|[.?!]\s+|\"\s*)([a-z])", lambda m: m.group(1) + m.group(2).upper(), out)


def _goes_on(word: str, stops: frozenset[str]) -> bool:
    return word.isalpha() and word not in stops and not word.endswith(("ed", "ing", "ly", "tion"))


def _spelled_out(before: list[re.Match[str]], short: str) -> set[int]:
    """Starts of the words before a bracket that its letters abbreviate, from the right."""
    letters = [c for c in short if c.isalpha()]
    starts: set[int] = set()
    for token in reversed(before):
        word = token.group()
        if letters and word[0] == letters[-1]:
            starts.add(token.start())
            letters.pop()
        elif word not in ("of", "the", "for", "and", "de", "para", "la"):
            break
    return starts if len(letters) <= 1 else set()


def bare_name(text: str) -> str | None:
    """A person's name without titles; None when the text names nobody by a given name."""
    given, titles, _, _ = _name_words()
    words = [w for w in normal(text).split(",")[0].split() if w not in titles]
    starts = [k for k, word in enumerate(words) if word in given]
    return " ".join(words[starts[0] :]) if starts else None


@lru_cache(maxsize=1)
def _organisations() -> re.Pattern[str]:
    names = tomllib.loads(Path(__file__).with_name("given_names.toml").read_text(encoding="utf-8"))["organisations"]
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(re.escape(name) for name in longest_first) + r")\b")


def organisation_near(reading: Reading, event: EventFinding) -> str | None:
    """The armed organisation an act by its fighters is laid to: named in the act's sentence or the one before, else
    the only one the report names."""
    parsed = reading.parsed
    index = parsed.words[event.trigger].sent
    for number in (index, index - 1):
        if 0 <= number < len(parsed.sentences):
            sentence = parsed.sentences[number]
            found = _organisations().findall(parsed.slice(sentence.first, sentence.last).lower())
            if found:
                return str(found[0])
    whole = _organisations().findall(parsed.text.lower())
    return str(whole[0]) if len(set(whole)) == 1 else None


def kind_of(event: EventFinding) -> str | None:
    """The incident type of an event, None when the task does not ask for it."""
    if event.event_type == "ASSAULT":
        if event.mode == "abduct":
            return "kidnapping"
        if event.mode in ("explosives", "suicide-attack"):
            return "bombing"
        if event.frame == "assault.destroy":
            return "arson" if any(w in event.why for w in ("burn", "fire", "torch", "arson", "ablaze")) else "attack"
        if event.mode in ("crowd-control",):
            return None
        return "attack"
    robbing = any(word in event.why for word in ("rob", "steal", "theft"))
    if (event.event_type, event.mode) == ("COERCE", "seize") and robbing:
        return "robbery"
    return None


def templates_of(reading: Reading) -> list[Template]:
    """One template an incident type, with the fillers of all its events that name a civilian victim or target."""
    gathered: dict[str, Template] = {}
    worth: dict[str, int] = defaultdict(int)
    for event in reading.events:
        kind = kind_of(event)
        if kind is None or _between_forces(reading, event):
            continue
        template = gathered.setdefault(kind, Template(kind))
        worth[kind] += _fill(reading, template, event)
        if FIGHTERS & {w for entity in template.slots["PerpInd"] for w in entity[0].split()}:
            organisation = organisation_near(reading, event)
            if organisation is not None:
                template.add("PerpOrg", organisation)
    for toll in reading.tolls:
        for victim in toll.toll.victims:
            person = bare_name(victim.name)
            if person and victim.harm in ("killed", "injured") and not any(
                [person] in template.slots["Victim"] for template in gathered.values()
            ):
                gathered.setdefault("attack", Template("attack")).add("Victim", person)
                worth["attack"] += 1
    return [template for kind, template in sorted(gathered.items()) if worth[kind]]


def _text(reading: Reading, mention: ActorMention) -> str:
    return reading.parsed.slice(mention.first, mention.last)


def _between_forces(reading: Reading, event: EventFinding) -> bool:
    """Whether both sides, or the only side named, are soldiers or guerrillas in a fight."""
    if event.frame in ("assault.fight", "assault.aerial"):
        return True
    texts = [normal(_text(reading, m)) for m in event.recipients]
    return bool(texts) and all(SOLDIERS & set(text.split()) for text in texts)


def _fill(reading: Reading, template: Template, event: EventFinding) -> int:
    """Put the event's parties into slots; how many victims and targets were put."""
    put = 0
    for mention in event.agents:
        text = normal(_text(reading, mention))
        if not text or text in OPEN_PLURALS:
            continue
        if set(text.split()) & GROUP_WORDS or (mention.kind in ORGANISATION and mention.actor):
            template.add("PerpOrg", text)
        elif not set(text.split()) & STATE_WORDS:
            template.add("PerpInd", bare_name(text) or text)
    things = words_of_class("thing") | words_of_class("place")
    for mention in event.recipients:
        text = normal(_text(reading, mention))
        if not text or text in OPEN_PLURALS:
            continue
        head = reading.parsed.words[mention.head].lemma.lower()
        person = bare_name(text)
        if person is not None:
            template.add("Victim", person)
        elif head in things and text.split()[-1] not in NO_TARGET:
            template.add("Target", text)
        put += 1
    for i in event.place_words:
        word = reading.parsed.words[i]
        civil = word.lemma.lower() in things and word.lower not in NO_TARGET
        if civil and event.event_type == "ASSAULT":
            left = min([k.i for k in reading.parsed.kids(word, "compound", "amod", "poss", "nmod")] + [i])
            template.add("Target", reading.parsed.slice(left, i))
            put += 1
    if event.weapon:
        put += 1
        if normal(event.weapon) not in NO_WEAPON:
            template.add("Weapon", event.weapon)
    return put


def _show(template: Template) -> dict[str, Any]:
    return {"incident_type": template.kind, **{slot: value for slot, value in template.slots.items() if value}}
