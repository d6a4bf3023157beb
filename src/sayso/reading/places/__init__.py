"""Places: names of places, resolved with honest precision.

Names come from the parser's entities and from capitalised words after a preposition of place. Each is looked up, and
among its namesakes the report decides: a country or division said with it, the countries and places named beside it,
then size. What only acts ("Moscow said", "talks with Iran") or describes is no place of anything and is left out.
"""

from __future__ import annotations

from sayso.reading.marks import Parse, PlaceMention
from sayso.reading.places.building import is_near, place_at
from sayso.reading.places.choosing import choose
from sayso.reading.places.containing import countries_named, note_containers
from sayso.reading.places.doubting import forget_far_ones, leave_open, share_countries
from sayso.reading.places.finding import names_in
from sayso.reading.places.locating import locates, plausible, shown_to_be_places
from sayso.reading.places.lookup import look_up
from sayso.reading.places.names import Name


def places_of(parse: Parse) -> tuple[PlaceMention, ...]:
    """Places named in the text, in text order; what no gazetteer knows keeps its name with null coordinates.

    Spans do not overlap. Names outside the report's prose (datelines, credits) help to resolve but are not returned.
    """
    doc = list(parse.doc)
    names = names_in(parse.doc, doc)
    weights = countries_named(parse, names)
    note_containers(names, doc)
    divisions: set[int] = set()
    for name in names:
        look_up(name, weights, divisions)
    names = shown_to_be_places(names, doc, parse.doc, parse.report.text)
    choose(names, weights)
    forget_far_ones(names, weights)
    leave_open(names, weights)
    share_countries(names, doc)
    found: list[PlaceMention] = []
    for name in names:
        start, end = doc[name.begin].idx, doc[name.end - 1].idx + len(doc[name.end - 1])
        if found and start < found[-1].span[1]:
            continue
        whole = found and _contains_last(found[-1], name, parse.report.text[found[-1].span[1] : start])
        if not (_in_body(parse, start) and plausible(name, doc, weights, parse.report.text)):
            continue
        if whole or locates(name, doc, parse.report.text):
            found.append(PlaceMention((start, end), place_at(name, parse, (start, end), is_near(name, doc))))
    return tuple(found)


def _contains_last(last: PlaceMention, name: Name, between: str) -> bool:
    """Whether the name is the country of the place right before it: "in Sloviansk, Ukraine"."""
    country = name.chosen is not None and name.chosen.kind == "country"
    return country and between.strip() == "," and name.chosen is not None and name.chosen.country == last.place.country


def _in_body(parse: Parse, offset: int) -> bool:
    return not parse.report.body or any(a <= offset < b for a, b in parse.report.body)
