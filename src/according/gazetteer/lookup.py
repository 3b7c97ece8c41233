"""Look a place name up."""

from __future__ import annotations

from according.model.place import Place


class GazetteerMissing(RuntimeError):
    """There is no gazetteer file; the message names the cure."""


class Gazetteer:
    """Names to places. Open one with `open_gazetteer`."""

    def find(self, name: str) -> list[Place]:
        """Places that `name` may mean, best known first; empty when the name is unknown."""
        raise NotImplementedError


def open_gazetteer() -> Gazetteer:
    """The gazetteer of this machine. Raises GazetteerMissing when it was not built."""
    raise GazetteerMissing("no gazetteer on this machine; build it with: according gazetteer build")
