"""Claims that tell the same again: restated by their speaker, or borne out by another."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Relation
from sayso.reading.compare import Sides, event_match
from sayso.reading.links.views import ALIKE, ANSWERS, CLEAR, MANY, MOST, QUARTER, SAME, SOME, View, nested, overlap

# A speaker elaborates on what he said within so many claims.
_GOES_ON = 5
_GOES_ON_WORDS = 3


def agreement(view: View, back: Iterable[View], sides: Sides) -> tuple[int, Relation, str] | None:
    """The first claim that told the same before: by the same speaker, else by another, whom this one bears out."""
    if view.claim.stance in ANSWERS or view.claim.stance in ("demand", "ask"):
        return None
    by_another: tuple[int, Relation, str] | None = None
    for other in back:
        if view.types.isdisjoint(other.types) and len(view.words & other.words) < 3:
            continue
        if other.claim.stance in ("deny", "withhold", "doubt", "ask") or nested(view, other):
            continue
        if _other_measures(view, other):
            continue
        if view.narrated or other.narrated:
            if view.narrated and other.narrated and other.lead and _told_in_full(view, other):
                return other.index, "restates", _shared(view, other)
            continue
        strength, why = event_agreement(view, other, sides)
        near = view.index - other.index
        if view.speakers & other.speakers:
            if near <= _GOES_ON and (
                strength >= CLEAR or (strength >= SAME and overlap(view, other) >= SOME) or _goes_on(view, other)
            ):
                return (
                    other.index,
                    "restates" if _told_again(view, other, strength) else "supports",
                    f"same speaker; {why}",
                )
        elif by_another is None and (
            (strength >= ALIKE and overlap(view, other) >= SOME)
            or (near == 1 and overlap(view, other) >= MOST and bool(other.speakers) and _speak_alike(view, other, 3))
        ):
            by_another = (other.index, "supports", why)
    return by_another


def _other_measures(view: View, other: View) -> bool:
    """True where both count, but not the same thing."""
    return bool(view.counted and other.counted) and view.counted.isdisjoint(other.counted)


def event_agreement(view: View, other: View, sides: Sides) -> tuple[float, str]:
    """How well the best pair of events agrees in type, outcome, doers and place, and in what."""
    top, why = 0.0, _shared(view, other)
    for x in view.events:
        for y in other.events:
            if x.type == y.type and x.polarity == y.polarity and sides.share(x.actors, y.actors) >= 0:
                strength = event_match(x, y, sides)
                if strength > top:
                    top, why = strength, f"same event: {x.type}" + (f", {x.place.name}" if x.place else "")
    return top, why


def _told_again(view: View, other: View, strength: float) -> bool:
    shared = len(view.words & other.words)
    return _restated(view, other) or (strength >= CLEAR and shared >= 3 and overlap(view, other) >= MANY)


def _speak_alike(view: View, other: View, least: int) -> bool:
    """True where two contents share so many words, and not names alone."""
    shared = view.words & other.words
    return len(shared) >= least and len(shared - view.names) >= 2


def _goes_on(view: View, other: View) -> bool:
    near = view.index - other.index <= _GOES_ON_WORDS
    return near and overlap(view, other) >= QUARTER and _speak_alike(view, other, 3)


def _told_in_full(view: View, other: View) -> bool:
    return overlap(view, other) >= MOST and len(view.words & other.words) >= 5


def _restated(view: View, other: View) -> bool:
    return overlap(view, other) >= MOST and len(view.words & other.words) >= 4


def _shared(view: View, other: View) -> str:
    return "same words: " + ", ".join(sorted(view.words & other.words)[:6])
