"""Speech that goes on: sentences after an attribution that the same speaker says without a cue of their own.

Annotators of attribution mark a run of speech under one cue as one content. In a ledger each sentence that goes on is
a statement; `Attribution.continues` ties it to the one it goes on from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.model import Span, Spans
from sayso.reading.attribution.settling import Outer, quote_of
from sayso.reading.attribution.words import verbs
from sayso.reading.marks import Attribution, Cast, Parse, Quotation

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_WORD = re.compile(r"[a-z']+")
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*\s*$""")
# Marks and blanks after a full stop are fewer than this.
_LONGEST_END = 20
_FINITE = frozenset(["VBD", "VBP", "VBZ", "MD"])
_SHIFTED = frozenset(["would", "had", "could", "might", "'d"])
_LIGHT = frozenset(["take", "hold", "have", "pay", "make", "give"])
_RANKING = frozenset(["JJS", "RBS"])
_EARLIER = frozenset(["earlier", "previously", "before", "already", "recently", "initially", "originally"])
_SPOKEN_PRONOUNS = frozenset(["he", "she", "it", "they", "both"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
# Sentences of a speech that make one statement.
_GROUP = 3
# How much of a sentence must be quoted to be a quotation that stands alone.
_QUOTED = 0.8
# A sentence with a cue in it is free of it where the cue's content is no more than this part of it.
_ASIDE = 0.6
# Shares of a read-out: of its sentences that are attributed, and of those attributions that are one speaker's.
_ATTRIBUTED, _ONE_VOICE = 0.3, 0.6
_LEAST = 3
# A source may be shorter than the mention it stands in, by so many characters.
_NEAR = 80
_SURE = {"quotation": 0.8, "shifted": 0.7, "read-out": 0.7}


def with_speech_that_goes_on(
    parse: Parse, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...], cast: Cast
) -> tuple[Attribution, ...]:
    """The attributions, with those that go on from another without a cue, in text order, outer before inner.

    Three kinds go on: a quotation after the sentence of its cue; a sentence in the tenses of reported speech about what
    the sentence before reports; and, in a read-out of what one speaker said, any sentence about something else than
    the occasion. The rest stays narration.
    """
    if not attributions:
        return ()
    return _Speech(parse, quotations, attributions, cast).all()


@cache
def _facts() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load("cues")["going_on"].items()}


class _Speech:
    def __init__(
        self, parse: Parse, quotations: tuple[Quotation, ...], attributions: tuple[Attribution, ...], cast: Cast
    ) -> None:
        self.parse, self.cast, self.text = parse, cast, parse.report.text
        self.sentences = parse.sentences
        self.starts = [s.start_char for s in self.sentences]
        self.paragraphs = [start for start, _ in parse.paragraphs]
        self.outer = Outer(quotations)
        # An attribution's number here is its place in this list, until all are found.
        self.made = list(attributions)

    def all(self) -> tuple[Attribution, ...]:
        for n in range(len(self.made)):
            self._part(n)
        self._go_on()
        return self._ordered()

    # ------------------------------------------------------------- what one cue has in later sentences

    def _part(self, n: int) -> None:
        """Make what one cue has in other sentences than its own attributions of their own."""
        a = self.made[n]
        runs = self._turns(a) if self._spoken(a) else self._runs(a) if a.cue else []
        if len(runs) < 2:
            return
        first, last = self._sentence(a.cue[0][0]), self._sentence(a.cue[-1][1] - 1)
        own = [
            k
            for k, run in enumerate(runs)
            if first <= self._sentence(run[-1][1] - 1) and self._sentence(run[0][0]) <= last
        ] or [min(range(len(runs)), key=lambda k: (_apart(runs[k], a.cue), k))]
        kept = tuple(span for k in own for span in runs[k])
        spoken = self._spoken(a)
        self.made[n] = replace(a, content=kept, quote="direct" if spoken else quote_of(self.text, kept, self.outer))
        for k, run in enumerate(runs):
            if k not in own:
                quote = "direct" if spoken else quote_of(self.text, run, self.outer)
                if quote == "indirect" and self._paragraph(run[0][0]) != self._paragraph(a.cue[0][0]):
                    # The report's own words: nobody's indirect speech goes on over a paragraph.
                    continue
                self.made.append(Attribution(run, quote=quote, within=a.within, continues=n, confidence=a.confidence))

    def _spoken(self, a: Attribution) -> bool:
        """Whether the words are given as spoken without quotation marks: a speech, a turn of a transcript."""
        start = a.content[0][0]
        return a.quote == "direct" and bool(a.cue) and not any(q.start <= start for q in self.outer.over(*a.content[0]))

    def _turns(self, a: Attribution) -> list[Spans]:
        """A speech cut into groups of a few sentences, none over two paragraphs."""
        groups: list[Spans] = []
        for span in a.content:
            pieces = self._cut(span)
            groups += [
                ((pieces[k][0], pieces[min(k + _GROUP, len(pieces)) - 1][1]),) for k in range(0, len(pieces), _GROUP)
            ]
        return groups

    def _runs(self, a: Attribution) -> list[Spans]:
        """The content cut where sentences end, not inside a quotation nor where one goes on in the next paragraph."""
        runs: list[list[Span]] = []
        for span in a.content:
            for piece in self._cut(span):
                goes_on = runs and any(q.continues for q in self.outer.over(*piece))
                same = runs and self._sentence(runs[-1][-1][1] - 1) == self._sentence(piece[0])
                runs[-1].append(piece) if goes_on or same else runs.append([piece])
        return [tuple(run) for run in runs]

    def _cut(self, span: Span) -> list[Span]:
        """A span as its sentences."""
        pieces, start = [], span[0]
        for k in range(self._sentence(span[0]) + 1, self._sentence(span[1] - 1) + 1):
            at = self.starts[k]
            quoted = any(q.start < at < q.end for q in self.outer.over(at, at + 1))
            if not quoted and (
                _SENTENCE_END.search(self.text[max(start, at - _LONGEST_END) : at])
                or self._paragraph(at) != self._paragraph(start)
            ):
                pieces.append((start, at))
                start = at
        trimmed = (_trimmed(self.text, *piece) for piece in [*pieces, (start, span[1])])
        return [piece for piece in trimmed if piece is not None]

    # ------------------------------------------------------------- sentences that nobody is named for

    def _go_on(self) -> None:
        here = self._by_sentence()
        spoken_for: int | None = None
        done = -1
        for k, sentence in enumerate(self.sentences):
            if sentence.start_char < done or not any(t.is_alpha for t in sentence):
                continue
            frames = [n for n in here[k] if self.made[n].within is None]
            if self._read_out:
                frames = [n for n in frames if self._is_the_reports(n)]
            if frames and not self._aside(sentence, frames):
                spoken_for = self._left_open(sentence, frames)
                continue
            before, spoken_for = spoken_for, None
            found = self._going_on(sentence, before) if before is not None else None
            if before is not None and found is not None:
                span, kind = found
                surety = min(self.made[before].confidence, _SURE[kind])
                quote = quote_of(self.text, (span,), self.outer)
                first = self.made[before].continues
                begun = before if first is None else first
                self.made.append(Attribution((span,), quote=quote, continues=begun, confidence=surety))
                spoken_for, done = len(self.made) - 1, span[1]

    def _going_on(self, sentence: SpacySpan, before: int) -> tuple[Span, str] | None:
        """What goes on in a sentence, and by what it is known."""
        same_paragraph = self._paragraph(sentence.start_char) == self._paragraph(_last(self.made[before]) - 1)
        if (quoted := self._stands_alone(sentence)) is not None:
            return (quoted, "quotation")
        span = _trimmed(self.text, sentence.start_char, sentence.end_char)
        verb = _main(sentence)
        if span is None or verb is None or self.text[span[1] - 1] == "?":
            return None
        if self._read_out and not self._of_the_occasion(sentence, verb, before):
            return (span, "read-out")
        if same_paragraph and _shifted(verb) and self._about_the_same(verb, before):
            return (span, "shifted")
        return None

    def _stands_alone(self, sentence: SpacySpan) -> Span | None:
        """The quotation that makes up the sentence and any after it."""
        over = [q for q in self.outer.over(sentence.start_char, sentence.end_char) if not q.scare]
        if len(over) != 1 or over[0].start < sentence.start_char or not over[0].closed:
            return None
        q = over[0]
        letters = sum(c.isalnum() for c in sentence.text)
        inside = sum(c.isalnum() for c in self.text[q.start : min(q.end, sentence.end_char)])
        return (q.start, q.end) if inside >= _QUOTED * letters and inside else None

    def _about_the_same(self, verb: Token, before: int) -> bool:
        """Whether the subject is one that the reported words before speak of, or a pronoun."""
        a = self.made[before]
        if a.quote == "direct" or not (a.continues is not None or self._reports(a)):
            return False
        if not any(t.tag_ == "VBD" or t.lower_ in _SHIFTED for s in a.content for t in self.parse.tokens(*s)):
            return False
        subject = next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
        if subject is None or subject.lower_ in ("i", "we", "you") or _is_comment(verb):
            return False
        if subject.lower_ in _SPOKEN_PRONOUNS or subject.dep_ == "expl":
            return True
        lemmas = {t.lemma_.lower() for s in a.content for t in self.parse.tokens(*s) if t.tag_.startswith("NN")}
        return subject.lemma_.lower() in lemmas

    def _reports(self, a: Attribution) -> bool:
        """Whether the cue tells in the past what was said."""
        tokens = [t for s in a.cue for t in self.parse.tokens(*s)]
        return any(t.tag_ == "VBD" and t.lemma_ in verbs()["speech"] for t in tokens)

    def _of_the_occasion(self, sentence: SpacySpan, verb: Token, before: int) -> bool:
        """Whether a sentence of a read-out tells of the meeting, or of what the speaker did there."""
        subjects = [t for t in verb.children if t.dep_ in _SUBJECTS]
        told = verb.tag_ == "VBD" and (verb.lemma_ in verbs()["speech"] or verb.lemma_ in verbs()["object"])
        if told or verb.lemma_ in _facts()["deeds"] or not subjects:
            return True
        heads = [*subjects, *(t for s in subjects for t in s.conjuncts)]
        if any(t.lemma_.lower() in _facts()["occasions"] for t in [*heads, *_predicates(verb)]):
            return True
        speaker = self._speaker(before)
        first, last = heads[0].left_edge, heads[0].right_edge
        return any(m.actor == speaker for m in self.cast.within(first.idx, last.idx + len(last)))

    # ------------------------------------------------------------- what stands where

    def _by_sentence(self) -> list[list[int]]:
        here: list[list[int]] = [[] for _ in self.sentences]
        for n, a in enumerate(self.made):
            touched = {
                k
                for start, end in (*a.content, *a.cue, *a.source)
                for k in range(max(0, self._sentence(start)), self._sentence(end - 1) + 1)
            }
            for k in sorted(touched):
                here[k].append(n)
        return here

    def _aside(self, sentence: SpacySpan, frames: Iterable[int]) -> bool:
        """Whether what is attributed is but a part of what a sentence says: "they break their promise to leave"."""
        size = sentence.end_char - sentence.start_char
        main = _main(sentence)
        for n in frames:
            a = self.made[n]
            inside = sum(
                max(0, min(e, sentence.end_char) - max(s, sentence.start_char)) for s, e in (*a.content, *a.cue)
            )
            governs = main is None or any(s <= main.idx < e for s, e in (*a.cue, *a.content, *a.source))
            if not a.cue or governs or inside > _ASIDE * size:
                return False
        return True

    def _is_the_reports(self, n: int) -> bool:
        """Whether a read-out attributes this itself; else it is part of what its speaker says of others."""
        a = self.made[n]
        if a.continues is not None or a.quote == "direct" or self._speaker(n) in self._present:
            return True
        if a.source and self._reports(a):
            return True
        words = [t for s in (a.source or a.cue) for t in self.parse.tokens(*s)]
        if a.source:
            return any(t.lemma_.lower() in _facts()["occasions"] for t in words)
        return any(t.tag_ == "VBN" and t.lemma_ in verbs()["speech"] for t in words)

    def _left_open(self, sentence: SpacySpan, frames: Sequence[int]) -> int | None:
        """The attribution whose words end the sentence, so that the next may go on from it."""
        speakers = {s for n in frames if (s := self._speaker(n)) is not None}
        n = max(frames, key=lambda n: (_last(self.made[n]), n))
        if len(speakers) > 1 or not (speakers or self._read_out):
            return None
        rest = self.text[_last(self.made[n]) : sentence.end_char]
        return n if self._read_out or not any(c.isalnum() for c in rest) else None

    def _speaker(self, n: int) -> str | None:
        """The actor whom the source of an attribution names first, or of the one that it goes on from."""
        begun = self.made[n].continues
        a = self.made[n if begun is None else begun]
        for start, end in a.source:
            near = self.cast.within(max(0, start - _NEAR), end + _NEAR)
            named = next((m for m in near if m.span[0] < end and m.span[1] > start), None)
            if named is not None:
                return named.actor
        return None

    @cached_property
    def _present(self) -> Counter[str]:
        """The people who speak in a read-out, with how often they do."""
        found: Counter[str] = Counter()
        for n, a in enumerate(self.made):
            speaker = self._speaker(n) if a.within is None and a.continues is None else None
            if speaker is not None and self.cast.by_id[speaker].kind == "person" and self._speaks(a):
                found[speaker] += 1
        return found

    def _speaks(self, a: Attribution) -> bool:
        tokens = [t for s in a.cue for t in self.parse.tokens(*s)]
        return any(t.lemma_ in verbs()["speech"] or t.lemma_ == "accord" for t in tokens)

    @cached_property
    def _read_out(self) -> bool:
        """Whether the report is a press service's account of what one speaker said."""
        prose = sum(_main(s) is not None for s in self.sentences)
        if not self._press_service or not prose or not self._present:
            return False
        frames = [n for n, a in enumerate(self.made) if a.within is None and self._is_the_reports(n)]
        attributed = {self._sentence(self.made[n].content[0][0]) for n in frames}
        most = max(self._present.values())
        return most >= max(_LEAST, _ONE_VOICE * sum(self._present.values())) and len(attributed) >= _ATTRIBUTED * prose

    @cached_property
    def _press_service(self) -> bool:
        report = self.parse.report
        words = _WORD.findall(f"{report.outlet or ''} {(report.url or '').split('//')[-1].split('/')[0]}".lower())
        return not report.agency and not _facts()["outlets"].isdisjoint(words)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self.paragraphs, offset) - 1

    # ------------------------------------------------------------- order

    def _ordered(self) -> tuple[Attribution, ...]:
        """All of them by content, numbers renewed, each inner one in the piece of speech that holds it."""
        pieces = sorted((s, e, n) for n, a in enumerate(self.made) if a.continues is not None for s, e in a.content)
        holders: dict[int, int | None] = {}
        for n, a in enumerate(self.made):
            k = bisect_left(pieces, (a.cue[0][0] + 1,)) - 1 if a.cue else -1
            holder = pieces[k][2] if k >= 0 and pieces[k][1] > a.cue[0][0] else a.within
            if holder == a.within or a.within is not None or self._passes_on(a):
                holders[n] = holder
        order = sorted(
            holders, key=lambda n: (self.made[n].content[0][0], -self.made[n].content[-1][1], self.made[n].cue, n)
        )
        place = {old: new for new, old in enumerate(order)}
        return tuple(
            replace(
                self.made[n],
                within=None if (holder := holders[n]) is None else place.get(holder),
                continues=None if (on := self.made[n].continues) is None else place.get(on),
            )
            for n in order
        )

    def _passes_on(self, a: Attribution) -> bool:
        """Whether an attribution inside what goes on clearly passes on another's words."""
        tokens = [t for s in a.cue for t in self.parse.tokens(*s)]
        first_person = any(t.lower_ in ("i", "we") for s in a.source for t in self.parse.tokens(*s))
        named = not a.source or any(True for s in a.source for _ in self.cast.within(*s))
        return named and not first_person and any(t.lemma_ in verbs()["reported"] for t in tokens)


def _apart(content: Spans, cue: Spans) -> int:
    return max(content[0][0] - cue[-1][1], cue[0][0] - content[-1][1])


def _last(a: Attribution) -> int:
    return max(e for _, e in (*a.content, *a.cue, *a.source))


def _main(sentence: SpacySpan) -> Token | None:
    """The finite verb that the sentence hangs on, else its first; None where it is no clause."""
    root = sentence.root
    if root.tag_ in _FINITE or any(t.tag_ in _FINITE and t.dep_ in ("aux", "auxpass") for t in root.children):
        return root
    first = next((t for t in sentence if t.tag_ in _FINITE and t.dep_ in ("aux", "auxpass", "ccomp", "conj")), None)
    return first.head if first is not None and first.dep_ in ("aux", "auxpass") else first


def _predicates(verb: Token) -> list[Token]:
    """What the subject is said to be or have: "there was an exchange of views", "took part", "held a meeting"."""
    return [t for t in verb.children if t.dep_ == "attr" or (t.dep_ == "dobj" and verb.lemma_ in _LIGHT)]


def _shifted(verb: Token) -> bool:
    """Whether the verb stands in a tense of reported speech: "would return", "had been shelled"."""
    return any(t.dep_ in ("aux", "auxpass") and t.lower_ in _SHIFTED for t in verb.children)


def _is_comment(verb: Token) -> bool:
    """ "Would be the first", "had earlier been announced": the report's own comment."""
    beside = (t for k in verb.children if k.i > verb.i for t in k.subtree)
    return any(k.lower_ in _EARLIER for k in verb.children) or any(
        t.tag_ in _RANKING or t.lower_ in ("first", "last", "only") for t in beside
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if start < end else None
