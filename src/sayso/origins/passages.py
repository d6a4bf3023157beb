"""Passages of a report and the keys under which near-copies of them are found.

A passage is a sentence (short ones go with the next), reduced to its runs of three words. Passages that share most of
their runs very likely share a key: MinHash signatures cut into bands (Broder 1997; Leskovec et al., Mining of Massive
Datasets, ch. 3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from rensa import RMinHash

from sayso.model import Report, Span, Spans

RUN = 3
"""Words of a run."""
SHORTEST = 8
"""Passages of fewer words are everyone's: "He gave no details." """
BANDS = 4
ROWS = 3
"""Two sentences that share 0.77 of their runs (one word of 25 changed) share a key with 0.91, 0.4 with 0.23."""
SEED = 7
KEYS_VERSION = f"{RUN}.{SHORTEST}.{BANDS}.{ROWS}.{SEED}.{RMinHash.ALGORITHM_VERSION}"
"""Keys made under different versions cannot be compared; whoever stores keys stores this beside them."""

_WORD = re.compile(r"\w+")
_DROPPED = re.compile("['’‘`´]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n\s*")
_MARKS = re.compile('["“”„«»]')
# A passage that stands for the most part between quotation marks is its speaker's wording, not the writer's.
QUOTED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: where it stands in the report's text and the runs of words it is made of."""

    span: Span
    words: int
    runs: frozenset[str]
    wording: frozenset[str]
    """The runs without a name or a number in them: what two writers of one event do not share by themselves."""


@dataclass(frozen=True)
class Fingerprint:
    """What is compared of a report: its passages outside quotation marks."""

    report: str
    outlet: str | None
    passages: tuple[Passage, ...] = field(repr=False)

    @cached_property
    def runs(self) -> frozenset[str]:
        """The runs of all passages."""
        return frozenset[str]().union(*(p.runs for p in self.passages))

    @cached_property
    def wording(self) -> frozenset[str]:
        """The runs of all passages that have no name or number in them."""
        return frozenset[str]().union(*(p.wording for p in self.passages))

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Signed 64-bit keys, sorted. Reports that share a key are candidates; ask `copy_between`."""
        return tuple(sorted({key for passage in self.passages for key in _keys(passage.runs)}))


def fingerprint_of(report: Report) -> Fingerprint:
    """The fingerprint of a report; a report without prose has one without passages."""
    return Fingerprint(report.id, report.outlet, tuple(_passages(report)))


def _keys(runs: frozenset[str]) -> Iterator[int]:
    sketch = RMinHash(BANDS * ROWS, SEED)
    sketch.update(list(runs))  # in any order: a minimum is taken over them
    signature = sketch.digest()
    for band in range(BANDS):
        rows = signature[band * ROWS : (band + 1) * ROWS]
        digest = blake2b(repr((band, rows)).encode(), digest_size=8).digest()
        yield int.from_bytes(digest, "big", signed=True)


def _passages(report: Report) -> Iterator[Passage]:
    for body in report.body or ((0, len(report.text)),):
        held: list[str] = []
        start: int | None = None
        for a, b in _sentences(report.text, body):
            start = a if start is None else start
            held += _words(report.text[a:b])
            if len(held) >= SHORTEST and not _is_quoted(report.text[start:b]):
                yield _passage((start, b), held)
            if len(held) >= SHORTEST:
                held, start = [], None


def _sentences(text: str, body: Span) -> Iterator[Span]:
    at, end = body
    for match in _SENTENCE_END.finditer(text, at, end):
        yield at, match.end()
        at = match.end()
    if at < end:
        yield at, end


def _words(text: str) -> list[str]:
    # Outlets lose or change apostrophes, ligatures and widths of letters; none of it makes another text.
    return _WORD.findall(unicodedata.normalize("NFKC", _DROPPED.sub("", text)))


def _passage(span: Span, words: list[str]) -> Passage:
    low = [w.lower() for w in words]
    # The first word of a sentence has its capital from there.
    plain = [i == 0 or (w == low[i] and not w.isdigit()) for i, w in enumerate(words)]
    runs, wording = set(), set()
    for i in range(len(words) - RUN + 1):
        run = " ".join(low[i : i + RUN])
        runs.add(run)
        if all(plain[i : i + RUN]):
            wording.add(run)
    return Passage(span, len(words), frozenset(runs), frozenset(wording))


def _is_quoted(text: str) -> bool:
    pieces = _MARKS.split(text)
    inside = sum(map(len, pieces[1::2]))
    return inside > QUOTED_SHARE * len(text)


def covered(spans: Spans, pieces: Spans) -> bool:
    """Whether more than half of the characters of `pieces` lie inside `spans`."""
    inside = sum(max(0, min(b, d) - max(a, c)) for a, b in pieces for c, d in spans)
    return 2 * inside > sum(b - a for a, b in pieces)
