"""Events: what is said to happen, coded by type, with participants, place, time, status and polarity."""

from __future__ import annotations

from typing import cast as typed

from sayso.model import EventType, Polarity, Span, Status
from sayso.reading.events.details import means_of, target_kind_of
from sayso.reading.events.finding import VIOLENT, Finder, Hit
from sayso.reading.events.frames import frame_of
from sayso.reading.events.grid import Grid
from sayso.reading.events.holding import with_holdings
from sayso.reading.events.lexicon import Words, words
from sayso.reading.events.locating import Marks
from sayso.reading.events.participants import participants
from sayso.reading.events.passing import thinned
from sayso.reading.events.sameness import HISTORY_PRECISION, Told, completed, joined
from sayso.reading.events.status import status_of
from sayso.reading.events.violence import accompanied, settle_by_report, settle_by_sentence
from sayso.reading.marks import Cast, EventMention, Parse, PlaceMention, TimeMention

# Types in which a town or province is where, not who.
_HARD = VIOLENT | {"control", "deployment", "withdrawal"}
# How far above a noun "in response to" may stand.
APART_STEPS = 5


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
    told: list[Told] = []
    for hit in _hits(finder):
        new = _told(grid, hit, finder, marks, lexicon)
        if not joined(told, new):
            told.append(new)
    return tuple(sorted(completed(told), key=lambda e: e.trigger))


def _hits(finder: Finder) -> list[Hit]:
    """The event words that stay, each with its type."""
    found = accompanied(with_holdings(finder.hits(), finder), finder)
    settle_by_sentence(found, finder)
    return settle_by_report(thinned(found, finder), finder)


def _told(grid: Grid, hit: Hit, finder: Finder, marks: Marks, lexicon: Words) -> Told:
    acting, suffering = participants(grid, hit, finder, lexicon)
    actors = marks.actors(acting, lexicon, hard=False)
    targets = tuple(t for t in marks.actors(suffering, lexicon, hard=hit.type in _HARD) if t not in actors)
    place, placed = marks.place(hit, [*hit.frame.subjects, *hit.frame.owners], lexicon)
    status, polarity = status_of(grid, hit.at, hit.frame, lexicon)
    time = marks.time(hit, lexicon)
    event = EventMention(
        type=typed(EventType, hit.type),
        trigger=((grid.start[hit.first], grid.end[hit.last]),),
        actors=actors,
        targets=targets,
        place=place.place if place and placed else None,
        time=time,
        status=status,
        polarity=polarity,
        means=means_of(grid, hit, lexicon),
        target_kind=target_kind_of(grid, hit, lexicon),
        many=(many := _is_many(grid, hit, time, lexicon)),
    )
    return Told(
        event=event,
        sentence=grid.sentence_of(hit.at),
        domain=grid.domain(hit.at),
        describes=_describes(grid, hit, lexicon),
        apart=_set_apart(grid, hit.at, lexicon),
        own=not (many or any(grid.lemma[c] in lexicon.sets["apart.new"] for c in grid.children(hit.at))),
        near_place=place.place if place else None,
        verbal=grid.tag[hit.at][:1] == "V",
        refers=_refers(grid, hit, lexicon),
    )


def _is_many(grid: Grid, hit: Hit, time: TimeMention | None, lexicon: Words) -> bool:
    """Whether words of loss, or a number of deeds, sum up months: what was told last says nothing of where."""
    summed = hit.strength in ("death", "loss") or grid.tag[hit.at] == "NNS"
    for c in grid.children(hit.at) if summed else ():
        if grid.lemma[c] == "since" and grid.dep[c] == "prep" and (start := grid.child(c, "pobj")) is not None:
            # "The first blast to hit the town since 2011" is one.
            ranked = grid.dep[hit.at] in ("acl", "relcl") and grid.child(grid.head[hit.at], "amod") is not None
            return not ranked and grid.lemma[start] not in lexicon.sets["apart.recent"]
    counted = grid.tag[hit.at] == "NNS" and grid.child(hit.at, "nummod") is not None
    return counted and time is not None and (time.precision or 5) >= HISTORY_PRECISION


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


def status_at(parse: Parse, span: Span) -> tuple[Status, Polarity]:
    """Status and polarity of what the words at `span` name, whether an event of the closed list or not.

    The span's last verb or noun counts; ("actual", "positive") where it has none.
    """
    lexicon = words()
    grid = Grid(parse.doc, lexicon.lemma_of)
    inside = [t.i for t in parse.tokens(*span) if t.tag_[:1] in ("V", "N")]
    tops = [k for k in inside if grid.head[k] == k or grid.head[k] not in inside]
    if not tops:
        return "actual", "positive"
    return status_of(grid, tops[-1], frame_of(grid, tops[-1], lexicon), lexicon)
