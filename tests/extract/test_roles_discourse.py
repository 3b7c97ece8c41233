"""Who did it to whom where the clause leaves it unsaid: taken from the discourse, marked inferred, or left open."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from tests.extract.coding import code

# text, a word of the clause, role, the name (or text) of the party that fills it, whether it is inferred
ROWS = [
    ("An airstrike by Ugandan troops hit Kampala. Seven farmers died in shelling by Ugandan troops on Kampala.",
     "shelling", "recipient", "civilians", True),
    ("Ugandan troops carried out a strike on Kampala, killing nine farmers.", "strike", "recipient", "civilians", None),
    ("The Taliban launched shells at Ghazni, causing civilian casualties.", "launched", "recipient", "civilians", True),
    ("Twelve villagers died after Ugandan troops opened fire.", "opened", "recipient", "civilians", True),
    ("The bishop condemned a series of raids by Ugandan troops on Kampala.", "condemned", "recipient",
     "Uganda People's Defence Force", None),
    ("France called for an end to the junta's attacks on Kampala.", "called", "recipient", "junta", True),
    ("Boko Haram launched an offensive, which included a raid on the town of Gubio.", "raid", "agent", "Boko Haram",
     None),
    ("Hostages seized by Boko Haram were shot near Gubio.", "shot", "agent", "Boko Haram", True),
    ("Twenty monks were seized by Boko Haram before being killed.", "killed", "agent", "Boko Haram", True),
    ("The offensive to take Kunduz, led by the Taliban, began on Monday.", "offensive", "agent", "Taliban", None),
    ("The Taliban pressed on with their goal of seizing Kunduz.", "seizing", "agent", "Taliban", None),
    ("Ugandan troops attacked the Kobo Front near Goma. Ugandan troops then shelled the remaining fighters.", "shelled",
     "recipient", "Kobo Front", None),
    ("The Taliban attacked Afghan forces near Kunduz. The two sides also shelled the village of Chardara.", "also",
     "agent", "Taliban", True),
    ("The Taliban attacked Afghan forces in Kunduz on Monday. The Taliban vowed to attack again.", "vowed", "recipient",
     "Afghan", True),
    ("The Taliban shelled the post on Monday. Like Hezbollah, they executed captives.", "executed", "agent",
     "Taliban", None),
    ("Thousands of people fled Boko Haram.", "fled", "agent", "Boko Haram", False),
    ("Families have fled from the Taliban's brutality.", "fled", "agent", "Taliban", False),
    ("Ugandan jets hit a depot belonging to Boko Haram.", "hit", "recipient", "Boko Haram", False),
    ("The raid targeted an airbase used by Chadian forces.", "targeted", "recipient", "Chad", False),
    ("An attack on a Saudi refinery by Houthi drones caused a fire.", "attack", "agent", "Houthis", False),
    ("Two Chadian soldiers were killed in a mortar attack carried out by Boko Haram.", "killed", "agent", "Boko Haram",
     False),
    ("Nine miners were killed in twin bombings in Mogadishu claimed by al-Shabaab.", "killed", "agent", "al-Shabaab",
     True),
    ("France condemns Boko Haram's attacks in Gubio in Borno province, which killed scores of farmers.", "killed",
     "agent", "Boko Haram", None),
    ("Rebels of the M23 movement overran the town of Bunagana.", "overran", "agent", "March 23 Movement", False),
    ("Rwanda said on Monday that Congolese forces had shelled its territory.", "shelled", "recipient", "Rwanda", False),
    ("Kenya urged Ugandan leaders to agree to a truce. Uganda rejected the appeal.", "rejected", "recipient", "Kenya",
     True),
    ("Chad blamed the Fulani militia for the raid. The Fulani militia denied any role in it.", "denied", "recipient",
     "Chad", True),
    ("President Museveni threatened to launch an operation against the Lord's Resistance Army.", "threatened",
     "recipient", "Lord's Resistance Army", False),
    ("Eleven villagers killed in blast near Goma", "killed", "recipient", "civilians", False),
    ("Boko Haram attacked Gubio on Monday. The extremist group shelled a school there.", "shelled", "agent",
     "Boko Haram", None),
    ("Chad and Niger accused each other of backing rebels.", "accused", "recipient", "Niger", False),
    ("Ugandan jets bombed Goma on Monday. On Tuesday Ugandan helicopters bombed Bukavu. A clinic was also bombed.",
     "clinic", "agent", "Uganda", True),
    ("Boko Haram fighters, led by a cleric, and Chadian and France-backed militias clashed. "
     "Boko Haram shelled Gubio, and a church was hit.", "shelled", "agent", "Boko Haram", None),
]


def filled(claims: list[Claim], word: str, role: str) -> list[tuple[str, bool]]:
    return [(m.name or m.text, m.inferred) for c in claims if word in c.quote.exact for m in getattr(c, role)]


@pytest.mark.parametrize(("text", "word", "role", "party", "inferred"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_it_is_taken_from_the_discourse(
    engine: RuleEngine, text: str, word: str, role: str, party: str, inferred: bool | None
) -> None:
    found = filled(code(engine, text), word, role)
    assert any(party in name and inferred in (None, marked) for name, marked in found), found


OPEN = [
    # Two opponents named as near: nobody is taken.
    ("Afghan forces fought the Taliban and Islamic State fighters. Afghan forces shelled the militants.", "shelled",
     "recipient", ("Taliban", "Islamic State")),
    # Gunmen whom nobody knows are not the one enemy of the report.
    ("Afghan forces fought the Taliban near Kunduz. Unidentified gunmen killed three Afghan soldiers.", "gunmen",
     "agent", ("Taliban",)),
    # Either side may have done what is told of a fight; nobody forces himself by another name; "major" is no officer.
    ("Ukraine said it had struck a depot in the clashes near Vovcha. During the fighting, the town's mill was shelled.",
     "shelled", "agent", ("Ukraine",)),
    ("Russian troops left the port. Ukraine claimed that they forced the Russians to withdraw.", "forced", "agent",
     ("Russia", "Russian Armed Forces")),
    ("The army met three major offensives near Farah.", "offensives", "agent", ("major",)),
    # What a weapon is made by, a strike among strikes, a hill beside a village: no parties.
    ("The gunners explained the use of the French howitzer near Vovcha.", "use", "recipient", ("France",)),
    # A palace that is taken is what is taken; a town is not whom one investigates.
    ("Boko Haram captured the Halat Palace near Gubio.", "captured", "recipient", ("Halat Palace",)),
    ("Belgium has opened an investigation into Mosul.", "investigation", "recipient", ("Mosul",)),
    ("Boko Haram shelled the base. On Friday rebels captured Kafr Tal al-Mir and its hill.", "captured", "recipient",
     ("Boko Haram",)),
    ("Heavy clashes took place with warplanes carrying out raids.", "clashes", "recipient", ("warplanes",)),
    ("Four of these strikes hit the Taliban near Farah.", "strikes", "agent", ("Four of these strikes",)),
    # Who was hurt did not shell; a war is named after where it was; a village without a record is taken from others.
    ("Five bakers were injured from shelling in Vovcha.", "shelling", "agent", ("Five bakers", "bakers")),
    ("The Northern Syria offensive began on Monday.", "offensive", "agent", ("Syria",)),
    ("The rebels also captured Ma'tar in the evening.", "captured", "recipient", ("Ma'tar",)),
    # Whence an offensive comes and whither one retreats are no parties.
    ("Russian forces launched a massive offensive on Kyiv from Belarus.", "offensive", "recipient", ("Belarus",)),
    ("The rebels retreated to the centre of the village.", "retreated", "recipient", ("the centre", "centre")),
    # Who stood by did not do it.
    ("A pilgrim was beaten to death in the presence of Ugandan troops in Goma.", "beaten", "agent",
     ("Ugandan Armed Forces", "Uganda", "Ugandan troops")),
    # A town is no party, nor is the seat that an agreement is named after, nor what is seized.
    ("The Kabul bombing shocked the country.", "bombing", "agent", ("Afghanistan",)),
    ("Ukraine said that Russia had violated the Minsk agreements.", "violated", "recipient", ("Belarus",)),
    ("The Taliban attacked the post and then captured it.", "captured", "recipient", ("Taliban",)),
    # Nobody strikes one's own side by a pronoun that may mean the town.
    ("Israel massed troops around Rafah. Israeli warplanes bombed its outskirts.", "bombed", "recipient", ("Israel",)),
    # Where a town lies is not from whom it was taken.
    ("Turkish-backed rebels captured the Syrian town of Rasm on Monday.", "captured", "recipient", ("Syria",)),
]


@pytest.mark.parametrize(("text", "word", "role", "parties"), OPEN, ids=[row[0][:60] for row in OPEN])
def test_it_is_left_open(engine: RuleEngine, text: str, word: str, role: str, parties: tuple[str, ...]) -> None:
    found = filled(code(engine, text), word, role)
    assert not [name for name, _ in found if name in parties], found


def test_the_besieged_does_not_besiege(engine: RuleEngine) -> None:
    siege = next(c for c in code(engine, "Boko Haram fighters are besieged in two villages by Chadian forces.")
                 if c.control and c.control.change == "siege")
    assert "Boko Haram" not in {m.name for m in siege.agent}


def test_several_takers_are_joined(engine: RuleEngine) -> None:
    text = "Boko Haram, Hezbollah and the Taliban launched an offensive, capturing eight villages."
    gain = next(c for c in code(engine, text) if c.control and c.control.change == "gain")
    assert {m.name for m in gain.agent} >= {"Boko Haram", "Taliban"}


def test_who_took_a_place_told_elsewhere(engine: RuleEngine) -> None:
    text = ("Afghan forces fought the Taliban around Kunduz for weeks. Afghan forces withdrew from Kunduz on Sunday. "
            "The governor said that Kunduz had fallen.")
    fall = next(c for c in code(engine, text) if "fallen" in c.quote.exact)
    assert [m.name for m in fall.agent] == ["Taliban"]
    assert all(m.inferred for m in fall.agent)
