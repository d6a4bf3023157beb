"""Asking a lake: DuckDB over its Parquet, reading only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from sayso.exports.tables import TABLES
from sayso.lake.place import Lake, LakeError


@contextmanager
def connected(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view for each table of the lake, `month` a column of each."""
    sql = duckdb.connect(":memory:")
    try:
        for table in TABLES:
            if lake.files(f"tables/{table.name}"):
                path = lake.pattern(f"tables/{table.name}/*/*.parquet").replace("'", "''")
                sql.execute(
                    f"""CREATE VIEW "{table.name}" AS SELECT * FROM read_parquet('{path}', hive_partitioning = true,
                          hive_types_autocast = false)"""
                )
        yield sql
    except duckdb.Error as error:
        raise LakeError(f"{lake.uri}: {' '.join(str(error).split())}") from error
    finally:
        sql.close()


def ask(lake: Lake, query: str, *, seconds: float = 60.0) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The columns and rows of one SELECT over the lake's tables.

    It can neither write nor read other files nor load anything. Raises LakeError where the query is wrong, may not
    be, or takes longer than `seconds`.
    """
    with connected(lake) as sql:
        if len(statements := duckdb.extract_statements(query)) != 1 or (
            statements[0].type != duckdb.StatementType.SELECT
        ):
            raise LakeError("query: not one SELECT")
        folder = lake.pattern("tables").replace("'", "''")
        sql.execute(f"SET allowed_directories = ['{folder}/']")
        sql.execute("SET enable_external_access = false")
        sql.execute("SET lock_configuration = true")
        timer = threading.Timer(seconds, sql.interrupt)
        timer.start()
        try:
            rows = sql.execute(query).fetchall()
        except duckdb.InterruptException as error:
            raise LakeError(f"query: stopped after {seconds:g} seconds") from error
        finally:
            timer.cancel()
        return tuple(column[0] for column in sql.description or ()), rows
