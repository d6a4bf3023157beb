"""From drafts to attributions: quotations taken in whole, runs of speech joined, nesting and overlaps settled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from sayso.model import Quote, Span, Spans
from sayso.reading.attribution.drafts import Draft
from sayso.reading.attribution.tree import Tree
from sayso.reading.marks import Attribution, Quotation

_MARKS = frozenset('"“”„«»')


class Outer:
    """The outermost quotations, found by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.all = [q for q in quotations if q.depth == 0]
        self._starts = [q.start for q in self.all]

    def over(self, start: int, end: int) -> list[Quotation]:
        """Those that share a character with `[start, end)`."""
        at = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while at < len(self.all) and self.all[at].start < end:
            if self.all[at].end > start:
                found.append(self.all[at])
            at += 1
        return found


def settle(tree: Tree, drafts: Sequence[Draft], quotations: tuple[Quotation, ...]) -> tuple[Attribution, ...]:
    """The attributions that these drafts amount to, in text order of their content, outer before inner."""
    outer = Outer(quotations)
    kept = _distinct([_with_whole_quotations(d, outer) for d in drafts])
    kept = _with_runs(kept, outer)
    kept = _without_idle_nesting(kept)
    order = sorted(range(len(kept)), key=lambda k: (kept[k].content[0][0], -kept[k].content[-1][1], kept[k].cue))
    holders = _holders([kept[k] for k in order])
    return tuple(
        Attribution(
            content=kept[k].content,
            cue=kept[k].cue,
            source=kept[k].source,
            quote="direct" if kept[k].spoken else quote_of(tree.text, kept[k].content, outer),
            within=holders[n],
            confidence=kept[k].confidence,
        )
        for n, k in enumerate(order)
    )


def _with_whole_quotations(draft: Draft, outer: Outer) -> Draft:
    """A content that takes part of a quotation takes all of it, unless its own cue or source stands inside."""
    blocked = [*draft.cue, *draft.source]
    spans = []
    for start, end in draft.content:
        for q in outer.over(start, end):
            if not any(q.start <= a < q.end for a, _ in blocked):
                start, end = min(start, q.start), max(end, q.end)
        spans.append((start, end))
    return replace(draft, content=merged(spans, blocked) or draft.content)


def merged(spans: Sequence[Span], blocked: Sequence[Span] = ()) -> Spans:
    """The spans in order, overlapping ones joined, cut where a blocked span stands inside."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for a, b in blocked:
        cut: list[Span] = []
        for start, end in joined:
            if a < end and start < b:
                cut += [s for s in ((start, a), (b, end)) if s[0] < s[1]]
            else:
                cut.append((start, end))
        joined = cut
    return tuple(joined)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft a cue, and one of those that claim the same content: the surest, then the longest."""
    by_cue: dict[Spans, Draft] = {}
    for d in drafts:
        have = by_cue.get(d.cue)
        if have is None or (d.rank, -_size(d.content)) < (have.rank, -_size(have.content)):
            by_cue[d.cue] = d
    by_content: dict[Spans, Draft] = {}
    for d in by_cue.values():
        have = by_content.get(d.content)
        if have is None or (d.rank, not d.source) < (have.rank, not have.source):
            by_content[d.content] = d
    return [d for d in by_cue.values() if by_content[d.content] is d]


def _size(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def _anchor(draft: Draft) -> int:
    return draft.cue[0][0] if draft.cue else draft.content[0][0]


def _with_runs(drafts: list[Draft], outer: Outer) -> list[Draft]:
    """Join a quotation that goes on from the paragraph before to the attribution it goes on from."""
    owner: dict[int, int] = {}
    for n, d in enumerate(drafts):
        for start, end in d.content:
            for q in outer.over(start, end):
                if not any(q.start <= a < q.end for a, _ in d.cue):
                    owner.setdefault(q.start, n)
    joined = list(drafts)
    for before, q in pairwise(outer.all):
        speaker = owner.get(before.start)
        if q.continues and speaker is not None and q.start not in owner:
            owner[q.start] = speaker
            joined[speaker] = replace(joined[speaker], content=merged([*joined[speaker].content, (q.start, q.end)]))
    return joined


def _without_idle_nesting(drafts: list[Draft]) -> list[Draft]:
    """Leave out what stands inside another's content without being a report of someone else's words."""
    order = sorted(drafts, key=lambda d: (d.content[0][0], -d.content[-1][1], d.cue))
    holders = _holders(order)
    return [d for d, holder in zip(order, holders, strict=True) if holder is None or d.reported]


def _holders(drafts: list[Draft]) -> list[int | None]:
    """For each draft the one with the least content that holds its cue, but not the other way round as well."""
    pieces = sorted((a, b, n) for n, d in enumerate(drafts) for a, b in d.content)
    starts = [a for a, _, _ in pieces]
    reach = list(accumulate((b for _, b, _ in pieces), max))
    sizes = [_size(d.content) for d in drafts]
    holders: list[int | None] = []
    for n, d in enumerate(drafts):
        at = _anchor(d)
        k = bisect_right(starts, at) - 1
        best: int | None = None
        # Pieces before the one where none reaches as far as the cue cannot hold it.
        while k >= 0 and reach[k] > at:
            _, end, other = pieces[k]
            smaller = best is None or sizes[other] < sizes[best]
            if smaller and end > at and other != n and not _holds(d, drafts[other]):
                best = other
            k -= 1
        holders.append(best)
    return holders


def _holds(outer: Draft, inner: Draft) -> bool:
    return bool(inner.cue) and any(a <= inner.cue[0][0] < b for a, b in outer.content)


def _is_double(text: str, q: Quotation) -> bool:
    return text[q.start] in _MARKS or text[q.end - 1] in _MARKS or text[q.start : q.start + 2] in ("``", "''")


def quote_of(text: str, content: Spans, outer: Outer) -> Quote:
    """Direct where every word stands inside double marks, mixed where some do."""
    words = quoted = 0
    for start, end in content:
        inside = outer.over(start, end)
        letters = sum(c.isalnum() for c in text[start:end])
        words += letters
        for q in inside:
            if _is_double(text, q):
                quoted += sum(c.isalnum() for c in text[max(start, q.start) : min(end, q.end)])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= words else "mixed"
