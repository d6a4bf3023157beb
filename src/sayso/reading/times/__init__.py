"""Times: expressions that date an event or a saying, resolved against the report's date.

A grammar of regular expressions finds each expression and its parts; the calendar of the standard library does the
sums. What the report does not fix stays None: a relative time without a report date, "Ramadan", "31 June". Durations,
ages and clock times date nothing and are left out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.lexicons import load
from sayso.lexicons.countries import by_name
from sayso.reading.marks import Parse, TimeMention
from sayso.reading.times.bounds import merged_ranges, with_open_side
from sayso.reading.times.found import Found, Reading
from sayso.reading.times.grammar import grammar


def times_of(parse: Parse) -> tuple[TimeMention, ...]:
    """Times written in the text, in text order; without a report date, relative ones stay unresolved.

    `start` and `end` are inclusive. "Since March 2011" runs to the report's date; "until", "by", "before" and "after"
    leave a side open. Spans do not overlap; the longest expression wins.
    """
    text = parse.doc.text
    reading = Reading(parse, text, _published(parse), _spring(parse))
    found: list[Found] = []
    at = 0
    starts, rules = grammar()
    while begin := starts.search(text, at):
        at = begin.start()
        matches = [(m, rule) for rule in rules if (m := rule.pattern.match(text, at))]
        matches = [(m, rule) for m, rule in matches if rule.counts is None or rule.counts(m, reading)]
        if not matches:
            at = begin.end()
            continue
        best, rule = max(matches, key=lambda pair: pair[0].end())
        resolved = rule.resolve(best, reading)
        if not isinstance(resolved, Found):
            resolved = Found(best.start(), best.end(), resolved)
        if best.groupdict().get("part"):
            resolved = _up_to_today(resolved, reading)
        found.append(resolved)
        at = best.end()
        first, last = resolved.days
        if first is not None and first == last:
            reading.spoken_of = first
    merged = (with_open_side(f, reading) for f in merged_ranges(found, reading))
    return tuple(_mention(f) for f in merged)


def _up_to_today(found: Found, reading: Reading) -> Found:
    """What happened "in early May" happened by the day of the report."""
    (first, last), today = found.days, reading.today
    if first is None or last is None or today is None or not first <= today < last or reading.ahead(found.start):
        return found
    return replace(found, days=(first, today))


def _mention(found: Found) -> TimeMention:
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
