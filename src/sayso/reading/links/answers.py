"""Which claim a denial, doubt, refusal to say or confirmation answers."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.reading.compare import Sides, event_match
from sayso.reading.links.lexicon import facts
from sayso.reading.links.views import CLEAR, KINDRED, MANY, SOME, View, nested, overlap
from sayso.reading.marks import Parse

# What is answered mostly stands before the answer, and close by.
_LATER = 1.0
_STEP = 0.06
_LONGEST_WHY = 60


def quoted(parse: Parse, view: View) -> str:
    """The words that answer, as the report has them, cut short."""
    a = view.claim.attribution
    words = " ".join(f"{parse.words(a.cue)} {parse.words(a.content)}".split())
    if len(words) > _LONGEST_WHY:
        words = words[:_LONGEST_WHY].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"


def denies_words(view: View) -> bool:
    """True where a denial is of somebody's words, or its cue denies as such."""
    return view.of_words or view.of_guilt or bool(view.cue & facts().denial)


def best(view: View, before: Iterable[View], after: Iterable[View], sides: Sides) -> View | None:
    """The claim by another speaker that an answer is tied to most; None where nothing ties them."""
    best, top = None, 0.0
    for others, later in ((before, False), (after, True)):
        for distance, other in enumerate(others):
            if other.headline or other.speakers & view.speakers or nested(view, other):
                continue
            if other.claim.stance in ("ask", "demand", "deny") or (other.narrated and view.claim.stance == "withhold"):
                continue
            score = _tie(view, other, sides)
            if not later:
                score = score or _anaphoric_tie(view, other)
            score -= _STEP * distance + (_LATER if later else 0.0) + (0.5 if other.narrated else 0.0)
            if score > top:
                best, top = other, score
    return best


def _tie(view: View, other: View, sides: Sides) -> float:
    """How strongly event, speaker and words tie a claim to the one it may answer; 0 where they do not."""
    alike = max(
        (event_match(x, y, sides) for x in view.events for y in other.events if sides.share(x.actors, y.actors) >= 0),
        default=0.0,
    )
    shared = overlap(view, other)
    score = 2.0 * alike if alike >= KINDRED else 0.0
    if alike < CLEAR and shared < SOME:
        # Two things that happened in one place.
        score *= 0.5
    if view.named & other.sides and (view.of_words or view.claim.stance == "doubt"):
        score += 2.0
    if shared >= MANY and len(view.words & other.words) > 1:
        score += 2.0 * shared
    if view.claim.stance == "deny" and other.claim.stance == "accuse" and other.named & view.sides:
        score += 1.5
    elif (view.of_guilt or view.of_words) and not other.sides & view.sides:
        accused = any(view.sides & sides((*e.actors, *e.targets)) for e in other.events)
        score += accused * (1.5 if other.claim.stance == "accuse" else 1.0)
    return score


def _anaphoric_tie(view: View, other: View) -> float:
    """ "Denied the claim", "rejected this": the nearest words of another; "the allegations": of an accuser."""
    if other.narrated or other.sides & view.sides:
        return 0.0
    accuser = other.claim.stance == "accuse"
    if view.indefinite:
        return 0.0
    if view.of_guilt and any(e.actors and e.type in facts().deeds for e in other.events):
        return 1.0
    if view.short and (view.of_words or view.vague):
        return 1.4 if accuser else 0.8
    return 0.8 if view.of_words and accuser else 0.0
