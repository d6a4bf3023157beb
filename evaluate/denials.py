"""Denials, refusals to say and doubts: sentences written for this project, read through the whole walk."""

from __future__ import annotations

from pathlib import Path

from evaluate.outcome import Outcome, Place
from tests.reading.denial_sentences import compare, read, table, tally

TABLE = Path(__file__).parent.parent / "tests" / "reading" / "denial_sentences.toml"


def files(place: Place) -> list[Path]:
    """The table; it lies in the repository."""
    return [TABLE]


def run(place: Place) -> Outcome:
    """Recall and precision of both halves, and of all: stance, source and content must be right."""
    metrics, lines = {}, []
    for halves in (("unseen",), ("develop",), ("unseen", "develop")):
        found = tally(*halves)
        name = " and ".join(halves)
        metrics[f"{name} recall"], metrics[f"{name} precision"] = found.recall, found.precision
        lines.append(
            f"{name:18} recall {found.recall:.3f}, precision {found.precision:.3f}"
            f"  ({found.right} right of {found.expected} expected, {found.predicted} found)"
        )
    return Outcome(metrics, lines, _errors())


def _errors() -> list[str]:
    """What is missed and what is found too much, of the half that rules may be developed on."""
    lines = []
    for row in table():
        if row["half"] == "develop":
            missed, extra = compare([tuple(a) for a in row["says"]], read(row["text"]))
            lines += [f"missed: {' | '.join(a)}" for a in missed]
            lines += [f"extra: {' | '.join(a)} in {row['text']}" for a in extra]
    return lines
