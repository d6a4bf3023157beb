"""Whether an article may tell of armed conflict or diplomacy: a cheap sum over words that rather keeps too much."""

from __future__ import annotations

import re
from functools import cache

from sayso.lexicons import load

OPENING = 3000
"""Characters that are looked at: news tells first what it is about."""
_LEAST, _MOST = 3.5, 12.0
_COUNTED = 3
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z]+)*")


def is_relevant(text: str, title: str | None = None) -> bool:
    """Whether the opening of an article, with its title, scores what it must: the more there is of it, the more."""
    length = min(len(text), OPENING)
    return relevance(text, title) >= _LEAST + (_MOST - _LEAST) * length / OPENING


def relevance(text: str, title: str | None = None) -> float:
    """The sum of the weights of the lexicon's words, each counted up to three times, the second and third by half."""
    weights = _weights()
    seen: dict[str, int] = {}
    before = ""
    for word in _WORD.findall(f"{title or ''} . {text[:OPENING]}".lower()):
        pair = f"{before} {word}"
        if pair in weights:
            seen[pair] = seen.get(pair, 0) + 1
        if word in weights:
            seen[word] = seen.get(word, 0) + 1
        before = word
    return sum(weights[form] * (1 + (min(count, _COUNTED) - 1) / 2) for form, count in seen.items())


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = {}
    for group in load("relevance")["words"]:
        for form in group["forms"]:
            for spelled in (form, f"{form}s"):
                weights.setdefault(spelled, float(group["weight"]))
    return weights
