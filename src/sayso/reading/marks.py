"""What one reading step hands to the next: marks on a report's text.

Every span is `(start, end)` in code points of `Report.text`. Since the parse keeps offsets, `token.idx` of
`Parse.doc` is such an offset too. A mark never carries text of its own; ask `Parse.words(spans)`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.model import (
    Actor,
    EventType,
    Means,
    Measure,
    Place,
    Polarity,
    Qualifier,
    Quote,
    Report,
    Span,
    Spans,
    Stance,
    Status,
    TargetKind,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan


@dataclass(frozen=True)
class Parse:
    """A report with its tokens, tags, dependency parse, lemmas and named entities.

    `doc.text` is as long as `report.text`, character by character, but eased for the parser: wrapped lines
    joined, control characters blanked, all-capital passages lowered. Quote from `report.text`, never from `doc`.
    """

    report: Report
    doc: Doc
    paragraphs: Spans
    """Each paragraph without the white space around it, in order; a headline is one."""

    def words(self, spans: Spans) -> str:
        """The report's own text under the spans, pieces joined by a space."""
        return " ".join(self.report.text[a:b] for a, b in spans)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.idx for t in self.doc]

    def tokens(self, start: int, end: int) -> SpacySpan:
        """The tokens that begin in `[start, end)`, as a spaCy span (it may be empty)."""
        return self.doc[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the character at `offset`, or None between tokens."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._starts[i] + len(self.doc[i]):
            return self.doc[i]
        return None

    @cached_property
    def sentences(self) -> tuple[SpacySpan, ...]:
        """The sentences, in order; none crosses a paragraph."""
        return tuple(self.doc.sents)

    def paragraph_of(self, offset: int) -> int:
        """Index of the paragraph that holds `offset` (the one before, in a gap; 0 before the first)."""
        return max(0, bisect_right([p[0] for p in self.paragraphs], offset) - 1)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks. `start` and `end` take in the marks, where they stand."""

    start: int
    end: int
    opened: bool = True
    """False where the opening mark is missing and was inferred."""
    closed: bool = True
    """False where the text breaks off or goes on in the next paragraph without a closing mark."""
    continues: bool = False
    """True where the quotation goes on from the paragraph before."""
    depth: int = 0
    """0 for an outermost quotation, 1 for one inside another."""
    scare: bool = False
    """True for a few quoted words that are no clause: a term, a title, a nickname."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) attributes (cue) what (content), as spans of the text."""

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    quote: Quote = "indirect"
    within: int | None = None
    """Index of the attribution whose content holds this one; None at the top."""
    continues: int | None = None
    """Index of the earlier attribution whose speaker goes on speaking here without a cue of its own."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor. `kind`: name, title, pronoun, description, adjective ("Russian")."""

    span: Span
    actor: str
    kind: str


@dataclass(frozen=True)
class Cast:
    """The actors of a report and where it mentions them; mentions in text order, an outer one before its inner."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """The actors by id."""
        return {a.id: a for a in self.actors}

    @cached_property
    def _starts(self) -> list[int]:
        return [m.span[0] for m in self.mentions]

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """Mentions that lie wholly inside `[start, end)`, in text order."""
        for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self.mentions[i].span[1] <= end:
                yield self.mentions[i]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who speaks in an attribution, and through whom it came: ids of actors."""

    speakers: tuple[str, ...]
    chain: tuple[str, ...]
    """Outermost carrier first (agency, else outlet), the (first) speaker last."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as named at `span`, resolved as far as it can be."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time as written at `span`. Inclusive ISO dates, None where the report does not fix them."""

    span: Span
    start: str | None
    end: str | None
    precision: int | None = None
    """UCDP's date_prec 1-5; None where start is None."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event that the text names at `trigger`. `status` and `polarity` are those of its own clause."""

    type: EventType
    trigger: Spans
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: Place | None = None
    time: TimeMention | None = None
    status: Status = "actual"
    polarity: Polarity = "positive"
    means: tuple[Means, ...] = ()
    target_kind: TargetKind | None = None
    many: bool = False
    """True for what happened again and again, who knows where: "7,000 killed since January", "four raids in 2021"."""


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A number at `span` (the words of number and qualifier) with what it measures."""

    span: Span
    measure: Measure
    low: float | None
    high: float | None
    qualifier: Qualifier = "exact"
    side: str | None = None
    noun: str | None = None
    """Lemma of the thing counted ("drone", "person"), where it is said."""


@dataclass(frozen=True)
class Claim:
    """A statement in the making: an attribution or a narrated passage with all that was found for it."""

    attribution: Attribution
    provenance: Provenance
    stance: Stance
    events: tuple[EventMention, ...] = ()
    figures: tuple[FigureMention, ...] = field(default=())
    said: str | None = None
    framing: Spans = ()
