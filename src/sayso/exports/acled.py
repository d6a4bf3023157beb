"""CSV with the columns of ACLED, for what somebody says happened at a known time and place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO

from sayso.exports.codes import codes_of
from sayso.exports.csv_tables import write_rows
from sayso.exports.incidents import Incident, incidents
from sayso.exports.sides import side_of
from sayso.exports.told import country_name, kept_reports, range_of, whole
from sayso.lexicons import load
from sayso.model import Actor, Event

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
LOSSES = (
    "Only where somebody says that it happened or goes on, at a time known to the month or better and a place known "
    "better than the country: ACLED records nothing coarser. Denials, demands, plans and possibilities have no row.",
    "event_date is the middle day of a span (time_precision 2) or of a month (3), by ACLED's own rule.",
    "fatalities is the lowest number claimed; empty, not 0, where no figure has a lower bound.",
    "Codes of events are those of the means where a report tells them, else the usual ones of their type; words and "
    "meetings are Strategic developments / Other.",
    "inter1, inter2 and interaction stand only where the side is plain: state forces at home, rebels, civilians, "
    "protesters; forces of another country are External/Other forces.",
    "region, admin3, source_scale and timestamp are empty. event_id_cnty is an id of the ledger.",
    "Stance, chain and disputes are words in notes; injuries and all other figures are not in it.",
)


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write the incidents; how many events have no row."""
    left_out = 0

    def rows() -> Iterator[list[object]]:
        nonlocal left_out
        for kept in kept_reports(sql):
            found, skipped = incidents(kept)
            left_out += skipped
            for incident in found:
                row = _row(incident)
                if row is None:
                    left_out += len(incident.told)
                else:
                    yield [row.get(column) for column in COLUMNS]

    write_rows(out, COLUMNS, rows())
    return left_out


def _row(incident: Incident) -> dict[str, object] | None:
    kept, event, place = incident.kept, incident.event, incident.event.place
    dated = _dated(event)
    geo_precision = load("field_codes")["geo_precision"].get(str(place.precision)) if place else None
    if dated is None or place is None or geo_precision is None:
        return None
    day, time_precision = dated
    codes = codes_of(event)
    inter1, inter2 = (_inter(actors, place.country) for actors in (incident.actors, incident.targets))
    lowest, _, _ = range_of(list(incident.killed))
    return {
        "event_id_cnty": incident.id,
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": time_precision,
        "disorder_type": load("field_codes")["disorder"][codes.acled_event],
        "event_type": codes.acled_event,
        "sub_event_type": codes.acled_sub_event,
        **_actors(incident.actors, 1),
        "inter1": inter1,
        **_actors(incident.targets, 2),
        "inter2": inter2,
        "interaction": _interaction(incident, inter1, inter2),
        "civilian_targeting": "Civilians targeted"
        if inter2 == "Civilians" or event.target_kind == "civilian"
        else None,
        "iso": load("iso3166")["codes"].get(place.country, {}).get("number"),
        "country": country_name(place.country),
        "admin1": place.name if place.level == "admin1" else None,
        "admin2": place.name if place.level == "admin2" else None,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": geo_precision,
        "source": "; ".join(kept.outlets),
        "notes": _notes(incident),
        "fatalities": whole(lowest),
        "tags": "contested" if incident.contested else "claimed",
    }


def _dated(event: Event) -> tuple[date, int] | None:
    """The day that ACLED would give, and its time_precision; None where it records nothing."""
    if not event.start or event.precision not in (1, 2, 3, 4):
        return None
    try:
        start, end = date.fromisoformat(event.start), date.fromisoformat(event.end or event.start)
    except ValueError:
        return None
    middle = start + timedelta((end - start).days // 2)
    return middle, {1: 1, 2: 2, 3: 2, 4: 3}[event.precision]


def _actors(actors: list[Actor], number: int) -> dict[str, object]:
    names = [a.name for a in actors]
    return {f"actor{number}": names[0] if names else None, f"assoc_actor_{number}": "; ".join(names[1:]) or None}


def _inter(actors: list[Actor], country: str | None) -> str | None:
    """What the first of the actors is, in ACLED's words; None where that is not plain."""
    side = side_of(actors[0]) if actors else None
    if side == "state" and actors[0].country and country:
        return "State forces" if actors[0].country == country else "External/Other forces"
    if side == "group" and actors[0].sector == "REB":
        return "Rebel group"
    return {"civilians": "Civilians", "protesters": "Protesters"}.get(side or "")


def _interaction(incident: Incident, inter1: str | None, inter2: str | None) -> str | None:
    if inter1 and inter2:
        return f"{inter1}-{inter2}"
    return f"{inter1} only" if inter1 and not incident.targets else None


def _notes(incident: Incident) -> str:
    """Each statement in the report's own words, with its speaker, stance and chain, and who disputes it."""
    kept = incident.kept
    told = [f"{kept.speaker(s)} ({s.stance}; {kept.chain(s)}): “{kept.words(s.content)}”" for s in incident.statements]
    by_id = {s.id: s for s in kept.ledger.statements}
    ids = {s.id for s in incident.statements}
    told += [
        f"{kept.speaker(by_id[link.from_])} {link.relation} this: “{kept.words(by_id[link.from_].content)}”"
        for link in kept.ledger.links
        if link.to in ids and link.from_ not in ids and link.relation in ("denies", "contradicts", "doubts")
    ]
    return " | ".join(told)
