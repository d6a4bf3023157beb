"""The places of the gazetteer and the lexicon that a name may stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from sayso.lexicons import load
from sayso.lexicons.countries import by_capital, by_headquarters, by_name, by_seat
from sayso.reading.gazetteer import Entry, Gazetteer, fold, gazetteer
from sayso.reading.places.names import Name, abbreviations, regions, rival_names

MOST_CANDIDATES = 60


def look_up(name: Name, weights: Counter[str], divisions: set[int]) -> None:
    """Find the region or the candidates that the name may stand for, and note the divisions spoken of as such."""
    if name.noun in ("border", "road"):
        return
    gaz, whole = gazetteer(), fold(name.text)
    region = regions().get(whole)
    if region is not None and name.noun != "town":
        name.region = region
        return
    name.seat = by_seat(name.text) or by_headquarters(name.text)
    if name.seat:
        return
    if name.noun in ("site", "stretch"):
        whole = fold(name.core)
    found: dict[int, Entry] = {}
    if (code := by_name(name.core)) and (country := gaz.country(code)) and name.noun != "town":
        found[country.row] = country
    if name.core in abbreviations():
        country_code, division = abbreviations()[name.core]
        found |= {e.row: e for e in gaz.find(division) if e.kind == "admin1" and e.country == country_code}
    for known, country_code in rival_names().get(whole, ()):
        if (meant := _place_meant(known, country_code)) is not None:
            found[meant.row] = meant
            name.famous = meant.row
    found |= {e.row: e for e in gaz.find(name.core) if e.row not in found}
    if not found:
        found = {e.row: e for variant in _variants(whole) for e in gaz.find(variant)}
    if not found and name.noun not in ("site", "stretch"):
        likely = sorted(name.inside) or [c for c, _ in sorted(weights.items(), key=lambda x: (-x[1], x[0]))[:3]]
        romanised = load("places")["romanised"]["countries"]
        found = {e.row: e for c in likely if c in romanised for e in gaz.find_by_sound(name.core, c)}
    if name.noun in ("site", "stretch"):
        # A site may be called after anything: its name tells where it is only in a country that the report names,
        # or where it is a city's that has no namesakes.
        alone = len({e.country for e in found.values()}) == 1
        found = {
            row: e
            for row, e in found.items()
            if weights[e.country]
            or e.country in name.inside
            or (alone and e.primary and e.population >= CITY)
            or by_capital(name.core) == e.country
        }
    name.candidates = _fitting(name, found.values(), gaz, divisions)


@cache
def _place_meant(name: str, country: str) -> Entry | None:
    """The place that the lexicon has under a name: by any of its names, the largest of them in that country."""
    forms = (name, *load("places")["rivals"][country][name])
    found = [e for form in forms for e in gazetteer().find(form) if e.country == country]
    found = found or [e for form in forms for e in gazetteer().find_by_sound(form, country)]
    largest = max(found, key=by_size, default=None)
    return None if largest is None else replace(largest, primary=True)


def by_size(entry: Entry) -> tuple[bool, int, int]:
    """Towns before divisions, the most populous first."""
    return entry.kind == "town", entry.population, -entry.row


def _variants(folded: str) -> Iterator[str]:
    """Other spellings worth a look: without the Arabic article, "saint" for "st"."""
    for article in ("al ", "el ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az "):
        if folded.startswith(article):
            yield folded.removeprefix(article)
    if folded.startswith("st "):
        yield "saint " + folded[3:]
    if not folded.startswith(("al ", "el ")) and " " not in folded:
        yield "al " + folded
    if folded.endswith(" city"):
        yield folded.removesuffix(" city")
    if folded.startswith(("city of ", "county of ", "mt ")):
        kind, _, rest = folded.partition(" ")
        yield {"city": rest[3:], "county": rest[3:] + " county", "mt": "mount " + rest}[kind]


def _fitting(name: Name, found: Iterable[Entry], gaz: Gazetteer, divisions: set[int]) -> tuple[Entry, ...]:
    """The candidates of the kind that the common noun speaks of."""
    entries = sorted(found, key=lambda e: (-e.population, e.row))[:MOST_CANDIDATES]
    if name.noun == "admin1":
        fitting = [e for e in entries if e.kind == "admin1"] or [e for e in entries if e.kind == "admin2"]
        if not fitting:
            # "Vologda region": of the city, where no division goes by the name.
            rows = {e.admin1: e for e in entries if e.kind == "town" and e.admin1 is not None and e.population >= CITY}
            fitting = [gaz.entry(row) for row in rows if row is not None]
        divisions.update(e.row for e in fitting)
        return tuple(fitting)
    if name.noun == "admin2":
        return tuple([e for e in entries if e.kind == "admin2"] or [e for e in entries if e.kind != "country"])
    if name.noun in ("town", "site", "stretch"):
        return tuple([e for e in entries if e.kind == "town"] or entries)
    if name.part:
        return tuple([e for e in entries if e.kind in ("admin1", "country")] or entries)
    if any(e.kind == "town" and e.primary and e.population >= CITY for e in entries):
        # Where divisions bear the names of cities, the bare name is the city's, unless "region" was said before.
        named = load("places")["division_names"]
        entries = [e for e in entries if e.kind != "admin1" or e.country not in named or e.row in divisions]
    return tuple(entries)


CITY = 50_000
"""A populated place of so many people is a city, a smaller one a town."""
