"""Repairs change what is parsed, never what is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from according.extract.parsing.repair import Edit, apply


def test_an_edit_maps_back_to_the_whole_stretch_it_replaced():
    text = "Brig. Gen. Aziz spoke"
    repaired = apply(text, [Edit(0, 10, "General")])
    assert repaired.text == "General Aziz spoke"
    assert text[slice(*repaired.origin(0, 7))] == "Brig. Gen."
    assert text[slice(*repaired.origin(8, 12))] == "Aziz"
    assert text[slice(*repaired.origin(13, 18))] == "spoke"


def test_a_removed_stretch_shifts_the_rest():
    text = "HERAT (Wire) - Men came"
    repaired = apply(text, [Edit(0, 15, "")])
    assert repaired.text == "Men came"
    assert text[slice(*repaired.origin(0, 3))] == "Men"


def test_of_overlapping_edits_the_first_wins():
    assert apply("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")]).text == "xdef"


@given(st.text(min_size=1, max_size=60), st.data())
def test_untouched_characters_map_to_themselves(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [Edit(a, b, data.draw(st.text(max_size=5))) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    repaired = apply(text, edits)
    touched = {i for e in edits for i in range(e.start, e.end)}
    for at in range(len(repaired.text)):
        start, end = repaired.origin(at, at + 1)
        assert 0 <= start <= end <= len(text)
        if end - start == 1 and start not in touched:
            assert text[start:end] == repaired.text[at]
