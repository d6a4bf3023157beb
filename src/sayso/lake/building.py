"""Building a lake: inputs taken in, reports read by Ray's workers, tables written by month. All can be resumed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

import sayso
from sayso.intake.making import Choices
from sayso.lake.engine import started
from sayso.lake.inputs import Input, inputs_of, taken_in
from sayso.lake.place import Lake
from sayso.lake.tables import write_tables
from sayso.model import Report

# Characters of text that one worker reads before it writes them down: what a crash can cost.
UNIT = 400_000
MOST_REPORTS = 100

TAKEN = pa.schema(
    [("report", pa.string()), ("source", pa.string()), ("month", pa.string()), ("published", pa.string()),
     ("failure", pa.string()), ("skipped", pa.string()), ("kept", pa.string()), ("length", pa.int64())]
)  # fmt: skip
READ = pa.schema(
    [("report", pa.string()), ("source", pa.string()), ("month", pa.string()), ("published", pa.string()),
     ("reader_version", pa.string()), ("failure", pa.string()), ("skipped", pa.string()), ("kept", pa.string()),
     ("ledger", pa.string())]
)  # fmt: skip
"""`kept` is the report and `ledger` its reading, both as JSON; a row without them is a failure."""


@dataclass(frozen=True, slots=True)
class Built:
    """How a lake stands after building."""

    inputs: int
    reports: int
    skipped: int
    failures: int
    tables: int
    """Parts of months that were written anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading is."""

    done: int
    waiting: int
    characters: int


def build(
    sources: Iterable[str],
    out: str,
    *,
    choices: Choices | None = None,
    relevant: bool | None = None,
    workers: int | None = None,
    address: str | None = None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Built:
    """Read all that the sources name into the lake `out`; what is there already is not read again.

    A report that several inputs carry is read once: of inputs that are new together, from the first by name.
    `address` is that of a Ray cluster; None starts one on this machine with `workers` (else all cores). Raises
    FileNotFoundError for a source that names no file and LakeError where the lake cannot be written.
    """
    lake, choices = Lake(out), choices or Choices()
    inputs = inputs_of(sources)
    with started(address, workers) as size:
        finished = {path.rsplit("/", 1)[-1].removesuffix(".json") for path in lake.files("inputs")}
        fresh = [given for given in inputs if given.key not in finished]
        _take_in(lake, fresh, choices, relevant)
        _read(lake, fresh, size, on_progress)
        tables = write_tables(lake, size)
    return _counted(lake, tables)


def _take_in(lake: Lake, fresh: list[Input], choices: Choices, relevant: bool | None) -> None:
    """One file in `taken/` for each input; those of an earlier, broken run are kept."""
    import ray

    there = set(lake.files("taken"))
    waiting = [{"uri": given.uri, "size": given.size} for given in fresh if f"taken/{given.key}.parquet" not in there]
    if not waiting:
        return

    def take(row: dict[str, Any]) -> dict[str, Any]:
        given = Input(row["uri"], row["size"])
        lake.write(f"taken/{given.key}.parquet", pa.Table.from_pylist(list(_rows_of(given, choices, relevant)), TAKEN))
        return {"key": given.key}

    for _ in ray.data.from_items(waiting, override_num_blocks=len(waiting)).map(take).iter_rows():
        pass


def _rows_of(given: Input, choices: Choices, relevant: bool | None) -> Iterator[dict[str, Any]]:
    for taken in taken_in(given, choices, relevant):
        report = taken.report
        yield {
            "report": report.id if report else None,
            "source": taken.source,
            "month": month_of(report.published) if report else None,
            "published": report.published if report else None,
            "failure": taken.failure,
            "skipped": taken.skipped,
            "kept": report.model_dump_json() if report else None,
            "length": len(report.text) if report else 0,
        }


def month_of(published: str | None) -> str:
    """The month under which a report lies: "2025-04", or "unknown"."""
    return published[:7] if published else "unknown"


def _read(lake: Lake, fresh: list[Input], workers: int, on_progress: Callable[[Progress], None]) -> None:
    """Read what was taken in, unit by unit, and note each input as finished when all of it is read."""
    import ray

    known = {report for path in lake.files("read") for report in lake.read(path, ["report"])["report"].to_pylist()}
    there = set(lake.files("read"))
    units: list[dict[str, Any]] = []
    for given in fresh:
        units += [unit for unit in _units(lake, given, known) if f"read/{unit['name']}.parquet" not in there]
    waiting, done, characters = len(units), 0, 0
    on_progress(Progress(0, waiting, 0))
    if units:
        read = ray.data.from_items(units, override_num_blocks=len(units)).map_batches(
            UnitReader, fn_constructor_args=(lake,), batch_size=1, concurrency=(1, workers), num_cpus=1
        )
        for row in read.iter_rows():
            done, characters = done + 1, characters + int(row["characters"])
            on_progress(Progress(done, waiting - done, characters))
    for given in fresh:
        lake.note(f"inputs/{given.key}.json", {"input": given.uri, "bytes": given.size})
        lake.remove(f"taken/{given.key}.parquet")


def _units(lake: Lake, given: Input, known: set[str | None]) -> Iterator[dict[str, Any]]:
    """The rows of an input that are new, in pieces that one worker reads at a time. Adds what it meets to `known`.

    Pieces are cut by the input alone, so that a run that is resumed cuts them as the one before did.
    """
    rows = lake.read(f"taken/{given.key}.parquet", ["report", "length"])
    reports, lengths = rows["report"].to_pylist(), rows["length"].to_pylist()
    start = size = 0
    for i, length in enumerate([*lengths, None]):
        if i > start and (length is None or size + length > UNIT or i - start >= MOST_REPORTS):
            name = hashlib.sha256(f"{given.key}/{start}/{i}".encode()).hexdigest()[:16]
            fresh = [k for k in range(start, i) if reports[k] is None or reports[k] not in known]
            known.update(reports[k] for k in fresh if reports[k] is not None)
            # The same text twice in one piece is one report.
            first = {reports[k]: k for k in reversed(fresh) if reports[k] is not None}
            rest = [k for k in fresh if reports[k] is None or first[reports[k]] == k]
            yield {"input": given.key, "name": name, "rows": json.dumps(rest)}
            start, size = i, 0
        size += length or 0


class UnitReader:
    """A worker: loads the reader once, reads units, writes each as one file of the lake."""

    def __init__(self, lake: Lake) -> None:
        from sayso.reading import read

        self._lake, self._read = lake, read

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Read the units of a batch; how many characters each had."""
        characters = [self._unit(*unit) for unit in zip(batch["input"], batch["name"], batch["rows"], strict=True)]
        return {"name": batch["name"], "characters": characters}

    def _unit(self, given: str, name: str, rows: str) -> int:
        taken = self._lake.read(f"taken/{given}.parquet").take(json.loads(rows)).to_pylist()
        out = [self._row(row) for row in taken]
        self._lake.write(f"read/{name}.parquet", pa.Table.from_pylist(out, READ))
        return sum(row["length"] for row in taken)

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        told = {k: row[k] for k in ("report", "source", "month", "published", "failure", "skipped", "kept")}
        told |= {"reader_version": sayso.__version__, "ledger": None}
        if row["kept"] is None or row["skipped"]:
            return told
        try:
            told["ledger"] = self._read(Report.model_validate_json(row["kept"])).model_dump_json()
        except Exception as error:  # one report that cannot be read must not stop the others
            told |= {"failure": " ".join(f"{type(error).__name__}: {error}".split())[:300], "kept": None}
        return told


def _counted(lake: Lake, tables: int) -> Built:
    reports = skipped = failures = 0
    for path in lake.files("read"):
        rows = lake.read(path, ["failure", "skipped"])
        failed = len(rows) - rows["failure"].null_count
        left = len(rows) - rows["skipped"].null_count
        reports, skipped, failures = reports + len(rows) - failed - left, skipped + left, failures + failed
    return Built(len(lake.files("inputs")), reports, skipped, failures, tables)
