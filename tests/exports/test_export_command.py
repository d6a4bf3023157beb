"""The command that hands a ledger on, as a user runs it."""

import json

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.exports import FORMATS


@pytest.fixture(scope="module")
def run(ledger):
    ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def run(*args):
        return CliRunner().invoke(app, ["export", *map(str, args), "--ledger", str(ledger.path)])

    return run


def test_formats_are_listed(run):
    done = run()
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(FORMATS)


def test_a_file_is_written_to_standard_output(run):
    done = run("jsonl")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [json.loads(line)["report"]["dateline"] for line in done.stdout.splitlines()] == ["Oslo", "Kyiv", "Paris"]


def test_what_is_left_out_is_told(run, tmp_path):
    done = run("ucdp", "--out", tmp_path / "war.csv")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "sayso: ucdp: 3 events left out, which it has no place for\n"
    assert (tmp_path / "war.csv").read_bytes().count(b"\r\n") == 3


@pytest.mark.parametrize(("at", "count"), [("0", 0), ("2", 2), ("2031-05-11", 1), ("2031-05-12T00:00:00Z", 2)])
def test_as_it_stood(run, at, count):
    assert len(run("jsonl", "--at", at).stdout.splitlines()) == count


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["xls"], "sayso: xls: no such format; there are csv"),
        (["csv"], "sayso: csv: several files: name a folder"),
        (["jsonl", "--at", "9"], "no revision 9: the latest is 3"),
        (["jsonl", "--at", "tomorrow"], "neither a revision nor a date like 2025-04-26: 'tomorrow'"),
        (["jsonl", "--out", "none/war.jsonl"], "sayso: jsonl: none/war.jsonl: No such file or directory"),
    ],
)
def test_misuse_is_one_line(run, args, told):
    done = run(*args)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
