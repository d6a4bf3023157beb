"""The place that a name ends up as, with the level and precision that its words carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.lexicons.countries import countries
from sayso.model import Level, Place, Rival
from sayso.reading.gazetteer import Entry, fold, gazetteer
from sayso.reading.marks import Parse
from sayso.reading.places.choosing import odds
from sayso.reading.places.lookup import CITY
from sayso.reading.places.names import Name, rival_names, word_set

if TYPE_CHECKING:
    from sayso.reading.places.names import Tokens


def is_near(name: Name, doc: Tokens) -> bool:
    """Whether the words before put the thing about the place: "near", "north of", "outskirts of"."""
    i = name.begin - 1
    while i >= 0 and doc[i].lower_ in ("the", "city", "town", "village", "of") and name.begin - i < 6:
        i -= 1
    if i < 0:
        return False
    word = doc[i].lower_
    of = any(t.lower_ == "of" for t in doc[i + 1 : name.begin])
    return word in word_set("near") or (of and word in word_set("compass"))


def place_at(name: Name, parse: Parse, span: tuple[int, int], near: bool) -> Place:
    """The place with the level and precision that its words carry."""
    text = " ".join(parse.report.text[span[0] : span[1]].split())
    entry, region = name.chosen, name.region
    if region is not None:
        return Place(
            name=text if name.part else region.name, country=region.country, level="region",
            lat=None if name.part else region.lat, lon=None if name.part else region.lon,
            precision=7 if region.water else 5, span=span,
        )  # fmt: skip
    if name.seat:
        return Place(name=name.text, country=name.seat, level="site", precision=None, span=span)
    if entry is None:
        precision = 5 if name.noun in ("border", "road", "stretch") else None
        country = _only(name.inside or name.around)
        rivals = _rivals(name) if name.anywhere else ()
        shown = name.core if name.noun == "town" and not name.part else text
        level = _unknown_level(name)
        return Place(name=shown, country=country, level=level, precision=precision, span=span, rivals=rivals)
    if name.noun in ("site", "stretch"):
        return _beside(name, entry, text, span)
    if name.part and entry.kind == "country":
        return Place(name=text, country=entry.country, level="region", precision=5, span=span)
    near = near or name.part
    level, precision = _level(entry)
    return Place(
        name=_display(name, entry, text), country=entry.country, level=level, lat=entry.lat, lon=entry.lon,
        geonames=entry.geonames, precision=max(precision, 2) if near and precision < 3 else precision, span=span,
        score=_score(name), rivals=_rivals(name),
    )  # fmt: skip


def _beside(name: Name, entry: Entry, text: str, span: tuple[int, int]) -> Place:
    """A site or stretch that is called after a place: somewhere about it where that is a town, else unknown where."""
    about = entry.kind == "town" and (name.noun == "site" or text.lower().endswith(_ABOUT))
    level: Level = "site" if name.noun == "site" else "region"
    return Place(
        name=text, country=entry.country, level=level, precision=2 if about else 5 if level == "region" else None,
        lat=entry.lat if about else None, lon=entry.lon if about else None, span=span,
        score=_score(name), rivals=_rivals(name),
    )  # fmt: skip


MOST_RIVALS = 3


def _score(name: Name) -> float | None:
    """How often such a choice among namesakes is right."""
    return round(odds(name.ranking)[0], 2) if name.ranking else None


def _rivals(name: Name) -> tuple[Rival, ...]:
    """The places that the name could mean besides the chosen one, the likeliest first."""
    if not name.ranking:
        return ()
    held = [
        (round(share, 2), entry)
        for share, (_, entry) in zip(odds(name.ranking), name.ranking, strict=True)
        if entry != name.chosen and entry.geonames is not None
    ]
    return tuple(
        Rival(geonames=entry.geonames, name=_rival_name(name, entry), country=entry.country, score=share)
        for share, entry in held[:MOST_RIVALS]
        if entry.geonames is not None and share
    )


def _rival_name(name: Name, entry: Entry) -> str:
    """The name of a rival, with its first-order division to tell namesakes apart: "Tripoli, North Governorate"."""
    shown = _display(name, entry, name.core)
    division = gazetteer().name(entry.admin1) if entry.admin1 is not None and entry.admin1 != entry.row else None
    return f"{shown}, {division}" if division else shown


_ABOUT = ("area", "zone", "countryside", "sector", "pocket", "front", "direction", "axis", "salient")


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _unknown_level(name: Name) -> Level:
    match name.noun:
        case "site":
            return "site"
        case "stretch" | "border" | "road":
            return "region"
        case "admin1":
            return "admin1"
        case "admin2":
            return "admin2"
        case _:
            return "region" if name.part else "town"


def _level(entry: Entry) -> tuple[Level, int]:
    """Level and UCDP's where_prec of an entry."""
    match entry.kind:
        case "country":
            return "country", 6
        case "admin1":
            return "admin1", 4
        case "admin2":
            return "admin2", 3
        case _:
            return ("city" if entry.population >= CITY else "town"), 1


def _display(name: Name, entry: Entry, text: str) -> str:
    """The name to show: a country's and a division's usual one, else the report's, old and rival ones replaced."""
    if entry.kind == "country":
        known = countries().get(entry.country)
        return known.name if known else text
    if entry.kind == "admin1" and entry.country in load("places")["division_names"]:
        return gazetteer().name(entry.row) or text
    if entry.kind == "admin2":
        return text
    for known_name, country in rival_names().get(fold(name.text), ()):
        if country == entry.country:
            return known_name
    return name.text
