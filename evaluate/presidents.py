"""Answers between the two sides of a war: links between statements of two presidents' offices, judged by hand.

The reports of the parts train and dev are laid side by side; the rules were made on train, so that what counts are the
links with an end in a report of dev: between reports of the two offices, in the order in which the product shows them
(contested matters, those told last first; within a matter by relation). The first 40 were judged by hand: whether one
statement denies, contradicts, confirms or doubts the other, by the definitions of the ledger. Another pool of pairs was
found without the links: for claims of one office statements of the other on the same thing were searched by words, read
and judged. `labels/presidents.jsonl` holds them: reports, where the contents begin, the verdict, and how the pair was
found (`link` or `reading`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sayso
from evaluate.links import full_text
from evaluate.outcome import Outcome, Place, present
from sayso.matters import Laid, MatterLink, Reading, lay

FOLDER = "fulltext-presidents-2022"
LABELS = Path(__file__).with_name("labels") / "presidents.jsonl"
SHOWN = 40
_OUTLETS = {"president-ua": "President of Ukraine", "kremlin": "Kremlin"}
_CLASHES = ("denies", "contradicts", "doubts")
_ANSWERS = (*_CLASHES, "confirms")

End = tuple[str, int]
"""A report as the data names it, and where a statement's content begins in its text."""


def files(place: Place) -> list[Path]:
    """Both parts, and the verdicts."""
    return [*(present(place.data / FOLDER / f"{part}.jsonl") for part in ("train", "dev")), present(LABELS)]


def run(place: Place) -> Outcome:
    """Precision of the first links shown, and the share of the answers found by reading that are linked."""
    rows = [(part, row) for part, file in zip(("train", "dev"), files(place), strict=False) for row in _rows(file)]
    readings = {str(row["id"]): _reading(row) for _, row in rows}
    unseen = {readings[str(row["id"])].report.id for part, row in rows if part == place.split}
    office = {readings[str(row["id"])].report.id: str(row["side"]) for _, row in rows}
    laid = lay(sorted(readings.values(), key=lambda r: (r.report.published or "~", r.report.id)))
    ends = {s.id: (name, s.content[0][0]) for name, r in readings.items() for s in r.ledger.statements}
    report = {s.id: r.report.id for r in readings.values() for s in r.ledger.statements}

    between = [
        link
        for link in in_order(laid, readings)
        if link.relation in _ANSWERS
        and office[report[link.from_]] != office[report[link.to]]
        and {report[link.from_], report[link.to]} & unseen
    ]
    pairs = list(dict.fromkeys((ends[link.from_], ends[link.to]) for link in between))
    labels = [row for row in _rows(LABELS) if row["part"] == place.split]
    verdict = {frozenset((_end(row, "a"), _end(row, "b"))): bool(row["answer"]) for row in labels}
    judged = [(pair, verdict[frozenset(pair)]) for pair in pairs[:SHOWN] if frozenset(pair) in verdict]
    read = [row for row in labels if row["found"] == "reading" and row["answer"]]
    pool = [frozenset((_end(row, "a"), _end(row, "b"))) for row in read]
    linked = {frozenset(pair) for pair in pairs}
    right, hit = sum(yes for _, yes in judged), sum(pair in linked for pair in pool)

    metrics = {
        "precision of the first 40": right / max(1, len(judged)),
        "judged of them": len(judged) / max(1, min(SHOWN, len(pairs))),
        "recall of the pool": hit / max(1, len(pool)),
    }
    table = [
        f"links between the two sides: {len(pairs)}",
        f"right of the first {SHOWN}: {right} of {len(judged)} judged, precision {right / max(1, len(judged)):.3f}",
        f"linked of {len(pool)} answers found by reading: {hit}, recall {hit / max(1, len(pool)):.3f}",
    ]
    errors = [f"extra: {a} -> {b}" for (a, b), yes in judged if not yes]
    errors += [f"missed: {' and '.join(map(str, sorted(pair)))}" for pair in pool if pair not in linked]
    errors += [f"not judged: {a} -> {b}" for a, b in pairs[:SHOWN] if frozenset((a, b)) not in verdict]
    return Outcome(metrics, table, errors)


def in_order(laid: Laid, readings: dict[str, Reading]) -> Iterator[MatterLink]:
    """The links across reports as `sayso matters --contested` and `sayso matter` come to them."""
    published = {r.report.id: r.report.published or "" for r in readings.values()}
    told: dict[str, set[str]] = {}
    for membership in laid.memberships:
        told.setdefault(membership.matter, set()).add(membership.report)
    links: dict[str, list[MatterLink]] = {}
    for link in laid.links:
        links.setdefault(link.matter, []).append(link)
    contested = [m for m in told if any(k.relation in _CLASHES for k in links.get(m, ()))]
    contested.sort(key=lambda m: (-len(told[m]), m))
    contested.sort(key=lambda m: max(published[r] for r in told[m]), reverse=True)
    for matter in contested:
        yield from sorted(links[matter], key=lambda k: (k.relation, k.from_, k.to))


def _reading(row: dict[str, Any]) -> Reading:
    report = sayso.report_from_text(full_text(row), published=row["time"][:10], outlet=_OUTLETS[row["side"]])
    return Reading(report, sayso.read(report))


def _end(row: dict[str, Any], side: str) -> End:
    return str(row[side]), int(row[f"at_{side}"])


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in present(file).read_text(encoding="utf-8").splitlines()]
