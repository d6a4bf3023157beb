"""From a ledger of an older version to one of this: numbered scripts, forward only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sayso.ledger.counting import count_all

COUNTED_SINCE = 6
"""The version in which matters are counted as they change; an older ledger has its matters counted once."""
INDEXES = ("text_index", "words_index", "actor_index", "place_index")
"""The full-text tables."""


def schema() -> str:
    """The script that makes an empty ledger of the newest version."""
    return (files(__package__) / "schema.sql").read_text(encoding="utf-8")


def migrations() -> dict[int, str]:
    """The scripts by the version that each of them leads to, in order: 0002_….sql leads from 1 to 2."""
    scripts = (f for f in (files(__package__) / "migrations").iterdir() if f.name.endswith(".sql"))
    return {
        int(script.name[:4]): script.read_text(encoding="utf-8") for script in sorted(scripts, key=lambda f: f.name)
    }


def migrate(sql: sqlite3.Connection, version: int) -> None:
    """Bring the schema to a version; all of it, or nothing where a script fails. No entry changes.

    Views are left out of scripts: they are dropped first and made anew as the schema has them.
    """
    # Scripts may put a table in the place of another, which references to it would bar.
    sql.execute("PRAGMA foreign_keys = OFF")
    # Of two processes that open the same file, one waits and finds it done.
    sql.execute("BEGIN IMMEDIATE")
    try:
        was = sql.execute("PRAGMA user_version").fetchone()[0]
        if was < version:
            for (view,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
                sql.execute(f'DROP VIEW "{view}"')
            for number, script in migrations().items():
                if was < number <= version:
                    for statement in statements_of(script):
                        sql.execute(statement)
            for statement in statements_of(schema()):
                if "CREATE VIEW" in statement:
                    sql.execute(statement)
            if was < COUNTED_SINCE <= version:
                count_all(sql)
            sql.execute(f"PRAGMA user_version = {version:d}")
        sql.execute("COMMIT")
    except BaseException:
        if sql.in_transaction:
            sql.execute("ROLLBACK")
        raise
    finally:
        sql.execute("PRAGMA foreign_keys = ON")


def statements_of(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one, each with the comments before it."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
