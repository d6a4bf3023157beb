from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.attribution import attributions_of
from sayso.reading.language import parse
from sayso.reading.marks import Attribution, Parse
from sayso.reading.quotes import quotations_of
from tests.reading.hard_sentences import share, table


def read(text: str) -> tuple[Parse, tuple[Attribution, ...]]:
    parsed = parse(Report(text=text))
    return parsed, attributions_of(parsed, quotations_of(parsed))


# What is reached now; the half that no rule was written for is the one that tells.
FLOORS = {"develop": (0.92, 0.92), "unseen": (0.86, 0.80)}


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_the_share_of_hard_sentences_read_exactly(half: str) -> None:
    found = share(half)
    recall, precision = FLOORS[half]
    assert found.recall >= recall, found
    assert found.precision >= precision, found


def test_the_table_is_large_and_halved() -> None:
    halves = [row["half"] for row in table()]
    assert len(halves) >= 120
    assert abs(halves.count("develop") - halves.count("unseen")) <= 1


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“We hold the bridge,” he said.", "direct"),
        ("He said the bridge “has not fallen” yet.", "mixed"),
        ("He said the bridge had not fallen.", "indirect"),
    ],
)
def test_how_much_is_quoted(text: str, quote: str) -> None:
    _, (found,) = read(text)
    assert found.quote == quote


def test_an_attribution_inside_a_content_points_to_its_holder() -> None:
    parsed, found = read("The spokesman said the president had told the envoy that the offer stood.")
    assert [parsed.words(a.source) for a in found] == ["The spokesman", "the president"]
    assert [a.within for a in found] == [None, 0]


@pytest.mark.parametrize(
    "text",
    [
        "“We think it is over,” he said.",
        "“I want to go home and they hope to stay,” the soldier said.",
    ],
)
def test_what_the_speaker_says_of_himself_is_no_attribution_of_its_own(text: str) -> None:
    assert len(read(text)[1]) == 1


def test_a_run_of_quotations_is_one_content() -> None:
    text = "“They came at dawn,” she said in Goma. “They had lists.\n\n“Then they left.”\n\nThe army kept silent."
    parsed, (found,) = read(text)
    assert parsed.words(found.content) == "“They came at dawn,” “They had lists. “Then they left.”"


def test_order_is_that_of_the_text() -> None:
    _, found = read("He denied the report, said he was ill, and blamed his doctors for it. “Go,” she said.")
    starts = [a.content[0][0] for a in found]
    assert starts == sorted(starts)
    assert all(a.within is None or a.within < n for n, a in enumerate(found))


_TEXTS = [row["text"] for row in table()]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(_TEXTS).upper(),
        "\n\n".join(_TEXTS).replace("said", ""),
        "".join(c for n, c in enumerate("\n\n".join(_TEXTS)) if c not in "“”\"" or n % 10),
        " \n\n ", "said", "according to", "“”", "said said said said", "he said that she said that they said that",
        "- -\n\n:\n\nX:\n\n - Y", "said " * 3_000, "“ said ” " * 1_000,
    ],
)  # fmt: skip
def test_odd_text_raises_nothing_and_spans_stay_inside(text: str) -> None:
    _, found = read(text)
    for a in found:
        assert a.content
        assert all(0 <= s < e <= len(text) for s, e in (*a.content, *a.cue, *a.source))


def test_the_same_text_gives_the_same_attributions() -> None:
    text = "\n\n".join(_TEXTS[:30])
    assert read(text)[1] == read(text)[1]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The flood claimed the lives of 20 people, the mayor said.", ["said"]),
        ("Guards denied entry to the monitors, the mission reported.", ["reported"]),
    ],
)
def test_what_things_do_to_people_is_no_attribution(text: str, cues: list[str]) -> None:
    parsed, found = read(text)
    assert [parsed.words(a.cue) for a in found] == cues


@pytest.mark.parametrize("verb", ["stated", "announced", "reported"])
def test_a_cue_may_point_back_to_the_sentence_before(verb: str) -> None:
    parsed, found = read(f"Two bridges over the river have fallen. This was {verb} by Governor Oleh Koval.")
    wanted = ("Governor Oleh Koval", f"This was {verb} by", "Two bridges over the river have fallen")
    assert wanted in [(parsed.words(a.source), parsed.words(a.cue), parsed.words(a.content)) for a in found]
