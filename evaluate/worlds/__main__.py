"""python -m evaluate.worlds --seed N --reports N --out DIR: writes a world as texts, ledgers and matters.json."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evaluate.worlds.press import world_of
from evaluate.worlds.truth import gold_of, matters_of, truth_of


def main() -> None:
    """Write NAME.txt and NAME.gold.json of every report, reports.jsonl as a feed would tell it, and matters.json."""
    parser = argparse.ArgumentParser(prog="python -m evaluate.worlds", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    args = parser.parse_args()
    filed = world_of(args.seed, args.reports)
    truth = truth_of(filed)
    args.out.mkdir(parents=True, exist_ok=True)
    with (args.out / "reports.jsonl").open("w", encoding="utf-8") as rows:
        for report in filed:
            text = truth.texts[report.name]
            (args.out / f"{report.name}.txt").write_text(text, encoding="utf-8", newline="")
            gold = json.dumps(gold_of(report, truth), ensure_ascii=False)
            (args.out / f"{report.name}.gold.json").write_text(gold + "\n", encoding="utf-8")
            row = {"id": report.name, "outlet": report.outlet, "published": report.published.isoformat(), "text": text}
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    matters = json.dumps([matters_of(filed, truth)], ensure_ascii=False)
    (args.out / "matters.json").write_text(matters + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
