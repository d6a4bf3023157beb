"""Claims that tell the same again: restated by their speaker, or borne out by another.

How much speaks for it is counted in points of the lexicon `links`: words, figures, day and place that two claims have
in common, how close they stand, and whether the earlier one is what the report leads with.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sayso.lexicons import load
from sayso.model import Relation
from sayso.reading.compare import WIDE, Sides, apart_in_time, event_match, in_words, place_match
from sayso.reading.links.views import ANSWERS, CLEAR, MANY, MOST, View, nested, overlap
from sayso.reading.marks import EventMention, FigureMention

# Beyond these, more words in common and a greater distance count no further.
_MOST_WORDS = 4
_FARTHEST = 10
_SAYING_AGAIN = frozenset({*ANSWERS, "demand", "ask"})
_UNSUPPORTED = frozenset({"deny", "withhold", "doubt", "ask"})


@cache
def _points() -> dict[str, float]:
    points: dict[str, float] = load("links")["agreement"]
    return points


def agreement(view: View, back: Iterable[View], sides: Sides, first: int | None) -> tuple[int, Relation, str] | None:
    """The earlier claim that told the same, by the same speaker or by another whom this one bears out.

    `first` is the index of the claim that the report leads with.
    """
    best: View | None = None
    top = _points()["least"]
    for other in back:
        if view.types.isdisjoint(other.types) and len(view.words & other.words) < 2:
            continue
        if nested(view, other) or not _may_agree(view, other):
            continue
        if view.narrated or other.narrated:
            if view.narrated and other.narrated and other.lead and _told_in_full(view, other):
                return other.index, "restates", _reasons(view, other, sides)
            continue
        points = _agreement_points(view, other, first)
        if points is not None and points >= top:
            best, top = other, points
    if best is None:
        return None
    why = _reasons(view, best, sides)
    if not view.speakers & best.speakers:
        return best.index, "supports", why
    again = _told_again(view, best, event_agreement(view, best, sides))
    return best.index, "restates" if again else "supports", f"same speaker; {why}"


def _may_agree(view: View, other: View) -> bool:
    """True where one may tell what the other told: who answers, demands or asks only says so again himself."""
    mine, theirs = view.claim.stance, other.claim.stance
    if mine in _SAYING_AGAIN:
        return mine == theirs and bool(view.speakers & other.speakers)
    return theirs not in _UNSUPPORTED


def _agreement_points(view: View, other: View, first: int | None) -> float | None:
    """How much speaks for it that two claims tell the same; None where they tell of different events."""
    points, shared = _points(), view.words & other.words
    distance = view.index - other.index
    share, same_speaker = overlap(view, other), bool(view.speakers & other.speakers)
    total = points["word"] * min(len(shared - view.names), _MOST_WORDS)
    if len(shared) > 1:
        total += points["all words"] * share
    if not other.owned and not (same_speaker and share >= MOST and len(shared) > 2):
        # All that is told of a deed goes back to who claimed it; the same is said again in the same words anywhere.
        total -= points["step"] * min(distance, _FARTHEST)
    pairs = _one_event(view, other)
    if not pairs and any(x.type == y.type for x in view.events for y in other.events):
        return None
    for name, holds in (
        ("same speaker", same_speaker),
        ("same event type", bool(pairs)),
        ("same day", any(_same_day(x, y) for x, y in pairs)),
        ("same place", any(_same_place(x, y) for x, y in pairs)),
        ("same figure", any(_same_figure(f, g) for f in view.claim.figures for g in other.claim.figures)),
        ("claimed responsibility", other.owned),
        ("first", other.index == first),
        ("next", distance == 1),
        ("no cue", not view.claim.attribution.cue),
    ):
        if holds:
            total += points[name]
    return total


def _same_day(x: EventMention, y: EventMention) -> bool:
    if x.time is None or y.time is None or x.time.start is None:
        return False
    return (x.time.start, x.time.end) == (y.time.start, y.time.end)


def _same_place(x: EventMention, y: EventMention) -> bool:
    return x.place is not None and y.place is not None and x.place.name == y.place.name and x.place.level not in WIDE


def _same_figure(f: FigureMention, g: FigureMention) -> bool:
    return f.measure == g.measure and (f.low, f.high) == (g.low, g.high) and (f.high or 0) > 1


def _one_event(view: View, other: View) -> list[tuple[EventMention, EventMention]]:
    """Their events that may be one: of one type and outcome, and apart neither in time nor in place."""
    return [
        (x, y)
        for x in view.events
        for y in other.events
        if x.type == y.type
        and x.polarity == y.polarity
        and not apart_in_time(x, y)
        and place_match(x.place, y.place) >= 0
    ]


def event_agreement(view: View, other: View, sides: Sides) -> float:
    """How well the best pair of events agrees in type, outcome, doers and place."""
    pairs = (pair for pair in _one_event(view, other) if sides.share(pair[0].actors, pair[1].actors) >= 0)
    return max((event_match(x, y, sides) for x, y in pairs), default=0.0)


def _reasons(view: View, other: View, sides: Sides) -> str:
    """The fields and words in which two claims agree."""
    reasons = []
    pairs = _one_event(view, other)
    if pairs:
        x, y = max(pairs, key=lambda pair: event_match(pair[0], pair[1], sides))
        where = x.place or y.place
        reasons.append(f"same event: {x.type}" + (f", {where.name}" if where else ""))
    figure = next(
        (f for f in view.claim.figures if any(_same_figure(f, g) for g in other.claim.figures)),
        None,
    )
    if figure:
        reasons.append(f"same figure: {figure.measure} {in_words(figure)}")
    shared = view.words & other.words
    if len(shared) > 1 or (shared and not reasons):
        reasons.append(_shared(view, other))
    return "; ".join(reasons)


def _told_again(view: View, other: View, strength: float) -> bool:
    if view.owned and other.owned:
        return True
    share, shared = overlap(view, other), len(view.words & other.words)
    return (share >= MOST and shared >= 3) or (strength >= CLEAR and shared >= 3 and share >= MANY)


def _told_in_full(view: View, other: View) -> bool:
    """True where most words are the same, and the figures, where both count the same thing."""
    figures = [(f, g) for f in view.claim.figures for g in other.claim.figures if f.measure == g.measure]
    if figures and not any(_same_figure(f, g) for f, g in figures):
        return False
    return overlap(view, other) >= MOST and len(view.words & other.words) >= 5


def _shared(view: View, other: View) -> str:
    return "same words: " + ", ".join(sorted(view.words & other.words)[:6])
