"""Copied texts: pairs of reports that carry one text, against shared word runs (FA-KES) and against pairs read by hand.

The reports of the split are taken together with those of `train`: copies of a report lie on both sides, and nothing
was learned from either. The silver pairs share at least 30% of the shorter report's five-word runs. Of the pairs read
by hand (labels/copies.jsonl: ids and verdicts) `copy` and `part` go back to one text, whole or in passages; `own` share
an outlet's standing background or the frame of its pages alone, and `no` nothing but their subject.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluate.outcome import Outcome, Place, present
from sayso.model import Report
from sayso.origins import copies_among, fingerprint_of
from sayso.origins.copies import COPY_SHARE

FOLDER = "casualties-fakes-syria"
LABELS = Path(__file__).parent / "labels" / "copies.jsonl"

Pair = tuple[str, str]


def files(place: Place) -> list[Path]:
    """The reports, the silver pairs and the verdicts."""
    rows = place.rows(FOLDER)
    train = rows.with_name("train.jsonl")
    texts = [rows, *([train] if train.exists() and train != rows else [])]
    return [*texts, present(rows.with_name("silver-shared-text.jsonl")), present(LABELS)]


def run(place: Place) -> Outcome:
    """Precision and recall of the pairs found."""
    *texts, silver, labels = files(place)
    rows = {row["id"]: row for file in texts for row in _rows(file)}
    reports = {i: _report(row) for i, row in rows.items()}
    ids = {report.id: i for i, report in reports.items()}
    copies = {_pair(*(ids[r] for r in c.reports)): c for c in copies_among(map(fingerprint_of, reports.values()))}
    wanted = {pair for row in _rows(silver) if set(pair := _pair(row["a"], row["b"])) <= rows.keys()}
    found = {pair for pair, copy in copies.items() if copy.share >= COPY_SHARE}
    read = {pair: row["verdict"] for row in _rows(labels) if set(pair := _pair(row["a"], row["b"])) <= rows.keys()}
    right = {pair for pair, verdict in read.items() if verdict in ("copy", "part")}
    against_silver, against_read = _prf(found, wanted), _prf(copies.keys() & read.keys(), right)

    def across(pairs: set[Pair]) -> set[Pair]:
        return {(a, b) for a, b in pairs if rows[a]["source"] != rows[b]["source"]}

    against_silver_across = _prf(across(found), across(wanted))
    table = [
        f"{len(rows)} reports, {len(copies)} pairs share passages, {len(across(set(copies)))} of them across outlets",
        _line(f"sharing {COPY_SHARE:.0%}, silver pairs", against_silver, len(found), len(wanted)),
        _line("  of them across outlets", against_silver_across, len(across(found)), len(across(wanted))),
        _line("pairs read by hand", against_read, len(copies.keys() & read.keys()), len(right)),
    ]
    errors = [f"missed: {a} {b} (silver)" for a, b in sorted(wanted - copies.keys())]
    errors += [f"missed: {a} {b} ({read[a, b]})" for a, b in sorted(right - copies.keys())]
    errors += [f"extra: {a} {b} ({read[a, b]})" for a, b in sorted((copies.keys() & read.keys()) - right)]
    names = ("precision", "recall", "F1")
    metrics = {f"silver {name}": value for name, value in zip(names, against_silver, strict=True)}
    metrics |= {
        f"silver across outlets {name}": value for name, value in zip(names, against_silver_across, strict=True)
    }
    metrics |= {f"read {name}": value for name, value in zip(names, against_read, strict=True)}
    return Outcome(metrics, table, errors)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _report(row: dict[str, Any]) -> Report:
    # The id of the row stands in for the address: reports of one text and outlet stay two.
    return Report(text=row["text"], url=row["id"], outlet=row["source"], published=row["date"])


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _prf(found: set[Pair], wanted: set[Pair]) -> tuple[float, float, float]:
    right = len(found & wanted)
    both = len(found) + len(wanted)
    return right / max(1, len(found)), right / max(1, len(wanted)), 2 * right / both if both else 0.0


def _line(name: str, prf: tuple[float, float, float], found: int, wanted: int) -> str:
    return f"{name:24} P {prf[0]:.3f}  R {prf[1]:.3f}  F1 {prf[2]:.3f}  (found {found}, wanted {wanted})"
