"""Words and names of a passage, taken from its text alone: statements are compared without parsing them again."""

from __future__ import annotations

import re
from functools import cache

from sayso.lexicons import load

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONGEST = 4_000
# Endings of deeds and their doers, the longest first, and the fewest letters that they leave.
_ENDINGS = (
    "ation", "ition", "tion", "sion", "ment", "ance", "ence", "ings", "ing", "ers", "er", "or", "al", "ed",
    "es", "s", "e",
)  # fmt: skip
_LEAST_ROOT = 4
_SENTENCE_ENDS = frozenset('.!?:"“”\n')


@cache
def _common() -> frozenset[str]:
    listed = (*load("links")["common"]["words"], *load("matters")["common"]["words"])
    return frozenset(stem(word) for word in listed)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, in order; of a very long one those at its beginning."""
    return [m.group().casefold() for m in _WORD.finditer(text[:_LONGEST])]


@cache
def stem(word: str) -> str:
    """A word without its commonest endings: "attacks" and "attacked" are one, "address" stays."""
    word = re.sub(r"['’]s$", "", word)
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) > 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


@cache
def _same() -> dict[str, str]:
    listed = load("matters")["same"].items()
    return {form: first for first, words in listed for word in (first, *words) for form in (word, stem(word))}


@cache
def root(word: str) -> str:
    """What a word, or its lemma, has in common with those that report the same: "slaying" and "murder" are "kill"."""
    word = _same().get(word) or _same().get(stem(word)) or word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_ROOT:
            return word[: -len(ending)]
    return word


def content_words(text: str) -> frozenset[str]:
    """Roots of the words that carry meaning; numbers count as words."""
    common = _common()
    return frozenset(root(w) for w in tokens(text) if (len(w) > 2 or w.isdigit()) and stem(w) not in common)


def names(text: str) -> frozenset[str]:
    """Stems of capitalised words that do not begin a sentence."""
    common = _common()
    found = set()
    for match in _WORD.finditer(text[:_LONGEST]):
        word = match.group()
        if word[0].isupper() and len(word) > 2 and not _begins(text, match.start()):
            found.add(stem(word.casefold()))
    return frozenset(found - common)


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set that the other has too; 0 where one is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0
