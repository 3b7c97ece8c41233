"""`according bench polnear --data DIR`: attributions of whole articles (github networkdynamics/PolNeAR).

DIR holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` (a text with two annotators counts twice) in brat's
standoff format: `T` lines with the spans of Source, Cue
and Content (pieces of one span parted by ";"), `E` lines that join them. An attribution without a cue is left out.

How it is scored, on the words of this project's parse:

- pairs: a found and a gold attribution match where their cues share a word; one to one, most shared words first, then
  text order (greedy). `cue_*` are over all attributions found and all gold ones.
- `source_head_f1`: a matched pair is right where both name a source and the found source's head is the head of the gold
  source (the word of the gold span that is governed from outside of it; for joint sources, any of them; for a relative
  pronoun, also the noun that its clause hangs on); over attributions that name a source.
- nesting: PolNeAR marks the outer attribution only, so a link found inside a quotation or inside the content of another
  one is left out, and of two with one cue ("told Reuters") the inner one, the speaker, counts.
- `content_f1`: a matched pair is right where the words of the contents (punctuation left out) overlap by a Jaccard
  index of at least one half; contents are flattened: an attribution nested in another counts for itself.
- `full_f1`: cue, source head (or both without a source) and content right.
- `core_recall`: recall of cues whose verb is of a codebook class of reporting and of the words "according to".
- `source_given_f1`, `content_given_f1`: shares of right ones among the matched pairs.

PolNeAR marks attitudes and intentions ("wants", "hopes to") as attributions too; all links count here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from according.bench.result import Result, f1
from according.codebook.cues import load_cues
from according.extract.parsing.words import Parsed
from according.extract.reading import AttributionLink, Reading
from according.model.report import Report

CORE_CLASSES = frozenset(("say", "claim", "deny", "report", "confirm", "announce", "admit"))
CONTENT_JACCARD = 0.5


@dataclass(slots=True)
class Attributed:
    """One attribution as sets of word indices; `heads` are the heads of its source."""

    cue: set[int]
    source: set[int] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    content: set[int] = field(default_factory=set)
    text: str = ""


def run(data: Path) -> Result:
    """Read DATA/text and DATA/attributions, find the attributions, score."""
    gold_n = found_n = matched = with_gold = with_found = core_n = core_hit = 0
    heads_right = heads_given = contents_right = full = 0
    misses: list[dict[str, object]] = []
    readings: dict[str, Reading] = {}
    for annotated in sorted((data / "attributions").glob("*.ann")):
        path = _text_of(data, annotated)
        if path is None:
            continue
        if path.stem not in readings:
            readings = {path.stem: _read(path.read_text(encoding="utf-8"), path.stem)}
        reading = readings[path.stem]
        gold = load_gold(annotated.read_text(encoding="utf-8"), reading.parsed)
        found = [as_attributed(reading, link) for link in flattened(reading)]
        pairs = match(gold, found)
        gold_n += len(gold)
        found_n += len(found)
        matched += len(pairs)
        with_gold += sum(bool(g.source) for g in gold)
        with_found += sum(bool(a.heads) for a in found)
        hit = {i for i, _ in pairs}
        for i, g in enumerate(gold):
            if is_core(reading.parsed, g):
                core_n += 1
                core_hit += i in hit
        for i, k in pairs:
            g, a = gold[i], found[k]
            source_ok = bool(g.heads & a.heads) if g.source else not a.heads
            content_ok = jaccard(g.content, a.content) >= CONTENT_JACCARD
            heads_given += bool(g.source)
            heads_right += source_ok and bool(g.source)
            contents_right += content_ok
            full += source_ok and content_ok
            if not (source_ok and content_ok):
                misses.append(_miss(path.stem, "source" if not source_ok else "content", reading.parsed, g, a))
        misses.extend(_miss(path.stem, "missed", reading.parsed, g, None) for i, g in enumerate(gold) if i not in hit)
        taken = {k for _, k in pairs}
        misses.extend(
            _miss(path.stem, "spurious", reading.parsed, None, a) for k, a in enumerate(found) if k not in taken
        )
    cue = f1(matched, found_n, gold_n)
    metrics = {
        "cue_p": cue["p"],
        "cue_r": cue["r"],
        "cue_f1": cue["f1"],
        "source_head_f1": f1(heads_right, with_found, with_gold)["f1"],
        "content_f1": f1(contents_right, found_n, gold_n)["f1"],
        "full_f1": f1(full, found_n, gold_n)["f1"],
        "core_recall": core_hit / core_n if core_n else 0.0,
        "source_given_f1": heads_right / heads_given if heads_given else 0.0,
        "content_given_f1": contents_right / matched if matched else 0.0,
    }
    return Result("polnear", gold_n, metrics, misses=misses)


def _text_of(data: Path, annotated: Path) -> Path | None:
    """The text of an annotation file NAME.ann or NAME_ANNOTATOR.ann; None when it is not there."""
    for stem in (annotated.stem, annotated.stem.rpartition("_")[0]):
        path = data / "text" / f"{stem}.txt"
        if stem and path.exists():
            return path
    return None


def _read(text: str, name: str) -> Reading:
    """Everything up to the attributions; places and times are not needed for them."""
    from according.extract.attribution import links as attribution
    from according.extract.mentions import coreference
    from according.extract.mentions import finder as mentions
    from according.extract.parsing.parser import parse
    from according.gazetteer.lookup import Gazetteer
    from according.packs.loader import load_packs

    reading = Reading(Report(name, text, name), parse(text), load_packs(), Gazetteer.__new__(Gazetteer))
    reading.actors = mentions.find(reading)
    reading.index()
    coreference.resolve(reading)
    reading.index()
    reading.attributions = attribution.find(reading)
    return reading


def load_gold(annotation: str, parsed: Parsed) -> list[Attributed]:
    """The attributions of one brat file, on the words of `parsed`."""
    spans: dict[str, list[tuple[int, int]]] = {}
    joined: list[list[tuple[str, str]]] = []
    for line in annotation.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            pieces = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = [(int(a), int(b)) for a, b in (piece.split() for piece in pieces)]
        elif line.startswith("E") and len(fields) >= 2:
            joined.append(
                [(role.rstrip("0123456789"), at) for role, _, at in (part.partition(":") for part in fields[1].split())]
            )
    out = []
    for roles in joined:
        found = Attributed(set())
        for role, at in roles:
            words = _words_in(parsed, spans.get(at, []))
            if role == "Cue":
                found.cue |= words
            elif role == "Source":
                found.source |= words
            elif role == "Content":
                found.content |= _lexical(parsed, words)
        if found.cue:
            found.heads = _heads(parsed, found.source)
            out.append(found)
    return out


def _heads(parsed: Parsed, source: set[int]) -> set[int]:
    """The words of a source that are governed from outside of it; with the noun that a relative pronoun stands for."""
    heads = {i for i in source if parsed.words[i].head not in source or parsed.words[i].dep in ("ROOT", "conj")}
    for i in sorted(heads):
        word = parsed.words[i]
        if word.tag in ("WP", "WDT") or (word.lower == "that" and word.dep in ("nsubj", "nsubjpass")):
            clause = next((w for w in parsed.ancestors(word) if w.dep == "relcl"), None)
            if clause is not None:
                heads.add(clause.head)
    return heads


def _words_in(parsed: Parsed, spans: list[tuple[int, int]]) -> set[int]:
    return {w.i for w in parsed.words if any(w.start < b and a < w.end for a, b in spans)}


def _lexical(parsed: Parsed, words: set[int]) -> set[int]:
    return {i for i in words if any(c.isalnum() for c in parsed.words[i].text)}


def flattened(reading: Reading) -> list[AttributionLink]:
    """The links that PolNeAR would mark: none inside a quotation or the content of another one, one for each cue."""
    from according.extract.attribution.quotes import find_quotations

    quoted = {i for q in find_quotations(reading.parsed) if q.length > 4 for i in range(q.first, q.last + 1)}
    out: list[AttributionLink] = []
    for link in sorted(reading.attributions, key=lambda k: -depth_of(k)):
        inside = any(
            a <= link.cue_first <= b for k in reading.attributions if k is not link and k.sources for a, b in k.content
        )
        same = any(k.cue_first == link.cue_first for k in out)
        if link.cue_first not in quoted and not inside and not same:
            out.append(link)
    return sorted(out, key=lambda k: k.cue_first)


def depth_of(link: AttributionLink) -> int:
    """0 for an outermost link."""
    return 0 if link.parent is None else 1 + depth_of(link.parent)


def as_attributed(reading: Reading, link: AttributionLink) -> Attributed:
    """A link as sets of words."""
    content = {i for first, last in link.content for i in range(first, last + 1)}
    source = {i for m in link.sources for i in range(m.first, m.last + 1)}
    return Attributed(
        set(range(link.cue_first, link.cue_last + 1)),
        source,
        {m.head for m in link.sources},
        _lexical(reading.parsed, content),
        link.why,
    )


def match(gold: list[Attributed], found: list[Attributed]) -> list[tuple[int, int]]:
    """Pairs (gold, found), one to one: most shared cue words first, then text order."""
    by_word: dict[int, list[int]] = {}
    for k, a in enumerate(found):
        for i in a.cue:
            by_word.setdefault(i, []).append(k)
    pairs = {(i, k) for i, g in enumerate(gold) for w in g.cue for k in by_word.get(w, ())}
    ranked = sorted(
        pairs,
        key=lambda p: (-len(gold[p[0]].cue & found[p[1]].cue), -jaccard(gold[p[0]].content, found[p[1]].content), p),
    )
    out, used_gold, used_found = [], set(), set()
    for i, k in ranked:
        if i not in used_gold and k not in used_found:
            used_gold.add(i)
            used_found.add(k)
            out.append((i, k))
    return out


def jaccard(a: set[int], b: set[int]) -> float:
    """Shared words over all words of two contents."""
    return len(a & b) / len(a | b) if a or b else 0.0


def is_core(parsed: Parsed, gold: Attributed) -> bool:
    """Whether a cue is one of plain reporting."""
    verbs = load_cues().verbs
    return any(
        (parsed.words[i].pos == "VERB" and verbs.get(parsed.words[i].lemma) in CORE_CLASSES)
        or parsed.words[i].lower == "according"
        for i in gold.cue
    )


def _miss(name: str, what: str, parsed: Parsed, gold: Attributed | None, found: Attributed | None) -> dict[str, object]:
    def show(words: set[int]) -> str:
        return " ".join(parsed.words[i].text for i in sorted(words))

    out: dict[str, object] = {"document": name, "what": what}
    for key, side in (("gold", gold), ("answer", found)):
        if side is not None:
            out[key] = {
                "cue": show(side.cue),
                "source": show(side.source),
                "heads": show(side.heads),
                "content": show(side.content),
                "why": side.text,
            }
            if key == "gold" or gold is None:
                sentence = parsed.sentences[parsed.words[min(side.cue)].sent]
                out["sentence"] = show(set(range(sentence.first, sentence.last + 1)))
    return out
