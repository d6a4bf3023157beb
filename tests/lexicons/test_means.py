from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from sayso.lexicons import load
from sayso.model import EventType, MeansKind, TargetKind

MEANS, TARGETS = set(get_args(MeansKind)), set(get_args(TargetKind))


def test_every_kind_has_words() -> None:
    table = load("means")
    assert set(table["nouns"]) == MEANS
    assert set(table["targets"]) - {"pairs"} == TARGETS
    assert set(table["pairs"]) | set(table["makes"]) <= MEANS
    assert set(table["targets"]["pairs"]) <= TARGETS
    assert set(table["using"]["acts"].values()) | set(table["using"]["subjects"].values()) <= MEANS


def test_types_are_of_the_closed_list() -> None:
    assert set(load("means")["types"]["means"] + load("means")["types"]["target"]) <= set(get_args(EventType))


@pytest.mark.parametrize("name", ["nouns", "pairs", "makes", "targets"])
def test_a_word_is_lower_case_and_of_one_kind(name: str) -> None:
    tables = load("means")[name]
    for lists in (tables, tables.get("pairs", {})):
        words = [w for listed in lists.values() if isinstance(listed, list) for w in listed]
        assert all(w == w.lower() for w in words)
        assert [w for w, n in Counter(words).items() if n > 1] == []


@pytest.mark.parametrize("table", ["pairs", "targets"])
def test_pairs_are_pairs(table: str) -> None:
    pairs = load("means")[table] if table == "pairs" else load("means")["targets"]["pairs"]
    assert all(len(w.split()) == 2 for listed in pairs.values() for w in listed)
