"""Units of attribution in GUM's news and interviews: are those that deny or do not know told from those that assert?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place
from sayso.model import ReportLedger, Spans

FOLDER = "attribution-dates-gum"
NEGATIVE_STANCES = frozenset({"deny", "doubt", "withhold", "ask"})
"""What a source does that does not hold its content to be so: it denies, doubts, keeps it open or asks."""
_NO_BLANK_BEFORE = frozenset(",.;:?!)%]”’") | {
    "n't",
    "n’t",
    "'s",
    "’s",
    "'re",
    "’re",
    "'m",
    "’m",
    "'ll",
    "’ll",
    "'ve",
    "’ve",
    "'d",
    "’d",
}
_NO_BLANK_AFTER = frozenset("([$“‘")

Span = tuple[int, int]


@dataclass(frozen=True)
class Unit:
    """One unit of attribution: the spans of source and verb, and of the unit that holds the content."""

    said: Span
    content: Span
    negative: bool


def files(place: Place) -> list[Path]:
    """The documents of the split; with the development split also those for training, which nothing is trained on."""
    splits = ("train", "dev") if place.split == "dev" else (place.split,)
    return [Place(place.data, split, place.gold, place.scorers).rows(FOLDER) for split in splits]


def run(place: Place) -> Outcome:
    """How many units have a statement whose cue stands in them, and how many of these a stance of their polarity."""
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    errors = []
    for row in (json.loads(line) for file in files(place) for line in file.read_text(encoding="utf-8").splitlines()):
        text, starts = joined(row)
        ledger = sayso.read(sayso.report_from_text(text, outlet="Wikinews"))
        for unit in units(row, starts, text):
            stance = stance_at(ledger, unit)
            right = stance is not None and (stance in NEGATIVE_STANCES) == unit.negative
            for k, holds in enumerate((True, stance is not None, right)):
                counts[unit.negative][k] += int(holds)
            if not right:
                words = " ".join(f"{text[slice(*unit.said)]} | {text[slice(*unit.content)]}".split())
                errors.append(
                    f"{row['id']}: {'negative' if unit.negative else 'positive'}: {stance or 'missed'}: {words}"
                )
    metrics, lines = {}, []
    for negative, name in ((True, "negative"), (False, "positive")):
        total, found, fitting = counts[negative]
        metrics[f"{name} recall"] = found / max(1, total)
        metrics[f"{name} stance"] = fitting / max(1, found)
        lines.append(f"{name}: {found} of {total} units found, {fitting} of these with a {name} stance")
    return Outcome(metrics, lines, errors)


def joined(row: dict[str, Any]) -> tuple[str, list[Span]]:
    """The text of a document as it is written, each turn of a speaker a paragraph, and the span of every token."""
    turns = {start for start, _ in row["speakers"]}
    text, spans, last, open_mark = "", [], "", False
    for i, token in enumerate(row["tokens"]):
        closes = token == '"' and open_mark
        if i in turns and text:
            text += "\n\n"
        elif text and not (token in _NO_BLANK_BEFORE or closes or last in _NO_BLANK_AFTER):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        last = token
        if token == '"':
            last, open_mark = ("" if open_mark else "“"), not open_mark
    return text, spans


def units(row: dict[str, Any], spans: list[Span], text: str) -> Iterator[Unit]:
    """The units of attribution, in the order of the document."""
    edus = {edu["n"]: edu for edu in row["edus"]}

    def span(edu: dict[str, Any]) -> Span:
        return spans[edu["start"]][0], spans[edu["end"] - 1][1]

    for edu in row["edus"]:
        relation = edu["relation"]
        if relation.startswith("attribution-") and edu["head"] in edus:
            yield Unit(span(edu), span(edus[edu["head"]]), relation.startswith("attribution-negative"))


def stance_at(ledger: ReportLedger, unit: Unit) -> str | None:
    """The stance of the first statement whose cue meets the unit and whose content meets the unit it governs."""
    for statement in ledger.statements:
        if _meet(statement.cue, unit.said) and _meet(statement.content, unit.content):
            return statement.stance
    return None


def _meet(spans: Spans, other: Span) -> bool:
    return any(a < other[1] and other[0] < b for a, b in spans)
