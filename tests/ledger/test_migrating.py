"""A ledger that an earlier version wrote: brought to this one with all it held, and then no other than a new one."""

import lzma
import re
import sqlite3
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.intake import report_from_text
from sayso.ledger import Wanted, check, edit, find, migrating, open_ledger, revise
from sayso.ledger.recall import recalled, reports_in
from sayso.ledger.recovering import recover
from sayso.ledger.store import SCHEMA_VERSION
from sayso.reading import read

VERSIONS = {int(f.name.partition(".")[0]): f for f in (Path(__file__).parent / "versions").glob("*.sayso.xz")}
LATE = "2032-01-01T00:00:00Z"


@pytest.fixture(params=sorted(VERSIONS))
def old(request, tmp_path):
    """A ledger of an earlier version: its path and version."""
    path = tmp_path / "war.sayso"
    path.write_bytes(lzma.decompress(VERSIONS[request.param].read_bytes()))
    return path, request.param


def user_version(path):
    with sqlite3.connect(path) as sql:
        return sql.execute("PRAGMA user_version").fetchone()[0]


def schema_of(ledger):
    """Each table, index and view as its script has it, without comments and blanks."""
    rows = ledger.sql.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    bare = ((name, " ".join(re.sub("--.*", "", sql).split())) for name, sql in rows)
    return {name: re.sub(r"\s*([(),])\s*", r"\1", sql) for name, sql in bare}


def test_the_scripts_lead_to_the_version_that_the_program_knows():
    assert list(migrating.migrations()) == list(range(2, SCHEMA_VERSION + 1))
    assert set(VERSIONS) >= {1}


def test_nothing_is_lost_or_changed(old):
    path, version = old
    with sqlite3.connect(path) as sql:
        names = [
            n for (n,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'sqlite_stat1'")
        ]
        before = {n: sql.execute(f"SELECT * FROM {n}").fetchall() for n in names if "_index" not in n}
    ledger = open_ledger(path)
    assert ledger.was == version
    assert user_version(path) == SCHEMA_VERSION
    for name, rows in before.items():
        now = ledger.sql.execute(f"SELECT * FROM {name}").fetchall()
        assert [row[: len(rows[0])] for row in now] == rows if rows else now == []
    assert list(check(ledger)) == []
    ledger.close()
    assert open_ledger(path).was == SCHEMA_VERSION


def test_it_has_the_schema_of_a_new_one(old, tmp_path):
    ledger, new = open_ledger(old[0]), open_ledger(tmp_path / "new.sayso", create=True)
    assert schema_of(ledger) == schema_of(new)


def test_it_goes_on_as_a_ledger(old):
    ledger = open_ledger(old[0])
    assert all(recalled(ledger.sql, report) for report in reports_in(ledger.sql))
    assert find(ledger, Wanted(words="tanks"))
    with ledger.at(1) as sql:
        assert sql.execute("SELECT count(*) FROM claims").fetchone()[0] > 0
    report = report_from_text("The army said on Friday that it had shot down 12 drones.")
    with revise(ledger, "add", time=LATE) as writer:
        assert writer.put(report, read(report))
    (statement,) = ledger.sql.execute("SELECT statement FROM statements ORDER BY statement_number LIMIT 1").fetchone()
    with revise(ledger, "edit", time=LATE, person="Ada", reason="misread") as writer:
        edit(writer, statement, "about", "the shelling")
    assert list(check(ledger)) == []


def test_reading_alone_leaves_it_and_says_what_to_do(old):
    path, version = old
    before = path.read_bytes()
    with pytest.raises(LedgerError) as caught:
        open_ledger(path, readonly=True)
    assert caught.value.reason == (
        f"a ledger of version {version}; bring it to version {SCHEMA_VERSION} with: sayso init --ledger {path}"
    )
    assert path.read_bytes() == before


def test_a_script_that_fails_leaves_the_ledger_as_it_was(old, monkeypatch):
    path, version = old
    scripts = migrating.migrations() | {SCHEMA_VERSION: "CREATE TABLE t (x);\nCREATE TABLE t (x);\n"}
    monkeypatch.setattr(migrating, "migrations", lambda: scripts)
    with sqlite3.connect(path) as sql:
        before = list(sql.execute("SELECT * FROM sqlite_master ORDER BY name"))
    with pytest.raises(LedgerError, match="already exists"):
        open_ledger(path)
    assert user_version(path) == version
    with sqlite3.connect(path) as sql:
        assert list(sql.execute("SELECT * FROM sqlite_master ORDER BY name")) == before


def test_one_that_is_damaged_too_is_recovered(old, tmp_path):
    done = recover(old[0], tmp_path / "new.sayso", read=read, time=LATE)
    ledger = open_ledger(tmp_path / "new.sayso")
    assert done.lost == []
    assert (done.reports, done.corrections) == (4, 4)
    assert list(check(ledger)) == []
