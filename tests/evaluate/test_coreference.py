"""B-cubed, the pairing of mentions, and the text made from tokens."""

import pytest

from evaluate.coreference import b_cubed, laid_out, matched


@pytest.mark.parametrize(
    ("key", "response", "recall", "precision"),
    [
        ("aab", "xxy", 1.0, 1.0),
        ("aab", "xyz", 4 / 6, 1.0),
        ("aab", "xxx", 1.0, 5 / 9),
        # What was not found is joined with nothing and weighs on recall alone.
        ("aab", "xx-", 2 / 3, 1.0),
        ("aab", "x-y", 1.5 / 3, 1.0),
        # The example of Bagga and Baldwin: two entities of five and two wrongly joined.
        ("aaaaabbcccccc"[:12], "vvvvvwwwwwwww"[:12], 1.0, (5 + 4 / 7 + 25 / 7) / 12),
    ],
)
def test_b_cubed(key, response, recall, precision):
    entities = {str(i): e for i, e in enumerate(key)}
    actors = {str(i): a for i, a in enumerate(response) if a != "-"}
    got_recall, got_precision = b_cubed(entities, actors)
    assert sum(got_recall.values()) / len(entities) == pytest.approx(recall)
    assert sum(got_precision.values()) / len(actors) == pytest.approx(precision)


def test_mentions_pair_with_the_closest_and_once():
    assert matched([(0, 10), (20, 30)], [(4, 10), (0, 9), (28, 31)]) == [(0, 1)]
    assert matched([(0, 20)], [(15, 20)]) == [(0, 0)]


def test_tokens_become_text_with_their_places():
    text, spans = laid_out([["Ann", "said", ",", "``", "We", "won", ".", "''"], ["It", "rained", "."]])
    assert text == 'Ann said, "We won."\n\nIt rained.\n\n'
    assert [text[a:b] for a, b in spans[0]] == ["Ann", "said", ",", '"', "We", "won", ".", '"']
    assert text[slice(*spans[1][1])] == "rained"
