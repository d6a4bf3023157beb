"""Numbers of killed, wounded and kidnapped, and where: reports on Syria (FA-KES), attacks on aid workers (AWSD)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place, read_rows
from sayso.lexicons.countries import by_name
from sayso.model import Figure, ReportLedger
from sayso.model import Place as PlaceFound
from sayso.reading.gazetteer import gazetteer, kilometres
from sayso.reading.language import parse
from sayso.reading.places import places_of

REPORTS, ACCOUNTS = "casualties-fakes-syria", "casualties-awsd"
COUNTED = {"killed": ("killed",), "wounded": ("injured",), "kidnapped": ("detained", "captured")}
"""Numbers of the accounts, and the measures that they come under."""
NEAR = 30.0
"""Kilometres within which a place counts as the city."""


def files_of_reports(place: Place) -> list[Path]:
    """The reports of the split."""
    return [place.rows(REPORTS)]


def files_of_accounts(place: Place) -> list[Path]:
    """The accounts of the split."""
    return [place.rows(ACCOUNTS)]


def run_reports(place: Place) -> Outcome:
    """Civilians and others killed, together, against the first number of dead above none in the ledger.

    Right where its lower end is the number; a report without dead where the ledger has none.
    """
    right = anywhere = total = 0
    errors = []
    for row in read_rows(place.rows(REPORTS)):
        wanted = row["n_civilians"] + row["n_noncivilians"]
        ledger = sayso.read(sayso.report_from_text(row["text"], title=row["title"]))
        found = [_value(f) for f in _figures(ledger, ("killed",)) if f.high != 0]
        lead = found[0] if found else 0.0
        total += 1
        right += lead == wanted
        anywhere += wanted in found or (wanted == 0 and not found)
        if lead != wanted:
            errors.append(f"{row['id']}: want {wanted} got {found[:6]}: {' '.join(row['text'].split())[:160]}")
    shares = {"killed, exact": right / max(1, total), "killed, anywhere in the report": anywhere / max(1, total)}
    return Outcome(shares, [f"{name:32} {share:.3f}  of {total}" for name, share in shares.items()], errors)


def run_accounts(place: Place) -> Outcome:
    """Killed, wounded and kidnapped of each account, its country, and its city where the gazetteer has it.

    Numbers of one kind are added up; those in brackets say of what nation the counted are. The country is asked of
    accounts that name their city or country, by their places, else their actors; the city (a place named, within 30 km
    of its coordinates) of those that name it and whose name the gazetteer has there.
    """
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for row in read_rows(place.rows(ACCOUNTS)):
        report = sayso.report_from_text(row["text"])
        counts["accounts"] += 1
        ledger = sayso.read(report)
        _count_numbers(row, ledger, counts, errors)
        _count_places(row, [mention.place for mention in places_of(parse(report))], ledger, counts, errors)
    shares = {f"{name}, exact": counts[name] / max(1, counts["accounts"]) for name in COUNTED}
    shares["country"] = counts["country right"] / max(1, counts["country"])
    shares["city within 30 km"] = counts["city right"] / max(1, counts["city"])
    asked = {"country": "country", "city within 30 km": "city"}
    table = [f"{name:20} {share:.3f}  of {counts[asked.get(name, 'accounts')]}" for name, share in shares.items()]
    table += [
        f"{name} where some were: {counts[f'{name} right of some'] / max(1, counts[f'{name} some']):.3f}"
        f"  of {counts[f'{name} some']}"
        for name in COUNTED
    ]
    return Outcome(shares, table, errors)


def _count_numbers(row: dict[str, Any], ledger: ReportLedger, counts: Counter[str], errors: list[str]) -> None:
    text = row["text"]
    for name, measures in COUNTED.items():
        figures = {f.span: f for f in _figures(ledger, measures) if not _in_brackets(text, f.span[0][0])}
        got = sum(_value(f) for f in figures.values())
        counts[name] += got == row[name]
        counts[f"{name} some"] += row[name] > 0
        counts[f"{name} right of some"] += got == row[name] > 0
        if got != row[name]:
            errors.append(f"{row['id']}: {name}: want {row[name]} got {got:g}: {text}")


def _count_places(
    row: dict[str, Any], places: list[PlaceFound], ledger: ReportLedger, counts: Counter[str], errors: list[str]
) -> None:
    text, city = row["text"].lower(), row["city"].split("(")[0].strip()
    named = bool(city) and city.lower() in text
    code = by_name(row["country"])
    shown = ", ".join(sorted({f"{p.name} {p.country} {p.level}" for p in places}))
    if code and (named or row["country"].lower() in text):
        codes = {p.country for p in places if p.country} or {a.country for a in ledger.actors if a.country}
        right = code in codes
        counts["country"] += 1
        counts["country right"] += right
        if not right:
            errors.append(f"{row['id']}: country: want {row['country']} got {shown or None}: {row['text']}")
    at = _coordinates(row)
    if not named or at is None or not _has(city, at):
        return
    right = any(p.lat is not None and p.lon is not None and kilometres(p.lat, p.lon, *at) <= NEAR for p in places)
    counts["city"] += 1
    counts["city right"] += right
    if not right:
        errors.append(f"{row['id']}: city: want {city} ({row['country']}) got {shown or None}: {row['text']}")


def _has(city: str, at: tuple[float, float]) -> bool:
    """Whether the gazetteer has a place of that name there."""
    return any(
        e.lat is not None and e.lon is not None and kilometres(e.lat, e.lon, *at) <= NEAR
        for e in gazetteer().find(city)
    )


def _coordinates(row: dict[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude; some rows hold both in one field."""
    try:
        lat, lon = map(float, (row["lat"] if "," in row["lat"] else f"{row['lat']},{row['lon']}").split(","))
    except ValueError:
        return None
    return lat, lon


def _figures(ledger: ReportLedger, measures: tuple[str, ...]) -> list[Figure]:
    """The figures of those measures, in text order."""
    found = {f.span: f for s in ledger.statements for f in s.figures if f.measure in measures and f.span}
    return [found[span] for span in sorted(found)]


def _value(figure: Figure) -> float:
    """The number itself; of an open or wide range, its lower end."""
    return figure.low if figure.low is not None else figure.high or 0.0


def _in_brackets(text: str, offset: int) -> bool:
    before = text[:offset]
    return before.count("(") > before.count(")")
