from collections import Counter

import pytest

from tests.reading.denial_sentences import agree, compare, table, tally


def test_the_table_is_large_and_half_of_it_unseen():
    rows = table()
    halves = Counter(row["half"] for row in rows)
    assert set(halves) == {"unseen", "develop"}
    assert halves["unseen"] >= len(rows) / 2
    assert sum(bool(row["says"]) for row in rows) >= 80
    assert sum(not row["says"] for row in rows) >= 30
    assert {answer[0] for row in rows for answer in row["says"]} == {"deny", "doubt", "withhold"}
    assert len({row["text"] for row in rows}) == len(rows)


@pytest.mark.parametrize("half", ["unseen", "develop"])
def test_denials_are_found_and_little_else(half):
    found = tally(half)
    assert found.recall >= 0.8
    assert found.precision >= 0.8


@pytest.mark.parametrize(
    ("got", "right"),
    [
        (("deny", "the army", "that it fired"), True),
        (("deny", "army", "it fired"), True),
        (("doubt", "the army", "that it fired"), False),
        (("deny", "the rebels", "that it fired"), False),
        (("deny", "", "that it fired"), False),
        (("deny", "the army", "that it fired at the town and the bridge"), False),
    ],
)
def test_an_answer_counts_by_stance_source_and_content(got, right):
    wanted = ("deny", "the army", "that it fired")
    assert agree(wanted, got) == right
    assert compare([wanted], [got]) == (([], []) if right else ([wanted], [got]))
