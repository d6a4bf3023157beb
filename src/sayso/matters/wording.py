"""A matter's question in one line of English."""

from __future__ import annotations

from sayso.matters.answering import asked_on
from sayso.matters.issues import is_issue
from sayso.matters.scoring import Profile

_QUESTIONS = {
    "event": "What happened", "responsibility": "Who did it", "demand": "What is demanded",
    "treatment": "Where the hurt are treated", "control": "Who holds the place",
}  # fmt: skip


def asked(profile: Profile, question: str) -> str:
    """ "How many killed (children): strike, Khan Sheikhoun, 2017-04-04"."""
    if is_issue(question):
        return asked_on(question, profile.actors)
    measure, _, part = question.partition(":")
    head = _QUESTIONS.get(question) or "How many " + measure.replace("_", " ") + (
        f" ({part.replace('_', ' ')})" if part else ""
    )
    return f"{head}: {told_of(profile)}"


def told_of(profile: Profile) -> str:
    """What, where and when, as most accounts have it."""
    start, end, dated = profile.when()
    place = profile.where()
    kind = next((t for t, _ in profile.types.most_common(1)), None)
    if profile.family == "war":
        kind = "war"
    days = None if not dated or start is None else start if end in (None, start) else f"{start} to {end}"
    return ", ".join(part for part in (kind, place.name if place else None, days) if part) or "no event named"
