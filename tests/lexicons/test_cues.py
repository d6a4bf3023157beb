from __future__ import annotations

from typing import Any

import pytest

from sayso.lexicons import load

CUES = load("cues")


def _lists(table: dict[str, Any], path: str = "") -> list[tuple[str, list[str]]]:
    found = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _lists(value, f"{path}{key}.")
        elif isinstance(value, list):
            found.append((path + key, value))
    return found


@pytest.mark.parametrize(("name", "words"), _lists(CUES))
def test_a_list_holds_lower_case_words_once_each(name: str, words: list[str]) -> None:
    assert words, name
    assert len(words) == len(set(words))
    assert all(w == w.lower().strip() and w for w in words)


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("say", "speech"), ("deny", "speech"), ("deny", "object"), ("believe", "thought"), ("blame", "predicate"),
        ("urge", "directive"), ("vow", "infinitive"), ("report", "raising"), ("condemn", "object"),
        ("tell", "addressed"),
        ("decline", "carriers"), ("add", "trailing"), ("claim", "reported"), ("show", "showing"),
    ],
)  # fmt: skip
def test_the_verbs_of_war_reporting_are_known_by_what_they_take(verb: str, kind: str) -> None:
    assert verb in CUES["verbs"][kind]


@pytest.mark.parametrize("verb", ["attack", "fire", "kill", "raid", "shell", "strike", "seize"])
def test_what_armies_do_is_no_cue(verb: str) -> None:
    assert not any(verb in words for _, words in _lists(CUES["verbs"]))
