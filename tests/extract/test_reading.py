"""The indices of a reading give what a search of its lists would give."""

from __future__ import annotations

from according.extract.parsing.parser import parse
from according.extract.reading import AttributionLink, PlaceMention, Reading, by_covered_word
from according.gazetteer.lookup import open_gazetteer
from according.model.place import PlaceRef
from according.model.report import Report
from according.packs.loader import PackSet

TEXT = "The baker of Alder said that Birch fell. Cedar was quiet."


def reading() -> Reading:
    return Reading(Report("", TEXT, ""), parse(TEXT), PackSet([]), open_gazetteer())


def test_places_are_found_by_their_sentence() -> None:
    read = reading()
    for word in read.parsed.words:
        if word.text in ("Alder", "Birch", "Cedar"):
            read.places.append(PlaceMention(word.i, word.i, word.i, PlaceRef(word.text, word.start, word.end)))
    assert [[m.ref.text for m in read.places_in(s.index)] for s in read.parsed.sentences] == [
        ["Alder", "Birch"], ["Cedar"]]
    read.places = read.places[1:]
    read.index()
    assert [m.ref.text for m in read.places_in(0)] == ["Birch"]


def test_links_are_found_by_the_words_they_cover() -> None:
    read = reading()
    outer = AttributionLink([], 4, 4, "say", [(5, 8), (7, 9)])
    inner = AttributionLink([], 6, 6, "say", [(7, 7)])
    read.attributions = [outer, inner]
    for word in read.parsed.words:
        wanted = [k for k in read.attributions if k.covers(word)]
        assert read.links_over(word) == wanted == by_covered_word(read.attributions).get(word.i, [])
        assert read.links_cued_by(word) == [k for k in read.attributions if k.cue_first <= word.i <= k.cue_last]
    read.attributions = [inner]
    assert read.links_over(read.parsed.words[5]) == []
