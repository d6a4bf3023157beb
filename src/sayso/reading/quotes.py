"""Quotations: what stands between marks, straight or curly, nested, over paragraphs, with marks missing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sayso.model import Span
from sayso.reading.marks import Parse, Quotation

# Two apostrophes or back-ticks in a row stand for one double mark on old wires.
_MARK = re.compile(r"``|''|[\"“”„‟«»‘’‚'`]")
_DOUBLE = frozenset(["``", "''", '"', "“", "”", "„", "‟", "«", "»"])
_OPENING = frozenset(["``", "“", "„", "«", "‘", "‚", "`"])
# Words that begin with an apostrophe ("'90s", "'em"), so that it opens nothing.
_ELIDED = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–-/:")
# A cue right after a comma shows where a quotation ended whose closing mark is missing.
_CUE_AFTER_COMMA = re.compile(
    r"[,!?]\s+(?:(?:he|she|they|it|I|we|the \w+|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s+"
    r"(?:has |had |also |later |then )?"
    r"(?:said|says|added|told|wrote|warned|claimed|insisted|explained|continued|stated)\b"
    r"|(?:said|says|added|according to)\s)"
)
_LONGEST_SCARE = 5
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    double: bool
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Open:
    start: int
    double: bool
    opened: bool = True
    continues: bool = False


def quotations_of(parse: Parse) -> tuple[Quotation, ...]:
    """All quotations in text order, an outer one before those inside it.

    Marks are paired inside one paragraph; only a quotation still open at its end may go on in the next. So a
    wrong mark spoils its paragraph at most. Bounds are code points of the text and take in the marks.
    """
    text = parse.report.text
    starts = [s.start_char for s in parse.sentences]
    found: list[Quotation] = []
    goes_on: bool | None = None
    for start, end in parse.paragraphs:
        marks = _marks(text, start, end)
        if not marks:
            goes_on = None
            continue
        quotations, goes_on = _pair(text, (start, end), marks, starts, goes_on)
        found += quotations
    found.sort(key=lambda q: (q.start, -q.end))
    return tuple(_with_depth(parse, found))


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks = []
    for match in _MARK.finditer(text, start, end):
        mark = _mark(text, match.group(), match.start(), match.end(), start, end)
        if mark is not None:
            marks.append(mark)
    return marks


def _mark(text: str, glyph: str, at: int, after: int, start: int, end: int) -> _Mark | None:
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    may_open = not behind.isspace() and (before in _BEFORE_OPENING or not before.isalnum())
    may_open = may_open and before not in ".,!?"
    may_close = not before.isspace() and not behind.isalnum()
    if glyph in _DOUBLE:
        if glyph in ('"', "''"):
            # Between a digit and a space the mark may be one of inches; pairing decides (see `_pair`).
            return _Mark(at, after, True, may_open or not may_close, may_close or not may_open)
        # A curly mark turned the wrong way round is a typing slip: trust its surroundings then.
        if glyph in _OPENING:
            return _Mark(at, after, True, may_open or not may_close, may_close and not may_open)
        return _Mark(at, after, True, may_open and not may_close, may_close or not may_open)
    if glyph in "‘‚`":
        return None if _ELIDED.match(text, after) else _Mark(at, after, False, may_open, False)
    if before.isalnum() and behind.isalnum():
        return None
    opens = glyph == "'" and may_open and not _ELIDED.match(text, after)
    closes = may_close and not (before == "s" and behind == " " and text[after + 1 : after + 2].islower())
    return _Mark(at, after, False, opens, closes) if opens or closes else None


def _pair(
    text: str, paragraph: Span, marks: list[_Mark], starts: list[int], goes_on: bool | None
) -> tuple[list[Quotation], bool | None]:
    """Quotations of one paragraph, and whether its last is open at its end (then: is it of double marks)."""
    start, end = paragraph
    done: list[Quotation] = []
    stack: list[_Open] = []
    # How many marks of a family, from each mark on, can only close: they tell nesting from a missing mark.
    closers = _closers_ahead(marks)
    if goes_on is not None:
        first = marks[0]
        if first.start == start and first.double == goes_on:
            stack.append(_Open(start, first.double, continues=True))
            marks, closers = marks[1:], closers[1:]
        elif first.closes and not first.opens and first.double == goes_on:
            stack.append(_Open(start, first.double, opened=False, continues=True))
    last_end = start
    for mark, ahead in zip(marks, closers, strict=True):
        same = [o for o in stack if o.double == mark.double]
        if mark.closes and (same or not mark.opens):
            if same and not (mark.opens and len(same) == 1 and ahead >= 2 and stack[-1] is same[-1]):
                while stack and stack[-1] is not same[-1]:
                    stack.pop()
                opened = stack.pop()
                done.append(Quotation(opened.start, mark.end, opened=opened.opened, continues=opened.continues))
                last_end = mark.end if not stack else last_end
                continue
            if not same and mark.double and not _inches(text, mark, start):
                inferred = _inferred_start(text, starts, last_end, mark.start)
                if inferred is not None and not stack:
                    done.append(Quotation(inferred, mark.end, opened=False))
                    last_end = mark.end
                    continue
        if not mark.opens or (not mark.double and not ahead):
            continue
        if same and ahead < len(same) + 1:
            # Not enough closing marks for one inside the other: the first lacks its own.
            broken = same[-1]
            while stack and stack[-1] is not broken:
                stack.pop()
            stack.pop()
            done.append(_unclosed(text, broken, mark.start))
        if len(stack) < 3:
            stack.append(_Open(mark.start, mark.double))
    open_ = next((o for o in stack if o.double), None)
    if open_ is None:
        return done, None
    return [*done, _unclosed(text, open_, end)], True


def _closers_ahead(marks: list[_Mark]) -> list[int]:
    """For each mark, how many later marks of its family may close, less those that can only open."""
    counts = {True: 0, False: 0}
    ahead = []
    for mark in reversed(marks):
        ahead.append(counts[mark.double])
        if mark.closes:
            counts[mark.double] += 1
        elif mark.opens and counts[mark.double] > 0:
            counts[mark.double] -= 1
    return ahead[::-1]


def _inches(text: str, mark: _Mark, start: int) -> bool:
    return mark.start > start and text[mark.start - 1].isdigit()


def _inferred_start(text: str, starts: list[int], floor: int, closing: int) -> int | None:
    """Where a quotation without an opening mark may have begun: after a colon, else with its sentence."""
    i = bisect_right(starts, closing - 1) - 1
    begin = max(floor, starts[i] if i >= 0 else floor)
    colon = text.rfind(": ", begin, closing)
    begin = colon + 2 if colon >= 0 else begin
    while begin < closing and (text[begin].isspace() or text[begin] in ".,;"):
        begin += 1
    return begin if begin < closing else None


def _unclosed(text: str, opened: _Open, limit: int) -> Quotation:
    """A quotation without its closing mark: up to the comma before a cue, else up to `limit`."""
    cue = _CUE_AFTER_COMMA.search(text, opened.start + 1, limit)
    end = cue.start() + 1 if cue else limit
    while end > opened.start + 1 and text[end - 1].isspace():
        end -= 1
    return Quotation(opened.start, end, opened=opened.opened, closed=False, continues=opened.continues)


def _with_depth(parse: Parse, found: list[Quotation]) -> list[Quotation]:
    placed: list[Quotation] = []
    ends: list[int] = []
    for q in found:
        while ends and ends[-1] <= q.start:
            ends.pop()
        placed.append(
            Quotation(q.start, q.end, q.opened, q.closed, q.continues, depth=len(ends), scare=_is_scare(parse, q))
        )
        ends.append(q.end)
    return placed


def _is_scare(parse: Parse, q: Quotation) -> bool:
    if not q.closed or q.continues or q.end - q.start > 60:
        return False
    words = [t for t in parse.tokens(q.start, q.end) if t.text[0].isalnum()]
    inner = parse.report.text[q.start : q.end].rstrip("\"'”’»")
    if not 0 < len(words) <= _LONGEST_SCARE or any(t.tag_ in _FINITE for t in words):
        return False
    # "Go." alone is a whole utterance; an ending comma or stop may also be the outer sentence's.
    return inner[-1:] not in "!?" and not (inner[-1:] in ".," and words[0].text[0].isupper())
