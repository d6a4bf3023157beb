"""A slice of a lake becomes an ordinary ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.lake.asking import connected
from sayso.lake.place import Lake
from sayso.ledger import Ledger, revise
from sayso.model import Report, ReportLedger

# Reports to a revision, as when they are added one by one.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Slice:
    """Which reports are wanted; None asks nothing. Days are ISO 8601, inclusive, of publication."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    """The name of a place of an event, or how it begins."""
    actor: str | None = None
    """The name of a speaker or participant, or how it begins."""


def pull(lake: Lake, wanted: Slice, ledger: Ledger, *, now: Callable[[], str]) -> int:
    """Put the reports of a slice into a ledger, in the order of their publication; how many were new to it."""
    added = 0
    reports = _wanted(lake, wanted)
    for start in range(0, len(reports), BATCH):
        with revise(ledger, "lake pull", time=now()) as writer:
            for row in _rows(lake, reports[start : start + BATCH]):
                read = ReportLedger.model_validate_json(row["ledger"]) if row["ledger"] else None
                added += writer.put(
                    Report.model_validate_json(row["kept"]), read, origin_file=row["source"], skipped=row["skipped"],
                    reader_version=row["reader_version"],
                )  # fmt: skip
    return added


def _wanted(lake: Lake, wanted: Slice) -> list[str]:
    clauses, values = ["TRUE"], []
    for value, clause in ((wanted.since, "r.published >= ?"), (wanted.until, "r.published <= ?")):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if wanted.place is not None:
        clauses.append(
            """r.report IN (SELECT s.report FROM statements s JOIN events e USING (statement)
               JOIN places p ON p.place = e.place WHERE starts_with(lower(p.name), lower(?)))"""
        )
        values.append(wanted.place)
    if wanted.actor is not None:
        clauses.append(
            """r.report IN (SELECT m.report FROM mentions m JOIN actors a USING (actor)
               WHERE starts_with(lower(a.name), lower(?)))"""
        )
        values.append(wanted.actor)
    query = f"SELECT DISTINCT r.published, r.report FROM reports r WHERE {' AND '.join(clauses)} ORDER BY 1, 2"
    with connected(lake) as sql:
        return [report for _, report in sql.execute(query, values).fetchall()]


def _rows(lake: Lake, reports: list[str]) -> Iterator[dict[str, Any]]:
    """The readings of these reports, in their order."""
    with connected(lake) as sql:
        path = lake.pattern("read/*").replace("'", "''")
        found = sql.execute(
            f"""SELECT report, source, reader_version, skipped, kept, ledger FROM read_parquet('{path}')
                WHERE report IN (SELECT unnest(?)) AND kept IS NOT NULL""",
            [reports],
        )
        names = [column[0] for column in found.description]
        by_id = {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
    yield from (by_id[report] for report in reports if report in by_id)
