"""The table of hard sentences, and how much of it a reading gets exactly right."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.model import Report, Spans
from sayso.reading.attribution import attributions_of
from sayso.reading.language import parse
from sayso.reading.marks import Parse
from sayso.reading.quotes import quotations_of

Triple = tuple[str, str, str]
_EDGE = " \n\"'“”‘’.,;:!?–—"


@dataclass(frozen=True)
class Share:
    """How many expected attributions a reading has, source, cue and content the same to the word."""

    exact: int
    expected: int
    predicted: int

    @property
    def recall(self) -> float:
        return self.exact / self.expected

    @property
    def precision(self) -> float:
        return self.exact / self.predicted


@cache
def table() -> list[dict[str, Any]]:
    text = Path(__file__).with_name("hard_sentences.toml").read_text(encoding="utf-8")
    sentences: list[dict[str, Any]] = tomllib.loads(text)["sentence"]
    return sentences


def read(text: str) -> list[Triple]:
    parsed = parse(Report(text=text))
    return [
        (_words(parsed, a.source), _words(parsed, a.cue), _words(parsed, a.content))
        for a in attributions_of(parsed, quotations_of(parsed))
    ]


def plain(triple: Triple) -> Triple:
    """Without marks and stops at the ends of pieces, and without a leading "that"."""
    source, cue, content = (" … ".join(piece.strip(_EDGE) for piece in part.split(" … ")) for part in triple)
    return source, cue or triple[1], content.removeprefix("that ").removeprefix("THAT ")


def share(half: str) -> Share:
    exact = expected = predicted = 0
    for row in table():
        if row["half"] == half:
            wanted, got = [plain(tuple(t)) for t in row["says"]], [plain(t) for t in read(row["text"])]
            exact += len(set(wanted) & set(got))
            expected += len(wanted)
            predicted += len(got)
    return Share(exact, expected, predicted)


def _words(parsed: Parse, spans: Spans) -> str:
    return " … ".join(parsed.report.text[a:b] for a, b in spans)
