"""python -m bench lake-growth: what a report costs in a lake as the lake grows, and how fast a large one answers.

Reading a hundred thousand reports takes hours. With --given their readings are drawn beforehand, and workers look them
up: all else (taking in, planning, writing, tables, resolving) is done as ever.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from math import log2
from pathlib import Path
from statistics import median
from threading import Event, Lock, Thread
from time import perf_counter
from typing import Any

from bench import invented
from bench.multiply import multiplied
from evaluate.worlds.press import world_of
from sayso.intake import report_from_text
from sayso.lake import Lake, ask, build, building, engine, resolve
from sayso.model import Report, ReportLedger

SEED = 1
FEW = 8
"""Reports of the build whose cost is taken for what every build costs, however large: some for each worker."""
FILES = 4
BASE = 200
"""Reports that are really read to be multiplied."""
LEDGERS = "ledgers.sqlite"
QUESTIONS = {
    "claims by month": "SELECT month, count(*) FROM claims GROUP BY 1 ORDER BY 1",
    "most heard speakers": "SELECT speaker, count(*) n FROM claims GROUP BY 1 ORDER BY n DESC, 1 LIMIT 20",
    "denials of a month": "SELECT report, words FROM claims WHERE stance = 'deny' AND month = '2025-01'",
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
    parser = argparse.ArgumentParser(prog="bench lake-growth", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="reports in the lakes (1000,10000)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--given", choices=("invented", "multiplied"), help="readings are drawn, not read")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave all there; use reports that are there")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.one:
        print(json.dumps(_measured(args.one, args.workers, given=args.given is not None)))
        return
    print(f"{'':>9} {'build, ms a report':^36} {'MiB at most':^15} {'bytes a report':^17} {'resolve, ms a report':^29}")
    print(
        f"{'reports':>9} {'wall':>8} {'CPU':>8} {'to first':>9} {'driver':>8} {'driver':>7} {'worker':>7} {'read/':>8}"
        f" {'tables/':>8} {'wall':>8} {'CPU':>8} {'to n log n':>11}"
    )
    first: dict[str, float] = {}
    answers: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        for size in (int(s) for s in args.sizes.split(",")):
            folder = (args.keep or Path(name)) / f"{args.given or 'read'}-{size}"
            _prepare(folder, size, args.given)
            found = _in_process(folder, args)
            first = first or {"cpu": found["cpu"], "nlogn": found["resolve_cpu"] / log2(size)}
            answers[size] = found.pop("questions")
            print(
                f"{size:>9,} {found['wall']:>8.2f} {found['cpu']:>8.2f} {found['cpu'] / first['cpu']:>9.2f}"
                f" {found['driver_cpu']:>8.2f} {found['driver']:>7.0f} {found['worker']:>7.0f} {found['read']:>8,.0f}"
                f" {found['tables']:>8,.0f} {found['resolve_wall']:>8.2f} {found['resolve_cpu']:>8.2f}"
                f" {found['resolve_cpu'] / log2(size) / first['nlogn']:>11.2f}",
                flush=True,
            )
    print("\nseconds to an answer" + "".join(f"{size:>12,}" for size in answers))
    for name in QUESTIONS:
        print(f"{name:27}" + "".join(f"{times[name]:>12.3f}" for times in answers.values()))


def _in_process(folder: Path, args: argparse.Namespace) -> dict[str, Any]:
    """In a process of its own, so that its peak of memory is its own."""
    given = ["--given", args.given] if args.given else []
    command = [sys.executable, "-m", "bench", "lake-growth", "--one", str(folder), "--workers", str(args.workers)]
    done = subprocess.run([*command, *given], stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(done.stdout))


def _prepare(folder: Path, size: int, given: str | None) -> None:
    """Lines of JSON in a few files, beside them a few reports alone, and readings that are given by address."""
    if (folder / "few").is_dir():
        return
    (folder / "many").mkdir(parents=True, exist_ok=True)
    told = _told(size + FEW, given)
    with sqlite3.connect(folder / LEDGERS) as ledgers:
        ledgers.execute("CREATE TABLE ledgers (url TEXT PRIMARY KEY, ledger TEXT) WITHOUT ROWID")
        for number in range(FILES):
            _write(folder / "many" / f"{number}.jsonl", islice(told, -(-size // FILES)), ledgers)
        (folder / "few").mkdir()
        for number in range(FILES):
            _write(folder / "few" / f"{number}.jsonl", islice(told, FEW // FILES), ledgers)
    ledgers.close()


def _told(count: int, given: str | None) -> Iterator[tuple[Report, ReportLedger | None]]:
    if given == "invented":
        yield from invented.reports(SEED, count)
        return
    filed = world_of(SEED, count if given is None else BASE)
    plain = (
        report_from_text(
            f.laid_out()[0], url=f"https://news.example/{f.name}", outlet=f.outlet, published=f.published.isoformat()
        )
        for f in filed
    )
    if given is None:
        yield from ((report, None) for report in plain)
    else:
        from sayso.reading import read

        yield from islice(multiplied([(report, read(report)) for report in plain], SEED), count)


def _write(file: Path, told: Iterable[tuple[Report, ReportLedger | None]], ledgers: sqlite3.Connection) -> None:
    with file.open("w", encoding="utf-8") as out:
        for report, ledger in told:
            line = {"text": report.text, "url": report.url, "published": report.published, "outlet": report.outlet}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            if ledger:
                ledgers.execute("INSERT INTO ledgers VALUES (?, ?)", (report.url, ledger.model_dump_json()))


class Given(building.UnitReader):
    """A worker that looks readings up instead of reading."""

    def __init__(self, uri: str) -> None:
        self._lake = Lake(uri)
        self._ledgers = sqlite3.connect(f"file:{Path(uri).parent / LEDGERS}?mode=ro", uri=True, check_same_thread=False)
        self._reading = self._look_up

    def _look_up(self, report: Report) -> ReportLedger:
        (told,) = self._ledgers.execute("SELECT ledger FROM ledgers WHERE url = ?", (report.url,)).fetchone()
        return ReportLedger.model_validate_json(told).model_copy(update={"report": report.head()})


def _measured(folder: Path, workers: int, *, given: bool) -> dict[str, Any]:
    """Build, resolve and ask the lakes of a folder under the clock."""
    if given:
        building.UnitReader = Given  # type: ignore[misc]
    for lake in folder.glob("*-lake"):
        shutil.rmtree(lake)
    memory = 0

    def notice(progress: building.Progress) -> None:
        nonlocal memory
        memory = max(memory, progress.memory)

    spent = {}
    with Meter() as cpu_seconds, engine.started(None, workers):
        # The first work of a session waits for Ray's processes.
        build([str(folder / "few")], str(folder / "first-lake"), workers=workers)
        for name in ("few", "many"):
            began, cpu, own = perf_counter(), cpu_seconds(), _own_seconds()
            built = build([str(folder / name)], str(folder / f"{name}-lake"), workers=workers, on_progress=notice)
            spent[name] = perf_counter() - began, cpu_seconds() - cpu, _own_seconds() - own
        large = Lake(str(folder / "many-lake"))
        print(f"{folder.name}: built, seconds {spent['many'][:2]}", file=sys.stderr, flush=True)
        driver = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began, cpu = perf_counter(), cpu_seconds()
        resolve(large.uri, workers=workers)
        resolving = perf_counter() - began, cpu_seconds() - cpu
    if built.failures:
        raise SystemExit(f"bench: {built.failures} reports were not read")
    count = built.reports + built.skipped
    wall, cpu, own = ((many - few) / (count - FEW) * 1000 for few, many in zip(*spent.values(), strict=True))
    sizes = {f: sum((Path(large.uri) / p).stat().st_size for p in large.files(f)) / count for f in ("read", "tables")}
    return {
        "wall": wall, "cpu": cpu, "driver_cpu": own, "driver": driver, "worker": memory / 2**20,
        "resolve_wall": resolving[0] / count * 1000, "resolve_cpu": resolving[1] / count * 1000,
        "driver_after": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "questions": {name: _seconds(large, query) for name, query in QUESTIONS.items()},
    } | sizes  # fmt: skip


def _seconds(lake: Lake, query: str) -> float:
    """Median of three askings, each with its own connection."""
    times = []
    for _ in range(3):
        began = perf_counter()
        ask(lake, query)
        times.append(perf_counter() - began)
    return median(times)


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Meter:
    """CPU seconds of this process and all below it, looked at twice a second: Ray ends processes without a trace."""

    def __init__(self) -> None:
        self._spent: dict[tuple[int, int], float] = {}
        self._lock, self._ended = Lock(), Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Meter:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._ended.set()
        self._thread.join()

    def __call__(self) -> float:
        """Seconds so far."""
        with self._lock:
            self._look()
            return sum(self._spent.values())

    def _watch(self) -> None:
        while not self._ended.wait(0.5):
            self()

    def _look(self) -> None:
        below: dict[int, list[int]] = {}
        told: dict[int, tuple[int, float]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                words = stat.read_text().rpartition(")")[2].split()
                pid, ticks = int(stat.parent.name), int(words[11]) + int(words[12])
                below.setdefault(int(words[1]), []).append(pid)
                told[pid] = int(words[19]), ticks / os.sysconf("SC_CLK_TCK")
        ours = [os.getpid()]
        for pid in ours:
            ours += below.get(pid, ())
            began, seconds = told[pid]
            self._spent[pid, began] = seconds
