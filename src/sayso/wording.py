"""How the ledger's terms, numbers and dates are put into words, the same in the terminal and on pages."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

STANCE_NOUN = {  # nouns, for they fit "officials" and "he" alike
    "assert": "assertion", "deny": "denial", "confirm": "confirmation", "doubt": "doubt", "withhold": "no answer",
    "believe": "belief", "predict": "prediction", "demand": "demand", "offer": "offer", "promise": "promise",
    "threaten": "threat", "accuse": "accusation", "praise": "praise", "ask": "question",
}  # fmt: skip
RELATION = {  # as told from either end
    "denies": ("denies", "denied by"), "contradicts": ("contradicts", "contradicted by"),
    "confirms": ("confirms", "confirmed by"), "doubts": ("doubts", "doubted by"),
    "withholds": ("gives no answer to", "left unanswered by"), "supports": ("supports", "supported by"),
    "restates": ("restates", "restated by"), "updates": ("updates", "updated by"),
    "part_of": ("part of", "has a part in"),
}  # fmt: skip
LEVEL = {"admin1": "province", "admin2": "district"}
AGAINST = frozenset({"denies", "contradicts", "doubts"})
QUALIFIER = {
    "about": "about ", "at_least": "at least ", "at_most": "at most ", "more_than": "more than ",
    "fewer_than": "fewer than ",
}  # fmt: skip
MEASURE_UNIT = {"area_km2": "km²", "distance_km": "km", "duration_minutes": "minutes", "money": ""}


def number(value: float) -> str:
    """With commas at the thousands, and decimals only where there are some."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def number_range(low: float | None, high: float | None) -> str:
    """One number where both ends are the same, "?" where neither is known."""
    if low is None or high is None or low == high:
        known = low if high is None else high
        return "?" if known is None else number(known)
    return f"{number(low)}–{number(high)}"


def day(iso: str) -> str:
    """An ISO 8601 date as "4 April 2017"."""
    when = date.fromisoformat(iso)
    return f"{when.day} {when:%B %Y}"


def days(start: str, end: str) -> str:
    """The days from one ISO 8601 date to another, both included, as short as they can be told."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        whole = f"{last.year}" if (first.month, last.month) == (1, 12) else f"{last:%b %Y}"
        if first.year == last.year and (len(whole) == 4 or first.month == last.month):
            return whole
    if first == last:
        return f"{last.day} {last:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}"
