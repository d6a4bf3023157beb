"""Asking a lake: DuckDB over its Parquet, reading only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from sayso.errors import LakeError
from sayso.lake.place import Lake
from sayso.lake.querying import opened, quoted, show
from sayso.lake.tables import FAILURES, FAILURES_TABLE, IDENTITIES, RESOLVED, RESOLVED_TABLES, schemas


@contextmanager
def connected(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view for each table of the lake, `month` a column of all but the resolved ones.

    Raises LakeError where there is no lake.
    """
    lake.require()
    with opened(lake) as sql:
        for name, schema in schemas().items():
            key = IDENTITIES.get(name)
            show(sql, lake, f"{name} of parts" if key else name, f"tables/{name}", schema)
            if key:
                # Each part names those that it speaks of; of the lake they are one.
                sql.execute(
                    f"""CREATE VIEW "{name}" AS SELECT DISTINCT ON ({key}) * EXCLUDE (month) FROM "{name} of parts"
                        ORDER BY {key}, month"""
                )
        show(sql, lake, FAILURES, f"tables/{FAILURES}", FAILURES_TABLE)
        if lake.has(RESOLVED):
            for name, schema in RESOLVED_TABLES.items():
                show(sql, lake, name, f"tables/{name}", schema)
        yield sql


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
        if lake.is_path:
            sql.execute(f"SET allowed_directories = ['{quoted(lake.uri)}/tables/']")
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
