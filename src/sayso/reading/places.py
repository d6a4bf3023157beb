"""Places: names of places, resolved with honest precision."""

from __future__ import annotations

from sayso.reading.marks import Parse, PlaceMention


def places_of(parse: Parse) -> tuple[PlaceMention, ...]:
    """Places named in the text, in text order; what no gazetteer knows keeps its name with null coordinates."""
    return ()
