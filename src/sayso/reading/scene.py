"""The scene of a report: where its acts of war lie whose own words, and the events they are one with, name no place."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import replace

from sayso.lexicons.countries import by_capital, by_name, countries
from sayso.model import Place, Span
from sayso.reading.gazetteer import gazetteer
from sayso.reading.marks import Cast, EventMention, Parse, PlaceMention, TimeMention

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
DAYS_PRECISION = 2
"""UCDP's date_prec up to which a time is that of one happening."""
REMEMBERED = 30
"""So many dated events of one type are looked back at."""
LEAD = 4
"""So many events stand in the headline and lead of a report."""
_FAMILY = {"interception": "strike", "bombing": "strike"}
NEXT = 20
"""So many characters behind a site's name its town follows: "Oldgate prison in Redville"."""
_AT_HOME = frozenset({"COP", "JUD"})
_WITHIN = re.compile(r"(?:,|\s+in|\s+near|\s+outside|\s+of)\s+(?:the\s+)?", re.I)
HISTORY_PRECISION = 4
"""UCDP's date_prec from which a time tells of history, which has scenes of its own."""


def placed_in_scene(
    parse: Parse, cast: Cast, places: tuple[PlaceMention, ...], events: tuple[EventMention, ...]
) -> tuple[EventMention, ...]:
    """The events, those that happen somewhere and have no place with the one that the report fixes for its events.

    That is the place of nearly all its placed events, for others of a type that happened there; else the country that
    most of its names of places and parties, and its dateline, speak of, at the level of a country. Its span is the
    first of those names; its score the country's share in them. Arrests by police or courts come before that: they
    are in the country of those. Towns that nothing is known of lie in the country of the place named after them, else
    in the report's. Times that are left out come from events of the same type in the same way.
    """
    events = _dated(events)
    if all((event.place and event.place.country) or event.type not in LOCATED for event in events):
        return events
    scene, types = _main_place(events)
    country = _country(parse, cast, places)
    done = []
    for event in events:
        if event.place is None and event.type in LOCATED:
            there = scene if event.type in types and not (event.many or _is_history(event)) else None
            event = replace(event, place=there or _home_of_police(event, cast) or country)
        elif event.place and _lies_anywhere(event.place):
            code = _country_named_after(event.place, parse, places) or (country.country if country else None)
            event = replace(event, place=event.place.model_copy(update={"country": code}))
        done.append(event)
    return tuple(done)


def _lies_anywhere(place: Place) -> bool:
    """Whether a place is some town or site that no gazetteer knows and nothing put into a country."""
    unknown = place.country is None and place.geonames is None and place.lat is None
    return unknown and place.level in ("site", "town", "admin2")


def _home_of_police(event: EventMention, cast: Cast) -> Place | None:
    """The country of the police or court that makes an arrest; armies, spies and governments arrest abroad too."""
    if event.type != "detention":
        return None
    arresting = {i for i in event.actors if cast.by_id[i].sector in _AT_HOME}
    states = {cast.by_id[i].country for i in arresting}
    code = states.pop() if len(states) == 1 else None
    if code is None or code not in countries():
        return None
    at = event.trigger[0][0]
    named = (m.span for m in cast.mentions if m.actor in arresting and m.kind != "pronoun")
    span = min(named, key=lambda s: (abs(s[0] - at), s), default=None)
    return _as_place(code, span, None) if span else None


def _country_named_after(place: Place, parse: Parse, places: tuple[PlaceMention, ...]) -> str | None:
    """The country of the place that follows the site's name: "Oldgate prison in Redville"."""
    if place.span is None:
        return None
    for mention in places:
        start = mention.span[0]
        if 0 <= start - place.span[1] <= NEXT and _WITHIN.fullmatch(parse.report.text[place.span[1] : start]):
            return mention.place.country
    return None


def _dated(events: tuple[EventMention, ...]) -> tuple[EventMention, ...]:
    """The events, those told as happened without a time with the day of nearly all others of their type and place.

    Only what was told before tells it, or the lead: a day that comes up later is seldom that of the events before it.
    """
    told: dict[str, deque[EventMention]] = {}
    for event in events[:LEAD]:
        _remember(event, told)
    done = []
    for n, event in enumerate(events):
        if event.time is None and _has_happened(event):
            event = replace(event, time=_main_time(event, told.get(_family(event), deque())))
        elif n >= LEAD:
            _remember(event, told)
        done.append(event)
    return tuple(done)


def _remember(event: EventMention, told: dict[str, deque[EventMention]]) -> None:
    day = event.time is not None and (event.time.precision or 5) <= DAYS_PRECISION
    if day and event.type in LOCATED and _has_happened(event):
        told.setdefault(_family(event), deque(maxlen=REMEMBERED)).append(event)


def _family(event: EventMention) -> str:
    return _FAMILY.get(event.type, event.type)


def _has_happened(event: EventMention) -> bool:
    return event.status == "actual" and event.polarity == "positive"


def _main_time(event: EventMention, dated: deque[EventMention]) -> TimeMention | None:
    """The time that nearly all of these give, where the event may have been where they were."""
    days = Counter((other.time.start, other.time.end) for other in dated if other.time)
    if not days:
        return None
    day, count = days.most_common(1)[0]
    if count < MOSTLY * days.total():
        return None
    then = [other for other in dated if other.time and (other.time.start, other.time.end) == day]
    return then[0].time if any(_may_be_one(event, other) for other in then) else None


def _may_be_one(event: EventMention, other: EventMention) -> bool:
    """Whether nothing told of the two sets them apart: neither place nor who acted."""
    here, there = event.place, other.place
    if here and there and here.name != there.name and (here.level == there.level or here.country != there.country):
        return False
    return not (event.actors and other.actors) or bool(set(event.actors) & set(other.actors))


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
    return _as_place(code, spans[code], round(count / named.total(), 2))


def _as_place(code: str, span: Span, score: float | None) -> Place:
    row = gazetteer().country(code)
    return Place(
        name=countries()[code].name, country=code, level="country", precision=6, span=span, score=score,
        lat=row.lat if row else None, lon=row.lon if row else None, geonames=row.geonames if row else None,
    )  # fmt: skip


def _of_dateline(dateline: str) -> str | None:
    """The country of "Bogota", "Managua (Nicaragua)" or "Homs, Syria"."""
    parts = [part.strip(" )").title() for part in dateline.replace("(", ",").split(",")]
    return next((code for part in parts if (code := by_name(part) or by_capital(part))), None)
