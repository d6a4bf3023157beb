"""Choosing among namesakes: what is said of a name first, then what is named around it, then size."""

from __future__ import annotations

from collections import Counter
from math import exp, floor, log10

from sayso.lexicons.countries import by_capital
from sayso.reading.gazetteer import Entry, fold, kilometres
from sayso.reading.places.lookup import CITY
from sayso.reading.places.names import Name

NEIGHBOURS_KM = 300.0
"""Places named together lie this near each other more often than not."""


FEW = 3
"""So many mentions of countries are needed before their shares tell much."""


SQUARE = 4
"""Side, in degrees, of the squares in which neighbours are looked for."""


ROUNDS = 3


_Key = tuple[str, str]
"""A name and its candidates: what is chosen for one holds for all its mentions."""


class _Around:
    """The places chosen so far, by country, division and square of the map."""

    def __init__(self, chosen: dict[_Key, Entry], counts: dict[_Key, int]) -> None:
        self.chosen = chosen
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[int] = Counter()
        self.squares: dict[tuple[int, int], list[tuple[_Key, Entry]]] = {}
        self._counts = counts
        for key, entry in chosen.items():
            self.countries[entry.country] += counts[key]
            if entry.admin1 is not None:
                self.divisions[entry.admin1] += 1
            if entry.kind in ("town", "admin2") and entry.lat is not None and entry.lon is not None:
                self.squares.setdefault(_square(entry.lat, entry.lon), []).append((key, entry))

    def share(self, key: _Key, country: str) -> float:
        """Share of a country in the mentions of places other than this name."""
        own, count = self.chosen.get(key), self._counts[key] if key in self.chosen else 0
        others = self.countries.total() - count
        return (self.countries[country] - (count if own and own.country == country else 0)) / others if others else 0.0

    def divides(self, key: _Key, admin1: int | None) -> bool:
        """Whether another name lies in that first-order division, or is it."""
        own = self.chosen.get(key)
        return admin1 is not None and self.divisions[admin1] > (own is not None and own.admin1 == admin1)

    def nearness(self, key: _Key, entry: Entry, most: float) -> float:
        """How near the other towns lie, up to `most`."""
        if entry.lat is None or entry.lon is None:
            return 0.0
        row, column = _square(entry.lat, entry.lon)
        near = 0.0
        for square in [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
            for other_key, other in self.squares.get(square, ()):
                near += 0.0 if other_key == key else _nearness(entry, other)
                if near >= most:
                    return most
        return near


def _square(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / SQUARE), floor(lon / SQUARE)


def choose(names: list[Name], weights: Counter[str]) -> None:
    """Choose among namesakes, first by what is said and size, then again with the places so found."""
    by_text: dict[_Key, list[Name]] = {}
    for name in names:
        if name.candidates:
            candidates = ",".join(str(e.row) for e in name.candidates)
            by_text.setdefault((fold(name.text), candidates), []).append(name)
    # What the text says of a name once holds for its other mentions.
    for same in by_text.values():
        inside = {c for n in same for c in n.inside}
        rows = {r for n in same for r in n.inside_rows}
        for n in same:
            n.inside, n.inside_rows = n.inside or inside, n.inside_rows or rows
    counts = {key: len(same) for key, same in by_text.items()}
    contenders = {key: _contenders(same[0], weights) for key, same in by_text.items()}
    around, ranked = _Around({}, counts), {key: sorted(held, key=_best_first) for key, held in contenders.items()}
    for _ in range(ROUNDS):
        ranked = {
            key: held
            if len(held) == 1
            else sorted([(fit + _among(e, key, around), e) for fit, e in held], key=_best_first)
            for key, held in contenders.items()
        }
        chosen = {key: ranking[0][1] for key, ranking in ranked.items()}
        if chosen == around.chosen:
            break
        around = _Around(chosen, counts)
    for key, same in by_text.items():
        for name in same:
            name.ranking = tuple(ranked[key])
            name.chosen = ranked[key][0][1]


def odds(ranking: tuple[tuple[float, Entry], ...]) -> list[float]:
    """How often the best of such a ranking is the place that is meant, and what the others share of the rest.

    A logistic regression on the best one's fit and its lead over the second, made on 3,200 place names of news whose
    coordinates are known (two thirds of them American, where namesakes are many); right means within 161 km.
    """
    best = ranking[0][0]
    lead = min(best - ranking[1][0], CLEAR_LEAD) if len(ranking) > 1 else CLEAR_LEAD
    won = 1 / (1 + exp(-(ODDS["base"] + ODDS["lead"] * lead + ODDS["fit"] * min(best, FULL_FIT))))
    likely = [exp(fit - best) for fit, _ in ranking[1:]]
    return [won, *((1 - won) * x / sum(likely) for x in likely)]


_Ranked = tuple[float, Entry]


def _best_first(ranked: _Ranked) -> tuple[float, int, int]:
    fit, entry = ranked
    return -fit, -entry.population, entry.row


def _contenders(name: Name, weights: Counter[str]) -> list[_Ranked]:
    """The namesakes with how well each fits by itself; those that no neighbour could lift to the best are left out."""
    fits = [(_fit(entry, name, weights), entry) for entry in name.candidates]
    least = max(fit for fit, _ in fits) - MOST_AROUND
    return [(fit, entry) for fit, entry in fits if fit >= least]


def _fit(entry: Entry, name: Name, weights: Counter[str]) -> float:
    """How well a namesake fits by itself: what is said of it, then its size."""
    score = WEIGHT["size"] * log10(entry.population + 100) + WEIGHT[entry.kind]
    capital = entry.kind == "town" and by_capital(name.text) == entry.country and entry.population > CITY
    if entry.kind == "admin1" and any(
        e.admin1 == entry.row and e.kind == "town" and e.primary for e in name.candidates
    ):
        score += WEIGHT["its seat's name"]
    score += WEIGHT["own name"] if entry.primary or capital else 0.0
    score += WEIGHT["capital"] if capital or entry.row == name.famous else 0.0
    if name.inside:
        score += WEIGHT["said to be in"] if entry.country in name.inside else WEIGHT["said not to be in"]
    if name.inside_rows and entry.admin1 in name.inside_rows and entry.kind != "admin1":
        score += WEIGHT["said to be in"]
    if weights[entry.country]:
        share = weights[entry.country] / (weights.total() + FEW)
        score += WEIGHT["country named"] + WEIGHT["country's share"] * share
    return score


def _among(entry: Entry, key: _Key, around: _Around) -> float:
    """How well a namesake fits the places chosen for the other names."""
    if entry.kind == "country":
        return 0.0
    score = WEIGHT["places' share"] * around.share(key, entry.country)
    score += WEIGHT["division named"] if around.divides(key, entry.admin1) else 0.0
    return score + around.nearness(key, entry, WEIGHT["near"])


WEIGHT = {
    "size": 1.0, "country": 4.0, "admin1": 0.0, "admin2": -2.5, "town": 0.0, "own name": 1.0, "capital": 1.5,
    "said to be in": 8.0, "said not to be in": -2.0, "country named": 1.0, "country's share": 2.0, "places' share": 3.0,
    "division named": 1.5, "near": 1.5, "its seat's name": -0.5,
}  # fmt: skip
ODDS = {"base": -0.63, "lead": 0.36, "fit": 0.144}
CLEAR_LEAD, FULL_FIT = 6.0, 12.0
MOST_AROUND = WEIGHT["places' share"] + WEIGHT["division named"] + WEIGHT["near"]
"""The most that the places around can add to a namesake."""


def _nearness(one: Entry, other: Entry) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return max(0.0, 1.0 - kilometres(one.lat, one.lon, other.lat, other.lon) / NEIGHBOURS_KM)
