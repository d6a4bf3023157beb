"""Ranges of days: months, weeks, seasons, the early part of a year. Sums only; nothing here knows a report."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from math import ceil

from sayso.lexicons import load

Range = tuple[date | None, date | None]
UNKNOWN: Range = (None, None)
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120}


def day_range(year: int, month: int, day: int) -> Range:
    """One day, as a range; unknown where the calendar has no such day."""
    try:
        return (date(year, month, day),) * 2
    except ValueError:
        return UNKNOWN


def month_range(year: int, month: int) -> Range:
    """A whole month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_range(year: int) -> Range:
    """A whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def _months_from(day: date, months: int) -> date:
    """The day so many months on (or back), or the last of its month where that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_from(day: date, days: int) -> date:
    """The day so many days on (or back); the day itself where the calendar ends before that."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def moved_by(day: date, count: int, unit: str) -> date:
    """The day so many units on (or back)."""
    if unit in UNIT_DAYS:
        return days_from(day, count * UNIT_DAYS[unit])
    return _months_from(day, count * UNIT_MONTHS[unit])


def unit_range(day: date, unit: str) -> Range:
    """The calendar week (Monday to Sunday), weekend, month, quarter, year or decade that holds a day."""
    match unit:
        case "week":
            first = days_from(day, -day.weekday())
            return first, days_from(first, 6)
        case "weekend":
            first = days_from(day, 5 - day.weekday())
            return first, days_from(first, 1)
        case "month":
            return month_range(day.year, day.month)
        case "quarter":
            first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
            return first, days_from(_months_from(first, 3), -1)
        case "year":
            return year_range(day.year)
        case "decade":
            return years_range(day.year // 10 * 10, day.year // 10 * 10 + 9)
        case _:
            return day, day


def years_range(first: int, last: int) -> Range:
    """From the first day of one year to the last of another."""
    return date(first, 1, 1), date(last, 12, 31)


def part_of(days: Range, part: str | None) -> Range:
    """The early, middle or late part of a month, year or decade: a third of it, in whole months or years.

    Its first or second half, and the quarter at its start or end, where those are the words.
    """
    first, last = days
    if not part or first is None or last is None:
        return days
    part = part.lower()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        cuts = [1, 16] if "half" in part else [1, 11, 21]
        edges = [first.replace(day=d) for d in cuts]
    else:
        pieces = 2 if "half" in part else 4 if re.search("start|begin|turn|onset|end", part) and months <= 12 else 3
        step = ceil(months / pieces) if months <= 12 else 12 * round(months / 12 / pieces)
        edges = [_months_from(first, step * k) for k in range(pieces)]
    ends = [*(days_from(e, -1) for e in edges[1:]), last]
    which = len(edges) // 2 if "mid" in part else 0 if re.search("earl|start|begin|first|turn|onset", part) else -1
    return edges[which], ends[which]


def season_range(year: int, name: str, spring: int | None) -> Range:
    """Three months from the start of a season; unknown where the hemisphere is."""
    if spring is None:
        return UNKNOWN
    month = (load("times")["seasons"][name.lower()] + spring - 4) % 12 + 1
    first = date(year, month, 1)
    return first, days_from(_months_from(first, 3), -1)
