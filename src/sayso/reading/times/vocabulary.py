"""The words of the lexicon that times are written in."""

from __future__ import annotations

from functools import cache

from sayso.lexicons import load


@cache
def calendar_words() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Months, weekdays and small numbers by their written forms."""
    table = load("times")
    months = {form: i for i, forms in enumerate(table["months"].values(), 1) for form in forms}
    weekdays = {name: i for i, name in enumerate(table["weekdays"]["full"])}
    return months, weekdays, table["numbers"]


@cache
def context(name: str) -> frozenset[str]:
    """A list of words of the lexicon, by its name there."""
    return frozenset(load("times")["context"][name])
