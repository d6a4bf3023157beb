"""Dates of news: found, and resolved to days (GUM, MEANTIME)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evaluate.outcome import Outcome, Place, read_rows
from sayso.model import Report
from sayso.reading.language import parse
from sayso.reading.marks import TimeMention
from sayso.reading.times import times_of

GUM, MEANTIME = "attribution-dates-gum", "time-factuality-meantime"
LAYERED = 6
"""MEANTIME marks times in the headline, the date line and the first sentences of an article: so many in all."""
_VALUE = re.compile(r"-?(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)|Q([1-4])))?(?:T.*)?")
_NO_SPACE_BEFORE = frozenset(
    {",", ".", ";", ":", ")", "]", "%", "?", "!", "'", "’", "”", "…", "n't", "n’t", "-", "–", "''"}
)
_NO_SPACE_AFTER = frozenset({"(", "[", "“", "$", "£", "€", "-", "–", "``"})

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Dated:
    """One document: its text, its day, and the dates marked in it."""

    name: str
    text: str
    published: str | None
    marked: tuple[tuple[tuple[int, int], Days], ...]
    end: int
    """Where the marking ends: what is found after it counts for nothing."""


@dataclass
class Tally:
    """Counts of one collection."""

    marked: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    right: int = 0
    lines: list[str] = field(default_factory=list)


def files(place: Place) -> list[Path]:
    """The documents of both collections."""
    return [*_gum_files(place), place.rows(MEANTIME)]


def _gum_files(place: Place) -> list[Path]:
    # The development part is four documents: those of the training part are read with it.
    return [place.rows(GUM), *([place.data / GUM / "train.jsonl"] if place.split == "dev" else [])]


def run(place: Place) -> Outcome:
    """Spans of dates, and the days of those found, by collection.

    A date is found where a time of the reading overlaps it, one for one. Its value is right where the days are the
    marked ones; of a time that is open at one side or runs to the report ("since May"), the side that its words fix.
    Of MEANTIME, times of type DATE with a calendar value count, but for the article's own date line.
    """
    documents = {
        "GUM": [_of_gum(row) for file in _gum_files(place) for row in read_rows(file)],
        "MEANTIME": [_of_meantime(row) for row in read_rows(place.rows(MEANTIME))],
    }
    metrics: dict[str, float] = {}
    table = ["collection  dates  found   P     R     F1    exact F1  values right of those found"]
    errors: list[str] = []
    for name, held in documents.items():
        tally = Tally()
        for document in held:
            report = Report(text=document.text, published=document.published)
            _score(document, [m for m in times_of(parse(report)) if m.span[0] < document.end], tally)
        both = tally.marked + tally.predicted
        f1, exact, value = (
            _share(2 * tally.found, both),
            _share(2 * tally.exact, both),
            _share(tally.right, tally.found),
        )
        table.append(
            f"{name:10}{tally.marked:7}{tally.found:7}   {_share(tally.found, tally.predicted):.3f}"
            f" {_share(tally.found, tally.marked):.3f} {f1:.3f}   {exact:.3f}    {value:.3f}"
        )
        metrics |= {f"{name} date value accuracy": value, f"{name} date F1": f1, f"{name} exact date F1": exact}
        errors += [f"{name}: {line}" for line in tally.lines]
    return Outcome(metrics, table, errors)


def _score(document: Dated, times: list[TimeMention], tally: Tally) -> None:
    tally.marked += len(document.marked)
    tally.predicted += len(times)
    taken: set[int] = set()
    for (start, end), days in document.marked:
        at = next((i for i, t in enumerate(times) if i not in taken and t.span[0] < end and start < t.span[1]), None)
        if at is None:
            tally.lines.append(f"{document.name}: missed: {_shown(document.text, start, end)}")
            continue
        taken.add(at)
        found = times[at]
        tally.found += 1
        tally.exact += found.span == (start, end)
        right = _is_right(found, days)
        tally.right += right
        if not right:
            wanted = " to ".join(str(day) for day in days)
            got = f"{found.start} to {found.end}"
            tally.lines.append(f"{document.name}: value: want {wanted} got {got}: {_shown(document.text, start, end)}")
    for i, time in enumerate(times):
        if i not in taken:
            tally.lines.append(f"{document.name}: extra: {_shown(document.text, *time.span)}")


def _is_right(found: TimeMention, days: Days) -> bool:
    """Whether the days are the marked ones; an open side of either is no difference where the other side agrees."""
    first, last = (day.isoformat() if day else None for day in days)
    starts = found.start == first
    ends = found.end == last
    if starts and ends:
        return True
    longer_on = starts and first is not None and (found.end is None or last is None or found.end > last)
    longer_back = ends and last is not None and (found.start is None or first is None)
    return longer_on or longer_back


def _of_gum(row: dict[str, Any]) -> Dated:
    text, offsets = detokenised(row["tokens"], set(row["sentence_starts"]))
    marked = tuple(
        ((offsets[d["start"]][0], offsets[d["end"] - 1][1]), days)
        for d in row["dates"]
        if (days := _of_tei(d)) is not None
    )
    return Dated(row["id"], text, row["date"], marked, len(text))


def _of_tei(mark: dict[str, Any]) -> Days | None:
    """The days of TEI's attributes; None where they name no year ("--10")."""
    if when := mark.get("when"):
        return _days(when)
    first, last = (mark.get(a) or mark.get(b) for a, b in (("from", "notBefore"), ("to", "notAfter")))
    begin, end = (_days(first) if first else (None, None)), (_days(last) if last else (None, None))
    return None if begin is None or end is None else (begin[0], end[1])


def _of_meantime(row: dict[str, Any]) -> Dated:
    sentences: list[list[str]] = row["sentences"]
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence))
    text, offsets = detokenised([t for s in sentences for t in s], set(starts))
    marked = []
    for mention in row["mentions"]:
        kind, at, own = mention["kind"], mention["sent"], mention.get("functionInDocument") == "CREATION_TIME"
        if kind != "TIMEX3" or at is None or own or mention["type"] != "DATE" or not mention["tokens"]:
            continue
        tokens = [starts[at] + t for t in mention["tokens"]]
        days = _days(mention["value"])
        if days is not None and tokens[-1] < starts[at + 1]:
            marked.append(((offsets[tokens[0]][0], offsets[tokens[-1]][1]), days))
    end = offsets[starts[min(LAYERED, len(sentences))] - 1][1]
    published = row["dct"] if re.fullmatch(r"\d{4}-\d\d-\d\d", row["dct"] or "") else None
    # The date line says the article's own day.
    line = (offsets[starts[1]][0], offsets[starts[2] - 1][1]) if len(sentences) > 1 else (0, 0)
    return Dated(row["id"], _blanked(text, *line) if published else text, published, tuple(sorted(marked)), end)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _days(value: str) -> Days | None:
    """The days of an ISO 8601 value, a week ("2006-W40") or quarter ("2006-Q4") among them; None for anything else."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year, month, day, week, quarter = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if day and month:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if week:
            monday = date.fromisocalendar(year, week, 1)
            return monday, monday + timedelta(6)
        if quarter:
            return date(year, 3 * quarter - 2, 1), date(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def detokenised(tokens: list[str], breaks: set[int]) -> tuple[str, list[tuple[int, int]]]:
    """A text of the tokens, spaced as print is, with a blank line before each of `breaks`; and each token's offsets."""
    text, offsets = "", []
    for i, (token, spaced) in enumerate(zip(tokens, _spaced(tokens), strict=True)):
        text += ("\n\n" if i in breaks else " " if spaced else "") if text else ""
        offsets.append((len(text), len(text) + len(token)))
        text += token
    return text, offsets


def _spaced(tokens: list[str]) -> Iterator[bool]:
    """Whether a blank stands before each token."""
    before = ""
    for token in tokens:
        clitic = token in _NO_SPACE_BEFORE or (token[:1] in "'’" and len(token) > 1)
        yield not clitic and before not in _NO_SPACE_AFTER
        before = token


def _shown(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}".split())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
