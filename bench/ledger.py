"""python -m bench ledger: what keeping reports costs beside reading them, and how fast a large ledger answers."""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from statistics import median, quantiles
from time import perf_counter, process_time

import sayso
from bench.multiply import DAYS, FIRST_DAY, cities, drawn, multiplied, names
from sayso.intake import report_from_text
from sayso.intake.taken import Taken
from sayso.ledger import Ledger, Wanted, add, find, open_ledger, revise
from sayso.ledger.adding import BATCH
from sayso.ledger.recall import recalled
from sayso.model import Report, ReportLedger

LABELLED = Path("../shared/gold")
EXAMPLES = Path(__file__).parent.parent / "examples"
SIZES = (1_000, 10_000, 100_000)
TO_A_REVISION = 500
SEED = 7
TIME = "2026-01-01T00:00:00Z"
BAR_MS = 50


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench ledger", description=__doc__)
    parser.add_argument("--texts", type=Path, metavar="DIR", help=f"*.txt to read ({LABELLED}, else examples)")
    parser.add_argument("--added", type=int, default=2_000, help="reports added end to end; 0 leaves that out (2000)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="reports in the ledgers that are asked")
    parser.add_argument("--rounds", type=int, default=60, help="askings of each query (60)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the large ledgers there, and use them again")
    # What the children do: reading and writing in processes of their own, so that their peaks are their own.
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    texts = args.texts or (LABELLED if LABELLED.is_dir() else EXAMPLES)
    if args.read:
        args.read.write_bytes(pickle.dumps(_read(texts)))
        return
    if args.build:
        _build(Path(args.build[0]), int(args.build[1]), Path(args.build[2]))
        return
    if args.added:
        _print_adding(texts, args.added)
    with tempfile.TemporaryDirectory() as folder:
        kept = args.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        peaks = []
        for size in sorted(int(s) for s in args.sizes.split(",") if s):
            file = kept / f"{size}.sayso"
            peaks.append(_print_large(texts, file, size, args.rounds))
        if len(peaks) > 1 and peaks[0] and peaks[-1]:
            print(f"peak memory, largest to smallest ledger: {peaks[-1] / peaks[0]:.2f}")


def _read(folder: Path) -> list[tuple[Report, ReportLedger]]:
    from sayso.reading import read

    reports = [report_from_text(f.read_bytes().decode("utf-8"), source=f.name) for f in sorted(folder.glob("*.txt"))]
    return [(report, read(report)) for report in reports]


def _print_adding(texts: Path, count: int) -> None:
    """Reading alone and adding take turns, batch by batch, so that both meet the same load of the machine."""
    from sayso.reading import read

    reports = [report for report, _ in islice(multiplied(_read(texts), SEED), count)]
    spent = {"reading": 0.0, "adding": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "added.sayso", create=True)

        def alone(batch: list[Report]) -> None:
            for report in batch:
                read(report)

        def kept(batch: list[Report]) -> None:
            add(ledger, (Taken(str(r.url), r) for r in batch), read, command="bench", now=lambda: TIME)

        turns: list[tuple[str, Callable[[list[Report]], None]]] = [("reading", alone), ("adding", kept)]
        for n in range(0, count, BATCH):
            for name, turn in turns if n // BATCH % 2 else reversed(turns):
                start = process_time()
                turn(reports[n : n + BATCH])
                spent[name] += process_time() - start
        size = _size(ledger)
        ledger.close()
    characters = sum(len(r.text) for r in reports)
    print(f"{count:,} reports of {characters / count:,.0f} characters, one thread, CPU time")
    print(f"{'reading alone':28} {count / spent['reading']:>9,.1f} reports a second")
    print(f"{'adding, end to end':28} {count / spent['adding']:>9,.1f} reports a second")
    print(f"{'adding to reading':28} {spent['reading'] / spent['adding']:>9.3f}")
    print(f"{'on disk':28} {size / count / 1024:>9.1f} KiB a report ({size / characters:.1f} times its text)")


def _size(ledger: Ledger) -> int:
    ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return ledger.path.stat().st_size


def _build(read_file: Path, size: int, file: Path) -> None:
    """Write a ledger of `size` reports, and beside it how much memory that took at most, in KiB.

    They are not laid side by side: thousands of copies of few texts say nothing of matters in real reports.
    """
    read = pickle.loads(read_file.read_bytes())
    partial = file.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    reports = islice(multiplied(read, SEED), size)
    ledger = open_ledger(partial, create=True)
    while batch := list(islice(reports, TO_A_REVISION)):
        with revise(ledger, "bench", time=TIME) as writer:
            for report, entries in batch:
                writer.put_alone(report, entries, origin_file=None, skipped=None, reader_version=sayso.__version__)
    _size(ledger)
    ledger.close()
    partial.rename(file)
    file.with_suffix(".peak").write_text(str(getrusage(RUSAGE_SELF).ru_maxrss))


def _print_large(texts: Path, file: Path, size: int, rounds: int) -> int:
    """Ask a ledger of `size` reports the commonest questions; the peak memory (KiB) of writing it."""
    if not file.exists():
        read = file.with_name("read.pickle")
        if not read.exists():
            _child(["--texts", str(texts), "--read", str(read)])
        _child(["--build", str(read), str(size), str(file)])
    peak = int(file.with_suffix(".peak").read_text())
    print(f"\n{size:,} reports, {file.stat().st_size / size / 1024:.1f} KiB each, written in {peak / 1024:,.0f} MB")
    ledger = open_ledger(file, readonly=True)
    for name, ask in _questions(ledger).items():
        times = []
        for _ in range(rounds + 3):
            start = perf_counter()
            ask()
            times.append((perf_counter() - start) * 1000)
        times = sorted(times[3:])
        p95 = quantiles(times, n=20)[-1]
        print(f"{'  ' + name:36} p50 {median(times):>8.1f} ms  p95 {p95:>8.1f} ms{'' if p95 < BAR_MS else '  !'}")
    ledger.close()
    return peak


def _child(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "bench", "ledger", *arguments]
    _, status = os.waitpid(os.posix_spawn(command[0], command, os.environ), 0)
    if status:
        raise SystemExit(f"bench: {' '.join(command)} failed")


# What `sayso info` counts: all versions, less those that ended; names, less those merged into others; places.
COUNTED = ("report_versions", "statement_versions", "link_versions", "balance_versions", "named_actors", "places")
WORDS = ("killed", "soldiers", "president said", "attack", "police", "explosion", "ceasefire", "hospital", "minister")
TYPES = ("strike", "bombing", "clash", "meeting", "protest", "control", "detention")
STANCES = ("assert", "deny", "demand", "confirm")


def _questions(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """The ten commonest questions, each asked of something else every time."""
    random, sql = Random(SEED), ledger.sql
    people, towns = names(Random(SEED)), [c.name for c in cities()]
    reports = [r for (r,) in sql.execute("SELECT report FROM report_versions ORDER BY number LIMIT 1000")]

    def month() -> tuple[str, str]:
        first = FIRST_DAY + timedelta(random.randrange(DAYS - 30))
        return first.isoformat(), (first + timedelta(30)).isoformat()

    def typed() -> object:
        since, until = month()
        kind, stance = random.choice(TYPES), random.choice(STANCES)
        return find(ledger, Wanted(type=kind, stance=stance, since=since, until=until))

    def rows(query: str, *values: object) -> list[object]:
        return sql.execute(query, values).fetchall()

    return {
        "find by words": lambda: find(ledger, Wanted(words=random.choice(WORDS))),
        "find by speaker": lambda: find(ledger, Wanted(speaker=drawn(random, people))),
        "find by place": lambda: find(ledger, Wanted(place=drawn(random, towns))),
        "find by type, stance and time": typed,
        "find contested": lambda: find(ledger, Wanted(contested=True)),
        "claims of a report": lambda: rows("SELECT * FROM claims WHERE report = ?", random.choice(reports)),
        "disputes of a report": lambda: rows("SELECT * FROM disputes WHERE to_report = ?", random.choice(reports)),
        "tallies by day of a month": lambda: rows("SELECT * FROM tallies WHERE published BETWEEN ? AND ?", *month()),
        "recall a report": lambda: recalled(sql, random.choice(reports)),
        "counts of info": lambda: [
            *(rows(f"SELECT count(*) FROM {table}") for table in COUNTED),
            *(
                rows(f"SELECT count(*) FROM {table} WHERE until IS NOT NULL")
                for table in COUNTED
                if "_versions" in table
            ),
        ],
    }
