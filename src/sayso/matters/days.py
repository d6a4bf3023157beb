"""Days and ranges of days as ISO 8601 dates: whether they meet, and how far apart they are."""

from __future__ import annotations

from datetime import date, timedelta

# A report tells news of the day it comes out and of so many days before.
NEWS_DAYS = 4


def ordinal(day: str | None) -> int | None:
    """The day as a number of days; None where there is none."""
    return date.fromisoformat(day).toordinal() if day else None


def first_and_last(published: str | None) -> tuple[str | None, str | None]:
    """The bounds of a date or range "2025-04-01/2025-04-03"."""
    if not published:
        return None, None
    first, _, last = published.partition("/")
    return first, last or first


def news_window(published: str | None) -> tuple[str | None, str | None]:
    """The days in which that what a report tells without a day most likely happened."""
    first, last = first_and_last(published)
    return (shifted(first, -NEWS_DAYS), last) if first else (None, None)


def shifted(day: str | None, days: int) -> str | None:
    """A day so many days later; None where the calendar ends."""
    if day is None:
        return None
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def gap(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> int | None:
    """Days between two ranges, 0 where they meet; None where one is open."""
    a0, a1, b0, b1 = ordinal(a[0]), ordinal(a[1] or a[0]), ordinal(b[0]), ordinal(b[1] or b[0])
    if a0 is None or a1 is None or b0 is None or b1 is None:
        return None
    return max(0, b0 - a1, a0 - b1)


def length(a: tuple[str | None, str | None]) -> int:
    """Days in a range; 0 for an open one."""
    first, last = ordinal(a[0]), ordinal(a[1] or a[0])
    return 0 if first is None or last is None else last - first + 1
