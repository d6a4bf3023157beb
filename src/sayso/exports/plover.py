"""JSON Lines with the fields of PLOVER, as POLECAT and its coders use them: a line for each event of each statement."""

from __future__ import annotations

import sqlite3
from typing import BinaryIO

import sayso
from sayso.exports.codes import codes_of
from sayso.exports.told import Told, as_json, kept_reports, told_events
from sayso.lexicons import load
from sayso.model import Actor, Place

LOSSES = (
    "PLOVER has no field for who says so: speaker, stance, chain and disputes are words in comment.",
    "Accidents and other events outside its categories, and events without a day in a report without one, have no "
    "line. Where only the report has a day, that is the date, and comment says so.",
    "Plans are marked future; demands, possibilities and hypotheses hypothetical; what is said not to have happened, "
    "and what the speaker denies, negation.",
    "Modes are those of the means where a report tells them, else the usual ones of the event's type; context is "
    "empty, and a recipient may be missing where PLOVER wants one. Figures and links are not in it.",
)
_AUXILIARY = {
    "planned": "future", "possible": "hypothetical", "requested": "hypothetical", "hypothetical": "hypothetical",
}  # fmt: skip


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write the events; how many have no line."""
    left_out = 0
    for kept in kept_reports(sql):
        for told in told_events(kept):
            line = _line(told)
            if line is None:
                left_out += 1
            else:
                out.write(as_json(line) + b"\n")
    return left_out


def _line(told: Told) -> dict[str, object] | None:
    kept, statement, event = told.kept, told.statement, told.event
    head = kept.ledger.report
    codes = codes_of(event)
    category = codes.plover
    day = event.start or head.published
    if not category or not day:
        return None
    remarks = [f"{kept.speaker(statement)}: {statement.stance}", f"through {kept.chain(statement)}"]
    remarks += ["contested"] if told.contested else []
    remarks += [] if event.start else ["date is that of publication"]
    weight = load("field_codes")["plover"][category]
    start, end = statement.content[0][0], statement.content[-1][1]
    return {
        "id": told.id,
        "date": day,
        "enddate": event.end if event.end != event.start else None,
        "has_event": True,
        "actor": [_entity(kept.actors[a]) for a in event.actors],
        "recipient": [_entity(kept.actors[a]) for a in event.targets],
        "event": [category],
        "mode": [m for m in (codes.mode, _auxiliary(told)) if m],
        "context": [],
        "quad_code": weight["quad"],
        "event_scale": weight["scale"],
        "event_text": [kept.report.text[a:b] for a, b in event.trigger],
        "event_loc": _location(event.place, kept.report.text) if event.place else None,
        "text": kept.words(statement.content),
        "text_info": [{"sequence": 1, "start": start, "end": end}],
        "cite_info": {
            "corpus": "sayso", "citation": head.id, "url": head.url, "title": head.title, "language": head.language,
            "publication": "; ".join(kept.outlets) or None, "coder": "sayso", "version": sayso.__version__,
        },
        "comment": "; ".join(remarks),
    }  # fmt: skip


def _auxiliary(told: Told) -> str | None:
    # A denial may hold the negation in its words or not: "denied striking", "did not strike".
    if told.event.polarity == "negative" or told.statement.stance == "deny":
        return "negation"
    return _AUXILIARY.get(told.event.status)


def _entity(actor: Actor) -> dict[str, object]:
    return {
        "code": _alpha3(actor.country),
        "sector": actor.sector or load("field_codes")["sectors"].get(actor.kind, "UNK"),
        "entity_text": actor.name,
        "identifier_id": actor.id,
        "office": actor.role,
    }


def _location(place: Place, text: str) -> dict[str, object]:
    fields = {"city": "city", "town": "city", "admin2": "district", "admin1": "province"}
    location: dict[str, object] = {
        "extracted_place": text[slice(*place.span)] if place.span else None,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "country_code": _alpha3(place.country),
        "resolution": load("field_codes")["resolution"].get(place.level),
    }
    if field := fields.get(place.level):
        location[field] = place.name
    return location


def _alpha3(country: str | None) -> str | None:
    codes: dict[str, dict[str, str]] = load("iso3166")["codes"]
    return codes[country]["alpha3"] if country in codes else None
