"""The stored ledger: what is put in comes out, nothing is overwritten, damage and misuse are told in one line."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time

import pytest

from sayso.errors import LedgerError
from sayso.intake import report_from_text
from sayso.ledger import check, open_ledger, revise
from sayso.ledger.recall import recalled, reports_in
from sayso.ledger.store import SCHEMA_VERSION
from sayso.model import Actor, Event, Means, Place, ReportLedger, Rival, Statement, stable_id
from sayso.reading import read

CLAIM = (
    "VARNA, May 2, 2031 (AP) — Two people were killed in the shelling of Orlo, the mayor said.\n\n"
    "The army denied the claim."
)
OTHER = "The army said on Friday that it had shot down 12 drones."
NOON = "2031-05-02T12:00:00Z"
NEXT_DAY = "2031-05-03T12:00:00Z"


@pytest.fixture
def ledger(tmp_path):
    opened = open_ledger(tmp_path / "war.sayso", create=True)
    yield opened
    opened.close()


def add(ledger, text, at=NOON, **head):
    report = report_from_text(text, **head)
    with revise(ledger, "add", time=at) as writer:
        return writer.put(report, read(report), origin_file="a.txt")


def rows(ledger, query, *values):
    return ledger.sql.execute(query, values).fetchall()


def test_what_is_put_in_comes_out(ledger):
    report = report_from_text(CLAIM)
    expected = read(report)
    assert add(ledger, CLAIM)
    stored = rows(ledger, "SELECT statement, words, stance, quote FROM statements ORDER BY position")
    assert [s[0] for s in stored] == [s.id for s in expected.statements]
    assert "Two people were killed in the shelling of Orlo" in stored[0][1]
    assert rows(ledger, "SELECT low FROM figures WHERE measure = 'killed'") == [(2.0,)]
    assert rows(ledger, "SELECT published, agency, dateline FROM reports") == [("2031-05-02", "AP", "Varna")]
    assert list(check(ledger)) == []


@pytest.mark.parametrize("text", [CLAIM, OTHER, "It rained."])
def test_a_ledger_is_recalled_as_it_was_read(ledger, text):
    report = report_from_text(text, outlet="Morning Lantern", url="https://example.org/1")
    expected = read(report)
    with revise(ledger, "add", time=NOON) as writer:
        writer.put(report, expected)
    kept, found = recalled(ledger.sql, report.id)
    assert found == expected
    assert kept.text == text
    assert list(reports_in(ledger.sql)) == [report.id]
    assert recalled(ledger.sql, "r0") is None


FULL = "The army falsely said that two Shahed-136 drones and a missile hit a hospital in Orlo."


def full(**changed):
    """A report with every field of actors, statements, events and places set; `changed` are those of its event."""
    report = report_from_text(FULL, outlet="Morning Lantern")

    def span(words):
        return (FULL.index(words), FULL.index(words) + len(words))

    army = Actor(
        id=stable_id("a", "army", "military", "UA"), name="army", kind="military", country="UA", role="defender",
        sector="MIL", anonymity="described", aliases=("forces",), mentions=(span("The army"),),
    )  # fmt: skip
    place = Place(
        name="Orlo", country="UA", level="town", lat=48.5, lon=37.25, geonames=7, precision=1, span=span("Orlo"),
        score=0.1 + 0.2,
        rivals=(Rival(geonames=8, name="Orlo", country="BG", score=0.1), Rival(geonames=9, name="Órlo", score=0)),
    )  # fmt: skip
    event = Event(
        type="strike", trigger=(span("hit"),), actors=(army.id,), targets=(army.id,), place=place, start="2031-05-01",
        end="2031-05-02", precision=2, status="ongoing", polarity="negative", target_kind="hospital",
        means=(
            Means(kind="drone", name="Shahed-136", span=span("two Shahed-136 drones")),
            Means(kind="missile", span=span("missile")),
        ),
    )  # fmt: skip
    statement = Statement(
        id=stable_id("s", "full"), content=(span("two Shahed-136 drones and a missile hit a hospital in Orlo"),),
        cue=(span("said"),), source=(span("The army"),), speakers=(army.id,), chain=(army.id,), stance="assert",
        quote="indirect", about="the raid", framing=(span("falsely"),), said="2031-05-02", confidence=0.875,
        events=(event.model_copy(update=changed),),
    )  # fmt: skip
    return report, ReportLedger(report=report.head(), actors=(army,), statements=(statement,), links=(), balances=())


def put_full(ledger, **changed):
    with revise(ledger, "add", time=NOON) as writer:
        writer.put(*full(**changed))


def test_every_field_is_recalled_exactly(ledger):
    report, expected = full()
    entries = (*expected.actors, *expected.statements, *(e for s in expected.statements for e in s.events))
    unset = {
        f"{type(entry).__name__}.{name}"
        for entry in (*entries, expected.statements[0].events[0].place)
        for name in type(entry).model_fields
        if getattr(entry, name) in (None, ())
    }
    assert unset == {"Statement.figures"}
    put_full(ledger)
    assert recalled(ledger.sql, report.id)[1] == expected
    assert rows(ledger, "SELECT framing, means, target_kind, place_score FROM claims") == [
        ("falsely", "drone; missile", "hospital", 0.1 + 0.2)
    ]
    assert list(check(ledger)) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"means": ()},
        {"target_kind": None},
        {"place": full()[1].statements[0].events[0].place.model_copy(update={"rivals": ()})},
    ],
)
def test_every_field_is_in_the_digest(tmp_path, changed):
    digests = []
    for name, fields in (("one", {}), ("two", changed)):
        opened = open_ledger(tmp_path / name, create=True)
        put_full(opened, **fields)
        digests += rows(opened, "SELECT digest FROM revisions")
        opened.close()
    assert digests[0] != digests[1]


def test_adding_again_changes_nothing(ledger):
    add(ledger, CLAIM)
    before = list(ledger.sql.iterdump())
    assert not add(ledger, CLAIM, at=NEXT_DAY)
    assert list(ledger.sql.iterdump()) == before


def test_a_changed_text_under_an_address_supersedes_and_keeps(ledger):
    add(ledger, CLAIM, url="https://example.org/1")
    add(ledger, CLAIM.replace("Two", "Three"), at=NEXT_DAY, url="https://example.org/1")
    killed = "SELECT low FROM figures JOIN statements USING (statement_number) WHERE measure = 'killed'"
    assert rows(ledger, killed) == [(3.0,)]
    with ledger.at(1) as sql:
        assert sql.execute(killed).fetchall() == [(2.0,)]
        assert len(sql.execute("SELECT * FROM claims").fetchall()) > 0
    with ledger.at(ledger.revision_at("2031-05-02")) as sql:
        assert sql.execute(killed).fetchall() == [(2.0,)]
    assert rows(ledger, killed) == [(3.0,)]
    (old,) = rows(ledger, "SELECT report FROM report_versions WHERE until IS NOT NULL")
    assert rows(ledger, "SELECT supersedes FROM reports") == [old]
    assert list(check(ledger)) == []


def test_the_same_adds_give_the_same_digest(tmp_path):
    digests = []
    for name in ("one", "two"):
        opened = open_ledger(tmp_path / name, create=True)
        add(opened, CLAIM)
        add(opened, OTHER, at=NEXT_DAY)
        digests.append(rows(opened, "SELECT digest FROM revisions ORDER BY revision"))
        opened.close()
    assert digests[0] == digests[1]
    assert len(set(digests[0])) == 2


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        (
            "UPDATE statement_versions SET stance = 'praise' WHERE number = 1",
            "revision 1: what it wrote has been changed",
        ),
        ("UPDATE statement_versions SET words = 'Ten died'", "its words are not those of the text"),
        ("UPDATE statement_versions SET content = '[[0,9999]]'", "a span outside the text"),
        ("UPDATE statement_versions SET framing = '[[0,9999]]'", "a span outside the text"),
        ("UPDATE mentions SET sector = 'REB'", "revision 1: what it wrote has been changed"),
        ("INSERT INTO means VALUES (1, 99, 'drone', NULL, '[0,1]')", "revision 1: what it wrote has been changed"),
        ("UPDATE texts SET text = text || '!'", "altered"),
        ("DELETE FROM speakers", "nobody says it"),
        ("DELETE FROM revisions WHERE revision = 1", "what it names in revisions is gone"),
        (
            "INSERT INTO link_versions VALUES (99, 'sx', 'sy', 'denies', '', 1, NULL)",
            "statement sx, which does not stand",
        ),
    ],
)
def test_tampering_is_told(ledger, tampering, told):
    add(ledger, CLAIM)
    ledger.sql.execute("PRAGMA foreign_keys = OFF")
    ledger.sql.execute(tampering)
    assert any(told in line for line in check(ledger))


def test_a_failed_block_leaves_nothing(ledger):
    add(ledger, CLAIM)
    report = report_from_text(OTHER)

    def breaks():
        with revise(ledger, "add", time=NEXT_DAY) as writer:
            writer.put(report, read(report))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks()
    assert ledger.revision == 1
    assert rows(ledger, "SELECT count(*) FROM reports") == [(1,)]


def test_failures_are_kept_and_mended(ledger):
    for at in (NOON, NEXT_DAY):
        with revise(ledger, "add", time=at) as writer:
            writer.fail("b.txt", "not text")
    assert rows(ledger, "SELECT source, reason, resolved_by FROM failures") == [("b.txt", "not text", None)]
    with revise(ledger, "add", time=NEXT_DAY) as writer:
        writer.resolve("b.txt")
    assert rows(ledger, "SELECT resolved_by FROM failures") == [(2,)]
    assert list(check(ledger)) == []


def garbage(path):
    path.write_bytes(b"no ledger" * 500)


def other_database(path):
    with sqlite3.connect(path) as sql:
        sql.execute("CREATE TABLE t (x)")


def newer(path):
    open_ledger(path, create=True).close()
    with sqlite3.connect(path) as sql:
        sql.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda path: None, "no such ledger"),
        (lambda path: path.mkdir(), "a directory"),
        (garbage, "damaged, or no ledger"),
        (other_database, "not a sayso ledger"),
        (newer, "update sayso"),
    ],
)
def test_what_is_no_ledger_is_refused_in_one_line(tmp_path, made, told):
    path = tmp_path / "x.sayso"
    made(path)
    with pytest.raises(LedgerError) as caught:
        open_ledger(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_ledger_opened_for_reading_is_not_written(tmp_path):
    open_ledger(tmp_path / "war", create=True).close()
    opened = open_ledger(tmp_path / "war", readonly=True)
    with pytest.raises(LedgerError, match="may not be written"):
        add(opened, CLAIM)
    opened.close()


def test_a_full_disk_loses_nothing(ledger):
    add(ledger, CLAIM)
    pages = ledger.sql.execute("PRAGMA page_count").fetchone()[0]
    ledger.sql.execute(f"PRAGMA max_page_count = {pages + 2}")
    large = report_from_text("Llovió. " * 50_000)

    def overflows():
        with revise(ledger, "add", time=NEXT_DAY) as writer:
            writer.put(large, None, skipped="not English")

    with pytest.raises(LedgerError, match="no room left"):
        overflows()
    assert ledger.revision == 1
    assert list(check(ledger)) == []


ADDER = """
    import sys
    from sayso.ledger import open_ledger, revise
    from sayso.intake import report_from_text
    from sayso.model import ReportLedger
    ledger = open_ledger(sys.argv[1], create=True)
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        report = report_from_text(f"Report {n}. " + "It rained. " * 50)
        with revise(ledger, "add", time="2031-05-02T12:00:00Z") as writer:
            writer.put(report, ReportLedger(report=report.head(), actors=(), statements=(), links=(), balances=()))
        print(n, flush=True)
"""


def adder(path, first, last):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(ADDER), str(path), str(first), str(last)], stdout=subprocess.PIPE
    )


def test_a_killed_add_leaves_a_sound_ledger_and_the_rest_can_be_added(tmp_path):
    path = tmp_path / "war"
    process = adder(path, 0, 10_000)
    for _ in range(20):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    opened = open_ledger(path)
    assert list(check(opened)) == []
    (held,) = rows(opened, "SELECT count(*) FROM reports")[0]
    assert held >= 20
    with adder(path, 0, held + 5) as again:
        assert again.wait() == 0
    assert rows(opened, "SELECT count(*) FROM reports") == [(held + 5,)]
    assert opened.revision == held + 5
    opened.close()


def test_two_add_while_one_reads(tmp_path):
    path = tmp_path / "war"
    opened = open_ledger(path, create=True)
    seen = []
    with adder(path, 0, 30) as one, adder(path, 30, 60) as two:
        while one.poll() is None or two.poll() is None:
            seen.append(rows(opened, "SELECT count(*) FROM reports")[0][0])
            time.sleep(0.01)
        assert (one.wait(), two.wait()) == (0, 0)
    assert seen == sorted(seen)
    assert rows(opened, "SELECT count(*) FROM reports") == [(60,)]
    assert opened.revision == 60
    assert list(check(opened)) == []
    opened.close()
