"""What generic phrases mean in each war: the same words, other parties, by what the report names and by its date."""

from __future__ import annotations

import pytest

from tests.extract.test_attribution import read
from tests.extract.test_mentions import at

# text, date, head word, actor
ROWS = [
    ("Troops entered Mosul. The coalition bombed a bridge held by the Islamic State in Iraq.", "2016-11-04",
     "coalition", "syria:coalition"),
    ("Security forces retook a street in Ramadi, Iraqi officials said.", "2015-12-20", "forces",
     "world:iraq-armed-forces"),
    ("The army shelled Khan Yunis as Israeli tanks moved in.", "2024-01-11", "army", "world:israel-armed-forces"),
    ("Israeli fire killed nine people in Rafah, the health ministry in Gaza said.", "2024-02-11", "ministry",
     "israel_palestine:gaza-health-ministry"),
    ("The insurgents took Sangin, Afghan elders said, and the Taliban raised a flag.", "2017-03-23", "insurgents",
     "world:taliban"),
    ("Foreign troops left a base near Lashkar Gah in Afghanistan.", "2014-10-26", "troops", "afghanistan:isaf"),
    ("Foreign troops left a base near Lashkar Gah in Afghanistan.", "2021-05-02", "troops",
     "afghanistan:resolute-support"),
    ("The junta bombed Kawlin in Myanmar.", "2024-02-12", "junta", "myanmar:sac"),
    ("Resistance fighters entered Kawlin in Myanmar.", "2023-11-06", "fighters", "myanmar:bloc-resistance"),
    ("Government forces entered Gharyan, Libyan officials said.", "2019-06-26", "forces", "world:gna"),
    ("The rebels entered Brega as forces of Gaddafi withdrew, Libyan exiles said.", "2011-07-18", "rebels",
     "libya:ntc"),
    ("Tigrayan forces entered Mekelle, residents of the Ethiopian city said.", "2021-06-28", "forces", "world:tdf"),
    ("The rebels entered Goma. M23 said the Congolese army had left.", "2025-01-27", "rebels", "world:m23"),
    ("The jihadists attacked Gao in Mali; JNIM claimed it.", "2023-09-08", "jihadists", "world:jnim"),
    ("The militants attacked Kismayo in Somalia, and Shabaab said so.", "2022-10-23", "militants",
     "world:al-shabaab"),
    ("The insurgents attacked Bama in Nigeria; Boko Haram did not comment.", "2014-09-01", "insurgents",
     "world:boko-haram"),
]


@pytest.mark.parametrize(("text", "day", "word", "actor"), ROWS, ids=[f"{r[2]} {r[1]}" for r in ROWS])
def test_whom_a_generic_phrase_means(text: str, day: str, word: str, actor: str) -> None:
    assert at(read(text, published=day), word).actor == actor
