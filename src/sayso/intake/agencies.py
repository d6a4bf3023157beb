"""News agencies by the names they sign with."""

from __future__ import annotations

import re
from functools import cache

from sayso.lexicons import load


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in load("agencies")["agency"]:
        for form in (entry["name"], *entry["forms"]):
            names.setdefault(form, entry["name"])
            names.setdefault(form.upper(), entry["name"])
    return names


@cache
def pattern() -> str:
    """A regular expression for any agency's name, longest first, not inside a longer word."""
    forms = sorted(_names(), key=lambda form: (-len(form), form))
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w|[’'.-]\w)"


@cache
def short_forms() -> str:
    """A regular expression for the names in capitals alone, such as AFP, which may be glued to a word before."""
    forms = sorted((f for f in _names() if f.isalpha() and f.isupper() and len(f) < 6), key=lambda f: (-len(f), f))
    return "|".join(forms)


def agency_of(words: str) -> str | None:
    """The agency that `words` names, in full, under the name the ledger lists it by; None for any other words."""
    return _names().get(words) or _names().get(" ".join(words.split()).upper())


@cache
def tails() -> tuple[tuple[str, str], ...]:
    """Sentences that agencies print under a text, without white space, each with its agency."""
    return tuple(("".join(tail["words"].split()), tail["agency"]) for tail in load("agencies")["tail"])


@cache
def labels() -> frozenset[str]:
    """Words in capitals that open a report before a colon or dash and are no place."""
    return frozenset(load("agencies")["labels"]["words"])


@cache
def openers() -> frozenset[str]:
    """Words with a capital that open sentences and no place name."""
    return frozenset(load("agencies")["labels"]["openers"])
