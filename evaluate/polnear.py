"""Attributions as PolNeAR marks them: source, cue and content, also on capitals and with marks dropped."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evaluate.outcome import Outcome, Place
from sayso.model import Report
from sayso.reading.attribution import attributions_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution
from sayso.reading.quotes import quotations_of

FOLDER = "attribution-polnear"
ROLES = ("source", "cue", "content")
MARKS = frozenset('"“”„«»')
DROPPED_SHARE = 0.1
_SAID = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|tell(?:s|ing)?|told|add(?:s|ed|ing)?|according to|wr(?:ote|ites?|iting)|tweet(?:s|ed))\b",
    re.I,
)

Gold = dict[str, Any]
"""As the scorer loads it: name → (text, [attributions of each annotator])."""


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """The articles as they are."""
    return _run(place, lambda text: (text, None))


def run_capitals(place: Place) -> Outcome:
    """The articles in capitals, as old wires print them."""
    return _run(place, lambda text: ("".join(c.upper() if len(c.upper()) == 1 else c for c in text), None))


def run_marks_dropped(place: Place) -> Outcome:
    """The articles without one in ten of their double quotation marks, drawn by a seed."""
    chance = random.Random(7)
    return _run(
        place,
        lambda text: _without(text, {i for i, c in enumerate(text) if c in MARKS and chance.random() < DROPPED_SHARE}),
    )


def _run(place: Place, change: Callable[[str], tuple[str, list[int] | None]]) -> Outcome:
    """Pooled scores. Attributions nested in another's content are no part of PolNeAR and are left out."""
    scorer = place.scorer("attribution")
    gold: Gold = {}
    for name, (text, layers) in scorer.load_gold(str(place.rows(FOLDER))).items():
        changed, shift = change(text)
        gold[name] = (changed, [layers[0] if shift is None else [_moved(a, shift) for a in layers[0]]])
    read = {name: [a for a in _attributions(text) if a.within is None] for name, (text, _) in gold.items()}
    predicted = {name: [{r: list(getattr(a, r)) for r in ROLES} for a in found] for name, found in read.items()}
    tallies = scorer.score(gold, predicted)
    total = scorer.add(tallies.values())
    f1 = {f"{mode} {what}": scorer.prf(*row)[2] for (mode, what), row in total.items() if mode != "kind"}
    pairs = {name: list(_pairs(scorer, text, layers[0], predicted[name])) for name, (text, layers) in gold.items()}
    error, bins = _calibration(read, pairs)
    table = [*scorer.report(tallies).splitlines(), "", *_by_kind(scorer, gold, pairs), "", *bins]
    metrics = {"whole attribution": f1["whole attribution"], **f1, "calibration (1 - error)": 1 - error}
    return Outcome(metrics, table, _errors(scorer, gold, predicted))


def _attributions(text: str) -> tuple[Attribution, ...]:
    parsed = parse(Report(text=text))
    return attributions_of(parsed, quotations_of(parsed))


def _without(text: str, lost: set[int]) -> tuple[str, list[int]]:
    """The text without the characters at `lost`, and for each offset how many were lost before it."""
    before = [0]
    for i in range(len(text)):
        before.append(before[-1] + (i in lost))
    return "".join(c for i, c in enumerate(text) if i not in lost), before


def _moved(attribution: dict[str, Any], before: list[int]) -> dict[str, Any]:
    return {r: [(a - before[a], b - before[b]) for a, b in attribution[r]] for r in ROLES}


def _pairs(scorer: Any, text: str, wanted: list[Any], got: list[Any]) -> Iterator[tuple[int, int]]:
    """(marked, found) by index: attributions that match as the scorer counts them."""
    doc = scorer.Doc(text)
    sets = [[{r: doc.token_set(a[r]) for r in ROLES} for a in side] for side in (wanted, got)]
    right = []
    for i, g in enumerate(sets[0]):
        for j, p in enumerate(sets[1]):
            share = scorer.jaccard(g["content"], p["content"])
            if share >= scorer.MATCH and (g["source"] & p["source"] or not (g["source"] or p["source"])):
                right.append((share, i, j))
    for _, i, j in scorer.greedy(right):
        yield i, j


def _by_kind(scorer: Any, gold: Gold, pairs: dict[str, list[tuple[int, int]]]) -> list[str]:
    """Recall by kind of cue and whether the content holds quoted words."""
    counts: dict[tuple[str, str], list[int]] = {}
    for name, (text, layers) in gold.items():
        doc, found = scorer.Doc(text), {i for i, _ in pairs[name]}
        for i, a in enumerate(layers[0]):
            if not doc.trimmed(a["content"]):
                continue
            cue = " ".join(text[s:e] for s, e in a["cue"])
            kind = "said-like" if _SAID.search(cue) else "other cue" if cue.strip() else "no cue"
            quoted = "indirect" if doc.kind(a["content"]) == "indirect" else "quotation"
            row = counts.setdefault((kind, quoted), [0, 0])
            row[0] += i in found
            row[1] += 1
    return [
        f"attribution recall, {kind}, {quoted:10} {100 * hit / n:5.1f}  ({hit} of {n})"
        for (kind, quoted), (hit, n) in sorted(counts.items(), reverse=True)
    ]


def _calibration(
    read: dict[str, list[Attribution]], pairs: dict[str, list[tuple[int, int]]]
) -> tuple[float, list[str]]:
    """Expected calibration error of `confidence` against being right, in ten bins, and the bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for name, found in read.items():
        right = {j for _, j in pairs[name]}
        for j, a in enumerate(found):
            bins[min(9, int(10 * a.confidence))].append((a.confidence, j in right))
    total = sum(map(len, bins)) or 1
    error, lines = 0.0, []
    for n, held in enumerate(bins):
        if held:
            said, was = (sum(x[k] for x in held) / len(held) for k in (0, 1))
            error += abs(said - was) * len(held) / total
            lines.append(f"confidence {n / 10:.1f}-{(n + 1) / 10:.1f}: said {said:.2f}, right {was:.2f}  ({len(held)})")
    return error, [*lines, f"expected calibration error {error:.3f}"]


def _errors(scorer: Any, gold: Gold, predicted: dict[str, Any]) -> list[str]:
    """Contents with no counterpart, by the scorer's own measure."""
    lines = []
    for name, (text, layers) in gold.items():
        doc = scorer.Doc(text)
        wanted, got = layers[0], predicted[name]
        for kind, these, those in (("missed", wanted, got), ("extra", got, wanted)):
            covers = [doc.token_set(a["content"]) for a in those]
            for attribution in these:
                tokens = doc.token_set(attribution["content"])
                if tokens and not any(scorer.jaccard(tokens, cover) >= scorer.MATCH for cover in covers):
                    words = " … ".join(text[a:b] for a, b in attribution["content"])
                    lines.append(f"{name[:40]}: {kind}: {' '.join(words.split())[:110]}")
    return lines
