"""Framing: the report's own words that cast a claim in a light, apart from what the speaker does with it.

"Falsely claimed", "without evidence", "the alleged attack", "the so-called republic". Quoted words are the speaker's
and frame nothing; nor do quotation marks. The words are facts of the lexicon `framing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.model import Span, Spans
from sayso.reading.marks import Attribution, Claim, Parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Tokens around a cue, and of a content, that are looked at.
_AROUND = 40
_LONGEST = 150
# "Without having ever offered any credible proof"; "falsely" may hang on "claimed" in "has falsely claimed to have".
_TO_NOUN = 6
_TO_CUE = 2
_NAMING_DEPS = frozenset({"amod", "nmod", "compound"})
_MARKS = {"“": 1, "«": 1, "„": 1, "”": -1, "»": -1}
_SETTING_OFF = frozenset({",", "–", "—", "(", "-"})
_EITHER_MARK = frozenset({'"', "``", "''"})


@dataclass(frozen=True, slots=True)
class _Words:
    verdict_adverbs: frozenset[str]
    verdict_adjectives: frozenset[str]
    distance_adverbs: frozenset[str]
    distance_adjectives: frozenset[str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], bool], ...]]
    """By first word: the rest of each phrase, and whether it judges (else it holds off)."""
    nouns: frozenset[str]
    giving: frozenset[str]
    openings: frozenset[str]
    """Every word with which framing begins."""


@cache
def _words() -> _Words:
    table = load("framing")
    verdict, distance, evidence = table["verdict"], table["distance"], table["evidence"]
    phrases: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for part, judges in ((verdict, True), (distance, False)):
        for phrase in part["phrases"]:
            first, *rest = phrase.split()
            phrases.setdefault(first, []).append((tuple(rest), judges))
    single = [*verdict["adverbs"], *verdict["adjectives"], *distance["adverbs"], *distance["adjectives"]]
    return _Words(
        verdict_adverbs=frozenset(verdict["adverbs"]),
        verdict_adjectives=frozenset(verdict["adjectives"]),
        distance_adverbs=frozenset(distance["adverbs"]),
        distance_adjectives=frozenset(distance["adjectives"]),
        phrases={first: tuple(rest) for first, rest in phrases.items()},
        nouns=frozenset(evidence["nouns"]),
        giving=frozenset(evidence["giving"]),
        openings=frozenset([*single, *phrases, "without", "no"]),
    )


def framed(parse: Parse, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with their framing."""
    found = ((claim, framing_of(parse, claim.attribution)) for claim in claims)
    return tuple(replace(claim, framing=framing) if framing else claim for claim, framing in found)


def framing_of(parse: Parse, attribution: Attribution) -> Spans:
    """The spans of the report's own words that cast an attribution or narrated passage in a light, in text order."""
    found = set(_around_cue(parse, attribution))
    if attribution.quote != "direct":
        found |= set(_in_content(parse, attribution))
    return tuple(sorted(found))


def _around_cue(parse: Parse, attribution: Attribution) -> Iterator[Span]:
    """Words that hang on the cue: verdicts, and what is said of the evidence."""
    cue = {t.i for start, end in attribution.cue for t in parse.tokens(start, end)}
    if not cue:
        return
    # A cue that is such a word itself attributes: "Reportedly, ...".
    inside = cue if len(cue) > 1 else frozenset()
    words, doc = _words(), parse.doc
    for token in _clause(doc, min(cue), max(cue)):
        if token.lower_ not in words.openings:
            continue
        if _frames(token, words, judging=True) and (token.i in inside or _hangs_on(token, cue)):
            yield token.idx, token.idx + len(token)
            continue
        span = _phrase(doc, token, judging=True) or _lack_of_evidence(doc, token)
        if span and not _is_quoted(parse, attribution, span[0]) and _of_the_report(parse, span, cue):
            yield span


def _clause(doc: Doc, first: int, last: int) -> Sequence[Token]:
    """The tokens of the sentence that holds a cue, so far as they are near it."""
    low, high = first, last + 1
    while low > max(0, first - _AROUND) and not doc[low].is_sent_start:
        low -= 1
    while high < min(len(doc), last + _AROUND) and not doc[high].is_sent_start:
        high += 1
    return doc[low:high]  # type: ignore[return-value]


def _frames(token: Token, words: _Words, judging: bool) -> bool:
    word = token.lower_
    if word in words.distance_adverbs or (judging and word in words.verdict_adverbs):
        return True
    if word in words.distance_adjectives or (judging and word in words.verdict_adjectives):
        return token.dep_ in _NAMING_DEPS
    return False


def _hangs_on(token: Token, cue: set[int]) -> bool:
    if token.i + 1 in cue:
        # The parser knows few of these adverbs.
        return True
    for _ in range(_TO_CUE):
        if token.head.i in cue and token.dep_ in ("advmod", "amod", "npadvmod", "acomp", "compound"):
            return True
        if token.dep_ not in ("conj", "advmod", "amod"):
            return False
        token = token.head
    return False


def _of_the_report(parse: Parse, span: Span, cue: set[int]) -> bool:
    """True where words on evidence are set off by a comma or dash, open the sentence, or hang on the cue."""
    at = parse.tokens(*span)[0]
    if at.is_sent_start or at.nbor(-1).text in _SETTING_OFF:
        return True
    for _ in range(4):
        if at.dep_ == "ccomp":
            return False
        if at.head.i in cue:
            return True
        at = at.head
    return False


def _phrase(doc: Doc, token: Token, judging: bool) -> Span | None:
    for rest, judges in _words().phrases.get(token.lower_, ()):
        if judges != judging:
            continue
        at = token.i + 1
        for word in rest:
            if at < len(doc) and doc[at].text == "-":
                at += 1
            if at >= len(doc) or doc[at].lower_ != word:
                break
            at += 1
        else:
            last = doc[at - 1]
            return token.idx, last.idx + len(last)
    return None


def _lack_of_evidence(doc: Doc, token: Token) -> Span | None:
    """ "Without evidence", "without offering any proof", "providing no evidence": from the first to the last word."""
    words, end = _words(), min(len(doc), token.i + _TO_NOUN)
    first = token
    if token.lower_ == "no":
        if not token.i or doc[token.i - 1].lemma_.lower() not in words.giving or token.head.lower_ not in words.nouns:
            return None
        first = doc[token.i - 1]
    elif token.lower_ != "without":
        return None
    for i in range(token.i + 1, end):
        if doc[i].lower_ in words.nouns:
            return first.idx, doc[i].idx + len(doc[i])
        if doc[i].is_punct or (doc[i].pos_ == "VERB" and doc[i].lemma_.lower() not in words.giving):
            return None
    return None


def _in_content(parse: Parse, attribution: Attribution) -> Iterator[Span]:
    """Words in the paraphrase that hold the claim off: "the alleged attack"; quoted words do not."""
    words, depth = _words(), 0
    for start, end in attribution.content:
        for token in parse.tokens(start, end)[:_LONGEST]:
            if token.text in _EITHER_MARK:
                depth = 0 if depth else 1
            elif token.text in _MARKS:
                depth = max(0, depth + _MARKS[token.text])
            elif not depth and token.lower_ in words.openings:
                if _frames(token, words, judging=False):
                    yield token.idx, token.idx + len(token)
                elif span := _phrase(parse.doc, token, judging=False):
                    yield span


def _is_quoted(parse: Parse, attribution: Attribution, offset: int) -> bool:
    """True inside quotation marks of the content."""
    for start, end in attribution.content:
        if start <= offset < end:
            before = parse.report.text[start:offset]
            opened = before.count("“") + before.count("«") - before.count("”") - before.count("»")
            return attribution.quote == "direct" or opened > 0 or before.count('"') % 2 == 1
    return False
