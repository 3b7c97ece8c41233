"""A speaker told behind the words is a speaker, not one more thing told."""

import pytest

from according.extract.parsing.repair_speakers import appositions, beside


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Rebels shelled the camp, Ana Ruiz, a nurse there, said.", [", a nurse there,"]),
        ("The bridge is open, Omar al-Hadi, the province's deputy governor, said Friday.",
         [", the province's deputy governor,"]),
        ("Ten were hurt, Col. Jan Novak, who commands the post, told reporters.", [", who commands the post,"]),
        ("Ana Ruiz, a nurse there, said rebels shelled the camp.", []),
        ("They took Azaz, Marea, a town nearby, and Tal Rifaat. He said so.", []),
        ("“We left,” said Ana Ruiz, a nurse.", []),
        ("The road is mined, Ana Ruiz, a nurse there, claimed on Monday.", [", a nurse there,"]),
        ("Dana Rawls, 59, of Ashton, Md., who watched the parade, said it rained.", []),
        ("The road is mined, according to Ana Ruiz, a nurse there.", []),
    ],
)
def test_only_an_apposition_between_name_and_verb_is_left_out(text, left_out):
    assert [text[a:b] for a, b in appositions(text)] == left_out


def test_its_words_are_found_in_the_text():
    text = "The bridge is open, Omar al-Hadi, the deputy governor, said."
    assert beside(text, text.index("Hadi") + 4) == "the deputy governor"
    assert beside("Omar al-Hadi left.", 12) == ""
