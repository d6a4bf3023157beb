"""What is kept so that nobody counts a large ledger again: what lists show of each matter, and how many rows stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.ledger.happenings import profile_of
from sayso.matters.scoring import Profile
from sayso.matters.wording import asked

_TOUCHED = """
  SELECT matter FROM matter_versions WHERE since = :r UNION SELECT matter FROM matter_versions WHERE until = :r
  UNION SELECT matter FROM membership_versions WHERE since = :r
  UNION SELECT matter FROM membership_versions WHERE until = :r
  UNION SELECT matter FROM matter_link_versions WHERE since = :r
  UNION SELECT matter FROM matter_link_versions WHERE until = :r
  UNION SELECT m.matter FROM account_versions a CROSS JOIN matter_versions m
    ON m.happening = a.happening AND m.until IS NULL WHERE a.since = :r
  UNION SELECT m.matter FROM account_versions a CROSS JOIN matter_versions m
    ON m.happening = a.happening AND m.until IS NULL WHERE a.until = :r
  UNION SELECT b.matter FROM origin_versions o CROSS JOIN membership_versions b
    ON b.statement = o.statement AND b.until IS NULL WHERE o.since = :r
  UNION SELECT b.matter FROM origin_versions o CROSS JOIN membership_versions b
    ON b.statement = o.statement AND b.until IS NULL WHERE o.until = :r
  ORDER BY 1"""
_COUNTS = """
  SELECT m.matter, m.happening, m.question, m.statements, m.reports, m.origins, m.disputes, m.first, m.last
  FROM json_each(?) j CROSS JOIN matters m ON m.matter = j.value ORDER BY 1"""
# As the view `ranges` has them, a side each: the widest that two statements span. A part of a measure has no range
# here, for a figure does not say of whom it counts.
_RANGE = """
  SELECT min(low), max(high), side FROM (
    SELECT n.name AS side, max(f.high) AS high, f.low
    FROM memberships b CROSS JOIN statements s ON s.statement = b.statement
    CROSS JOIN figures f ON f.statement_number = s.statement_number AND f.measure = ?2
    LEFT JOIN named_actors n ON n.number = f.side_number
    WHERE b.matter = ?1 GROUP BY b.statement, n.name)
  GROUP BY side ORDER BY count(*) > 1 DESC, max(high) / max(min(low), 1) DESC, max(high) DESC, side LIMIT 1"""

_AGAINST = "relation IN ('denies', 'contradicts', 'doubts')"
_ROWS = {
    "reports": (("report_versions", "state = 'read'"),), "statements": (("statement_versions", "1"),),
    "links": (("link_versions", "1"),), "matter_links": (("matter_link_versions", "1"),),
    "disputes": (("link_versions", _AGAINST), ("matter_link_versions", _AGAINST)),
    "matters": (("matter_versions", "1"),), "balances": (("balance_versions", "1"),),
    "corrections": (("correction_versions", "1"),),
}  # fmt: skip
"""What is counted: the tables whose rows stand from a revision until another, and which of their rows."""


def standing(sql: sqlite3.Connection) -> list[int]:
    """How many rows of each kind stand, counted one by one: what `revision_counts` has of the last revision."""
    return [
        sum(sql.execute(f"SELECT count(*) FROM {t} WHERE until IS NULL AND +{c}").fetchone()[0] for t, c in of)
        for of in _ROWS.values()
    ]


def _changed(table: str, clause: str) -> str:
    return (
        f"(SELECT count(*) FROM {table} WHERE since = :r AND +{clause})"
        f" - (SELECT count(*) FROM {table} WHERE until = :r AND +{clause})"
    )


_STANDING = f"""
  INSERT INTO revision_counts (revision, {", ".join(_ROWS)})
  SELECT :r, {", ".join(f"coalesce(max({n}), 0) + " + " + ".join(_changed(*of) for of in _ROWS[n]) for n in _ROWS)}
  FROM revision_counts WHERE revision = :r - 1"""
_OF_LAST = """
  SELECT DISTINCT b.matter
  FROM (SELECT report_number FROM reports ORDER BY published DESC, report_number DESC LIMIT ?) r
  CROSS JOIN statements s ON s.report_number = r.report_number CROSS JOIN memberships b ON b.statement = s.statement
  ORDER BY 1"""


def keep_counts(sql: sqlite3.Connection, revision: int) -> None:
    """Bring what is kept up to what a revision wrote. It is the last so far."""
    sql.execute(_STANDING, {"r": revision})
    _count(sql, [matter for (matter,) in sql.execute(_TOUCHED, {"r": revision})])


def count_all(sql: sqlite3.Connection) -> None:
    """Make anew what is kept of every revision, and of every matter that stands."""
    sql.execute("DELETE FROM revision_counts")
    for (revision,) in sql.execute("SELECT revision FROM revisions ORDER BY revision").fetchall():
        sql.execute(_STANDING, {"r": revision})
    sql.execute("DELETE FROM matter_counts")
    _count(sql, [m for (m,) in sql.execute("SELECT matter FROM matter_versions WHERE until IS NULL ORDER BY 1")])


def counts_of(sql: sqlite3.Connection, matters: list[str]) -> Iterator[tuple[object, ...]]:
    """The rows of `matter_counts` that belong to matters, by what the views show; none of a matter that ended."""
    profiles: dict[str, Profile | None] = {}
    for row in sql.execute(_COUNTS, (json.dumps(matters),)).fetchall():
        matter, happening, question, *counts = row
        if happening not in profiles:
            profiles[happening] = profile_of(sql, happening)
        profile = profiles[happening]
        kind = next((t for t, _ in profile.types.most_common(1)), None) if profile else None
        spread = sql.execute(_RANGE, (matter, question)).fetchone() or (None, None, None)
        yield matter, happening, question, asked(profile, question) if profile else question, kind, *counts, *spread


@contextmanager
def counted_then(sql: sqlite3.Connection, reports: int) -> Iterator[None]:
    """While the views show an earlier revision: have `matter_counts` show the matters of the last so many reports too.

    What is kept is of now, and counting all that stood then would take as long as it took to write.
    """
    (shape,) = sql.execute("SELECT sql FROM main.sqlite_master WHERE name = 'matter_counts'").fetchone()
    sql.execute(shape.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    try:
        last = sql.execute(_OF_LAST, (reports,)).fetchall()
        _put(sql, "temp.matter_counts", [matter for (matter,) in last])
        yield
    finally:
        sql.execute("DROP TABLE temp.matter_counts")


def _count(sql: sqlite3.Connection, matters: list[str]) -> None:
    sql.executemany("DELETE FROM matter_counts WHERE matter = ?", [(m,) for m in matters])
    _put(sql, "matter_counts", matters)


def _put(sql: sqlite3.Connection, table: str, matters: list[str]) -> None:
    sql.executemany(f"INSERT INTO {table} VALUES (?{', ?' * 13})", list(counts_of(sql, matters)))
