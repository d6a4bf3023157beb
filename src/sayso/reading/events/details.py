"""What violence is done with, and what kind of thing it hits: from the event's own phrase and clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from sayso.lexicons import load
from sayso.model import Means, MeansKind, Span, TargetKind
from sayso.reading.events.finding import Hit
from sayso.reading.events.frames import content_heads
from sayso.reading.events.grid import Grid
from sayso.reading.events.lexicon import Words

_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
# First letters of the tags of verbs, pronouns, prepositions, determiners and adverbs.
_NOT_NAMING = frozenset("VPIDRTM")
_AT = frozenset({"against", "on", "upon", "at", "targeting", "into", "inside", "outside", "towards"})
# Nouns after which "of" names who acts: "an advance of rebel troops".
_DONE_BY = frozenset({"operation", "offensive", "advance", "campaign", "raid", "attack", "counteroffensive", "gain"})
_FROM_CLOSE = frozenset({"with", "using", "by", "involving", "from"})
# Kinds that a word before the noun gives to what it names: "a school bus", "military facilities".
_TELLING = frozenset({
    "military", "civilian", "energy", "hospital", "religious", "school", "media", "government", "aid", "residential",
})  # fmt: skip
# Words before a weapon that are looked at: "Iranian-made Shahed-136 kamikaze attack drones".
MODIFIERS = 6
# No clause of prose tells of more.
MOST_MEANS = 12


@dataclass(frozen=True)
class _Lexicon:
    with_means: frozenset[str]
    with_target: frozenset[str]
    nouns: dict[str, str]
    pairs: dict[tuple[str, str], str]
    makes: dict[str, tuple[tuple[str, str], ...]]
    """By the first two letters: how the name begins and its kind, longest first."""
    kinds: frozenset[str]
    verbs: frozenset[str]
    preps: frozenset[str]
    acts: dict[str, str]
    subjects: dict[str, str]
    targets: dict[str, str]
    target_pairs: dict[tuple[str, str], str]


@cache
def _lexicon() -> _Lexicon:
    table = load("means")
    using, targets = table["using"], dict(table["targets"])
    target_pairs = targets.pop("pairs")
    return _Lexicon(
        with_means=frozenset(table["types"]["means"]),
        with_target=frozenset(table["types"]["target"]),
        nouns={w: kind for kind, listed in table["nouns"].items() for w in listed},
        pairs={_pair(w): kind for kind, listed in table["pairs"].items() for w in listed},
        makes=_by_beginning(table["makes"]),
        kinds=frozenset(table["kinds"]["words"]),
        verbs=frozenset(using["verbs"]),
        preps=frozenset(using["preps"]),
        acts=using["acts"],
        subjects=using["subjects"],
        targets={w: kind for kind, listed in targets.items() for w in listed},
        target_pairs={_pair(w): kind for kind, listed in target_pairs.items() for w in listed},
    )


def _by_beginning(makes: dict[str, list[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, listed in makes.items():
        for make in listed:
            found.setdefault(make[:2], []).append((make, kind))
    return {two: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for two, rows in found.items()}


def _pair(words: str) -> tuple[str, str]:
    first, _, second = words.partition(" ")
    return first, second


def means_of(grid: Grid, hit: Hit, words: Words) -> tuple[Means, ...]:
    """What an act of violence was done with, in text order, one of a kind and name; empty for other events."""
    lexicon = _lexicon()
    if hit.type not in lexicon.with_means:
        return ()
    found: dict[tuple[str, str | None], Means] = {}
    for k in sorted(set(_instruments(grid, hit, words))):
        if len(found) == MOST_MEANS:
            break
        means = _weapon(grid, k, lexicon) or _implied(grid, k, hit, lexicon)
        if means and not (means.kind == "air" and hit.type == "bombing"):  # a bomber who walks
            found.setdefault((means.kind, means.name), means)
    kinds = {kind for kind, _ in found}
    if "suicide" in kinds:  # "a suicide bomber blew up a car bomb": the vest or car is how the suicide was done
        found = {key: m for key, m in found.items() if key[0] not in ("bomb", "vehicle")}
    kept = found.values()
    return tuple(
        m for m in kept if not any(o is not m and o.span[0] <= m.span[0] and m.span[1] <= o.span[1] for o in kept)
    )


def _instruments(grid: Grid, hit: Hit, words: Words) -> Iterator[int]:
    """Tokens that may name what it was done with: in its phrase, as its subject, after "with", used by its verb."""
    frame = hit.frame
    yield from range(hit.first, hit.last + 1)
    yield from frame.modifiers
    for head in frame.subjects:
        yield from content_heads(grid, head, words)
    lexicon = _lexicon()
    for prep, heads in frame.preps:
        if prep in _FROM_CLOSE and prep in lexicon.preps:
            for head in heads:
                yield from content_heads(grid, head, words)
    if grid.tag[hit.at][:1] == "V" and grid.lemma[hit.at] in lexicon.verbs:
        for head in frame.objects:
            yield from content_heads(grid, head, words)
    governor = () if frame.governor is None else (frame.governor,)
    for over in (hit.at, *governor, *frame.objects, *frame.subjects):
        for c in grid.children(over):
            if grid.lemma[c] == "use" and grid.dep[c] in ("advcl", "acl", "xcomp", "conj", "prep"):
                yield from (k for d in grid.children(c) if grid.dep[d] == "dobj" for k in grid.joined(d))
            elif grid.lemma[c] == "arm" and over in frame.subjects:  # "men armed with machetes"
                withs = [p for p in grid.children(c) if grid.lemma[p] == "with"]
                yield from (k for p in withs for d in grid.children(p) for k in grid.joined(d))


def _weapon(grid: Grid, k: int, lexicon: _Lexicon) -> Means | None:
    """The weapon that the noun at `k` names, with its make or type."""
    if grid.tag[k][:1] in _NOT_NAMING:
        return None
    lemma = grid.lemma[k]
    # The parser may hang "Shahed-136" on anything.
    before = [c for c in grid.children(k) if c < k and (grid.dep[c] in _BEFORE or c == k - 1)][-MODIFIERS:]
    if k and k - 1 not in before and _make(grid, k - 1, lexicon):
        before.append(k - 1)
    nearest = before[-1] if before else None
    if (
        nearest is None
        and k
        and grid.dep[k] in _BEFORE
        and grid.dep[k - 1] in _BEFORE
        and grid.head[k - 1] == grid.head[k]
    ):
        nearest = k - 1  # "car bomb attack": both hang on the attack
    kind = lexicon.pairs.get((grid.lemma[nearest], lemma)) if nearest is not None else None
    kind = kind or lexicon.nouns.get(lemma)
    make = _make(grid, k, lexicon)
    if kind is None and make is None:
        return None
    if kind is None and make is not None:
        return Means(kind=cast(MeansKind, make), name=grid.doc[k].text, span=_span(grid, k, k))
    name, first = None, k
    named = [c for c in before if _make(grid, c, lexicon)]
    typed = [c for c in before if grid.doc[c].lower_ in lexicon.kinds]
    if named:
        name, first = grid.doc.text[grid.start[named[0]] : grid.end[named[-1]]], named[0]
        kind = _make(grid, named[0], lexicon) if lexicon.nouns.get(lemma) is None else kind
    elif typed:
        name, first = " ".join([*(grid.doc[c].lower_ for c in typed), lemma]), typed[0]
    elif nearest is not None and (grid.lemma[nearest], lemma) in lexicon.pairs:
        first = nearest
    assert kind is not None
    return Means(kind=cast(MeansKind, kind), name=name, span=_span(grid, min(first, k), k))


def _make(grid: Grid, k: int, lexicon: _Lexicon) -> str | None:
    """The kind of weapon whose make the word at `k` is."""
    written = grid.doc[k].text
    if grid.tag[k][:1] in _NOT_NAMING or not (written[:1].isupper() or any(c.isdigit() for c in written)):
        return None  # "a spike in attacks"
    word = written.lower()
    for make, kind in lexicon.makes.get(word[:2], ()):
        if word.startswith(make) and (len(word) == len(make) or not word[len(make)].isalpha() or make[-1] == "-"):
            return kind
    return None


def _implied(grid: Grid, k: int, hit: Hit, lexicon: _Lexicon) -> Means | None:
    """The means that the act's own word implies, or who did it: "shelled", "a gunman killed"."""
    lemma = grid.lemma[k]
    kind = lexicon.acts.get(lemma) if hit.first <= k <= hit.last else None
    kind = kind or (lexicon.subjects.get(lemma) if k in hit.frame.subjects else None)
    if kind is None or (hit.type == "strike" and kind == "bomb"):
        return None
    if kind == "small_arms" and hit.type in ("strike", "bombing"):
        return None
    return Means(kind=cast(MeansKind, kind), span=_span(grid, k, k))


def _span(grid: Grid, first: int, last: int) -> Span:
    return grid.start[first], grid.end[last]


def target_kind_of(grid: Grid, hit: Hit, words: Words) -> TargetKind | None:
    """What kind of thing or people was hit or taken, by the first phrase of the clause that tells; None elsewhere."""
    lexicon = _lexicon()
    if hit.type not in lexicon.with_target:
        return None
    frame = hit.frame
    is_using = grid.tag[hit.at][:1] == "V" and grid.lemma[hit.at] in lexicon.verbs
    things = [] if is_using else frame.objects
    at = [k for prep, ks in frame.preps if prep in _AT or prep in _also_at(grid, hit) for k in ks]
    # "A strike on a hospital killed three people": what was struck comes before who died of it.
    heads = [*things, *at] if grid.tag[hit.at][:1] == "V" else [*at, *things]
    for head in heads:
        for k in content_heads(grid, head, words):
            # "Repelled a military operation": an act is no target.
            if grid.lemma[k] not in words.nouns and (kind := _target(grid, k, lexicon)):
                if kind == "hospital" and hit.strength in ("death", "loss"):
                    continue  # "died in hospital": where the hurt are, not what was hit
                return cast(TargetKind, kind)
    return None


def _also_at(grid: Grid, hit: Hit) -> tuple[str, ...]:
    """Prepositions that name what is hit only after some words: "the shelling of a school", "a blast in a market"."""
    of = () if grid.lemma[hit.at] in _DONE_BY else ("of",)
    return (*of, "in") if hit.type == "bombing" else of


def _target(grid: Grid, k: int, lexicon: _Lexicon) -> str | None:
    """The kind of the phrase headed by `k`: by its last two words, its head, or the words before it."""
    before = [c for c in grid.children(k) if c < k and grid.dep[c] in _BEFORE]
    for c in reversed(before):
        if kind := lexicon.target_pairs.get((grid.lemma[c], grid.lemma[k])):
            return kind
    for c in before:
        if (kind := lexicon.targets.get(grid.lemma[c])) in _TELLING:
            return kind
    return lexicon.targets.get(grid.lemma[k])
