"""Blocks: rows that share a key, directly or through others, so that what is compared is never apart."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from sayso.lake.querying import fetched


@dataclass
class Block:
    """Rows to be compared with each other: each the number of a file and the row's name in it, in their order."""

    rows: list[tuple[int, str]] = field(default_factory=list)


def blocks_of(sql: duckdb.DuckDBPyConnection, most: int, *, alone: bool) -> Iterator[Block]:
    """The rows of the table `keyed` (file, name, place, month, keys) in blocks, rows in the order of `place`.

    A block of more than `most` rows is cut by month. Small blocks are put into one: rows that share no key change
    nothing for each other. `alone`: whether rows that share no key with any are given too.
    """
    sql.execute(
        """CREATE TEMP TABLE numbered AS
           SELECT CAST(row_number() OVER (ORDER BY place, name) - 1 AS BIGINT) AS n, file, name, month, keys
           FROM keyed"""
    )
    sql.register("rooted", _roots(sql))
    found = sql.execute(
        f"""WITH sized AS (
              SELECT n, file, name, month, root, count(*) OVER (PARTITION BY root) AS size
              FROM numbered JOIN rooted USING (n))
            SELECT file, name, root, size > {most} AS cut, month FROM sized WHERE size > {0 if alone else 1}
            ORDER BY cut, CASE WHEN cut THEN root END, CASE WHEN cut THEN month END, root, n"""
    )
    block, held = Block(), None
    for file, name, root, cut, month in fetched(found):
        own = (root, month if cut else None, cut)
        if own != held and block.rows and (cut or (held is not None and held[2]) or len(block.rows) >= most):
            yield block
            block = Block()
        held = own
        block.rows.append((file, name))
    if block.rows:
        yield block


def _roots(sql: duckdb.DuckDBPyConnection) -> pa.Table:
    """Of each row the first row that it is tied to: eight bytes a row."""
    (count,) = sql.execute("SELECT count(*) FROM numbered").fetchone() or (0,)
    parent = array("q", range(count))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    ties = sql.execute(
        """SELECT n, before FROM (
             SELECT n, lag(n) OVER (PARTITION BY key ORDER BY n) AS before
             FROM (SELECT DISTINCT n, unnest(keys) AS key FROM numbered))
           WHERE before IS NOT NULL"""
    )
    for n, before in fetched(ties):
        one, other = sorted((root(n), root(before)))
        parent[other] = one
    roots = array("q", (root(n) for n in range(count)))
    return pa.table({"n": pa.array(range(count), pa.int64()), "root": pa.array(roots, pa.int64())})
