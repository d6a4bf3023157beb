"""The commands by which people correct a ledger and see what was corrected, as a user runs them."""

import json
import os
import pty
import subprocess
import sys
from contextlib import chdir

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.intake import report_from_text
from sayso.ledger import check, open_ledger, revise
from sayso.ledger.correcting import statement_id
from sayso.ledger.pointing import value_of
from sayso.model import Actor, Event, Figure, Link, ReportLedger, Statement, stable_id

TEXT = "Two people were killed in Orlo, the mayor said. The army denied the claim. It rained."
SIGNED = ("--person", "Ada", "--reason", "checked by phone")


def span(words, text=TEXT):
    return (text.index(words), text.index(words) + len(words))


def actor(name, kind):
    mentions = (span(name),) if name in TEXT else ()
    return Actor(id=stable_id("a", name, kind, None), name=name, kind=kind, mentions=mentions)


PAPER, MAYOR, ARMY = actor("Morning Lantern", "media"), actor("the mayor", "person"), actor("The army", "military")


def read_by_hand(text=TEXT):
    report = report_from_text(text, outlet="Morning Lantern", url="https://example.org/1")

    def statement(content, cue, speaker, stance, **rest):
        bare = Statement(
            id="s", content=(span(content, text),), cue=(span(cue, text),), speakers=(speaker.id,),
            chain=(PAPER.id, speaker.id), stance=stance, quote="indirect", **rest,
        )  # fmt: skip
        return bare.model_copy(update={"id": statement_id(report.id, bare)})

    killing = Event(type="strike", trigger=(span("killed", text),))
    count = Figure(measure="killed", low=2, high=2, qualifier="exact", span=(span("Two", text),))
    claim = statement("Two people were killed in Orlo", "said", MAYOR, "assert", events=(killing,), figures=(count,))
    denial = statement("the claim", "denied", ARMY, "deny")
    link = Link(from_=denial.id, to=claim.id, relation="denies")
    return report, ReportLedger(
        report=report.head(), actors=(PAPER, MAYOR, ARMY), statements=(claim, denial), links=(link,), balances=()
    )


REPORT, READ = read_by_hand()
CLAIM, DENIAL = (s.id for s in READ.statements)


@pytest.fixture
def folder(tmp_path):
    ledger = open_ledger(tmp_path / "ledger.sayso", create=True)
    with revise(ledger, "add", time="2020-05-02T12:00:00Z") as writer:
        writer.put(REPORT, READ)
    ledger.close()
    return tmp_path


def sayso(cwd, *args):
    """A command in this process, for speed: what it printed and how it ended."""
    environment = {k: None for k in os.environ if k.startswith("SAYSO_")} | {"COLUMNS": "200"}
    with chdir(cwd):
        return CliRunner(env=environment).invoke(app, args)


def reviewed(cwd, *args, keys):
    """A review in a process of its own, whose standard input is no terminal."""
    return subprocess.run(
        [sys.executable, "-m", "sayso", "review", "--person", "Ada", *args],
        cwd=cwd, capture_output=True, text=True, input=keys,
    )  # fmt: skip


def rows(folder, query):
    ledger = open_ledger(folder / "ledger.sayso", readonly=True)
    found = ledger.sql.execute(query).fetchall()
    ledger.close()
    return found


def test_a_ledger_is_corrected_shown_and_compared(folder):
    steps = [
        (("edit", CLAIM, "stance", "accuse"), "revision 2, correction 1\n"),
        (("edit", CLAIM, "speakers", "The army; person:Ola Berg:NO"), "revision 3, correction 2\n"),
        (("insert", REPORT.id, "It rained", "--speaker", "Morning Lantern", "--quote", "narration"), "revision 4, "),
        (("reject", DENIAL), "revision 5, correction 4\n"),
        (("merge", "Ola Berg", "the mayor"), "revision 6, correction 5\n"),
        (("split", "The army", "The army of Orlo", "--report", REPORT.id), "revision 7, correction 6\n"),
        (("undo", "1"), "revision 8\n"),
        (("accept", CLAIM), "revision 9, correction 7\n"),
    ]
    for args, told in steps:
        done = sayso(folder, *args, *SIGNED)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(told)
    assert rows(folder, "SELECT speaker, stance FROM claims ORDER BY words") == [
        ("Morning Lantern", "assert"),
        ("The army of Orlo; the mayor", "assert"),
    ]
    listed = sayso(folder, "corrections").stdout.splitlines()
    assert len(listed) == 7
    assert "edit stance" in listed[0]
    assert "assert → accuse by Ada: checked by phone · undone by revision 8" in listed[0]
    assert "the mayor → The army; Ola Berg by Ada" in listed[1]
    assert "Ola Berg into the mayor" in listed[4]
    as_json = [json.loads(line) for line in sayso(folder, "corrections", "--json").stdout.splitlines()]
    assert (as_json[0]["before"], as_json[0]["after"], as_json[0]["undone_by"]) == ("assert", "accuse", 8)
    assert sayso(folder, "corrections", "--orphaned").stdout == ""

    now = sayso(folder, "show", CLAIM).stdout
    assert "The army of Orlo, the mayor · assertion" in now
    assert "edit speakers" in now
    assert "the mayor · accusation" in sayso(folder, "show", CLAIM, "--at", "2").stdout
    assert "does not stand" in sayso(folder, "show", DENIAL).stdout
    assert "does not stand" not in sayso(folder, "show", DENIAL, "--at", "4").stdout
    assert json.loads(sayso(folder, "show", CLAIM, "--json").stdout)["words"] == "Two people were killed in Orlo"
    assert json.loads(sayso(folder, "show", REPORT.id, "--at", "1", "--json").stdout) == READ.model_dump(
        mode="json", by_alias=True
    )
    assert "2 statements" in sayso(folder, "show", REPORT.id, "--at", "2020-05-02").stdout

    compared = sayso(folder, "diff", REPORT.id, "--from", "1").stdout
    for line in (
        '    speakers: ["the mayor"] → ["The army of Orlo", "the mayor"]',
        f"- The army  {DENIAL}",
        "1 added, 1 gone, 1 changed",
    ):
        assert line in compared.splitlines()
    (changed,) = (
        json.loads(line) for line in sayso(folder, "diff", REPORT.id, "--to", "2", "--json").stdout.splitlines()
    )
    assert (changed["change"], changed["fields"]) == ("changed", {"stance": ["assert", "accuse"]})
    ledger = open_ledger(folder / "ledger.sayso")
    assert list(check(ledger)) == []
    ledger.close()


def test_a_damaged_ledger_is_recovered(folder):
    done = sayso(folder, "check", "--recover", "new.sayso")
    assert (done.exit_code, done.stdout) == (0, "new.sayso: 1 versions of reports, 0 corrections recovered\n")
    assert sayso(folder, "check", "--ledger", "new.sayso").stdout == "new.sayso: sound, revision 1\n"
    again = sayso(folder, "check", "--recover", "new.sayso")
    assert (again.exit_code, again.stderr) == (1, "sayso: new.sayso: exists; recover into a new file\n")
    ledger = open_ledger(folder / "ledger.sayso")
    ledger.sql.execute("UPDATE texts SET text = 'It snowed.'")
    ledger.close()
    lost = sayso(folder, "check", "--recover", "other.sayso")
    assert (lost.exit_code, lost.stdout) == (1, "other.sayso: 0 versions of reports, 0 corrections recovered\n")
    assert lost.stderr == f"sayso: ledger.sayso: report {REPORT.id}: its text cannot be read\n"


def test_texts_under_one_address_are_compared(folder):
    ledger = open_ledger(folder / "ledger.sayso")
    changed, read = read_by_hand("Rain fell all day. " + TEXT.replace("Orlo,", "Orlo today,"))
    read = read.model_copy(
        update={"statements": (read.statements[0].model_copy(update={"stance": "believe"}),), "links": ()}
    )
    with revise(ledger, "add", time="2031-05-03T12:00:00Z") as writer:
        writer.put(changed, read)
    ledger.close()
    for either in (REPORT.id, changed.id):
        lines = sayso(folder, "diff", either).stdout.splitlines()
        assert "    stance: assert → believe" in lines
        assert lines[-1] == "1 gone, 1 changed"


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("accept", CLAIM, "--reason", "x"), 2, "--person"),
        (("accept", CLAIM, "--person", "Ada"), 2, "--reason"),
        (("accept", CLAIM, "--person", "Ada", "--reason", " "), 1, "needs the person who makes it and the reason"),
        (("reject", "s404", *SIGNED), 1, "sayso: ledger.sayso: no statement s404 stands"),
        (("edit", CLAIM, "stance", "shout", *SIGNED), 1, "sayso: ledger.sayso: stance: Input should be"),
        (("edit", CLAIM, "speakers", "Nobody", *SIGNED), 1, "a new one needs its kind: person:Nobody"),
        (("edit", CLAIM, "content", "It snowed", *SIGNED), 1, "the words 'It snowed' do not stand in the report"),
        (("edit", CLAIM, "content", "he", *SIGNED), 1, "stand in the report 3 times; give a span"),
        (("edit", CLAIM, "content", "0:999", *SIGNED), 1, "outside the text"),
        (("edit", CLAIM, "figures.1.low", "two", *SIGNED), 1, "figures.1.low: not JSON: two"),
        (("insert", REPORT.id, "It rained", "--speaker", "The army", "--stance", "x", *SIGNED), 1, "stance: Input"),
        (("insert", "r404", "It rained", "--speaker", "The army", *SIGNED), 1, "no report r404"),
        (("merge", "The army", "The army", *SIGNED), 1, "is shown as"),
        (("split", "The army", "X", "--report", "r404", *SIGNED), 1, "report r404 names no actor"),
        (("undo", "9", *SIGNED), 1, "no correction 9"),
        (("show", "x404"), 1, "no report or statement x404"),
        (("show", CLAIM, "--at", "9"), 1, "no revision 9: the latest is 1"),
        (("show", CLAIM, "--at", "soon"), 1, "neither a revision nor a date like 2025-04-26: 'soon'"),
        (("show", CLAIM, "--at", "2019-01-01"), 1, "no report or statement"),
        (("diff", "r404"), 1, "no report r404"),
        (("show", "\udcff"), 1, "not UTF-8: \\xdcff"),
        (("accept", CLAIM, "--person", "\udcff", "--reason", "x"), 1, "not UTF-8"),
        (("edit", CLAIM, "about", "\udcff", *SIGNED), 1, "a value that cannot be kept"),
    ],
)
def test_misuse_changes_nothing(folder, args, code, told):
    done = sayso(folder, *args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr
    assert code == 2 or len(done.stderr.splitlines()) == 1
    assert rows(folder, "SELECT count(*) FROM revisions") == [(1,)]


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("content", "Two people … killed", [[0, 10], [16, 22]]),
        ("cue", "43:47,50:52", [[43, 47], [50, 52]]),
        ("events.1.place.span", "Orlo", [26, 30]),
        ("about", "null", None),
        ("about", "12", "12"),
        ("figures.1.high", "3", 3),
        ("figures.1.side", "the army", ARMY.id),
        ("figures.1", "null", None),
        ("events.1.actors", "the mayor;  THE ARMY", [MAYOR.id, ARMY.id]),
        ("events.1.actors", "", []),
        ("speakers", f"{MAYOR.id}; military:The army", [MAYOR.id, ARMY.id]),
        ("events.1.place", '{"name": "Orlo", "level": "town"}', {"name": "Orlo", "level": "town"}),
    ],
)
def test_what_is_typed_is_understood(folder, field, typed, meant):
    ledger = open_ledger(folder / "ledger.sayso")
    with revise(ledger, "edit", time="2031-05-02T12:00:00Z") as writer:
        assert value_of(writer, CLAIM, field, typed) == meant
    ledger.close()


REVIEWS = [
    ("a\nq\n", "1 accepted, 1 left", [("accept", CLAIM)]),
    ("r\na\n", "1 rejected, 1 accepted, 0 left", [("reject", CLAIM), ("accept", DENIAL)]),
    ("s\naccuse\na\nq\n", "1 edited, 1 accepted, 1 left", [("edit", CLAIM), ("accept", CLAIM)]),
    ("p\nThe army\nn\nq\n", "1 edited, 2 left", [("edit", CLAIM)]),
    ("a\nu\nq\n", "1 accepted, 1 undone, 2 left", []),
    ("s\nshout\np\nNobody\nu\nx\n\nn\nn\n", "2 left", []),
    ("", "2 left", []),
]


@pytest.mark.parametrize(("keys", "told", "made"), REVIEWS)
def test_a_review_by_lines(folder, keys, told, made):
    done = reviewed(folder, keys=keys)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == told
    assert rows(folder, "SELECT kind, statement FROM corrections") == made


def test_a_review_goes_on_where_it_stopped(folder):
    reviewed(folder, keys="a\nq\n")
    again = reviewed(folder, "--report", REPORT.id, keys="q\n").stdout
    assert "1 of 1" in again
    assert "The army" in again
    assert "the mayor · assertion" not in again


def test_a_review_by_single_keys_in_a_terminal(folder):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", "review", "--person", "Ada"], cwd=folder, stdin=theirs, stdout=subprocess.PIPE
    )
    seen = b""
    for keys, prompt in ((b"s", b"q quit\n"), (b"accuse\n", b"stance: "), (b"a", b"q quit\n"), (b"r", b"q quit\n")):
        while not seen.endswith(prompt):
            seen += process.stdout.read(1) or pytest.fail("no prompt")
        os.write(ours, keys)
        seen = b""
    out, _ = process.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)
    assert out.decode().splitlines()[-1] == "1 edited, 1 accepted, 1 rejected, 0 left"
