"""python -m bench lake: what a lake costs beside bare reading, what it weighs, how it scales, whether kills harm it."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, sleep

import sayso
from evaluate.worlds.press import world_of
from sayso.lake import Lake, ask, build, engine, resolve
from sayso.model import Report

FILES = 4
FEW = 8
"""Reports of the build whose time is taken for what every build costs, however large."""
SEED = 1
QUESTIONS = {
    "claims by month": "SELECT month, count(*) FROM claims GROUP BY 1 ORDER BY 1",
    "most heard speakers": "SELECT speaker, count(*) n FROM claims GROUP BY 1 ORDER BY n DESC, 1 LIMIT 20",
    "denials of a month": "SELECT report, words FROM claims WHERE stance = 'deny' AND month = '2031-01'",
    "events by type and country": "SELECT type, country, count(*) FROM events JOIN places USING (place) GROUP BY 1, 2",
    "who accuses": "SELECT speaker, count(*) FROM claims WHERE stance = 'accuse' GROUP BY 1 ORDER BY 2 DESC, 1",
    "figures of the killed": "SELECT min(low), max(high), count(*) FROM figures WHERE measure = 'killed'",
    "largest figures": "SELECT statement, high FROM figures WHERE measure = 'killed' ORDER BY high DESC, 1 LIMIT 10",
    "outlets and stances": "SELECT outlet, stance, count(*) FROM claims GROUP BY 1, 2",
    "words in claims": "SELECT count(*) FROM claims WHERE contains(lower(words), 'ceasefire')",
    "what a speaker said": "SELECT published, words FROM claims WHERE starts_with(speaker, 'The') ORDER BY 1 LIMIT 9",
}


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench lake", description=__doc__)
    parser.add_argument("--reports", type=int, default=300, help="simulated reports (300)")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of builds with one and two workers (3)")
    parser.add_argument("--kills", type=int, default=0, help="builds whose driver is killed at a random moment (0)")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, few = _written(folder / "many", args.reports), _written(folder / "few", FEW)
        bare = _bare(many)
        print(f"bare reading            {bare * 1000:8.1f} ms a report")
        costs: dict[int, list[float]] = {1: [], 2: []}
        for number in range(args.rounds):
            for workers in costs:
                costs[workers].append(_cost(many, few, folder / f"{number}-{workers}", workers))
        one, two = median(costs[1]), median(costs[2])
        print(f"lake, one worker        {one * 1000:8.1f} ms a report, {one / bare - 1:+.1%} over bare reading")
        print(f"lake, two workers       {two * 1000:8.1f} ms a report, efficiency {one / two / 2:.2f} (bar 0.85)")
        lake = Lake(str(folder / "0-1" / "many"))
        _print_sizes(lake)
        _print_questions(lake)
        with _session(1):
            began = perf_counter()
            found = resolve(lake.uri, workers=1)
        print(f"resolve, one worker     {(perf_counter() - began) / args.reports * 1000:8.1f} ms a report, {found}")
        print(f"memory of the driver    {getrusage(RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB at most")
        if args.kills:
            _print_kills(many, lake, folder, args.kills)


def _written(folder: Path, reports: int) -> Path:
    """Simulated reports as lines of JSON in a few files."""
    folder.mkdir()
    filed = world_of(SEED, reports)
    for number in range(FILES):
        lines = [
            {"text": f.laid_out()[0], "published": f.published.isoformat(), "outlet": f.outlet}
            for f in filed[number::FILES]
        ]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / f"{number}.jsonl").write_text(text, encoding="utf-8")
    return folder


def _bare(folder: Path) -> float:
    """Seconds a report of reading alone, the reader loaded before."""
    reports: list[Report] = []
    for file in sorted(folder.iterdir()):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            reports.append(
                sayso.report_from_text(row["text"], published=row["published"], outlet=row["outlet"], source=file.name)
            )
    sayso.read(reports[0])
    began = perf_counter()
    for report in reports:
        sayso.read(report)
    return (perf_counter() - began) / len(reports)


@contextmanager
def _session(workers: int) -> Iterator[None]:
    with engine.started(None, workers):
        yield


def _cost(many: Path, few: Path, out: Path, workers: int) -> float:
    """Seconds a report of a build, without what every build costs: starting Ray, loading readers."""
    seconds, reports = [], []
    with _session(workers):
        # The first work of a session waits for Ray's processes.
        build([str(few)], str(out / "first"), workers=workers)
        for source in (few, many):
            began = perf_counter()
            built = build([str(source)], str(out / source.name), workers=workers)
            seconds.append(perf_counter() - began)
            reports.append(built.reports + built.skipped)
    return (seconds[1] - seconds[0]) / (reports[1] - reports[0])


def _print_sizes(lake: Lake) -> None:
    (reports,) = ask(lake, "SELECT count(*) FROM reports")[1][0]
    assert isinstance(reports, int)
    for folder in ("read", "tables"):
        size = sum((Path(lake.uri) / path).stat().st_size for path in lake.files(folder))
        print(f"{folder + '/':23} {size / reports:8,.0f} bytes a report")


def _print_questions(lake: Lake) -> None:
    for name, query in QUESTIONS.items():
        began = perf_counter()
        ask(lake, query)
        print(f"{name:27} {perf_counter() - began:8.3f} s (bar 1 s, over 100,000 reports)")


def _print_kills(source: Path, undisturbed: Lake, folder: Path, kills: int) -> None:
    """Kill the driver of a build at a random moment, build again, compare with the lake of an undisturbed build."""
    random = Random(SEED)
    wanted = _contents(undisturbed)
    began = perf_counter()
    _build_in_process(source, folder / "timed").wait()
    whole, same = perf_counter() - began, 0
    for number in range(kills):
        out = folder / f"killed-{number}"
        driver = _build_in_process(source, out)
        sleep(random.uniform(0, whole))
        if driver.poll() is None:
            os.kill(driver.pid, signal.SIGKILL)
        driver.wait()
        done = _build_in_process(source, out).wait()
        same += done == 0 and _contents(Lake(str(out))) == wanted
    print(f"killed and built again  {same} of {kills} lakes the same, byte for byte")


def _build_in_process(source: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "lake", "build", str(source), "--out", str(out), "--workers", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _contents(lake: Lake) -> dict[str, bytes]:
    """The files of a lake, but for what it was resolved to."""
    folders = ("inputs", "months", "plan", "read", "taken", "tables", "trying")
    paths = (path for folder in folders for path in lake.files(folder))
    resolved = ("origins", "matters", "memberships", "matter_links")
    return {p: (Path(lake.uri) / p).read_bytes() for p in paths if p.split("/")[1] not in resolved}
