"""Assembly: attributions and narrated passages with their events and figures, then the ledger itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.model import (
    Balance,
    Event,
    Figure,
    Link,
    Relation,
    Report,
    ReportLedger,
    Span,
    Spans,
    Stance,
    Statement,
    Status,
    stable_id,
)
from sayso.reading.marks import (
    Attribution,
    Cast,
    Claim,
    EventMention,
    FigureMention,
    Parse,
    Provenance,
    TimeMention,
)

# A content that is asked for, promised or foreseen has not happened, whatever the noun that names it looks like.
UNREALISED: dict[Stance, Status] = {
    "demand": "requested", "offer": "planned", "promise": "planned", "threaten": "planned", "predict": "possible",
    "believe": "possible", "withhold": "possible", "ask": "possible",
}  # fmt: skip
# Deeds that "the" points back at; "the withdrawal" that somebody demands has yet to come.
HARM = frozenset({"strike", "bombing", "abuse", "accident", "interception", "clash"})
_TIMELESS_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "VB", "VBG"})
_LOOSE_ENDS = " \t\n\r\xa0,;:-–—"
_JOINTS = frozenset({"and", "but", "while", "as", "which", "who", "that", "because", "after", "when"})


def claims_of(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    provenance: tuple[Provenance, ...],
    stances: list[Stance],
    cast: Cast,
    events: tuple[EventMention, ...],
    figures: tuple[FigureMention, ...],
    times: tuple[TimeMention, ...],
) -> tuple[Claim, ...]:
    """All statements in text order, each with the events and figures of its own words.

    An event (by its trigger) or figure goes to the innermost content that holds it. Where none does, the sentence
    or what attributions leave of it is a statement of the report itself, its narration.
    """
    holder = _innermost(attributions)
    said_events: dict[int, list[EventMention]] = {}
    said_figures: dict[int, list[FigureMention]] = {}
    told_events: list[EventMention] = []
    told_figures: list[FigureMention] = []
    frames = sorted(span for a in attributions for span in a.cue)
    for event in events:
        i = holder(event.trigger[0][0])
        if i is None and event.type == "meeting" and _is_occasion(parse, event, frames):
            continue
        told_events.append(event) if i is None else said_events.setdefault(i, []).append(event)
    for figure in figures:
        i = holder(figure.span[0])
        told_figures.append(figure) if i is None else said_figures.setdefault(i, []).append(figure)

    said_on = _saying_dates(parse, attributions, times)
    claims = [
        Claim(
            attribution=attribution,
            provenance=provenance[i],
            stance=stances[i],
            events=_distinct(_realised(parse, e, stances[i]) for e in said_events.get(i, ())),
            figures=tuple(said_figures.get(i, ())),
            said=said_on.get(i),
        )
        for i, attribution in enumerate(attributions)
    ]
    claims += _narration(parse, attributions, cast, told_events, told_figures)
    order = sorted(range(len(claims)), key=lambda i: (claims[i].attribution.content, i))
    place = {old: new for new, old in enumerate(order)}
    return tuple(_bare(parse, _renumbered(claims[i], place)) for i in order)


def assemble(
    report: Report,
    cast: Cast,
    claims: tuple[Claim, ...],
    links: tuple[tuple[int, int, Relation, str], ...],
    balances: tuple[tuple[int, str, float, tuple[float, ...]], ...],
) -> ReportLedger:
    """The claims under their ids, with the actors that they name, in their content too."""
    report_id = report.id  # a hash over the whole text: asked for once
    statements = [_statement(report_id, claim) for claim in claims]
    ids = [s.id for s in statements]
    kept = {s.id: s for s in statements}
    named = {a for s in kept.values() for a in _actors_named(s)}
    # Whom a statement speaks of belongs to it as much as who acts in its events: "demanded that Redland pay".
    named |= {m.actor for s in kept.values() if s.cue for span in s.content for m in cast.within(*span)}
    return ReportLedger(
        report=report.head(),
        actors=tuple(a for a in cast.actors if a.id in named),
        statements=tuple(kept.values()),
        links=tuple(
            Link(from_=ids[a], to=ids[b], relation=relation, why=why)
            for a, b, relation, why in links
            if ids[a] != ids[b]
        ),
        balances=tuple(
            Balance(statement=ids[i], of=of, total=total, parts=parts, unaccounted=total - sum(parts))
            for i, of, total, parts in balances
        ),
    )


def _innermost(attributions: Sequence[Attribution]) -> _Holder:
    return _Holder([(start, end, i) for i, a in enumerate(attributions) for start, end in a.content])


class _Holder:
    """Answers which content (by index) holds an offset most tightly."""

    def __init__(self, pieces: list[tuple[int, int, int]]) -> None:
        # A sweep over all bounds gives, for every stretch of text, its shortest cover: built once, asked often.
        bounds = sorted({x for start, end, _ in pieces for x in (start, end)})
        covers: list[int | None] = [None] * len(bounds)
        for start, end, i in sorted(pieces, key=lambda p: (p[0] - p[1], p[2])):
            for k in range(bisect_left(bounds, start), bisect_left(bounds, end)):
                covers[k] = i
        self._bounds, self._covers = bounds, covers

    def __call__(self, offset: int) -> int | None:
        k = bisect_right(self._bounds, offset) - 1
        return self._covers[k] if k >= 0 else None


def _realised(parse: Parse, event: EventMention, stance: Stance) -> EventMention:
    token = parse.token_at(event.trigger[0][0])
    if event.status == "actual" and stance in UNREALISED and token is not None and token.tag_ in _TIMELESS_TAGS:
        # "He believes they took part in the murder": the murder is taken for granted.
        known = token.tag_ in ("NN", "NNS") and any(c.dep_ == "det" and c.lower_ == "the" for c in token.lefts)
        return event if known and event.type in HARM else replace(event, status=UNREALISED[stance])
    return event


def _distinct(events: Iterable[EventMention]) -> tuple[EventMention, ...]:
    """One event for each happening: mentions of a type join unless their participants, place or outcome differ."""
    kept: list[EventMention] = []
    for event in events:
        for k, other in enumerate(kept):
            if _same_happening(event, other):
                kept[k] = replace(
                    other,
                    actors=other.actors or event.actors,
                    targets=other.targets or event.targets,
                    place=other.place or event.place,
                    time=other.time or event.time,
                    means=other.means or event.means,
                    target_kind=other.target_kind or event.target_kind,
                )
                break
        else:
            kept.append(event)
    return tuple(kept)


def _same_happening(a: EventMention, b: EventMention) -> bool:
    def agree(x: object, y: object) -> bool:
        return not x or not y or x == y

    return (
        a.type == b.type
        and a.polarity == b.polarity
        and agree(a.actors, b.actors)
        and agree(a.targets, b.targets)
        and agree(a.place and a.place.name, b.place and b.place.name)
    )


def _saying_dates(parse: Parse, attributions: Sequence[Attribution], times: Sequence[TimeMention]) -> dict[int, str]:
    """When each attribution was said: a date that hangs on its cue, not one inside the content."""
    found: dict[int, str] = {}
    starts = [t.span[0] for t in times]
    for i, attribution in enumerate(attributions):
        if not attribution.cue:
            continue
        low, high = attribution.cue[0][0], attribution.cue[-1][1]
        for time in times[bisect_left(starts, low) : bisect_right(starts, high + 30)]:
            inside = any(a <= time.span[0] < b for a, b in attribution.content)
            if time.start and not inside and _hangs_on(parse, time.span, attribution.cue):
                found[i] = time.start if time.end in (None, time.start) else f"{time.start}/{time.end}"
                break
    return found


def _is_occasion(parse: Parse, event: EventMention, cues: Sequence[Span]) -> bool:
    """Whether a meeting is but who was told: "told a news conference"."""
    token = parse.token_at(event.trigger[-1][1] - 1)
    if token is None or token.dep_ not in ("dobj", "dative"):
        return False
    k = bisect_right(cues, (token.head.idx, len(parse.report.text))) - 1
    return k >= 0 and cues[k][0] <= token.head.idx < cues[k][1]


def _hangs_on(parse: Parse, span: Span, cue: Spans) -> bool:
    token = parse.token_at(span[0])
    for _ in range(4):
        if token is None or token.head is token:
            return False
        if any(a <= token.idx < b for a, b in cue):
            return True
        token = token.head
    return token is not None and any(a <= token.idx < b for a, b in cue)


def _narration(
    parse: Parse,
    attributions: Sequence[Attribution],
    cast: Cast,
    events: Sequence[EventMention],
    figures: Sequence[FigureMention],
) -> Iterator[Claim]:
    narrator = narrator_of(parse.report, cast)
    if narrator is None or not (events or figures):
        return
    taken = sorted(
        piece for a in attributions if a.within is None for part in (a.source, a.cue, a.content) for piece in part
    )
    event_starts = [e.trigger[0][0] for e in events]
    figure_starts = [f.span[0] for f in figures]
    for start, end in _free_stretches(parse, taken):
        own_events = events[bisect_left(event_starts, start) : bisect_left(event_starts, end)]
        own_figures = figures[bisect_left(figure_starts, start) : bisect_left(figure_starts, end)]
        # A figure alone may be the number of a note: ".[4]".
        if own_events or (own_figures and any(c.isalpha() for c in parse.report.text[start:end])):
            yield Claim(
                attribution=Attribution(content=((start, end),), quote="narration"),
                provenance=Provenance(speakers=(narrator,), chain=(narrator,)),
                stance="assert",
                events=_distinct(own_events),
                figures=tuple(own_figures),
            )


def narrator_of(report: Report, cast: Cast) -> str | None:
    """The actor that speaks where nobody else does: the agency, else the outlet, else an unnamed outlet."""
    media = [a for a in cast.actors if a.kind == "media"]
    for carrier in (report.agency, report.outlet, "unnamed outlet"):
        for actor in media:
            if carrier and carrier in (actor.name, *actor.aliases):
                return actor.id
    return None


def _free_stretches(parse: Parse, taken: Sequence[Span]) -> Iterator[Span]:
    """Sentences, or what the spans in `taken` leave of them, within the prose of the report."""
    text, body = parse.report.text, parse.report.body or ((0, len(parse.report.text)),)
    starts = [t[0] for t in taken]
    for sentence in parse.sentences:
        for low, high in body:
            at, stop = max(low, sentence.start_char), min(high, sentence.end_char)
            k = max(0, bisect_left(starts, at) - 1)
            while at < stop:
                while k < len(taken) and taken[k][1] <= at:
                    k += 1
                begin = min(stop, taken[k][0]) if k < len(taken) else stop
                if begin > at:
                    trimmed = _trim(text, at, begin)
                    if trimmed:
                        yield trimmed
                at = max(begin, taken[k][1]) if k < len(taken) and taken[k][0] < stop else stop


def _trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without loose punctuation and without the joint that tied it to what was taken."""
    words = text[start:end].rstrip(_LOOSE_ENDS)
    if (last := words[-9:].split(" ")[-1]) in _JOINTS:
        words = words[: -len(last)].rstrip(_LOOSE_ENDS)
    lead = len(words) - len(words.lstrip(_LOOSE_ENDS))
    if (first := words[lead : lead + 9].split(" ")[0]) in _JOINTS:
        lead += len(first) + 1
    return (start + lead, start + len(words)) if any(c.isalnum() for c in words[lead:]) else None


def _renumbered(claim: Claim, place: dict[int, int]) -> Claim:
    a = claim.attribution
    if a.within is None and a.continues is None:
        return claim
    return replace(
        claim,
        attribution=replace(
            a,
            within=None if a.within is None else place[a.within],
            continues=None if a.continues is None else place[a.continues],
        ),
    )


def _bare(parse: Parse, claim: Claim) -> Claim:
    """The claim without the "that" which ties its content to the cue: annotators of attribution keep it."""
    (start, end), *rest = claim.attribution.content
    token = parse.token_at(start)
    if token is None or token.dep_ != "mark" or token.lower_ != "that" or token.i + 1 >= len(parse.doc):
        return claim
    start = parse.doc[token.i + 1].idx
    if start >= end:
        return claim
    return replace(claim, attribution=replace(claim.attribution, content=((start, end), *rest)))


def _statement(report_id: str, claim: Claim) -> Statement:
    a = claim.attribution
    return Statement(
        id=stable_id("s", report_id, a.content, a.cue, a.source),
        content=a.content,
        cue=a.cue,
        source=a.source,
        speakers=claim.provenance.speakers,
        chain=claim.provenance.chain,
        stance=claim.stance,
        quote=a.quote,
        framing=claim.framing,
        said=claim.said,
        confidence=None if a.quote == "narration" else round(a.confidence, 3),
        events=tuple(_event(e) for e in claim.events),
        figures=tuple(
            Figure(measure=f.measure, low=f.low, high=f.high, qualifier=f.qualifier, side=f.side, span=(f.span,))
            for f in claim.figures
        ),
    )


def _event(e: EventMention) -> Event:
    return Event(
        type=e.type,
        trigger=e.trigger,
        actors=e.actors,
        targets=e.targets,
        place=e.place,
        start=e.time.start if e.time else None,
        end=e.time.end if e.time else None,
        precision=e.time.precision if e.time else None,
        status=e.status,
        polarity=e.polarity,
        means=e.means,
        target_kind=e.target_kind,
    )


def _actors_named(s: Statement) -> Iterator[str]:
    yield from s.speakers
    yield from s.chain
    for event in s.events:
        yield from event.actors
        yield from event.targets
    for figure in s.figures:
        if figure.side:
            yield figure.side
