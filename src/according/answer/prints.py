"""What computed answers depend on beside the claims: packs and the very code of the rules, as hashes. With another of
any of them, what is kept belongs to another question."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources

from according.weigh.roots import PackData

Rules = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=8)
def packs_print(packs: PackData) -> str:
    """A hash of what the packs say, not of where they lie."""
    digest = hashlib.blake2b(digest_size=8)
    for pack in packs.packs:
        digest.update(repr((pack.name, pack.version, pack.countries, pack.actors, pack.places, pack.place_aliases,
                            pack.derived, pack.extensions)).encode())
    return digest.hexdigest()


@lru_cache(maxsize=8)
def rules_print(rules: Rules) -> str:
    """A hash of code and tables: rooms, each with the beginnings of the names of its files."""
    digest = hashlib.blake2b(digest_size=8)
    for room, stems in rules:
        for file in sorted(resources.files(f"according.{room}").iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".toml")) and file.name.startswith(stems):
                digest.update(file.read_bytes())
    return digest.hexdigest()
