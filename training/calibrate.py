"""Fit the scores of spans on development data and print how true they are.

    python training/calibrate.py --marked dev.jsonl --out src/sayso/weights/tagger.json

A span's score is a logistic model of three signs (the log odds of its beginning, of its end and of its least likely
word); the target is whether a trained annotator marked exactly that span. An attribution's sureness is one of its
cue's and content's scores, multiplied; the target is whether it is right. The error is the expected calibration error
over ten bins of as many spans, each scored by a model fitted on the four fifths of the articles that it is not of.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from corpus import marked
from scoring import right_of

from sayso.model import Report
from sayso.reading import tagging
from sayso.reading.attribution.linking import link
from sayso.reading.attribution.tree import Tree
from sayso.reading.language import parse
from sayso.reading.quotes import quotations_of

BINS, FOLDS, ROUNDS, RIDGE = 10, 5, 50, 1e-3


Rows = list[tuple[int, tuple[float, ...], bool]]
"""(article number, signs, right or not)."""


def spans_of(path: Path) -> dict[str, Rows]:
    """The signs of every span found, for each role."""
    found: dict[str, Rows] = {role: [] for role in tagging.ROLES}
    for number, (_, text, attributions) in enumerate(marked(path)):
        assert attributions is not None
        true = {
            (role, *tagging.trimmed(text, a, b)) for role in tagging.ROLES for x in attributions for a, b in x[role]
        }
        for run, span in tagging.runs_in(parse(Report(text=text))):
            found[run.role].append((number, run.signs, (run.role, *span) in true))
    return found


def attributions_of(path: Path) -> Rows:
    """How sure, as log odds, the linker is of every attribution that it makes from the tags."""
    rows: Rows = []
    for number, (_, text, marks) in enumerate(marked(path)):
        read = parse(Report(text=text))
        drafts = link(Tree(read), tagging.tag(read), quotations_of(read))
        found = [{"source": d.source, "cue": d.cue, "content": d.content} for d in drafts]
        right = right_of(text, marks, found)
        rows += [(number, (tagging.log_odds(d.confidence),), i in right) for i, d in enumerate(drafts)]
    return rows


def fitted(rows: Rows) -> np.ndarray:
    """Weights and offset of a logistic model, by Newton's method."""
    x = np.array([[*signs, 1.0] for _, signs, _ in rows])
    y = np.array([right for _, _, right in rows], dtype=float)
    w = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + RIDGE * np.eye(len(w)), x.T @ (p - y) + RIDGE * w)
    return w


def error_of(scores: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: mean distance of score and share right, over bins of as many spans each."""
    order = np.argsort(scores)
    return float(
        sum(len(b) * abs(scores[b].mean() - right[b].mean()) for b in np.array_split(order, BINS)) / len(scores)
    )


def main() -> None:
    """Fit, print the errors, write the settings: first for spans, whose scores the sureness of attributions needs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marked", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    settings: dict[str, Any] = {"calibration": {}}
    for role, rows in spans_of(args.marked).items():
        settings["calibration"][role] = calibrated(role, rows)
    args.out.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    settings["calibration"]["attribution"] = calibrated("attribution", attributions_of(args.marked))
    args.out.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def calibrated(name: str, rows: Rows) -> list[Any]:
    """Weights and offset for all articles; prints how true those of four fifths are on the last."""
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        w = fitted([r for r in rows if r[0] % FOLDS != fold])
        for i, (number, signs, _) in enumerate(rows):
            if number % FOLDS == fold:
                scores[i] = 1 / (1 + np.exp(-(np.dot(w[:-1], signs) + w[-1])))
    right = np.array([r[2] for r in rows], dtype=float)
    print(f"{name}: {len(rows)} found, {right.mean():.3f} right, calibration error {error_of(scores, right):.3f}")
    w = fitted(rows)
    return [[round(float(v), 4) for v in w[:-1]], round(float(w[-1]), 4)]


if __name__ == "__main__":
    main()
