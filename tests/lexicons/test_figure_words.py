"""The figure lexicon is whole: every action has its lists, every measure and kind exists, words are lower case."""

from __future__ import annotations

from itertools import chain
from typing import get_args

import pytest

from sayso.lexicons import load
from sayso.model import Measure, Qualifier

TABLE = load("figures")
KINDS = {"person", "troop", "none", *TABLE["things"]}
ROLES = ("object", "subject", "state", "noun", "counted")


@pytest.mark.parametrize("action", TABLE["actions"])
def test_an_action_has_every_list_and_measures_something(action: str) -> None:
    assert set(TABLE["actions"][action]) == set(ROLES)
    assert TABLE["measures"][action]


def test_measures_and_kinds_are_those_of_the_ledger() -> None:
    rows = TABLE["measures"].values()
    assert {m for row in rows for m in row.values()} | set(TABLE["defaults"].values()) <= set(get_args(Measure))
    assert {k for row in rows for k in row} | set(TABLE["defaults"]) <= KINDS
    assert set(TABLE["measures"]) == set(TABLE["actions"])


def test_qualifiers_are_those_of_the_ledger() -> None:
    assert set(TABLE["before"]) | set(TABLE["after"]) <= set(get_args(Qualifier))


def test_a_qualifier_means_one_thing() -> None:
    for side in ("before", "after"):
        words = list(chain.from_iterable(TABLE[side].values()))
        assert len(words) == len(set(words))


@pytest.mark.parametrize("row", TABLE["phrases"], ids=lambda r: f"{r['verb'][0]} {r['with'][0]}")
def test_a_phrase_names_an_action_and_a_role(row: dict[str, object]) -> None:
    assert set(row) == {"verb", "with", "action", "role"}
    assert row["action"] in TABLE["actions"]
    assert row["role"] in ("object", "subject")


def test_ranges_rise() -> None:
    assert all(low < high for low, high in TABLE["vague"].values())


@pytest.mark.parametrize("action", TABLE["actions"])
@pytest.mark.parametrize("role", ROLES)
def test_words_are_lower_case_and_stand_once(action: str, role: str) -> None:
    words = TABLE["actions"][action][role]
    assert all(w == w.lower() == w.strip() for w in words)
    assert len(words) == len(set(words))
