"""A large ledger out of one of some thousand reports: its rows again and again, under other ids and a day earlier each.

Laying a hundred thousand reports side by side takes half an hour; copying what laying them came to takes minutes. Each
copy has happenings, matters and links of its own, the actors and places are those of the first: so a few speakers and
places have very many statements, as in the news. What only adding needs (the keys of accounts and texts) is left out.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from pathlib import Path

from sayso.ledger import open_ledger
from sayso.matters.asking import matter_id

_NUMBERED = {"report_number": "report_versions", "statement_number": "statement_versions", "event_number": "events"}
"""Columns that hold the number of a row, and the table it is of."""
_TABLES = (
    "report_versions", "mentions", "statement_versions", "speakers", "chain", "events", "participants", "means",
    "figures", "link_versions", "balance_versions", "happenings", "account_versions", "matter_versions",
    "membership_versions", "matter_link_versions", "copy_versions", "voice_versions", "origin_versions",
    "matter_counts",
)  # fmt: skip
_IDS = {
    "report", "statement", "account", "happening", "from_statement", "to_statement", "about", "other", "founded",
}  # fmt: skip
_DAYS = {"published", "said", "start", "end", "first", "last"}
_TOLD = {"told", "voices", "copied"}
"""Columns of JSON with ids in them, of which `told` is compressed."""
_ID_TOLD = re.compile(r'"([rsh][0-9a-f]{12})"')


def copied(base: Path, file: Path, copies: int) -> None:
    """Write to `file` a ledger of so many times (at most 256) the reports of `base`, which is not written to."""
    partial = file.with_suffix(".partial")
    shutil.copyfile(base, partial)
    ledger = open_ledger(partial)
    sql = ledger.sql
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -500000"):
        sql.execute(f"PRAGMA {pragma}")
    sql.execute("ATTACH ? AS base", (str(base),))
    of = dict(sql.execute("SELECT matter, happening || ' ' || question FROM base.matter_versions"))
    sql.create_function("own_id", 2, _own_id, deterministic=True)
    sql.create_function("own_told", 2, _own_told, deterministic=True)
    sql.create_function("own_matter", 2, lambda matter, copy: _own_matter(of[matter], copy), deterministic=True)
    for copy in range(1, copies):
        sql.execute("BEGIN")
        for table in _TABLES:
            _copy(sql, table, copy)
        last = copy * _last(sql, "statement_versions")
        sql.execute(
            "INSERT INTO words_index (rowid, words) SELECT number, words FROM statement_versions WHERE number > ?",
            (last,),
        )
        sql.execute("COMMIT")
    kinds = [row[1] for row in sql.execute("PRAGMA table_info(revision_counts)")][1:]
    sql.execute(f"UPDATE revision_counts SET {', '.join(f'{kind} = {kind} * {copies}' for kind in kinds)}")
    sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    partial.rename(file)


def _copy(sql: sqlite3.Connection, table: str, copy: int) -> None:
    columns = [name for (name,) in sql.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    values = ", ".join(_value(sql, table, name, copy) for name in columns)
    sql.execute(f"INSERT INTO main.{table} SELECT {values} FROM base.{table}")


def _value(sql: sqlite3.Connection, table: str, column: str, copy: int) -> str:
    if column == "number" or column in _NUMBERED:
        return f'"{column}" + {copy * _last(sql, _NUMBERED.get(column, table))}'
    if column == "matter":
        return f"own_matter(matter, {copy})"
    if column in _IDS:
        return f"own_id({column}, {copy})"
    if column in _TOLD:
        return f"own_told({column}, {copy})"
    if column in _DAYS:
        return f"""date(substr("{column}", 1, 10), '-{copy} days')"""
    if column == "origin":
        return f"CASE kind WHEN 'text' THEN own_id(origin, {copy}) ELSE origin END"
    return f"url || '/{copy}'" if column == "url" else f'"{column}"'


def _last(sql: sqlite3.Connection, table: str) -> int:
    return int(sql.execute(f"SELECT coalesce(max(number), 0) FROM base.{table}").fetchone()[0])


def _own_id(known: str | None, copy: int) -> str | None:
    return None if known is None else f"{known[:11]}{int(known[11:], 16) ^ copy:02x}"


def _own_told(told: str | bytes, copy: int) -> str | bytes:
    if isinstance(told, bytes):
        return zlib.compress(str(_own_told(zlib.decompress(told).decode(), copy)).encode())
    return _ID_TOLD.sub(lambda found: f'"{_own_id(found.group(1), copy)}"', told)


def _own_matter(of: str, copy: int) -> str:
    happening, question = of.split(" ", 1)
    return matter_id(str(_own_id(happening, copy)), question)
