"""python -m bench pages --ledger FILE: how long the server takes for each page of a ledger.

Where there is no such file, one is made: invented reports laid side by side, then copied (bench/copied.py).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from starlette.testclient import TestClient

import sayso
from bench.copied import copied
from bench.invented import reports
from sayso.ledger import open_ledger, revise
from sayso.pages import Settings, create_app

LAID, TO_A_REVISION, SEED, TIME = 5_000, 50, 11, "2026-01-01T00:00:00Z"
"""Reports that are laid side by side before they are copied."""
ACCEPT = {"Accept": "text/html"}


def main(arguments: list[str]) -> None:
    """Ask for each page, once to warm up and then some times; print the 95th percentile in milliseconds."""
    parser = argparse.ArgumentParser(prog="bench pages", description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True, metavar="FILE")
    parser.add_argument("--reports", type=int, default=100_000, help="of the ledger, where it is made (100000)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for (20)")
    args = parser.parse_args(arguments)
    if not args.ledger.exists():
        _make(args.ledger, args.reports)
    app = create_app(Settings(args.ledger, read_only=True))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        reports = client.get("/about.json").json()["counts"][0]["number"]
        print(f"{reports:,} reports, {args.rounds} rounds")
        print(f"{'page':34} {'wall p95':>9} {'CPU p95':>9}  ms")
        for address in _pages(client):
            client.get(address, headers=ACCEPT)  # compiles the page's template
            wall, cpu = [], []
            for _ in range(args.rounds):
                began, worked = perf_counter(), process_time()
                answer = client.get(address, headers=ACCEPT)
                wall.append(perf_counter() - began)
                cpu.append(process_time() - worked)
                answer.raise_for_status()
            print(f"{address[:34]:34} {_p95(wall):>9.0f} {_p95(cpu):>9.0f}")


def _make(file: Path, count: int) -> None:
    laid = min(count, LAID)
    base = file.with_suffix(".base")
    base.unlink(missing_ok=True)
    ledger = open_ledger(base, create=True)
    stream = reports(SEED, laid)
    while batch := list(islice(stream, TO_A_REVISION)):
        with revise(ledger, "bench", time=TIME) as writer:
            for report, entries in batch:
                writer.put(report, entries, reader_version=sayso.__version__)
    ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    copied(base, file, max(1, count // laid))
    base.unlink()


def _pages(client: TestClient) -> Iterator[str]:
    today = client.get("/today.json").json()
    yield from ("/", "/search?words=strike", "/matters", "/matters?contested=true&sort=disputes", "/matters?actor=AFP")
    yield from (
        "/matters?type=strike&place=Kyiv",
        "/map",
        "/map.json",
        "/tallies",
        "/tallies?group=all",
        "/review",
        "/about",
    )
    for claim in today["claims"][:1]:
        yield f"/reports/{claim['report']}"
        yield f"/statements/{claim['statement']}"
    for speaker in today["speakers"][:1]:
        yield f"/speakers/{speaker['actor']}"
    board = client.get("/matters.json").json()["matters"]
    for matter in sorted(board, key=lambda m: -m["statements"])[:1]:
        yield f"/matters/{matter['matter']}"


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[max(0, round(0.95 * len(seconds)) - 1)] * 1000
