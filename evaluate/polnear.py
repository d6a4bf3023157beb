"""Attributions as PolNeAR marks them: source, cue and content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Outcome, Place
from sayso.model import Spans, Statement

FOLDER = "attribution-polnear"


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Pooled scores over all articles. Narration and statements nested in another's content are no part of it."""
    scorer = place.scorer("attribution")
    gold = scorer.load_gold(str(place.rows(FOLDER)))
    predicted = {
        name: [
            {"source": list(s.source), "cue": list(s.cue), "content": list(s.content)}
            for s in outermost(sayso.read(sayso.report_from_text(text)).statements)
        ]
        for name, (text, _) in gold.items()
    }
    tallies = scorer.score(gold, predicted)
    total = scorer.add(tallies.values())
    f1 = {f"{mode} {what}": scorer.prf(*row)[2] for (mode, what), row in total.items() if mode != "kind"}
    metrics = {"whole attribution": f1["whole attribution"], **f1}
    return Outcome(metrics, scorer.report(tallies).splitlines(), _errors(scorer, gold, predicted))


def outermost(statements: tuple[Statement, ...]) -> list[Statement]:
    """The attributed statements whose content does not lie inside that of another."""
    said = [s for s in statements if s.quote != "narration"]
    return [s for s in said if not any(_inside(s.content, other.content) for other in said)]


def _inside(inner: Spans, outer: Spans) -> bool:
    return inner != outer and all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def _errors(scorer: Any, gold: dict[str, Any], predicted: dict[str, Any]) -> list[str]:
    """Contents with no counterpart, by the scorer's own measure."""
    lines = []
    for name, (text, layers) in gold.items():
        doc = scorer.Doc(text)
        wanted, got = layers[0], predicted[name]
        for kind, these, those in (("missed", wanted, got), ("extra", got, wanted)):
            covers = [doc.token_set(a["content"]) for a in those]
            for attribution in these:
                tokens = doc.token_set(attribution["content"])
                if tokens and not any(scorer.jaccard(tokens, cover) >= 0.5 for cover in covers):
                    words = " … ".join(text[a:b] for a, b in attribution["content"])
                    lines.append(f"{name[:40]}: {kind}: {' '.join(words.split())[:110]}")
    return lines
