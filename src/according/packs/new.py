"""A skeleton of a pack: the files with their fields explained, ready to be filled."""

from __future__ import annotations

import re
from pathlib import Path

from according.packs.shape import PackError

_FILES = {
    "pack.toml": """\
# A pack is what is known of one conflict before its reports are read. Every entry names a public source.
name = "{name}"
title = "The conflict in …, since …"
version = "1"
# ISO 3166-1 alpha-3 codes of the countries it is fought in; they tell which reports it is for.
countries = []
# Names that two actors bear at one time on purpose ("SDF"), and offices that several people hold at once.
shared_aliases = []
shared_offices = ["spokesman", "spokeswoman", "commander", "general", "adviser"]
""",
    "actors.toml": """\
# Parties: states stand in the pack `world` already. `kind`: state, government, armed_forces, police, armed_group,
# militia, coalition, organisation, party, company, group… `sector` is a PLOVER code: GOV, MIL, REB, UAF, OPP, CVL…
# `relation`: part_of, allied, backs, hostile, member_of_bloc, renamed_to, successor_of, owned_by. Dates may be open.
#
# [[actor]]
# id = "{name}:northern-front"
# name = "Northern Front"
# kind = "armed_group"
# country = "XXX"
# sector = "REB"
# aliases = ["NF", "Front of the North"]
# allegiances = [{{ relation = "member_of_bloc", other = "{name}:opposition", since = 2020-01-31 }}]
# since = 2019-05-01
# source = "Name of a public source, year"
#
# What an actor of another pack does in this conflict only:
#
# [[extend]]
# id = "world:…"
# allegiances = [{{ relation = "backs", other = "{name}:northern-front", since = 2021-01-01 }}]
""",
    "people.toml": """\
# People in office, with the dates of it. A surname stands among the aliases where news uses it alone.
#
# [[actor]]
# id = "{name}:jane-doe"
# name = "Jane Doe"
# kind = "person"
# sector = "GOV"
# aliases = ["Doe"]
# offices = [{{ of = "{name}:northern-front", title = "commander", since = 2020-02-01, until = 2022-03-01 }}]
# source = "Name of a public source, year"
""",
    "sources.toml": """\
# Outlets, agencies and monitors of the conflict. `media_kind`: wire, state_media, newspaper, broadcaster, online,
# monitor, agency. Who owns an outlet decides with whom it is not independent: owned_by.
#
# [[actor]]
# id = "{name}:northern-radio"
# name = "Northern Radio"
# kind = "media"
# sector = "MED"
# media_kind = "broadcaster"
# allegiances = [{{ relation = "owned_by", other = "{name}:northern-front" }}]
# source = "Name of a public source, year"
""",
    "places.csv": "id,name,kind,lat,lon,country,admin1,population,radius_km,aliases,source\n",
    "terms.toml": """\
# Generic phrases and the actor they mean in reports about this conflict. `requires`: one of these words must stand in
# the report; `requires_not`: none may.
#
# [[term]]
# phrases = ["rebels", "rebel fighters"]
# actor = "{name}:opposition"
# requires_not = ["…"]
# since = 2020-01-31
# source = "usage in news of the conflict"
""",
    "corridors.toml": """\
# Roads and lines the conflict is told along: places in order, by their ids in places.csv.
#
# [[corridor]]
# id = "{name}:northern-road"
# name = "Northern road"
# kind = "road"
# places = ["{name}:…", "{name}:…"]
# source = "Name of a public source, year"
""",
    "zones.toml": """\
# Areas that parties proposed or agreed on: [[zone]] id, name, aliases, kind, places, parties, since, until, source.
""",
    "plans.toml": """\
# Talks, deals and proposals: [[plan]] id, name, aliases, matter, parties, zone, since, until, source.
""",
}


def new_pack(name: str, where: Path) -> Path:
    """Write the skeleton of a pack `name` into the folder WHERE/name and return it.

    Raises PackError for a name that is no plain word and for a folder that is there already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
        raise PackError(f"'{name}' is no name for a pack: lower-case letters, digits, hyphens, a letter first")
    folder = where / name
    if folder.exists():
        raise PackError(f"{folder} is there already")
    folder.mkdir(parents=True)
    for file, text in _FILES.items():
        (folder / file).write_text(text if file.endswith(".csv") else text.format(name=name), encoding="utf-8")
    return folder
