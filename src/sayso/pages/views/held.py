"""Control claims: who is said to hold which place, since when, claimed and denied by whom. No side is picked."""

from __future__ import annotations

from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.ledger.listing import Sought, matters_listed
from sayso.ledger.telling import holdings_among
from sayso.matters.holding import Holding
from sayso.model import Place
from sayso.pages.views.claims import Named, side_name

MOST, ACCOUNTS, VOICES = 60, 20, 8
"""Matters of control that are looked at, the latest; accounts of each; and voices that are named for a side."""


class Voice(BaseModel):
    """One statement for or against."""

    speakers: list[str]
    said: str | None
    statement: str


class Side(BaseModel):
    """One side that is said to hold the place, or not to."""

    holder: list[Named]
    since: str | None
    last: str | None
    """The first day for which anybody says so, and the last on which anybody did."""
    claimed: list[Voice]
    denied: list[Voice]
    contested: bool
    """Whether somebody denies it, or says at the same time that another holds the place."""


class Held(BaseModel):
    """A place with the sides that are said to hold it."""

    place: str
    """What tells it from others on the page; the country is part of it."""
    name: str
    country: str | None
    level: str
    lat: float | None
    lon: float | None
    contested: bool
    since: str | None
    sides: list[Side]


def held_places(ledger: Ledger, since: str | None, until: str | None, contested: bool) -> list[Held]:
    """The places of which reports of a period say who holds them, those contested first."""
    listed = matters_listed(ledger.sql, Sought(since=since, until=until, question="control", alone=True), limit=MOST)
    places, names = holdings_among(ledger.sql, [m.matter for m in listed], ACCOUNTS)
    found = [_held(place, held, names) for place, held in places if held]
    found.sort(key=lambda h: (not h.contested, h.name, h.country or ""))
    return [h for h in found if h.contested or not contested]


def _held(place: Place, held: tuple[Holding, ...], names: dict[str, str]) -> Held:
    def voices(told: tuple[tuple[tuple[str, ...], str | None, str], ...]) -> list[Voice]:
        latest = sorted(told, key=lambda v: v[1] or "", reverse=True)[:VOICES]
        return [Voice(speakers=[names[s] for s in speakers], said=said, statement=s) for speakers, said, s in latest]

    sides = [
        Side(
            holder=[Named(actor=a, name=side_name(a, names)) for a in h.holder], since=h.since, last=h.last,
            claimed=voices(h.claimed), denied=voices(h.denied), contested=h.contested,
        )
        for h in held
    ]  # fmt: skip
    return Held(
        place=f"held:{place.name},{place.country or ''}", name=place.name, country=place.country, level=place.level,
        lat=place.lat, lon=place.lon, contested=any(s.contested for s in sides),
        since=min((s.since for s in sides if s.since), default=None), sides=sides,
    )  # fmt: skip
