"""python -m bench pages --ledger FILE: how long the server takes for each page of a ledger."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from starlette.testclient import TestClient

from sayso.pages import Settings, create_app

ACCEPT = {"Accept": "text/html"}


def main(arguments: list[str]) -> None:
    """Ask for each page some times, and print the 95th percentile of wall and CPU time in milliseconds."""
    parser = argparse.ArgumentParser(prog="bench pages", description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for (20)")
    args = parser.parse_args(arguments)
    app = create_app(Settings(args.ledger, read_only=True))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        reports = client.get("/about.json").json()["counts"][0]["number"]
        print(f"{reports:,} reports, {args.rounds} rounds")
        print(f"{'page':34} {'wall p95':>9} {'CPU p95':>9}  ms")
        for address in _pages(client):
            wall, cpu = [], []
            for _ in range(args.rounds):
                began, worked = perf_counter(), process_time()
                answer = client.get(address, headers=ACCEPT)
                wall.append(perf_counter() - began)
                cpu.append(process_time() - worked)
                answer.raise_for_status()
            print(f"{address[:34]:34} {_p95(wall):>9.0f} {_p95(cpu):>9.0f}")


def _pages(client: TestClient) -> Iterator[str]:
    today = client.get("/today.json").json()
    yield from ("/", "/search?words=strike", "/matters", "/map", "/tallies", "/review", "/about")
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
