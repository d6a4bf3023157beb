"""The figure lexicon as tables for lookup: actions, kinds of things counted, measures, units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.lexicons import load
from sayso.model import Measure

Actions = tuple[str, ...]
"""What may happen to what is counted, likeliest first; the kind of thing decides among them."""


@dataclass(frozen=True)
class Lexicon:
    """Words by what they say of a number. Actions are those of the lexicon's `actions`, kinds those of `things`."""

    object: dict[str, Actions]
    """Verbs (lemma) whose object or passive subject is counted."""
    subject: dict[str, Actions]
    state: dict[str, Actions]
    """Words beside the noun: "dead", "wounded"."""
    of_noun: dict[str, Actions]
    """Nouns of a deed before "of": "the death of nine"."""
    counted: dict[str, Actions]
    """Nouns that are the measure themselves: "nine deaths"."""
    phrases: dict[tuple[str, str], list[tuple[frozenset[str], str]]]
    """(verb, role) to its complements and the action that each makes of it."""
    phrase_verbs: frozenset[str]
    forms: dict[str, str]
    """Inflected forms to the verbs of the lexicon."""
    complements: frozenset[str]
    kinds: dict[str, str]
    measures: dict[tuple[str, str], Measure]
    """(action, kind) to the measure."""
    defaults: dict[str, Measure]
    units: frozenset[str]
    currencies: frozenset[str]
    area: re.Pattern[str]
    distance: re.Pattern[str]
    duration: re.Pattern[str]
    factors: dict[str, float]
    far: frozenset[str]
    meetings: frozenset[str]
    collectives: frozenset[str]
    not_persons: frozenset[str]
    tolls: frozenset[str]
    toll_kinds: dict[str, Measure]
    words: dict[str, frozenset[str]]
    """The small words of the lexicon's `grammar`, by list."""


@cache
def figure_lexicon() -> Lexicon:
    """The lexicon, built once."""
    table = load("figures")
    roles = {role: _by_word(table, role) for role in ("object", "subject", "state", "noun", "counted")}
    phrases: dict[tuple[str, str], list[tuple[frozenset[str], str]]] = {}
    for row in table["phrases"]:
        for verb in row["verb"]:
            phrases.setdefault((verb, row["role"]), []).append((frozenset(row["with"]), row["action"]))
    kinds = {w: "person" for w in table["persons"]["words"]}
    kinds |= {w: "troop" for w in table["troops"]["words"]}
    for kind, nouns in table["things"].items():
        kinds |= {w: kind for w in nouns}
    listed = {
        name: frozenset(table[name]["words"])
        for name in ("other_units", "distance_contexts", "meetings", "collectives", "not_persons", "tolls")
    }
    return Lexicon(
        object=roles["object"],
        subject=roles["subject"],
        state=roles["state"],
        of_noun=roles["noun"],
        counted=roles["counted"],
        phrases=phrases,
        phrase_verbs=frozenset(verb for verb, _ in phrases),
        forms=_forms((*roles["object"], *roles["subject"], *(verb for verb, _ in phrases)), table["forms"]),
        complements=frozenset(w for row in table["phrases"] for w in row["with"]),
        kinds=kinds,
        measures={(a, kind): m for a, row in table["measures"].items() for kind, m in row.items()},
        defaults=table["defaults"],
        units=listed["other_units"],
        currencies=frozenset(table["currencies"]["words"]),
        area=_unit(table["area_km2"]),
        distance=_unit(table["distance_km"]),
        duration=_unit(table["duration_minutes"]),
        factors={**table["area_km2"], **table["distance_km"], **table["duration_minutes"]},
        far=listed["distance_contexts"],
        meetings=listed["meetings"],
        collectives=listed["collectives"],
        not_persons=listed["not_persons"],
        tolls=listed["tolls"],
        toll_kinds=_toll_kinds(table),
        words={name: frozenset(words) for name, words in table["grammar"].items()},
    )


def _by_word(table: dict[str, Any], role: str) -> dict[str, Actions]:
    words: dict[str, Actions] = {}
    for action, lists in table["actions"].items():
        for word in lists[role]:
            words[word] = (*words.get(word, ()), action)
    return words


def _forms(verbs: Iterable[str], irregular: dict[str, str]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in verbs:
        stem = verb[:-1] if verb.endswith("e") else verb
        forms |= {stem + "ed": verb, stem + "ing": verb}
    return forms | irregular


def _toll_kinds(table: dict[str, Any]) -> dict[str, Measure]:
    return {
        word: table["measures"][action]["person"]
        for action in ("kill", "injure", "missing", "displace", "detain")
        for word in table["tolls"][action]
    }


def _unit(names: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(n).replace(r"\ ", r"[\s-]?") for n in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"[\s-]?(?P<unit>{either})s?(?!\w)", re.IGNORECASE)
