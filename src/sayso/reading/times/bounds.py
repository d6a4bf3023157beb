"""Ranges of two expressions, and sides left open: "from A to B", "since", "before", "until"."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.reading.times.calendar import day_range, days_from, month_range
from sayso.reading.times.found import Found, Reading

_JOINED = re.compile(r"(?: ?[-–—] ?| to | through | until | till )(?:the )?", re.IGNORECASE)


_BETWEEN = re.compile(r" and (?:the )?", re.IGNORECASE)


_FROM = re.compile(r"\b(?:from|between) (?:the )?$", re.IGNORECASE)


def merged_ranges(found: list[Found], reading: Reading) -> list[Found]:
    """The expressions with "from A to B" and "between A and B" made one."""
    merged: list[Found] = []
    for item in found:
        before = merged[-1] if merged else None
        joined = _join(before, item, reading) if before else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(item)
    return merged


def _join(one: Found, other: Found, reading: Reading) -> Found | None:
    if other.start - one.end > 12:
        return None
    gap, text = reading.text[one.end : other.start], reading.text
    opener = _FROM.search(text, max(0, one.start - 14), one.start)
    between = opener is not None and opener.group().lower().startswith("between")
    if not ((between and _BETWEEN.fullmatch(gap)) or (not between and _JOINED.fullmatch(gap))):
        return None
    first, last = one.days[0], other.days[1]
    if one.partial and other.year:
        month, day = one.partial
        first = (day_range(other.year, month, day) if day else month_range(other.year, month))[0]
    if first is None or last is None or first > last:
        return None
    return Found(opener.start() if opener else one.start, other.end, (first, last))


_BOUND = re.compile(r"\b(since|before|after|until|till|by) (?:(?:at least|about|around|the) )?$", re.IGNORECASE)


def with_open_side(found: Found, reading: Reading) -> Found:
    """The expression with its side left open by the preposition before it."""
    bound = _BOUND.search(reading.text, max(0, found.start - 20), found.start)
    if bound is None:
        return found
    first, last = found.days
    word = bound[1].lower()
    if word == "since":
        # What began before the report goes on to its day.
        known = first is not None and reading.today is not None and first <= reading.today
        return replace(found, start=bound.start(), days=(first, reading.today if known else None))
    if not _ends_phrase(found, reading):
        return found
    if word == "before":
        return replace(found, days=(None, days_from(first, -1) if first else None))
    if word == "after":
        return replace(found, days=(days_from(last, 1) if last else None, None))
    return replace(found, days=(None, last))


def _ends_phrase(found: Found, reading: Reading) -> bool:
    """Whether nothing follows that the time only describes: "after Monday's attack" is not after Monday."""
    if reading.text[found.end : found.end + 2] in ("'s", "’s"):
        return False
    last = reading.parse.token_at(found.end - 1)
    describes = last is not None and last.dep_ in ("compound", "nmod", "amod", "nummod", "poss")
    return not describes or last is None or last.head.idx < found.end
