"""Claims that cannot hold beside each other: other figures, another outcome, another culprit."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import Relation
from sayso.reading.compare import (
    NEAR,
    REALISED,
    WIDE,
    Sides,
    apart_in_time,
    event_match,
    figures_meet,
    in_words,
    kin,
    place_match,
)
from sayso.reading.links.lexicon import facts
from sayso.reading.links.views import MANY, SOME, View, overlap
from sayso.reading.marks import EventMention, FigureMention

# Counts of one event differ by less than this, whoever gives them.
_FARTHEST = 20
# Who goes back on his words is told of right after them.
RETREATS_BACK = 2
_DENIABLE = frozenset({"guilt", "words", "grounds"})
_PEOPLE = frozenset({"person", "people", None})
_NO_VERSION = frozenset({"demand", "offer", "ask", "withhold", "doubt"})
"""Stances that give no version of what happened."""


def _no_version(view: View) -> bool:
    return view.narrated or view.claim.stance in _NO_VERSION


def other_figure(view: View, other: View, sides: Sides) -> str | None:
    """The two figures by which two claims about one event cannot both hold, None where they can."""
    if _no_version(view) or _no_version(other):
        return None
    pair = apart_figures(view, other, sides)
    if pair is None or not _one_count(view, other, sides):
        return None
    return f"{pair[0].measure}: {in_words(pair[0])} against {in_words(pair[1])}"


def _one_count(view: View, other: View, sides: Sides) -> bool:
    """True where two claims count the victims, weapons or deeds of one event."""
    for x in view.events:
        for y in other.events:
            place = place_match(x.place, y.place)
            same_place = place >= NEAR and x.place is not None and x.place.level not in WIDE
            if same_place and place < 1 and _beside(x, y):
                continue
            # Of one bombing in one place, each may name its victims differently.
            if same_place and x.type == y.type and not apart_in_time(x, y):
                return True
            if event_match(x, y, sides) <= 0:
                continue
            if same_place:
                return True
            shared = sides.share(x.targets, y.targets) + sides.share(x.actors, y.actors)
            if place in (0.0, 1.0) and (shared > 0 or overlap(view, other) >= MANY):
                return True
    return False


def _beside(x: EventMention, y: EventMention) -> bool:
    """True for two sites or quarters of one town, which have their victims each for itself."""
    return (
        x.place is not None and y.place is not None and x.place.level == y.place.level and x.place.name != y.place.name
    )


def apart_figures(view: View, other: View, sides: Sides) -> tuple[FigureMention, FigureMention] | None:
    """Figures of one measure and scope whose ranges do not meet: the view's, the other's."""
    for mine in _totals(view):
        for theirs in _totals(other):
            if (
                mine.measure == theirs.measure
                and _same_scope(mine, theirs, sides)
                and not figures_meet(mine, theirs)
                and not _some_of(mine, theirs)
                and not _some_of(theirs, mine)
                and _comparable(mine, theirs)
            ):
                return mine, theirs
    return None


def _totals(view: View) -> Iterator[FigureMention]:
    """The figures of a claim but for what it tells as a part or on top, or beside its total."""
    if view.among or view.further:
        return
    for figure in view.claim.figures:
        if figure.measure != "other" and not any(
            f.measure == figure.measure and (f.high or 0) > (figure.high or 0) for f in view.claim.figures
        ):
            yield figure


def _comparable(a: FigureMention, b: FigureMention) -> bool:
    """False where one is so much more than the other that it counts a war against a day."""
    small, large = sorted((a.high or 0.0, b.high or 0.0))
    return large <= _FARTHEST * max(small, 1.0)


def _same_scope(a: FigureMention, b: FigureMention, sides: Sides) -> bool:
    if a.side and b.side and not sides((a.side,)) & sides((b.side,)):
        return False
    return same_kind(a, b)


def same_kind(a: FigureMention, b: FigureMention) -> bool:
    """True where two figures count the same kind of people or things, as far as their words tell."""
    return a.noun == b.noun or a.noun in _PEOPLE or b.noun in _PEOPLE


def _some_of(a: FigureMention, b: FigureMention) -> bool:
    """True for a smaller number of a kind of people beside one of people: "two bombers", "17 people"."""
    return a.noun not in _PEOPLE and b.noun in _PEOPLE and (a.high or 0) < (b.low or 0)


def other_outcome(view: View, other: View, sides: Sides) -> str | None:
    """The event whose outcome or culprit two claims tell differently, None where they agree."""
    if _no_version(view) or _no_version(other):
        return None
    for x in view.events:
        for y in other.events:
            place = place_match(x.place, y.place)
            if place < 0 or apart_in_time(x, y) or (x.status in REALISED) != (y.status in REALISED):
                continue
            where = f"{x.type}, {x.place.name}" if x.place else x.type
            denied = _denied(view, x) != _denied(other, y) and not view.sides & other.sides
            if denied and (_own_part(view, x, y, sides) or _own_part(other, y, x, sides)):
                continue
            actors = sides.share(x.actors, y.actors)
            share = 1.0 if view.of_guilt or other.of_guilt else overlap(view, other)
            if _clears_alone(view, other, actors) or _clears_alone(other, view, actors):
                continue
            if denied and x.type == y.type and _told_and_denied(actors, place, share, view.of_words or other.of_words):
                return f"same event: {where}; opposite polarity"
            if "deny" in (view.claim.stance, other.claim.stance):
                continue
            if place >= NEAR and (_rivals(x, other, y, sides) or _rivals(y, view, x, sides)):
                return f"same event: {where}; opposite outcome"
            accusing = [v.claim.stance == "accuse" for v in (view, other)]
            alike = kin(x.type, y.type) if all(accusing) else x.type == y.type
            owned = view.owned or other.owned
            if any(accusing) and alike and _other_culprit(x, y, place, sides, owned=owned):
                return f"same event: {where}; another culprit"
    return None


def _told_and_denied(actors: int, place: float, share: float, of_words: bool) -> bool:
    """True where doers, place and words make it likely that one deed is told and denied.

    Where others' words are denied, what these were about is no more than that.
    """
    if actors > 0:
        return place > 0 or share >= SOME
    return actors == 0 and place == 1 and share >= MANY and not of_words


def _clears_alone(denial: View, other: View, actors: int) -> bool:
    """True where who denies a part in a deed is not who the other says did it: such a denial denies no deed."""
    denied = denial.claim.stance == "deny" and denial.of_guilt
    return denied and actors <= 0 and not (other.claim.stance == "accuse" and other.named & denial.sides)


def retreat(view: View, other: View, sides: Sides) -> tuple[Relation, str] | None:
    """How a side goes back on what it "initially said" just before: its speaker by himself, or another for him."""
    early = sorted(other.cue & facts().retreat)
    if not early or view.cue & facts().retreat:
        return None
    one = bool(view.speakers & other.speakers)
    people = (view.claim.provenance.speakers, other.claim.provenance.speakers)
    if not (one or view.sides & other.sides or sides.at_home(people[0]) & sides.at_home(people[1])):
        return None
    if not any(kin(x.type, y.type) for x in view.events for y in other.events) and not overlap(view, other):
        return None
    if one:
        return "updates", f"same speaker; “{early[0]}” said before"
    return ("contradicts", f"“{early[0]}” said before") if view.negated != other.negated else None


def denied_in_content(view: View) -> bool:
    """True where the content itself denies: it negates something, or names what speaks for a deed or the part in it."""
    return view.negated or bool(view.about & _DENIABLE)


def _denied(view: View, event: EventMention) -> bool:
    """True where an event is denied: it is negated, or the cue denies, or its grounds or the doer's part in it are."""
    if event.polarity == "negative" or view.claim.stance != "deny":
        return event.polarity == "negative"
    if view.about & _DENIABLE:
        return True
    # Who rejects a plan denies nothing that happened.
    return bool(view.cue & facts().denial) and "proposal" not in view.about


def _own_part(view: View, event: EventMention, other: EventMention, sides: Sides) -> bool:
    """True where a side denies that a deed was its own, and the other tells it without a doer: both can hold."""
    return _denied(view, event) and bool(sides(event.actors) & view.sides) and not other.actors


def _rivals(held: EventMention, view: View, other: EventMention, sides: Sides) -> bool:
    """True where one says a side lost a place and the other (told in `view`) that it holds it or fights on there."""
    if held.type != "control" or "negative" in (held.polarity, other.polarity):
        return False
    if not held.actors or held.status not in REALISED or other.status not in REALISED:
        return False
    if other.type == "control":
        return bool(other.actors) and sides.share(held.actors, other.actors) < 0
    if other.type != "clash" or other.status != "ongoing":
        return False
    if not other.actors:
        # Who says that fighting goes on speaks of his own side, where he names none.
        return bool(sides(held.targets) & sides.at_home(view.claim.provenance.speakers))
    return sides.share(held.targets, other.actors) > 0


def _other_culprit(x: EventMention, y: EventMention, place: float, sides: Sides, *, owned: bool) -> bool:
    """True where a deed is laid to two sides. `owned`: one of them claims it, so that it is the one spoken of."""
    if not {x.type, y.type} <= facts().deeds or sides.share(x.actors, y.actors) >= 0:
        return False
    targets = sides.share(x.targets, y.targets)
    near = place >= NEAR and x.place is not None and x.place.level not in WIDE
    if "negative" in (x.polarity, y.polarity):
        return False
    return (targets > 0 < place) or (targets == 0 and near) or (owned and targets >= 0)
