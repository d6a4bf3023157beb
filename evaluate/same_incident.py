"""Reports of one day and province (FA-KES): are statements of one incident in one matter, and do differing tolls show?

The reports of the silver groups of the split are laid side by side. Pairs of statements of different reports of one
group were judged by hand (labels/matters.jsonl: reports, offsets and whether both speak of one incident; half of the
pairs were drawn from those joined at the time, half from the others). B-cubed is taken over the statements of these
pairs, each sharing what it shares with the other of its pair. Of the groups whose labelled tolls differ, those count as
shown in which the ledger of every report has its own toll: civilians, others, or both together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place, present
from sayso.matters import Reading, lay
from sayso.model import Statement

FOLDER = "casualties-fakes-syria"
LABELS = Path(__file__).parent / "labels" / "matters.jsonl"


def files(place: Place) -> list[Path]:
    """The reports, their groups and the verdicts."""
    rows = place.rows(FOLDER)
    return [rows, present(rows.with_name("silver-same-date-place.jsonl")), present(LABELS)]


def run(place: Place) -> Outcome:
    """B-cubed of the judged pairs, and the share of groups whose tolls show."""
    texts, silver, labels = (list(_rows(file)) for file in files(place))
    rows = {str(row["id"]): row for row in texts}
    groups = [g for g in silver if all(str(a) in rows for a in g["articles"])]
    readings = {str(a): _reading(rows[str(a)]) for g in groups for a in g["articles"]}
    laid = lay(readings[a] for a in sorted(readings))
    happening = {m.id: m.happening for m in laid.matters}
    of: dict[str, set[str]] = {}
    for membership in laid.memberships:
        of.setdefault(membership.statement, set()).add(happening[membership.matter])

    judged, errors = [], []
    for label in labels:
        if label["a"] not in readings or label["b"] not in readings:
            continue
        ends = [_at(readings[label[side]], label[f"at_{side}"]) for side in ("a", "b")]
        joined = bool(set.intersection(*(of.get(s.id, set()) if s else set() for s in ends)))
        judged.append((label["same"], joined))
        if joined != label["same"]:
            errors.append(
                f"{'extra' if joined else 'missed'}: {label['a']} {label['at_a']}, {label['b']} {label['at_b']}"
            )
    differing = [g for g in groups if g["numbers_differ"]]
    shown = [g for g in differing if all(_toll_shown(rows[str(a)], readings[str(a)]) for a in g["articles"])]
    errors += [f"not all tolls: {g['date']} {g['location']}" for g in differing if g not in shown]
    p, r = _b_cubed(judged, 1), _b_cubed(judged, 0)
    right = sum(a and b for a, b in judged)
    pairwise = 2 * right / max(1, sum(a for a, _ in judged) + sum(b for _, b in judged))
    metrics = {
        "B-cubed F1": 2 * p * r / (p + r) if p + r else 0.0,
        "pairwise F1": pairwise,
        "tolls shown": len(shown) / max(1, len(differing)),
    }
    table = [
        f"{len(readings)} reports in {len(groups)} groups; {len(laid.matters)} matters",
        f"{len(judged)} pairs of statements: B-cubed P {p:.3f} R {r:.3f} F1 {metrics['B-cubed F1']:.3f}, "
        f"pairwise F1 {pairwise:.3f}; {right} joined of {sum(a for a, _ in judged)} of one incident, "
        f"{sum(b and not a for a, b in judged)} joined of {sum(not a for a, _ in judged)} of two",
        f"groups with differing tolls: {len(shown)} of {len(differing)} show each report's",
    ]
    return Outcome(metrics, table, errors)


def _rows(file: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())


def _reading(row: dict[str, Any]) -> Reading:
    report = sayso.report_from_text(f"{row['title']}\n\n{row['text']}", published=row["date"], outlet=row["source"])
    return Reading(report, sayso.read(report))


def _at(reading: Reading, offset: int) -> Statement | None:
    """The shortest statement whose content holds the offset, so that the labels outlive changes of the reading."""
    holding = [s for s in reading.ledger.statements if any(a <= offset < b for a, b in s.content)]
    return min(holding, key=lambda s: s.content[-1][1] - s.content[0][0], default=None)


def _toll_shown(row: dict[str, Any], reading: Reading) -> bool:
    civilians, others = int(row["n_civilians"] or 0), int(row["n_noncivilians"] or 0)
    wanted = {civilians, others, civilians + others} - {0}
    told = {f.low for s in reading.ledger.statements for f in s.figures if f.measure == "killed"}
    return not wanted or bool(wanted & told)


def _b_cubed(judged: list[tuple[bool, bool]], given: int) -> float:
    """Of each statement the share that is right of those it is with, by what is `given` (0 labelled, 1 joined)."""
    shares = [1.0 if not pair[given] or pair[1 - given] else 0.5 for pair in judged]
    return sum(shares) / max(1, len(shares))
