"""The parse as plain lists, for rules that walk it: lemmas, tags, labels and heads by token index."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.reading.events.frames import Frame

_CLAUSAL = frozenset({"ROOT", "ccomp", "parataxis"})
# Deep chains of heads come only from broken parses; climbing further would cost without telling anything.
DEEPEST = 60
LONGEST_HEADLINE = 40


class Grid:
    """Token lists of one document. `children` of a sentence are built when first asked for."""

    def __init__(self, doc: Doc, lemma_of: Callable[[str], str]):
        array = doc.to_array(["LEMMA", "TAG", "DEP", "HEAD", "ENT_TYPE", "IDX", "LENGTH", "SENT_START"]).astype("int64")
        raw = doc.to_array(["LEMMA", "TAG", "DEP", "ENT_TYPE"])
        strings = doc.vocab.strings

        def named(column: int) -> list[str]:
            names: dict[int, str] = {}
            out = []
            for key in raw[:, column].tolist():
                name = names.get(key)
                if name is None:
                    name = strings[key] if key else ""
                    names[key] = name = lemma_of(name) if column == 0 else name
                out.append(name)
            return out

        self.doc = doc
        self.size = len(doc)
        if not self.size:
            array = array.reshape(0, 8)
            raw = raw.reshape(0, 4)
        self.lemma = named(0)
        self.tag = named(1)
        self.dep = named(2)
        self.entity = named(3)
        self.head = [i + offset for i, offset in enumerate(array[:, 3].tolist())]
        self.start: list[int] = array[:, 5].tolist()
        self.end = [a + b for a, b in zip(self.start, array[:, 6].tolist(), strict=True)]
        self.sentence_starts = [i for i, mark in enumerate(array[:, 7].tolist()) if mark == 1 or not i]
        self.frames: dict[tuple[int, int], Frame] = {}
        """Frames already read, by verb and depth."""
        self._children: dict[int, list[list[int]]] = {}
        self._headlines: dict[int, bool] = {}

    def sentence_of(self, i: int) -> int:
        """Index of the sentence that holds token `i`."""
        return bisect_right(self.sentence_starts, i) - 1

    def sentence(self, number: int) -> tuple[int, int]:
        """First token of a sentence, and the first after it."""
        starts = self.sentence_starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else self.size

    def children(self, i: int) -> list[int]:
        """The tokens that depend on `i`, left to right."""
        number = self.sentence_of(i)
        first, last = self.sentence(number)
        table = self._children.get(number)
        if table is None:
            table = self._children[number] = [[] for _ in range(last - first)]
            head = self.head
            for child in range(first, last):
                at = head[child]
                if at != child and first <= at < last:
                    table[at - first].append(child)
        return table[i - first]

    def child(self, i: int, *labels: str) -> int | None:
        """The first dependent of `i` under one of the labels."""
        for c in self.children(i):
            if self.dep[c] in labels:
                return c
        return None

    def joined(self, i: int) -> list[int]:
        """`i` and what is coordinated with it."""
        found = [i]
        for at in found:
            # In "President A and President B met" the parser may hang A on B as a modifier with an "and" of its own.
            found += [
                c
                for c in self.children(at)
                if self.dep[c] == "conj"
                or (
                    (self.dep[c] == "nmod" or (self.dep[c] == "appos" and self._alike(c, at)))
                    and self.child(c, "cc") is not None
                )
            ]
            if len(found) > DEEPEST:
                break
        return found

    def _alike(self, a: int, b: int) -> bool:
        """Whether both are names of one sort, so that "A, B and C" is a list and B no apposition."""
        return self.entity[a] == self.entity[b] and self.entity[a] in ("GPE", "NORP", "PERSON", "ORG")

    def domain(self, i: int) -> int:
        """The head of the clause under one act of saying that holds `i`: the nearest root, ccomp or parataxis."""
        for _ in range(DEEPEST):
            if self.dep[i] in _CLAUSAL or self.head[i] == i:
                break
            i = self.head[i]
        return i

    def clause(self, i: int) -> int:
        """The verb (or root) that governs `i` most closely; `i` itself where it is one."""
        for _ in range(DEEPEST):
            if self.tag[i][:1] == "V" and self.dep[i] not in ("amod", "compound", "aux", "auxpass"):
                break
            if self.head[i] == i:
                break
            i = self.head[i]
        return i

    def is_headline(self, i: int) -> bool:
        """Whether the sentence of `i` writes nearly all its long words with a capital."""
        number = self.sentence_of(i)
        known = self._headlines.get(number)
        if known is None:
            first, last = self.sentence(number)
            shapes = [t.shape_ for t in self.doc[first : min(last, first + LONGEST_HEADLINE)]]
            long = [s for s in shapes if len(s) > 3 and s[:2] in ("Xx", "XX", "xx")]
            known = len(long) > 2 and sum(s[0] == "X" for s in long) >= 0.8 * len(long)
            self._headlines[number] = known
        return known
