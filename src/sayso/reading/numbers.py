"""Numbers as written, in digits and words, as ranges with a qualifier. Knows nothing of what they count."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sayso.lexicons import load
from sayso.model import Qualifier

# No count in a news report goes beyond this; larger ones are misprints or codes.
LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `[start, end)` of a text, qualifier words included; `core` is the number without them."""

    start: int
    end: int
    core: tuple[int, int]
    low: float
    high: float
    qualifier: Qualifier = "exact"
    bare: bool = False
    """Four digits without a separator that may be a year, or a small number beside a month."""
    dotted: bool = False
    """Written like "1.300": 1300 in continental Europe, 1.3 elsewhere."""
    hyphened: bool = False
    """Joined by a hyphen to the word after it: "15-minute"."""
    sign: str = ""
    """The currency sign before it."""


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text in order, none overlapping; offsets are code points into `text`.

    Left out: parts of dates, clock times, ordinals, percentages, model and phone numbers, labels ("Resolution 2254"),
    numbers too vague for a range ("several", "scores") and absurd ones.
    """
    found: list[Number] = []
    g = _grammar()
    at = 0
    for start in (m.start() for m in g.first.finditer(text)):
        if start < at:
            continue
        number, at = _number(text, start, g)
        if number is not None:
            while found and found[-1].end > number.start:
                # "no fewer than 12": the first word of a qualifier may look like a number itself.
                found.pop()
            found.append(number)
    return found


@dataclass(frozen=True)
class _Grammar:
    first: re.Pattern[str]
    digits: re.Pattern[str]
    word: re.Pattern[str]
    vague: re.Pattern[str]
    several: re.Pattern[str]
    fraction: re.Pattern[str]
    scale: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    values: dict[str, float]
    ranges: dict[str, tuple[float, float]]
    fractions: dict[str, float]
    qualifiers: dict[str, Qualifier]
    dated: re.Pattern[str]
    starts_number: re.Pattern[str]
    labels: frozenset[str]
    months: frozenset[str]


def _either(words: Any) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _grammar() -> _Grammar:
    table = load("figures")
    scales = {k: v for k, v in table["scales"].items() if k != "score"}
    values = {**table["cardinals"], **scales}
    several = _either(table["several"]["words"])
    round_ones = _either(["dozen", "hundred", "thousand", "million", "billion"])
    signs = sorted((s for s in table["currencies"]["signs"]), key=len, reverse=True)
    qualifiers: dict[str, Qualifier] = {}
    for side in ("before", "after"):
        for name, words in table[side].items():
            qualifiers |= {w: name for w in words}
    word = rf"(?:{_either(values)})(?!\w)"
    vague = rf"(?:{_either(table['vague'])})(?!\w)"
    flags = re.IGNORECASE
    boundary = r"(?<![\w#+^])(?<!\w[-‐‑–/])(?<!\d[.,:'’])"
    return _Grammar(
        first=re.compile(
            rf"{boundary}(?:\d|(?:a|an|one)\s+(?={round_ones})|(?:{several})\s+(?={round_ones})"
            rf"|(?:{_either(table['fractions'])})\s+(?={round_ones})|{vague}|{word}"
            r"|(?:no[- ]one|nobody|none|no|both)(?!\w))",
            flags,
        ),
        digits=re.compile(
            r"(?P<grouped>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:[ '’]\d{3})+|\d{1,3}(?:\.\d{3}){2,}"
            r"|\d+(?:\.\d+)?)"
            r"(?P<short>\s?(?:k|m|b|mn|bn|tn|mln|bln)(?!\w))?(?![\w^]|,\d)",
            flags,
        ),
        word=re.compile(word, flags),
        vague=re.compile(vague, flags),
        several=re.compile(
            rf"(?:{several})\s+(?P<scale>{round_ones})s?(?!\w)(?:\s+(?P<up>thousand|million)(?!\w))?", flags
        ),
        fraction=re.compile(rf"(?P<part>{_either(table['fractions'])})\s+(?P<scale>{round_ones})(?!\w)", flags),
        scale=re.compile(rf"[\s-]+(?P<scale>{_either(scales)})s?(?!\w)", flags),
        before=re.compile(
            rf"(?:^|(?<=[^\w]))(?P<q>{_either(w for ws in table['before'].values() for w in ws)})"
            rf"\s*(?:[\"“”'‘’]\s*)?(?:(?:{_either(table['between']['words'])})\s+)?"
            rf"(?:{'|'.join(map(re.escape, signs))})?\s*$",
            flags,
        ),
        after=re.compile(
            rf"\s*(?:(?P<plus>\+)|,?\s(?P<q>{_either(w for ws in table['after'].values() for w in ws)})(?!\w))", flags
        ),
        values={k: float(v) for k, v in values.items()},
        ranges={k: (float(a), float(b)) for k, (a, b) in table["vague"].items()},
        fractions=table["fractions"],
        qualifiers=qualifiers,
        dated=re.compile(
            rf"(?<!\w)(?:{_either(table['months']['words'])})\s*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s*)?$", flags
        ),
        starts_number=re.compile(rf"\s+(?:\d|{vague}|{word}|at least|more than)", flags),
        labels=frozenset(table["labels"]["words"]),
        months=frozenset(table["months"]["words"]),
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _number(text: str, start: int, g: _Grammar) -> tuple[Number | None, int]:
    """The number that begins at `start`, and where to go on reading."""
    core = _core(text, start, g)
    if core is None:
        return None, start + 1
    number = core
    number, blocked = _ranged(text, number, g)
    if blocked or number.high > LARGEST or not math.isfinite(number.high):
        return None, number.end
    if text[start].isdigit() and _is_label_or_clock(text, number, g):
        return None, number.end
    number = _qualified(text, number, g)
    return number, number.end


def _core(text: str, start: int, g: _Grammar) -> Number | None:
    if text[start].isdigit():
        return _in_digits(text, start, g)
    if m := g.fraction.match(text, start):
        value = g.fractions[_plain(m["part"])] * g.values[m["scale"].lower()]
        return Number(start, m.end(), (start, m.end()), float(round(value)), float(round(value)))
    if m := g.several.match(text, start):
        low, high = g.ranges[m["scale"].lower() + "s"]
        times = g.values[m["up"].lower()] if m["up"] else 1.0
        return Number(start, m.end(), (start, m.end()), low * times, (high + 1) * times - 1, "about")
    if m := g.vague.match(text, start):
        low, high = g.ranges[_plain(m[0])]
        return Number(start, m.end(), (start, m.end()), low, high, "about")
    return _in_words(text, start, g)


def _in_digits(text: str, start: int, g: _Grammar) -> Number | None:
    m = g.digits.match(text, start)
    if m is None:
        return None
    written, end = m["grouped"], m.end()
    if written[0] == "0" and written[:2] not in ("0", "0."):
        return None
    if " " in written and _word_before(text, start)[0] in g.months:
        # "on June 19 200 people": a day, not the head of a grouped number.
        written, end = written[: written.index(" ")], start + written.index(" ")
        return Number(start, end, (start, end), float(written), float(written))
    dotted = _DOTTED.fullmatch(written) is not None
    if written.count(".") > 1:
        written = written.replace(".", "")
    value = float(re.sub(r"[ ,'’]", "", written)) if len(written) < 40 else math.inf
    if m["short"]:
        letter = m["short"].strip().lower()
        sign = start > 0 and not text[start - 1].isalnum() and not text[start - 1].isspace()
        if len(letter) == 1 and not sign and not _counts_after(text, end):
            # "300m" is a distance, "1.3m people" a count.
            return None
        value *= {"k": 1e3, "m": 1e6, "b": 1e9}.get(letter) or g.values[letter]
        dotted = False
    value, end, scaled = _scaled(text, end, value, g)
    bare = not scaled and not m["short"] and _YEAR.fullmatch(written) is not None
    if scaled and end - m.end() > 0 and value >= 1000 and value % 1000 == 0 and (rest := _REST.match(text, end)):
        # "8 thousand 57"
        value, end = value + float(rest[1]), rest.end()
    value = round(value, 6)
    return Number(start, end, (start, end), value, value, bare=bare, dotted=dotted and not scaled)


_PLURAL_AFTER = re.compile(r"\s+(?:people|children|women|men|\w+s)(?!\w)", re.IGNORECASE)


def _counts_after(text: str, end: int) -> bool:
    return _PLURAL_AFTER.match(text, end) is not None


def _scaled(text: str, end: int, value: float, g: _Grammar) -> tuple[float, int, bool]:
    m = g.scale.match(text, end)
    if m is None or (value > 100 and m.end() - m.end("scale") == 1):
        # "2016 Dozens of civilians": a year, then a number of its own.
        return value, end, False
    return value * g.values[m["scale"].lower()], m.end(), True


def _in_words(text: str, start: int, g: _Grammar) -> Number | None:
    zero = _NONE_OR_BOTH.match(text, start)
    if zero and not g.word.match(text, start):
        value = 2.0 if zero[0].lower() == "both" else 0.0
        return Number(start, zero.end(), (start, zero.end()), value, value)
    total, current, last_scale, at = 0.0, 0.0, math.inf, start
    article = _ARTICLE.match(text, start)
    if article:
        at = article.end()
    end, joint = start, ""
    while m := g.word.match(text, at):
        value = g.values[m[0].lower()]
        if (value < 100 and value != 12) or m[0].lower() == "twelve":
            tens = current % 100 >= 20 and current % 10 == 0 and 0 < value < 10
            if not ((current == 0 and (end == start or last_scale < math.inf)) or current % 100 == 0 < current or tens):
                break
            if value == 0 and end > start:
                break
            current += value
        elif value == 100 and current < 100 and end >= start:
            current = (current or 1.0) * 100
        elif value < last_scale:
            total, current, last_scale = total + (current or 1.0) * value, 0.0, value
        else:
            break
        end = m.end()
        joined = _JOINT.match(text, end)
        if joined is None:
            break
        joint = joined[0].strip().lower()
        if joint == "and" and not (current % 100 == 0 and (current or total)):
            break
        at = joined.end()
    if end == start:
        return None
    if "\n\n" in text[start:end]:
        return None
    return Number(start, end, (start, end), total + current, total + current)


_REST = re.compile(r"\s(\d{1,3})(?![\d,.:]*\d|\w|%)")
_NONE_OR_BOTH = re.compile(r"no[- ]one|nobody|none|no|both", re.IGNORECASE)
_ARTICLE = re.compile(r"an?\s+", re.IGNORECASE)
_JOINT = re.compile(r"\s+and\s+|[\s-]+", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+(?:of\s+)?([a-z]+\.?)", re.IGNORECASE)
_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_HYPHENED = re.compile(r"[-‐‑–][A-Za-z]")
_SIGN_BEFORE = re.compile(r"(?:[A-Z]{1,2})?[$€£¥₽₴₪₹₺₩₦]\s?$")
_SIGN_AFTER = re.compile(r"(?:[A-Z]{1,2})?[$€£¥₽₴₪₹₺₩₦]\s?|")
_DIGIT = re.compile(r"\d")
_TO = re.compile(r"\s*(?P<dash>[-‐‑–—])\s*|\s+(?P<word>to|and|or)\s+", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([\w.'’]+)[\s,]*$")


def _word_before(text: str, at: int) -> tuple[str, int]:
    """The word before `at`, lower, and where it begins; a comma in between counts as none of it."""
    m = _WORD_BEFORE.search(text, max(0, at - 30), at)
    return (m[1].lower(), m.start(1)) if m else ("", at)


def _ranged(text: str, number: Number, g: _Grammar) -> tuple[Number, bool]:
    """The number widened by a second bound after it, and whether the two together are no count (a score, years)."""
    m = _TO.match(text, number.end)
    if m is None or number.high == 0:
        return number, False
    sign_after = _SIGN_AFTER.match(text, m.end())
    at = sign_after.end() if sign_after else m.end()
    apart = m["dash"] and text[m.start()].isspace()
    day = _word_before(text, number.start)[0]
    dated = day in g.months or (m["word"] and day == "since")
    if (dated and (apart or m["word"])) or (apart and text[at : at + 1].isupper()):
        # "LIMA, March 11 - Nine people", "the toll since May 2023 to 900": a date, and then a count.
        return number, False
    nxt = g.first.match(text, at) or (_DIGIT.match(text, at) if m["dash"] else None)
    second = _core(text, at, g) if nxt else None
    sign = _SIGN_BEFORE.search(text, max(0, number.start - 4), number.start)
    before, before_at = _word_before(text, sign.start() if sign else number.start)
    if second is None:
        if m["dash"] and not text[m.start() : m.end()].isspace() and _HYPHENED.match(text, number.end):
            return replace(number, hyphened=True), False
        return number, False
    word = (m["word"] or "").lower()
    low, high = number.low, second.high
    if low > 0 and _ends_in_scale(text, second) and not _ends_in_scale(text, number):
        # "10 to 12 thousand" shares its scale.
        scale = g.values.get(_plain(text[second.start : second.end]).split()[-1].rstrip("s"), 1.0)
        low = low * scale if low * scale <= high else low
    if word == "and":
        if before != "between":
            return number, False
        return replace(number, start=before_at, end=second.end, core=(number.start, second.end), low=low, high=high,
                       qualifier="between", bare=False), low >= high  # fmt: skip
    if m["dash"] and ((number.bare and second.bare) or low >= high):
        return replace(number, end=second.end), True
    if before == "from":
        return replace(number, low=low, high=low if low != number.low else number.high), False
    if low >= high or (word == "or" and high > 2 * low + 1 and high > low * 3):
        return number, False
    if m["dash"] and "—" in m["dash"]:
        return number, False
    return replace(number, end=second.end, core=(number.start, second.end), low=low, high=high, qualifier="between",
                   bare=number.bare and second.bare), False  # fmt: skip


def _ends_in_scale(text: str, number: Number) -> bool:
    words = _plain(text[number.start : number.end]).split()
    return len(words) > 1 and words[-1].isalpha()


_CLOCK = re.compile(
    r":\d|\.\d|/\d|%|°"
    r"|\s?(?:am|pm|a\.m|p\.m|hrs|gmt|utc|o'clock|o’clock|%|per\s?cent|percent|pct|percentage|degrees?|°)(?!\w)"
    r"|[-‐–]?(?:year|yr|month|week|day)s?[-‐– ]old",
    re.IGNORECASE,
)
_PHONE = re.compile(r"[-. ]\d{3,4}[-. ]\d{4}(?!\d)|[-.]\d{3,4}(?![\d,])(?=[-.])")
_DIALLED = re.compile(r"\+\d{1,3}[\d ().-]*$")


def _is_label_or_clock(text: str, number: Number, g: _Grammar) -> bool:
    if _CLOCK.match(text, number.end):
        return True
    if _PHONE.match(text, number.end) or _DIALLED.search(text, max(0, number.start - 24), number.start):
        return True
    before, at = _word_before(text, number.start)
    gap = text[at + len(before) : number.start]
    if before in g.labels and "," not in gap and "." not in gap.strip(". "):
        return True
    if number.bare and (
        g.dated.search(text, max(0, number.start - 20), number.start) or g.starts_number.match(text, number.end)
    ):
        return True
    day = number.high <= 31 and text[number.start : number.end].isdigit()
    if before in g.months and (day or number.bare):
        return True
    after = _NEXT_WORD.match(text, number.end)
    return bool(day and after and after[1].lower() in g.months and after[1][0].isupper())


def _qualified(text: str, number: Number, g: _Grammar) -> Number:
    """The number with the words before and after it that make it a floor, a ceiling or a guess."""
    start, end, qualifier = number.start, number.end, number.qualifier
    sign = _SIGN_BEFORE.search(text, max(0, number.core[0] - 4), number.core[0])
    if sign and sign.start() < start:
        start = sign.start()
    window = max(0, start - 48)
    m = g.before.search(text[window:start])
    if m and number.high != 0:
        q = g.qualifiers[_plain(m["q"])]
        vague = number.qualifier == "about"
        if not (vague and q == "about"):
            qualifier = q if qualifier == "exact" or vague else qualifier
        start = window + m.start("q")
    elif (m := g.after.match(text, end)) and number.high:
        q = "at_least" if m["plus"] else g.qualifiers[_plain(m["q"])]
        qualifier = q if qualifier == "exact" else qualifier
        end = m.end()
    return replace(number, start=start, end=end, qualifier=qualifier, sign=sign[0].strip() if sign else "")
