"""The parse as plain lists, so that rules can walk it at the speed of list look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from spacy.attrs import DEP, HEAD, LEMMA, TAG

from sayso.lexicons import load
from sayso.model import Span, Spans
from sayso.reading.marks import Parse

_OUTER = frozenset(" \t\n\r\u00a0,.;:!?-–—…")


class Tree:
    """Heads, relations, tags and lemmas by token index; children on demand."""

    def __init__(self, parse: Parse) -> None:
        doc = parse.doc
        strings = doc.vocab.strings
        names: dict[int, str] = {}

        def name(key: int) -> str:
            found = names.get(key)
            if found is None:
                found = names[key] = strings[key] if key else ""
            return found

        rows = doc.to_array([HEAD, DEP, TAG, LEMMA])
        slips: dict[str, str] = load("cues")["verbs"]["lemma_slips"]
        self.parse = parse
        self.text = parse.report.text
        # The offset to the head is signed, but comes in an unsigned array.
        self.head: list[int] = [i + h for i, h in enumerate(rows[:, 0].astype("int64").tolist())]
        self.dep: list[str] = [name(k) for k in rows[:, 1].tolist()]
        self.tag: list[str] = [name(k) for k in rows[:, 2].tolist()]
        lemmas = [name(k).lower() for k in rows[:, 3].tolist()]
        self.lemma: list[str] = [slips.get(x, x) for x in lemmas]
        self.start: list[int] = [t.idx for t in doc]
        self.word: list[str] = [t.lower_ for t in doc]
        self.end: list[int] = [s + len(w) for s, w in zip(self.start, (t.text for t in doc), strict=True)]

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
