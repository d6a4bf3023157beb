"""Wikinews articles without words of war: events of conflict found there are false, by and large."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import sayso
from evaluate.outcome import Outcome, Place

FOLDER = "fulltext-wikinews"
# Types that no report on anything but conflict tells of. Meetings, inquiries, arrests for theft, protests, accidents
# and aid are everyday news too; arrests are counted all the same.
CONFLICT = frozenset({
    "control", "clash", "strike", "interception", "bombing", "abuse", "deployment", "withdrawal", "ceasefire",
    "threat", "cyber", "detention", "exchange",
})  # fmt: skip


def files(place: Place) -> list[Path]:
    """The articles of the split."""
    return [place.rows(FOLDER)]


def run(place: Place) -> Outcome:
    """Articles that the data set counts no term of conflict in. "no false event": of them, those without one."""
    articles = clean = 0
    types: Counter[str] = Counter()
    errors = []
    for line in place.rows(FOLDER).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["conflict_terms"]:
            continue
        text = row["text"]
        ledger = sayso.read(sayso.report_from_text(text, published=row["date"]))
        false = [e for s in ledger.statements for e in s.events if e.type in CONFLICT]
        articles, clean = articles + 1, clean + (not false)
        for event in false:
            start, end = event.trigger[0]
            types[event.type] += 1
            errors.append(f"{event.type}: {' '.join(text[max(0, start - 80) : end + 60].split())}")
    per_article = types.total() / max(1, articles)
    table = [
        f"{types.total()} events of conflict in {articles} articles without its words: {per_article:.2f} an article",
        f"articles without one: {clean} of {articles}",
        "; ".join(f"{kind} {n}" for kind, n in types.most_common()),
    ]
    metrics = {"no false event": clean / max(1, articles), "1 - false events an article": 1 - min(1.0, per_article)}
    return Outcome(metrics, table, errors)
