"""The commands of a lake where no Ray is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("pyarrow", reason="needs sayso[scale]")
pytest.importorskip("duckdb", reason="needs sayso[scale]")

from sayso.cli_lake import told
from sayso.lake.building import Progress


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [
        ("ray", ["lake", "build", "a.jsonl", "--out", "lake"]),
        ("pyarrow", ["lake", "build", "a.jsonl", "--out", "lake"]),
        ("duckdb", ["lake", "pull", "lake"]),
        ("duckdb", ["sql", "--lake", "lake", "SELECT 1"]),
    ],
)
def test_a_missing_extra_is_told_in_one_line(tmp_path, missing, arguments):
    (tmp_path / "a.jsonl").write_text("{}\n")
    program = f"import sys; sys.modules[{missing!r}] = None; from sayso.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "sayso: lake: needs: pip install 'sayso[scale]'\n"


@pytest.mark.parametrize(
    ("progress", "seconds", "words"),
    [
        (Progress(0, 1200, 0, 0), 3.0, "0 reports read, 1,200 waiting"),
        (Progress(500, 700, 900_000, 512 * 2**20), 10.0,
         "500 reports read, 700 waiting; 50.0 a second, 512 MiB a worker at most"),
    ],
)  # fmt: skip
def test_progress_in_words(progress, seconds, words):
    assert told(progress, seconds) == words
