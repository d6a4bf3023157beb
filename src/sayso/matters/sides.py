"""Actors as the sides they are on, across reports."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.reading.compare import Sides
from sayso.reading.marks import Cast

_OF_A_STATE = frozenset({"GOV", "MIL", "SPY", "COP", "PRM"})


class StateSides(Sides):
    """As within a report; besides, a nameless source of a state's army or government speaks for that state."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self._nameless = {
            a.id: f"state of {a.country}"
            for a in cast.actors
            if a.country and a.kind in ("unnamed", "organisation", "group") and a.sector in _OF_A_STATE
        }

    def __call__(self, actors: Iterable[str]) -> frozenset[str]:
        """The sides of actors given by id."""
        return super().__call__(self._nameless.get(a, a) for a in actors)
