import pytest

from according.protect.names import ProtectedNames, fold


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Karim", "Karim said so.", ["Karim"]),
        ("Karim", "It was karim's shop.", ["karim's"]),
        ("Karim", "KARÍM spoke", ["KARÍM"]),
        ("Karim", "the karimite school", ["karimite"]),
        ("Karim", "Karimullahabad is a town", []),
        ("Nadia al-Sayyid", "Mrs. Sayyid left; al-Sayyid came back", ["Sayyid", "Sayyid"]),
        ("Nadia al-Sayyid", "nadia_alsayyid@example.org wrote", ["nadia_alsayyid"]),
        ("سامر", "وقال سامر", ["سامر"]),
        ("سامر", "وسامرٌ قال", ["سامر"]),
        ("Оксана", "сказала Оксаною вчера", ["Оксаною"]),
        ("阿明", "记者阿明说", ["阿明"]),
        ("Yara", "an activist named Bara", []),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text, shown):
    names = ProtectedNames()
    names.add("p1", name)
    assert [text[a:b] for a, b, _ in names.find(text)] == shown


@pytest.mark.parametrize(
    ("words", "proper"),
    [
        ("Samir, a baker in the town", "Samir"),
        ("an activist in the area of the fighting", None),
        ("the spokesman", None),
        ("She", None),
        ("Dr. Layla Nasser", "Layla Nasser"),
        ("Jamil Abu Taha, the pen name of a teacher", "Jamil Abu Taha"),
    ],
)
def test_a_description_is_no_name(words, proper):
    names = ProtectedNames()
    names.add("p1", words)
    assert names.people == ({"p1": {proper}} if proper else {})


def test_redaction_keeps_the_rest_of_the_text():
    names = ProtectedNames()
    names.add("p1", "Karim")
    assert names.redact("Then Karim, 20, left. “Karim?”", {"p1": "P-X"}) == "Then P-X, 20, left. “P-X?”"


def test_folding_maps_every_character_back():
    text = "Éa  ‘Ayn-al"
    folded, origin = fold(text)
    assert folded == "ea ayn al"
    assert [text[o] for o in origin] == ["É", "a", " ", "A", "y", "n", "-", "a", "l"]
