"""Sources that no phrase names by itself: short forms in headlines, "the inquiry" of an inquiry told of before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.reading.actors.refs import Hit, Ref
from sayso.reading.actors.resolving import Resolver
from sayso.reading.actors.vocabulary import organisations

_NAMING = frozenset({"name", "himself", "herself", "themselves", "identified", "known", "goes", "went"})
# From "who" to the name, in words.
_LONGEST_NAMING = 9
_BODIES = frozenset({"organisation", "group", "government"})
_DEFINITE = frozenset({"the", "this", "that"})
# How many sources back one may be told of for the first time.
_BACK = 12


def name_unclear_sources(r: Resolver) -> None:
    """Give such sources the actor that the rest of the report shows; where it shows none or several they stay."""
    _named_in_apposition(r)
    _named_by_themselves(r)
    _short_forms(r)
    _told_before(r)


def _named_in_apposition(r: Resolver) -> None:
    """ "The head of the inquiry, Ann Lee" is Ann Lee, also where the parser sees no apposition."""
    by_end = {h.end: h.ref for h in r.hits if h.mention == "name" and h.ref.kind == "person" and h.ref.key}
    by_start = {h.start: h for h in r.hits if h.mention == "description" and h.ref.kind == "person" and not h.ref.key}
    for low, high in r.sources:
        person, office = by_end.get(high), by_start.get(low)
        if person is None or office is None or "and" in r.t.lower[low:high]:
            continue
        commas = [k for k in range(office.end, high) if r.t.words[k] == ","]
        if len(commas) == 1 and all(w[:1].isupper() for w in r.t.words[commas[0] + 1 : high]):
            office.ref = person


def _named_by_themselves(r: Resolver) -> None:
    """ "An activist who uses the name Abu Omar", "one of them, who gave his name as Karim"."""
    t = r.t
    people = {h.start: h.ref for h in r.hits if h.mention == "name" and h.ref.kind == "person"}
    described = sorted((h.start, k) for k, h in enumerate(r.hits) if h.mention == "description")
    starts = [s for s, _ in described]
    for low, high in r.sources:
        k = bisect_left(starts, low)
        if k == len(starts) or starts[k] >= high:
            continue
        hit = r.hits[described[k][1]]
        relative = next((i for i in (hit.end, hit.end + 1) if i < len(t) and t.lower[i] == "who"), None)
        if relative is None or hit.ref.kind == "person":
            continue
        for at in range(relative + 2, min(relative + _LONGEST_NAMING, len(t))):
            if (
                at in people
                and t.lower[at - 1] in ("name", "as", "by")
                and not _NAMING.isdisjoint(t.lower[relative:at])
            ):
                if hit.start == low:
                    hit.ref = people[at]
                else:
                    r.add(low, hit.end, people[at], "description")
                break


def _short_forms(r: Resolver) -> None:
    """ "Brigades" of a headline are the Dawn Brigades that the text names, where it names no others."""
    words, tags = r.t.words, r.t.tags
    opening = [(a, b) for a, b in r.sources if b - a == 1 and r.t.sentence[a] == 0 and words[a][:1].isupper()]
    # "According to an Observatory toll".
    opening += [
        (a + 1, a + 2)
        for a, b in r.sources
        if b - a == 3 and tags[a] == "DT" and words[a + 1][:1].isupper() and words[a + 2].islower()
    ]
    if not opening:
        return
    full: dict[str, dict[str, Ref]] = {}
    at_token: dict[int, list[Hit]] = {}
    for hit in r.hits:
        name = hit.ref.name.split()
        if len(name) > 1 and hit.ref.kind in _BODIES and name[-1][:1].isupper():
            full.setdefault(name[-1].lower(), {})[hit.ref.name] = hit.ref
        at_token.setdefault(hit.start, []).append(hit)
    for at, end in opening:
        word = r.t.lower[at]
        named = list(full.get(word, {}).values())
        there = at_token.get(at, [])
        if len(named) != 1 or any(not _may_be_wrong(h.ref, word) for h in there):
            continue
        for hit in there:
            hit.ref = named[0]
        if not there:
            r.add(at, end, named[0], "name")


def _may_be_wrong(ref: Ref, word: str) -> bool:
    return (
        ref.name not in organisations()
        and ref.kind in _BODIES
        and (ref.name.lower() == word or word not in ref.name.lower().split())
    )


def _told_before(r: Resolver) -> None:
    """ "The inquiry" is the one that a source before it tells of: "an inquiry by the United Nations"."""
    spans = sorted((h.start, h.end, k) for k, h in enumerate(r.hits))
    starts = [s for s, _, _ in spans]

    def first_in(low: int, high: int) -> Hit | None:
        k = bisect_left(starts, low)
        return r.hits[spans[k][2]] if k < len(spans) and starts[k] < high else None

    for n, (low, high) in enumerate(r.sources):
        if high - low != 2 or r.t.lower[low] not in _DEFINITE or r.t.tags[high - 1] != "NN":
            continue
        before = bisect_right(starts, low) - 1
        if first_in(low, high) is not None or (before >= 0 and spans[before][1] > low):
            continue
        noun = r.t.lower[high - 1]
        for a, b in reversed(r.sources[max(0, n - _BACK) : n]):
            told = first_in(a, b)
            body = told is not None and told.mention != "pronoun" and told.ref.kind != "person"
            if told is not None and body and noun in r.t.lower[a : told.start]:
                r.add(low, high, told.ref, "description")
                break
