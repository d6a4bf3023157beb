"""python -m bench lake: what a lake costs beside bare reading, what a second worker brings, whether kills harm it."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep

import sayso
from bench.nodes import cluster
from evaluate.worlds.press import world_of
from sayso.lake import Lake, build, engine
from sayso.model import Report

FILES = 4
FEW = 8
"""Reports of the build whose time is taken for what every build costs, however large."""
SEED = 1
TRIES = 3


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench lake", description=__doc__)
    parser.add_argument("--reports", type=int, default=600, help="simulated reports (600)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of bare reading and building (3)")
    parser.add_argument("--kills", type=int, default=0, help="builds whose driver is killed at a random moment (0)")
    parser.add_argument(
        "--nodes", type=int, default=0, help="nodes of a cluster on loopback that builds and resolves (0)"
    )
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.bare:
        _read_bare(args.bare)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, few = _written(folder / "many", args.reports), _written(folder / "few", FEW)
        if args.rounds:
            _print_costs(many, few, folder, args.rounds)
        if args.nodes:
            _print_nodes(many, folder, args.nodes)
        if args.kills:
            _print_kills(many, folder, args.kills)


def _print_costs(many: Path, few: Path, folder: Path, rounds: int) -> None:
    """Bare reading and building take turns, since the machine's speed drifts: one worker between two bare readings."""
    overhead, bare, lake = [], [], []
    for number in range(rounds):
        before = _bare(many, 1)
        one = _cost(many, few, folder / f"{number}-1", 1)
        after = _bare(many, 1)
        two = _cost(many, few, folder / f"{number}-2", 2)
        beside = _bare(many, 2)
        overhead.append(2 * one / (before + after) - 1)
        bare.append(after / beside)
        lake.append(one / two / 2)
        print(
            f"ms a report: bare {before * 1000:.1f} and {after * 1000:.1f}, two at once {beside * 1000:.1f} each; "
            f"lake, one worker {one * 1000:.1f}, two {two * 1000:.1f}",
            flush=True,
        )
    print(f"lake, one worker        {median(overhead):+8.1%} over bare reading (bar 15%)")
    print(f"lake, two workers       {median(lake):8.2f} efficiency (bar 0.85)")
    print(f"bare, two processes     {median(bare):8.2f}: what two come to here without a lake")


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


def _bare(folder: Path, processes: int) -> float:
    """Seconds a report of reading alone, in so many processes at once that each read all."""
    command = [sys.executable, "-m", "bench", "lake", "--bare", str(folder)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for each in started:
        assert each.stdout
        each.stdout.readline()
    for each in started:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    return median([float(each.communicate()[0]) for each in started])


def _read_bare(folder: Path) -> None:
    """Print seconds a report, the reader loaded before; start when told to."""
    reports: list[Report] = []
    for file in sorted(folder.iterdir()):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            reports.append(
                sayso.report_from_text(row["text"], published=row["published"], outlet=row["outlet"], source=file.name)
            )
    sayso.read(reports[0])
    print("ready", flush=True)
    sys.stdin.readline()
    began = perf_counter()
    for report in reports:
        sayso.read(report)
    print((perf_counter() - began) / len(reports))


def _cost(many: Path, few: Path, out: Path, workers: int) -> float:
    """Seconds a report of a build, without what every build costs: starting Ray, loading readers."""
    seconds, reports = [], []
    with engine.started(None, workers):
        # The first work of a session waits for Ray's processes.
        build([str(few)], str(out / "first"), workers=workers)
        for source in (few, many):
            began = perf_counter()
            built = build([str(source)], str(out / source.name), workers=workers)
            seconds.append(perf_counter() - began)
            reports.append(built.reports + built.skipped)
    return (seconds[1] - seconds[0]) / (reports[1] - reports[0])


def _print_nodes(source: Path, folder: Path, nodes: int) -> None:
    """Build and resolve on a cluster and on this machine alone, and compare the lakes."""
    alone, spread = folder / "alone", folder / "spread"
    _run(["build", str(source), "--out", str(alone), "--workers", "1"])
    _run(["resolve", str(alone), "--workers", "1"])
    with cluster(nodes) as (address, environment):
        joined = ["--address", address, "--workers", str(nodes)]
        _run(["build", str(source), "--out", str(spread), *joined], environment)
        _run(["resolve", str(spread), *joined], environment)
    one, other = _contents(Lake(str(alone))), _contents(Lake(str(spread)))
    different = sum(one.get(path) != other.get(path) for path in one | other)
    print(f"{nodes} nodes on loopback     {len(one)} files, {different} of them other than those of one machine")


def _run(arguments: list[str], environment: dict[str, str] | None = None) -> None:
    command = [sys.executable, "-m", "sayso", "lake", *arguments]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)


def _print_kills(source: Path, folder: Path, kills: int) -> None:
    """Kill the driver of a build at a random moment, build again, compare with the lake of an undisturbed build."""
    random = Random(SEED)
    began = perf_counter()
    _finish(source, folder / "undisturbed")
    whole, same, late = perf_counter() - began, 0, 0
    wanted = _contents(Lake(str(folder / "undisturbed")))
    for number in range(kills):
        out = folder / f"killed-{number}"
        while True:
            began, driver = perf_counter(), _build_in_process(source, out)
            sleep(random.uniform(0, whole))
            if driver.poll() is None:
                break
            # It was done before; on a machine that was busier then, the first build took too long a measure.
            whole, late = min(whole, perf_counter() - began), late + 1
            shutil.rmtree(out)
        driver.kill()
        driver.wait()
        _finish(source, out)
        same += _contents(Lake(str(out))) == wanted
    print(f"killed and built again  {same} of {kills} lakes the same, byte for byte; {late} more were done before")


def _finish(source: Path, out: Path) -> None:
    """Build to the end; on a busy machine Ray may take longer to start than it gives itself."""
    for _ in range(TRIES):
        if _build_in_process(source, out).wait() == 0:
            return
    raise SystemExit(f"bench: {TRIES} builds of {out.name} failed")


def _build_in_process(source: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "lake", "build", str(source), "--out", str(out), "--workers", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _contents(lake: Lake) -> dict[str, bytes]:
    """The files of a lake."""
    folders = ("inputs", "months", "plan", "read", "taken", "tables", "trying")
    return {path: (Path(lake.uri) / path).read_bytes() for folder in folders for path in lake.files(folder)}
