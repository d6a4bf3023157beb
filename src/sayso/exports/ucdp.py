"""CSV with the columns of UCDP's Georeferenced Event Dataset, for violence that somebody says happened."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

from sayso.exports.csv_tables import write_rows
from sayso.exports.incidents import Incident, incidents, violent
from sayso.exports.sides import side_of
from sayso.exports.told import country_name, kept_reports, range_of, whole
from sayso.model import Actor

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
LOSSES = (
    "Only control, clash, strike, bombing and abuse, and only where somebody says that it happened or goes on: "
    "denials, demands, plans and possibilities have no row.",
    "code_status is Claimed, or Contested where another statement denies, doubts or contradicts it; never Clear.",
    "best stands only where every figure gives the same exact number; low and high span what is claimed, and high "
    "is empty where a figure has no upper bound. Figures are never added up.",
    "deaths_a, deaths_b, deaths_civilians and deaths_unknown stand only where best does and are empty, not 0, "
    "elsewhere.",
    "Ids are text. Ids and names of conflicts and dyads, Gleditsch-Ward numbers, region, event_clarity and "
    "active_year are empty.",
    "One report, one source: rows of several reports about one event are not joined.",
    "Injured, displaced and all other figures, links, chains and stances are not in it.",
)


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write the incidents; how many events have no row."""
    left_out = 0

    def rows() -> Iterator[list[object]]:
        nonlocal left_out
        for kept in kept_reports(sql):
            found, skipped = incidents(kept, violent())
            left_out += skipped
            for incident in found:
                row = _row(incident)
                yield [row.get(column) for column in COLUMNS]

    write_rows(out, COLUMNS, rows())
    return left_out


def _row(incident: Incident) -> dict[str, object]:
    kept, event, place = incident.kept, incident.event, incident.event.place
    head = kept.ledger.report
    side_a, side_b = _names(incident.actors), _names(incident.targets)
    low, best, high = range_of(list(incident.killed))
    row: dict[str, object] = {
        "id": incident.id,
        "relid": head.id,
        "year": int(event.start[:4]) if event.start and event.end and event.start[:4] == event.end[:4] else None,
        "code_status": "Contested" if incident.contested else "Claimed",
        "type_of_violence": _type_of_violence(incident.actors, incident.targets),
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": 1,
        "source_article": ",".join(f'"{p}"' for p in ("; ".join(kept.outlets), head.published, head.title) if p),
        "source_office": "; ".join(kept.outlets),
        "source_date": head.published,
        "source_headline": head.title,
        "source_original": incident.speakers,
        "date_prec": event.precision,
        "date_start": event.start,
        "date_end": event.end,
        "best": whole(best),
        "high": whole(high),
        "low": whole(low),
    }
    if best is not None:
        row[_counted_as(incident)] = whole(best)
    if place:
        row |= {
            "where_prec": place.precision,
            "where_coordinates": place.name,
            "where_description": kept.report.text[slice(*place.span)] if place.span else None,
            "adm_1": place.name if place.level == "admin1" else None,
            "adm_2": place.name if place.level == "admin2" else None,
            "country": country_name(place.country),
        }
        if place.lat is not None and place.lon is not None:
            row |= {
                "latitude": place.lat,
                "longitude": place.lon,
                "geom_wkt": f"POINT ({place.lon} {place.lat})",
                "priogrid_gid": _priogrid(place.lat, place.lon),
            }
    return row


def _names(actors: list[Actor]) -> str | None:
    return "; ".join(a.name for a in actors) or None


def _type_of_violence(actors: list[Actor], targets: list[Actor]) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where a side is not known."""
    a, b = {side_of(x) for x in actors}, {side_of(x) for x in targets}
    if not a or not b or None in a | b:
        return None
    if b <= {"civilians", "protesters"} and a <= {"state", "group"}:
        return 3
    if a | b <= {"state", "group"}:
        return 1 if "state" in a | b else 2
    return None


def _counted_as(incident: Incident) -> str:
    sides = {f.side for f in incident.killed}
    side = incident.kept.actors.get(next(iter(sides)) or "") if len(sides) == 1 else None
    if side is None:
        return "deaths_unknown"
    if side_of(side) == "civilians":
        return "deaths_civilians"
    if side in incident.actors and side not in incident.targets:
        return "deaths_a"
    return "deaths_b" if side in incident.targets and side not in incident.actors else "deaths_unknown"


def _priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half a degree, 720 a row, from the south-west corner on, from 1."""
    row = min(math.floor((lat + 90) * 2), 359)
    column = min(math.floor((lon + 180) * 2), 719)
    return row * 720 + column + 1
