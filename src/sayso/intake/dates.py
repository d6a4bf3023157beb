"""Dates as reports are dated: a written day of the calendar → ISO 8601, or None where it is not certain."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_LEAD = rf"(?:{WEEKDAY},?\s+)?"
DATE = rf"""(?ix:
    {_LEAD} {_DAY} (?:\s+(?:of\s+)?|-) {MONTH} ,? (?:\s+|-) {_YEAR}
  | {_LEAD} {MONTH} \s+ {_DAY} ,? \s* (?<!\d) {_YEAR}
  | {_LEAD} {MONTH} \s+ {_DAY} , \s* {_YEAR}
  | {_LEAD} {_YEAR}[-/.][01]?\d[-/.][0-3]?\d(?!\d)
  | {_LEAD} [0-3]?\d[-/.][0-3]?\d[-/.]{_YEAR}
)"""
"""A full date: day, month and year. Groups none; read it with `iso_date`."""

DAY_OF_YEAR = rf"(?ix: {_LEAD} (?: {MONTH}\s+{_DAY} | {_DAY}\s+{MONTH}(?:\s+\d\d(?!\d))? ) | {WEEKDAY} )"
"""What stands in a dateline: a date without its year, with two digits of it, or a weekday alone."""

CLOCK = r"""(?ix:
    (?: at \s+ [0-2]?\d [:.]? [0-5]\d (?:\s*hrs)?
      | [0-2]?\d : [0-5]\d (?: : [0-5]\d (?:\.\d+)? )?
      | [0-2]?\d [:.]? [0-5]\d (?= \s* (?: [ap]\.?m\b | UTC | GMT | MSK | IST | hrs | hours ) ) )
    (?: \s* [ap]\.?m\b\.? )?
    (?: \s* \(? (?: UTC | GMT | [ECMWBPAI][DES]*T | MSK | EEST | CEST | KSA | Z | hrs | hours | local\ time )\b
        (?: \s*[+-]\s*\d{1,2} (?: :?\d\d )? )? \)? | \s*[+-]\d\d:?\d\d )?
)"""
"""A time of day as it stands beside a date."""

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def iso_date(words: str) -> str | None:
    """The day that `words` (a match of `DATE`, or of `DAY_OF_YEAR` with a year) names, as ISO 8601.

    None for a day that does not exist, a weekday that is not that day's, and numbers that are a date both ways
    round (3/4/2017; with dots the day comes first). Two digits of a year are of 1969 to 2068, as in POSIX.
    """
    numbers = [int(n) for n in _NUMBERS.findall(words)]
    names = [w[:3].lower() for w in _WORDS.findall(words)]
    month = next((_MONTHS.index(n) + 1 for n in names if n in _MONTHS), None)
    weekday = next((_WEEKDAYS.index(n) for n in names if n in _WEEKDAYS), None)
    if month is not None and len(numbers) == 2:
        day, year = numbers
        year += 0 if year > 99 else 1900 if year > 68 else 2000
    elif month is None and len(numbers) == 3:
        if numbers[0] > 31:
            year, month, day = numbers
        else:
            day, month, year = numbers
            if "." not in words and day != month:
                if day <= 12 and month <= 12:
                    return None
                if month > 12:
                    day, month = month, day
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if weekday in (None, found.weekday()) else None
