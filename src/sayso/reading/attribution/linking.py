"""From typed spans to attributions: which source and which content belong to which cue."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from sayso.model import Span
from sayso.reading.attribution.drafts import Draft
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import large_town
from sayso.reading.marks import Quotation
from sayso.reading.tagging import Side, Tagged, Tags

# Characters of distance that one cue standing between two spans is worth: more than most sentences are long.
_CUE_BETWEEN = 400
# A source after its cue ("said X") touches it; one further on is rather the next cue's.
_AFTER = 3
# What the parse is worth where it ties two spans together, in the same characters.
_TIED = 500
# How far (in characters) a content may stand from a cue in another sentence.
_REACH = 300
# A colon between a name and its words, a dash between words and the name under them.
_COLON = re.compile(r"\s*(:)[\s\"'“‘„«\[(]*")
_DASH = re.compile(r"[.!?\"'”’»)\]]*\s*([-–—―])[-–—―\s]*$")
_LONGEST_DASH = 12
# What may follow a name under a quotation: its owner's age or office.
_LONGEST_SIGNATURE = 80
# So near (in characters) two pieces on one side of a cue are one content with a gap.
_CLOSE = 15
# Between the first and the second of those that speak together.
_LISTED = re.compile(r"\s*(?:,|and|or|as well as)\s*(?:and\s+)?")
_NO_NAME = frozenset(["the", "a", "an"])
# The tagger's word on which side a span's cue or source stands, in the same characters.
_WRONG_SIDE = 300


class _Marked(NamedTuple):
    """A mark that stands for a cue, with what it joins."""

    cue: Tagged
    source: Tagged
    content: Tagged


class _Linker:
    def __init__(self, tree: Tree, tags: Tags, quotations: Sequence[Quotation]) -> None:
        self.tree = tree
        marks = _marks_as_cues(tree, tags)
        self.named = {m.cue.start: (m.source.start, m.source.end) for m in marks}
        self.marked = {m.content.start: m.cue.start for m in marks}
        self.tagged_cues = sorted([*tags.cue, *(m.cue for m in marks)], key=lambda t: t.start)
        self.sources, self.cues = _spans(tags.source), _spans(self.tagged_cues)
        sources, cues = self.sources, self.cues
        self.bounds = [s.start_char for s in tree.parse.sentences]
        self.cue_starts = [a for a, _ in cues]
        self.source_starts = [a for a, _ in sources]
        self.outer = [q for q in quotations if q.depth == 0]
        self.outer_starts = [q.start for q in self.outer]
        self.contents = self._joined(tags.content)
        self.heads = [tree.top(a, b) for a, b in cues]
        self.cue_tokens = [tree.token_span(a, b) for a, b in cues]

    def _joined(self, contents: Sequence[Tagged]) -> list[Tagged]:
        """The contents, those of one quotation made one where no cue parts them."""
        joined: list[Tagged] = []
        for c in contents:
            before, q = joined[-1] if joined else None, self.outer_at(c.start)
            parted = before is None or q is None or before.end <= q.start
            if before is None or parted or self.between((before.start, before.end), (c.start, c.end)):
                joined.append(c)
            else:
                side = c.side if c.side == before.side else None
                joined[-1] = Tagged(before.start, c.end, min(before.score, c.score), side)
        return joined

    def sentence(self, at: int) -> int:
        return bisect_right(self.bounds, at) - 1

    def cues_near(self, piece: Span) -> range:
        """The cues of the sentences that the piece begins and ends in, and one that a colon ends just before it."""
        first, last = self.sentence(piece[0]), self.sentence(piece[1] - 1)
        low = bisect_left(self.cue_starts, self.bounds[max(first, 0)])
        high = bisect_left(self.cue_starts, self.bounds[last + 1]) if last + 1 < len(self.bounds) else len(self.cues)
        before = bisect_left(self.cue_starts, piece[0]) - 1
        if 0 <= before < low and not self.tree.text[self.cues[before][1] : piece[0]].strip(" \n:—-\"'“‘„«"):
            low = before
        return range(low, high)

    def between(self, a: Span, b: Span) -> int:
        """How many cues begin in the gap between two spans."""
        low, high = min(a[1], b[1]), max(a[0], b[0])
        return max(0, bisect_left(self.cue_starts, high) - bisect_left(self.cue_starts, low))

    def contents_of(self) -> dict[int, list[Tagged]]:
        """The contents of each cue that has one, by the cue's number."""
        linked: dict[int, list[Tagged]] = {}
        orphans: list[Tagged] = []
        for piece in self.contents:
            best = self._cue_of(piece, linked)
            if best is None:
                orphans.append(piece)
            else:
                linked.setdefault(best, []).append(piece)
        for n, pieces in linked.items():
            strays = self._strays(n, pieces)
            linked[n] = [p for p in pieces if p not in strays]
            orphans += strays
        for piece in sorted(orphans, key=lambda p: p.start):
            best = self._cue_beside(piece, linked)
            if best is not None:
                linked.setdefault(best, []).append(piece)
        return {n: sorted(pieces, key=lambda p: p.start) for n, pieces in linked.items() if pieces}

    def _strays(self, n: int, pieces: list[Tagged]) -> list[Tagged]:
        """Pieces on the other side of their cue than the tagger says, where others are on the right one."""
        wrong = [p for p in pieces if p.side is not None and (p.side == "left") != (self.cues[n][0] < p.start)]
        return wrong if len(wrong) < len(pieces) else []

    def _cue_of(self, tagged: Tagged, linked: dict[int, list[Tagged]]) -> int | None:
        """The cue in the sentence of a content that it belongs to."""
        piece = (tagged.start, tagged.end)
        if tagged.start in self.marked:
            return bisect_left(self.cue_starts, self.marked[tagged.start])
        best, least = None, 0
        top = self.tree.top(*piece)
        for n in self.cues_near(piece):
            if self.cues[n][0] in self.named and self.tagged_cues[n].side == "right":
                # A name under a quotation signs that one alone.
                continue
            if n in linked and not self._goes_on(n, linked[n][-1], piece):
                continue
            cost = _distance(self.cues[n], piece) + _CUE_BETWEEN * self.between(self.cues[n], piece)
            if top is not None and self._hangs(top, n):
                cost -= _TIED
            if tagged.side is not None and (tagged.side == "left") != (self.cues[n][0] < piece[0]):
                cost += _WRONG_SIDE
            if n in linked and not linked[n][-1].end <= self.cues[n][0] <= piece[0]:
                cost += _CUE_BETWEEN
            if best is None or cost < least:
                best, least = n, cost
        return best

    def _goes_on(self, n: int, last: Tagged, piece: Span) -> bool:
        """Whether a cue that has a content may have this too: on its other side, or close by in speech that goes on."""
        cue = self.cues[n]
        if last.end <= cue[0] and cue[1] <= piece[0]:
            return True
        return piece[0] - last.end < _CLOSE or self.outer_at(piece[0]) is not None

    def _cue_beside(self, tagged: Tagged, linked: dict[int, list[Tagged]]) -> int | None:
        """The cue outside the sentence of a content: one near by that has none yet, else that of a quotation before."""
        right = tagged.side == "right"
        n = bisect_left(self.cue_starts, tagged.end if right else tagged.start) - (not right)
        if not 0 <= n < len(self.cues):
            return None
        if not linked.get(n) and _distance(self.cues[n], (tagged.start, tagged.end)) < _REACH:
            return n
        paragraph_of = self.tree.parse.paragraph_of
        quoted = self.outer_at(tagged.start) is not None
        if not right and quoted and paragraph_of(self.cues[n][0]) == paragraph_of(tagged.start):
            return n
        return None

    def outer_at(self, at: int) -> Quotation | None:
        """The quotation that the character stands in, or whose opening mark stands right before it."""
        k = bisect_right(self.outer_starts, at) - 1
        return self.outer[k] if k >= 0 and at < self.outer[k].end else None

    def _agent(self, source: Span) -> bool:
        """Whether a preposition introduces the source, as it must after a passive: "was denied by X"."""
        first = self.tree.token_span(*source)[0]
        return first > 0 and self.tree.tag[first - 1] in ("IN", "TO")

    def _hangs(self, top: int, n: int) -> bool:
        first, last = self.cue_tokens[n]
        return first <= self.tree.head[top] < last

    def source_of(self, n: int, content: Sequence[Span]) -> Span | None:
        tree, cue, head, side = self.tree, self.cues[n], self.heads[n], self.tagged_cues[n].side
        if side is None or cue[0] in self.named:
            return self.named.get(cue[0])
        sentence = self.sentence(cue[0])
        subject = tree.subject(head) if head is not None else None
        passive = head is not None and tree.passive(head)
        at = bisect_right(self.source_starts, cue[0])
        best, least = None, 0
        for s in self.sources[max(0, at - 6) : at + 4]:
            if tree.text[s[0] : s[1]].lower() in _NO_NAME:
                continue
            if sentence not in (self.sentence(s[0]), self.sentence(s[1] - 1)):
                continue
            if any(a <= s[0] and s[1] <= b for a, b in content):
                continue
            if passive and s[0] >= cue[1] and not self._agent(s):
                continue
            cost = _distance(cue, s) + _CUE_BETWEEN * self.between(cue, s)
            if (side == "left") != (s[0] < cue[0]):
                cost += _WRONG_SIDE
            if s[0] >= cue[1]:
                cost *= _AFTER
            if subject is not None and s[0] <= tree.start[subject] < s[1]:
                cost -= _TIED
            if best is None or cost < least:
                best, least = s, cost
        return best


def _marks_as_cues(tree: Tree, tags: Tags) -> list[_Marked]:
    """Marks that stand for a cue: a colon between a name and its words, a dash between words and their name."""
    text, found = tree.text, []
    starts, ends = [c.start for c in tags.content], [c.end for c in tags.content]
    cue_starts = [c.start for c in tags.cue]
    for source in tags.source:
        paragraph = tree.parse.paragraphs[tree.parse.paragraph_of(source.start)]
        after = _COLON.match(text, source.end)
        k = bisect_left(starts, source.end)
        if after and k < len(starts) and starts[k] <= after.end():
            spoken_for = bisect_left(cue_starts, source.start) > bisect_left(cue_starts, paragraph[0])
            if not spoken_for and not large_town(text[source.start : source.end]):
                found.append(_marked(after.start(1), source, tags.content[k], "left"))
            continue
        before = _DASH.search(text, max(0, source.start - _LONGEST_DASH), source.start)
        k = bisect_right(ends, source.start) - 1
        if before and k >= 0 and ends[k] >= before.start():
            line_end = text.find("\n", source.end, paragraph[1])
            line_end = line_end if line_end >= 0 else paragraph[1]
            alone = bisect_left(cue_starts, line_end) == bisect_left(cue_starts, ends[k])
            if alone and line_end - source.end < _LONGEST_SIGNATURE:
                found.append(_marked(before.start(1), source, tags.content[k], "right"))
    return found


def _marked(at: int, source: Tagged, content: Tagged, side: Side) -> _Marked:
    return _Marked(Tagged(at, at + 1, min(source.score, content.score), side), source, content)


def _distance(a: Span, b: Span) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def _spans(tagged: Sequence[Tagged]) -> list[Span]:
    return [(t.start, t.end) for t in tagged]


def _with_first(tree: Tree, source: Span) -> Span:
    """The source with the first of several speakers, where the tagger left it out: "Chad, [Niger and Togo]"."""
    top = tree.top(*source)
    if top is None or tree.dep[top] not in ("conj", "appos"):
        return source
    first = tree.head[top]
    begin = tree.start[min(k for k in tree.subtree(first) if k <= first)]
    alone = tree.dep[first] in ("nsubj", "nsubjpass") and begin < source[0]
    return (begin, source[1]) if alone and _LISTED.fullmatch(tree.text, tree.end[first], source[0]) else source


def _in_paragraph(tree: Tree, source: Span, cue: int) -> Span:
    """The part of a source in the paragraph of its cue: taggers run on from a headline into the dateline."""
    start, end = tree.parse.paragraphs[tree.parse.paragraph_of(cue)]
    cut = tree.trim(max(source[0], start), min(source[1], end))
    return cut if cut is not None else source


def link(tree: Tree, tags: Tags, quotations: Sequence[Quotation]) -> list[Draft]:
    """The attributions that typed spans amount to, one a cue, in order of the cue.

    A content goes to the nearest cue of its sentence, else on from the content before it; a cue takes the nearest
    source of its sentence, and shares that of the cue before it in coordination. What the parse ties together and the
    tagger's sides outweigh distance. A cue that gets no content is dropped: what is not said cannot be attributed.
    `confidence` is how sure the tagger is that cue and content are both exactly right.
    """
    linker = _Linker(tree, tags, quotations)
    drafts = []
    for n, pieces in sorted(linker.contents_of().items()):
        cue, spans = linker.tagged_cues[n], _spans(pieces)
        source = linker.source_of(n, spans)
        if source is not None:
            source = _in_paragraph(tree, _with_first(tree, source), cue.start)
        surety = round(cue.score * max(p.score for p in pieces), 4)
        drafts.append(Draft((source,) if source else (), ((cue.start, cue.end),), tuple(spans), confidence=surety))
    return drafts
