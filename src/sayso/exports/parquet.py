"""Parquet: a folder with a file for each table, typed, for DuckDB, pandas and R. Needs the extra `export`."""

from __future__ import annotations

import sqlite3
from itertools import islice
from pathlib import Path

from sayso.errors import ExportError
from sayso.exports.tables import TABLES

# Rows to a group: what is in memory at a time.
GROUP = 20_000


def write(sql: sqlite3.Connection, folder: Path) -> int:
    """Write every table into the folder. Nothing is left out."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExportError("parquet", "needs pyarrow: pip install 'sayso[export]'") from error
    types = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    for table in TABLES:
        schema = pa.schema([(name, types[kind]) for name, kind in table.columns])
        rows = table.rows(sql)
        with ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as out:
            while group := list(islice(rows, GROUP)):
                columns = zip(*group, strict=True)
                out.write_table(
                    pa.table([pa.array(c, t) for c, t in zip(columns, schema.types, strict=True)], schema=schema)
                )
    return 0
