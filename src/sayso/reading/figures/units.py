"""Areas, distances and lengths, by the unit after the number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.model import Measure, Qualifier
from sayso.reading.figures.found import Found
from sayso.reading.figures.lexicon import Lexicon
from sayso.reading.numbers import Number

if TYPE_CHECKING:
    from spacy.tokens import Doc


def as_unit(doc: Doc, text: str, f: Found, lexicon: Lexicon) -> bool:
    """Areas, distances of an advance and lengths of a meeting, by the unit after the number."""
    at = f.number.end
    if m := lexicon.area.match(text, at):
        return _convert(f, m, "area_km2", lexicon)
    if m := lexicon.distance.match(text, at):
        start, end = f.bounds
        if any(t.lower_ in lexicon.far for t in doc[max(start, f.first - 10) : min(end, f.last + 8)]):
            return _convert(f, m, "distance_km", lexicon)
        f.kind = "unit"
        return True
    if m := lexicon.duration.match(text, at):
        previous = doc[f.first - 1].lower_ if f.first else ""
        near = {t.lower_ for t in doc[max(0, f.first - 14) : f.last + 8]}
        lasted = f.number.hyphened or previous in lexicon.words["lasting"]
        if lasted and near & lexicon.meetings:
            return _convert(f, m, "duration_minutes", lexicon)
        f.kind = "unit"
        return True
    return False


def _convert(f: Found, m: re.Match[str], measure: Measure, lexicon: Lexicon) -> bool:
    unit = re.sub(r"[\s-]+", " ", m["unit"].lower())
    factor = lexicon.factors.get(unit) or lexicon.factors.get(unit.rstrip("s")) or 1.0
    number = f.number
    if factor not in (1.0, 60.0):
        low, high = (float(f"{x * factor:.2g}") for x in (number.low, number.high))
        qualifier: Qualifier = "about" if number.qualifier == "exact" else number.qualifier
        f.number = Number(number.start, number.end, number.core, low, high, qualifier)
    elif factor == 60.0:
        f.number = Number(number.start, number.end, number.core, number.low * 60, number.high * 60, number.qualifier)
    f.measures, f.way, f.kind = [measure], "unit", "unit"
    return True
