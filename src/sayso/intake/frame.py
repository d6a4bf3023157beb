"""The frame around a report's prose: headline, byline, date line, dateline, credits. Nothing is removed, only found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from sayso.intake import agencies
from sayso.intake.dates import CLOCK, DATE, DAY_OF_YEAR, MONTH, WEEKDAY, iso_date
from sayso.model import Span, Spans

# The frame is looked for in this many characters at each end; a line that never ends must not be searched whole.
HEAD_REACH = 3_000
TAIL_REACH = 1_500
LONGEST_TITLE = 250
LONGEST_OPENING = 160
SHOUTED_SHARE = 0.8


@dataclass
class Frame:
    """What stands around the prose of a report."""

    title: str | None = None
    published: str | None = None
    dateline: str | None = None
    agency: str | None = None
    carrier: str | None = None
    """An agency that opens the text without brackets: its own, unless a credit names another."""
    cuts: list[Span] = field(default_factory=list)
    """What is no prose; the headline is prose."""

    def note(self, start: int, end: int, *, published: str | None = None, agency: str | None = None) -> None:
        """Leave `[start, end)` out of the prose; a date or agency found there counts where none was found before."""
        self.cuts.append((start, end))
        self.published = self.published or published
        self.agency = self.agency or agency


def frame_of(text: str) -> Frame:
    """The frame of a report's text. A date without its year, or one that cannot be, tells nothing."""
    frame = Frame()
    _read_head(text, frame)
    _read_tail(text, frame)
    frame.agency = frame.agency or frame.carrier
    return frame


def body_of(text: str, cuts: list[Span]) -> Spans:
    """The spans of `text` outside `cuts`, without the white space at their ends, in order."""
    spans, at = [], 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        piece = text[at:start]
        if piece.strip():
            first = at + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(piece.strip())))
        at = max(at, end)
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    last: bool
    """True before a blank line and at the end of the text."""


def _lines(text: str, start: int, end: int) -> list[_Line]:
    """The lines that touch `text[start:end]` and are not blank, without the white space around them."""
    found: list[_Line] = []
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            found.append(_Line(first, first + len(words), words, last=False))
        elif found:
            found[-1] = _Line(found[-1].start, found[-1].end, found[-1].words, last=True)
        start += len(line)
    if found and start >= len(text):
        found[-1] = _Line(found[-1].start, found[-1].end, found[-1].words, last=True)
    return found


# --------------------------------------------------------------------------- the head: all that stands above the prose


def _read_head(text: str, frame: Frame) -> None:
    lines = _lines(text, 0, HEAD_REACH)
    i, titled = 0, False
    while i < len(lines):
        if _is_furniture(lines[i], frame):
            i += 1
        elif not titled and (length := _title_length(lines, i)):
            frame.title = " ".join(" ".join(line.words for line in lines[i : i + length]).split())
            i, titled = i + length, True
        else:
            _read_opening(text, lines[i], frame)
            return


def _title_length(lines: list[_Line], i: int) -> int:
    """How many lines from `i` on are the headline; 0 where there is none."""
    if i + 1 < len(lines) and _RULE.fullmatch(lines[i + 1].words) and not lines[i].last:
        return 1
    paragraph = [lines[i].words]
    for before, line in zip(lines[i:], lines[i + 1 : i + 4], strict=False):
        if before.last or len(line.words) >= 90 or _is_furniture(line, Frame()):
            break
        paragraph.append(line.words)
    if lines[i + len(paragraph) - 1].last and _reads_as_title(" ".join(paragraph)):
        return len(paragraph)
    if i + 1 == len(lines) or not _reads_as_title(lines[i].words):
        return 0
    below = lines[i + 1]
    over_prose = len(below.words) > 120 and len(below.words) > 1.5 * len(lines[i].words)
    return int(over_prose or _is_furniture(below, Frame()) or _Opening.at(below.words) is not None)


def _reads_as_title(words: str) -> bool:
    if len(words) > LONGEST_TITLE or len(words.split()) < 2:
        return False
    if (opening := _Opening.at(words)) and (opening.signed or opening.place):
        return False
    bare = words.rstrip("\"'”’»)]* ")
    return not bare.endswith((",", ";", ":", ".")) or bool(_ENDS_IN_INITIALS.search(bare))


_RULE = re.compile(r"[=\-~—_*#]{3,}")
_ENDS_IN_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$|\.\.\.$")


def _is_furniture(line: _Line, frame: Frame) -> bool:
    """Whether the line is a rule, byline, credit or date line; what it tells is noted in `frame`."""
    words = line.words
    if _RULE.fullmatch(words):
        frame.note(line.start, line.end)
    elif len(words) > LONGEST_OPENING:
        return False
    elif match := _date_line().fullmatch(words):
        frame.note(line.start, line.end, published=iso_date(match["date"]), agency=_named_in(match["by"] or ""))
    elif _own_line_credit().fullmatch(words):
        frame.note(line.start, line.end, agency=_named_in(words))
    elif _is_byline(words):
        named = re.search(agencies.pattern(), words)
        frame.note(line.start, line.end, agency=agencies.agency_of(named.group()) if named else None)
    else:
        return False
    return True


def _is_byline(words: str) -> bool:
    first, _, rest = words.partition(" ")
    names = rest.split()
    return (
        first in ("By", "BY", "by")
        and 0 < len(names) <= 16
        and not words.endswith((".", ":", "?", "!"))
        and all(name[0].isupper() or not name[0].isalpha() or name in _BYLINE_PARTICLES for name in names)
    )


_BYLINE_PARTICLES = frozenset(
    {
        "and", "of", "the", "for", "in", "at", "de", "al", "el", "bin", "van", "von", "der", "da", "a", "our", "own",
        "staff", "special", "correspondent", "correspondents", "reporter", "reporters", "writer", "writers", "agencies",
    }
)  # fmt: skip


def _named_in(words: str) -> str | None:
    """The first agency named in a credit; None where the credit tells of more than one, or says "with"."""
    found = re.findall(agencies.pattern(), words)
    return agencies.agency_of(found[0]) if found and not _MATERIAL_FROM.search(words) else None


# An outlet that writes "with Reuters and AFP" tells whose material it used, not whose text it carries.
_MATERIAL_FROM = re.compile(r"(?i)\bwith\b|\band\b|\binputs?\b|\bagencies\b")

_DATED = (
    r"\(?(?i:date(?:\s+of\s+publication)?|(?:first\s+|last\s+)?(?:published|posted|updated?|issued|modified|released))\b"
    r"(?:\s+(?:on|at|in\s+[^,\n]{1,40},))?\s*[:|-]?\s+"
)


@cache
def _date_line() -> re.Pattern[str]:
    return re.compile(
        rf"""(?:{_DATED})? (?:{CLOCK}[\s,|]*)? (?P<date>{DATE}) (?:[\s,|–—T-]*{CLOCK})* \)?
             (?: [\s,|]* \(?(?:[Ll]ast\s+)? (?:[Uu]pdated?|UPDATED?|[Mm]odified)\b .{{0,60}} )?
             (?: [\s,|–—-]+ (?P<by>{agencies.pattern()}) )? [.:]?""",
        re.VERBOSE,
    )


@cache
def _own_line_credit() -> re.Pattern[str]:
    agency = agencies.pattern()
    return re.compile(
        rf"""[-–—(\[*\s]*
             (?:(?:[Ss]ource|SOURCE|[Vv]ia|[Cc]redit|[Ww]ith|[Ff]rom|[Bb]y)s?\b:?\s+ (?:inputs?\s+from\s+)?)?
             (?:[Tt]he\s+)? {agency} (?:\s*(?:,|/|&|and|\+)\s*(?:[Tt]he\s+)?(?:{agency}|agencies))*
             (?:\s+(?:[Ss]taff|STAFF)(?:\s+[Ww]riters?)?|\s+[Cc]ontributed\s+to\s+this\s+report)? [\s)\].*]*
           | (?:©|\([Cc]\)|[Cc]opyright)\s .{{0,80}}
           | [\s(]* (?:19|20)\d\d \s+ {agency} [\s).]*
           | [\s(\[]* [Ss]ources?:? \s+ [^.]{{2,60}} [\s)\].]*
           | [\s(\[]* (?:[Aa]dditional\s+)?[Rr]eporting\s+by\s .{{2,300}}
           | [\s(\[]* (?:[Ee]dit|[Ww]ritt)(?:ing|ed|en)\s+by\s .{{2,200}}
           | [Aa]gencies | [Rr]ead\s+(?:[Aa]lso|[Mm]ore|[Nn]ext):? """,
        re.VERBOSE,
    )


# -------------------------------------------------------------------------- the opening: what stands before the prose
# on its first line


@dataclass(frozen=True, slots=True)
class _Opening:
    """A dateline: "KYIV, April 26 (AP) —"."""

    length: int
    place: str | None
    date: str | None
    agency: str | None
    signed: bool
    """Whether the agency stands between brackets or slashes."""

    @staticmethod
    def at(words: str, *, dated: bool = False, shouted: bool = False) -> _Opening | None:
        """The dateline that `words` begin with. `dated`: "published …" stood before; `shouted`: all is in capitals."""
        match = _dateline().match(words[:LONGEST_OPENING])
        if match is None:
            return None
        place, date = match["place"], match["date"]
        if place and "." not in place[:-1]:
            place = place.rstrip(".")
        signed = match["signed"] or match["bare"] or ""
        known = agencies.agency_of(signed.strip())
        if known is None and (found := re.match(agencies.pattern(), signed)):
            known = agencies.agency_of(found.group())
        if place in agencies.labels() or (place and agencies.agency_of(place) and not known):
            known, place = known or agencies.agency_of(place), None
            if known is None or match["region"] or date:
                return None
        capitals = bool(place and place.isupper() and sum(c.isalpha() for c in place) > 3 and not shouted)
        if match["signed"]:
            # An unknown name between brackets is an agency only after a date; else it may be the country.
            sure = known is not None or (date is not None and place is not None)
            known = known or (signed.strip() if sure else None)
        elif match["bare"] or place is None:
            sure = known is not None
        else:
            # "BEIRUT - " is a dateline, "SHOUT- " may be anything.
            mark = match.start("mark")
            spaced = not (words[mark] == "-" and words[mark - 1].isalpha())
            sure = (capitals or dated or date is not None) and _a_place(place) and spaced
        if not sure:
            return None
        return _Opening(
            match.end(), place and _in_lower_case(place), iso_date(date) if date else None, known, bool(match["signed"])
        )


@cache
def _dateline() -> re.Pattern[str]:
    word = r"[^\W\d_a-z][\w.’'`]*(?:-[\w’'`]+)*"
    place = rf"{word}(?:(?:/|\ (?:(?:de|del|la|el|al|ez|of|the|da|do|sur|au|en)\ )?){word}){{0,3}}"
    other = rf"(?i:{MONTH}|{WEEKDAY})|{agencies.pattern()}"
    return re.compile(
        rf"""(?: (?P<place>{place}?)
                 (?P<region>,\s*(?!{other}){place}?|\s*[(\[](?!{other}){place}[)\]])? (?=[\s,.:(/\[–—―_-]) )?
             [.,]? \s*
             (?: (?P<date>{DATE}|{DAY_OF_YEAR}(?:,?\s+(?:19|20)\d\d)?) [.,]? \s* (?:{CLOCK}[.,]?\s*)? )?
             (?: [(\[/] (?P<signed>[^()\[\]\n]{{2,40}}?) [)\]/] | (?P<bare>{agencies.pattern()}) )?
             (?P<mark> \s* (?:\.-|[–—―_]|--+) \s* | \s+-\s+ | -\s+ | \s*:\s+ | (?(signed)\.\s+|(?!)) )""",
        re.VERBOSE,
    )


def _a_place(place: str) -> bool:
    return place.split()[0] not in agencies.openers() and sum(c.isalpha() for c in place) > 2


def _in_lower_case(place: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), place) if place.isupper() else place


def _read_opening(text: str, line: _Line, frame: Frame) -> None:
    """Dates, datelines and credits before the first words of prose, on their line."""
    end = min(line.end, line.start + 4 * LONGEST_OPENING)
    shouted = _is_shouted(text[line.start : end])
    start, dated = line.start, False
    for _ in range(4):
        words = text[start:end]
        if match := _glued_date().match(words):
            frame.note(start, start + match.end(), published=iso_date(match["date"]))
            start, dated = start + match.end(), match["label"] is not None
        elif opening := _Opening.at(words, dated=dated, shouted=shouted):
            if not (opening.agency or opening.date or dated) and _is_transcript(text):
                return
            frame.note(start, start + opening.length, published=opening.date)
            if opening.signed:
                frame.agency = frame.agency or opening.agency
            frame.carrier = frame.carrier or opening.agency
            frame.dateline = frame.dateline or opening.place
            start += opening.length
        else:
            break
    if frame.dateline is None and (match := _late_dateline().search(text, start, end + 400)):
        frame.note(match.start("dateline"), match.end(), agency=agencies.agency_of(match["agency"]))
        frame.dateline = _in_lower_case(match["place"])
    if frame.published is None and (match := _late_date().search(text, start, end)):
        frame.note(match.start(), match.end(), published=iso_date(match["date"]), agency=_named_in(match["by"]))


def _is_shouted(words: str) -> bool:
    found = re.findall(r"[^\W\d_]{2,}", words)
    return sum(map(str.isupper, found)) >= SHOUTED_SHARE * len(found)


def _is_transcript(text: str) -> bool:
    """Whether paragraphs begin with names in capitals and a colon over and over: people speaking, no datelines."""
    return len(re.findall(r"(?m)^[A-Z][A-Z .'’-]{1,30}:\s", text[:20_000])) > 1


@cache
def _glued_date() -> re.Pattern[str]:
    # A date before prose is a date line only where prose begins anew behind it: "15 Aug 2016 A bomber ..."
    return re.compile(
        rf"""(?P<label>{_DATED})? (?P<date>{DATE}) (?:[\s,|–—T-]*{CLOCK})* (?:\s*\(updated[^()]{{0,40}}\)|\))?
             (?: \s*[-–—|]+\s* | \s*[:.]\s+ | \s+ (?:[A-Z][a-z]+\s+(?={agencies.pattern()}\s+[-–—]))?)
             (?=["“‘'(\[]?[^\W_a-z])""",
        re.VERBOSE,
    )


@cache
def _late_dateline() -> re.Pattern[str]:
    # Below a summary of a sentence or two, only an unmistakable dateline is taken for one.
    return re.compile(
        rf"""(?<=[.!?"”\n])\s+
             (?P<dateline> (?P<place>[A-Z][A-Z.'’-]+(?:\ [A-Z][A-Z.'’-]+){{0,3}}) (?:,\s*[A-Z][\w.]+)? ,?
             \s*(?:{DATE}|{DAY_OF_YEAR})?,? \s* [(/] (?P<agency>{agencies.pattern()}) [)/] \s*[.–—_-]+\s* )""",
        re.VERBOSE,
    )


@cache
def _late_date() -> re.Pattern[str]:
    return re.compile(rf"""(?P<by>{agencies.pattern()}) \s+ (?P<date>{DATE}) (?=\s+["“]?[^\W_a-z])""", re.VERBOSE)


# -------------------------------------------------------------------------------- the tail: credits under the prose


def _read_tail(text: str, frame: Frame) -> None:
    prose = max([end for _, end in frame.cuts], default=0)
    lines = _lines(text, max(prose, len(text) - TAIL_REACH), len(text))
    while lines and text[prose : lines[-1].start].strip():
        line = lines[-1]
        # The first line of the reach may be the end of a longer one: no line of its own.
        whole = text[line.start - 1].isspace()
        if len(line.words) > 2 * LONGEST_OPENING or not whole or not _is_credit(line, frame):
            break
        lines.pop()
    if lines:
        _read_glued_credits(text, max(lines[-1].start, lines[-1].end - 400), lines[-1].end, frame)


def _is_credit(line: _Line, frame: Frame) -> bool:
    unspaced = "".join(line.words.split())
    for tail, agency in agencies.tails():
        if tail in unspaced:
            frame.note(line.start, line.end, agency=agency)
            return True
    if _own_line_credit().fullmatch(line.words) or line.words == frame.agency:
        frame.note(line.start, line.end, agency=_named_in(line.words))
        return True
    return _date_line().fullmatch(line.words) is not None and _is_furniture(line, frame)


def _read_glued_credits(text: str, start: int, end: int, frame: Frame) -> None:
    """Credits on the last line of prose, with or without a blank before them."""
    for _ in range(3):
        words = text[start:end].rstrip()
        match = _glued_credit().search(words)
        if match is None or not words[: match.start()].strip():
            return
        frame.note(start + match.start(), start + match.end(), agency=_named_in(match.group()))
        end = start + match.start()


@cache
def _glued_credit() -> re.Pattern[str]:
    agency = agencies.pattern()
    listed = rf"{agency}(?:\s*(?:,|/|&|and)\s*(?:{agency}|agencies))*"
    return re.compile(
        rf"""(?: (?<=[.!?"”’')\]]) \s* [-–—―_]* \s* (?:[Ss]ource:?\s+)? (?:{listed})
               | \s* [-–—―]+ \s* (?:{listed})
               | \s* [(\[] (?:(?:[Ss]ources?|[Ww]ith|[Vv]ia):?\s+ (?:inputs?\s+from\s+)?)? {listed} [)\]]
               | \s* [(\[] (?:[Ss]ources?|[Ww]ith|[Vv]ia|[Rr]eporting\ by|[Ee]diting\ by|[Ww]riting\ by) :?\s
                   [^()\[\]]{{2,250}} [)\]]
               | (?<=[.!?"”]) \s* [Ss]ource:?\s+ [A-Z][^.]{{1,40}}
               | (?<=[a-z0-9]) (?:{agencies.short_forms()})
               | \s* (?:©|\([Cc]\)|[Cc]opyright)\s .{{0,80}}
             ) \.? \s* $""",
        re.VERBOSE,
    )
