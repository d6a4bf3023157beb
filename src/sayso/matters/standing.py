"""Where each speaker of a matter stands, how that changed, and between what numbers the matter lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.matters.linking import Given, figure_of
from sayso.matters.model import Answer, Count
from sayso.model import Measure, Stance
from sayso.reading.compare import figures_meet

# The lowest numbers that vague words stand for where the most cautious count is asked for: dozens, hundreds, thousands.
_CAUTIOUS = {24.0: 12.0, 200.0: 100.0, 2000.0: 1000.0, 20000.0: 10000.0}


@dataclass(frozen=True, slots=True)
class Stand:
    """What a speaker held in one statement."""

    statement: str
    report: str
    said: str | None
    stance: Stance
    counts: tuple[Count, ...]
    culprits: tuple[str, ...]
    holder: tuple[str, ...]
    denied: bool


@dataclass(frozen=True, slots=True)
class Position:
    """What a speaker holds on a matter: the latest stand first, with what was held before."""

    speakers: tuple[str, ...]
    stands: tuple[Stand, ...]
    changed: bool
    """Whether the latest stand cannot hold beside an earlier one."""


@dataclass(frozen=True, slots=True)
class Value:
    """One speaker's latest number."""

    speakers: tuple[str, ...]
    count: Count
    statement: str
    said: str | None


@dataclass(frozen=True, slots=True)
class Range:
    """Between what numbers a matter lies, by measure, part and side; never a mean."""

    measure: Measure
    part: str | None
    side: str | None
    low: float | None
    high: float | None
    """The lowest low and the highest high of all statements, of each the largest number."""
    latest_low: float | None
    latest_high: float | None
    """The same over each speaker's latest number, as UCDP takes its low and high estimate."""
    cautious: float | None
    """The lowest of each speaker's latest number, vague words at their least, as ACLED counts."""
    values: tuple[Value, ...]


def positions_of(given: Iterable[Given]) -> tuple[Position, ...]:
    """The position of each speaker, those who spoke last first. A report's own voice is the speaker it has."""
    by_speaker: dict[tuple[str, ...], list[Stand]] = {}
    for one in given:
        a = one.answer
        by_speaker.setdefault(a.speakers, []).append(
            Stand(a.statement, one.report, a.said, a.stance, a.counts, a.culprits, a.holder, a.denied)
        )
    found = []
    for speakers, stands in by_speaker.items():
        ordered = tuple(sorted(stands, key=lambda s: s.said or "", reverse=True))
        found.append(Position(speakers, ordered, any(_clash(ordered[0], old) for old in ordered[1:])))
    return tuple(sorted(found, key=lambda p: p.stands[0].said or "", reverse=True))


def _clash(new: Stand, old: Stand) -> bool:
    if new.said == old.said:
        return False  # on one day a speaker tells of several things, seldom another version of one
    if (set(new.culprits) & set(old.culprits) or set(new.holder) & set(old.holder)) and new.denied != old.denied:
        return True
    if {new.stance, old.stance} in ({"deny", "confirm"}, {"deny", "assert"}):
        return True
    return any(
        a.measure == b.measure
        and a.part == b.part
        and a.side == b.side
        and not figures_meet(figure_of(a), figure_of(b))
        for a in new.counts[:1]
        for b in old.counts[:1]
    )


def ranges_of(given: Iterable[Given]) -> tuple[Range, ...]:
    """The range of each measure, part and side that statements of a matter count."""
    told: dict[tuple[Measure, str | None, str | None], list[tuple[Answer, Count]]] = {}
    for one in given:
        for count in _largest(one.answer):
            told.setdefault((count.measure, count.part, count.side), []).append((one.answer, count))
    return tuple(
        _range(measure, part, side, counts)
        for (measure, part, side), counts in sorted(told.items(), key=lambda t: tuple(map(str, t[0])))
    )


def _largest(answer: Answer) -> Iterable[Count]:
    """Of the counts of one statement the largest of each kind: the total rather than a part."""
    largest: dict[tuple[Measure, str | None, str | None], Count] = {}
    for count in answer.counts:
        key = (count.measure, count.part, count.side)
        held = largest.get(key)
        if held is None or (count.high or 0, count.low or 0) > (held.high or 0, held.low or 0):
            largest[key] = count
    return largest.values()


def _range(measure: Measure, part: str | None, side: str | None, counts: list[tuple[Answer, Count]]) -> Range:
    latest: dict[tuple[str, ...], tuple[Answer, Count]] = {}
    for answer, count in counts:
        held = latest.get(answer.speakers)
        newer = held is None or ((answer.said or "") >= (held[0].said or "") and not answer.outdated)
        if newer or (held is not None and held[0].outdated):
            latest[answer.speakers] = answer, count
    values = tuple(
        Value(speakers, count, answer.statement, answer.said)
        for speakers, (answer, count) in sorted(latest.items(), key=lambda v: (v[1][1].low or 0.0, v[0]))
    )
    every, last = [c for _, c in counts], [v.count for v in values]
    return Range(
        measure=measure, part=part, side=side,
        low=_least(every), high=_most(every), latest_low=_least(last), latest_high=_most(last),
        cautious=min((_cautious(c) for c in last if c.low is not None), default=None),
        values=values,
    )  # fmt: skip


def _cautious(count: Count) -> float:
    low = count.low or 0.0
    return _CAUTIOUS.get(low, low) if count.qualifier == "about" else low


def _least(counts: Iterable[Count]) -> float | None:
    return min((c.low for c in counts if c.low is not None), default=None)


def _most(counts: Iterable[Count]) -> float | None:
    return max((c.high for c in counts if c.high is not None), default=None)
