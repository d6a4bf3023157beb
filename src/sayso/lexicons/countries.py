"""Countries by the names, adjectives, capitals and seats of power that reports use for them.

All lookups keep case ("us" is no country), ignore a leading "the", and take either apostrophe. They give an
alpha-2 code of ISO 3166-1 (XK for Kosovo; SU, YU and DD for states that are gone), or None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the words for it. `seats` stand for its government, `headquarters` for its military."""

    code: str
    name: str
    other: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    headquarters: tuple[str, ...] = ()

    @property
    def adjective(self) -> str:
        """The usual adjective ("Russian"), or the name where there is none."""
        return self.adjectives[0] if self.adjectives else self.name


@cache
def countries() -> dict[str, Country]:
    """Every country by its code."""
    return {
        code: Country(code, row["name"], **{k: tuple(v) for k, v in row.items() if k != "name"})
        for code, row in load("countries").items()
    }


def stranger_code(name: str | None, adjective: str | None) -> str:
    """A code for a state that the lexicon does not hold, from what a report calls it; never shown outside."""
    return f"?{name or ''}|{adjective or ''}"


@cache
def country_of_code(code: str) -> Country:
    """The country of an alpha-2 code, or of one by `stranger_code`; without a name where only an adjective is known."""
    if not code.startswith("?"):
        return countries()[code]
    name, _, adjective = code[1:].partition("|")
    return Country(code, name, adjectives=(adjective,) if adjective else ())


def by_name(text: str) -> str | None:
    """The country of a name or abbreviation: "Burma", "the UK", "DPRK"."""
    return _names().get(_plain(text))


def by_adjective(text: str) -> str | None:
    """The country of an adjective: "Russian", "U.S."."""
    return _adjectives().get(_plain(text))


def by_people(text: str) -> str | None:
    """The country of a noun for its people: "Danes", "a Dane" without the article."""
    return _people().get(_plain(text))


def by_capital(text: str) -> str | None:
    """The country that a capital stands for, in any spelling in use: "Kiev"."""
    return _capitals().get(_plain(text))


def by_seat(text: str) -> str | None:
    """The country whose government a building or address stands for: "the Kremlin"."""
    return _seats().get(_plain(text))


def by_headquarters(text: str) -> str | None:
    """The country whose military a building stands for: "the Pentagon"."""
    return _headquarters().get(_plain(text))


def _plain(text: str) -> str:
    return text.replace("’", "'").removeprefix("the ").removeprefix("The ")


def _index(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, words in rows:
        for word in words:
            found.setdefault(_plain(word), code)
    return found


@cache
def _names() -> dict[str, str]:
    return _index((c.code, (c.name, *c.other)) for c in countries().values())


@cache
def _adjectives() -> dict[str, str]:
    # The first of two that share an adjective has it, so the larger Congo is asked before the smaller.
    ordered = sorted(countries().values(), key=lambda c: c.code == "CG")
    return _index((c.code, c.adjectives) for c in ordered)


@cache
def _people() -> dict[str, str]:
    ordered = sorted(countries().values(), key=lambda c: c.code == "CG")
    return _index((c.code, c.people) for c in ordered)


@cache
def _capitals() -> dict[str, str]:
    return _index((c.code, c.capitals) for c in countries().values())


@cache
def _seats() -> dict[str, str]:
    return _index((c.code, c.seats) for c in countries().values())


@cache
def _headquarters() -> dict[str, str]:
    return _index((c.code, c.headquarters) for c in countries().values())
