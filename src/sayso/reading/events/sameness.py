"""Which mentions are of one happening, and what they take over from each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.model import Means, Place, Spans
from sayso.reading.events.finding import ACTS_OF_WAR, VIOLENT
from sayso.reading.events.locating import LEVELS
from sayso.reading.marks import EventMention

# A missile that is shot down belongs to the strike it was part of.
_FAMILY = {"interception": "strike"}
# Many meetings stand in one report; only shared parties make two mentions one.
_PARTIES = frozenset({"meeting", "negotiation", "agreement"})
_HAPPENED = frozenset({"actual", "possible"})
# UCDP's date_prec from which a time tells of history: later mentions do not mean "the attacks of 2015".
HISTORY_PRECISION = 4
# Events of one sentence that a new mention is compared with.
LOOK_BACK = 12
# Headline and lead: these sentences may leave place and day to the ones after them.
OPENING = 3


@dataclass(frozen=True, slots=True)
class Told:
    """An event with what decides whether another mention is of the same one."""

    event: EventMention
    sentence: int
    domain: int
    describes: bool
    """True for a verb that only describes a party: "units fighting rebels"."""
    apart: bool
    """True for what came before or after something, and so is no part of it."""
    own: bool
    """False for a mention that brings in something new: "another attack"."""
    near_place: Place | None
    """Named elsewhere in the sentence, for want of better."""
    verbal: bool
    """True where a verb tells it."""
    refers: bool
    """True for a mention that points back: "the attack", "Friday's raid", "three died"."""


def joined(told: list[Told], new: Told) -> bool:
    """Join a mention to an earlier one of the same happening in the same saying; False where there is none."""
    if new.describes:
        return False
    for n in range(len(told) - 1, max(-1, len(told) - 1 - LOOK_BACK), -1):
        old = told[n]
        if old.sentence != new.sentence:
            return False
        one = old.domain == new.domain and old.apart == new.apart and old.event.type == new.event.type
        if one and not _are_two_deeds(old, new) and _compatible(old.event, new.event):
            event = merged(old.event, new.event)
            told[n] = replace(old, event=event, near_place=old.near_place or new.near_place)
            return True
    return False


def _are_two_deeds(a: Told, b: Told) -> bool:
    """Two verbs of which one tells what was done and the other what is planned, or that strike different parties."""
    if not (a.verbal and b.verbal):
        return False
    one, other = a.event, b.event
    if {one.status, other.status} == {"actual", "planned"} and one.type not in _PARTIES:
        return True
    return bool(one.targets and other.targets) and not set(one.targets) & set(other.targets)


def _compatible(a: EventMention, b: EventMention) -> bool:
    if a.polarity != b.polarity or (a.status != b.status and "actual" not in (a.status, b.status)):
        return False
    if a.actors and b.actors and not set(a.actors) & set(b.actors):
        return False
    if a.place and b.place and a.place.name != b.place.name and a.place.level == b.place.level:
        return False
    return not (a.time and b.time and (a.time.start, a.time.end) != (b.time.start, b.time.end))


def merged(a: EventMention, b: EventMention) -> EventMention:
    """Two mentions of one happening as one: triggers and arguments of both, the first status that says more."""
    trigger: Spans = tuple(sorted({*a.trigger, *b.trigger}))
    actors = tuple(dict.fromkeys((*a.actors, *b.actors)))
    targets = tuple(t for t in dict.fromkeys((*a.targets, *b.targets)) if t not in actors)
    return replace(
        a,
        trigger=trigger,
        actors=actors,
        targets=targets,
        place=_narrower(a.place, b.place),
        time=a.time or b.time,
        # "Met to discuss" has taken place, whatever the purpose.
        status=a.status if a.status != "actual" or (a.type in _PARTIES and b.status == "planned") else b.status,
        means=_all_means(a.means, b.means),
        target_kind=a.target_kind or b.target_kind,
    )


def _all_means(a: tuple[Means, ...], b: tuple[Means, ...]) -> tuple[Means, ...]:
    """The means of both in text order; one without a name only where its kind has none with a name."""
    found: dict[tuple[str, str | None], Means] = {}
    for means in sorted((*a, *b), key=lambda m: m.span):
        found.setdefault((means.kind, means.name), means)
    named = {kind for kind, name in found if name}
    return tuple(m for (kind, name), m in found.items() if name or kind not in named)


def _narrower(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if LEVELS[b.level] < LEVELS[a.level] else a


def completed(told: list[Told]) -> list[EventMention]:
    """Place and time from the nearest earlier mention of the same event; for headline and lead, from the next."""
    done: list[EventMention] = []
    latest: dict[str, EventMention] = {}
    placed: dict[str, EventMention] = {}
    suffered: dict[str, EventMention] = {}
    latest_act: EventMention | None = None
    for n, t in enumerate(told):
        event, kind = t.event, _FAMILY.get(t.event.type, t.event.type)
        if t.refers and event.place is None:
            event = replace(event, place=_place_beside(told, n))
        known = latest.get(kind)
        if known is not None and t.own and _is_same(t, known):
            event = _filled(event, known)
            if event.place is None and kind in placed:
                event = replace(event, place=_filled(event, placed[kind]).place)
        if t.refers and t.own and t.event.type in VIOLENT and (struck := suffered.get(kind)) is not None:
            event = _with_targets(event, struck)
        event = replace(event, place=event.place or t.near_place)
        if event.place is None and latest_act and t.own and t.refers and event.type in ACTS_OF_WAR:
            event = _placed_like(event, latest_act)
        if event.place and event.type in ACTS_OF_WAR and not t.apart and not _is_history(event):
            latest_act = event
        done.append(event)
        history = _is_history(event)
        if (event.place or event.time) and not t.apart and not (history and kind in latest):
            latest[kind] = event
            if event.place:
                placed[kind] = event
        if event.targets and not t.apart and not (history and kind in suffered):
            suffered[kind] = event
    following: dict[str, EventMention] = {}
    for n in range(len(done) - 1, -1, -1):
        event, kind = done[n], _FAMILY.get(done[n].type, done[n].type)
        known = following.get(kind)
        if known is not None and told[n].sentence < OPENING and not (event.place and event.time):
            event = done[n] = _filled(event, known)
        if event.place:
            # The news that a headline tells is not of the day of the history below it.
            following[kind] = replace(event, time=None) if _is_history(event) else event
    return done


def _place_beside(told: list[Told], n: int) -> Place | None:
    """The one place that mentions of the same kind of event in the same sentence give; None where they give two."""
    found = {
        other.event.place.name: other.event.place
        for other in told[max(0, n - LOOK_BACK) : n + LOOK_BACK]
        if other.sentence == told[n].sentence
        and other.event.type == told[n].event.type
        and other.event.place
        and not other.apart
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _has_happened(event: EventMention) -> bool:
    return event.status in _HAPPENED and event.polarity == "positive"


def _is_history(event: EventMention) -> bool:
    return event.time is not None and (event.time.precision or 5) >= HISTORY_PRECISION


def _placed_like(event: EventMention, act: EventMention) -> EventMention:
    """The event with the place of the last act of war told, unless their days differ: "the shelling" after "a raid"."""
    if event.time and act.time and (event.time.start, event.time.end) != (act.time.start, act.time.end):
        return event
    return replace(event, place=act.place)


def _is_same(t: Told, known: EventMention) -> bool:
    """Whether fighting, which a report may tell of in many places, is that known of: definite, or of its parties."""
    event = t.event
    if event.type != "clash":
        return True
    return t.refers or bool({*event.actors, *event.targets} & {*known.actors, *known.targets})


def _filled(event: EventMention, known: EventMention) -> EventMention:
    """The event with the place and time that a mention of the same one gives; as it is where it may be another."""
    shared = set(event.actors) & set(known.actors)
    if not shared and ((event.actors and known.actors) or event.type in _PARTIES):
        return event
    if event.time and known.time and (event.time.start, event.time.end) != (known.time.start, known.time.end):
        return event
    if event.place and known.place and not _one_place(event.place, known.place):
        return event
    # "Another device may explode": what may yet happen has no day as yet.
    happened = event.status == "actual" and known.status in _HAPPENED
    time = event.time or (known.time if happened else None)
    return replace(event, place=event.place or known.place, time=time)


def _with_targets(event: EventMention, known: EventMention) -> EventMention:
    """The event with those who suffered in the happening it refers to, where it names none itself.

    Who acted is never taken over: that is what speakers differ on.
    """
    if event.targets or not (_has_happened(event) and _has_happened(known)):
        return event
    if event.actors and known.actors and not set(event.actors) & set(known.actors):
        return event
    if event.time and known.time and (event.time.start, event.time.end) != (known.time.start, known.time.end):
        return event
    if event.place and known.place and not _one_place(event.place, known.place):
        return event
    return replace(event, targets=tuple(t for t in known.targets if t not in event.actors))


def _one_place(a: Place, b: Place) -> bool:
    """Whether one may lie in the other: the same name, or the same country at different levels."""
    return a.name == b.name or (a.country is not None and a.country == b.country and a.level != b.level)
