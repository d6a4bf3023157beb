"""The table of denials, refusals and doubts, and how well a whole reading finds them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sayso
from sayso.model import Report, Spans

# The stances that answer by not going along.
STANCES = frozenset({"deny", "withhold", "doubt"})
SAME_CONTENT = 0.5
"""Share of the words of both contents that they have in common, from which on they are one."""
_ARTICLES = frozenset({"the", "a", "an", "of"})

Answer = tuple[str, str, str]
"""Stance, source, content."""


@dataclass(frozen=True)
class Tally:
    """How many expected answers a reading has, and how many it gives."""

    right: int
    expected: int
    predicted: int

    @property
    def recall(self) -> float:
        return self.right / max(1, self.expected)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.predicted)


@cache
def table() -> list[dict[str, Any]]:
    text = Path(__file__).with_name("denial_sentences.toml").read_text(encoding="utf-8")
    sentences: list[dict[str, Any]] = tomllib.loads(text)["sentence"]
    return sentences


@cache
def read(text: str) -> list[Answer]:
    """The statements that deny, withhold or doubt in the ledger of a report of this one sentence."""
    ledger = sayso.read(Report(text=text, outlet="Wire"))

    def words(spans: Spans) -> str:
        return " … ".join(text[a:b] for a, b in spans)

    return [(s.stance, words(s.source), words(s.content)) for s in ledger.statements if s.stance in STANCES]


def agree(wanted: Answer, got: Answer) -> bool:
    """True where stances are the same, the sources share a word (or both are missing), and the contents most words."""
    a, b = (set(x.lower().replace('"', "").split()) for x in (wanted[2], got[2]))
    sources = [set(x.lower().split()) - _ARTICLES for x in (wanted[1], got[1])]
    return (
        wanted[0] == got[0]
        and (bool(sources[0] & sources[1]) or not (sources[0] or sources[1]))
        and len(a & b) >= SAME_CONTENT * len(a | b)
    )


def compare(wanted: list[Answer], got: list[Answer]) -> tuple[list[Answer], list[Answer]]:
    """What is missed, and what is found though not wanted."""
    rest, missed = list(got), []
    for answer in wanted:
        found = next((g for g in rest if agree(answer, g)), None)
        if found is None:
            missed.append(answer)
        else:
            rest.remove(found)
    return missed, rest


@cache
def tally(*halves: str) -> Tally:
    right = expected = predicted = 0
    for row in table():
        if row["half"] in halves:
            wanted, got = [tuple(a) for a in row["says"]], read(row["text"])
            right += len(wanted) - len(compare(wanted, got)[0])
            expected += len(wanted)
            predicted += len(got)
    return Tally(right, expected, predicted)
