"""Claims become the labels of IndiaPoliceEvents; sentences are our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from according.bench.india_police import LABELS, run

# A sentence and the labels that its annotators would give it.
TOLD = [
    ("policemen fired at the crowd and two weavers died.", {"KILL", "FORCE", "ANY_ACTION"}),
    ("police arrested nine tailors in the old town.", {"ARREST", "ANY_ACTION"}),
    ("\"the market is quiet\", police inspector rao told the morning lamp.", {"ANY_ACTION"}),
    ("the police had been asked to remain alert.", {"ANY_ACTION"}),
    ("constables failed to stop the looters.", {"FAIL"}),
    # What was not done, only supposed, asked, or done before their eyes is none of their doing.
    ("had the smugglers been arrested in the port, the fair would have been calm.", set()),
    ("instead of arresting the looters, the guards of the bank hid.", set()),
    ("have the police been able to arrest anybody?", set()),
    ("a weaver was stabbed in the presence of a policeman.", set()),
    ("it was prudent to close, said a senior officer of the bank.", set()),
    ("the assembly being held at the mill ended early.", set()),
]


@pytest.mark.parametrize(("text", "labels"), TOLD, ids=[text[:50] for text, _ in TOLD])
def test_labels_of_a_sentence(tmp_path: Path, text: str, labels: set[str]) -> None:
    row = {"doc_id": "1", "sent_text": text, **{name: str(int(name in labels)) for name in LABELS}}
    for name in ("sents.csv", "docs.csv"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(row))
            writer.writeheader()
            writer.writerow(row)
    assert run(tmp_path).misses == []
