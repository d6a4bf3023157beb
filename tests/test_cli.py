"""The commands as a user runs them: in a process of their own, with real files."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "examples" / "ostrel.txt"
WIRE = ROOT / "examples" / "old-wire.txt"


def sayso(*args: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from sayso.cli import main; main()", *map(str, args)],
        input=stdin, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "1", **env}, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[bytes]:
    """Two good files among bad ones, read in one call."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n\xc2\xa0")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "old.txt").write_bytes("“We left,” the mayor said.".encode("cp1252"))
    bad = [folder / name for name in ("empty.txt", "blank.txt", "picture.png", "missing.txt")]
    return sayso("read", "--format", "jsonl", bad[0], DEMO, *bad[1:], folder, folder / "old.txt")


def test_one_bad_file_does_not_stop_the_rest(mixed: subprocess.CompletedProcess[bytes]) -> None:
    assert mixed.returncode == 1
    lines = [json.loads(line) for line in mixed.stdout.decode().splitlines()]
    assert [line["report"]["published"] for line in lines] == ["2025-04-26", None]


def test_every_bad_file_is_named_on_one_line_of_standard_error(mixed: subprocess.CompletedProcess[bytes]) -> None:
    lines = mixed.stderr.decode().splitlines()
    wanted = ["empty.txt: no text", "blank.txt: no text", "picture.png: not plain text", "missing.txt: no such file",
              ": a directory", "old.txt: not UTF-8; read as cp1252"]  # fmt: skip
    assert len(lines) == len(wanted)
    for line, words in zip(lines, wanted, strict=True):
        assert line.startswith("sayso: ")
        assert words in line


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Secret.")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    done = sayso("read", path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"sayso: {path}: no permission to read it\n"


def test_standard_input_and_overrides_and_several_reports_as_an_array() -> None:
    done = sayso(
        "read", "-", WIRE, "--format", "json", "--published", "2024-02-03", "--outlet", "Gazette", "--title", "T",
        stdin=DEMO.read_bytes(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    heads = [ledger["report"] for ledger in json.loads(done.stdout)]
    assert [(h["published"], h["outlet"], h["title"]) for h in heads] == [("2024-02-03", "Gazette", "T")] * 2
    assert [h["agency"] for h in heads] == ["Northwire", "KARTEL"]


def test_the_view_is_plain_when_piped() -> None:
    plain = sayso("read", DEMO, COLUMNS="70", FORCE_COLOR="").stdout.decode()
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 70
    assert all(line == line.rstrip() for line in plain.splitlines())
    assert "Karsovia says it has retaken all of Ostrel" in plain


@pytest.mark.parametrize("form", ["view", "jsonl"])
def test_nothing_that_a_terminal_obeys_comes_out_of_a_text(form: str) -> None:
    text = (
        "Red \x1b[31malert\x07 \x9b2J, the [bold]mayor[/bold] said\x00 Monday. “Broken \ud800 here,” she added.\u202e"
    )
    done = sayso("read", "-", "--format", form, stdin=text.encode("utf-8", "surrogatepass"))
    assert done.returncode == 0
    shown = done.stdout.decode("utf-8")
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in shown)
    if form == "view":
        assert "[bold]mayor[/bold]" in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "--format", "xml", "a"],
        ["read", "--published", "yesterday", "a"],
        ["read", "--published", "2025-02-30", "a"],
        ["nonsense"],
        ["--nonsense"],
    ],
)
def test_a_wrong_call_is_status_two(args: list[str]) -> None:
    assert sayso(*args).returncode == 2


def test_version_and_schema() -> None:
    assert sayso("--version").stdout.startswith(b"sayso 0.")
    schema = json.loads(sayso("schema").stdout)
    assert set(schema["required"]) == {"report", "actors", "statements", "links", "balances"}


def test_help_is_quick_and_imports_no_parser() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = sayso("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert b"read" in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.6  # twice what is promised
    code = "import sys, sayso.cli; print([m for m in ('spacy', 'pydantic', 'numpy', 'thinc') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


def test_the_same_reports_give_the_same_bytes_in_any_order_and_any_process() -> None:
    one = sayso("read", "--format", "jsonl", DEMO, WIRE, DEMO, PYTHONHASHSEED="1").stdout.splitlines()
    other = sayso("read", "--format", "jsonl", WIRE, DEMO, PYTHONHASHSEED="4242").stdout.splitlines()
    assert one == [other[1], other[0], other[1]]


def test_a_closed_pipe_is_no_error() -> None:
    command = f'"{sys.executable}" -c "from sayso.cli import main; main()" read "{DEMO}" "{WIRE}" | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60)
    assert b"Traceback" not in done.stderr


def test_the_readme_shows_every_command_and_option() -> None:
    from sayso.cli import app, read

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"sayso {command.callback.__name__}" in readme
    options = [name for name in read.__annotations__ if name not in ("files", "form", "return")]
    assert all(f"--{name}" in readme for name in [*options, "format"])
