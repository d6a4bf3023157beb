"""Building a lake: inputs taken in, reports read by Ray's workers, tables written by month. All can be resumed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

import sayso
from sayso.intake.making import Choices
from sayso.lake import engine
from sayso.lake.inputs import Input, inputs_of, rows_taken, take_in
from sayso.lake.place import Lake
from sayso.lake.planning import PLAN, make_plan, path_of, planned, planned_inputs
from sayso.lake.querying import opened, show
from sayso.lake.tables import READ, RESOLVED, write_failures, write_tables
from sayso.model import Report

# Workers that died in one unit before it is read report by report, and in one report before that is given up.
MOST_DEATHS = 2
DIED = "not read: the reader died of it"


@dataclass(frozen=True, slots=True)
class Built:
    """How a lake stands after building."""

    inputs: int
    reports: int
    skipped: int
    failures: int
    parts: int
    """Parts of months that were written anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading is."""

    done: int
    """Reports."""
    waiting: int
    characters: int
    """Of the reports done."""
    memory: int
    """The most bytes that a worker has held."""


def build(
    sources: Iterable[str],
    out: str,
    *,
    choices: Choices | None = None,
    relevant: bool | None = None,
    workers: int | None = None,
    address: str | None = None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    on_step: Callable[[str], None] = lambda words: None,
) -> Built:
    """Read all that the sources name into the lake `out`; what is there already is not read again.

    A report that several inputs carry is read once: of inputs that are new together, from the first by name. What an
    earlier build left undone is done first. `address` is that of a Ray cluster; None starts one on this machine with
    `workers` (else all cores). `on_progress` is told how far reading is, `on_step` of what is done before and after.
    Raises LakeError where a source names no file, the lake cannot be written, or another
    command of this machine is writing to it.
    """
    lake = Lake(out)
    inputs = inputs_of(sources, choices or Choices(), relevant)
    with lake.held(), engine.started(address, workers) as size:
        lake.sweep()
        if lake.has(PLAN):
            _read(lake, size, on_progress)
        _clear(lake)
        finished = {path.rsplit("/", 1)[-1].removesuffix(".json") for path in lake.files("inputs")}
        if fresh := [given for given in inputs if given.key not in finished]:
            _take_in(lake, fresh, size, on_step)
            make_plan(lake, fresh)
            _read(lake, size, on_progress)
            _clear(lake)
        parts = write_tables(lake, size, on_step)
        write_failures(lake)
        # What workers that were killed meanwhile left; their work was done again.
        lake.sweep()
        return _counted(lake, parts)


def _take_in(lake: Lake, fresh: list[Input], workers: int, on_step: Callable[[str], None]) -> None:
    """One file in `taken/` for each input; those of an earlier, broken build are kept."""
    there = set(lake.files("taken"))
    waiting = [
        {"uri": given.uri, "size": given.size, "place": given.place}
        for given in fresh
        if f"taken/{given.key}.parquet" not in there
    ]
    taken = engine.spread(take_in, (lake.uri, fresh[0].choices, fresh[0].relevant), waiting, workers)
    for _ in engine.counted(taken, "inputs taken in", on_step, len(waiting)):
        pass


def _read(lake: Lake, workers: int, on_progress: Callable[[Progress], None]) -> None:
    """Read what the plan has and is not read yet; the inputs of the plan are then finished."""
    # What was resolved speaks of the reports of before.
    lake.remove(RESOLVED)
    waiting = sum(len(unit["rows"]) for unit in planned(lake) if not unit["done"])
    done = characters = memory = 0
    on_progress(Progress(done, waiting, characters, memory))
    units = ({"input": u["input"], "name": u["name"], "rows": u["rows"]} for u in planned(lake) if not u["done"])
    for row in engine.spread(UnitReader, (lake.uri,), units, workers):
        done, characters = done + row["reports"], characters + row["characters"]
        memory = max(memory, row["memory"])
        on_progress(Progress(done, waiting - done, characters, memory))
    for given in planned_inputs(lake):
        lake.note(f"inputs/{given['key']}.json", {"input": given["uri"], "bytes": given["bytes"]})
    lake.remove(PLAN)


def _clear(lake: Lake) -> None:
    """Take away what a plan that is carried out needed; what was taken in for one that is still to be made stays."""
    for path in (*lake.files("plan"), *lake.files("trying")):
        lake.remove(path)
    for path in lake.files("taken"):
        if lake.has(f"inputs/{path.removeprefix('taken/').removesuffix('.parquet')}.json"):
            lake.remove(path)


class UnitReader:
    """A worker: loads the reader once, reads units, writes each as one file of the lake.

    A report that ends its worker (a crash, memory) would end the next one too. So each unit is marked as being tried;
    where workers died in it, its reports are marked one by one, and the one that they die of becomes a failure.
    """

    def __init__(self, uri: str) -> None:
        from sayso.reading import read

        self._lake, self._reading = Lake(uri), read

    def __call__(self, unit: dict[str, Any]) -> dict[str, Any]:
        """Read one unit; how many reports and characters it had, and the most memory this worker has held."""
        mark = f"trying/{unit['input']}-{unit['name']}.json"
        taken = rows_taken(self._lake, unit["input"], unit["rows"])
        try:
            out = [told | {"file": path_of(unit)} for told in self._told(taken, mark)]
            self._lake.write(path_of(unit), pa.Table.from_pylist(out, READ))
        except Exception:
            # What raises has not died.
            self._lake.remove(mark)
            raise
        self._lake.remove(mark)
        return {"reports": len(out), "characters": sum(row["length"] for row in taken), "memory": _most_memory()}

    def _told(self, taken: list[dict[str, Any]], mark: str) -> Iterator[dict[str, Any]]:
        tried = self._lake.noted(mark) or {"deaths": 0, "rows": {}}
        careful = tried["deaths"] >= MOST_DEATHS
        if not careful:
            self._lake.note(mark, tried | {"deaths": tried["deaths"] + 1})
        for row in taken:
            if careful:
                number = str(row["row"])
                died = tried["rows"].get(number, 0)
                if died >= MOST_DEATHS:
                    yield _bare(row) | {"failure": DIED, "kept": None}
                    continue
                self._lake.note(mark, tried | {"rows": tried["rows"] | {number: died + 1}})
            yield self._row(row)

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        told = _bare(row)
        if row["kept"] is None or row["skipped"]:
            return told
        try:
            told["ledger"] = self._reading(Report.model_validate_json(row["kept"])).model_dump_json()
        except Exception as error:  # one report that cannot be read must not stop the others
            words = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            told |= {"failure": f"not read: {words}", "kept": None}
        return told


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    names = ("report", "id", "source", "month", "published", "failure", "skipped", "kept")
    return {name: row[name] for name in names} | {"reader_version": sayso.__version__, "ledger": None}


def _most_memory() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _counted(lake: Lake, parts: int) -> Built:
    with opened(lake) as sql:
        show(sql, lake, "read", "read", READ)
        found = sql.execute(
            """SELECT count(*) FILTER (failure IS NULL AND skipped IS NULL),
                 count(*) FILTER (failure IS NULL AND skipped IS NOT NULL), count(failure) FROM read"""
        ).fetchone()
    reports, skipped, failures = found or (0, 0, 0)
    return Built(len(lake.files("inputs")), reports, skipped, failures, parts)
