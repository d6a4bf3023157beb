"""Drafts: attributions before they are settled, and the parts of a parse that every rule makes them from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from sayso.model import Spans
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import verbs
from sayso.reading.marks import Quotation

_SUBJECTS = ("nsubj", "csubj")
_NOUN_TAGS = frozenset(["NN", "NNS"])
_FIRST_PERSON = frozenset(["i", "we", "you", "my", "our", "your"])
_SENTENCE_END = re.compile(r"[.!?]\s")
# How far after its cue a quotation may begin, in characters: "he told the state news agency in a telephone call:".
_REACH = 160
# So many drafts back there may be one of the sentence before.
_RECENT = 8
# Shares of drafts of each rank that trained annotators have too (PolNeAR, training part).
SURETY = (0.85, 0.5, 0.45)
_SURETY_WITHOUT_SOURCE = 0.3


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution as rules or the tagger see it, before quotations, nesting and overlaps are settled."""

    source: Spans
    cue: Spans
    content: Spans
    rank: int = 1
    """0 for a cue that alone proves the attribution (speech, "according to"), 1 for an act on words, 2 for the rest."""
    confidence: float = 1.0
    reported: bool = False
    """True for words that clearly pass on someone else's: only such are attributions inside a content."""
    firm: bool = False
    """True where the rule outweighs the tagger: "This was stated by X", "the outlet quoted X as saying"."""
    spoken: bool = False
    """True for words given as they were spoken, without quotation marks: a speech, a turn of a transcript."""
    by_mark: bool = False
    """True where a mark stands for the cue, as in a headline ("words - source")."""


class Page:
    """A text with its quotations, and the drafts found so far."""

    def __init__(self, tree: Tree, quotations: tuple[Quotation, ...]) -> None:
        self.tree = tree
        self.outer = [q for q in quotations if q.depth == 0]
        self.quotation_starts = [q.start for q in self.outer]
        self.sentence_starts = [s.start_char for s in tree.parse.sentences]
        self.sentence_firsts = frozenset(s.start for s in tree.parse.sentences)
        self.drafts: list[Draft] = []
        # Tokens that serve in a cue, so that a carrier ("went on to say") is no cue of its own.
        self.taken: set[int] = set()

    def source(self, subject: int | None, cue: int) -> Spans:
        """The words of the source that the token `subject` heads; empty for an expletive."""
        if subject is None or (self.tree.word[subject] in ("it", "there") and self.tree.dep[subject] == "expl"):
            return ()
        return self.noun_phrase(subject, after=subject > cue)

    def noun_phrase(self, i: int, after: bool, without: list[int] | None = None) -> Spans:
        """The words of a source with titles and appositions, without a relative clause that trails it."""
        tree = self.tree
        tokens = tree.subtree(i, without=without or ())
        for k in tree.kids[i]:
            if tree.dep[k] == "relcl" and k > i:
                first = tree.subtree(k)[0]
                if after:
                    tokens = [t for t in tokens if t < first]
        spans = tree.spans(tokens)
        return ((spans[0][0], spans[-1][1]),) if spans else ()

    def around(self, i: int) -> list[int]:
        """What a parenthetic cue stands in: the clause it hangs on, without it."""
        tree, head = self.tree, self.tree.head[i]
        aside = [k for k in tree.kids[head] if k > i and tree.dep[k] == "advcl" and tree.tag[k] == "VBG"]
        return tree.subtree(head, without=[i, *aside])

    def quoted(self, i: int, source: Spans) -> Spans:
        """The quotation beside a cue that has no clause: just after it, else just before."""
        tree = self.tree
        at = bisect_left(self.quotation_starts, tree.end[i])
        if at < len(self.outer):
            q = self.outer[at]
            between = tree.text[tree.end[i] : q.start] if q.start - tree.end[i] < _REACH else "\n"
            named = tree.text[source[-1][1] : q.start] if source and tree.end[i] < source[-1][1] <= q.start else between
            if not _SENTENCE_END.search(named.rstrip()) and ("\n" not in between or between.rstrip().endswith(":")):
                named_as = not q.scare or between.rstrip()[-1:] in (":", ",") or not between.strip()
                return ((q.start, q.end),) if named_as else ()
        if at:
            q = self.outer[at - 1]
            begin = min([tree.start[i], *(s for s, _ in source)])
            if q.end <= begin and not tree.text[q.end : begin].strip(" ,\n"):
                return ((q.start, q.end),)
        return ()

    def add(self, source: Spans, cue: list[int], content: Spans, rank: int) -> None:
        """A draft with these words, unless it has no cue or content; its cue serves no other."""
        spans = self.tree.spans(cue)
        if content and spans:
            self.taken.update(cue)
            reported = self._passes_on(self._tokens(source), cue, rank)
            surety = SURETY[rank] if source else _SURETY_WITHOUT_SOURCE
            self.drafts.append(Draft(source, spans, content, rank, surety, reported))

    def _passes_on(self, source: list[int], cue: list[int], rank: int) -> bool:
        """Whether an attribution inside another's words is somebody else's saying: "they said", not "I said"."""
        tree = self.tree
        if tree.tag[cue[-1]] == "VB" and tree.child(cue[-1], *_SUBJECTS) is None:
            return False
        if any(tree.word[k] in _FIRST_PERSON for k in source):
            return False
        known = verbs()
        # What a pronoun thinks is rather part of what is said.
        pronoun = len(source) == 1 and tree.tag[source[0]] in ("PRP", "DT")
        return any(
            (tree.lemma[k] in known["reported"] and not (pronoun and tree.lemma[k] in known["thought"]))
            or (tree.tag[k] in _NOUN_TAGS and rank == 2)
            for k in cue
        )

    def points_back(self, i: int) -> bool:
        """Whether the token is a bare "this", which stands for the sentence before."""
        return self.tree.word[i] in ("this", "that") and not self.tree.kids[i]

    def say_before(self, source: Spans, cue: list[int]) -> None:
        """A draft for "This was stated by X", "X announced this": the content is the sentence before."""
        tree = self.tree
        at = bisect_right(self.sentence_starts, tree.start[cue[0]]) - 1
        if at < 1:
            return
        start, end = self.sentence_starts[at - 1], self.sentence_starts[at]
        content = tree.trim(start, end)
        paragraph_of = tree.parse.paragraph_of
        headline = paragraph_of(start) == 0 and paragraph_of(tree.start[cue[0]]) > 0
        # Who denies "this" answers whoever said it, by whatever verb.
        answers = any(tree.lemma[k] in verbs()["answering"] for k in cue)
        attributed = any(
            (d.rank == 0 or (answers and d.source)) and start <= d.cue[0][0] < end for d in self.drafts[-_RECENT:]
        )
        if content is not None and source and not headline and not attributed:
            self.drafts.append(Draft(source, tree.spans(cue), (content,), 0, SURETY[0], firm=True))

    def _tokens(self, spans: Spans) -> list[int]:
        return [k for a, b in spans for k in range(*self.tree.token_span(a, b))]
