"""Whether two places that reports name can be one."""

from __future__ import annotations

from functools import cache

from sayso.model import Place
from sayso.reading.compare import MAYBE_INSIDE, WIDE, distance_km, place_match
from sayso.reading.gazetteer import gazetteer


def agreement(a: Place, b: Place) -> float:
    """As `place_match`; but a town lies in its province, however near the middle, and in no other (-1).

    A place that no gazetteer knows may lie in any other of its country: then 0, not -1.
    """
    match = place_match(a, b)
    if match > 0 and a.name != b.name and (a.level == "admin1") != (b.level == "admin1"):
        provinces = _province(a.geonames), _province(b.geonames)
        if None not in provinces:
            return MAYBE_INSIDE if provinces[0] == provinces[1] or WIDE & {a.level, b.level} else -1.0
        return match if set(a.name.split()) & set(b.name.split()) else min(match, MAYBE_INSIDE)
    if match >= 0 or (a.country and b.country and a.country != b.country):
        return match
    return match if distance_km(a, b) is not None else 0.0


@cache
def _province(geonames: int | None) -> int | None:
    """The first-order division in which the place of that id lies, or which it is."""
    entry = gazetteer().of_geonames(geonames) if geonames else None
    return entry.admin1 if entry and entry.kind != "country" else None
