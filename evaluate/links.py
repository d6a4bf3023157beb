"""Which statement answers or bears out which: links labelled within reports of the shared full-text sets.

`labels/links.jsonl` holds annotations alone, a report a line: `set` and `id` of the data, the `sha256` of the text (the
title, a blank line and the text, where the text does not begin with its title), and `links`: the content spans of the
statement a link leads `from`, those of the statements it may lead `to` (the first is the one meant; the others count as
right too, as where one speaker says a thing twice), and the `relation`. They were made by reading the statements that
the reader finds, so statements that it misses are no part of them. Half `develop` was labelled first and the rules
fitted to it; half `later` was labelled before its links were seen, and has served since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Missing, Outcome, Place, present
from sayso.model import ReportLedger, Statement

LABELS = Path(__file__).with_name("labels") / "links.jsonl"
HALVES = ("later", "develop")
SAME_CONTENT = 0.5
"""Share of the characters of two contents that they have in common, from which on they are one."""

Spans = Iterable[tuple[int, int]]


@dataclass
class _Tally:
    found: int = 0
    with_relation: int = 0
    labelled: int = 0
    read: int = 0

    def f1(self, right: int) -> float:
        return 2 * right / max(1, self.labelled + self.read)


def files(place: Place) -> list[Path]:
    """The labels, and the data they are of."""
    return [LABELS, *(file for name in sorted({row["set"] for row in _labels()}) for file in _splits(place, name))]


def run(place: Place) -> Outcome:
    """Precision, recall and F1 of links whatever the relation, and F1 of links with theirs, of both halves."""
    texts = _texts(place)
    tallies = {half: _Tally() for half in HALVES}
    errors: list[str] = []
    for row in _labels():
        text, outlet = texts[row["set"], row["id"]]
        ledger = sayso.read(sayso.report_from_text(text, outlet=outlet))
        errors += [f"{row['half']}: {row['id'][-40:]}: {line}" for line in _score(row, text, ledger, tallies)]
    metrics: dict[str, float] = {}
    table = []
    for half, tally in tallies.items():
        values = {
            "precision": tally.found / max(1, tally.read),
            "recall": tally.found / max(1, tally.labelled),
            "F1": tally.f1(tally.found),
            "relations F1": tally.f1(tally.with_relation),
        }
        metrics |= {f"{half} {name}": value for name, value in values.items()}
        shown = ", ".join(f"{name} {value:.3f}" for name, value in values.items())
        table.append(f"{half:8} {shown}  ({tally.found} found of {tally.labelled} labelled, {tally.read} read)")
    return Outcome(metrics, table, errors)


def _score(row: dict[str, Any], text: str, ledger: ReportLedger, tallies: dict[str, _Tally]) -> Iterator[str]:
    tally = tallies[row["half"]]
    read = {(link.from_, link.to): link.relation for link in ledger.links}
    for label in row["links"]:
        tally.labelled += 1
        start = statement_of(label["from"], ledger.statements)
        ends = [statement_of(spans, ledger.statements) for spans in label["to"]]
        hit = next(((start.id, end.id) for end in ends if start and end and (start.id, end.id) in read), None)
        if hit is None:
            yield f"missed {label['relation']}: {_words(text, label['from'])} -> {_words(text, label['to'][0])}"
            continue
        tally.found += 1
        tally.read += 1
        relation = read.pop(hit)
        tally.with_relation += relation == label["relation"]
        for end in ends:
            # One saying linked to twice is one link.
            if start and end:
                read.pop((start.id, end.id), None)
    tally.read += len(read)
    contents = {s.id: s.content for s in ledger.statements}
    for (a, b), relation in read.items():
        yield f"extra {relation}: {_words(text, contents[a])} -> {_words(text, contents[b])}"


def statement_of(spans: Spans, statements: Iterable[Statement]) -> Statement | None:
    """The statement whose content shares most with the spans; None where none shares half."""
    wanted = {i for start, end in spans for i in range(start, end)}
    best, top = None, SAME_CONTENT
    for statement in statements:
        content = {i for start, end in statement.content for i in range(start, end)}
        share = len(wanted & content) / len(wanted | content)
        if share > top or (share == top and best is None):
            best, top = statement, share
    return best


def full_text(row: dict[str, Any]) -> str:
    """The text that labels point into."""
    title, text = row.get("title"), str(row["text"])
    return f"{title}\n\n{text}" if title and not text.startswith(title) else text


def _words(text: str, spans: Spans) -> str:
    return " ".join(" ".join(text[a:b] for a, b in spans).split())[:70]


def _labels() -> list[dict[str, Any]]:
    return [json.loads(line) for line in present(LABELS).read_text(encoding="utf-8").splitlines()]


def _splits(place: Place, name: str) -> list[Path]:
    return [present(place.data / name / f"{split}.jsonl") for split in ("train", "dev")]


def _texts(place: Place) -> dict[tuple[str, str], tuple[str, str]]:
    """Text and outlet of every labelled report. Raises Missing where one is not there or was changed."""
    wanted = {(row["set"], row["id"]): row["sha256"] for row in _labels()}
    found = {}
    for name in sorted({name for name, _ in wanted}):
        for file in _splits(place, name):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                key = (name, str(row["id"]))
                if key in wanted:
                    text = full_text(row)
                    if hashlib.sha256(text.encode("utf-8")).hexdigest() == wanted[key]:
                        found[key] = (text, row.get("source") or "Wire")
    if len(found) < len(wanted):
        raise Missing(f"no text as it was labelled for {sorted(wanted.keys() - found.keys())[0]}")
    return found
