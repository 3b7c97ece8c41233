"""Readers' comments at the end of a text: taken when they show themselves, and never reporting with them."""

from __future__ import annotations

import pytest

from according.read.draft import Draft
from according.read.finish import finish

BODY = [
    "QADIR — Government troops entered the town of Qadir on Monday after three weeks of shelling, the mayor said.",
    (
        "The mayor, Tomas Arel, said at least nine people were killed in the town’s market and that the road to "
        "the coast was cut."
    ),
    (
        "The army’s spokesman denied that any shells had been fired. “We entered without a shot,” he told the "
        "Norvale Post."
    ),
    (
        "Residents reached by telephone described a different scene, with houses burning along the river and no "
        "ambulances."
    ),
    "The rebels, who had held Qadir since the spring, said they had withdrawn to the hills to spare the town’s people.",
    "Aid groups said that about 4,000 people had fled north since Friday and that the border post remained closed.",
]


def report(*ending: str, between: str = "\n\n", body: list[str] | None = None) -> str:
    return "\n\n".join(body or BODY) + between + "\n\n".join(ending)


def comments(text: str) -> tuple[str, ...]:
    return finish(Draft("r", text)).comments


STRAIGHT = [p.replace("’", "'").replace("“", '"').replace("”", '"') for p in BODY]

TAKEN = {
    "straight apostrophes in a text of curly ones": [
        "They don't care about the people of Qadir and you know it. It's always been about the port."
    ],
    "a question with a slip of the keys": ["Why wont anybody ask who sold them the guns? I'ts obvious to me."],
    "address of the paper": ["Great article, but you forgot to mention the dam. Don't people remember 2011?"],
    "shouting marks": ["So now we're supposed to believe the army?? I don't think so!!"],
    "two in a row": [
        "They'll take the port next, that's what the \"peace talks\" are for.",
        "I can't see why we should care, it's been going on for years. Let them sort it out.",
    ],
    "a short answer below a comment": ["You can't trust a word of it, it's all staged. Who gains?", "Exactly."],
    "lower case and no stops": ["i lived there for ten years and its never been different, dont believe them"],
    "a mention of another reader": ["@marta you're wrong, the road was never open. Do you even read the news?"],
}


@pytest.mark.parametrize("ending", TAKEN.values(), ids=TAKEN.keys())
def test_comments_are_kept_apart(ending: list[str]) -> None:
    found = finish(Draft("r", report(*ending)))
    assert found.comments == tuple(ending)
    assert found.text == "\n\n".join(BODY)
    assert any("readers' comments" in warning for warning in found.warnings)


def test_a_wide_gap_opens_comments_in_a_text_of_straight_quotes() -> None:
    ending = "Why do we send them money? They'll never stop."
    assert comments(report(ending, between="\n\n\n\n", body=STRAIGHT)) == (ending,)
    assert comments(report(ending, body=STRAIGHT)) == ()


SYSTEMS = {
    "a heading": ["3 Comments", "Sad news from a fine town.", "The port is what they want.", "Peace now."],
    "readers' comments": ["Readers’ comments", "The bridge was rebuilt only last year."],
    "names, hours and buttons": [
        "PortWatcher",
        "3 hours ago",
        "The port is what they want.",
        "Reply",
        "Recommend 4",
        "oldsailor",
        "2 hours ago",
        "And they will get it.",
        "Reply",
    ],
    "name says": [
        "Jon P. says:",
        "I was there. You cannot imagine it.",
        "Reply",
        "marta says:",
        "Neither can I!",
        "Reply",
    ],
}


@pytest.mark.parametrize("ending", SYSTEMS.values(), ids=SYSTEMS.keys())
def test_what_a_comment_system_leaves(ending: list[str]) -> None:
    found = finish(Draft("r", report(*ending)))
    assert found.text == "\n\n".join(BODY)
    assert found.comments
    assert all(
        line not in {"Reply", "3 hours ago", "PortWatcher", "3 Comments", "Jon P. says:"} for line in found.comments
    )


KEPT = {
    "a plain last paragraph": ["The council will meet on Thursday to discuss the closure of the port."],
    "a quotation with questions": [
        "“Why would we leave? Where would we go?” said Mira Dol, who sells fish by the harbour. “I’m staying.”"
    ],
    "a quotation in straight marks": ['"We don\'t know where to go," said Mira Dol, who sells fish by the harbour.'],
    "an analyst's aside": [
        "What happens next is anyone’s guess. If the truce holds, the port may open; if it fails, the hills will burn."
    ],
    "a correction": ["Correction: An earlier version of this report didn't give the mayor's first name. It's Tomas."],
    "an editor's note": [
        "Editor's note: We've changed the names of witnesses who weren't safe. You can reach us by letter."
    ],
    "a statement in the first person": ["We will continue to strike the militia wherever it threatens our people."],
    "background": ["More than 3,000 people have died in the province since the war began seven years ago."],
    "a straight apostrophe and nothing else": ["Qadir's harbour handles a third of the country's grain."],
    "attributed though informal": ["The militia's men said they don't expect talks, and that they'll hold the hills."],
    "an advisory": ["The ministry's notice told travellers: don't use the coast road."],
    "a rhetorical close in the paper's own style": [
        "Who will rebuild Qadir? For now, nobody is asking, and we don’t know who would pay."
    ],
    "a list of figures": ["Killed: 9.", "Injured: 31.", "Displaced: 4,000."],
}


@pytest.mark.parametrize("ending", KEPT.values(), ids=KEPT.keys())
def test_reporting_is_never_taken(ending: list[str]) -> None:
    text = report(*ending)
    found = finish(Draft("r", text))
    assert found.comments == ()
    assert found.text == text


def test_a_column_that_talks_throughout_stays_whole() -> None:
    column = [
        "I don't know what you make of the war in the north, but it's time we talked about it.",
        "Why do we look away? It isn't our war, you'll say. That's what they said about the last one.",
        (
            "I've been to Qadir twice. You won't find a house there with its windows whole, and you won't find "
            "anyone who'll tell you why."
        ),
        "We could've stopped it. We didn't. Isn't that the story of this decade?",
        "So here's my plea: don't wait until it's on your doorstep. You'll wish you hadn't.",
        "And if you think I'm wrong, what's your plan? I'd love to hear it!!",
    ]
    assert comments("\n\n".join(column)) == ()


def test_a_text_too_short_to_know_its_register_is_left_alone() -> None:
    assert comments("Troops entered Qadir on Monday.\n\nWhy don't they tell us what's going on?!") == ()


def test_comments_given_by_the_format_stay_beside_those_found() -> None:
    found = finish(Draft("r", report("You can't trust a word of it. Who gains??"), comments=["From the markup."]))
    assert found.comments == ("You can't trust a word of it. Who gains??", "From the markup.")
