"""Odd texts: each is read to an end, with exact spans, no invented date, and the text as it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.errors import EmptyReport
from sayso.model import ReportLedger

SAID = "The mayor of Orsk said on Monday that rebels had killed 12 people. The rebels denied it."


def read(text: str) -> ReportLedger:
    report = sayso.report_from_text(text)
    ledger = sayso.read(report)
    assert report.text == text
    for s in ledger.statements:
        spans = [*s.content, *s.cue, *s.source]
        spans += [x for found in (*s.events, *s.figures) for x in getattr(found, "trigger", None) or found.span]
        assert all(0 <= a < b <= len(text) for a, b in spans)
    return ledger


def contents(text: str) -> list[str]:
    return [" ".join(text[a:b] for a, b in s.content) for s in read(text).statements]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u00a0\u2003\u3000", "\ufeff", "\u200b\u200f", "\x00\x00"])
def test_a_text_without_a_visible_character_is_no_report(text: str) -> None:
    with pytest.raises(EmptyReport, match=r"^text: "):
        sayso.report_from_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "...",
        "— ? ! “” ‘’ \"\" ''",
        "\"“'‘((([[[",
        "a",
        "said said said said",
        "12 killed",
        "No verb here. None there. Nothing.",
        "One two three\n\n\n\n\n\nfour five",
        "“" * 500,
        ")" * 500 + " he said",
        "said, " * 400,
        "A" * 5000,
        "🚀🔥 said the 👩‍👩‍👧‍👦.",
        "e\u0301" * 300,
        "他说，军队已经离开。",
        "\u05d4\u05e6\u05d1\u05d0 \u05e2\u05d6\u05d1. \u202b\u05d0\u05de\u05e8\u202c",
        "\r".join(["He said it was over."] * 5),
        "\u2028".join(["He said it was over."] * 5),
    ],
)
def test_what_is_hardly_a_text_is_read_to_an_end(text: str) -> None:
    read(text)


@pytest.mark.parametrize("odd", ["\x00", "\u200b", "\u202e", "\ud800", "\x1b[31m", "\ufeff", "\u00ad", "\x85"])
def test_an_odd_character_moves_no_span(odd: str) -> None:
    text = (
        f"{odd}The mayor of Orsk{odd} said on Monday that rebels had killed 12 people.{odd} The rebels denied it.{odd}"
    )
    found = contents(text)
    assert any("rebels had killed 12 people" in content for content in found)


def test_all_capitals_are_read_like_prose() -> None:
    plain, capitals = read(SAID), read(SAID.upper())
    assert [s.content[-1][1] for s in plain.statements] == [s.content[-1][1] for s in capitals.statements]
    assert [s.stance for s in plain.statements] == [s.stance for s in capitals.statements]


def test_only_a_headline() -> None:
    text = "Rebels killed 12 people in Orsk, mayor says"
    ledger = read(text)
    assert ledger.report.title == text
    assert len(ledger.statements) <= 2


def test_without_a_date_nothing_is_dated() -> None:
    ledger = read(f"{SAID} It happened yesterday, the mayor said. Another attack is expected tomorrow, he said.")
    assert ledger.report.published is None
    assert [s.said for s in ledger.statements if s.said] == []
    assert [e for s in ledger.statements for e in s.events if e.start or e.end] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(newline: str) -> None:
    text = newline.join(["The mayor said on Monday that", "rebels had left.", "", "The rebels denied it."])
    assert any("rebels had left" in content for content in contents(text))


def test_a_line_of_two_hundred_thousand_characters() -> None:
    text = f"{SAID} " * (200_000 // len(SAID) + 1)
    assert len(read(text).statements) > 2000


def test_five_megabytes_are_taken_in_whole(tmp_path: Path) -> None:
    text = f"{SAID}\n\n" * (5_000_000 // len(SAID))
    path = tmp_path / "long.txt"
    path.write_text(text, encoding="utf-8", newline="")
    report = sayso.report_from_file(path)
    assert report.text == text
    assert report.published is None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([
    "The mayor", "he", "rebels", "said", "denied", "according to", "told", "that", "12", "killed", "“", "”", '"', "'",
    ",", ".", "\n\n", "—", "(", ")", "AP", "Orsk", "Monday", "not", "at least", "\u200b", "\x00", "it", "and", "?",
]), max_size=40))  # fmt: skip
def test_any_mixture_of_words_and_marks_is_read(words: list[str]) -> None:
    text = " ".join(words)
    if any(c.isprintable() and not c.isspace() for c in text):
        read(text)
