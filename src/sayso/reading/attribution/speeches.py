"""Speeches and transcripts: texts that are somebody's own words without quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from sayso.lexicons import load
from sayso.model import Span, Spans
from sayso.reading.attribution.drafts import Draft
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import labels
from sayso.reading.marks import Parse, Quotation

_NAME = r"[A-Z][\w.’'-]*"
# "Vladimir Putin: …", "MR. PRICE: …", "Q: …" where a sentence begins.
_LABEL = re.compile(
    rf"(?P<name>{_NAME}(?: (?:of|the|for|and|de|al|bin|von|van|{_NAME})){{0,9}})(?: ?\([^()\n]{{1,40}}\))?"
    r" ?(?P<colon>:)(?=[\s\"“])"
)
_BEGIN = re.compile(r"\[begin\s+(?:live\s+|video\s+|audio\s+)?(?:recording|relay)\]", re.IGNORECASE)
_END = re.compile(r"\[end\s+(?:live\s+|video\s+|audio\s+)?(?:recording|relay)\]", re.IGNORECASE)
_REMARK = re.compile(r"\[[^\[\]]*\]")
_BRACKETED = re.compile(rf"\[(?P<name>{_NAME}(?: {_NAME}){{0,4}})\](?=\s)")
_FIRST_PERSON = frozenset(["i", "we", "my", "our", "us", "me", "ours", "mine"])
# Turns of an interview that name nobody.
_ASKING = frozenset(["q", "a", "question", "answer"])
_NOT_OF_NAMES = frozenset(["VBD", "VBZ", "VBP", "MD", "PRP", "WRB", "WP"])
_ADDRESSED = frozenset(["you", "your"])
_WITHIN_NAMES = frozenset(["of", "the", "and", "de", "al"])
_SENTENCE_BEFORE = frozenset('.!?…>”"\n’)]')
# A speech has so many words of the first person for each sentence, and so many of a transcript's turns have any.
_OWN_WORDS = 0.2
_OWN_TURNS = 0.5
_LEAST_SENTENCES = 4
# So many turns make a transcript; paragraphs between them then belong to the turn before.
_TRANSCRIPT = 3
_LONGEST_HEADLINE = 250
_SURETY = 0.85


@cache
def _speech() -> re.Pattern[str]:
    nouns = "|".join(load("cues")["speeches"]["nouns"])
    return re.compile(rf"\b(?:{nouns})\s+(?:by|of|from)\s+(?P<after>{_NAME}|the\s)", re.IGNORECASE)


@cache
def _owned_speech() -> re.Pattern[str]:
    nouns = "|".join(load("cues")["speeches"]["nouns"])
    return re.compile(rf"(?P<owner>{_NAME}(?: (?:of|the|{_NAME})){{0,7}})[’']s?\s+(?:\w+\s+){{0,3}}?(?:{nouns})\b")


def speeches_of(tree: Tree, quotations: Sequence[Quotation]) -> list[Draft]:
    """What a text gives as somebody's own words: the turns of a transcript, else a speech that its headline names.

    Each draft has the whole turn or speech as its content, a span for every paragraph.
    """
    if not tree.parse.paragraphs:
        return []
    text = _Text(tree, quotations)
    return text.recordings() or text.turns() or text.speech()


def announced(parse: Parse, start: int, end: int) -> tuple[Span, Span] | None:
    """Whose speech a headline in `[start, end)` announces, and the words that say so: "Address by the President"."""
    text = parse.report.text
    match = _speech().search(text, start, end)
    if match is not None:
        several = text[start : match.start()].lower().endswith("joint ")
        name = _name_at(parse, match.start("after"), end, several)
        return (name, (match.start(), match.start("after") - 1)) if name else None
    owned = _owned_speech().search(text, start, end)
    return (owned.span("owner"), (owned.end("owner"), owned.end())) if owned else None


def _name_at(parse: Parse, start: int, end: int, several: bool) -> Span | None:
    """The name or office that begins here: words in capitals with the little words that join them."""
    last = None
    for token in parse.tokens(start, end):
        if token.text[0].isupper():
            last = token
        elif token.lower_ not in _WITHIN_NAMES and not (several and token.text == ","):
            break
    return (start, last.idx + len(last)) if last is not None else None


class _Text:
    def __init__(self, tree: Tree, quotations: Sequence[Quotation]) -> None:
        self.tree, self.parse, self.text = tree, tree.parse, tree.text
        self.outer = [q for q in quotations if q.depth == 0]
        self.outer_starts = [q.start for q in self.outer]
        self.sentences = [s.start_char for s in self.parse.sentences]
        self.body = [p for p in self.parse.paragraphs if not self._headline(p)]

    def _headline(self, paragraph: Span) -> bool:
        start, end = paragraph
        first = paragraph == self.parse.paragraphs[0] and len(self.parse.paragraphs) > 1
        return first and end - start <= _LONGEST_HEADLINE and self.text[end - 1] not in ".!?"

    # ------------------------------------------------------------- transcripts

    def recordings(self) -> list[Draft]:
        """The turns "[Name] words" of recordings, as monitors of broadcasts write them down."""
        drafts = []
        for begun in _BEGIN.finditer(self.text):
            ended = _END.search(self.text, begun.end())
            # Without its end nothing tells where the station itself goes on.
            stop = ended.start() if ended else begun.end()
            turns = [m for m in _BRACKETED.finditer(self.text, begun.end(), stop) if self._opens(m, begun.end())]
            for n, turn in enumerate(turns):
                after = turns[n + 1].start() if n + 1 < len(turns) else stop
                content = self._pieces(turn.end(), after, everything=True)
                if content:
                    mark = (turn.end() - 1, turn.end())
                    drafts.append(Draft((turn.span("name"),), (mark,), content, 0, _SURETY, spoken=True))
        return drafts

    def _opens(self, turn: re.Match[str], begun: int) -> bool:
        """Whether a name in brackets begins what its owner says; within a sentence it explains a word."""
        before = self.text[begun : turn.start()].rstrip()[-1:]
        return (not before or before in _SENTENCE_BEFORE) and turn.group("name").lower() not in labels()

    def turns(self) -> list[Draft]:
        """The turns "Name: words"; none where the text is no transcript."""
        found = [turn for start, end in self.body for turn in self._labels(start, end)]
        if len(found) >= _TRANSCRIPT and self._heads(found[0], found[1]):
            del found[0]
        if not found or not (len(found) >= _TRANSCRIPT or found[0][0][0] == self.body[0][0]):
            return []
        transcript = len(found) >= _TRANSCRIPT
        drafts = []
        for n, (name, colon) in enumerate(found):
            stop = found[n + 1][0][0] if n + 1 < len(found) else self.body[-1][1]
            content = self._pieces(colon + 1, stop, everything=transcript)
            if content and (transcript or self._spoken(content)):
                drafts.append(Draft((name,), ((colon, colon + 1),), content, 0, _SURETY, spoken=True))
        talks = sum(any(self._addresses(piece) for piece in d.content) for d in drafts)
        return drafts if talks >= _OWN_TURNS * len(found) else []

    def _heads(self, first: tuple[Span, int], second: tuple[Span, int]) -> bool:
        """Whether the first label is of the headline, and no turn: other paragraphs come before the next one."""
        paragraphs = self.parse.paragraphs
        return len(paragraphs) > 2 and first[0][0] == paragraphs[0][0] and second[0][0] > paragraphs[1][1]

    def _labels(self, start: int, end: int) -> list[tuple[Span, int]]:
        """Names before a colon at the beginning of sentences, with the colon."""
        found, at = [], start
        while (colon := self.text.find(":", at, end)) >= 0:
            at = colon + 1
            sentence = max(start, self.sentences[bisect_right(self.sentences, colon) - 1] if self.sentences else start)
            match = _LABEL.match(self.text, sentence, min(end, colon + 2))
            if match is None or match.start("colon") != colon or self._quoted(colon):
                continue
            name = match.span("name")
            if (
                sentence == start or self.text[max(0, sentence - 3) : sentence].rstrip(" \t")[-1:] in _SENTENCE_BEFORE
            ) and (self._may_speak(name)):
                found.append((name, colon))
        return found

    def _may_speak(self, name: Span) -> bool:
        words = self.text[name[0] : name[1]].lower()
        first, last = self.tree.token_span(*name)
        saying = any(self.tree.tag[i] in _NOT_OF_NAMES for i in range(first, last))
        return words in _ASKING or not (saying or words in labels() or words.split()[0] in labels())

    def _pieces(self, start: int, stop: int, everything: bool) -> Spans:
        """The words of a turn by paragraph; without `everything` only paragraphs that speak of "I" or "you"."""
        pieces: list[Span] = []
        for low, high in self.body:
            piece = self.tree.trim(max(low, start), min(high, stop)) if low < stop and start < high else None
            if piece is None or _REMARK.fullmatch(self.text, *piece):
                continue
            if pieces and not everything and not self._addresses(piece):
                break
            pieces.append(piece)
        return tuple(pieces)

    # ------------------------------------------------------------- speeches

    def speech(self) -> list[Draft]:
        """The whole text, where its headline calls it a speech of somebody and it is in the first person."""
        if not self.body or len(self.body) == len(self.parse.paragraphs):
            return []
        content = tuple(p for p in (self.tree.trim(a, b) for a, b in self.body) if p is not None)
        if sum(1 for s in self.sentences if s >= self.body[0][0]) < _LEAST_SENTENCES or not self._spoken(content):
            return []
        named = self._named()
        return [Draft((named[0],), (named[1],), content, 0, _SURETY, spoken=True)] if named else []

    def _named(self) -> tuple[Span, Span] | None:
        """Whose speech the headline announces, with the words that say so."""
        return announced(self.parse, *self.parse.paragraphs[0])

    # ------------------------------------------------------------- whose words they are

    def _spoken(self, content: Spans) -> bool:
        """Whether the text outside quotations speaks of itself as "I" or "we" often enough to be a speech."""
        own = total = 0
        for start, end in content:
            first, last = self.tree.token_span(start, end)
            own += sum(
                self.tree.word[i] in _FIRST_PERSON and not self._quoted(self.tree.start[i]) for i in range(first, last)
            )
            total += bisect_right(self.sentences, end - 1) - bisect_right(self.sentences, start) + 1
        return own >= _OWN_WORDS * total

    def _addresses(self, piece: Span) -> bool:
        words = self.tree.word[slice(*self.tree.token_span(*piece))]
        return not _FIRST_PERSON.isdisjoint(words) or not _ADDRESSED.isdisjoint(words)

    def _quoted(self, at: int) -> bool:
        k = bisect_right(self.outer_starts, at) - 1
        return k >= 0 and at < self.outer[k].end and not self.outer[k].scare
