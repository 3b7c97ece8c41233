"""What a pack holds once read, and the error for one that cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from according.model.actor import Actor, Allegiance
from according.model.place import Place


class PackError(ValueError):
    """A pack that cannot be read; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A kind of actor that every state has: "{adjective} army" for each of `nouns`.

    `suffix` is put behind the state's id ("" means the state itself); `name` holds "{adjective}".
    """

    suffix: str
    name: str
    kind: str
    sector: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of data. `extensions` are allegiances this pack adds to the actors of other packs, by actor id:
    they hold in this conflict only. `shared_aliases` and `shared_offices` are names and titles that several bear at
    one time. `folder` is where it was read from."""

    name: str
    title: str
    version: str
    countries: tuple[str, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    place_aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[dict[str, Any], ...] = ()
    corridors: tuple[dict[str, Any], ...] = ()
    zones: tuple[dict[str, Any], ...] = ()
    plans: tuple[dict[str, Any], ...] = ()
    derived: tuple[Derived, ...] = ()
    extensions: dict[str, tuple[Allegiance, ...]] = field(default_factory=dict)
    shared_aliases: tuple[str, ...] = ()
    shared_offices: frozenset[str] = frozenset()
    folder: str = ""
