"""JSON Lines with the fields of PLOVER, as POLECAT and its coders use them: a line for each act of each statement."""

from __future__ import annotations

import sqlite3
from typing import BinaryIO

import sayso
from sayso.exports.plover_acts import Act, acts_of
from sayso.exports.told import Kept, Told, as_json, kept_reports, told_events
from sayso.lexicons import load
from sayso.model import Actor, Event, Place, Statement

LOSSES = (
    "PLOVER has no field for who says so: speaker, stance, chain and disputes are words in comment.",
    "Accusations, demands, refusals, threats, promises and praise have a line of their own under the id of the "
    "statement; plain talk has none.",
    "Accidents and other events outside its categories, and acts without a day in a report without one, have no "
    "line. Where only the report has a day, that is the date, and comment says so.",
    "A plan counts as the promise or threat that it is, and is marked future; demands, possibilities and hypotheses "
    "are marked hypothetical; what is said not to have happened, and what the speaker denies, negation.",
    "Context is empty. Where nobody is named on the receiving end, the recipient is the place, by its own name and "
    "its state's code, or missing. Figures and links are not in it.",
)
_AUXILIARY = {
    "planned": "future", "possible": "hypothetical", "requested": "hypothetical", "hypothetical": "hypothetical",
}  # fmt: skip


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write the acts; how many events have no line."""
    left_out = 0
    for kept in kept_reports(sql):
        told = {(t.statement.id, t.event.trigger): t for t in told_events(kept)}
        lines = 0
        for act in acts_of(kept.ledger, kept.report.text):
            own = told.get((act.statement.id, act.event.trigger)) if act.event else None
            line = _line(kept, act, own)
            if line is not None:
                lines += act.event is not None
                out.write(as_json(line) + b"\n")
        left_out += sum(len(s.events) for s in kept.ledger.statements) - lines
    return left_out


def _line(kept: Kept, act: Act, told: Told | None) -> dict[str, object] | None:
    statement, event = act.statement, act.event
    head = kept.ledger.report
    dated = event.start if event else statement.said
    day = dated or head.published
    if not day:
        return None
    remarks = [f"{kept.speaker(statement)}: {statement.stance}", f"through {kept.chain(statement)}"]
    remarks += ["contested"] if statement.id in kept.contested else []
    remarks += [] if dated else ["date is that of publication"]
    weight = load("field_codes")["plover"][act.category]
    start, end = statement.content[0][0], statement.content[-1][1]
    recipients = [_entity(kept.actors[a]) for a in act.recipients]
    if not recipients and act.at:
        recipients = [_entity_of_place(act.at)]
    place = event.place if event else None
    return {
        "id": told.id if told else statement.id,
        "date": day.partition("/")[0],
        "enddate": _last_day(event, day),
        "has_event": True,
        "actor": [_entity(kept.actors[a]) for a in act.actors],
        "recipient": recipients,
        "event": [act.category],
        "mode": [m for m in (act.mode, _auxiliary(statement, event) if event else None) if m],
        "context": [],
        "quad_code": weight["quad"],
        "event_scale": weight["scale"],
        "event_text": [kept.report.text[a:b] for a, b in act.words],
        "event_loc": _location(place, kept.report.text) if place else None,
        "text": kept.words(statement.content),
        "text_info": [{"sequence": 1, "start": start, "end": end}],
        "cite_info": {
            "corpus": "sayso", "citation": head.id, "url": head.url, "title": head.title, "language": head.language,
            "publication": "; ".join(kept.outlets) or None, "coder": "sayso", "version": sayso.__version__,
        },
        "comment": "; ".join(remarks),
    }  # fmt: skip


def _last_day(event: Event | None, day: str) -> str | None:
    last = event.end if event else day.partition("/")[2]
    return last if last and last != (event.start if event else day) else None


def _auxiliary(statement: Statement, event: Event) -> str | None:
    # A denial may hold the negation in its words or not: "denied striking", "did not strike".
    if event.polarity == "negative" or statement.stance == "deny":
        return "negation"
    return _AUXILIARY.get(event.status)


def _entity(actor: Actor) -> dict[str, object]:
    return {
        "code": _alpha3(actor.country),
        "sector": actor.sector or load("field_codes")["sectors"].get(actor.kind, "UNK"),
        "entity_text": actor.name,
        "identifier_id": actor.id,
        "office": actor.role,
    }


def _entity_of_place(place: Place) -> dict[str, object]:
    """The state or people of the place where it was done, as coders take them for the recipient."""
    return {
        "code": _alpha3(place.country),
        "sector": "UNK",
        "entity_text": place.name,
        "identifier_id": None,
        "office": None,
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
