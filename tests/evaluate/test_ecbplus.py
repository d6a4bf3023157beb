"""The scores of coreference across documents, on clusters small enough to work out by hand."""

import itertools
import random

import pytest

from evaluate.ecbplus import b_cubed, best_sum, ceaf_e, conll, muc, together


def clusters(words):
    return [set(word) for word in words.split()]


@pytest.mark.parametrize(
    ("gold", "found", "links", "shares", "aligned"),
    [
        ("abc de", "abc de", 1, 1, 1),
        # Of three links two are found, and both found are right.
        ("abc de", "abc d e", 2 * (1 / (2 / 3 + 1)) * 2 / 3, 8 / 9, 2 * (5 / 9 * 5 / 6) / (5 / 9 + 5 / 6)),
        ("abc de", "abcde", 2 * 0.75 / 1.75, 2 * 0.52 / 1.52, None),
        ("ab cd", "a b c d", 0, 2 / 3, None),
    ],
)
def test_scores_are_those_of_their_papers(gold, found, links, shares, aligned):
    gold, found = clusters(gold), clusters(found)
    assert muc(gold, found) == pytest.approx(links)
    assert b_cubed(gold, found) == pytest.approx(shares)
    if aligned is not None:
        assert ceaf_e(gold, found) == pytest.approx(aligned)


def test_mentions_of_one_side_alone_count_against():
    assert conll(clusters("ab"), clusters("ab c"))["CoNLL"] < 1
    assert conll(clusters("ab c"), clusters("ab"))["CoNLL"] < 1


@pytest.mark.parametrize("seed", range(5))
def test_the_best_alignment_is_found(seed):
    noise = random.Random(seed)
    weights = [[noise.random() for _ in range(5)] for _ in range(4)]
    every = (sum(weights[i][k] for i, k in enumerate(order)) for order in itertools.permutations(range(5), 4))
    assert best_sum(weights) == pytest.approx(max(every))


def test_mentions_with_one_key_are_together():
    assert sorted(map(sorted, together("aAbB", str.lower))) == [["A", "a"], ["B", "b"]]
