"""Who did it to whom by construction: passives, participles, event nouns, weapons, owners, held before, left open."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine() -> RuleEngine:
    return RuleEngine()


def code(engine: RuleEngine, text: str) -> list[Claim]:
    published = Published.parse("2024-06-04")
    return engine.code(Report(Report.make_id(text, None, published, None), text, "t", published=published))


# text, a word of the clause, role, the name (or text) of the party that must fill it
ROWS = [
    # Passives, with what they were done in behind the second participle, under another verb, or in another clause.
    ("Nine miners were killed and 14 others hurt in shelling by the Rapid Support Forces on a market in Nyala, Sudan.",
     "killed", "agent", "Rapid Support Forces"),
    ("Two tailors were killed and six pupils kidnapped in a Boko Haram raid on Gubio in Nigeria.", "killed", "agent",
     "Boko Haram"),
    ("Five porters died in air and artillery strikes by the Russian army.", "died", "agent", "Russian Armed Forces"),
    ("Seven bakers were killed on Sunday when a Saudi-led coalition air strike hit a mill in northern Yemen.", "killed",
     "agent", "Saudi-led coalition in Yemen"),
    ("Eight guards were killed and a dozen captured on Sunday when Taliban fighters stormed their post in Farah, "
     "Afghanistan.", "killed", "agent", "Taliban"),
    ("Thousands of weavers in Homs were tortured at the hands of Assad's government.", "tortured", "agent", "Syria"),
    ("The garrison in Kidal, Mali, has been under fire from Tuareg rebels since dawn.", "under fire", "agent",
     "Tuareg rebels"),
    ("Orchards east of Taiz have been under attack by the Houthis.", "under attack", "agent", "Houthis"),
    ("An army column came under attack from Boko Haram fighters near Gubio in Nigeria.", "came under attack", "agent",
     "Boko Haram"),
    ("An army column came under attack from Boko Haram fighters near Gubio in Nigeria.", "came under attack",
     "recipient", "Nigerian Armed Forces"),
    # Harming participles that hang on a place, and acts told with them.
    ("Boko Haram fighters raided the hamlet killing four herders.", "raided", "recipient", "civilians"),
    ("A strike on a ferry by Ugandan troops killed four porters.", "killed", "agent", "Uganda"),
    ("Taliban fighters attacked Afghan troops near Farah. The attack led to the death of two herders.", "death",
     "agent", "Taliban"),
    ("Ugandan jets carried out a strike on Goma on Monday. The strike was launched at dawn, killing a baker.",
     "launched", "agent", "Uganda"),
    ("Ukraine attacked Belgorod with drones overnight. The drones targeted a depot.", "drones targeted", "agent",
     "Ukraine"),
    ("Coalition forces conducted nine strikes against Islamic State in Syria. Near Hajin, one strike destroyed a well.",
     "one strike", "agent", "US-led coalition"),
    ("Coalition forces launched five raids coordinated with and in support of the government of Iraq.", "coordinated",
     "agent", "US-led coalition"),
    # Weapons are of whoever sent them, planes and columns of the side named before them.
    ("The Rapid Support Forces launched drones hitting depots in Nyala, Sudan.", "hitting", "agent",
     "Rapid Support Forces"),
    ("Ukraine shot down nine of the 20 drones launched by Russia overnight.", "shot down", "recipient", "Russia"),
    ("Junta jets bombed a monastery in Myanmar, and a junta attack helicopter fired at an army column.", "bombed",
     "agent", "State Administration Council"),
    ("Two Ukrainian Su-25s bombed a bridge near Bakhmut.", "bombed", "agent", "Ukraine"),
    ("The Islamists opened fire on an army convoy near Gubio in Nigeria; Boko Haram has many men there.", "opened fire",
     "agent", "Boko Haram"),
    ("A trader was seized in Gubio by gunmen believed to be members of Boko Haram.", "seized", "agent", "Boko Haram"),
    ("Israel decided to strike compounds that belong to Hamas.", "strike compounds", "recipient", "Hamas"),
    ("Israeli jets hit a former army post taken by Hamas.", "hit", "recipient", "Hamas"),
    # What an act is meant for, and whose a text, an offensive or an accusation is.
    ("Turkey pressed an offensive to drive out the Kurdistan Workers' Party.", "pressed", "recipient",
     "Kurdistan Workers' Party"),
    ("Saudi Arabia started an air campaign to halt the Houthis' advance.", "started", "recipient", "Houthis"),
    ("Ugandan troops launched an assault to take the port from the Houthis.", "launched", "recipient", "Houthis"),
    ("Iran fired missiles at Riyadh on Friday.", "fired", "recipient", "Saudi Arabia"),
    ("Hezbollah fired rockets into Israel on Friday.", "fired", "recipient", "Israel"),
    ("The European Union released a letter condemning the arrest of the weavers by Belarusian police.", "condemning",
     "agent", "European Union"),
    ("The European Union released a letter condemning the arrest of the weavers by Belarusian police.", "condemning",
     "recipient", "Belarusian police"),
    ("The Houthis told reporters accusing Saudi Arabia of shelling the port.", "accusing", "agent", "Houthis"),
    ("The United States called for the Eritreans to withdraw.", "called", "recipient", "Eritrea"),
    ("Russian envoys held a third round of talks with Turkish officials in Ankara.", "held", "recipient", "Turkish"),
    # Nouns whose possessor suffered them.
    ("Iran condemned Haniyeh's assassination on Monday.", "assassination", "recipient", "Haniyeh"),
    ("Iran condemned Israel's assassination of Haniyeh.", "assassination", "agent", "Israel"),
    # A place is taken from whoever was told to have it.
    ("Ukrainian forces fought Russian forces for months. Wagner Group captured Soledar in January. Ukrainian forces "
     "retook Soledar on Monday.", "retook", "recipient", "Wagner Group"),
    # An acronym means whom the report gives it to.
    ("The Arakan Army (AA) seized a port in Rakhine, Myanmar. Junta jets bombed the AA on Monday.", "bombed",
     "recipient", "Arakan Army"),
    # A pack's sides hold for the world's actors too.
    ("In Yemen, government forces fought the Houthis for weeks. Government forces then seized the airport of Hodeidah.",
     "seized", "recipient", "Houthis"),
]


def filled(claims: list[Claim], word: str, role: str) -> list[str]:
    return [m.name or m.text for c in claims if word in c.quote.exact for m in getattr(c, role)]


@pytest.mark.parametrize(("text", "word", "role", "party"), ROWS, ids=[f"{row[2]}: {row[0][:50]}" for row in ROWS])
def test_role_is_filled(engine: RuleEngine, text: str, word: str, role: str, party: str) -> None:
    found = filled(code(engine, text), word, role)
    assert any(party in name for name in found), found


# text, a word of the clause, role, what must not fill it
OPEN = [
    # A weapon is no party.
    ("Drones targeted a depot in Nyala, Sudan.", "targeted", "agent", "rones"),
    ("Six nurses died in artillery strikes near Nyala.", "died", "agent", "artillery"),
    # Where both sides died, neither is taken for the doer.
    ("Turkish jets bombed Islamic State in Syria. Thirty rebels and 20 Islamic State fighters were killed in the "
     "fighting.", "Thirty", "agent", "Turk"),
    # A city's port is not whose "its" may be; a town centre is nobody.
    ("The Houthis fought Saudi troops in Yemen. Saudi troops are trying to retake the city and its port.", "retake",
     "recipient", "Saudi"),
    ("Ugandan troops captured the city centre on Monday.", "captured", "recipient", "centre"),
    # An enemy of years ago is not today's.
    ("Taliban fighters fought American troops in Kunduz on Monday. In 2015 the Taliban captured Kunduz.", "In 2015",
     "recipient", "United States"),
    # The army does not strike its own kind of target.
    ("Israeli jets fired at military targets in Rafah.", "fired", "recipient", "Israel"),
    # The name of a man is no nationality.
    ("Abu Hafs al-Iraqi was killed by a coalition airstrike near Hajin in Syria.", "killed", "recipient", "Iraq "),
]


@pytest.mark.parametrize(("text", "word", "role", "party"), OPEN, ids=[row[0][:50] for row in OPEN])
def test_role_is_left_open(engine: RuleEngine, text: str, word: str, role: str, party: str) -> None:
    claims = code(engine, text)
    assert [c for c in claims if word in c.quote.exact]
    assert not [name for name in filled(claims, word, role) if party in name]


# text, a word that must tell no claim of its own
NOTHING = [
    ("A petition seeking deployment of the army in the town was heard.", "deployment"),
    ("Coalition pilots flew missions using attack, bomber and fighter aircraft.", "attack"),
]


@pytest.mark.parametrize(("text", "word"), NOTHING)
def test_nothing_happened(engine: RuleEngine, text: str, word: str) -> None:
    told = ("assault.attack", "mobilize.troops: deploy")
    assert not [c for c in code(engine, text) if c.why.startswith(told) and word in c.quote.exact]
