"""The words of the lexicons `links` and `stances` by which one statement answers another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load


@dataclass(frozen=True, slots=True)
class Facts:
    """Sets of lemmas in lower case, and types of event; the lexicons say what each is for."""

    common: frozenset[str]
    topics: dict[str, str]
    """What a content is about that holds the word: "words", "guilt", "toll", "proposal", "grounds",
    "denial"."""
    denial: frozenset[str]
    counts: frozenset[str]
    older: frozenset[str]
    retreat: frozenset[str]
    newer: frozenset[str]
    deeds: frozenset[str]
    parts: dict[str, frozenset[str]]


@cache
def facts() -> Facts:
    """The lexicons, read once."""
    table, stances = load("links"), load("stances")
    return Facts(
        common=frozenset(table["common"]["words"]),
        topics={word: topic for topic, words in table["topics"].items() for word in words},
        denial=frozenset(w for c in stances["class"] if c["name"] == "denial" for w in c["words"]),
        counts=frozenset(table["update"]["counts"]),
        older=frozenset(table["update"]["older"]),
        retreat=frozenset(table["update"]["retreat"]),
        newer=frozenset(table["update"]["newer"]),
        deeds=frozenset(table["deeds"]["types"]),
        parts={whole: frozenset(parts) for whole, parts in table["parts"].items()},
    )
