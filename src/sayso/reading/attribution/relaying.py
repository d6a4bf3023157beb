"""Whom an outlet cites for what it reports, and attributions that say nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Span
from sayso.reading.attribution.settling import merged
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import cue_lemmas, evidence, sourcing, verbs
from sayso.reading.marks import Attribution, Parse

_CITING = frozenset(["cite", "quote"])
_BARE = frozenset(
    ["that", "this", "it", "so", "which", "what", "these", "those", "such", "he", "him", "she", "they", "them"]
)
_NAMING = frozenset(["call", "name", "title", "entitle", "dub", "nickname", "codename", "label", "brand"])
_UNNAMED = re.compile(
    r"(?:not )?to be (?:named|identified|quoted)\b|(?:on |for )?(?:condition of )?anonymity\b|to remain anonymous\b"
)
_PAPERS = frozenset(
    ["a statement", "the statement", "a press release", "a news release", "a communique", "a communiqué"]
)
_HABITS = frozenset(["rarely", "seldom", "usually", "normally", "generally", "typically", "often"])
_TRYING = frozenset(["seek", "have"])
_NAMES = frozenset(["NNP", "NNPS"])
_FINITE = frozenset(["VBD", "VBP", "VBZ", "MD"])
# How far from cue or source, in characters, an aside may stand: "TASS reported on Monday, citing ...".
_NEAR = 40
# Characters beside the cited that are a saying, no rest of their name.
_LEAST_SAID = 12
# In words, and in characters.
_LONGEST_NAME = 12
_LONGEST_TITLE = 120


def with_cited(tree: Tree, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions, with whomever a source cites as a second span of it; order and nesting stay.

    "TASS, citing the ministry, reported Y" has the source "TASS", "the ministry". Who of them speaks is for chains to
    tell.
    """
    made = list(attributions)
    sentences = [s.start_char for s in tree.parse.sentences]
    by_sentence: dict[int, list[int]] = {}
    asides = _asides(tree)
    if asides:
        for n, a in enumerate(attributions):
            if a.cue and a.source:
                by_sentence.setdefault(bisect_right(sentences, a.cue[0][0]), []).append(n)
    for verb, named in asides.items():
        near = by_sentence.get(bisect_right(sentences, verb), ())
        told = _told_with(attributions, near, verb, named)
        if told is not None:
            a = attributions[told]
            (start, end), *others = a.content
            opens = start == verb and named[1] + _LEAST_SAID < end
            content = a.content
            if opens and (rest_of := tree.trim(named[1], end)) is not None:
                # "According to TASS, citing the ministry, Y": the aside is no part of what is said.
                content = (rest_of, *others)
            made[told] = replace(a, source=(a.source[0], named), content=content)
            continue
        for n in near:
            # "TASS reported, citing the ministry, that Y": the citing itself was taken for the cue.
            a = attributions[n]
            rest = merged(a.content, [named])
            if any(s <= verb < e for s, e in a.cue) and any(e - s > _LEAST_SAID for s, e in rest):
                rest = tuple(trimmed for piece in rest if (trimmed := tree.trim(*piece)) is not None)
                made[n] = replace(a, source=(a.source[0], named), content=rest)
    return tuple(made)


def without_empty(parse: Parse, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions that say something: not just whom an outlet cites, a pronoun, or a name. Nesting stays."""
    cited = {a.source[1] for a in attributions if len(a.source) > 1}
    kept: list[Attribution | None] = []
    filled = {a.within for a in attributions if a.within is not None and _fills(a, attributions[a.within])}
    for n, a in enumerate(attributions):
        lemmas = [t.lemma_ for span in a.cue for t in parse.tokens(*span)]
        cites = not _CITING.isdisjoint(lemmas) and "say" not in lemmas
        empty = cites and (any(s < e2 and s2 < e for s, e in a.content for s2, e2 in cited) or _only_names(parse, a))
        # "NATO said it was ready, according to a statement" is NATO's saying alone.
        empty = empty or (n in filled and parse.words(a.source).lower() in _PAPERS)
        kept.append(None if empty or _says_nothing(parse, a, lemmas) else a)
    return _renumbered(kept)


def _fills(inner: Attribution, outer: Attribution) -> bool:
    """Whether one attribution, with cue and source, is all that another says."""
    spans = [*inner.content, *inner.cue, *inner.source]
    return min(s for s, _ in spans) <= outer.content[0][0] and max(e for _, e in spans) >= outer.content[-1][1]


def _asides(tree: Tree) -> dict[int, Span]:
    """Where a participle of citing stands beside a report, with whom it names: ", citing a military source"."""
    found = {}
    for i, lemma in enumerate(tree.lemma):
        if lemma in _CITING and tree.tag[i] == "VBG" and not (i and tree.tag[i - 1] == "IN"):
            obj = tree.child(i, "dobj")
            if obj is None or not (tree.tag[obj] in _NAMES or tree.lemma[obj] in sourcing()):
                continue
            tokens = tree.subtree(obj, without=[k for k in tree.kids[obj] if tree.dep[k] in ("relcl", "acl")])
            spans = tree.spans(k for k in tokens if k > i)
            if spans:
                found[tree.start[i]] = spans[0]
    return found


def _told_with(attributions: Sequence[Attribution], near: Sequence[int], verb: int, named: Span) -> int | None:
    """The attribution whose cue or source stands nearest to an aside, whose verb is at `verb` (a character)."""
    best, least = None, _NEAR
    for n in near:
        a = attributions[n]
        if any(s <= verb < e for s, e in a.cue) or any(s <= named[0] < e for s, e in a.source):
            continue
        away = min(
            verb - end if end <= verb else start - named[1] if start >= named[1] else 0
            for start, end in (*a.source[:1], *a.cue)
        )
        if away < least:
            best, least = n, away
    return best


def _only_names(parse: Parse, a: Attribution) -> bool:
    """Whether the content is but a source: "quoted witnesses", "citing satellite images"."""
    tokens = [t for span in a.content for t in parse.tokens(*span) if t.is_alpha]
    if not tokens or len(tokens) > _LONGEST_NAME or any(t.tag_ in _FINITE for t in tokens):
        return False
    held = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in held), tokens[-1]).lemma_.lower()
    return head in sourcing() or head in evidence()


def _says_nothing(parse: Parse, a: Attribution, lemmas: Sequence[str]) -> bool:
    """Whether nobody says it ("reportedly"), or it is a bare pronoun or the name that something is called by."""
    if not a.source and a.cue and _unsaid(parse, a, lemmas):
        return True
    if _UNNAMED.match(parse.report.text, a.content[0][0]) or (
        _HABITS & {x.lower() for x in lemmas} and "comment" in lemmas
    ):
        # "Who declined to be named", "which rarely comments on such operations": who speaks, not what is said.
        return True
    if lemmas and _TRYING.issuperset(lemmas) and parse.report.text.startswith("to ", a.content[0][0]):
        # "The rebels sought to take the hill" tells of a deed.
        return True
    if len(a.content) > 1 or a.content[0][1] - a.content[0][0] > _LONGEST_TITLE:
        return False
    tokens = [t for t in parse.tokens(*a.content[0]) if t.text[0].isalnum()]
    if len(tokens) == 1 and tokens[0].lower_ in _BARE:
        return verbs()["answering"].isdisjoint(lemmas)
    # "A town called Tor"; but "the town was called a stronghold" says something of it.
    naming = not a.source and not _NAMING.isdisjoint(lemmas) and not any(t.tag_ in _FINITE for t in tokens)
    return naming or not tokens


def _unsaid(parse: Parse, a: Attribution, lemmas: Sequence[str]) -> bool:
    """Whether a cue without source is no saying: the report's own "reportedly", "was sentenced", "known for"."""
    if not any(lemma.lower() in cue_lemmas() for lemma in lemmas):
        return True
    if "know" not in lemmas:
        return False
    following = [t.lower_ for span in a.cue[-1:] for t in parse.tokens(span[1], span[1] + 5)[:1]]
    if "for" in lemmas or "for" in following or parse.report.text.startswith("to ", a.content[0][0]):
        return True
    return not any(t.tag_ in _FINITE for span in a.content for t in parse.tokens(*span))


def _renumbered(made: list[Attribution | None]) -> tuple[Attribution, ...]:
    """Those kept, with the numbers of holders renewed; none holds what a dropped one held."""
    place = {n: k for k, n in enumerate(n for n, a in enumerate(made) if a is not None)}
    return tuple(replace(a, within=None if a.within is None else place.get(a.within)) for a in made if a is not None)
