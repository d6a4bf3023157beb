"""Who speaks: the speaker of each attribution labelled in reports of the shared full-text sets.

`labels/speakers.jsonl` holds annotations alone, a report a line: `set` and `id` of the data, the `sha256` of the text,
and `statements` with `source` and `cue` (offsets in code points), `speakers` (for each the names that count as right)
and `mention`, how the source refers to them: name, title, pronoun or description. They were made by reading the texts;
rules may be written against the half `develop`, the other, `unseen`, tells.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Missing, Outcome, Place, present
from sayso.model import ReportLedger, Span, Spans, Statement

LABELS = Path(__file__).with_name("labels") / "speakers.jsonl"
HALVES = ("unseen", "develop")
KINDS = ("name", "title", "pronoun", "description")


def files(place: Place) -> list[Path]:
    """The labels, and the data they are of."""
    sets = sorted({row["set"] for row in _labels()})
    return [LABELS, *(file for name in sets for file in _splits(place, name))]


@dataclass
class _Tally:
    """Speakers right, read and labelled where source and cue were found; attributions found and labelled."""

    right: int = 0
    read: int = 0
    labelled: int = 0
    found: int = 0
    attributions: int = 0
    by_kind: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.labelled) if self.read + self.labelled else 0.0


def run(place: Place) -> Outcome:
    """Precision, recall and F1 of (attribution, speaker) pairs where source and cue match by overlap, both halves."""
    norm = place.scorer("ledger").norm
    texts = _texts(place)
    tallies = {half: _Tally() for half in HALVES}
    errors = []
    for row in _labels():
        text = texts[row["set"], row["id"]]
        ledger = sayso.read(sayso.report_from_text(text))
        errors += [f"{row['half']}: {row['id'][-40:]}: {line}" for line in _score(row, text, ledger, norm, tallies)]
    table: list[str] = []
    metrics: dict[str, float] = {}
    for half, tally in tallies.items():
        values = {"precision": tally.precision, "recall": tally.recall, "F1": tally.f1}
        metrics |= {f"{half} {name}": value for name, value in values.items()}
        metrics[f"{half} found"] = tally.found / max(1, tally.attributions)
        shown = ", ".join(f"{name} {value:.3f}" for name, value in values.items())
        table.append(f"{half:8} {shown}  (source and cue found: {tally.found} of {tally.attributions})")
        for kind in KINDS:
            right, wrong = tally.by_kind[kind, True], tally.by_kind[kind, False]
            if right + wrong:
                table.append(f"   {kind:12} right {right / (right + wrong):.3f}  ({right} of {right + wrong})")
    return Outcome(metrics, table, errors)


def _score(
    row: dict[str, Any], text: str, ledger: ReportLedger, norm: Any, tallies: dict[str, _Tally]
) -> Iterator[str]:
    actors = {a.id: a for a in ledger.actors}
    tally = tallies[row["half"]]
    for label in row["statements"]:
        tally.attributions += 1
        words = " ".join(text[slice(*label["source"])].split())
        statement = found_for(label, ledger.statements)
        if statement is None:
            yield f"missed: {words}"
            continue
        tally.found += 1
        read = [{norm(x) for x in (actors[s].name, *actors[s].aliases)} for s in statement.speakers]
        wanted = [{norm(x) for x in names} for names in label["speakers"]]
        right = pairs(wanted, read)
        tally.right, tally.read, tally.labelled = (
            tally.right + right,
            tally.read + len(read),
            tally.labelled + len(wanted),
        )
        exact = right == len(wanted) == len(read)
        tally.by_kind[label["mention"], exact] += 1
        if not exact:
            names = ", ".join(actors[s].name for s in statement.speakers)
            yield f"{label['mention']}: {words}: want {' + '.join(n[0] for n in label['speakers'])}, got {names}"


def found_for(label: dict[str, Any], statements: Iterable[Statement]) -> Statement | None:
    """The first statement whose cue and source overlap with those of a label; a source may be missing."""
    for statement in statements:
        if _overlap(statement.cue, label["cue"]) and (
            not statement.source or _overlap(statement.source, label["source"])
        ):
            return statement
    return None


def pairs(wanted: list[set[str]], read: list[set[str]]) -> int:
    """How many of the speakers wanted are among those read, each read one counting once."""
    left = list(read)
    for names in wanted:
        hit = next((r for r in left if r & names), None)
        if hit is not None:
            left.remove(hit)
    return len(read) - len(left)


def _overlap(spans: Spans, span: Span) -> bool:
    return any(a < span[1] and b > span[0] for a, b in spans)


def _labels() -> list[dict[str, Any]]:
    return [json.loads(line) for line in present(LABELS).read_text(encoding="utf-8").splitlines()]


def _splits(place: Place, name: str) -> list[Path]:
    return [present(place.data / name / f"{split}.jsonl") for split in ("train", "dev")]


def _texts(place: Place) -> dict[tuple[str, str], str]:
    """The labelled texts by set and id. Raises Missing where one is not the text that was labelled."""
    wanted = {(row["set"], row["id"]): row["sha256"] for row in _labels()}
    found: dict[tuple[str, str], str] = {}
    for name in sorted({name for name, _ in wanted}):
        for file in _splits(place, name):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if (key := (name, str(row["id"]))) in wanted:
                    found[key] = row["text"]
    for key, sha256 in wanted.items():
        if key not in found or hashlib.sha256(found[key].encode("utf-8")).hexdigest() != sha256:
            raise Missing(f"not the text that was labelled: {' '.join(key)}")
    return found
