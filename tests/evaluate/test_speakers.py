"""Counting of speakers, and the form of the labels."""

import json

import pytest

from evaluate.speakers import HALVES, KINDS, LABELS, found_for, pairs
from sayso.model import Statement


def statement(cue, source):
    return Statement(id="s", content=((0, 5),), cue=cue, source=source, speakers=("a",), chain=("a",), stance="assert",
                     quote="indirect")  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "read", "right"),
    [
        ([{"ivan"}], [{"ivan", "franko"}], 1),
        ([{"ivan"}, {"olga"}], [{"ivan"}], 1),
        ([{"ivan"}], [{"ivan"}, {"olga"}], 1),
        ([{"ivan"}, {"ivan"}], [{"ivan"}], 1),
        ([{"the ministry", "ministry of defence"}], [{"ministry of defence"}], 1),
        ([{"ivan"}], [{"olga"}], 0),
        ([{"ivan"}], [], 0),
    ],
)
def test_each_speaker_read_counts_once(wanted, read, right):
    assert pairs(wanted, read) == right


@pytest.mark.parametrize(
    ("cue", "source", "found"),
    [
        (((10, 14),), ((6, 9),), True),
        (((12, 20),), (), True),
        (((10, 14),), ((20, 25),), False),
        (((14, 18),), ((6, 9),), False),
        ((), ((6, 9),), False),
    ],
)
def test_an_attribution_is_found_by_its_cue_and_source(cue, source, found):
    label = {"cue": [10, 14], "source": [5, 9]}
    assert (found_for(label, [statement(cue, source)]) is not None) == found


def test_labels_hold_offsets_and_no_text():
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len({(row["set"], row["id"]) for row in rows}) == len(rows) >= 20
    for row in rows:
        assert set(row) == {"set", "id", "half", "sha256", "statements"}
        assert row["half"] in HALVES
        for label in row["statements"]:
            assert set(label) == {"source", "cue", "speakers", "mention"}
            assert label["mention"] in KINDS
            assert all(0 <= a < b for a, b in (label["source"], label["cue"]))
            assert all(label["speakers"])
