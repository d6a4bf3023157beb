"""The tables of a lake: those of a ledger, one folder a table, one a month of publication in it."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa

from sayso.exports.tables import TABLES
from sayso.lake.place import Lake
from sayso.ledger import open_ledger, revise
from sayso.model import Report, ReportLedger

# Reports to a part of a month: what one worker holds at a time.
PART = 4_000
_TYPES = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}


def write_tables(lake: Lake, workers: int) -> int:
    """Write the tables of each month anew where its reports have changed; how many parts of months that were."""
    import ray

    months: dict[str, list[tuple[str, str, str]]] = {}
    for path in lake.files("read"):
        rows = lake.read(path, ["report", "month", "published", "failure"])
        for report, month, published, failure in zip(*(c.to_pylist() for c in rows.columns), strict=True):
            if failure is None:
                months.setdefault(month, []).append((published or "", report, path))
    parts: list[dict[str, Any]] = []
    for month, listed in sorted(months.items()):
        listed.sort()
        for number, start in enumerate(range(0, len(listed), PART)):
            piece = listed[start : start + PART]
            digest = hashlib.sha256("\n".join(report for _, report, _ in piece).encode()).hexdigest()
            note = f"months/{month}-{number:04d}.json"
            if note in lake.files("months") and lake.noted(note)["digest"] == digest:
                continue
            parts.append(
                {"month": month, "number": number, "digest": digest, "note": note,
                 "paths": sorted({path for _, _, path in piece}), "reports": [report for _, report, _ in piece]}
            )  # fmt: skip
    if parts:

        def write(row: dict[str, Any]) -> dict[str, Any]:
            _write_part(lake, row)
            return {"note": row["note"]}

        written = ray.data.from_items(parts, override_num_blocks=len(parts)).map(write, concurrency=workers)
        for _ in written.iter_rows():
            pass
    return len(parts)


def _write_part(lake: Lake, part: dict[str, Any]) -> None:
    wanted = {report: i for i, report in enumerate(part["reports"])}
    rows = [
        row
        for path in part["paths"]
        for row in lake.read(path).to_pylist()
        if row["report"] in wanted and row["kept"] is not None
    ]
    rows.sort(key=lambda row: wanted[row["report"]])
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
            schema = pa.schema([(name, _TYPES[kind]) for name, kind in table.columns])
            columns = list(zip(*table.rows(ledger.sql), strict=True)) or [()] * len(schema)
            arrays = [pa.array(c, t) for c, t in zip(columns, schema.types, strict=True)]
            name = f"tables/{table.name}/month={part['month']}/part-{part['number']:04d}.parquet"
            lake.write(name, pa.table(arrays, schema=schema))
        ledger.close()
    lake.note(part["note"], {"digest": part["digest"], "reports": len(rows)})
