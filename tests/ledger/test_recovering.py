"""A damaged file: what can be read is salvaged with its history, what cannot is told."""

import random
import sqlite3

import pytest

from sayso.errors import LedgerError
from sayso.intake import report_from_text
from sayso.ledger import check, edit, merge_actors, new_actor, open_ledger, reject, revise, undo
from sayso.ledger.correcting import statement_id
from sayso.ledger.recall import recalled
from sayso.ledger.recovering import recover
from sayso.model import Actor, Figure, ReportLedger, Statement, stable_id

MANY = 60
FIRST_PAGES = 200
LATE = "2031-06-01T00:00:00Z"
PAPER = Actor(id=stable_id("a", "Morning Lantern", "media", None), name="Morning Lantern", kind="media")


def read(report):
    """Every sentence is narration; numbers in it are people."""
    statements = []
    for start, sentence in sentences(report.text):
        bare = Statement(
            id="s", content=((start, start + len(sentence)),), speakers=(PAPER.id,), chain=(PAPER.id,),
            stance="assert", quote="narration",
            figures=tuple(
                Figure(measure="people", low=float(word), high=float(word), qualifier="exact")
                for word in sentence.split() if word.isdigit()
            ),
        )  # fmt: skip
        statements.append(bare.model_copy(update={"id": statement_id(report.id, bare)}))
    return ReportLedger(report=report.head(), actors=(PAPER,), statements=tuple(statements), links=(), balances=())


def sentences(text):
    at = 0
    for sentence in text.split(". "):
        yield at, sentence
        at += len(sentence) + 2


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "war.sayso"
    ledger = open_ledger(path, create=True)
    reports = [
        report_from_text(". ".join(f"In town {n}-{m} some {n + m} people met for talks" for m in range(20)))
        for n in range(MANY)
    ]
    for n in range(0, MANY, 10):
        with revise(ledger, "add", time="2031-05-02T12:00:00Z") as writer:
            for report in reports[n : n + 10]:
                writer.put(report, read(report), raw_page=("text/html", b"<p>" + report.text.encode() + b"</p>"))
            writer.fail(f"{n}.txt", "not text")
    for n, report in enumerate(reports[::10]):
        first, second = (s.id for s in read(report).statements[:2])
        with revise(ledger, "edit", time="2031-05-03T12:00:00Z", person="Ada", reason="misread") as writer:
            edit(writer, first, "stance", "doubt")
            made = reject(writer, second)
            if n == 0:
                merge_actors(writer, PAPER.id, new_actor(writer, "The Lantern", "media"))
        with revise(ledger, "undo", time="2031-05-04T12:00:00Z", person="Bo", reason="no") as writer:
            undo(writer, made)
    ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    return path


def state(path):
    ledger = open_ledger(path, readonly=True)
    reports = [r for (r,) in ledger.sql.execute("SELECT report FROM reports ORDER BY report_number")]
    found = {r: recalled(ledger.sql, r) for r in reports}
    history = ledger.sql.execute("SELECT time, command, person, reason FROM revisions ORDER BY revision").fetchall()
    corrections = ledger.sql.execute("SELECT * FROM correction_versions ORDER BY correction").fetchall()
    assert list(check(ledger)) == []
    ledger.close()
    return found, history, corrections


def never(report):
    raise AssertionError("read again")


def test_a_sound_ledger_is_recovered_whole(path, tmp_path):
    done = recover(path, tmp_path / "new.sayso", read=never, time=LATE)
    assert (done.reports, done.corrections, done.lost) == (MANY, 13, [])
    assert state(tmp_path / "new.sayso") == state(path)


def overwrite(path, seed):
    """Overwrite one in thirty of the pages of the file with noise, but for those that an empty ledger has."""
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in noise.sample(range(FIRST_PAGES, pages), pages // 30):
        content[page * 4096 : (page + 1) * 4096] = noise.randbytes(4096)
    path.write_bytes(content)


@pytest.mark.parametrize("seed", range(4))
def test_overwritten_pages_lose_only_what_was_on_them(path, tmp_path, seed):
    before, _, _ = state(path)
    overwrite(path, seed)
    damaged = path.read_bytes()
    with_damage = open_ledger(path)
    assert list(check(with_damage)) != []
    with_damage.close()
    done = recover(path, tmp_path / "new.sayso", read=read, time=LATE)
    assert all("\n" not in line for line in done.lost)
    after, _, _ = state(tmp_path / "new.sayso")
    # One page holds the heads of some twenty reports: the more of those are hit, the fewer are left.
    assert len(after) >= MANY // 4
    assert set(after) <= set(before)
    assert {r: kept for r, (kept, _) in after.items()} == {r: before[r][0] for r in after}
    # What could not be proved whole was read again, by the same reader; but for lost corrections nothing differs.
    changed = sum(before[r][1].statements != ledger.statements for r, (_, ledger) in after.items())
    # The pages may all have been of indexes, which are made anew.
    assert done.lost or (after == before and not changed)
    assert changed <= MANY // 10
    assert path.read_bytes() == damaged


def test_an_altered_text_is_not_passed_on(path, tmp_path):
    content = path.read_bytes()
    for n in (7, 8):
        words = f"In town {n}-0 some".encode()
        assert words in content
        content = content.replace(words, words.replace(b"some", b"many"))
    path.write_bytes(content)
    done = recover(path, tmp_path / "new.sayso", read=read, time=LATE)
    assert done.reports == MANY - 2
    assert sum("its text cannot be read" in line for line in done.lost) == 2
    assert any(line.startswith("revision 1: not all that it wrote") for line in done.lost)
    state(tmp_path / "new.sayso")


def test_what_cannot_be_recovered_is_refused(path, tmp_path):
    for damaged, into, told in (
        (path, path, "exists; recover into a new file"),
        (tmp_path / "none", tmp_path / "new", "no such ledger"),
    ):
        with pytest.raises(LedgerError, match=told):
            recover(damaged, into, read=never, time=LATE)
    (tmp_path / "noise").write_bytes(b"noise" * 5000)
    with pytest.raises(LedgerError, match="nothing in it can be read"):
        recover(tmp_path / "noise", tmp_path / "new", read=never, time=LATE)
    assert not (tmp_path / "new").exists()


def test_entries_that_are_not_as_written_are_read_again(path, tmp_path):
    before = state(path)
    with sqlite3.connect(path) as sql:
        sql.execute("UPDATE statement_versions SET content = 'torn' WHERE report_number = 5")
    done = recover(path, tmp_path / "new.sayso", read=read, time=LATE)
    assert done.reports == MANY
    assert [line for line in done.lost if line.startswith("revision")] == [
        "revision 1: not all that it wrote is as it was"
    ]
    assert sum("the text was read again" in line for line in done.lost) == 10
    assert state(tmp_path / "new.sayso") == before
