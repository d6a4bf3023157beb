"""python -m bench matters: what laying a report beside others costs as the ledger grows, and a matter of thousands.

Both with invented reports (bench/invented.py), which are many to an incident and copy each other as agency texts are.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from itertools import islice, pairwise
from pathlib import Path
from statistics import mean
from time import process_time

import sayso
from bench.invented import reports
from sayso.ledger import Ledger, open_ledger, revise
from sayso.matters import Reading, lay
from sayso.model import Report, ReportLedger
from sayso.origins import copies_among, fingerprint_of, origins_of

SIZES = (1_000, 10_000, 100_000)
SEED, OTHER_SEED = 11, 12
TIME = "2026-01-01T00:00:00Z"
MEASURED, WARMING = 300, 100
"""Reports whose adding is timed at each size, and those added before to warm it up."""
TO_A_REVISION = 50
BAR = 1.5


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench matters", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="ledgers that a report is added to")
    parser.add_argument("--matter", type=int, default=5_000, help="statements of the large matter; 0 leaves it out")
    args = parser.parse_args(arguments)
    sizes = sorted(int(s) for s in args.sizes.split(",") if s)
    if sizes:
        _print_growth(sizes)
    if args.matter:
        _print_large_matter(args.matter)


def _print_growth(sizes: list[int]) -> None:
    """One ledger that grows; at each size the same reports are added, under the clock, to a copy of it."""
    print(f"{'reports':>9} {'ms a report, added':>20} {'of it finding keys':>20} {'to the first':>14}")
    stream = reports(SEED, sizes[-1])
    measured = list(reports(OTHER_SEED, WARMING + MEASURED))
    start = process_time()
    for report, _ in measured:
        _ = fingerprint_of(report).keys
    keys = 1000 * (process_time() - start) / len(measured)
    first, held = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        file, copy = Path(folder) / "growing.sayso", Path(folder) / "copy.sayso"
        open_ledger(file, create=True).close()
        for size in sizes:
            ledger = open_ledger(file)
            while held < size and (batch := list(islice(stream, min(TO_A_REVISION, size - held)))):
                _add(ledger, batch)
                held += len(batch)
            ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ledger.close()
            shutil.copyfile(file, copy)
            ledger = open_ledger(copy)
            _add(ledger, measured[:WARMING])
            start = process_time()
            for n in range(WARMING, len(measured), TO_A_REVISION):
                _add(ledger, measured[n : n + TO_A_REVISION])
            each = 1000 * (process_time() - start) / MEASURED
            ledger.close()
            first = first or each
            note = "" if each <= BAR * first else "  !"
            print(f"{size:>9,} {each:>20.2f} {keys:>20.2f} {each / first:>14.2f}{note}", flush=True)


def _add(ledger: Ledger, batch: list[tuple[Report, ReportLedger]]) -> None:
    with revise(ledger, "bench", time=TIME) as writer:
        for report, entries in batch:
            writer.put(report, entries, reader_version=sayso.__version__)


def _print_large_matter(statements: int) -> None:
    """One incident told again and again: half as many statements, then all of them; twice the time is linear."""
    print(f"\n{'statements':>11} {'copies, s':>11} {'origins, s':>11} {'laying side by side, s':>24}")
    times = []
    for count in (statements // 4, statements // 2, statements):
        readings = list(_of_one_incident(count))
        start = process_time()
        for _ in copies_among(fingerprint_of(r.report) for r in readings):
            pass
        copied = process_time()
        origins_of(readings)
        traced = process_time()
        lay(readings)
        laid = process_time()
        times.append((count, copied - start, traced - copied, laid - traced))
        print(f"{count:>11,} {times[-1][1]:>11.2f} {times[-1][2]:>11.2f} {times[-1][3]:>24.2f}", flush=True)
    growth = mean(b[3] / a[3] for a, b in pairwise(times))
    print(f"twice the statements take {growth:.2f} times as long")


def _of_one_incident(statements: int) -> list[Reading]:
    """Reports of one strike under ever new addresses and outlets, with so many statements in all."""
    told = [Reading(*each) for each in islice(reports(SEED, 400), 400)]
    strikes = [r for r in told if any(e.type == "strike" for s in r.ledger.statements for e in s.events)]
    name = strikes[0].ledger.statements[0].events[0].place
    same = [r for r in strikes if r.ledger.statements[0].events[0].place == name]
    found: list[Reading] = []
    count = 0
    while count < statements:
        base = same[len(found) % len(same)]
        number = len(found)
        report = base.report.model_copy(
            update={"url": f"{base.report.url}/{number}", "outlet": f"Outlet {number % 300}"}
        )
        ids = {s.id: f"{s.id}{number}" for s in base.ledger.statements}
        kept = tuple(s.model_copy(update={"id": ids[s.id]}) for s in base.ledger.statements)
        ledger = base.ledger.model_copy(update={"report": report.head(), "statements": kept})
        found.append(Reading(report, ledger))
        count += len(kept)
    return found
