"""Ledgers of hand-labelled reports: every `NAME.txt` beside a `NAME.gold.json`, scored facet by facet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import sayso
from evaluate.outcome import Missing, Outcome, Place, present
from sayso.lexicons import load

KINDS = ("name", "title", "pronoun", "description", "no source")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "i",
        "we",
        "you",
        "who",
        "which",
        "his",
        "her",
        "him",
        "its",
        "their",
        "them",
        "our",
        "my",
    ]
)


def files(place: Place) -> list[Path]:
    """The texts and their labels, by name."""
    labels = sorted(present(place.gold).glob("*.gold.json"))
    if not labels:
        raise Missing(f"no *.gold.json in {place.gold}")
    return [file for label in labels for file in (_text_of(label), label)]


def run(place: Place) -> Outcome:
    """Every report as its text alone tells it."""
    return _run(place, given=())


def run_dated(place: Place) -> Outcome:
    """Every report with its day of publication and its outlet given."""
    return _run(place, given=("published", "outlet"))


def _run(place: Place, given: tuple[str, ...]) -> Outcome:
    scorer = place.scorer("ledger")
    facets: tuple[str, ...] = scorer.FACETS
    pooled = {facet: [0.0, 0.0, 0.0] for facet in facets}
    table = ["report".ljust(16) + "".join(facet[:6].rjust(7) for facet in ("mean", *facets))]
    means, errors = [], []
    nested = [0, 0]
    by_kind = {kind: [0, 0, 0] for kind in KINDS}
    for label in files(place)[1::2]:
        gold = json.loads(label.read_text(encoding="utf-8"))
        name = label.name.removesuffix(".gold.json")
        text = _text_of(label).read_bytes().decode("utf-8")
        report = sayso.report_from_text(text, **{key: gold["report"].get(key) for key in given})
        ledger = sayso.read(report).model_dump(mode="json", by_alias=True)
        score = scorer.score(text, gold, ledger)
        nested = [a + b for a, b in zip(nested, _nested(scorer, text, gold, ledger), strict=True)]
        for kind, row, line in _speakers(scorer, text, gold, ledger):
            by_kind[kind] = [a + b for a, b in zip(by_kind[kind], row, strict=True)]
            errors += [f"{name}: {line}"] if line else []
        for facet in facets:
            counts = score[facet]
            found = (counts["p"] * counts["pred"], counts["pred"], counts["gold"])
            pooled[facet] = [a + b for a, b in zip(pooled[facet], found, strict=True)]
        means.append(score["mean"])
        table.append(_row(name, [score["mean"], *(_f1_or_none(score[facet]) for facet in facets)]))
        errors += [f"{name}: {kind}: {where}: {what}" for kind, where, what in score["errors"]]
    f1 = {facet: _f1(*counts) for facet, counts in pooled.items()}
    mean, pooled_mean = sum(means) / len(means), sum(f1.values()) / len(f1)
    table.append(_row("pooled", [pooled_mean, *f1.values()]))
    table.append(f"mean over {len(means)} reports {mean:.3f}, mean of the pooled facets {pooled_mean:.3f}")
    table.append(f"statements nested in another's content: {nested[0]} of {nested[1]} found")
    table += ["", "speakers by what the source is      right  found  labelled"]
    table += [
        f"{kind:34}{right:7}{found:7}{labelled:10}" for kind, (right, found, labelled) in by_kind.items() if labelled
    ]
    metrics = {"mean": mean, "pooled mean": pooled_mean, **f1, "nested recall": nested[0] / max(1, nested[1])}
    return Outcome(metrics, table, errors)


def _nested(scorer: Any, text: str, gold: dict[str, Any], ledger: dict[str, Any]) -> tuple[int, int]:
    """How many statements whose content lies inside another's are found, and how many there are."""
    sides = [[s for s in side["statements"] if s["quote"] != "narration"] for side in (gold, ledger)]
    found = scorer.match(text, *sides)
    words = {s["id"]: scorer.tokens(text, s["content"]) for s in sides[0]}
    inner = [a for a in words if any(words[a] < words[b] for b in words)]
    return sum(a in found for a in inner), len(inner)


def _speakers(
    scorer: Any, text: str, gold: dict[str, Any], ledger: dict[str, Any]
) -> Iterator[tuple[str, tuple[int, int, int], str | None]]:
    """For each labelled statement: the kind of its source, (speakers right, statement found, 1), and what is wrong."""
    sides = [[s for s in side["statements"] if s["quote"] != "narration"] for side in (gold, ledger)]
    found, name = scorer.match(text, *sides), scorer.Names(text, gold, ledger)
    read = {s["id"]: s for s in sides[1]}
    for s in sides[0]:
        source = " ".join(text[a:b] for a, b in s["source"])
        forms = [
            form for speaker in s["speakers"] for form in (speaker, *gold["actors"].get(speaker, {}).get("aliases", ()))
        ]
        kind = kind_of(source, forms)
        got = {name(a) for a in read[found[s["id"]]]["speakers"]} if s["id"] in found else None
        right = got == set(s["speakers"])
        wrong = (
            None if right or got is None else f"speaker of a {kind}: “{source}”: want {s['speakers']} got {sorted(got)}"
        )
        yield kind, (int(right), int(got is not None), 1), wrong


def kind_of(source: str, forms: Iterable[str]) -> str:
    """What a source is, one of `KINDS`; `forms` are the names of whom it refers to."""
    words = _WORD.findall(source)
    lowered = {w.lower() for w in words}
    if not words:
        return "no source"
    if len(words) == 1 and lowered <= _PRONOUNS:
        return "pronoun"
    titles = _titles()
    own = {w for form in forms for w in _WORD.findall(form) if w[0].isupper()}
    if any(w[0].isupper() and w in own and w.lower() not in titles for w in words):
        return "name"
    return "title" if not titles.isdisjoint(lowered) else "description"


@cache
def _titles() -> frozenset[str]:
    """The words of offices, posts, ranks and spokespersons, but for those that join them."""
    table = load("titles")
    forms = [
        form
        for part in ("offices", "posts", "ranks", "spokespersons")
        for value in table[part].values()
        for form in ([value] if isinstance(value, str) else value)
    ]
    return frozenset(word for form in forms for word in form.split() if len(word) > 3)


def _text_of(label: Path) -> Path:
    return present(label.with_name(label.name.removesuffix(".gold.json") + ".txt"))


def _f1(right: float, predicted: float, gold: float) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def _f1_or_none(counts: dict[str, Any]) -> float | None:
    return counts["f1"] if counts["gold"] or counts["pred"] else None


def _row(name: str, values: list[float | None]) -> str:
    return name.ljust(16) + "".join("      -" if value is None else f"{value:7.2f}" for value in values)
