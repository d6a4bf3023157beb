"""Plural words that stand for those named before: "both sides", "the two presidents", "the three countries"."""

from __future__ import annotations

from collections import Counter
from functools import cache

from sayso.lexicons import load
from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.refs import LONGEST_LOOK, Ref
from sayso.reading.actors.resolving import Resolver
from sayso.reading.actors.sectors import sector_of

_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_DEALING = frozenset({"government", "military"})
_ARMED = frozenset({"REB", "PRM", "PRE", "OPP"})
_OFFICES = ("minister", "governor", "ambassador", "premier")
# Those meant were named so many sentences back at most.
_BACK = 4


def several(r: Resolver, phrase: Phrase) -> list[Ref]:
    """Those for whom a plural phrase stands, in the order in which they were named; none where that is not clear."""
    kind = _kinds().get((phrase.title or phrase.value).lower())
    if kind is None or not phrase.definite or phrase.owner is not None or phrase.modifier:
        return []
    opening = r.t.lower[phrase.start : phrase.end]
    count = next((_NUMBERS[w] for w in opening if w in _NUMBERS), None)
    if kind == "states":
        return _states(r, phrase, count) if count else []
    if opening[0] not in ("the", "both", "these"):
        return []
    named = _named_before(r, phrase)
    title = _singular(phrase.title or "")
    people = [x for x in named if x.kind == "person"]
    if kind == "people":
        if title in load("titles")["offices"] or title.endswith(_OFFICES):
            people = [x for x in people if any(own.endswith(title) for own in x.titles)]
        found = _most_named(people, count or 2, named)
        return found or (_states(r, phrase, count) if title == "leader" and count else [])
    first = max(named, key=lambda x: named[x]) if named else None
    if first is not None and first.kind == "person" and not _says_it_himself(r, phrase):
        return _most_named(people, count or 2, named)
    dealing = [x for x in named if x.kind in _DEALING or (x.kind == "group" and sector_of(x) in _ARMED)]
    return _most_named(_one_a_country(dealing), count or 2, named)


def _says_it_himself(r: Resolver, phrase: Phrase) -> bool:
    """True where a person is the subject before it: "the envoy urged both sides" is not of the envoy."""
    sentence = r.t.sentence[phrase.start]
    return any(
        subject and ref.kind == "person" and r.t.sentence[at] == sentence and at < phrase.start
        for at, ref, subject in r.history[-LONGEST_LOOK:]
    )


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in load("actor_nouns")["several"].items() for word in words}


def _singular(title: str) -> str:
    return title[:-1] if title.endswith("s") else title


def _states(r: Resolver, phrase: Phrase, count: int | None) -> list[Ref]:
    """The governments of the countries named last."""
    codes: list[str] = []
    for at, code, _ in r.codes[:-LONGEST_LOOK:-1]:
        if at < phrase.start and code not in codes:
            codes.append(code)
        if len(codes) == count:
            return [r.government(code) for code in reversed(codes)]
    return []


def _named_before(r: Resolver, phrase: Phrase) -> dict[Ref, tuple[int, int]]:
    """Who was named in the sentences before, with how often and where last."""
    sentence = r.t.sentence
    found: dict[Ref, tuple[int, int]] = {}
    times: Counter[int] = Counter()
    for at, ref, _ in reversed(r.history[-LONGEST_LOOK:]):
        if at >= phrase.start or ref.kind in ("media", "unnamed"):
            continue
        if sentence[phrase.start] - sentence[at] > _BACK:
            break
        times[id(ref)] += 1
        found[ref] = (times[id(ref)], max(at, found[ref][1] if ref in found else -1))
    return found


def _one_a_country(refs: list[Ref]) -> list[Ref]:
    """A government and its military are one side; the military stands where both were named."""
    kept: dict[str, Ref] = {}
    for ref in refs:
        key = ref.country if ref.country and ref.kind in ("government", "military") else f"{ref.kind} {ref.name}"
        if key not in kept or ref.kind == "military":
            kept[key] = ref
    return list(kept.values())


def _most_named(refs: list[Ref], count: int, named: dict[Ref, tuple[int, int]]) -> list[Ref]:
    """So many of them: those named most often, in the order of their last mention; none where they are fewer."""
    if len(refs) < count:
        return []
    best = sorted(refs, key=lambda x: (-named[x][0], -named[x][1]))[:count]
    return sorted(best, key=lambda x: named[x][1])
