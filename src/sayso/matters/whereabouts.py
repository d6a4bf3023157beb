"""Whether two places that reports name can be one."""

from __future__ import annotations

from sayso.model import Place
from sayso.reading.compare import distance_km, place_match


def agreement(a: Place, b: Place) -> float:
    """As `place_match`; but a place that no gazetteer knows may lie in any other of its country: then 0, not -1."""
    match = place_match(a, b)
    if match >= 0 or (a.country and b.country and a.country != b.country):
        return match
    return match if distance_km(a, b) is not None else 0.0
