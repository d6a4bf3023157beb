"""Tags to attributions by the nearest cue, and their scores: enough to choose between taggers.

Exact F1 of each role; an attribution is right if its content has a token Jaccard of at least 0.5 with a marked one's
and their sources share a token. The package's own linker does better than this one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from common import tagging

_WORD = re.compile(r"\w+")
_SENTENCE_COST, _PARAGRAPH_COST, _FURTHEST_SOURCE = 60, 200, 120


def spans_of(text: str, runs: Sequence[Any], starts: np.ndarray, ends: np.ndarray) -> dict[str, list[Any]]:
    """Spans in characters with their sides, by role."""
    found: dict[str, list[Any]] = {role: [] for role in tagging.ROLES}
    for run in runs:
        a, b = tagging.trimmed(text, int(starts[run.first]), int(ends[run.last - 1]))
        if a < b:
            found[run.role].append((a, b, run.side, run.signs))
    return found


def linked(text: str, found: dict[str, list[Any]]) -> list[dict[str, list[tuple[int, int]]]]:
    """One attribution for each cue that a content goes to."""

    def distance(a: Any, b: Any) -> int:
        low, high = min(a[1], b[1]), max(a[0], b[0])
        between = text[low:high]
        ends = sum(between.count(x) for x in (". ", "? ", "! ", ".” ", '." '))
        return max(b[0] - a[1], a[0] - b[1], 0) + _PARAGRAPH_COST * between.count("\n") + _SENTENCE_COST * ends

    cues = found["cue"]
    out = [{"source": [], "cue": [c[:2]], "content": []} for c in cues]
    for content in found["content"]:
        fits = [(distance(content, c), i) for i, c in enumerate(cues) if _fits(content, c)]
        if not fits:
            fits = [(distance(content, c), i) for i, c in enumerate(cues)]
        if fits:
            out[min(fits)[1]]["content"].append(content[:2])
    for cue, attribution in zip(cues, out, strict=True):
        near = [(distance(s, cue), s) for s in found["source"] if cue[2] and _fits(cue, s)]
        near = near or [(distance(s, cue), s) for s in found["source"] if _fits(s, cue)]
        if near and min(near)[0] < _FURTHEST_SOURCE:
            attribution["source"].append(min(near)[1][:2])
    return [a for a in out if a["content"]]


def _fits(span: Any, other: Any) -> bool:
    return span[2] == ("right" if other[0] >= span[1] else "left")


def measured(rows: Sequence[tuple[str, Any, Any]]) -> dict[str, float]:
    """Exact F1 of each role's fillers and F1 of attributions, in per cent, over (text, marked, found) rows."""
    counts: dict[str, list[int]] = {}

    def add(name: str, right: int, found: int, marked: int) -> None:
        have = counts.setdefault(name, [0, 0, 0])
        for i, n in enumerate((right, found, marked)):
            have[i] += n

    for text, marked, found in rows:
        for role in tagging.ROLES:
            a, b = ({_filler(text, x[role]) for x in side} - {()} for side in (marked, found))
            add(role, len(a & b), len(b), len(a))
        sizes = (sum(bool(x["content"]) for x in side) for side in (found, marked))
        add("attribution", len(right_of(text, marked, found)), *sizes)
    return {name: round(200 * c[0] / max(1, c[1] + c[2]), 1) for name, c in counts.items()}


def right_of(text: str, marked: Any, found: Any) -> set[int]:
    """Which of the attributions found are right, one to one with marked ones, the best matches first."""
    sides = [[(_words(text, x["content"]), _words(text, x["source"])) for x in side] for side in (marked, found)]
    pairs = []
    for i, (content, source) in enumerate(sides[0]):
        for j, (other, by) in enumerate(sides[1]):
            share = len(content & other) / max(1, len(content | other))
            if share >= 0.5 and (source & by or not (source or by)):
                pairs.append((-share, i, j))
    used, right = set(), set()
    for _, i, j in sorted(pairs):
        if i not in used and j not in right:
            used.add(i)
            right.add(j)
    return right


def _filler(text: str, spans: Any) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for a, b in sorted(tagging.trimmed(text, *span) for span in spans):
        if joined and tagging.trimmed(text, joined[-1][1], a) == (a, a):
            joined[-1] = (joined[-1][0], b)
        elif a < b:
            joined.append((a, b))
    return tuple(joined)


def _words(text: str, spans: Any) -> frozenset[int]:
    return frozenset(a + m.start() for a, b in spans for m in _WORD.finditer(text[a:b]))
