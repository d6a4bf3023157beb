"""Leaving open what a report does not tell: names that could be any town of that name, or none."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from sayso.lexicons.countries import by_capital
from sayso.reading.gazetteer import fold
from sayso.reading.places.names import Name

if TYPE_CHECKING:
    from sayso.reading.places.names import Tokens


TOLD = 0.1
"""So large a share of the countries named speaks for a small town of one of them."""
MOST = 2 / 3
"""So large a share of a report's places in one country makes its unknown ones that country's too."""


FAMOUS = 500_000
"""A place of so many people may be meant by one of its other names without a word of its country."""


DISTINCT = 6
"""A name of so many letters that only one country has is not mistaken for another's."""


ALONE = 100_000
"""A place of so many people is meant by its name alone, where nothing else in the report speaks for its country."""


KNOWN_ALONE = 5_000
"""A place of so many people is, where no other place of the world bears its name and that is long enough."""


ABOUT = 0.2
"""A country with so large a share of all that are named is one that the report is about."""


def forget_far_ones(names: list[Name], weights: Counter[str]) -> None:
    """Undo the choice of a place by one of its other names, far from all that the report is about."""
    near_by = {n.chosen.country for n in names if n.chosen and n.chosen.primary and n.chosen.kind != "country"}
    near_by |= {code for code, count in weights.items() if count >= ABOUT * weights.total()}
    for name in names:
        entry = name.chosen
        known = entry is None or entry.primary or entry.population >= FAMOUS or entry.country in name.inside
        alone = len(name.core) >= DISTINCT and len({e.country for e in name.candidates}) == 1
        known = known or alone
        if entry is not None and not known and entry.country not in near_by:
            name.chosen = None


def leave_open(names: list[Name], weights: Counter[str]) -> None:
    """Undo the choice of a town whose country nothing in the report speaks for: any country may have such a town."""
    towns = [n for n in names if n.chosen is not None and n.chosen.kind in ("town", "admin2")]
    others: dict[str, set[str]] = {}
    for name in names:
        if name.chosen is not None:
            others.setdefault(name.chosen.country, set()).add(fold(name.text))
        elif name.region is not None and name.region.country:
            others.setdefault(name.region.country, set()).add(fold(name.text))
        elif name.seat:
            others.setdefault(name.seat, set()).add(fold(name.text))
    for name in towns:
        entry = name.chosen
        assert entry is not None
        told = (
            weights[entry.country] > TOLD * weights.total()
            or entry.country in name.inside
            or entry.admin1 in name.inside_rows
        )
        told = told or len(others[entry.country]) > 1 or by_capital(name.text) == entry.country
        large = entry.population >= ALONE or entry.row == name.famous
        alone = len({e.country for e in name.candidates}) == 1
        only = alone and len(name.core) >= DISTINCT and entry.population >= KNOWN_ALONE
        if not (told or large or only):
            name.chosen, name.anywhere = None, True


def share_countries(names: list[Name], doc: Tokens) -> None:
    """Put a name that nothing is known of into the country of its sentence, else of most of the report."""
    held = Counter(n.chosen.country for n in names if n.chosen is not None and n.chosen.kind != "country")
    code, count = max(held.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    most = {code} if count > 1 and count >= MOST * held.total() else set()
    sentences: dict[int, list[Name]] = {}
    starts = [i for i, t in enumerate(doc) if t.is_sent_start]
    for name in names:
        sentences.setdefault(bisect_right(starts, name.first), []).append(name)
    for together in sentences.values():
        codes = {n.chosen.country for n in together if n.chosen is not None}
        for name in together:
            unknown = name.chosen is None and name.region is None and not name.inside and name.noun != "border"
            if unknown and not name.anywhere and len(codes) < 2:
                name.around = codes or most
