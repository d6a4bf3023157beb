"""Which words date things, and to which days."""

from itertools import pairwise

import pytest

from sayso.model import Report
from sayso.reading.language import parse
from sayso.reading.times import times_of

FRIDAY = "2025-05-16"


def found(text, published=FRIDAY):
    report = Report(text=text, published=published)
    return [(text[slice(*m.span)], m.start, m.end, m.precision) for m in times_of(parse(report))]


def one_day(day):
    return (day, day, 1)


DATED = [
    # Days of the week, by the tense of their clause.
    ("Troops attacked on Wednesday.", "Wednesday", one_day("2025-05-14")),
    ("Troops attacked on Friday.", "Friday", one_day("2025-05-16")),
    ("The ministers will meet on Wednesday.", "Wednesday", one_day("2025-05-21")),
    ("The talks, planned for Monday, may fail.", "Monday", one_day("2025-05-19")),
    ("He is due to arrive on Sunday.", "Sunday", one_day("2025-05-18")),
    ("They met last Friday.", "last Friday", one_day("2025-05-09")),
    ("They fled earlier Friday.", "earlier Friday", one_day("2025-05-16")),
    ("It was hit late on Tuesday.", "late on Tuesday", one_day("2025-05-13")),
    ("It fell on Thursday night.", "Thursday night", one_day("2025-05-15")),
    ("A Wednesday raid killed two.", "Wednesday", one_day("2025-05-14")),
    ("A hearing has been scheduled for June 3.", "June 3", one_day("2025-06-03")),
    # Days by word.
    ("It fell yesterday.", "yesterday", one_day("2025-05-15")),
    ("It fell this morning.", "this morning", one_day("2025-05-16")),
    ("It will close tomorrow.", "tomorrow", one_day("2025-05-17")),
    ("Drones struck overnight.", "overnight", ("2025-05-15", "2025-05-16", 2)),
    ("Drones struck overnight into Thursday.", "overnight into Thursday", ("2025-05-14", "2025-05-15", 2)),
    ("They died on the night of Tuesday to Wednesday.", "the night of Tuesday to Wednesday",
     ("2025-05-13", "2025-05-14", 2)),
    # Dates.
    ("It began on June 19, 2014.", "June 19, 2014", one_day("2014-06-19")),
    ("It began on 19 June 2014.", "19 June 2014", one_day("2014-06-19")),
    ("It began on Thursday, 19th of June 2014.", "Thursday, 19th of June 2014", one_day("2014-06-19")),
    ("It began on 2014-06-19.", "2014-06-19", one_day("2014-06-19")),
    ("It began on 19.06.2014.", "19.06.2014", one_day("2014-06-19")),
    ("They were killed on June 19.", "June 19", one_day("2024-06-19")),
    ("The vote will be held on June 19.", "June 19", one_day("2025-06-19")),
    ("They were killed on Sept. 11 attacks.", "Sept. 11 attacks", one_day("2001-09-11")),
    ("It was signed on Christmas Day.", "Christmas Day", one_day("2024-12-25")),
    # Months alone, by the mood of their clause.
    ("Talks could begin in June.", "June", ("2025-06-01", "2025-06-30", 4)),
    ("Talks might resume on Monday.", "Monday", one_day("2025-05-19")),
    ("The talks are planned for June.", "June", ("2025-06-01", "2025-06-30", 4)),
    ("They want to hold elections in March.", "March", ("2026-03-01", "2026-03-31", 4)),
    ("They could have fled in June.", "June", ("2024-06-01", "2024-06-30", 4)),
    ("They would have met on Monday.", "Monday", one_day("2025-05-12")),
    ("They will have left by Monday.", "Monday", (None, "2025-05-19", None)),
    ("They met in March.", "March", ("2025-03-01", "2025-03-31", 4)),
    ("Elections in March", "March", (None, None, None)),
    # Months, years, seasons.
    ("It fell in August 2024.", "August 2024", ("2024-08-01", "2024-08-31", 4)),
    ("It fell in August.", "August", ("2024-08-01", "2024-08-31", 4)),
    ("It fell in May.", "May", ("2025-05-01", "2025-05-31", 4)),
    ("It fell last March.", "last March", ("2025-03-01", "2025-03-31", 4)),
    ("It fell in 2015.", "2015", ("2015-01-01", "2015-12-31", 5)),
    ("It fell in early 2025.", "early 2025", ("2025-01-01", "2025-04-30", 5)),
    ("It fell in mid-June 2019.", "mid-June 2019", ("2019-06-11", "2019-06-20", 3)),
    ("It fell in the 1990s.", "1990s", ("1990-01-01", "1999-12-31", 5)),
    ("Rebels took towns in Syria in the summer of 2013.", "the summer of 2013", ("2013-06-01", "2013-08-31", 5)),
    ("Police in Chile made arrests in the summer of 2013.", "the summer of 2013", ("2013-12-01", "2014-02-28", 5)),
    ("It fell in the summer of 2013.", "the summer of 2013", ("2013-01-01", "2013-12-31", 5)),
    # Spans of days.
    ("It rained last week.", "last week", ("2025-05-05", "2025-05-11", 3)),
    ("It rained last month.", "last month", ("2025-04-01", "2025-04-30", 4)),
    ("It rained last year.", "last year", ("2024-01-01", "2024-12-31", 5)),
    ("It rained earlier this month.", "earlier this month", ("2025-05-01", "2025-05-16", 4)),
    ("Ten died in the past 24 hours.", "the past 24 hours", ("2025-05-15", "2025-05-16", 2)),
    ("Rebels took the town more than a year ago.", "more than a year ago", (None, None, None)),
    ("Ten died over the last two weeks.", "the last two weeks", ("2025-05-02", "2025-05-16", 4)),
    ("Ten died at the weekend.", "the weekend", ("2025-05-10", "2025-05-11", 2)),
    ("Ten died three weeks ago.", "three weeks ago", ("2025-04-21", "2025-04-27", 3)),
    ("Ten died two days ago.", "two days ago", one_day("2025-05-14")),
    # Ranges and open sides.
    ("Talks ran from 1 to 3 May.", "1 to 3 May", ("2025-05-01", "2025-05-03", 2)),
    ("Talks ran from May 30 to June 2, 2014.", "from May 30 to June 2, 2014", ("2014-05-30", "2014-06-02", 2)),
    ("Between 2012 and 2014 they fought.", "Between 2012 and 2014", ("2012-01-01", "2014-12-31", 5)),
    ("They fought in the 2003-2011 war.", "2003-2011", ("2003-01-01", "2011-12-31", 5)),
    ("The war has gone on since March 2011.", "since March 2011", ("2011-03-01", "2025-05-16", 5)),
    ("They must leave by Sunday.", "Sunday", (None, "2025-05-18", None)),
    ("They left before Tuesday.", "Tuesday", (None, "2025-05-12", None)),
    ("They left after Monday's attack.", "Monday", one_day("2025-05-12")),
    # Open, impossible.
    ("On 29 February 2023 they met.", "29 February 2023", (None, None, None)),
    ("It happened on 2025-13-45.", "2025-13-45", (None, None, None)),
    ("Two Killed Last Night in Kabul", "Last Night", one_day("2025-05-15")),
    ("THE GUERRILLAS SHELLED THE BARRACKS THIS MORNING, OFFICIALS SAID.", "THIS MORNING", one_day("2025-05-16")),
    ("Shells fell in the past few hours.", "the past few hours", ("2025-05-15", "2025-05-16", 2)),
    ("Two bombs went off a few minutes ago.", "a few minutes ago", one_day("2025-05-16")),
    ("Rebels died in Tuesdays attack.", "Tuesdays", one_day("2025-05-13")),
    ("Bombs went off during the night.", "the night", ("2025-05-15", "2025-05-16", 2)),
    ("It fell on 31 June.", "31 June", (None, None, None)),
    ("It fell on 29 February 2023.", "29 February 2023", (None, None, None)),
    ("They fasted in Ramadan.", "Ramadan", (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "days"), DATED)
def test_times_are_resolved_against_the_report(text, words, days):
    assert found(text) == [(words, *days)]


NO_DATES = [
    "He was 24 years old and had served for eight years.",
    "They came at 4:00 A.M. and at 18:30.",
    "They came at 1830 and left at 2015 local time.",
    "The line is open 24/7; call 555-2014-1999.",
    "2014 people died and 2015 houses burned.",
    "It may rain; they march on and will fall.",
    "The price was $2019 and the road 2,014 km long.",
    "They meet on a Monday or every Friday.",
    "They marched on Bloody Sunday.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_ages_durations_clock_times_and_counts_are_no_dates(text):
    assert found(text) == []


RELATIVE = [
    "yesterday",
    "on Monday",
    "overnight",
    "last week",
    "in August",
    "on June 19",
    "two days ago",
    "last summer",
]


@pytest.mark.parametrize("words", RELATIVE)
def test_without_a_report_date_relative_times_stay_open(words):
    (mention,) = found(f"Shells hit the port {words}.", published=None)
    assert mention[1:] == (None, None, None)


def test_without_a_report_date_full_dates_still_count():
    assert found("It began on June 19, 2014.", published=None) == [("June 19, 2014", "2014-06-19", "2014-06-19", 1)]


def test_a_report_of_several_days_fixes_no_single_day():
    assert found("It fell yesterday.", published="2025-05-16/2025-05-18") == [("yesterday", None, None, None)]
    assert found("It fell yesterday.", published="2025-05-16/2025-05-16")[0][1] == "2025-05-15"


def test_earlier_and_later_count_from_the_day_last_spoken_of():
    text = "A bomb exploded on June 19, 2014. Two days earlier, a market burned. The next day, both were shut."
    assert [(start, end) for _, start, end, _ in found(text)] == [
        ("2014-06-19", "2014-06-19"), ("2014-06-17", "2014-06-17"), ("2014-06-18", "2014-06-18"),
    ]  # fmt: skip


def test_a_day_known_by_its_date_is_none_to_a_report_from_before_it():
    text = "The September 11 attacks were recalled."
    assert found(text, published="2006-02-01")[0][1] == "2001-09-11"
    assert found(text, published="1999-12-01")[0][1] != "2001-09-11"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("last year " * 50, "0001-01-01"),
        ("next decade and the next 999 years, tomorrow", "9999-12-31"),
        ("May May May March to march by by since since until until", FRIDAY),
        ("31-31 June to 99 May, 0000-00-00, 32.13.2014", FRIDAY),
        ("FRIDAY\n\n\u00a0SATURDAY\u200b 2014-\n2015", FRIDAY),
    ],
)
def test_odd_text_is_survived_and_spans_stay_in_order(text, published):
    mentions = times_of(parse(Report(text=text, published=published)))
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(mentions))
    for m in mentions:
        assert m.start is None or m.end is None or m.start <= m.end
        assert (m.precision is None) == (m.start is None or m.end is None)
