"""Times: expressions that date an event or a saying, resolved against the report's date.

A grammar of regular expressions finds each expression and its parts; the calendar of the standard library does the
sums. What the report does not fix stays None: a relative time without a report date, "Ramadan", "31 June". Durations,
ages and clock times date nothing and are left out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from sayso.lexicons import load
from sayso.lexicons.countries import by_name
from sayso.reading.marks import Parse, TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Token

UNDER_WAY = timedelta(days=30)
"""What the report still speaks of as to come may have begun so long before it."""
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120}

Range = tuple[date | None, date | None]
UNKNOWN: Range = (None, None)


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression at a span, resolved to a range of days; `partial` keeps a day or month that lacks its year."""

    start: int
    end: int
    days: Range
    partial: tuple[int, int | None] | None = None
    year: int | None = None


@dataclass(slots=True)
class _Reading:
    """What resolving needs: the text, the report's date, and the day last spoken of."""

    parse: Parse
    text: str
    today: date | None
    seasons: int | None
    """Month that spring starts in; None where the report's hemisphere is unknown."""
    spoken_of: date | None = None

    def undecided(self, start: int) -> bool:
        """Whether the words at `start` hang on no verb that would tell past from future."""
        token = self.parse.token_at(start)
        for _ in range(12):
            if token is None or token.tag_.startswith("VB") or token.tag_ == "MD":
                return False
            if token.dep_ == "ROOT":
                return True
            token = token.head
        return False

    def ahead(self, start: int) -> bool:
        """Whether the clause at `start` speaks of what is to come."""
        token = self.parse.token_at(start)
        return token is not None and _is_ahead(token)


Resolver = Callable[["re.Match[str]", _Reading], "Range | _Found"]
Check = Callable[["re.Match[str]", _Reading], bool]


class _Rule(NamedTuple):
    """A pattern, what resolves a match of it, and what tells whether the words date anything where they stand."""

    pattern: re.Pattern[str]
    resolve: Resolver
    counts: Check | None


def times_of(parse: Parse) -> tuple[TimeMention, ...]:
    """Times written in the text, in text order; without a report date, relative ones stay unresolved.

    `start` and `end` are inclusive. "Since March 2011" runs to the report's date; "until", "by", "before" and "after"
    leave a side open. Spans do not overlap; the longest expression wins.
    """
    text = parse.doc.text
    reading = _Reading(parse, text, _published(parse), _spring(parse))
    found: list[_Found] = []
    at = 0
    starts, rules = _grammar()
    while begin := starts.search(text, at):
        at = begin.start()
        matches = [(m, rule) for rule in rules if (m := rule.pattern.match(text, at))]
        matches = [(m, rule) for m, rule in matches if rule.counts is None or rule.counts(m, reading)]
        if not matches:
            at = begin.end()
            continue
        best, rule = max(matches, key=lambda pair: pair[0].end())
        resolved = rule.resolve(best, reading)
        if not isinstance(resolved, _Found):
            resolved = _Found(best.start(), best.end(), resolved)
        if best.groupdict().get("part"):
            resolved = _up_to_today(resolved, reading)
        found.append(resolved)
        at = best.end()
        first, last = resolved.days
        if first is not None and first == last:
            reading.spoken_of = first
    merged = (_bounded(f, reading) for f in _merged(found, reading))
    return tuple(_mention(f) for f in merged)


def _up_to_today(found: _Found, reading: _Reading) -> _Found:
    """What happened "in early May" happened by the day of the report."""
    (first, last), today = found.days, reading.today
    if first is None or last is None or today is None or not first <= today < last or reading.ahead(found.start):
        return found
    return replace(found, days=(first, today))


def _mention(found: _Found) -> TimeMention:
    first, last = found.days
    return TimeMention(
        span=(found.start, found.end),
        start=first.isoformat() if first else None,
        end=last.isoformat() if last else None,
        precision=_precision(first, last),
    )


def _precision(first: date | None, last: date | None) -> int | None:
    """UCDP's date_prec of a range of days."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return 1 if days == 1 else 2 if days < 7 else 3 if days < 11 else 4 if days <= 31 else 5


def _published(parse: Parse) -> date | None:
    published = parse.report.published
    if not published:
        return None
    first, _, last = published.partition("/")
    try:
        return date.fromisoformat(first) if not last or first == last else None
    except ValueError:
        return None


def _spring(parse: Parse) -> int | None:
    """Month that spring starts in where the report's countries lie; None where they do not tell."""
    codes = {code for e in parse.doc.ents if e.label_ == "GPE" and (code := by_name(e.text))}
    southern = codes & set(load("times")["seasons"]["southern"])
    if not codes or (southern and southern != codes):
        return None
    return 9 if southern else 3


# --- The calendar ---


def _day(year: int, month: int, day: int) -> Range:
    try:
        return (date(year, month, day),) * 2
    except ValueError:
        return UNKNOWN


def _month(year: int, month: int) -> Range:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(year: int) -> Range:
    return date(year, 1, 1), date(year, 12, 31)


def _months_from(day: date, months: int) -> date:
    """The day so many months on (or back), or the last of its month where that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_from(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _moved(day: date, count: int, unit: str) -> date:
    if unit in UNIT_DAYS:
        return _days_from(day, count * UNIT_DAYS[unit])
    return _months_from(day, count * UNIT_MONTHS[unit])


def _unit_range(day: date, unit: str) -> Range:
    """The calendar week (Monday to Sunday), weekend, month, quarter, year or decade that holds a day."""
    match unit:
        case "week":
            first = _days_from(day, -day.weekday())
            return first, _days_from(first, 6)
        case "weekend":
            first = _days_from(day, 5 - day.weekday())
            return first, _days_from(first, 1)
        case "month":
            return _month(day.year, day.month)
        case "quarter":
            first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
            return first, _days_from(_months_from(first, 3), -1)
        case "year":
            return _year(day.year)
        case "decade":
            return _years(day.year // 10 * 10, day.year // 10 * 10 + 9)
        case _:
            return day, day


def _years(first: int, last: int) -> Range:
    return date(first, 1, 1), date(last, 12, 31)


def _part(days: Range, part: str | None) -> Range:
    """The early, middle or late part of a month, year or decade: a third of it, in whole months or years.

    Its first or second half, and the quarter at its start or end, where those are the words.
    """
    first, last = days
    if not part or first is None or last is None:
        return days
    part = part.lower()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        cuts = [1, 16] if "half" in part else [1, 11, 21]
        edges = [first.replace(day=d) for d in cuts]
    else:
        pieces = 2 if "half" in part else 4 if re.search("start|begin|turn|onset|end", part) and months <= 12 else 3
        step = ceil(months / pieces) if months <= 12 else 12 * round(months / 12 / pieces)
        edges = [_months_from(first, step * k) for k in range(pieces)]
    ends = [*(_days_from(e, -1) for e in edges[1:]), last]
    which = len(edges) // 2 if "mid" in part else 0 if re.search("earl|start|begin|first|turn|onset", part) else -1
    return edges[which], ends[which]


def _season(year: int, name: str, spring: int | None) -> Range:
    if spring is None:
        return UNKNOWN
    month = (load("times")["seasons"][name.lower()] + spring - 4) % 12 + 1
    first = date(year, month, 1)
    return first, _days_from(_months_from(first, 3), -1)


# --- The grammar ---


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _caseless(words: str) -> str:
    """The alternatives with their first letter in either case."""
    return "|".join(f"[{w[0].upper()}{w[0].lower()}]{w[1:]}" for w in words.split("|"))


@cache
def _words() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Months, weekdays and small numbers by their written forms."""
    table = load("times")
    months = {form: i for i, forms in enumerate(table["months"].values(), 1) for form in forms}
    weekdays = {name: i for i, name in enumerate(table["weekdays"]["full"])}
    return months, weekdays, table["numbers"]


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[_Rule, ...]]:
    """Where an expression may begin, and the rules that may match there."""
    months, weekdays, numbers = _words()
    table = load("times")
    mon = rf"(?P<mon>{_any(months)})(?![\w-])"
    mon2 = mon.replace("mon", "mon2", 1)
    day = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
    day2 = day.replace("day", "day2", 1)
    year = r"(?P<year>1[4-9]\d\d|20\d\d)(?![\w%]|[.,:]\d|-\d\d\d)"
    years = rf"(?:,? {year}| (?P<which>[Tt]his|[Ll]ast|[Nn]ext) year)?"
    short = table["weekdays"]["short"]
    wd = rf"(?:(?:{_any([*weekdays, *short])})\.?,? (?:the )?)?"
    weekday = rf"(?P<weekday>{_any(weekdays)})(?!\w)"
    until = rf"(?P<until>{_any(weekdays)})(?!\w)"
    dash = r"(?: ?[-–—] ?| to | through | until )"
    part = (
        r"(?P<part>(?:[Tt]he )?(?:very )?(?:beginning|start|end|middle|first half|second half|onset|turn) of (?:the )?|"
        r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd)(?:[ -](?:to[ -])?(?:late|mid|early))?[ -](?:in )?(?:the )?)"
    )
    daypart = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|noon|at dawn|lunchtime))?"
    number = rf"(?P<number>\d{{1,3}}|{_caseless(_any(numbers))})"
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
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _iso),
        (r"(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)", _slashed),
        (rf"(?P<named>{_any(named)})(?!\w)", _named),
        (rf"{wd}{mon} {day}{years}", _month_day),
        (rf"{wd}{day}(?: of)? {mon}{years}", _month_day),
        (rf"{wd}{mon} {day}{dash}{day2}{years}", _day_range),
        (rf"{wd}{day}{dash}{day2}(?: of)? {mon}{years}", _day_range),
        (rf"{mon}{dash}{mon2},? {year}", _month_range),
        (rf"{part}?{mon}(?:,? | of (?:the )?){year}", _month_year),
        (rf"{part}?{mon}(?: (?P<which>last|this|next) year)?", _bare_month, _is_month),
        (rf"{which} {mon}", _bare_month),
        (rf"{part}?{year}", _bare_year, _is_year),
        (r"(?P<first>1[4-9]\d\d|20\d\d)[-–/](?P<last>\d\d(?:\d\d)?)(?![\w%]|[.,:/-]\d)", _year_range),
        (rf"{part}?(?P<decade>1[5-9]\d0|20\d0)['’]?s(?!\w)", _decade),
        (rf"(?:[Tt]he )?{season} (?:of )?{year}", _season_of),
        (rf"(?:[Tt]he )?{which} {season}", _season_of),
        (rf"(?<=\b[Ii]n )the {season}", _season_of),
        (rf"{side}{part}?(?:[Tt]he )?{which} {period}", _relative_period),
        (rf"{part}(?P<period>week|month|year|decade)(?!\w)", _relative_period),
        (r"[Tt]he (?P<period>weekend)(?!\w)", _relative_period),
        (rf"(?:[Tt]he )?(?P<which>{last_ones}|{next_ones}) (?:{number}|few|several) {unit}", _window),
        (rf"(?:(?:{_caseless(some)}) )?{number} {unit} {way}", _distance),
        (rf"(?:{vague}) (?:\w+ )?{unit} (?:ago|earlier|later)(?!\w)", _unresolved),
        (rf"{side}(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight){daypart}(?!\w)", _day_word),
        (r"[Tt]he day (?P<word>before yesterday|after tomorrow)(?!\w)", _day_word),
        (rf"(?P<word>{_caseless(now)})(?!\w)",
         _day_word),
        (rf"(?:[Tt]he )?(?P<word>{_caseless(beside)})(?!\w)", _next_to),
        (r"(?P<word>[Tt]hat (?:day|night|morning|evening|afternoon))(?!\w)", _next_to),
        (rf"(?:[Tt]he )?(?:[Oo]vernight|[Nn]ight) (?:between |from |of )?{weekday}(?: night)?"
         rf"(?: to | into | and |[-–]){until}", _overnight_into),
        (rf"(?:[Oo]vernight (?:on |into |to )?|(?:[Tt]he )?[Nn]ight (?:to|into) ){weekday}(?! night)", _overnight_into),
        (r"[Oo]vernight(?!\w)", _overnight),
        (rf"{side}(?:(?:the )?{which} )?{weekday}{daypart}(?!\w)", _weekday, _is_one_day),
        (rf"(?P<holiday>{_any(table['holidays'])})(?:,? {year})?(?!\w)", _holiday),
        (rf"(?:{_any(table['open']['names'])})(?!\w)", _unresolved),
    ]  # fmt: skip
    first_words = _caseless(
        "last|past|previous|this|next|coming|following|current|same|earlier|later|early|late|mid|end|the|beginning|start|"
        "middle|first half|second half|onset|turn|very|today|yesterday|tomorrow|tonight|overnight|night|that|spring|"
        f"summer|autumn|fall|winter|several|many|hundreds|decades?|day|{some}|{_any(numbers)}"
    )
    names = _any([*months, *weekdays, *short, *table["holidays"], *table["open"]["names"]])
    # Digits inside a longer number, a phone number or a sum of money begin nothing.
    starts = rf"(?<![\w$€£#])(?<!\d[.,:/-])(?:\d{{1,4}}(?!\d)|(?:{names}|{first_words})(?!\w))"
    return re.compile(starts), tuple(
        _Rule(re.compile(rule[0]), rule[1], rule[2] if len(rule) == 3 else None) for rule in rules
    )


# --- What counts ---


@cache
def _context(name: str) -> frozenset[str]:
    return frozenset(load("times")["context"][name])


def _is_month(match: re.Match[str], reading: _Reading) -> bool:
    """Whether a month alone is one: "May" may be a verb, "April" and "August" names."""
    if match["which"] or match["part"] or match["mon"] not in _context("ambiguous_months"):
        return True
    token = reading.parse.token_at(match.start("mon"))
    return token is not None and (_opened(token) or token.ent_type_ == "DATE")


def _opened(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in _context("openers")


def _is_year(match: re.Match[str], reading: _Reading) -> bool:
    """Whether four digits are a year: a date to the tagger, or after a preposition, and not counting anything."""
    token = reading.parse.token_at(match.start("year"))
    if token is None or match["part"]:
        # "the start of the 2014 games" is not the start of 2014.
        return token is None or not match["part"].endswith("the ") or token.dep_ not in ("nummod", "compound")
    before = token.nbor(-1) if token.i > 0 else None
    if (before is None or before.is_space) and (token.i + 1 == len(token.doc) or token.nbor(1).is_space):
        # Four digits on a line of their own are a page or clock time of the outlet's.
        return False
    if before is not None and before.is_space and before.i > 0:
        before = before.nbor(-1)
    after = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    if after.isdigit() or after in _context("no_year_before") or (before is not None and before.text.isdigit()):
        return False
    word = before.lower_ if before is not None else ""
    counted = token.dep_ == "nummod" and token.head.tag_ in ("NNS", "NNPS") and token.head.i > token.i
    if word == "at" or (counted and word not in ("the", "in", "since")):
        return False
    if token.ent_type_ == "DATE" or word in _context("openers"):
        return True
    return (word == "(" and after in (")", ",", ";")) or (token.dep_ in ("nummod", "compound") and word == "the")


def _is_one_day(match: re.Match[str], reading: _Reading) -> bool:
    """Whether a weekday is a certain one: "on a Monday", "every Friday", "Black Monday" are none."""
    before = match.string[max(0, match.start() - 8) : match.start()].split(" ")
    word = before[-2].lower() if len(before) > 1 else ""
    token = reading.parse.token_at(match.start("weekday"))
    if word == "a":
        return token is not None and token.dep_ in ("compound", "nmod") and token.head.i > token.i
    return word not in _context("no_certain_day")


def _is_ahead(token: Token) -> bool:
    """Whether the nearest verb above speaks of the future, or of a plan."""
    for _ in range(12):
        tag = token.tag_
        if tag in ("VBD", "VBN", "VBP", "VBZ", "VB", "VBG", "MD"):
            if token.dep_ in ("amod", "aux", "auxpass"):
                if token.lemma_ in _context("planned"):
                    return True
            else:
                return _verb_is_ahead(token)
        if token.dep_ == "ROOT":
            return False
        if token.lemma_ in _context("planned") and tag in ("JJ", "RB"):
            return True
        token = token.head
    return False


def _verb_is_ahead(verb: Token) -> bool:
    if verb.tag_ == "VBN" and verb.lemma_ in _context("planned") and verb.dep_ in ("acl", "advcl", "relcl"):
        return True
    if verb.tag_ == "VBN" and verb.lemma_ in _context("scheduled"):
        return True
    to = False
    modal: str | None = None
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass"):
            if child.lower_ in _context("future"):
                modal = modal or child.lower_
                continue
            to = to or child.tag_ == "TO"
            if child.lower_ == "have" and modal is not None:
                # "could have begun in May" looks back, "will have left by May" ahead.
                return modal in _context("sure_future")
            if child.tag_ == "VBD" or child.lower_ in ("have", "has", "had"):
                return False
    if modal is not None:
        return True
    if verb.lower_ == "going" or (verb.tag_ == "VBG" and verb.dep_ == "ROOT"):
        return True
    if to:
        # "is due to meet on Friday" plans; "managed to flee on Friday" tells.
        return verb.head is not verb and (
            verb.head.lemma_ in _context("planned") or verb.head.tag_ in ("VBZ", "VBP", "JJ", "NN")
        )
    return verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _context("timetable")


# --- Resolvers: each takes a match of its pattern ---


def _iso(match: re.Match[str], reading: _Reading) -> Range:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: re.Match[str], reading: _Reading) -> Range:
    """Day and month are told apart only where one of them is over twelve (or they are the same)."""
    first, second = int(match["day"]), int(match["month"])
    if match["mark"] == "." or first > 12 or first == second:
        return _day(int(match["year"]), second, first)
    return _day(int(match["year"]), first, second) if second > 12 else UNKNOWN


def _month_day(match: re.Match[str], reading: _Reading) -> _Found:
    month, day = _words()[0][match["mon"]], int(match["day"])
    if year := _said_year(match, reading):
        return _Found(match.start(), match.end(), _day(year, month, day), year=year)
    days = _nearest(month, day, reading, match.start())
    return _Found(match.start(), match.end(), days, partial=(month, day))


def _said_year(match: re.Match[str], reading: _Reading) -> int | None:
    """The year in figures, or of "this year" and its like."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("which") and reading.today:
        return reading.today.year + {"last": -1, "this": 0, "next": 1}[groups["which"].lower()]
    return None


def _named(match: re.Match[str], reading: _Reading) -> Range:
    """A day known by its date alone, for a report written since."""
    for iso, forms in load("times")["named"].items():
        day = date.fromisoformat(iso)
        if match["named"] in forms and (reading.today is None or day <= reading.today):
            return day, day
    return UNKNOWN


def _nearest(month: int, day: int | None, reading: _Reading, start: int) -> Range:
    """The last such day or month up to the report, or the next where the clause looks ahead."""
    today = reading.today
    if today is None or (day is None and month != today.month and reading.undecided(start)):
        # "Elections in May": nothing tells whether they were or will be.
        return UNKNOWN
    ahead = reading.ahead(start)
    years = (today.year, today.year + 1, today.year + 2) if ahead else range(today.year + 1, today.year - 9, -1)
    for year in years:
        if not 1 <= year <= 9999:
            continue
        first, last = _day(year, month, day) if day else _month(year, month)
        if first is None or last is None:
            continue
        if (ahead and last >= today - UNDER_WAY) or (not ahead and first <= today):
            return first, last
    return UNKNOWN


def _day_range(match: re.Match[str], reading: _Reading) -> Range:
    month, first, last = _words()[0][match["mon"]], int(match["day"]), int(match["day2"])
    if first >= last:
        return UNKNOWN
    if year := _said_year(match, reading):
        return _day(year, month, first)[0], _day(year, month, last)[1]
    end = _nearest(month, last, reading, match.start())[1]
    return (_day(end.year, month, first)[0], end) if end else UNKNOWN


def _month_range(match: re.Match[str], reading: _Reading) -> Range:
    months, year = _words()[0], int(match["year"])
    first, last = months[match["mon"]], months[match["mon2"]]
    return _month(year - (first > last), first)[0], _month(year, last)[1]


def _month_year(match: re.Match[str], reading: _Reading) -> _Found:
    year = int(match["year"])
    days = _part(_month(year, _words()[0][match["mon"]]), match["part"])
    return _Found(match.start(), match.end(), days, year=year)


def _bare_month(match: re.Match[str], reading: _Reading) -> Range | _Found:
    month, today = _words()[0][match["mon"]], reading.today
    groups = match.groupdict()
    which = (groups["which"] or "").lower()
    if today is None:
        return _Found(match.start(), match.end(), UNKNOWN, partial=(month, None))
    if match.end("which") > match.end("mon"):
        year = today.year + {"last": -1, "this": 0, "next": 1}[which]
        return _part(_month(year, month), groups["part"])
    if which in ("next", "coming"):
        return _month(today.year + (month <= today.month), month)
    if which in ("last", "past", "previous"):
        return _month(today.year - (month >= today.month), month)
    if which == "this":
        return _month(today.year, month)
    days = _part(_nearest(month, None, reading, match.start("mon")), groups.get("part"))
    return _Found(match.start(), match.end(), days, partial=(month, None))


def _bare_year(match: re.Match[str], reading: _Reading) -> _Found:
    year = int(match["year"])
    return _Found(match.start(), match.end(), _part(_year(year), match["part"]), year=year)


def _year_range(match: re.Match[str], reading: _Reading) -> Range:
    first, last = int(match["first"]), int(match["last"])
    last += first // 100 * 100 if last < 100 else 0
    return _years(first, last) if first < last else UNKNOWN


def _decade(match: re.Match[str], reading: _Reading) -> Range:
    first = int(match["decade"])
    return _part(_years(first, first + (99 if first % 100 == 0 and first < 2000 else 9)), match["part"])


def _season_of(match: re.Match[str], reading: _Reading) -> Range:
    groups = match.groupdict()
    if groups.get("year"):
        return _season(int(groups["year"]), groups["season"], reading.seasons)
    return _season_near(groups["season"], groups.get("which") or "", match.start(), reading)


def _season_near(name: str, which: str, start: int, reading: _Reading) -> Range:
    """The season before, around or after the report, by the word before it or the tense."""
    today, which = reading.today, which.lower()
    if today is None or not 2 < today.year < 9997:
        return UNKNOWN
    around = [_season(today.year + k, name, reading.seasons) for k in (-2, -1, 0, 1)]
    over = [r for r in around if r[1] and r[1] < today]
    begun = [r for r in around if r[0] and r[0] <= today]
    if not which and reading.undecided(start):
        return UNKNOWN
    to_come = [r for r in around if r[1] and r[1] >= today]
    if which in ("last", "past", "previous"):
        return over[-1] if over else UNKNOWN
    if which in ("next", "coming", "following", "this", "current") or reading.ahead(start):
        return to_come[0] if to_come else UNKNOWN
    return begun[-1] if begun else UNKNOWN


def _relative_period(match: re.Match[str], reading: _Reading) -> Range:
    groups, today = match.groupdict(), reading.today
    period, which = groups["period"], (groups.get("which") or "").lower()
    if today is None or period == "century":
        return UNKNOWN
    if period in load("times")["seasons"]:
        return _season_near(period, which, match.start(), reading)
    ahead = which in ("next", "coming") or (not which and reading.ahead(match.start()))
    if which in ("following", "same", "earlier", "later"):
        return UNKNOWN
    if period == "weekend":
        return _weekend(today, which, ahead)
    here = _unit_range(today, period)
    if which in ("last", "past", "previous"):
        assert here[0] is not None
        here = _unit_range(_days_from(here[0], -1), period)
    elif ahead and which:
        assert here[1] is not None
        here = _unit_range(_days_from(here[1], 1), period)
    side = (groups.get("side") or "").lower()
    first, last = here
    if side.startswith("earl") and first is not None and first <= today and which == "this":
        return first, today
    if side.startswith("late") and last is not None and last >= today and which == "this":
        return today, last
    return _part(here, groups.get("part") or groups.get("side"))


def _weekend(today: date, which: str, ahead: bool) -> Range:
    """The weekend last begun; for "next", and for what is planned, the one to come; for "last", one that is over."""
    first, last = _unit_range(today, "weekend")
    assert first is not None
    assert last is not None
    if which in ("next", "coming") and today >= first:
        weeks = 1
    elif ahead or which in ("next", "coming"):
        weeks = 0
    else:
        weeks = -1 if today < first or which in ("last", "past", "previous") else 0
    return _days_from(first, 7 * weeks), _days_from(last, 7 * weeks)


def _count(word: str) -> int | None:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return _words()[2].get(word)


def _window(match: re.Match[str], reading: _Reading) -> Range:
    """What "the past 24 hours" and its like reach back over from the report's day, or on over."""
    count, unit, today = _count(match["number"] or ""), match["unit"], reading.today
    if count is None or today is None:
        return UNKNOWN
    if unit == "hour":
        count, unit = ceil(count / 24), "day"
    unit = "day" if unit == "night" else unit
    which = match["which"].lower()
    if which in ("last", "past"):
        return _moved(today, -count, unit), today
    if which in ("next", "coming"):
        return today, _moved(today, count, unit)
    return UNKNOWN


def _distance(match: re.Match[str], reading: _Reading) -> Range:
    """So long before or after: "ago" counts from the report, "earlier" and "later" from the day last spoken of."""
    count, unit, way = _count(match["number"]), match["unit"], match["way"].strip()
    base = reading.today if way in ("ago", "from now") else reading.spoken_of
    if count is None or base is None:
        return UNKNOWN
    if unit == "hour":
        # Hours may or may not cross midnight.
        return (_days_from(base, -ceil(count / 24)), base) if way == "ago" else UNKNOWN
    sign = 1 if way in ("later", "after", "from now") else -1
    unit = "day" if unit == "night" else unit
    moved = _moved(base, sign * count, unit)
    if unit == "day":
        return moved, moved
    return _unit_range(moved, {"fortnight": "week", "decade": "year"}.get(unit, unit))


def _unresolved(match: re.Match[str], reading: _Reading) -> Range:
    return UNKNOWN


def _day_word(match: re.Match[str], reading: _Reading) -> Range:
    if reading.today is None:
        return UNKNOWN
    word = match["word"].lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}.get(word, 0)
    day = _days_from(reading.today, shift)
    return day, day


def _next_to(match: re.Match[str], reading: _Reading) -> Range:
    """A day named by the day last spoken of: "the next day", "that night"."""
    if reading.spoken_of is None:
        return UNKNOWN
    word = match["word"].lower()
    shift = {"prev": -1, "day ": -1 if "before" in word else 1, "next": 1, "foll": 1}.get(word[:4], 0)
    day = _days_from(reading.spoken_of, shift)
    return day, day


def _weekday_near(today: date, weekday: int, ahead: bool) -> date:
    if ahead:
        return _days_from(today, (weekday - today.weekday()) % 7)
    return _days_from(today, -((today.weekday() - weekday) % 7))


def _weekday(match: re.Match[str], reading: _Reading) -> Range:
    today = reading.today
    if today is None:
        return UNKNOWN
    weekday, which = _words()[1][match["weekday"]], (match["which"] or "").lower()
    if which in ("previous", "following", "same"):
        if reading.spoken_of is None:
            return UNKNOWN
        day = _weekday_near(reading.spoken_of, weekday, which == "following")
    elif which in ("last", "past", "earlier"):
        day = _weekday_near(_days_from(today, -1), weekday, False)
    elif which in ("next", "coming", "later"):
        day = _weekday_near(_days_from(today, 1), weekday, True)
    else:
        day = _weekday_near(today, weekday, reading.ahead(match.start("weekday")))
    return day, day


def _overnight(match: re.Match[str], reading: _Reading) -> Range:
    """The evening before and the day itself."""
    if reading.today is None:
        return UNKNOWN
    return _days_from(reading.today, -1), reading.today


def _overnight_into(match: re.Match[str], reading: _Reading) -> Range:
    if reading.today is None:
        return UNKNOWN
    last = match.groupdict().get("until") or match["weekday"]
    day = _weekday_near(reading.today, _words()[1][last], reading.ahead(match.start("weekday")))
    return _days_from(day, -1), day


def _holiday(match: re.Match[str], reading: _Reading) -> Range:
    month, day = load("times")["holidays"][match["holiday"]]
    if match["year"]:
        return _day(int(match["year"]), month, day)
    return _nearest(month, day, reading, match.start())


# --- Ranges and bounds ---

_JOINED = re.compile(r"(?: ?[-–—] ?| to | through | until | till )(?:the )?")
_BETWEEN = re.compile(r" and (?:the )?")
_FROM = re.compile(r"\b(?:[Ff]rom|[Bb]etween) (?:the )?$")


def _merged(found: list[_Found], reading: _Reading) -> list[_Found]:
    """The expressions with "from A to B" and "between A and B" made one."""
    merged: list[_Found] = []
    for item in found:
        before = merged[-1] if merged else None
        joined = _join(before, item, reading) if before else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(item)
    return merged


def _join(one: _Found, other: _Found, reading: _Reading) -> _Found | None:
    if other.start - one.end > 12:
        return None
    gap, text = reading.text[one.end : other.start], reading.text
    opener = _FROM.search(text, max(0, one.start - 14), one.start)
    between = opener is not None and opener.group().lower().startswith("between")
    if not ((between and _BETWEEN.fullmatch(gap)) or (not between and _JOINED.fullmatch(gap))):
        return None
    first, last = one.days[0], other.days[1]
    if one.partial and other.year:
        month, day = one.partial
        first = (_day(other.year, month, day) if day else _month(other.year, month))[0]
    if first is None or last is None or first > last:
        return None
    return _Found(opener.start() if opener else one.start, other.end, (first, last))


_BOUND = re.compile(r"\b([Ss]ince|[Bb]efore|[Aa]fter|[Uu]ntil|[Tt]ill|[Bb]y) (?:(?:at least|about|around|the) )?$")


def _bounded(found: _Found, reading: _Reading) -> _Found:
    """The expression with its side left open by the preposition before it."""
    bound = _BOUND.search(reading.text, max(0, found.start - 20), found.start)
    if bound is None:
        return found
    first, last = found.days
    word = bound[1].lower()
    if word == "since":
        # What began before the report goes on to its day.
        known = first is not None and reading.today is not None and first <= reading.today
        return replace(found, start=bound.start(), days=(first, reading.today if known else None))
    if not _ends_phrase(found, reading):
        return found
    if word == "before":
        return replace(found, days=(None, _days_from(first, -1) if first else None))
    if word == "after":
        return replace(found, days=(_days_from(last, 1) if last else None, None))
    return replace(found, days=(None, last))


def _ends_phrase(found: _Found, reading: _Reading) -> bool:
    """Whether nothing follows that the time only describes: "after Monday's attack" is not after Monday."""
    if reading.text[found.end : found.end + 2] in ("'s", "’s"):
        return False
    last = reading.parse.token_at(found.end - 1)
    describes = last is not None and last.dep_ in ("compound", "nmod", "amod", "nummod", "poss")
    return not describes or last is None or last.head.idx < found.end
