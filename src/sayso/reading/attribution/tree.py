"""The parse as plain lists, so that rules can walk it at the speed of list look-ups."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property

from spacy import attrs

from sayso.lexicons import load
from sayso.model import Span, Spans
from sayso.reading.marks import Parse

_SIGN = 1 << 63
_OUTER = frozenset(" \t\n\r\u00a0,.;:!?-–—…")


@cache
def _known() -> frozenset[str]:
    cues = load("cues")
    return frozenset(word for words in cues["verbs"].values() for word in words) | frozenset(cues["prepositions"])


@cache
def _mended(lemma: str) -> str:
    """The lemma with the ending that a rule-based lemmatizer cuts off too much: "stat" of "stating", "discus"."""
    if lemma in _known():
        return lemma
    return next((lemma + end for end in ("e", "s") if lemma + end in _known()), lemma)


class Tree:
    """Heads, relations, tags and lemmas by token index; children on demand."""

    def __init__(self, parse: Parse) -> None:
        strings = parse.doc.vocab.strings
        rows = parse.doc.to_array([attrs.HEAD, attrs.DEP, attrs.TAG, attrs.LEMMA, attrs.ORTH, attrs.IDX, attrs.LENGTH])
        heads, deps, tags, lemmas, words, starts, lengths = rows.T.tolist()
        names = {key: strings[key] if key else "" for key in {*deps, *tags, *lemmas, *words}}
        mended = {key: _mended(names[key].lower()) for key in {*lemmas}}
        lowered = {key: names[key].lower() for key in {*words}}
        self.parse = parse
        self.text = parse.report.text
        # The offset to the head is signed, but comes in an unsigned array.
        self.head: list[int] = [i + (h if h < _SIGN else h - 2 * _SIGN) for i, h in enumerate(heads)]
        self.dep: list[str] = [names[k] for k in deps]
        self.tag: list[str] = [names[k] for k in tags]
        self.lemma: list[str] = [mended[k] for k in lemmas]
        self.word: list[str] = [lowered[k] for k in words]
        self.start: list[int] = starts
        self.end: list[int] = [s + n for s, n in zip(starts, lengths, strict=True)]

    @cached_property
    def kids(self) -> list[list[int]]:
        """The children of each token, in text order."""
        kids: list[list[int]] = [[] for _ in self.head]
        for i, h in enumerate(self.head):
            if h != i:
                kids[h].append(i)
        return kids

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these relations."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def passive(self, i: int) -> bool:
        """Whether the verb at `i` is in the passive, by its helpers and its subject."""
        return self.child(i, "auxpass", "nsubjpass", "csubjpass") is not None

    def subject(self, i: int) -> int | None:
        """The subject of the verb at `i`, its own or the one it shares with the verbs it hangs on."""
        at = i
        for _ in range(6):
            found = self.child(at, "nsubj", "csubj")
            if found is None and at != i:
                found = self.child(at, "nsubjpass", "csubjpass")
            dep, head = self.dep[at], self.head[at]
            if found is not None or head == at:
                return found
            if dep == "acl" and self.tag[at] == "VBG":
                return head
            finite = self.tag[at] not in ("VBG", "VB")
            if not (
                dep in ("conj", "prep")
                or (dep in ("advcl", "xcomp", "pcomp", "dep") and self.tag[at] != "VBN")
                or (dep == "ccomp" and not finite)
            ):
                return None
            at = head
        return None

    def token_span(self, start: int, end: int) -> tuple[int, int]:
        """Indices `[first, last)` of the tokens that begin in these characters."""
        return bisect_left(self.start, start), bisect_left(self.start, end)

    def top(self, start: int, end: int) -> int | None:
        """The first token of these characters that hangs on one outside them; None where there is no token."""
        first, last = self.token_span(start, end)
        for i in range(first, last):
            hangs_outside = not first <= self.head[i] < last or self.head[i] == i
            if hangs_outside and (self.dep[i] != "punct" or last - first == 1):
                return i
        return None

    def subtree(self, i: int, without: Iterable[int] = ()) -> list[int]:
        """All tokens below `i` and itself, sorted, leaving out the subtrees of `without`."""
        skipped, found, stack = frozenset(without), [], [i]
        while stack:
            k = stack.pop()
            found.append(k)
            stack += [c for c in self.kids[k] if c not in skipped]
        return sorted(found)

    def spans(self, tokens: Iterable[int]) -> Spans:
        """The runs of these (sorted) tokens as character spans, bare of punctuation at their ends but for marks."""
        runs: list[tuple[int, int]] = []
        for i in tokens:
            if runs and runs[-1][1] + 1 == i:
                runs[-1] = (runs[-1][0], i)
            else:
                runs.append((i, i))
        spans = (self.trim(self.start[a], self.end[b]) for a, b in runs)
        return tuple(s for s in spans if s is not None and any(c.isalnum() for c in self.text[s[0] : s[1]]))

    def trim(self, start: int, end: int) -> Span | None:
        """The span without the blanks and stops at its ends; None where nothing is left."""
        text = self.text
        while start < end and text[start] in _OUTER:
            start += 1
        while end > start and text[end - 1] in _OUTER:
            end -= 1
        return (start, end) if start < end else None
