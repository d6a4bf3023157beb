"""Map: where claimed events are said to have happened, as precisely as is known, and who is said to hold what."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from sayso.ledger import Ledger
from sayso.lexicons import load
from sayso.model import EventType
from sayso.pages.asof import counted_as_of
from sayso.pages.views.held import Held, held_places
from sayso.pages.views.period import Day, latest_reports
from sayso.pages.views.ties import CONTESTED

MOST = 2000


class Spot(BaseModel):
    """One place with the claims of events there."""

    place: str
    """The place's id."""
    name: str
    country: str | None
    level: str
    area: int | None
    """Of a whole country its number in ISO 3166-1, by which its outline is found."""
    lat: float
    lon: float
    precision: int | None
    """UCDP's where_prec of the most precise claim; from 3 on the point stands for an area."""
    events: int
    contested: int
    types: dict[str, int]
    days: dict[str, int]
    """Events by the day on which they began, or were reported where that is not said."""
    statements: list[str]
    """At most twenty of them, latest first."""


class MapPage(BaseModel):
    """The places of claimed events."""

    type: EventType | None
    since: str | None
    until: str | None
    contested: bool
    spots: list[Spot]
    held: list[Held]
    unlocated: int
    """Events whose place is named but not located, or not said."""
    cut: bool
    """True where there are more places than are shown."""


def map(
    ledger: Ledger,
    at: int | None,
    type: EventType | None = None,
    since: Day = None,
    until: Day = None,
    contested: Annotated[bool, Query(description="only events of contested statements")] = False,
) -> MapPage:
    """Where claimed events are said to have happened, and who is said to hold what."""
    with counted_as_of(ledger, at):
        held = held_places(ledger, since, until, contested) if type in (None, "control") else []
        return _map(ledger, type, since, until, contested, held)


def _map(
    ledger: Ledger, type: EventType | None, since: str | None, until: str | None, contested: bool, held: list[Held]
) -> MapPage:
    clauses, values = ["1"], [day for day in (since, until) if day is not None]
    if type is not None:
        clauses.append("e.type = ?")
        values.append(type)
    if contested:
        clauses.append("against")
    rows = ledger.sql.execute(
        f"""WITH told AS MATERIALIZED (SELECT s.statement, s.statement_number, r.published, {CONTESTED} AS against
              FROM ({latest_reports(since, until)}) r CROSS JOIN statements s ON s.report_number = r.report_number)
            SELECT p.place, p.name, p.country, p.level, p.lat, p.lon, min(e.place_precision), count(*),
              sum(against), e.type, substr(coalesce(e.start, published, ''), 1, 10) AS day, group_concat(statement)
            FROM told s CROSS JOIN events e ON e.statement_number = s.statement_number
            LEFT JOIN places p ON p.number = e.place_number
            WHERE {" AND ".join(clauses)} GROUP BY p.place, e.type, day""",
        values,
    ).fetchall()
    spots: dict[str, Spot] = {}
    unlocated = 0
    for place, name, country, level, lat, lon, precision, events, against, kind, day, ids in rows:
        if lat is None or lon is None:
            unlocated += events
            continue
        spot = spots.setdefault(
            place,
            Spot(
                place=place, name=name, country=country, level=level, area=_area(country, level), lat=lat, lon=lon,
                precision=precision, events=0, contested=0, types={}, days={}, statements=[],
            ),
        )  # fmt: skip
        spot.events += events
        spot.contested += against
        spot.types[kind] = spot.types.get(kind, 0) + events
        known = [p for p in (spot.precision, precision) if p is not None]
        spot.precision = min(known) if known else None
        if day:
            spot.days[day] = spot.days.get(day, 0) + events
        spot.statements = list(dict.fromkeys([*spot.statements, *ids.split(",")[::-1]]))[:20]
    for spot in spots.values():
        spot.days = dict(sorted(spot.days.items()))
    ranked = sorted(spots.values(), key=lambda s: (-s.events, s.place))
    return MapPage(
        type=type, since=since, until=until, contested=contested, spots=ranked[:MOST], held=held, unlocated=unlocated,
        cut=len(ranked) > MOST,
    )  # fmt: skip


def _area(country: str | None, level: str) -> int | None:
    number = load("iso3166")["codes"].get(country, {}).get("number") if level == "country" else None
    return int(number) if number is not None else None


def map_rows(page: MapPage) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """One row a place."""
    columns = ("place", "name", "country", "level", "lat", "lon", "precision", "events", "contested")
    return (*columns, "first", "last"), [
        (*(getattr(s, c) for c in columns), min(s.days, default=None), max(s.days, default=None)) for s in page.spots
    ]
