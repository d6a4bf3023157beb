"""Day, country and place of the incident that a report leads with (MUC-4 templates)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place, read_rows
from sayso.lexicons.countries import by_name
from sayso.model import Event, ReportLedger
from sayso.reading.gazetteer import fold

FOLDER = "incidents-muc4"
INCIDENTS = frozenset({"strike", "bombing", "abuse", "detention", "clash"})
"""Types of event that the templates (attack, bombing, kidnapping, arson) come under."""
HAPPENED = frozenset({"actual", "ongoing", "possible"})
RECENT = timedelta(7)
"""How long before a day that bounds it from above ("on or before 21 January") an incident may be told to be."""
NIGHT = timedelta(1)
_DAY = re.compile(r"(\d\d) ([A-Z]{3}) (\d\d)")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_KIND = re.compile(r"\s*\([^()]*\)")


def files(place: Place) -> list[Path]:
    """The reports of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """The first template of each report against the first violent event of its ledger, day of publication given.

    A day is right where it lies in the template's days (of a night, one day of two); of a template that says "on or
    before", where it is that day or one of the seven before, and where the ledger leaves it open and the bound is the
    day of the report. A country is right by its code. Where the event has no place, the country that most places of
    the report's events lie in is counted apart. A place is right where its name is one of those in the template.
    """
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for row in read_rows(place.rows(FOLDER)):
        if row["templates"]:
            _score(row, counts, errors)
    shares = {
        "incident date": counts["date right"] / max(1, counts["date"]),
        "incident country": counts["country right"] / max(1, counts["country"]),
        "incident country, else the report's": counts["country or report right"] / max(1, counts["country"]),
        "incident place": counts["place right"] / max(1, counts["place"]),
    }
    asked = {"incident date": "date", "incident place": "place"}
    table = [f"{name:38} {share:.3f}  of {counts[asked.get(name, 'country')]}" for name, share in shares.items()]
    table.append(f"reports whose ledger has no incident: {counts['none']} of {counts['reports']}")
    return Outcome(shares, table, errors)


def _score(row: dict[str, Any], counts: Counter[str], errors: list[str]) -> None:
    published = row["dateline"]
    ledger = sayso.read(sayso.report_from_text(row["text"], published=published))
    lead = _lead(ledger)
    template = row["templates"][0]
    counts["reports"] += 1
    counts["none"] += lead is None
    shown = " … ".join(row["text"][a:b] for a, b in lead.trigger) if lead else None
    days = next(iter(template.get("date", ())), "")
    if bounds := _bounds(days):
        right = any(_day_is_right(*bound, lead, published) for bound in bounds)
        counts["date"] += 1
        counts["date right"] += right
        if not right:
            got = (lead.start, lead.end) if lead else None
            errors.append(f"{row['id']}: date: want {days} got {got} of {shown!r}, published {published}")
    location = next(iter(template.get("location", ())), "")
    names = [part.strip(' "?') for part in _KIND.sub("", location).split(":")]
    code = by_name(names[0].split(" - ")[0].title())
    if code is None:
        return
    country = lead.place.country if lead and lead.place else None
    likely = country or _most_named(ledger)
    counts["country"] += 1
    counts["country right"] += country == code
    counts["country or report right"] += likely == code
    if country != code:
        errors.append(f"{row['id']}: country: want {location} got {country}, report's {likely}, of {shown!r}")
    wanted = {fold(form) for part in names[1:] for form in re.split(r" - | / ", part.replace('"', ""))}
    if wanted:
        name = lead.place.name if lead and lead.place else ""
        counts["place"] += 1
        counts["place right"] += fold(name) in wanted
        if fold(name) not in wanted:
            errors.append(f"{row['id']}: place: want {location} got {name or None}, of {shown!r}")


def _lead(ledger: ReportLedger) -> Event | None:
    """The first event of violence that is told to have happened, in text order."""
    happened = [
        event
        for statement in ledger.statements
        for event in statement.events
        if event.type in INCIDENTS and event.status in HAPPENED and event.polarity == "positive"
    ]
    return min(happened, key=lambda event: event.trigger, default=None)


def _most_named(ledger: ReportLedger) -> str | None:
    codes = [e.place.country for s in ledger.statements for e in s.events if e.place and e.place.country]
    return Counter(codes).most_common(1)[0][0] if codes else None


def _bounds(notation: str) -> list[tuple[bool, date, date]]:
    """First and last day of each alternative ("15 JAN 89 - 21 JAN 89"), and whether it says "on or before" ("- 21")."""
    bounds = []
    for part in notation.split(" / "):
        found = [day for written in _DAY.findall(part) if (day := _as_date(*written))]
        if found:
            bounds.append((part.lstrip("( ").startswith("-"), found[0], found[-1]))
    return bounds


def _as_date(day: str, month: str, year: str) -> date | None:
    """The date; None for a day that no month has, as one template gives."""
    try:
        return date(1900 + int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _day_is_right(upper: bool, first: date, last: date, lead: Event | None, published: str | None) -> bool:
    if lead is None or lead.end is None:
        return upper and lead is not None and published == last.isoformat()
    end = date.fromisoformat(lead.end)
    start = date.fromisoformat(lead.start) if lead.start else end
    if upper:
        return last - RECENT <= end <= last
    return first <= start <= end <= last or (end - start == NIGHT and start <= last and first <= end)
