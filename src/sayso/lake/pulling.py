"""A slice of a lake becomes an ordinary ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sayso.errors import LakeError
from sayso.lake.asking import connected
from sayso.lake.place import Lake
from sayso.lake.tables import READINGS
from sayso.ledger import Ledger, revise
from sayso.model import Report, ReportLedger

# Reports to a revision, as when they are added one by one.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Slice:
    """Which reports are wanted; None asks nothing. Days are ISO 8601, inclusive, of publication.

    Raises LakeError for a day that is none.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    """The name of a place of an event, or how it begins."""
    actor: str | None = None
    """The name of a speaker or participant, or how it begins."""

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            if (day := getattr(self, name)) is not None:
                try:
                    object.__setattr__(self, name, date.fromisoformat(day).isoformat())
                except ValueError as error:
                    raise LakeError(f"{name}: no day: {day}") from error


def pull(lake: Lake, wanted: Slice, ledger: Ledger, *, now: Callable[[], str]) -> int:
    """Put the reports of a slice into a ledger, in the order of their publication; how many were new to it."""
    added = 0
    left = _wanted(lake, wanted)
    while batch := list(islice(left, BATCH)):
        with revise(ledger, "lake pull", time=now()) as writer:
            for row in _rows(lake, batch):
                read = ReportLedger.model_validate_json(row["ledger"]) if row["ledger"] else None
                added += writer.put(
                    Report.model_validate_json(row["kept"]), read, origin_file=row["source"], skipped=row["skipped"],
                    reader_version=row["reader_version"],
                )  # fmt: skip
    return added


def _wanted(lake: Lake, wanted: Slice) -> Iterator[tuple[str, str]]:
    """Report and file of what is wanted, in order."""
    clauses, values = ["TRUE"], []
    for value, clause in (
        (wanted.since, "r.published >= ?"),
        (wanted.until, "r.published <= ?"),
        (wanted.place, _WITH_PLACE),
        (wanted.actor, _WITH_ACTOR),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    query = f"SELECT report, file FROM {READINGS} r WHERE {' AND '.join(clauses)} ORDER BY r.published, r.report"
    with connected(lake) as sql:
        found = sql.execute(query, values)
        while rows := found.fetchmany(BATCH):
            yield from rows


_WITH_PLACE = """r.report IN (SELECT s.report FROM statements s JOIN events e USING (statement)
                   JOIN places p USING (place) WHERE starts_with(lower(p.name), lower(?)))"""
_WITH_ACTOR = """r.report IN (SELECT m.report FROM mentions m JOIN actors a USING (actor)
                   WHERE starts_with(lower(a.name), lower(?)))"""


def _rows(lake: Lake, batch: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The readings of reports, in their order, each from its file."""
    number = {report: i for i, (report, _) in enumerate(batch)}
    rows = [row for file in sorted({file for _, file in batch}) for row in lake.among(file, "report", number)]
    return sorted(rows, key=lambda row: number[row["report"]])
