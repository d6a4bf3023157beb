"""Numbers as written: digits and words to ranges, and what is no number at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.numbers import numbers_in


def short(text: str) -> list[tuple[str, float, float, str]]:
    return [(text[n.start : n.end], n.low, n.high, n.qualifier) for n in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nine", 9),
        ("Sixty-six", 66),
        ("sixty six", 66),
        ("a hundred", 100),
        ("one hundred and five", 105),
        ("two hundred and five", 205),
        ("a thousand", 1000),
        ("two thousand three hundred", 2300),
        ("one hundred and twenty-three thousand four hundred", 123_400),
        ("ten thousand and fifty", 10_050),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("three quarters of a million", 750_000),
        ("one and a half million", 1_500_000),
        ("three lakh", 300_000),
        ("1,300", 1300),
        ("1,300,000", 1_300_000),
        ("1,00,000", 100_000),
        ("12,34,567", 1_234_567),
        ("1 300", 1300),
        ("12 500 000", 12_500_000),
        ("1'300", 1300),
        ("1’300", 1300),
        ("1.300.000", 1_300_000),
        ("1.3 million", 1_300_000),
        ("2.5 lakh", 250_000),
        ("40 thousand", 40_000),
        ("7", 7),
        ("450", 450),
    ],
)
def test_cardinals(text: str, value: float) -> None:
    assert short(text) == [(text, value, value, "exact")]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "qualifier"),
    [
        ("at least nine people", "at least nine", 9, 9, "at_least"),
        ("At Least 27 children", "At Least 27", 27, 27, "at_least"),
        ("no fewer than 12 men", "no fewer than 12", 12, 12, "at_least"),
        ("a minimum of 12 men", "a minimum of 12", 12, 12, "at_least"),
        ("40 or more", "40 or more", 40, 40, "at_least"),
        ("100+ people", "100+", 100, 100, "at_least"),
        ("more than 40 people", "more than 40", 40, 40, "more_than"),
        ("over 500 people", "over 500", 500, 500, "more_than"),
        ("upwards of 500 people", "upwards of 500", 500, 500, "more_than"),
        ("in excess of 1,000", "in excess of 1,000", 1000, 1000, "more_than"),
        ("up to 30 people", "up to 30", 30, 30, "at_most"),
        ("as many as 30 people", "as many as 30", 30, 30, "at_most"),
        ("no more than 30 people", "no more than 30", 30, 30, "at_most"),
        ("fewer than 30 people", "fewer than 30", 30, 30, "fewer_than"),
        ("less than 30 people", "less than 30", 30, 30, "fewer_than"),
        ("about 30 people", "about 30", 30, 30, "about"),
        ("some 1,300 people", "some 1,300", 1300, 1300, "about"),
        ("an estimated 1,300", "an estimated 1,300", 1300, 1300, "about"),
        ("nearly 50 people", "nearly 50", 50, 50, "about"),
        ('left "nearly 50" dead', "nearly 50", 50, 50, "about"),
        ("ten or so", "ten or so", 10, 10, "about"),
        ("at least another five", "at least another five", 5, 5, "at_least"),
        ("10,000-12,000 troops", "10,000-12,000", 10_000, 12_000, "between"),
        ("10–15 men", "10–15", 10, 15, "between"),
        ("10 to 15 men", "10 to 15", 10, 15, "between"),
        ("two or three tanks", "two or three", 2, 3, "between"),
        ("between 10 and 15 men", "between 10 and 15", 10, 15, "between"),
        ("10 to 12 thousand men", "10 to 12 thousand", 10_000, 12_000, "between"),
        ("two to three hundred cars", "two to three hundred", 200, 300, "between"),
        ("3.5-4 million people", "3.5-4 million", 3_500_000, 4_000_000, "between"),
        ("dozens of people", "dozens", 24, 99, "about"),
        ("several dozen people", "several dozen", 24, 99, "about"),
        ("hundreds of people", "hundreds", 200, 999, "about"),
        ("several hundred people", "several hundred", 200, 999, "about"),
        ("a few thousand people", "a few thousand", 2000, 9999, "about"),
        ("thousands of people", "thousands", 2000, 9999, "about"),
        ("tens of thousands", "tens of thousands", 20_000, 99_999, "about"),
        ("hundreds of thousands", "hundreds of thousands", 200_000, 999_999, "about"),
        ("millions of people", "millions", 2_000_000, 9_999_999, "about"),
        ("more than a quarter of a million", "more than a quarter of a million", 250_000, 250_000, "more_than"),
        ("1.3m people", "1.3m", 1_300_000, 1_300_000, "exact"),
        ("no casualties", "no", 0, 0, "exact"),
        ("nobody was hurt", "nobody", 0, 0, "exact"),
        ("both were killed", "both", 2, 2, "exact"),
        ("up to $60 billion", "up to $60 billion", 60e9, 60e9, "at_most"),
        ("£2.3bn of aid", "£2.3bn", 2.3e9, 2.3e9, "exact"),
        ("US$1.5m", "US$1.5m", 1.5e6, 1.5e6, "exact"),
        ("between US$300 and 400 billion", "between US$300 and 400 billion", 300e9, 400e9, "between"),
    ],
)
def test_ranges_and_qualifiers(text: str, words: str, low: float, high: float, qualifier: str) -> None:
    assert short(text) == [(words, low, high, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "several people", "scores of people", "the 47th Brigade", "Su-25 and F-16", "the S-400", "the G7",
        "the 140mm gun",
        "10:30", "at 10.30am", "7 p.m. on Friday", "21 August", "August 21", "Aug. 21, 2014",
        "Mar 2 2016", "88-year-old",
        "20 percent", "5%", "54 per cent", "Resolution 2254", "Article 5", "No. 10", "won 3-1", "2011-2017",
        "+44 20 7946 0958", "555-123-4567", "1" + "0" * 40, "10^40", "COVID-19", "01-06-2016", "21/08/2013",
        "Nov 012017", "Louis XIV", "none-the-less", "someone", "tenth", "hundredth", "noon",
        "often", "bone", "300m away",
        "12,5 people", "", " ", "-", "$",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert [n for n in short(text) if n[1:3] != (0, 0)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sixty-six drones and a further 31", [66, 31]),
        ("rose from 10 to 15", [10, 15]),
        ("killed two and wounded three", [2, 3]),
        ("one two", [1, 2]),
        ("On June 19 200 people", [200]),
        ("Wed 2 Mar 2016 Dozens killed", [24]),
        ("three, four and five", [3, 4, 5]),
    ],
)
def test_several_numbers(text: str, values: list[float]) -> None:
    assert [n[1] for n in short(text)] == values


def test_flags() -> None:
    assert [(n.bare, n.low) for n in numbers_in("in 2014")] == [(True, 2014)]
    assert [n.hyphened for n in numbers_in("a 15-minute call")] == [True]
    assert [n.dotted for n in numbers_in("1.300 people")] == [True]
    assert [n.sign for n in numbers_in("$5 million")] == ["$"]


PIECES = (
    *("1", "12", "300", "10:", ".5", "$", "%", "m", "+", ",", "-", "to", "and", "between", "a", "two", "hundred"),
    *("dozens", "of", "thousand", "million", "no", "fewer", "than", "at least", "June", "half", "several"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_run_of_number_words_is_read_in_order_without_overlap(words: list[str]) -> None:
    for text in (" ".join(words), "".join(words)):
        end = 0
        for n in numbers_in(text):
            assert end <= n.start <= n.core[0] < n.core[1] <= n.end <= len(text)
            assert 0 <= n.low <= n.high
            end = n.end


@given(st.integers(min_value=1, max_value=999_999))
def test_digits_and_grouped_digits_agree(value: int) -> None:
    assert [n.low for n in numbers_in(f"{value:,} people")] == [value]
