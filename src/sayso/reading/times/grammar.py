"""The grammar: where an expression of time may begin, and the patterns that may match there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from sayso.lexicons import load
from sayso.reading.times.calendar import Range
from sayso.reading.times.counting import is_month, is_one_day, is_year
from sayso.reading.times.dates import (
    bare_month,
    bare_year,
    day_of_month,
    days_of_month,
    decade,
    holiday,
    iso_day,
    month_of_year,
    months_of_year,
    named_day,
    season_named,
    slashed_day,
    span_of_years,
)
from sayso.reading.times.found import Found, Reading
from sayso.reading.times.relative import (
    day_word,
    distance,
    moments_ago,
    next_to,
    overnight,
    overnight_into,
    relative_period,
    unresolved,
    weekday_named,
    window,
)
from sayso.reading.times.vocabulary import calendar_words

Resolver = Callable[["re.Match[str]", Reading], "Range | Found"]
Check = Callable[["re.Match[str]", Reading], bool]


class Rule(NamedTuple):
    """A pattern, what resolves a match of it, and what tells whether the words date anything where they stand."""

    pattern: re.Pattern[str]
    resolve: Resolver
    counts: Check | None


def _one_of(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _as_written(words: Iterable[str]) -> str:
    """Names as alternatives, their capitals kept: "may" and "march" are no months."""
    return f"(?-i:{_one_of(words)})"


@cache
def grammar() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """Where an expression may begin, and the rules that may match there."""
    months, weekdays, numbers = calendar_words()
    table = load("times")
    mon = rf"(?P<mon>{_as_written(months)})(?![\w-])"
    mon2 = mon.replace("mon", "mon2", 1)
    day = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
    day2 = day.replace("day", "day2", 1)
    year = r"(?P<year>1[4-9]\d\d|20\d\d)(?![\w%]|[.,:]\d|-\d\d\d)"
    years = rf"(?:,? {year}| (?P<which>this|last|next) year)?"
    short = table["weekdays"]["short"]
    wd = rf"(?:(?:{_as_written([*weekdays, *short])})\.?,? (?:the )?)?"
    weekday = rf"(?P<weekday>{_as_written(weekdays)})(?!\w)"
    until = rf"(?P<until>{_as_written(weekdays)})(?!\w)"
    dash = r"(?: ?[-–—] ?| to | through | until )"
    part = (
        r"(?P<part>(?:the )?(?:very )?(?:beginning|start|end|middle|first half|second half|onset|turn) of (?:the )?|"
        r"(?:early|mid|late)(?:[ -](?:to[ -])?(?:late|mid|early))?[ -](?:in )?(?:the )?|end[ -](?:the )?)"
    )
    daypart = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|noon|at dawn|lunchtime))?"
    number = rf"(?P<number>\d{{1,3}}|{_one_of(numbers)})"
    some = "about|around|nearly|almost|some|less than|more than|over|just|at least"
    unit = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?(?!\w)"
    vague = "several|a few|some|many|hundreds of|decades?"
    last_ones, next_ones = "last|past|previous", "next|coming|following"
    which = rf"(?:this )?(?P<which>{last_ones}|{next_ones}|this|current|same|earlier|later)"
    side = r"(?:(?P<side>earlier(?: on)?|later(?: on)?|early(?: on)?|late(?: on)?) )?"
    period = r"(?P<period>week|weekend|month|year|quarter|decade|century|spring|summer|autumn|fall|winter)(?!\w)"
    season = r"(?P<season>spring|summer|autumn|fall|winter)(?!\w)"
    ends = r"(?= ?[,.;])"
    way = rf"(?P<way>ago|earlier|later|before{ends}|after{ends}|prior{ends}|from now)(?!\w)"
    now = "last night|this morning|this afternoon|this evening|earlier in the day|later in the day"
    beside = (
        "previous day|previous night|previous evening|previous morning|same day|same night|same evening|same morning|"
        rf"next day|next morning|following day|following morning|following night|day before{ends}|day after{ends}"
    )
    named = {form: iso for iso, forms in table["named"].items() for form in forms}
    rules: list[tuple[str, Resolver] | tuple[str, Resolver, Check]] = [
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", iso_day),
        (r"(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)", slashed_day),
        (rf"(?P<named>{_as_written(named)})(?!\w)", named_day),
        (rf"{wd}{mon} {day}{years}", day_of_month),
        (rf"{wd}{day}(?: of)? {mon}{years}", day_of_month),
        (rf"{wd}{mon} {day}{dash}{day2}{years}", days_of_month),
        (rf"{wd}{day}{dash}{day2}(?: of)? {mon}{years}", days_of_month),
        (rf"{mon}{dash}{mon2},? {year}", months_of_year),
        (rf"{part}?{mon}(?:,? | of (?:the )?){year}", month_of_year),
        (rf"{part}?{mon}(?: (?P<which>last|this|next) year)?", bare_month, is_month),
        (rf"{which} {mon}", bare_month),
        (rf"{part}?{year}", bare_year, is_year),
        (r"(?P<first>1[4-9]\d\d|20\d\d)[-–/](?P<last>\d\d(?:\d\d)?)(?![\w%]|[.,:/-]\d)", span_of_years),
        (rf"{part}?(?P<decade>1[5-9]\d0|20\d0)['’]?s(?!\w)", decade),
        (rf"(?:the )?{season} (?:of )?{year}", season_named),
        (rf"(?:the )?{which} {season}", season_named),
        (rf"(?<=\bin )the {season}", season_named),
        (rf"{side}{part}?(?:the )?{which} {period}", relative_period),
        (rf"{part}(?P<period>week|month|year|decade)(?!\w)", relative_period),
        (r"the (?P<period>weekend)(?!\w)", relative_period),
        (rf"(?:the )?(?P<which>{last_ones}|{next_ones}) (?:{number}|few|several|couple of) {unit}", window),
        (r"(?:(?:the|these) )?(?P<which>last|past|recent|previous) (?P<unit>hour)s(?!\w)", window),
        (rf"(?:(?:{some}) )?(?:{number}|a few|several|some) (?:to \d+ |[-–]\d+ )?minutes? ago(?!\w)", moments_ago),
        (r"(?:(?<=\bduring )|(?<=\bin ))the night(?! (?:of|to|between|from)\b)(?!\w)", overnight),
        (rf"(?:(?:{some}) )?{number} {unit} {way}", distance),
        (rf"(?:{vague}) (?:\w+ )?{unit} (?:ago|earlier|later)(?!\w)", unresolved),
        (rf"{side}(?P<word>today|yesterday|tomorrow|tonight){daypart}(?!\w)", day_word),
        (r"the day (?P<word>before yesterday|after tomorrow)(?!\w)", day_word),
        (rf"(?P<word>{now})(?!\w)",
         day_word),
        (rf"(?:the )?(?P<word>{beside})(?!\w)", next_to),
        (r"(?P<word>that (?:day|night|morning|evening|afternoon))(?!\w)", next_to),
        (rf"(?:the )?(?:overnight|night) (?:between |from |of )?{weekday}(?: night)?"
         rf"(?: to | into | and |[-–]){until}", overnight_into),
        (rf"(?:overnight (?:on |into |to )?|(?:the )?night (?:to|into) ){weekday}(?! night)", overnight_into),
        (r"overnight(?!\w)", overnight),
        (rf"{side}(?:(?:the )?{which} )?{weekday}{daypart}(?!\w)", weekday_named, is_one_day),
        (rf"(?<!\bon )(?P<weekday>{_as_written(weekdays)})s(?= (?!and\b)[a-z])", weekday_named, is_one_day),
        (rf"(?P<holiday>{_as_written(table['holidays'])})(?:,? {year})?(?!\w)", holiday),
        (rf"{_as_written(table['open']['names'])}(?!\w)", unresolved),
    ]  # fmt: skip
    first_words = (
        "last|past|previous|this|next|coming|following|current|same|earlier|later|early|late|mid|end|the|beginning|start|"
        "middle|first half|second half|onset|turn|very|recent|these|today|yesterday|tomorrow|tonight|overnight|night|"
        f"that|spring|summer|autumn|fall|winter|several|many|hundreds|decades?|day|{some}|{_one_of(numbers)}"
    )
    names = _as_written([*months, *weekdays, *short, *table["holidays"], *table["open"]["names"]])
    # Digits inside a longer number, a phone number or a sum of money begin nothing.
    starts = rf"(?<![\w$€£#])(?<!\d[.,:/-])(?:\d{{1,4}}(?!\d)|(?:{names}|{_as_written(weekdays)}s|{first_words})(?!\w))"
    return re.compile(starts, re.IGNORECASE), tuple(
        Rule(re.compile(rule[0], re.IGNORECASE), rule[1], rule[2] if len(rule) == 3 else None) for rule in rules
    )
