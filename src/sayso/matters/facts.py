"""The word lists that matters are told by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.lexicons import load


@dataclass(frozen=True, slots=True)
class Facts:
    """`matters.toml`, as sets and tables for looking up."""

    family: dict[str, str]
    """Type of event → family."""
    counted: dict[str, frozenset[str]]
    toll: frozenset[str]
    hurt: frozenset[str]
    anaphora: dict[str, str]
    """Word → the family of happenings that it speaks of."""
    guilt: frozenset[str]
    war: frozenset[str]
    part: dict[str, str]
    """Word for people → the part of a count that they are."""
    care: frozenset[str]
    wards: frozenset[str]
    said: frozenset[str]
    """Words for what others said: "denied the allegations"."""
    earlier: re.Pattern[str]
    """Words for a count that was replaced since: "an earlier toll"."""
    bystanders: frozenset[str]
    """Names of actors that are people in general: no doers, whatever a reading made of "the killing of civilians"."""


@cache
def facts() -> Facts:
    """The lists, loaded once."""
    table, update = load("matters"), load("links")["update"]
    return Facts(
        family={kind: family for family, kinds in table["family"].items() for kind in kinds},
        counted={family: frozenset(measures) for family, measures in table["counted"].items()},
        toll=frozenset(table["counts"]["killed"]),
        hurt=frozenset(table["counts"]["injured"]),
        anaphora={word: family for family, words in table["anaphora"].items() for word in words},
        guilt=frozenset(table["guilt"]["words"]),
        war=frozenset(table["war"]["words"]),
        part={word: part for part, words in table["parts"].items() for word in words},
        care=frozenset(table["patients"]["care"]),
        wards=frozenset(table["patients"]["words"]),
        said=frozenset(table["said"]["words"]),
        earlier=re.compile(
            rf"\b(?:{'|'.join(update['older'])})\W+(?:\w+\W+)?(?:{'|'.join(update['counts'])})s?\b", re.IGNORECASE
        ),
        bystanders=frozenset(table["bystanders"]["names"]),
    )
