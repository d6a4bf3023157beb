"""The tables of a lake: those of a ledger, one folder a table, one a month of publication in it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from sayso.exports.tables import TABLES
from sayso.lake import engine
from sayso.lake.place import ROWS, Lake
from sayso.lake.querying import fetched, opened, show
from sayso.ledger import open_ledger, revise
from sayso.model import Report, ReportLedger

# Reports to a part of a month: what one worker holds at a time.
PART = 4_000
_TYPES = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}

READ = pa.schema(
    [("report", pa.string()), ("id", pa.string()), ("source", pa.string()), ("month", pa.string()),
     ("published", pa.string()), ("reader_version", pa.string()), ("failure", pa.string()), ("skipped", pa.string()),
     ("kept", pa.string()), ("ledger", pa.string()), ("file", pa.string())]
)  # fmt: skip
"""`kept` is the report and `ledger` its reading, both as JSON; a row without them is a failure.
`file` is the one that the row is in."""

READINGS = "readings"
"""Of each report, the file of the lake that has it and its reading in full."""
_READINGS = pa.schema([("report", pa.string()), ("published", pa.string()), ("file", pa.string())])

RESOLVED = "resolved.json"
"""Stands where the tables of what is resolved are whole and speak of all reports."""
RESOLVED_TABLES = {
    name: pa.schema([(column, pa.string()) for column in columns.split()])
    for name, columns in (
        ("origins", "statement report origin kind name head why"),
        ("matters", "matter happening question asked founded"),
        ("memberships", "matter statement report happening why"),
        ("matter_links", "matter from_statement to_statement relation why"),
    )
}
"""Tables of what reports come to together, their rows in parts that no month bounds."""

FAILURES = "failures"
"""What could not be read: where it came from and why. Of no month, since most have no day."""
FAILURES_TABLE = pa.schema([(name, pa.string()) for name in ("source", "reason", "file")])

IDENTITIES = {"actors": "actor", "places": "place"}
"""Tables of what many reports speak of, and their keys: each part has them for itself."""


def schemas() -> dict[str, pa.Schema]:
    """The tables and their columns, `month` the last of each."""
    found = {table.name: pa.schema([(name, _TYPES[kind]) for name, kind in table.columns]) for table in TABLES}
    month = pa.field("month", pa.string())
    return {name: schema.append(month) for name, schema in (found | {READINGS: _READINGS}).items()}


def write_tables(lake: Lake, workers: int, on_step: Callable[[str], None]) -> int:
    """Write the tables of each month anew where its reports have changed; how many parts of months that were."""
    parts = engine.spread(write_part, (lake.uri,), _parts(lake), workers, engine.HEAVY)
    return sum(1 for _ in engine.counted(parts, "parts of months written", on_step))


def write_failures(lake: Lake) -> None:
    """Write the table of failures anew, where there are any."""
    with opened(lake) as sql:
        show(sql, lake, "read", "read", READ)
        found = sql.execute("SELECT source, failure, file FROM read WHERE failure IS NOT NULL ORDER BY id")
        first = found.fetchmany(ROWS)
        if not first:
            return

        def pieces() -> Iterator[pa.Table]:
            rows = first
            while rows:
                yield pa.Table.from_pylist(
                    [dict(zip(FAILURES_TABLE.names, row, strict=True)) for row in rows], FAILURES_TABLE
                )
                rows = found.fetchmany(ROWS)

        lake.write_pieces(f"tables/{FAILURES}/part-0000.parquet", FAILURES_TABLE, pieces())


def _parts(lake: Lake) -> Iterator[dict[str, Any]]:
    """The parts that are to be written: month, number, digest of what is in it, files of its reports, first and last.

    A month is cut where its reports, by day of publication and id, have filled a part.
    """
    shape = hashlib.sha256(str(schemas()).encode()).hexdigest()
    with opened(lake) as sql:
        show(sql, lake, "read", "read", READ)
        # Sorted by DuckDB, on disk where they are many, and cut here: its lists would all have to be in memory.
        found = sql.execute(
            "SELECT month, report, file FROM read WHERE failure IS NULL ORDER BY month, published, report"
        )
        for month, rows in groupby(fetched(found), key=lambda row: row[0]):
            for number, part in enumerate(_cut(rows)):
                reports = [report for _, report, _ in part]
                told = hashlib.sha256("\n".join((shape, *reports)).encode()).hexdigest()
                if (lake.noted(note_of(month, number)) or {}).get("digest") != told:
                    files = sorted({file for _, _, file in part})
                    yield {"month": month, "number": number, "digest": told, "files": files, "reports": reports}


def _cut(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while part := list(islice(rows, PART)):
        yield part


def note_of(month: str, number: int) -> str:
    """Where the state of a part is noted."""
    return f"months/{month}-{number:04d}.json"


def write_part(part: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write one part of a month: its reports put into a ledger, whose tables it has."""
    lake = Lake(uri)
    number = {report: i for i, report in enumerate(part["reports"])}
    found = (row for file in part["files"] for row in lake.among(file, "report", part["reports"]))
    rows = sorted((row for row in found if row["failure"] is None), key=lambda row: number[row["report"]])
    name = f"month={part['month']}/part-{part['number']:04d}.parquet"
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "part.sayso", create=True)
        ledger.sql.execute("PRAGMA synchronous = OFF")
        with revise(ledger, "lake", time="1970-01-01T00:00:00.000000Z") as writer:
            for row in rows:
                read = ReportLedger.model_validate_json(row["ledger"]) if row["ledger"] else None
                report = Report.model_validate_json(row["kept"])
                writer.put_alone(
                    report, read, origin_file=row["source"], skipped=row["skipped"],
                    reader_version=row["reader_version"],
                )  # fmt: skip
        for table in TABLES:
            schema = pa.schema([(column, _TYPES[kind]) for column, kind in table.columns])
            columns = list(zip(*table.rows(ledger.sql), strict=True)) or [()] * len(schema)
            arrays = [pa.array(c, t) for c, t in zip(columns, schema.types, strict=True)]
            lake.write(f"tables/{table.name}/{name}", pa.table(arrays, schema=schema))
        ledger.close()
    told = [{"report": row["report"], "published": row["published"], "file": row["file"]} for row in rows]
    lake.write(f"tables/{READINGS}/{name}", pa.Table.from_pylist(told, _READINGS))
    lake.note(note_of(part["month"], part["number"]), {"digest": part["digest"], "reports": len(rows)})
    return {"reports": len(rows)}
