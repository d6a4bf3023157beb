"""The scene of a report: where its acts of war lie whose own words, and the events they are one with, name no place."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sayso.lexicons.countries import by_capital, by_name, countries
from sayso.model import Place, Span
from sayso.reading.gazetteer import gazetteer
from sayso.reading.marks import Cast, EventMention, Parse, PlaceMention

LOCATED = frozenset({
    "strike", "clash", "bombing", "control", "deployment", "displacement", "accident", "abuse", "detention", "protest",
    "interception",
})  # fmt: skip
"""Types of event that happen somewhere; a sanction or a statement need not."""
MOSTLY = 0.7
"""So large a share of a report's placed events in one place makes it the place of the others of their type."""
SHARE = 0.5
"""More than this share of what is named being of one country makes it the country of events without a place."""
LEAST = 2
DATELINE = 5
"""So many names of a country count as much as a dateline there."""
HISTORY_PRECISION = 4
"""UCDP's date_prec from which a time tells of history, which has scenes of its own."""


def placed_in_scene(
    parse: Parse, cast: Cast, places: tuple[PlaceMention, ...], events: tuple[EventMention, ...]
) -> tuple[EventMention, ...]:
    """The events, those that happen somewhere and have no place with the one that the report fixes for its events.

    That is the place of nearly all its placed events, for others of a type that happened there; else the country that
    most of its names of places and parties, and its dateline, speak of, at the level of a country. Its span is the
    first of those names; its score the country's share in them.
    """
    if all(event.place or event.type not in LOCATED for event in events):
        return events
    scene, types = _main_place(events)
    country = _country(parse, cast, places)
    return tuple(
        replace(event, place=scene if event.type in types and not _is_history(event) else country)
        if event.place is None and event.type in LOCATED
        else event
        for event in events
    )


def _is_history(event: EventMention) -> bool:
    return event.time is not None and (event.time.precision or 5) >= HISTORY_PRECISION


def _main_place(events: tuple[EventMention, ...]) -> tuple[Place | None, frozenset[str]]:
    """The place below a country that nearly all placed events are in, and the types of those there."""
    held = [
        (event.place, event.type)
        for event in events
        if event.place and event.place.level != "country" and event.type in LOCATED and not _is_history(event)
    ]
    if not held:
        return None, frozenset()
    name, count = Counter(place.name for place, _ in held).most_common(1)[0]
    if count < MOSTLY * len(held):
        return None, frozenset()
    there = [(place, kind) for place, kind in held if place.name == name]
    return there[0][0], frozenset(kind for _, kind in there)


def _country(parse: Parse, cast: Cast, places: tuple[PlaceMention, ...]) -> Place | None:
    """The country that the report is about, as a place; None where its names do not tell or it is not named."""
    named: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for mention in places:
        if code := mention.place.country:
            named[code] += 1
            spans.setdefault(code, mention.span)
    kinds = {a.id: a.country for a in cast.actors if a.country and a.kind != "media"}
    for of_actor in cast.mentions:
        if of_actor.kind != "pronoun" and (code := kinds.get(of_actor.actor)):
            named[code] += 1
            spans[code] = min(spans.get(code, of_actor.span), of_actor.span)
    if code := _of_dateline(parse.report.dateline or ""):
        named[code] += DATELINE
    code, count = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if count < LEAST or count <= SHARE * named.total() or code not in spans or code not in countries():
        return None
    row = gazetteer().country(code)
    return Place(
        name=countries()[code].name, country=code, level="country", precision=6, span=spans[code],
        lat=row.lat if row else None, lon=row.lon if row else None, geonames=row.geonames if row else None,
        score=round(count / named.total(), 2),
    )  # fmt: skip


def _of_dateline(dateline: str) -> str | None:
    """The country of "Bogota", "Managua (Nicaragua)" or "Homs, Syria"."""
    parts = [part.strip(" )").title() for part in dateline.replace("(", ",").split(",")]
    return next((code for part in parts if (code := by_name(part) or by_capital(part))), None)
