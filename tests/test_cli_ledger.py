"""The commands that keep and ask a ledger, as a user runs them."""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger.store import SCHEMA_VERSION

REPORT = (
    "OSLO, May 2, 2031 (AP) — Rebels shelled Khartoum on Friday, President Ola Berg said. The army denied the claim."
)


def sayso(cwd, *args, **kwargs):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")}
    return subprocess.run(
        [sys.executable, "-m", "sayso", *args], cwd=cwd, capture_output=True, text=True, env=environment, **kwargs
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("monitor")
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 99)
    done = sayso(folder, "add", "a.txt", "bad.txt", "missing.txt")
    assert done.returncode == 1
    assert done.stdout == "1 added, 2 failed; revision 1\n"
    assert done.stderr.splitlines() == [
        "sayso: bad.txt: not text but binary data",
        "sayso: missing.txt: no such file",
    ]
    return folder


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["init"], "ledger.sayso: revision 1"),
        (["add", "a.txt"], "1 known; revision 1"),
        (["check"], "ledger.sayso: sound, revision 1"),
        (["info"], "failures    2"),
        (["log"], "add"),
        (["vacuum"], ""),
        (["find", "shelled"], "Rebels shelled Khartoum"),
        (["find", "--speaker", "Berg"], "1 found"),
        (["find", "--contested"], "contested"),
        (["find", "nonsense"], "0 found"),
        (["sql", "SELECT count(*) AS many FROM reports"], "many"),
    ],
)
def test_commands_answer(folder, args, told):
    done = sayso(folder, *args)
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout


def test_a_ledger_of_an_older_version_is_brought_to_this_one_and_that_is_told(tmp_path):
    first = Path(__file__).parent / "ledger" / "versions" / "1.sayso.xz"
    (tmp_path / "ledger.sayso").write_bytes(lzma.decompress(first.read_bytes()))
    refused = sayso(tmp_path, "find", "tanks")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith("with: sayso init --ledger ledger.sayso\n")
    done = sayso(tmp_path, "init")
    assert (done.returncode, done.stdout) == (0, "ledger.sayso: revision 8\n")
    assert done.stderr == (
        f"sayso: ledger.sayso: brought from version 1 to {SCHEMA_VERSION}; older programs cannot open it now\n"
    )
    # O. Berg was merged into Ola Berg.
    names = json.loads(sayso(tmp_path, "sql", "SELECT count(*) AS n FROM actors", "--json").stdout)["n"]
    assert json.loads(sayso(tmp_path, "info", "--json").stdout)["actors"] == names - 1


@pytest.mark.parametrize(
    ("args", "key"),
    [
        (["info", "--json"], "digest"),
        (["log", "--json"], "revision"),
        (["find", "--json"], "statement"),
        (["sql", "SELECT * FROM claims", "--json"], "speaker"),
    ],
)
def test_json_is_one_object_a_line(folder, args, key):
    done = sayso(folder, *args)
    assert done.returncode == 0
    assert all(key in json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["info", "--ledger", "none.sayso"], "sayso: none.sayso: no such ledger; make one with: sayso init"),
        (["info", "--ledger", "a.txt"], "sayso: a.txt: damaged, or no ledger"),
        (["sql", "DELETE FROM texts"], "sayso: ledger.sayso: query: only reading is allowed"),
        (["find", '"'], "sayso: ledger.sayso: nothing to look for in '\"'"),
    ],
)
def test_misuse_is_one_line(folder, args, told):
    done = sayso(folder, *args)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [told]
