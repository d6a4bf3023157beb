"""What kind of side an actor is in a conflict, as far as its sector, its kind and its name settle it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from sayso.lexicons import load
from sayso.model import Actor

Side = Literal["state", "group", "civilians", "protesters"]


def side_of(actor: Actor) -> Side | None:
    """The side; None where nothing tells."""
    name = actor.name.lower().removeprefix("the ")
    if name in _protesters():
        return "protesters"
    if side := _sectors().get(actor.sector or ""):
        return side
    if actor.kind in ("government", "military"):
        return "state"
    if actor.kind == "media":
        return "civilians"
    # "Two civilians", "Syrian rebels": the last word says what they are.
    for words in (name, name.rpartition(" ")[2]):
        if words in _civilians():
            return "civilians"
        if words in _armed():
            return "group"
    return None


@cache
def _sectors() -> dict[str, Side]:
    return {sector: side for side, sectors in load("field_codes")["sector_sides"].items() for sector in sectors}


@cache
def _protesters() -> frozenset[str]:
    return frozenset(load("actor_nouns")["groups"]["protesters"])


@cache
def _civilians() -> frozenset[str]:
    nouns = load("actor_nouns")
    tellers = nouns["tellers"]
    return frozenset(
        [*nouns["civilians"]["words"], *nouns["refugees"]["refugees"]]
        + [w for name in ("residents", "medics", "journalists", "activists") for w in tellers[name]]
    )


@cache
def _armed() -> frozenset[str]:
    groups = load("actor_nouns")["groups"]
    armed = ("rebels", "guerrillas", "militants", "terrorists", "separatists", "militia", "fighters", "gangs")
    return frozenset(w for name in armed for w in groups[name])
