"""Who holds what, told without a verb of taking: "the town is in our hands", "under its control"."""

from __future__ import annotations

from sayso.reading.events.finding import Finder, Hit
from sayso.reading.events.frames import Frame, content_heads

HELD = "held"
"""The link of the frame of such an event: its verb only tells that it is so."""
_KEYS = frozenset({"hand", "control", "rule", "flag", "banner", "theirs", "ours", "his", "hers", "mine", "yours"})
_PREPS = {"hand": ("in", "into"), "control": ("under",), "rule": ("under",)}
_STANDING = frozenset({"be", "remain", "stay", "fall", "pass", "come", "lie", "return", "slip"})
_PUTTING = frozenset({"bring", "put", "place", "keep", "hold", "have"})
_FLYING = frozenset({"fly", "raise", "hoist", "wave", "plant", "flutter"})
_OVER = frozenset({"over", "above", "in", "atop", "at"})
_LAND = frozenset({"territory", "settlement"})
_OWNING = frozenset({"poss", "amod", "compound", "nmod"})
# Control that goes over to somebody.
_PASSING = frozenset(
    {"pass", "go", "fall", "shift", "revert", "transfer", "hand", "cede", "surrender", "yield", "return"}
)
_PEOPLE = frozenset({"fighter", "side"})
# A longer stretch between verb and noun is no fixed phrase any more.
FARTHEST = 6


def with_holdings(found: list[Hit], finder: Finder) -> list[Hit]:
    """The events found and those of holding ground, in text order; what holding tells replaces what its words told."""
    if finder.playful:
        return found
    grid = finder.grid
    new: dict[int, Hit] = {}
    for i, lemma in enumerate(grid.lemma):
        if lemma in _KEYS and (hit := _holding(i, lemma, finder)) is not None:
            new[hit.at] = hit
    if not new:
        return found
    covered = {k for hit in new.values() for k in (hit.at, hit.first, hit.last)}
    kept = [hit for hit in found if hit.at not in covered]
    return sorted([*kept, *new.values()], key=lambda hit: hit.at)


def _holding(i: int, lemma: str, finder: Finder) -> Hit | None:
    grid = finder.grid
    if lemma in ("flag", "banner"):
        return _flag(i, finder)
    if lemma in _PREPS:
        if lemma == "hand" and grid.tag[i] != "NNS":
            return None
        head = grid.head[i]
        if lemma == "control" and (hit := _in_control(i, finder) or _control_passed(i, finder)) is not None:
            return hit
        if lemma == "hand" and grid.dep[i] == "dobj" and grid.lemma[head] == "change":
            return _hit(head, i, [], _things(head, finder), finder)
        if grid.dep[i] != "pobj" or grid.lemma[head] not in _PREPS[lemma]:
            return None
        return _held_at(grid.head[head], i, _holders_of(i, finder), lemma == "hand", finder)
    if grid.dep[i] in ("attr", "acomp", "oprd", "dobj") and grid.lemma[grid.head[i]] in _STANDING:
        return _hit(grid.head[i], i, [i], _things(grid.head[i], finder), finder)
    return None


def _in_control(i: int, finder: Finder) -> Hit | None:
    """ "The rebels are in full control of the town"."""
    grid = finder.grid
    prep = grid.head[i]
    if grid.dep[i] != "pobj" or grid.lemma[prep] != "in" or grid.lemma[grid.head[prep]] not in _STANDING:
        return None
    verb = grid.head[prep]
    return _hit(verb, i, _named_by(verb, ("nsubj",), finder), _land(_below(i, "of", finder), finder), finder)


def _control_passed(i: int, finder: Finder) -> Hit | None:
    """ "Control of the crossing passed to the army", "handed control of the town to the rebels"."""
    grid, verb = finder.grid, finder.grid.head[i]
    if grid.dep[i] not in ("nsubj", "nsubjpass", "dobj") or grid.lemma[verb] not in _PASSING:
        return None
    holders = _below(verb, "to", finder)
    if not holders:
        return None
    return _hit(verb, i, holders, _land(_below(i, "of", finder) + _below(i, "over", finder), finder), finder)


def _below(i: int, prep: str, finder: Finder) -> list[int]:
    """What follows a preposition that hangs on `i`."""
    grid = finder.grid
    return [
        k for c in grid.children(i) if grid.dep[c] in ("prep", "dative") and grid.lemma[c] == prep
        for d in grid.children(c) if grid.dep[d] == "pobj" for k in grid.joined(d)
    ]  # fmt: skip


def _held_at(verb: int, i: int, holders: list[int], needs_holder: bool, finder: Finder) -> Hit | None:
    grid = finder.grid
    if needs_holder and not holders:
        return None
    if grid.lemma[verb] in _STANDING:
        return _hit(verb, i, holders, _things(verb, finder), finder)
    if grid.lemma[verb] in _PUTTING:
        brought = _named_by(verb, ("dobj", "nsubjpass"), finder)
        return _hit(verb, i, holders or _named_by(verb, ("nsubj",), finder), _land(brought, finder), finder)
    return None


def _hit(verb: int, i: int, holders: list[int], things: list[int], finder: Finder) -> Hit | None:
    if not things:
        return None
    first, last = (min(verb, i), max(verb, i)) if abs(verb - i) <= FARTHEST else (i, i)
    return Hit(verb, first, last, "control", "sure", Frame(subjects=holders, objects=things, link=HELD))


def _things(verb: int, finder: Finder) -> list[int]:
    """The ground that the verb's subject names."""
    return _land(_named_by(verb, ("nsubj", "nsubjpass"), finder), finder)


def _named_by(verb: int, labels: tuple[str, ...], finder: Finder) -> list[int]:
    grid = finder.grid
    return [k for c in grid.children(verb) if grid.dep[c] in labels for k in grid.joined(c)]


def _land(heads: list[int], finder: Finder) -> list[int]:
    grid = finder.grid
    return [
        head for head in heads
        if any(k in finder.placed or finder.classes_of(k) & _LAND for k in content_heads(grid, head, finder.words))
    ]  # fmt: skip


def _holders_of(i: int, finder: Finder) -> list[int]:
    """Whose hands or control: "our hands", "rebel hands", "the hands of rebels"."""
    grid = finder.grid
    found = []
    for c in grid.children(i):
        if grid.dep[c] == "poss" or (grid.dep[c] in _OWNING and (c in finder.covers or finder.classes_of(c) & _PEOPLE)):
            found += grid.joined(c)
        elif grid.dep[c] == "prep" and grid.lemma[c] == "of":
            found += [k for d in grid.children(c) if grid.dep[d] == "pobj" for k in grid.joined(d)]
    return found


def _flag(i: int, finder: Finder) -> Hit | None:
    grid = finder.grid
    verb = grid.head[i]
    if grid.lemma[verb] not in _FLYING or grid.dep[i] not in ("nsubj", "nsubjpass", "dobj"):
        return None
    above = [
        k for p in grid.children(verb) if grid.lemma[p] in _OVER
        for d in grid.children(p) if grid.dep[d] == "pobj" for k in grid.joined(d)
    ]  # fmt: skip
    raising = [k for k in _named_by(verb, ("nsubj",), finder) if k != i]
    return _hit(verb, i, _holders_of(i, finder) or raising, _land(above, finder), finder)
