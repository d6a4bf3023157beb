"""Machine-written times → the day they name: ISO 8601, its basic form, RFC 822 and dates as people write them."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_tz

from sayso.intake.dates import DATE, iso_date

LONGEST = 100
_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_BASIC = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?=T|\s|Z|\d{6}|$)")
_WRITTEN = re.compile(DATE)


def day_of(stamp: object) -> str | None:
    """The day as ISO 8601, in the time zone that the stamp is written in; None where it names none for certain."""
    if not isinstance(stamp, str) or not stamp.strip() or len(stamp) > LONGEST:
        return None
    if match := _ISO.match(stamp) or _BASIC.match(stamp):
        return _day(*map(int, match.groups()))
    try:
        parsed = parsedate_tz(stamp)
    except (TypeError, ValueError, IndexError, OverflowError):
        parsed = None
    # RFC 822 begins with a day or its weekday and names the month; anything else is left to the rules for prose.
    if parsed is not None and re.match(r"\s*(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d", stamp):
        return _day(*parsed[:3])
    written = _WRITTEN.search(stamp)
    return iso_date(written.group()) if written else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
