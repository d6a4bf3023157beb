"""Lakes built by Ray on this machine, one session for all: the same bytes as without it, whoever is killed."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("ray", reason="needs sayso[scale]")
pytest.importorskip("duckdb", reason="needs sayso[scale]")

from sayso.cli import app
from sayso.errors import LakeError
from sayso.lake import Lake, build, engine, planning
from sayso.lake.building import Progress

REPORTS = Path(__file__).parents[2] / "src" / "sayso" / "demo" / "reports.jsonl"
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module", autouse=True)
def _session() -> Iterator[None]:
    """Ray, started as the commands start it and left running for all tests."""
    with engine.started(None, 2):
        yield


def workers() -> list[int]:
    """The processes of this session that hold a reader."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            grandparent = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
            words = (status.parent / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if grandparent == os.getpid() and b"MapWorker" in words:
            found.append(int(status.parent.name))
    return found


def held(lake: Lake) -> dict[str, bytes]:
    root = Path(lake.uri)
    return {str(f.relative_to(root)): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


def test_a_killed_worker_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "MOST_REPORTS", 2)
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if progress.done and progress.waiting and not killed:
            killed.append(workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    ray_lake, lake = Lake(str(tmp_path / "ray")), Lake(str(tmp_path / "alone"))
    built = build([str(REPORTS)], ray_lake.uri, workers=1, on_progress=kill)
    assert len(killed) == 1
    assert (built.reports, built.failures) == (8, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            engine, "spread", lambda work, arguments, rows, size, wave=0: _serial(work, arguments, list(rows))
        )
        assert build([str(REPORTS)], lake.uri) == built
    assert held(ray_lake) == held(lake)


def _serial(work, arguments, rows):  # type: ignore[no-untyped-def]
    return map(work(*arguments) if isinstance(work, type) else lambda row: work(row, *arguments), rows)


def test_the_commands(tmp_path: Path) -> None:
    lake, ledger = str(tmp_path / "lake"), str(tmp_path / "slice.sayso")
    commands = CliRunner()
    done = commands.invoke(app, ["lake", "build", str(REPORTS), "--out", lake, "--workers", "2"])
    assert (done.exit_code, done.stdout) == (
        0,
        f"{lake}: 8 reports read, 0 skipped, 0 failures, of 1 inputs; 1 parts of months written\n",
    )
    assert commands.invoke(app, ["lake", "pull", lake, "--ledger", ledger]).stdout == "8 added; revision 1\n"
    query = "SELECT count(*) AS n FROM claims"
    counts = [
        json.loads(commands.invoke(app, ["sql", query, "--json", *where]).stdout)["n"]
        for where in (["--lake", lake], ["--ledger", ledger])
    ]
    assert counts[0] == counts[1] > 8
    assert "matters" in commands.invoke(app, ["lake", "resolve", lake]).stdout
    found = commands.invoke(app, ["sql", "SELECT count(*) AS n FROM matter_links", "--json", "--lake", lake])
    assert json.loads(found.stdout)["n"] > 0


def test_an_error_of_a_worker_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "tables").write_text("where a folder should be")
    with pytest.raises(LakeError, match=r"^tables/reports/month=2031-03/[^\n]*: cannot be written: [^\n]*$"):
        build([str(REPORTS)], str(tmp_path / "lake"))
