"""The plan of a build: which reports are read, each once, in units that one worker reads at a time.

A plan is written as one file before anything is read by it, and carried out before another is made: a build that was
broken off goes on with the same units, whatever has been read of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from sayso.lake.inputs import TAKEN, Input
from sayso.lake.place import Lake
from sayso.lake.querying import fetched, opened, show
from sayso.lake.tables import READ

# Characters of text that one worker reads before it writes them down: what a crash can cost.
UNIT = 400_000
MOST_REPORTS = 100
# Towards the end of a plan units grow smaller, to this part of what is left and no less than so many characters: else
# the worker that has the last one reads alone.
SHARE = 32
LEAST = 20_000

UNITS = pa.schema([("input", pa.string()), ("name", pa.string()), ("rows", pa.list_(pa.int64()))])

PLAN = "plan/units.parquet"
INPUTS = "plan/inputs.json"
_GROUP = 500


def make_plan(lake: Lake, inputs: list[Input]) -> None:
    """Write the plan of reading inputs that were taken in.

    A report that stands in `read/` is left out; one that several inputs carry is read from the first, by their order.
    """
    lake.note(INPUTS, {"inputs": [{"key": given.key, "uri": given.uri, "bytes": given.size} for given in inputs]})
    lake.write_pieces(PLAN, UNITS, _in_groups(_units(_owned(lake, inputs))))


def planned_inputs(lake: Lake) -> list[dict[str, Any]]:
    """The inputs of the plan."""
    return list((lake.noted(INPUTS) or {"inputs": []})["inputs"])


def planned(lake: Lake) -> Iterator[dict[str, Any]]:
    """The units of the plan, in its order: input, name, the numbers of the rows and whether it is read already."""
    held, done = "", frozenset[str]()
    for group in lake.groups(PLAN):
        for unit in group.to_pylist():
            if unit["input"] != held:
                held, done = unit["input"], frozenset(lake.files(f"read/{unit['input']}"))
            yield unit | {"done": path_of(unit) in done}


def path_of(unit: dict[str, Any]) -> str:
    """Where a unit is written once it is read."""
    return f"read/{unit['input']}/{unit['name']}.parquet"


def _owned(lake: Lake, inputs: list[Input]) -> Iterator[tuple[str, int, int, int]]:
    """Input, row and length of what is to be read, in order, and the length of it all."""
    with opened(lake) as sql:
        show(sql, lake, "taken", [f"taken/{given.key}.parquet" for given in inputs], TAKEN)
        show(sql, lake, "read", "read", READ)
        sql.register(
            "inputs",
            pa.table({"key": [given.key for given in inputs], "number": list(range(len(inputs)))},
                     schema=pa.schema([("key", pa.string()), ("number", pa.int64())])),
        )  # fmt: skip
        yield from fetched(
            sql.execute(
                """WITH owned AS (
                     SELECT t.input, t.row, t.length, i.number FROM taken t JOIN inputs i ON i.key = t.input
                     WHERE NOT EXISTS (SELECT 1 FROM read r WHERE r.id = t.id)
                     QUALIFY row_number() OVER (PARTITION BY t.id ORDER BY i.number, t.row) = 1)
                   SELECT input, row, length, sum(length) OVER () FROM owned ORDER BY number, row"""
            )
        )


def _units(owned: Iterable[tuple[str, int, int, int]]) -> Iterator[dict[str, Any]]:
    held, number, size, before, rows = "", 0, 0, 0, list[int]()

    def unit() -> dict[str, Any]:
        return {"input": held, "name": f"{number:06d}", "rows": rows}

    for given, row, length, total in owned:
        most = min(UNIT, max(LEAST, (total - before) // SHARE))
        if rows and (given != held or size + length > most or len(rows) >= MOST_REPORTS):
            yield unit()
            number, size, before, rows = number + 1, 0, before + size, []
        if given != held:
            held, number = given, 0
        rows.append(row)
        size += length
    if rows:
        yield unit()


def _in_groups(units: Iterable[dict[str, Any]]) -> Iterator[pa.Table]:
    group: list[dict[str, Any]] = []
    for unit in units:
        group.append(unit)
        if len(group) >= _GROUP:
            yield pa.Table.from_pylist(group, UNITS)
            group = []
    if group:
        yield pa.Table.from_pylist(group, UNITS)
