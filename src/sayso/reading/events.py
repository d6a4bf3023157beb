"""Events: what is said to happen, coded by type, with participants, place, time, status and polarity."""

from __future__ import annotations

from sayso.reading.marks import Cast, EventMention, Parse, PlaceMention, TimeMention


def events_of(
    parse: Parse, cast: Cast, places: tuple[PlaceMention, ...], times: tuple[TimeMention, ...]
) -> tuple[EventMention, ...]:
    """Events of the closed list in text order of their triggers, arguments taken from their own clause."""
    return ()
