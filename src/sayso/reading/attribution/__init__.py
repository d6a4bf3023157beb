"""Attributions: source, cue and content, as trained annotators of attribution mark them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.model import Span, Spans
from sayso.reading.attribution.drafts import Draft
from sayso.reading.attribution.going_on import with_speech_that_goes_on
from sayso.reading.attribution.linking import link
from sayso.reading.attribution.relaying import with_cited, without_empty
from sayso.reading.attribution.rules import drafts_of
from sayso.reading.attribution.settling import settle
from sayso.reading.attribution.speeches import speeches_of
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import idiom
from sayso.reading.marks import Attribution, Cast, Parse, Quotation
from sayso.reading.tagging import Tags, sureness, tag

__all__ = ["attributions_of", "stated"]

_NAMES = frozenset(["NNP", "NNPS"])
# In words.
_LONGEST_NAME = 5
LEAST_SURE = 0.15
"""Learned attributions that are less sure, and that no plain rule sees, are left out. Chosen on PolNeAR, dev part."""


def attributions_of(parse: Parse, quotations: tuple[Quotation, ...]) -> tuple[Attribution, ...]:
    """All attributions in text order of their content, an outer one before those inside it.

    The learned tagger's spans are linked into attributions; rules over the parse add what it was not taught: words
    reported inside what is said, and reports of speech it passed over. `confidence` is the share of attributions with
    such signs that trained annotators have too.
    """
    tree = Tree(parse)
    tags = tag(parse)
    spoken = speeches_of(tree, quotations)
    own_words = _Places(span for d in spoken for span in d.content)
    ruled = [_with_name(tree, d) for d in drafts_of(tree, quotations) if not _over_semicolon(tree, d)]
    seconded = _Places(span for d in ruled if d.rank == 0 for span in d.cue)
    firm = _Places(span for d in ruled if d.firm for span in d.cue)
    learned = [
        _with_name(tree, replace(d, confidence=sureness(d.confidence)))
        for d in link(tree, tags, quotations)
        if (d.confidence >= LEAST_SURE or seconded.touch(d.cue))
        and not firm.touch(d.cue)
        and not _over_semicolon(tree, d)
        and not own_words.touch(d.cue)
        and not any(idiom(tree, i) for i in range(*tree.token_span(d.cue[0][0], d.cue[-1][1])))
    ]
    learned = _with_sources(learned, ruled)
    found = [*spoken, *learned]
    return with_cited(tree, settle(tree, [*found, *_added(tree, found, tags, ruled)], quotations))


def stated(
    parse: Parse, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...], cast: Cast
) -> tuple[Attribution, ...]:
    """The attributions as a ledger has them, in text order, outer before inner.

    Annotators of attribution mark one content for a run of speech under one cue; a ledger has a statement for each
    sentence that goes on without a cue.
    """
    return with_speech_that_goes_on(parse, quotations, without_empty(parse, attributions), cast)


def _with_sources(learned: list[Draft], ruled: Iterable[Draft]) -> list[Draft]:
    """Learned attributions without a source get that of a sure rule with the same cue: "X fell, saying it tired"."""
    sources = {d.cue: d.source for d in ruled if d.rank == 0 and d.source}
    return [replace(d, source=sources.get(d.cue, ())) if not d.source else d for d in learned]


def _added(tree: Tree, learned: Sequence[Draft], tags: Tags, ruled: Iterable[Draft]) -> list[Draft]:
    """What the rules see beside the learned attributions: words reported inside others, cues that found no content."""
    cues = _Places(span for d in learned for span in d.cue)
    contents = _Places(span for d in learned for span in d.content)
    loose = _Places((c.start, c.end) for c in tags.cue)
    frames = sorted(start for d in learned for start, _ in (*d.cue, *d.source))
    added = []
    for d in ruled:
        if cues.touch(d.cue):
            continue
        if d.firm:
            wanted = True
        elif contents.touch(d.cue):
            wanted = d.reported
            d = replace(d, content=_cut(tree, d.content, frames))
        else:
            wanted = (loose.touch(d.cue) and (bool(d.source) or d.reported)) or (
                d.by_mark and not contents.touch(d.content)
            )
        if wanted and d.content:
            added.append(d)
    return added


def _over_semicolon(tree: Tree, draft: Draft) -> bool:
    """Whether the content is another clause's: "Rebels say the town fell; army vows to fight on" tells no vow of it."""
    end, begin = draft.content[-1][1], min(start for start, _ in (*draft.source, *draft.cue))
    return end <= begin and tree.text[end:begin].lstrip().startswith(";") and tree.text[end - 1].isalnum()


def _with_name(tree: Tree, draft: Draft) -> Draft:
    """ "According to the head of the inquiry, Ann Lee, nobody knew": the name is the source's, not what it says."""
    if not draft.source or not draft.cue or draft.cue[0][0] > draft.source[0][0]:
        return draft
    end, (start, stop) = draft.source[-1][1], draft.content[0]
    first, last = tree.token_span(start, stop)
    if (
        tree.text[end:start] != ", "
        or tree.tag[first - 2] in _NAMES
        or tree.lemma[tree.token_span(*draft.cue[0])[0]] != "accord"
    ):
        return draft
    k = first
    while k < min(last, first + _LONGEST_NAME) and tree.tag[k] in _NAMES:
        k += 1
    if not first < k < last - 1 or tree.word[k] != ",":
        return draft
    source = (*draft.source[:-1], (draft.source[-1][0], tree.end[k - 1]))
    return replace(draft, source=source, content=((tree.start[k + 1], stop), *draft.content[1:]))


def _cut(tree: Tree, content: Spans, frames: Sequence[int]) -> Spans:
    """What is said inside another's words, up to where the frame of these begins: "he said it fell, TASS said"."""
    kept = []
    for start, end in content:
        at = bisect_right(frames, start)
        piece = tree.trim(start, min(end, frames[at]) if at < len(frames) else end)
        if piece is not None:
            kept.append(piece)
        if at < len(frames) and frames[at] < end:
            break
    return tuple(kept)


class _Places:
    """Spans, to ask what touches them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                start, end = self._spans[-1][0], max(end, self._spans.pop()[1])
            self._spans.append((start, end))
        self._ends = [b for _, b in self._spans]

    def touch(self, spans: Sequence[Span]) -> bool:
        """Whether one of `spans` shares a character with one of these."""
        for start, end in spans:
            at = bisect_left(self._ends, start + 1)
            if at < len(self._spans) and self._spans[at][0] < end:
                return True
        return False
