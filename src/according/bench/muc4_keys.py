"""`according bench muc4-keys --data DIR`: what MUC-4's original keys say beyond the published template set.

DIR holds `corpora/dev` (messages `dev-muc3-*`, keys `key-dev-*.muc4`; github xinyadu/gtt). Messages are in capitals;
they are lowered, and sentence starts, acronyms in brackets and the names the packs know are raised again before
parsing. Only messages with at least one template are read, templates marked optional are left out.

- `confidence_macro_f1`: for each organisation that the key holds responsible, its gold name is looked up in the
  message, and attribution and standing of the sentences that name it give one of five classes (reported as fact,
  claimed or admitted, suspected or accused, by authorities, possible) by the mapping written down in
  `muc4_confidence`. Macro-averaged F1 over the gold's classes.
  `confidence_baseline` is that of the most frequent class for all. No published peer measures this slot alone.
- `date_accuracy`, `place_accuracy`: a template is matched to the claim of its message with a fitting kind of event
  whose sentence holds most of the key's target and instrument strings; right when the claim's time overlaps the key's
  (and is no longer than 31 days), when the claim's place shares the most specific name of the key's location.
  Templates without a claim count as wrong.
- `casualties_f1`: the killed and injured of the same claim against the key's numbers of dead and injured people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from according.bench.muc4_confidence import CLASSES, FACT, confidence, key_names
from according.bench.muc4_messages import Key, load_keys, load_messages, read
from according.bench.muc4_slots import matched, tally_toll, tally_when_where
from according.bench.result import Result, f1
from according.extract.claims import compose
from according.extract.engine import RuleEngine
from according.extract.reading import Reading


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
        reading = read(engine, name, messages[name])
        claims = compose(reading, engine.made_by)
        for key in wanted:
            judged.extend(_judge(reading, key, misses))
            claim = matched(reading, claims, key)
            tally_when_where(key, claim, dates, places, misses)
            tally_toll(key, claim, toll)
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


def macro_f1(judged: list[tuple[str, str]]) -> float:
    """Mean F1 of the classes that the gold holds."""
    held = [c for c in CLASSES if any(g == c for g, _ in judged)]
    scores = [
        f1(sum(g == a == c for g, a in judged), sum(a == c for _, a in judged), sum(g == c for g, _ in judged))["f1"]
        for c in held
    ]
    return sum(scores) / len(scores) if scores else 0.0
