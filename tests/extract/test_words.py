"""Words after the parse: offsets slice back, trees are whole, the cache gives the same words."""

import pytest

from according.extract.parsing import syntax
from according.extract.parsing.parser import CACHE_VARIABLE, paragraphs, parse

TEXT = (
    "Army shells market\n\nRebels who held the mill were driven out by the army on Monday, residents said.\n"
    "Two men, killed by a mine, were buried. The militia did not attack the camp.\n"
)


@pytest.fixture(scope="module")
def parsed():
    return parse(TEXT)


def word(parsed, text):
    return next(w for w in parsed.words if w.text == text)


def test_every_word_slices_back(parsed):
    assert all(TEXT[w.start : w.end] == w.text for w in parsed.words)


def test_no_sentence_crosses_a_paragraph(parsed):
    assert next(parsed.slice(s.first, s.last) for s in parsed.sentences) == "Army shells market"
    assert len({s.paragraph for s in parsed.sentences}) == 3


def test_subtrees_lie_between_their_edges(parsed):
    for w in parsed.words:
        inside = [x.i for x in parsed.subtree(w)]
        assert (min(inside), max(inside)) == (w.left, w.right)


def test_the_passive_its_agent_and_the_subject_of_a_reduced_relative(parsed):
    driven, killed = word(parsed, "driven"), word(parsed, "killed")
    assert syntax.is_passive(parsed, driven)
    assert [w.text for w in syntax.passive_agents(parsed, driven)] == ["army"]
    assert syntax.subject_of(parsed, killed).text == "men"
    assert syntax.is_negated(parsed, word(parsed, "attack"))


def test_a_relative_pronoun_stands_for_its_noun(parsed):
    assert syntax.subject_of(parsed, word(parsed, "held")).text == "Rebels"


def test_the_cache_gives_the_same_words(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    first, second = parse(TEXT), parse(TEXT)
    assert any(tmp_path.rglob("*.z"))
    assert [repr(w) for w in first.words] == [repr(w) for w in second.words]


def test_hard_wrapped_lines_are_one_paragraph_and_list_lines_are_not():
    wrapped = "The army said on Monday that it\nhad taken the mill north of the\nriver after a long fight.\n"
    assert len(paragraphs(wrapped)) == 1
    assert len(paragraphs("First item.\nSecond item.\nThird item.\n")) == 3
