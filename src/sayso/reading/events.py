"""Events: what is said to happen, coded by type, with participants, place, time, status and polarity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast as typed

from sayso.model import EventType, Place, Spans
from sayso.reading.events_grid import Grid
from sayso.reading.events_roles import LEVELS, Marks, participants
from sayso.reading.events_status import status_of
from sayso.reading.events_types import ACTS_OF_WAR, VIOLENT, Finder, Hit, settle
from sayso.reading.events_words import Words, words
from sayso.reading.marks import Cast, EventMention, Parse, PlaceMention, TimeMention

# A missile that is shot down belongs to the strike it was part of.
_FAMILY = {"interception": "strike"}
# Types in which a town or province is where, not who.
_HARD = VIOLENT | {"control", "deployment", "withdrawal"}
# Many meetings stand in one report; only shared parties make two mentions one.
_PARTIES = frozenset({"meeting", "negotiation", "agreement"})
_HAPPENED = frozenset({"actual", "possible"})
# UCDP's date_prec from which a time tells of history: later mentions do not mean "the attacks of 2015".
HISTORY_PRECISION = 4
# How far above a noun "in response to" may stand.
APART_STEPS = 5
# Events of one sentence that a new mention is compared with.
LOOK_BACK = 12
# Headline and lead: these sentences may leave place and day to the ones after them.
OPENING = 3


@dataclass(frozen=True, slots=True)
class _Told:
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
    refers: bool
    """True for a mention that points back: "the attack", "Friday's raid", "three died"."""


def events_of(
    parse: Parse, cast: Cast, places: tuple[PlaceMention, ...], times: tuple[TimeMention, ...]
) -> tuple[EventMention, ...]:
    """Events of the closed list in text order of their triggers, arguments taken from their own clause.

    Mentions of one happening under one act of saying are one event with the triggers of each. Place and time that
    the clause leaves out come from the nearest mention of the same event, as far as the report tells it is the same.
    """
    lexicon = words()
    grid = Grid(parse.doc, lexicon.lemma_of)
    marks = Marks(grid, lexicon, cast, places, times)
    finder = Finder(grid, lexicon, marks.covers, marks.kinds, marks.placed)
    told: list[_Told] = []
    for hit in settle(finder.hits(), finder):
        new = _told(grid, hit, finder, marks, lexicon)
        if not _joined(told, new):
            told.append(new)
    return tuple(sorted(_completed(told), key=lambda e: e.trigger))


def _told(grid: Grid, hit: Hit, finder: Finder, marks: Marks, lexicon: Words) -> _Told:
    acting, suffering = participants(grid, hit, finder, lexicon)
    actors = marks.actors(acting, lexicon, hard=False)
    targets = tuple(t for t in marks.actors(suffering, lexicon, hard=hit.type in _HARD) if t not in actors)
    place, placed = marks.place(hit, [*hit.frame.subjects, *hit.frame.owners], lexicon)
    status, polarity = status_of(grid, hit.at, hit.frame, lexicon)
    event = EventMention(
        type=typed(EventType, hit.type),
        trigger=((grid.start[hit.first], grid.end[hit.last]),),
        actors=actors,
        targets=targets,
        place=place.place if place and placed else None,
        time=marks.time(hit, lexicon),
        status=status,
        polarity=polarity,
    )
    return _Told(
        event=event,
        sentence=grid.sentence_of(hit.at),
        domain=grid.domain(hit.at),
        describes=_describes(grid, hit, lexicon),
        apart=_set_apart(grid, hit.at, lexicon),
        own=not any(grid.lemma[c] in lexicon.sets["apart.new"] for c in grid.children(hit.at)),
        near_place=place.place if place else None,
        refers=_refers(grid, hit, lexicon),
    )


def _refers(grid: Grid, hit: Hit, lexicon: Words) -> bool:
    """Whether the words point back at a happening told before: a definite noun, or one that tells losses alone."""
    if hit.strength == "background":
        return False
    if hit.strength in ("death", "loss"):
        return hit.type != "clash"  # the dead of a war fell in many places
    return grid.tag[hit.at][:2] == "NN" and any(
        grid.lemma[c] in lexicon.sets["apart.known"] or (grid.dep[c] == "poss" and grid.entity[c] in ("DATE", "TIME"))
        for c in grid.children(hit.at)
    )


def _describes(grid: Grid, hit: Hit, lexicon: Words) -> bool:
    return (
        grid.dep[hit.at] in ("acl", "relcl")
        and grid.tag[hit.at][:1] == "V"
        and hit.strength != "death"
        and grid.lemma[hit.at] not in lexicon.sets["status.lethal"]
        and grid.lemma[grid.head[hit.at]] not in lexicon.nouns
    )


def _set_apart(grid: Grid, at: int, lexicon: Words) -> bool:
    """Whether "after", "in response to" and the like stand over the event's word."""
    between = lexicon.sets["apart.words"]
    for _ in range(APART_STEPS):
        if grid.lemma[at] in between and grid.dep[at] in ("prep", "pobj", "mark", "pcomp", "dobj"):
            return True
        if grid.dep[at] in ("advcl", "ccomp") and any(
            grid.dep[c] == "mark" and grid.lemma[c] in between for c in grid.children(at)
        ):
            return True
        if grid.tag[at][:1] == "V" or grid.head[at] == at:
            return False
        at = grid.head[at]
    return False


def _joined(told: list[_Told], new: _Told) -> bool:
    """Join a mention to an earlier one of the same happening in the same saying; False where there is none."""
    if new.describes:
        return False
    for n in range(len(told) - 1, max(-1, len(told) - 1 - LOOK_BACK), -1):
        old = told[n]
        if old.sentence != new.sentence:
            return False
        one = old.domain == new.domain and old.apart == new.apart and old.event.type == new.event.type
        if one and _compatible(old.event, new.event):
            event = merged(old.event, new.event)
            told[n] = replace(old, event=event, near_place=old.near_place or new.near_place)
            return True
    return False


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
    )


def _narrower(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if LEVELS[b.level] < LEVELS[a.level] else a


def _completed(told: list[_Told]) -> list[EventMention]:
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
            following[kind] = event
    return done


def _place_beside(told: list[_Told], n: int) -> Place | None:
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


def _is_same(t: _Told, known: EventMention) -> bool:
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
    happened = {event.status, known.status} <= _HAPPENED
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
