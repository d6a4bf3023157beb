"""Hard sentences, written for this project: source, cue and content the same to the word."""

from __future__ import annotations

from pathlib import Path

from evaluate.outcome import Outcome, Place
from tests.reading.hard_sentences import share

TABLE = Path(__file__).parent.parent / "tests" / "reading" / "hard_sentences.toml"


def files(place: Place) -> list[Path]:
    """The table; it lies in the repository."""
    return [TABLE]


def run(place: Place) -> Outcome:
    """Exact shares of both halves; rules were written against the first, the second tells."""
    metrics, table = {}, []
    for half in ("unseen", "develop"):
        found = share(half)
        metrics[f"{half} recall"], metrics[f"{half} precision"] = found.recall, found.precision
        table.append(
            f"{half:8} recall {found.recall:.3f}, precision {found.precision:.3f}"
            f"  ({found.exact} exact of {found.expected} expected, {found.predicted} found)"
        )
    return Outcome(metrics, table)
