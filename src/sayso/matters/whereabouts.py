"""Whether two places that reports name can be one."""

from __future__ import annotations

from functools import cache

from sayso.model import Place
from sayso.reading.compare import MAYBE_INSIDE, distance_km, place_match
from sayso.reading.gazetteer import gazetteer


def agreement(a: Place, b: Place) -> float:
    """As `place_match`; but a town known to lie in another province is not in this one (-1).

    A place that no gazetteer knows may lie in any other of its country: then 0, not -1.
    """
    match = place_match(a, b)
    if match == MAYBE_INSIDE and "admin1" in (a.level, b.level):
        provinces = _province(a.geonames), _province(b.geonames)
        return -1.0 if None not in provinces and provinces[0] != provinces[1] else match
    if match >= 0 or (a.country and b.country and a.country != b.country):
        return match
    return match if distance_km(a, b) is not None else 0.0


@cache
def _province(geonames: int | None) -> int | None:
    """The first-order division in which the place of that id lies, or which it is."""
    entry = gazetteer().of_geonames(geonames) if geonames else None
    return entry.admin1 if entry and entry.kind != "country" else None
