"""Balances: a total against the parts that the same report gives of it.

Two shapes are read. Weapons: so many launched, of which so many destroyed and lost; a remainder may stay. People: so
many killed (injured, captured …), then places or groups whose numbers add up to exactly that. A balance that the text
does not make plain is left out, since an invented one is worse than a missed one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from sayso.lexicons import load
from sayso.model import Measure
from sayso.reading.marks import Claim, FigureMention, Parse

Balances = tuple[tuple[int, str, float, tuple[float, ...]], ...]

_WEAPONS: dict[Measure, tuple[str, tuple[Measure, ...]]] = {
    "drones_launched": ("drones", ("drones_destroyed", "drones_lost")),
    "missiles_launched": ("missiles", ("missiles_destroyed",)),
}
_PEOPLE: frozenset[Measure] = frozenset(("killed", "injured", "missing", "captured", "released", "detained"))
# Parts stand in the paragraph of their total or in the two after it, and people's within so many sentences of the last.
_PARAGRAPHS, _SENTENCES = 2, 2
_OTHER_TIMES = frozenset(load("figures")["grammar"]["other_times"])
_SUMMING = frozenset(load("figures")["grammar"]["summing"])


@dataclass(frozen=True)
class _Entry:
    claim: int
    figure: FigureMention
    speakers: tuple[str, ...]
    narrated: bool
    paragraph: int
    sentence: int

    @property
    def value(self) -> float:
        return self.figure.low or 0.0

    @property
    def is_plain(self) -> bool:
        return self.figure.low == self.figure.high and self.figure.qualifier == "exact" and self.value >= 1


def balances_of(parse: Parse, claims: tuple[Claim, ...]) -> Balances:
    """Totals against parts: (index of the claim that gives the total, of what, total, parts), in text order.

    The sum of the parts is never above the total; what they leave over is total minus sum.
    """
    entries = _entries(parse, claims)
    found: list[tuple[int, int, str, float, tuple[float, ...]]] = []
    people: dict[Measure, list[_Entry]] = {}
    for i, entry in enumerate(entries):
        measure = entry.figure.measure
        if measure in _WEAPONS and entry.is_plain and entry.value >= 2:
            of, wanted = _WEAPONS[measure]
            parts = _of_weapons(entry, entries[i + 1 : i + 30], wanted)
            if parts:
                found.append((entry.figure.span[0], entry.claim, of, entry.value, parts))
        elif measure in _PEOPLE:
            people.setdefault(measure, []).append(entry)
    for measure, row in people.items():
        for i, entry in enumerate(row):
            parts = _of_people(parse, entry, row, i)
            if parts:
                found.append((entry.figure.span[0], entry.claim, str(measure), entry.value, parts))
    seen: set[tuple[str, float, tuple[float, ...]]] = set()
    kept = []
    for _, claim, of, total, parts in sorted(found):
        if (of, total, parts) not in seen:
            seen.add((of, total, parts))
            kept.append((claim, of, total, parts))
    return tuple(kept)


def _entries(parse: Parse, claims: tuple[Claim, ...]) -> list[_Entry]:
    """Every figure once, in text order; one that several claims hold belongs to the narrowest content."""
    paragraphs = [p[0] for p in parse.paragraphs]
    sentences = [s.start_char for s in parse.sentences]
    owner: dict[FigureMention, tuple[int, int]] = {}
    for i, claim in enumerate(claims):
        size = sum(b - a for a, b in claim.attribution.content)
        for figure in claim.figures:
            if figure not in owner or size < owner[figure][0]:
                owner[figure] = (size, i)
    return [
        _Entry(i, figure, claims[i].provenance.speakers, claims[i].attribution.quote == "narration",
               bisect_right(paragraphs, figure.span[0]), bisect_right(sentences, figure.span[0]))
        for figure, (_, i) in sorted(owner.items(), key=lambda kv: (kv[0].span, kv[0].measure))
    ]  # fmt: skip


def _of_weapons(total: _Entry, after: list[_Entry], wanted: tuple[Measure, ...]) -> tuple[float, ...]:
    """The first figure of each wanted measure after the total, in one account and of the same side."""
    parts: dict[Measure, float] = {}
    for entry in after:
        if entry.paragraph > total.paragraph + _PARAGRAPHS or entry.figure.measure == total.figure.measure:
            break
        measure = entry.figure.measure
        if measure not in wanted or measure in parts or not entry.is_plain:
            continue
        if not _is_of_one_account(total, entry):
            continue
        if entry.figure.side is not None and entry.figure.side != total.figure.side:
            continue
        if not parts and entry.sentence > total.sentence + _SENTENCES:
            break
        if sum(parts.values()) + entry.value <= total.value:
            parts[measure] = entry.value
    return tuple(parts.values())


def _is_of_one_account(total: _Entry, part: _Entry) -> bool:
    """One speaker gives both, or the report's own voice gives one of them and no adversary the other."""
    if part.speakers == total.speakers or part.sentence == total.sentence:
        return True
    return (part.narrated or total.narrated) and total.figure.side not in part.speakers


def _of_people(parse: Parse, total: _Entry, row: list[_Entry], i: int) -> tuple[float, ...]:
    """Two or more figures beside the total that add up to exactly it."""
    if total.figure.low != total.figure.high or total.value < 2 or total.figure.qualifier not in ("exact", "at_least"):
        return ()
    parts = _adding_up(parse, total, row[i + 1 : i + 12])
    if not parts and _sums_up(parse, total):
        parts = _adding_up(parse, total, row[max(0, i - 12) : i][::-1])[::-1]
    return parts


def _adding_up(parse: Parse, total: _Entry, others: list[_Entry]) -> tuple[float, ...]:
    parts: list[float] = []
    at = total
    for entry in others:
        near = abs(entry.sentence - at.sentence) <= _SENTENCES and abs(entry.paragraph - total.paragraph) <= _PARAGRAPHS
        if not near or not entry.is_plain or entry.value >= total.value or _is_of_another_time(parse, entry, total):
            return ()
        parts.append(entry.value)
        at = entry
        if sum(parts) >= total.value:
            break
    return tuple(parts) if len(parts) > 1 and sum(parts) == total.value else ()


def _is_of_another_time(parse: Parse, entry: _Entry, total: _Entry) -> bool:
    """The sentence of the part speaks of another day than the total's."""
    if entry.sentence == total.sentence:
        return False
    sentence = parse.sentences[entry.sentence - 1]
    return any(t.lower_ in _OTHER_TIMES for t in sentence)


def _sums_up(parse: Parse, total: _Entry) -> bool:
    start = total.figure.span[0]
    return any(t.lower_ in _SUMMING for t in parse.tokens(max(0, start - 60), start))
