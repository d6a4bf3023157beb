"""Sources, cues and contents as the tagger finds them."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from sayso.model import Report
from sayso.reading import tagging
from sayso.reading.language import parse
from sayso.reading.tagging import Tags, tag


def words(text: str) -> dict[str, list[str]]:
    """The tagged words of each role."""
    tags = tag(parse(Report(text=text)))
    return {role: [text[t.start : t.end] for t in getattr(tags, role)] for role in tagging.ROLES}


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The interior minister said that nine miners had been rescued.",
            ["The interior minister"], ["said"], ["that nine miners had been rescued"],
        ),
        (
            "“We will not leave the valley,” said Commander Arun Rai.",
            ["Commander Arun Rai"], ["said"], ["We will not leave the valley"],
        ),
        (
            "Two bridges were destroyed overnight, according to the regional governor.",
            ["the regional governor"], ["according to"], ["Two bridges were destroyed overnight"],
        ),
        (
            "“The road is cut,” the mayor said. “Nobody can get out.”",
            ["the mayor"], ["said"], ["The road is cut", "Nobody can get out"],
        ),
        (
            "The junta denied that its aircraft had bombed the school.",
            ["The junta"], ["denied"], ["that its aircraft had bombed the school"],
        ),
        (
            "Washington accused Tehran of arming the fighters.",
            ["Washington"], ["accused"], ["Tehran of arming the fighters"],
        ),
        ("Troops crossed the river at dawn. The market stayed open.", [], [], []),
    ],
)  # fmt: skip
def test_spans(text: str, source: list[str], cue: list[str], content: list[str]) -> None:
    assert words(text) == {"source": source, "cue": cue, "content": content}


def test_sides_tell_where_the_cue_stands() -> None:
    tags = tag(parse(Report(text="“The road is cut,” the mayor said. “Nobody can get out.”")))
    assert [t.side for t in tags.content] == ["right", "left"]
    assert [t.side for t in tags.source] == ["right"]
    assert [t.side for t in tags.cue] == ["left"]


def test_scores_are_shares() -> None:
    tags = tag(parse(Report(text="The minister said the bridge had been rebuilt, a claim that survivors dispute.")))
    scores = [t.score for role in tagging.ROLES for t in getattr(tags, role)]
    assert scores
    assert all(0 <= s <= 1 for s in scores)


def test_sureness_grows_with_the_scores_and_is_a_share() -> None:
    sure = [tagging.sureness(x) for x in (0.0, 0.01, 0.2, 0.5, 0.9, 1.0)]
    assert sure == sorted(set(sure))
    assert 0 <= sure[0] < 0.1 < 0.9 < sure[-1] <= 1


def test_capitals_change_little() -> None:
    text = "The army said on Monday that it had retaken the northern town. Residents denied the claim."
    assert words(text.upper()) == {role: [w.upper() for w in found] for role, found in words(text).items()}


@pytest.mark.parametrize(
    "text",
    [
        " ", "\n\n\n", "“", '"""""', "said said said", "\ud800 said", "a" * 5_000, "“" * 600, "\x00\x01",
        "你好，他说。", "He said " + "that it rained and " * 400, "SAID\n\n" * 200,
    ],
)  # fmt: skip
def test_odd_text_is_read(text: str) -> None:
    tags = tag(parse(Report(text=text)))
    for role in tagging.ROLES:
        spans = [(t.start, t.end) for t in getattr(tags, role)]
        assert spans == sorted(spans)
        assert all(0 <= a < b <= len(text) for a, b in spans)


def test_a_text_is_read_alike_after_any_other() -> None:
    text = "Officials in the capital said the ceasefire was holding, but aid workers reported shelling in the east."
    first = tag(parse(Report(text=text)))
    tag(parse(Report(text="“No,” he said. " * 40)))
    assert tag(parse(Report(text=text))) == first != Tags()


def test_windows_cover_every_piece_once_and_hold_whole_sentences() -> None:
    begin = np.zeros(2_000, dtype=np.int64)
    begin[np.cumsum([0, 30, 500, 20, 20, 200, 90, 90, 90, 40, 300])] = 1
    windows = list(tagging.windows_of(begin))
    assert windows[0].keep_first == 0
    assert windows[-1].keep_last == 2_000
    for before, after in pairwise(windows):
        assert before.keep_last == after.keep_first
        assert after.first <= after.keep_first
    assert all(w.last - w.first <= tagging.LONGEST_WINDOW - 2 for w in windows)
    assert all(w.keep_first < w.keep_last for w in windows)
    bounds = [*np.flatnonzero(begin), 2_000]
    long = [(a, b) for a, b in pairwise(bounds) if b - a > tagging.LONGEST_WINDOW - 2]
    assert all(any(a < w.first < b for a, b in long) for w in windows if begin[w.first] == 0)


def test_no_training_library_is_loaded() -> None:
    code = (
        "import sys; from sayso.model import Report; from sayso.reading.language import parse;"
        "from sayso.reading.tagging import tag;"
        "assert 'onnxruntime' not in sys.modules; tag(parse(Report(text='He said so.')));"
        "assert 'onnxruntime' in sys.modules and 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
