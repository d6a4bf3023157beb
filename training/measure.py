"""The numbers of the model card: what the shipped tagger finds on marked text.

    python training/measure.py --marked dev.jsonl

Exact F1 of each role, and attributions as `scoring.py` links them; the same on capitals and with a tenth of the
quotation marks dropped; and words a second on one thread.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import marked
from scoring import linked, measured

from sayso.model import Report
from sayso.reading import tagging
from sayso.reading.language import parse

Row = tuple[str, list[dict[str, list[list[int]]]]]


def capitals(row: Row) -> Row:
    """The text in capitals, character by character."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in row[0]), row[1]


def dropped(row: Row, share: float = 0.1) -> Row:
    """The text without a share of its double quotation marks, the spans moved with it."""
    chance = random.Random(row[0][:100])
    lost = [i for i, c in enumerate(row[0]) if c in tagging.MARKS and chance.random() < share]
    gone = set(lost)
    before = [0]
    for i in range(len(row[0])):
        before.append(before[-1] + (i in gone))
    moved = [{role: [[a - before[a], b - before[b]] for a, b in spans] for role, spans in x.items()} for x in row[1]]
    return "".join(c for i, c in enumerate(row[0]) if i not in gone), moved


def main() -> None:
    """Print one line of JSON for each condition."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marked", type=Path, required=True)
    args = parser.parse_args()
    rows: list[Row] = [(x.text, x.attributions or []) for x in marked(args.marked)]
    conditions: dict[str, Callable[[Row], Row]] = {
        "as it is": lambda row: row, "capitals": capitals, "marks dropped": dropped,
    }  # fmt: skip
    for name, change in conditions.items():
        pairs: list[tuple[str, Any, Any]] = []
        spent, words = 0.0, 0
        for text, gold in map(change, rows):
            read = parse(Report(text=text))
            began = time.process_time()
            tags = tagging.tag(read)
            spent += time.process_time() - began
            words += len(text.split())
            spans = {role: [(t.start, t.end, t.side) for t in getattr(tags, role)] for role in tagging.ROLES}
            pairs.append((text, gold, linked(text, spans)))
        print(json.dumps({"condition": name, **measured(pairs), "words a second": round(words / spent)}))


if __name__ == "__main__":
    main()
