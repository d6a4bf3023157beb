"""Resolving what is told from another day: "yesterday", "last week", "two days later", "overnight"."""

from __future__ import annotations

import re
from datetime import date
from math import ceil

from sayso.lexicons import load
from sayso.reading.times.calendar import UNKNOWN, Range, days_from, moved_by, part_of, unit_range
from sayso.reading.times.dates import season_near
from sayso.reading.times.found import Reading
from sayso.reading.times.vocabulary import calendar_words


def relative_period(match: re.Match[str], reading: Reading) -> Range:
    """ "last week", "early next month", "later this year"."""
    groups, today = match.groupdict(), reading.today
    period, which = groups["period"].lower(), (groups.get("which") or "").lower()
    if today is None or period == "century":
        return UNKNOWN
    if period in load("times")["seasons"]:
        return season_near(period, which, match.start(), reading)
    ahead = which in ("next", "coming") or (not which and reading.ahead(match.start()))
    if which in ("following", "same", "earlier", "later"):
        return UNKNOWN
    if period == "weekend":
        return _weekend(today, which, ahead)
    here = unit_range(today, period)
    if which in ("last", "past", "previous"):
        assert here[0] is not None
        here = unit_range(days_from(here[0], -1), period)
    elif ahead and which:
        assert here[1] is not None
        here = unit_range(days_from(here[1], 1), period)
    side = (groups.get("side") or "").lower()
    first, last = here
    if side.startswith("earl") and first is not None and first <= today and which == "this":
        return first, today
    if side.startswith("late") and last is not None and last >= today and which == "this":
        return today, last
    return part_of(here, groups.get("part") or groups.get("side"))


def _weekend(today: date, which: str, ahead: bool) -> Range:
    """The weekend last begun; for "next", and for what is planned, the one to come; for "last", one that is over."""
    first, last = unit_range(today, "weekend")
    assert first is not None
    assert last is not None
    if which in ("next", "coming") and today >= first:
        weeks = 1
    elif ahead or which in ("next", "coming"):
        weeks = 0
    else:
        weeks = -1 if today < first or which in ("last", "past", "previous") else 0
    return days_from(first, 7 * weeks), days_from(last, 7 * weeks)


def _count(word: str) -> int | None:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return calendar_words()[2].get(word)


def window(match: re.Match[str], reading: Reading) -> Range:
    """What "the past 24 hours" and its like reach back over from the report's day, or on over."""
    groups, today = match.groupdict(), reading.today
    count, unit = _count(groups.get("number") or ""), groups["unit"].lower()
    if unit == "hour":
        # A few hours may or may not cross midnight.
        count, unit = ceil((count or 1) / 24), "day"
    if count is None or today is None:
        return UNKNOWN
    unit = "day" if unit == "night" else unit
    which = match["which"].lower()
    if which in ("last", "past", "recent"):
        return moved_by(today, -count, unit), today
    if which in ("next", "coming"):
        return today, moved_by(today, count, unit)
    return UNKNOWN


def distance(match: re.Match[str], reading: Reading) -> Range:
    """So long before or after: "ago" counts from the report, "earlier" and "later" from the day last spoken of."""
    count, unit, way = _count(match["number"]), match["unit"].lower(), match["way"].strip().lower()
    base = reading.today if way in ("ago", "from now") else reading.spoken_of
    if count is None or base is None:
        return UNKNOWN
    if unit == "hour":
        # Hours may or may not cross midnight.
        if way == "later":
            return base, days_from(base, ceil(count / 24))
        return (days_from(base, -ceil(count / 24)), base) if way == "ago" else UNKNOWN
    if match.group().lower().startswith(("more than", "over", "less than")):
        # "More than a year ago" is not in the year that lies a year back.
        return UNKNOWN
    sign = 1 if way in ("later", "after", "from now") else -1
    unit = "day" if unit == "night" else unit
    moved = moved_by(base, sign * count, unit)
    if unit == "day":
        return moved, moved
    return unit_range(moved, {"fortnight": "week", "decade": "year"}.get(unit, unit))


def moments_ago(match: re.Match[str], reading: Reading) -> Range:
    """ "20 minutes ago": the day of the report."""
    return reading.today, reading.today


def unresolved(match: re.Match[str], reading: Reading) -> Range:
    """A time that no calendar fixes."""
    return UNKNOWN


def day_word(match: re.Match[str], reading: Reading) -> Range:
    """ "today", "late yesterday", "tomorrow morning"."""
    if reading.today is None:
        return UNKNOWN
    word = match["word"].lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}.get(word, 0)
    day = days_from(reading.today, shift)
    return day, day


def next_to(match: re.Match[str], reading: Reading) -> Range:
    """A day named by the day last spoken of: "the next day", "that night"."""
    if reading.spoken_of is None:
        return UNKNOWN
    word = match["word"].lower()
    shift = {"prev": -1, "day ": -1 if "before" in word else 1, "next": 1, "foll": 1}.get(word[:4], 0)
    day = days_from(reading.spoken_of, shift)
    return day, day


def _weekday_near(today: date, weekday: int, ahead: bool) -> date:
    if ahead:
        return days_from(today, (weekday - today.weekday()) % 7)
    return days_from(today, -((today.weekday() - weekday) % 7))


def weekday_named(match: re.Match[str], reading: Reading) -> Range:
    """ "Tuesday": the last one, the next where the clause looks ahead, or the one that its adjective says."""
    today = reading.today
    if today is None:
        return UNKNOWN
    weekday, which = calendar_words()[1][match["weekday"]], (match.groupdict().get("which") or "").lower()
    if which in ("previous", "following", "same"):
        if reading.spoken_of is None:
            return UNKNOWN
        day = _weekday_near(reading.spoken_of, weekday, which == "following")
    elif which in ("last", "past", "earlier"):
        day = _weekday_near(days_from(today, -1), weekday, False)
    elif which in ("next", "coming", "later"):
        day = _weekday_near(days_from(today, 1), weekday, True)
    else:
        day = _weekday_near(today, weekday, reading.ahead(match.start("weekday")))
    return day, day


def overnight(match: re.Match[str], reading: Reading) -> Range:
    """The evening before and the day itself."""
    if reading.today is None:
        return UNKNOWN
    return days_from(reading.today, -1), reading.today


def overnight_into(match: re.Match[str], reading: Reading) -> Range:
    """ "the night to Friday", "overnight on Friday": the evening before and the day."""
    if reading.today is None:
        return UNKNOWN
    last = match.groupdict().get("until") or match["weekday"]
    day = _weekday_near(reading.today, calendar_words()[1][last], reading.ahead(match.start("weekday")))
    return days_from(day, -1), day
