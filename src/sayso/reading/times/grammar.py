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
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _caseless(words: str) -> str:
    """The alternatives with their first letter in either case."""
    return "|".join(f"[{w[0].upper()}{w[0].lower()}]{w[1:]}" for w in words.split("|"))


@cache
def grammar() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """Where an expression may begin, and the rules that may match there."""
    months, weekdays, numbers = calendar_words()
    table = load("times")
    mon = rf"(?P<mon>{_one_of(months)})(?![\w-])"
    mon2 = mon.replace("mon", "mon2", 1)
    day = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
    day2 = day.replace("day", "day2", 1)
    year = r"(?P<year>1[4-9]\d\d|20\d\d)(?![\w%]|[.,:]\d|-\d\d\d)"
    years = rf"(?:,? {year}| (?P<which>[Tt]his|[Ll]ast|[Nn]ext) year)?"
    short = table["weekdays"]["short"]
    wd = rf"(?:(?:{_one_of([*weekdays, *short])})\.?,? (?:the )?)?"
    weekday = rf"(?P<weekday>{_one_of(weekdays)})(?!\w)"
    until = rf"(?P<until>{_one_of(weekdays)})(?!\w)"
    dash = r"(?: ?[-–—] ?| to | through | until )"
    part = (
        r"(?P<part>(?:[Tt]he )?(?:very )?(?:beginning|start|end|middle|first half|second half|onset|turn) of (?:the )?|"
        r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd)(?:[ -](?:to[ -])?(?:late|mid|early))?[ -](?:in )?(?:the )?)"
    )
    daypart = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|noon|at dawn|lunchtime))?"
    number = rf"(?P<number>\d{{1,3}}|{_caseless(_one_of(numbers))})"
    some = "about|around|nearly|almost|some|less than|more than|over|just|at least"
    unit = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?(?!\w)"
    vague = _caseless("several|a few|some|many|hundreds of|decades?")
    last_ones, next_ones = _caseless("last|past|previous"), _caseless("next|coming|following")
    which = rf"(?:[Tt]his )?(?P<which>{last_ones}|{next_ones}|{_caseless('this|current|same|earlier|later')})"
    side = r"(?:(?P<side>[Ee]arlier(?: on)?|[Ll]ater(?: on)?|[Ee]arly(?: on)?|[Ll]ate(?: on)?) )?"
    period = r"(?P<period>week|weekend|month|year|quarter|decade|century|spring|summer|autumn|fall|winter)(?!\w)"
    season = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?!\w)"
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
        (rf"(?P<named>{_one_of(named)})(?!\w)", named_day),
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
        (rf"(?:[Tt]he )?{season} (?:of )?{year}", season_named),
        (rf"(?:[Tt]he )?{which} {season}", season_named),
        (rf"(?<=\b[Ii]n )the {season}", season_named),
        (rf"{side}{part}?(?:[Tt]he )?{which} {period}", relative_period),
        (rf"{part}(?P<period>week|month|year|decade)(?!\w)", relative_period),
        (r"[Tt]he (?P<period>weekend)(?!\w)", relative_period),
        (rf"(?:[Tt]he )?(?P<which>{last_ones}|{next_ones}) (?:{number}|few|several) {unit}", window),
        (rf"(?:(?:{_caseless(some)}) )?{number} {unit} {way}", distance),
        (rf"(?:{vague}) (?:\w+ )?{unit} (?:ago|earlier|later)(?!\w)", unresolved),
        (rf"{side}(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight){daypart}(?!\w)", day_word),
        (r"[Tt]he day (?P<word>before yesterday|after tomorrow)(?!\w)", day_word),
        (rf"(?P<word>{_caseless(now)})(?!\w)",
         day_word),
        (rf"(?:[Tt]he )?(?P<word>{_caseless(beside)})(?!\w)", next_to),
        (r"(?P<word>[Tt]hat (?:day|night|morning|evening|afternoon))(?!\w)", next_to),
        (rf"(?:[Tt]he )?(?:[Oo]vernight|[Nn]ight) (?:between |from |of )?{weekday}(?: night)?"
         rf"(?: to | into | and |[-–]){until}", overnight_into),
        (rf"(?:[Oo]vernight (?:on |into |to )?|(?:[Tt]he )?[Nn]ight (?:to|into) ){weekday}(?! night)", overnight_into),
        (r"[Oo]vernight(?!\w)", overnight),
        (rf"{side}(?:(?:the )?{which} )?{weekday}{daypart}(?!\w)", weekday_named, is_one_day),
        (rf"(?P<holiday>{_one_of(table['holidays'])})(?:,? {year})?(?!\w)", holiday),
        (rf"(?:{_one_of(table['open']['names'])})(?!\w)", unresolved),
    ]  # fmt: skip
    first_words = _caseless(
        "last|past|previous|this|next|coming|following|current|same|earlier|later|early|late|mid|end|the|beginning|start|"
        "middle|first half|second half|onset|turn|very|today|yesterday|tomorrow|tonight|overnight|night|that|spring|"
        f"summer|autumn|fall|winter|several|many|hundreds|decades?|day|{some}|{_one_of(numbers)}"
    )
    names = _one_of([*months, *weekdays, *short, *table["holidays"], *table["open"]["names"]])
    # Digits inside a longer number, a phone number or a sum of money begin nothing.
    starts = rf"(?<![\w$€£#])(?<!\d[.,:/-])(?:\d{{1,4}}(?!\d)|(?:{names}|{first_words})(?!\w))"
    return re.compile(starts), tuple(
        Rule(re.compile(rule[0]), rule[1], rule[2] if len(rule) == 3 else None) for rule in rules
    )
