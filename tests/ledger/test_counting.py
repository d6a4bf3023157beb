"""What is kept of matters and rows, so that nobody counts them again: the same as counting them."""

import re

import pytest

from sayso.demo import demo_reports
from sayso.intake.taken import Taken
from sayso.ledger import add, check, open_ledger, reject, revise, undo
from sayso.ledger.counting import counted_then, standing
from sayso.ledger.listing import Sought, matters_listed
from sayso.ledger.migrating import migrations
from sayso.reading import read

TIME = "2031-03-08T12:00:00Z"
SIGNED = {"time": TIME, "person": "Ada", "reason": "seen"}


@pytest.fixture
def ledger(tmp_path):
    """The demo reports, two to a revision; whatever a test does to it, the counts must hold."""
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    reports = list(demo_reports())
    for n in range(0, len(reports), 2):
        add(opened, [Taken(*r) for r in reports[n : n + 2]], read, command="add", now=lambda: TIME)
    yield opened
    assert list(check(opened)) == []
    opened.close()


def listed(ledger, **sought):
    return matters_listed(ledger.sql, Sought(alone=True, **sought), limit=-1)


def test_a_list_has_what_stood_at_an_earlier_revision(ledger):
    now = listed(ledger)
    with ledger.at(2), counted_then(ledger.sql, 100):
        then = {m.matter: m for m in listed(ledger)}
    assert then
    assert len(then) < len(now)
    assert all(m.reports >= then[m.matter].reports for m in now if m.matter in then)
    assert listed(ledger) == now


def test_rows_are_counted_for_each_revision(ledger):
    rows = ledger.sql.execute("SELECT revision, reports FROM revision_counts ORDER BY revision").fetchall()
    assert rows == [(1, 2), (2, 4), (3, 6), (4, 8)]
    last = ledger.sql.execute("SELECT * FROM revision_counts ORDER BY revision DESC LIMIT 1").fetchone()
    assert list(last[1:]) == standing(ledger.sql)


def test_a_rejected_statement_is_counted_out_and_in_again(ledger):
    before = listed(ledger, contested=True)
    statement, correction = ledger.sql.execute("SELECT from_statement FROM matter_links LIMIT 1").fetchone()[0], 1
    with revise(ledger, "reject", **SIGNED) as writer:
        reject(writer, statement)
    assert listed(ledger, contested=True) != before
    assert list(check(ledger)) == []
    with revise(ledger, "undo", **SIGNED) as writer:
        undo(writer, correction)
    assert listed(ledger, contested=True) == before


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("UPDATE matter_counts SET disputes = disputes + 1", "what lists show of matters is not what they hold"),
        ("UPDATE revision_counts SET statements = 0", "the rows that stand are not as many as were counted"),
    ],
)
def test_wrong_counts_are_told(ledger, spoil, told):
    ledger.sql.execute("BEGIN")
    ledger.sql.execute(spoil)
    assert list(check(ledger)) == [told]
    ledger.sql.execute("ROLLBACK")


def test_a_ledger_that_never_counted_is_counted_once_it_is_opened(ledger):
    before = [
        ledger.sql.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("matter_counts", "revision_counts")
    ]
    for view in [v for (v,) in ledger.sql.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()]:
        ledger.sql.execute(f'DROP VIEW "{view}"')
    ledger.sql.execute("DROP TABLE matter_counts")
    ledger.sql.execute("DROP TABLE revision_counts")
    for index in re.findall(r"CREATE INDEX (\w+)", migrations()[6]):
        ledger.sql.execute(f"DROP INDEX IF EXISTS {index}")
    ledger.sql.execute("PRAGMA user_version = 5")
    again = open_ledger(ledger.path)
    after = [
        again.sql.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("matter_counts", "revision_counts")
    ]
    assert again.was == 5
    assert after == before
    assert before[0]
    again.close()


@pytest.mark.parametrize(
    ("sought", "order", "holds"),
    [
        ({"contested": True}, "disputes", lambda m: m.disputes > 0),
        ({"question": "killed"}, "recent", lambda m: m.question.split(":")[0] == "killed"),
        ({"type": "strike"}, "recent", lambda m: m.type == "strike"),
        ({"origins": 2}, "origins", lambda m: m.origins >= 2),
        ({"until": "2031-03-03"}, "recent", lambda m: m.first <= "2031-03-03"),
        ({"since": "2031-03-07"}, "disputes", lambda m: m.last >= "2031-03-07"),
        ({"place": "zouar"}, "recent", lambda m: m.statements > 0),
    ],
)
def test_lists_answer_to_what_is_asked(ledger, sought, order, holds):
    found = matters_listed(ledger.sql, Sought(alone=True, **sought), order=order, limit=-1)
    assert found
    assert all(holds(m) for m in found)
    assert len(found) < len(listed(ledger))
    key = {"recent": lambda m: m.last, "disputes": lambda m: m.disputes, "origins": lambda m: m.origins}[order]
    assert [key(m) for m in found] == sorted(map(key, found), reverse=True)
    halves = [*matters_listed(ledger.sql, Sought(alone=True, **sought), order=order, limit=1),
              *matters_listed(ledger.sql, Sought(alone=True, **sought), order=order, limit=-1, skip=1)]  # fmt: skip
    assert halves == found


def test_the_widest_range_stands_beside_a_matter(ledger):
    by = {m.asked: m for m in listed(ledger, question="killed")}
    toll = by["How many killed: strike, Faya-Largeau, 2031-03-03"]
    ranges = ledger.sql.execute(
        "SELECT lowest, highest FROM ranges WHERE matter = ? AND statements > 1", (toll.matter,)
    ).fetchall()
    assert (toll.low, toll.high) == max(ranges, key=lambda r: r[1] / r[0])
