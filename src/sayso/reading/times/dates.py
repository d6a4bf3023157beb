"""Resolving dates: a day, month, year, decade or season, with or without its year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.lexicons import load
from sayso.reading.times.calendar import (
    UNKNOWN,
    Range,
    day_range,
    month_range,
    part_of,
    season_range,
    year_range,
    years_range,
)
from sayso.reading.times.found import Found, Reading
from sayso.reading.times.vocabulary import calendar_words

UNDER_WAY = timedelta(days=30)
"""What the report still speaks of as to come may have begun so long before it."""


def iso_day(match: re.Match[str], reading: Reading) -> Range:
    """ "2025-04-26"."""
    return day_range(int(match["year"]), int(match["month"]), int(match["day"]))


def slashed_day(match: re.Match[str], reading: Reading) -> Range:
    """Day and month are told apart only where one of them is over twelve (or they are the same)."""
    first, second = int(match["day"]), int(match["month"])
    if match["mark"] == "." or first > 12 or first == second:
        return day_range(int(match["year"]), second, first)
    return day_range(int(match["year"]), first, second) if second > 12 else UNKNOWN


def day_of_month(match: re.Match[str], reading: Reading) -> Found:
    """ "26 April", "April 26, 2025", "Saturday, April 26"."""
    month, day = calendar_words()[0][match["mon"]], int(match["day"])
    if year := _said_year(match, reading):
        return Found(match.start(), match.end(), day_range(year, month, day), year=year)
    days = _nearest(month, day, reading, match.start())
    return Found(match.start(), match.end(), days, partial=(month, day))


def _said_year(match: re.Match[str], reading: Reading) -> int | None:
    """The year in figures, or of "this year" and its like."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("which") and reading.today:
        return reading.today.year + {"last": -1, "this": 0, "next": 1}[groups["which"].lower()]
    return None


def named_day(match: re.Match[str], reading: Reading) -> Range:
    """A day known by its date alone, for a report written since."""
    for iso, forms in load("times")["named"].items():
        day = date.fromisoformat(iso)
        if match["named"] in forms and (reading.today is None or day <= reading.today):
            return day, day
    return UNKNOWN


def _nearest(month: int, day: int | None, reading: Reading, start: int) -> Range:
    """The last such day or month up to the report, or the next where the clause looks ahead."""
    today = reading.today
    if today is None or (day is None and month != today.month and reading.undecided(start)):
        # "Elections in May": nothing tells whether they were or will be.
        return UNKNOWN
    ahead = reading.ahead(start)
    years = (today.year, today.year + 1, today.year + 2) if ahead else range(today.year + 1, today.year - 9, -1)
    for year in years:
        if not 1 <= year <= 9999:
            continue
        first, last = day_range(year, month, day) if day else month_range(year, month)
        if first is None or last is None:
            continue
        if (ahead and last >= today - UNDER_WAY) or (not ahead and first <= today):
            return first, last
    return UNKNOWN


def days_of_month(match: re.Match[str], reading: Reading) -> Range:
    """ "26 to 28 April"."""
    month, first, last = calendar_words()[0][match["mon"]], int(match["day"]), int(match["day2"])
    if first >= last:
        return UNKNOWN
    if year := _said_year(match, reading):
        return day_range(year, month, first)[0], day_range(year, month, last)[1]
    end = _nearest(month, last, reading, match.start())[1]
    return (day_range(end.year, month, first)[0], end) if end else UNKNOWN


def months_of_year(match: re.Match[str], reading: Reading) -> Range:
    """ "March to May 2025"."""
    months, year = calendar_words()[0], int(match["year"])
    first, last = months[match["mon"]], months[match["mon2"]]
    return month_range(year - (first > last), first)[0], month_range(year, last)[1]


def month_of_year(match: re.Match[str], reading: Reading) -> Found:
    """ "late April 2025"."""
    year = int(match["year"])
    days = part_of(month_range(year, calendar_words()[0][match["mon"]]), match["part"])
    return Found(match.start(), match.end(), days, year=year)


def bare_month(match: re.Match[str], reading: Reading) -> Range | Found:
    """ "in April", "last April", "early April"."""
    month, today = calendar_words()[0][match["mon"]], reading.today
    groups = match.groupdict()
    which = (groups["which"] or "").lower()
    if today is None:
        return Found(match.start(), match.end(), UNKNOWN, partial=(month, None))
    if match.end("which") > match.end("mon"):
        year = today.year + {"last": -1, "this": 0, "next": 1}[which]
        return part_of(month_range(year, month), groups["part"])
    if which in ("next", "coming"):
        return month_range(today.year + (month <= today.month), month)
    if which in ("last", "past", "previous"):
        return month_range(today.year - (month >= today.month), month)
    if which == "this":
        return month_range(today.year, month)
    days = part_of(_nearest(month, None, reading, match.start("mon")), groups.get("part"))
    return Found(match.start(), match.end(), days, partial=(month, None))


def bare_year(match: re.Match[str], reading: Reading) -> Found:
    """ "2025", "mid-2025"."""
    year = int(match["year"])
    return Found(match.start(), match.end(), part_of(year_range(year), match["part"]), year=year)


def span_of_years(match: re.Match[str], reading: Reading) -> Range:
    """ "2011-13"."""
    first, last = int(match["first"]), int(match["last"])
    last += first // 100 * 100 if last < 100 else 0
    return years_range(first, last) if first < last else UNKNOWN


def decade(match: re.Match[str], reading: Reading) -> Range:
    """ "the 1990s"."""
    first = int(match["decade"])
    return part_of(years_range(first, first + (99 if first % 100 == 0 and first < 2000 else 9)), match["part"])


def season_named(match: re.Match[str], reading: Reading) -> Range:
    """ "summer 2024", "last winter", "in the fall"."""
    groups = match.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
        # Which half of the year is summer, only the place tells.
        return season_range(year, groups["season"], reading.seasons) if reading.seasons else year_range(year)
    return season_near(groups["season"], groups.get("which") or "", match.start(), reading)


def season_near(name: str, which: str, start: int, reading: Reading) -> Range:
    """The season before, around or after the report, by the word before it or the tense."""
    today, which = reading.today, which.lower()
    if today is None or not 2 < today.year < 9997:
        return UNKNOWN
    around = [season_range(today.year + k, name, reading.seasons) for k in (-2, -1, 0, 1)]
    over = [r for r in around if r[1] and r[1] < today]
    begun = [r for r in around if r[0] and r[0] <= today]
    if not which and reading.undecided(start):
        return UNKNOWN
    to_come = [r for r in around if r[1] and r[1] >= today]
    if which in ("last", "past", "previous"):
        return over[-1] if over else UNKNOWN
    if which in ("next", "coming", "following", "this", "current") or reading.ahead(start):
        return to_come[0] if to_come else UNKNOWN
    return begun[-1] if begun else UNKNOWN


def holiday(match: re.Match[str], reading: Reading) -> Range:
    """A day that has a date of its own in every year."""
    month, day = load("times")["holidays"][match["holiday"]]
    if match["year"]:
        return day_range(int(match["year"]), month, day)
    return _nearest(month, day, reading, match.start())
