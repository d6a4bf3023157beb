"""DuckDB over files of a lake, with bounded memory."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import dataset

from sayso.errors import LakeError
from sayso.lake.place import Lake

# What DuckDB may hold in memory; sorts of more go to a temporary folder.
MEMORY = "1GB"
_FETCHED = 10_000


@contextmanager
def opened(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills to disk; what DuckDB says is wrong becomes one line of LakeError."""
    with tempfile.TemporaryDirectory() as folder:
        sql = duckdb.connect(":memory:")
        try:
            sql.execute(f"SET memory_limit = '{MEMORY}'")
            sql.execute(f"SET temp_directory = '{quoted(folder)}'")
            yield sql
        except duckdb.Error as error:
            raise LakeError(f"{lake.uri}: {' '.join(str(error).split())}") from error
        finally:
            sql.close()


def show(sql: duckdb.DuckDBPyConnection, lake: Lake, name: str, files: list[str] | str, schema: pa.Schema) -> None:
    """Have `name` stand for the rows of files of the lake; a folder stands for all files in it.

    DuckDB reads paths itself. Of a URI pyarrow reads for it, so that it needs no extension that it would load; and of
    a path that DuckDB would take for a pattern.
    """
    listed = lake.files(files) if isinstance(files, str) else files
    if not listed:
        sql.register(name, schema.empty_table())
    elif lake.is_path and not glob.has_magic(lake.uri):
        paths = [f"{lake.uri}/{files}/**/*.parquet"] if isinstance(files, str) else [f"{lake.uri}/{f}" for f in listed]
        names = ", ".join(f"'{quoted(path)}'" for path in paths)
        hive = "true, hive_types = {month: VARCHAR}" if "month" in schema.names and "/month=" in listed[0] else "false"
        sql.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{names}], hive_partitioning = {hive})')
    else:
        system, root = lake.at("")
        months = dataset.partitioning(pa.schema([("month", pa.string())]), flavor="hive")
        partitioned = months if "/month=" in listed[0] else None
        sql.register(
            name,
            dataset.dataset(
                [root + path for path in listed], schema=schema, format="parquet", filesystem=system,
                partitioning=partitioned,
            ),
        )  # fmt: skip


def fetched(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of an answer, some thousand in memory at a time."""
    while rows := found.fetchmany(_FETCHED):
        yield from rows


def quoted(words: str) -> str:
    """Words as they stand inside a string of SQL."""
    return words.replace("'", "''")
