"""python -m evaluate [SET ...]: scores the reading on labelled data, one table of sets."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluate import floors, shipped
from evaluate.outcome import Missing, Outcome, Place
from evaluate.sets import SETS, data_hash

DATA = Path("../shared/data")


def main(argv: list[str] | None = None) -> int:
    """Run the sets asked for. The exit status is 1 where a score is below its floor, 2 on a wrong call."""
    args = _parser().parse_args(argv)
    if unknown := [name for name in args.sets if name not in SETS]:
        print(f"evaluate: no set {', '.join(unknown)}; there are {', '.join(SETS)}", file=sys.stderr)
        return 2
    place = Place(
        data=args.data,
        split=args.split,
        gold=args.gold or args.data.parent / "gold",
        scorers=args.score_dir or args.data.parent / "score",
    )
    pinned = floors.load(args.floors)
    names = args.sets or [name for name in SETS if not SETS[name].long and (name in pinned or not args.check)]
    if not names:
        print("evaluate: no floors are pinned")
    fallen = False
    results: dict[str, object] = {}
    for name in names:
        try:
            sha256 = data_hash(SETS[name].files(place))
            if args.check and (name not in pinned or pinned[name]["sha256"] != sha256):
                raise Missing("its floors were pinned on other data" if name in pinned else "no floors are pinned")
            outcome = SETS[name].run(place)
        except Missing as reason:
            print(f"{name}: skipped: {reason}", file=sys.stderr if args.json else sys.stdout)
            results[name] = {"skipped": str(reason)}
            continue
        results[name] = {"metrics": outcome.metrics, **({"errors": outcome.errors} if args.errors else {})}
        if not args.json:
            _print(name, outcome, brief=args.check, errors=args.errors)
        if args.check:
            fallen |= _report_fallen(name, floors.fallen(pinned[name], outcome.metrics))
        if args.pin:
            pinned[name], refused = floors.raised(pinned.get(name), sha256, outcome.metrics)
            fallen |= _report_fallen(name, [f"{line}: not lowered" for line in refused])
    if args.pin:
        floors.save(pinned, args.floors)
        if args.floors == floors.FILE:
            shipped.FILE.write_text(shipped.shipped(pinned), encoding="utf-8")
    if args.json:
        print(json.dumps(results, indent=1, ensure_ascii=False))
    return int(fallen)


def _parser() -> argparse.ArgumentParser:
    sets = "\n".join(f"  {name:12} {entry.about}" for name, entry in SETS.items())
    parser = argparse.ArgumentParser(
        prog="evaluate", description=f"Score the reading on labelled data.\n\nsets:\n{sets}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("sets", nargs="*", metavar="SET", help="all that take less than minutes, where none is named")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=f"the data sets ({DATA})")
    parser.add_argument("--split", default="dev", help="which part of them (dev)")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="labelled reports (gold, beside the data)")
    parser.add_argument("--score-dir", type=Path, metavar="DIR", help="the scorers (score, beside the data)")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--floors", type=Path, default=floors.FILE, metavar="FILE", help=argparse.SUPPRESS)
    once = parser.add_mutually_exclusive_group()
    once.add_argument("--check", action="store_true", help="fail where a score is below its floor")
    once.add_argument("--pin", action="store_true", help="raise the floors to these scores; none is ever lowered")
    return parser


def _print(name: str, outcome: Outcome, *, brief: bool, errors: bool) -> None:
    if brief:
        first, value = next(iter(outcome.metrics.items()))
        print(f"{name}: {first} {value:.3f}, {len(outcome.metrics)} scores checked")
        return
    print(f"== {name}: {SETS[name].about}")
    print("\n".join(outcome.table))
    if errors:
        print("\n".join(f"   {line}" for line in outcome.errors))
    print(flush=True)


def _report_fallen(name: str, lines: list[str]) -> bool:
    for line in lines:
        print(f"evaluate: {name}: {line}", file=sys.stderr)
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
