"""Which claim a denial, doubt, refusal to say or confirmation answers."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.reading.compare import Sides, event_match
from sayso.reading.links.lexicon import facts
from sayso.reading.links.views import CLEAR, KINDRED, MANY, MOST, SOME, View, nested, overlap
from sayso.reading.marks import Parse

# What is answered mostly stands before the answer, and close by.
_LATER = 1.0
_PLAINLY_BEFORE = 1.0
_STEP = 0.06
# Who is not named answers only what his words plainly point to.
_PLAIN = 0.7
_LONGEST_WHY = 60
# Characters between a claim and what answers it in an aside: a comma and a blank.
_ASIDE = 3
_PEOPLE_COUNTED = frozenset({"killed", "injured", "missing", "captured", "displaced", "detained"})
_PROPOSING = frozenset({"demand", "offer", "ask"})


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


def names_doer(view: View, doers: frozenset[str], sides: Sides) -> bool:
    """True where a claim says that one of these sides did it."""
    accused = view.named if view.claim.stance == "accuse" else frozenset()
    return bool(doers & accused) or any(doers & sides(e.actors) for e in view.events)


def best(view: View, before: Iterable[View], after: Iterable[View], sides: Sides) -> View | None:
    """The claim by another speaker that an answer is tied to most; None where nothing ties them."""
    best, top = None, 0.0 if view.speakers else _PLAIN
    for others, later in ((before, False), (after, True)):
        if later and view.claim.stance == "deny" and (top >= _PLAINLY_BEFORE or (best is not None and view.of_words)):
            break  # what is told after a denial is not what it answers, where something is plainly told before
        first = True
        for distance, other in enumerate(others):
            if other.headline or other.speakers & view.speakers or nested(view, other) or not _answerable(view, other):
                continue
            if view.claim.stance in ("deny", "withhold") and other.sides and other.sides <= view.sides:
                continue  # nobody denies, or keeps silent on, what his own side says
            score = _tie(view, other, sides)
            if not later:
                score = score or _anaphoric_tie(view, other, first)
                first = first and other.narrated
            score -= _STEP * distance + (0.5 if other.narrated else 0.0)
            if later and overlap(view, other) < MOST and not (view.of_words and _names(view, other)):
                if not view.lead:
                    continue
                score -= _LATER
            if score > top:
                best, top = other, score
    return best


def _answerable(view: View, other: View) -> bool:
    """True where what the other does can be answered so: a denial may be backed, an offer rejected."""
    if other.claim.stance == "withhold" or (other.narrated and view.claim.stance == "withhold"):
        return False  # who says nothing says nothing to deny
    if "denial" in view.about and view.claim.stance == "confirm":
        return other.claim.stance == "deny"
    if "proposal" in view.about and other.claim.stance in _PROPOSING:
        return True
    if "proposal" in view.about and view.claim.stance == "deny" and not (view.of_words or view.of_guilt):
        # A rejected plan was not said to have happened.
        return overlap(view, other) >= MANY and len(view.words & other.words) > 1
    return other.claim.stance not in ("ask", "demand", "deny")


def _tie(view: View, other: View, sides: Sides) -> float:
    """How strongly event, speaker and words tie a claim to the one it may answer; 0 where they do not."""
    alike = max(
        (
            event_match(x, y, sides)
            for x in view.events
            for y in other.events
            if sides.share(x.actors, y.actors) >= 0 and (x.type == y.type or not other.narrated)
        ),
        default=0.0,
    )
    shared = overlap(view, other)
    score = 2.0 * alike if alike >= KINDRED else 0.0
    if alike < CLEAR and shared < SOME:
        # Two things that happened in one place.
        score *= 0.5
    if (view.of_words or "proposal" in view.about or view.claim.stance == "doubt") and _names(view, other):
        # Of all that those named said, a claim is rather what they assert to have happened.
        score += 2.0 + (0.5 if view.of_words and other.events and other.claim.stance == "assert" else 0.0)
    if (view.indefinite or view.vague) and 0 <= _gap(view, other) <= _ASIDE:
        # ", a claim that X rejects": it answers what it stands behind.
        score += 3.0
    if "toll" in view.about and (view.short or "same" in view.forms) and other.counted & _PEOPLE_COUNTED:
        score += 1.5
    if shared >= MANY and len(view.words & other.words) > 1:
        score += 2.0 * shared
    about_it = denies_words(view) or alike > 0 or shared >= SOME or not other.events
    # A vetoed resolution on a side clears it of nothing.
    accused = other.named & view.sides or ("proposal" not in view.about and other.named & view.named)
    if view.claim.stance == "deny" and other.claim.stance == "accuse" and accused and about_it:
        score += 3.5
    elif (view.of_guilt or view.of_words) and not other.sides & view.sides:
        named = any(view.sides & sides((*e.actors, *e.targets)) for e in other.events)
        score += named * (1.5 if other.claim.stance == "accuse" else 1.0)
    return score


def _gap(view: View, other: View) -> int:
    """Characters between the content of one claim and that of the next."""
    return view.claim.attribution.content[0][0] - other.claim.attribution.content[-1][1]


def _names(view: View, other: View) -> bool:
    """True where an answer names whom it answers: "the Syrian claim", "the observatory's report"."""
    if view.named & other.sides:
        return True
    # Texts that lost their apostrophes write "the observatorys report".
    return any(word in other.callings or word.removesuffix("s") in other.callings for word in sorted(view.words))


def _anaphoric_tie(view: View, other: View, nearest: bool) -> float:
    """ "Denied the claim", "rejected this": the nearest words of another; "the allegations": of an accuser."""
    if other.narrated or (other.sides & view.sides) or view.indefinite:
        return 0.0
    accuser = other.claim.stance == "accuse"
    if view.of_guilt and any(e.actors and e.type in facts().deeds for e in other.events):
        return 1.0
    if view.short and "proposal" in view.about:
        return 1.4 if other.claim.stance in _PROPOSING else 0.0
    if view.short and (view.of_words or view.vague or "denial" in view.about):
        # Rather what tells of an event than what a witness felt.
        felt = other.claim.attribution.quote == "direct" and not (other.events or other.counted)
        return 1.4 if accuser else 0.5 if felt else 0.8
    if "toll" in view.about:
        return 0.0
    if (
        view.short
        and view.definite
        and (
            (view.words & other.words and view.claim.stance != "withhold")
            or (nearest and view.claim.stance == "confirm")
        )
    ):
        # "Acknowledged the deal", "confirmed the discovery".
        return 0.8
    return 0.8 if view.of_words and accuser else 0.0
