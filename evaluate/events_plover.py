"""Sentences with PLOVER codes, from the examples of the CAMEO manual: category and sides of the main act."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place
from sayso.exports.plover_acts import Act, acts_of
from sayso.model import ReportLedger, Span

FOLDER = "events-plover-gsr"
# The records use an early version of the scheme with 18 kinds; its successor has 16.
NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def files(place: Place) -> list[Path]:
    """The records of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Each sentence is read as a report of its own. Its main act is the first of its acts.

    "category": the main act has the category marked. "category among acts": one of the acts has it. "both
    participants": the main act names a marked source as actor and a marked target as recipient; a record without a
    target asks for the source alone. Every record counts in every denominator.
    """
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    errors = []
    rows = [json.loads(line) for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines()]
    for row in rows:
        text, wanted = row["text"], NOW.get(row["event"], row["event"])
        ledger = sayso.read(sayso.report_from_text(text))
        acts = acts_of(ledger, text)
        main = acts[0] if acts else None
        right = main is not None and main.category == wanted
        source, target = _participants(ledger, text, main, row)
        kind = kinds.setdefault(wanted, Counter())
        kind["all"] += 1
        kind["right"] += right
        counts["category"] += right
        counts["among"] += any(a.category == wanted for a in acts)
        counts["source"] += source
        counts["target"] += target
        counts["both"] += source and target
        counts["both of right"] += right and source and target
        if not (right and source and target):
            errors.append(_error(ledger, acts, wanted, source, target, text))
    n = len(rows)
    metrics = {
        "category": counts["category"] / n,
        "category among acts": counts["among"] / n,
        "both participants": counts["both"] / n,
        "source": counts["source"] / n,
        "target": counts["target"] / n,
    }
    table = [f"{name:20} {value:.3f}  (of {n})" for name, value in metrics.items()]
    table.append(f"both participants where the category is right: {counts['both of right']} of {counts['category']}")
    table += [f"  {kind:10} {c['right']} of {c['all']}" for kind, c in sorted(kinds.items())]
    return Outcome(metrics, table, errors)


def _participants(ledger: ReportLedger, text: str, act: Act | None, row: dict[str, Any]) -> tuple[bool, bool]:
    if act is None:
        return False, False
    return (
        _found(ledger, text, act.actors, _marked(row["source"])),
        _found(ledger, text, act.recipients, _marked(row["target"]), act.at.span if act.at else None),
    )


def _marked(field: Any) -> list[str]:
    entries = field if isinstance(field, list) else []
    return [
        e["actorText"] if isinstance(e, dict) else e
        for e in entries
        if e and (e.get("actorText") if isinstance(e, dict) else e)
    ]


def _found(ledger: ReportLedger, text: str, ids: tuple[str, ...], marked: list[str], place: Span | None = None) -> bool:
    """Whether one of the actors, or the place, is named in one of the marked passages; true where none is marked."""
    spans = [span for m in marked if (span := _where(text, m.split()))]
    mentions = [span for a in ledger.actors if a.id in ids for span in a.mentions] + ([place] if place else [])
    return not marked or any(a < y and x < b for a, b in spans for x, y in mentions)


def _where(text: str, words: list[str]) -> Span | None:
    """Where the marked words stand; the records shorten names, so their end alone will do."""
    for k in range(len(words)):
        tail = " ".join(words[k:])
        if (at := text.find(tail)) >= 0:
            return at, at + len(tail)
    return None


def _error(ledger: ReportLedger, acts: tuple[Act, ...], wanted: str, source: bool, target: bool, text: str) -> str:
    names = {a.id: a.name for a in ledger.actors}
    got = "; ".join(
        f"{a.category} {', '.join(names[i] for i in a.actors)} > {', '.join(names[i] for i in a.recipients)}"
        for a in acts[:2]
    )
    return f"{wanted}: source {source}, target {target}: {got or 'no act'}: {' '.join(text.split())[:170]}"
