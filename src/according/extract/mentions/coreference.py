"""Coreference by rules: who "the general", "its fighters", "he" and "there" mean, or nobody."""

from __future__ import annotations

from according.extract.mentions.coreference_names import link_names
from according.extract.mentions.coreference_pronouns import link_pronouns
from according.extract.reading import Reading


def resolve(reading: Reading) -> None:
    """Set `antecedent` (and actor and name) of the mentions that refer back; leave the others alone."""
    link_names(reading)
    link_pronouns(reading)
