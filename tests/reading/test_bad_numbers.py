"""Numbers and dates as bad input has them: read right, or left out with nothing invented."""

from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.reading.figures import figures_of
from sayso.reading.language import parse
from sayso.reading.marks import Cast
from sayso.reading.times import times_of


def figures(text: str) -> list[tuple[str, float | None, float | None, str]]:
    found = figures_of(parse(Report(text=text)), Cast((), ()))
    return [(f.measure, f.low, f.high, text[slice(*f.span)]) for f in found]


def times(text: str, published: str | None) -> list[tuple[str, str | None, str | None]]:
    found = times_of(parse(Report(text=text, published=published)))
    return [(text[slice(*t.span)], t.start, t.end) for t in found]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1 300", 1300),
        ("1\u2009300", 1300),
        ("1\u202f300", 1300),
        ("1\u00a0300", 1300),
        ("1'300", 1300),
        ("1’300", 1300),
        ("1,300", 1300),
        ("1.300", 1300),
        ("1.300.000", 1_300_000),
        ("1,23,456", 123_456),
        ("12,34,567", 1_234_567),
        ("1.3 million", 1_300_000),
        ("1.3m", 1_300_000),
    ],
)
def test_grouped_numbers_are_one_number(written: str, number: int) -> None:
    assert figures(f"Floods killed {written} people.") == [("killed", number, number, written)]


@pytest.mark.parametrize(
    "text",
    [
        "Shelling killed " + "9" * 41 + " people.",
        "The toll was 10^40 people killed.",
        "It was 1e40 people, he joked.",
        "Pope John XXIII met the leaders.",
        "Chapter IV deals with the dead.",
        "Call 555-0123 or +44 20 7946 0958 to report the dead.",
        "They won 3-2 on penalties.",
        "The match ended 2:1 as soldiers watched.",
        "The 47th brigade held the line.",
        "A 155mm gun stood by the road.",
        "He was born in 1944 and is 81.",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert [f for f in figures(text) if f[0] != "other"] == []


def test_a_score_beside_a_count_does_not_spoil_it() -> None:
    assert figures("They won 3-2 and two men were injured.") == [("injured", 2, 2, "two")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It fell on 31 June.", "31 June"),
        ("The treaty is of 30 February 2020.", "30 February 2020"),
        ("On 29 February 2023 they met.", "29 February 2023"),
        ("It happened on 2025-13-45.", "2025-13-45"),
        ("It happened on 99.99.2025.", "99.99.2025"),
    ],
)
def test_impossible_dates_keep_their_words_and_no_day(text: str, words: str) -> None:
    assert times(text, "2025-05-16") == [(words, None, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ten people died on Monday.", "Monday"),
        ("Yesterday shells fell.", "Yesterday"),
        ("Ten people died last week.", "last week"),
        ("Ten people died on 5 May.", "5 May"),
        ("Ten people died in the past 24 hours.", "the past 24 hours"),
        ("Ten people died overnight.", "overnight"),
    ],
)
def test_without_a_date_of_the_report_relative_times_stay_open(text: str, words: str) -> None:
    assert times(text, None) == [(words, None, None)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It will end in 2090.", ("2090", "2090-01-01", "2090-12-31")),
        ("The war of 1453 is history.", ("1453", "1453-01-01", "1453-12-31")),
    ],
)
def test_years_far_off_are_years(text: str, days: tuple[str, str, str]) -> None:
    assert times(text, "2025-05-16") == [days]


@pytest.mark.parametrize(
    "text", ["They met in the year 9999.", "Unit 0000 won 12345 points.", "Flight 2034 left at 1430 GMT."]
)
def test_digits_that_are_no_years_date_nothing(text: str) -> None:
    assert times(text, "2025-05-16") == []
