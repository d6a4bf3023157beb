"""What a sentence says on an issue: who is blamed, whom its speaker clears, what he rejects, which position he takes.

Told from the words alone, so that statements of other reports need no parsing again. A side counts as the doer where
it stands before the harm as a doer does, or after "by": not where the harm is done to it ("Ukrainian ports").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.lexicons import load
from sayso.lexicons.countries import countries
from sayso.matters.issues import Issue, any_topic, issues, words

Does = Literal["blames", "clears", "rejects", "is for", "is against"]

_SENTENCE = re.compile(r"[^.!?;]+(?:[.!?;]+|$)")
# Words of the longest name of a state, and letters of one that is too short to be sure of.
_LONGEST_NAME, _SHORTEST_NAME = 5, 3
_WORD = re.compile(r"[\w'’-]+")
_PLACED = frozenset(
    {"in", "on", "at", "near", "to", "into", "from", "for", "across", "against", "throughout", "towards", "toward",
     "over", "around", "within", "outside", "inside", "between", "with", "and", "through"}
)  # fmt: skip
_NOT = re.compile(r"\b(?:not|never|no|without|neither|nor|stop(?:ped|s)?|cease[sd]?|n['’]t)\b|n['’]t\b", re.IGNORECASE)
_MAYBE = re.compile(r"\b(?:if|will|would|could|may|might|unless|until|lest)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|would|could|might|unless|until)\b", re.IGNORECASE)
_SUFFERED = ("ed", "en", "ot", "it", "ught")
_OURS = re.compile(r"\b(?:our|us|my)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|get|got)\s+(?:\w+ly\s+|also\s+|not\s+)?$", re.IGNORECASE)
# What a war is said to be for is not what is done in it.
_PURPOSE = re.compile(r"\b(?:operation|war|campaign|offensive)\s+(?:designed\s+)?to\s+$", re.IGNORECASE)
# Words between a side and what it does.
_REACH = 90
# Words between a deed and what it is done to.
_ABOUT = 80
# Words between a wish and what is wished for.
_WISHED = 50
# Where what is done stands that a report named before the words it gives.
_AT_ONCE = 40
# A foe called so right after his state.
_RIGHT_AFTER = 2
# Words that turn what follows stand right before it.
_BEFORE = 28

STATE = "state of "
"""What stands before the code of a country in the name of its side."""
FOE = "foe"
OWN = "own"
WEST = "the West"


@dataclass(frozen=True, slots=True)
class Said:
    """What one sentence says on an issue. `blamed`: sides as `state of XX`, FOE for the speaker's adversary."""

    issue: str
    does: Does
    blamed: frozenset[str]
    named: frozenset[str]
    """The states that the sentence names, whatever for."""
    start: int
    """Where the sentence begins in the text given."""
    end: int


@dataclass(frozen=True, slots=True)
class _Party:
    start: int
    end: int
    side: str


def said_on_issues(text: str, lead: str = "") -> Iterator[Said]:
    """What the sentences of a text say on issues, in order; what they only mention is left out.

    `lead`: the words before it in the report's sentence, which may name what it is about.
    """
    weak = False
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        before = lead if not match.start() else ""
        if not (any_topic().search(sentence) or any_topic().search(before)):
            weak = weak or bool(words("foes").search(sentence))
            continue
        states = list(_states(sentence))
        parties = list(_parties(sentence, states))
        named = frozenset(side for _, _, side in states)
        for issue in issues().values():
            on_it = issue.topic.search(sentence) or (not issue.positions and issue.topic.search(before))
            if on_it and (said := _said(issue, sentence, parties, weak)):
                yield Said(issue.name, *said, named, match.start(), match.end())
        weak = any(p.side not in (OWN, WEST) for p in parties)


def _said(issue: Issue, sentence: str, parties: list[_Party], weak: bool) -> tuple[Does, frozenset[str]] | None:
    if issue.positions:
        if issue.contra.search(sentence):
            return "is against", frozenset()
        found = issue.pro.search(sentence)
        return ("is for", frozenset()) if found and not _negated(sentence, found.start()) else None
    topics = [m.span() for m in issue.topic.finditer(sentence)]
    harm = [m for m in issue.harm.finditer(sentence) if _near(m.span(), topics)]
    if harm and words("rejects").search(sentence):
        return "rejects", frozenset()
    for m in harm:
        if _MAYBE.search(sentence[: m.start()]):
            continue
        side = _doer(sentence, m, parties, weak)
        negated = _negated(sentence, m.start())
        if side == OWN and negated:
            return "clears", frozenset({side})
        if side is not None and side != OWN and not negated:
            return "blames", frozenset({side})
    if words("spoken").match(sentence.strip()) or _CONDITION.search(sentence):
        return None
    for m in issue.care.finditer(sentence):
        if _near(m.span(), topics) and not _negated(sentence, m.start()) and not _only_wished(sentence[: m.start()]):
            side = _doer(sentence, m, parties, False)
            if side is not None and side != FOE:
                return "clears", frozenset({side})
    return None


def _near(deed: tuple[int, int], topics: list[tuple[int, int]]) -> bool:
    """True where a topic stands close by what is done about it; one named before all of it, close by its beginning."""
    if not topics:
        return deed[0] <= _AT_ONCE
    return any(start - deed[1] <= _ABOUT and deed[0] - end <= _ABOUT for start, end in topics)


def _only_wished(before: str) -> bool:
    return bool(_PURPOSE.search(before) or words("wished").search(before[-_WISHED:]))


def _negated(sentence: str, at: int) -> bool:
    return bool(_NOT.search(sentence[max(0, at - _BEFORE) : at]))


def _doer(sentence: str, deed: re.Match[str], parties: list[_Party], weak: bool) -> str | None:
    """The side that does it, as far as the sentence says; None where it does not."""
    after = [p for p in parties if p.start >= deed.end() and p.start - deed.end() < _REACH]
    for party in after:
        if words("causes").search(sentence[max(deed.end(), party.start - 14) : party.start]):
            return party.side
    before = [p for p in parties if p.start < deed.start() and deed.start() - p.end < _REACH]
    suffered = deed.group().endswith(_SUFFERED) and _PASSIVE.search(sentence[: deed.start()])
    if before and not suffered:
        return before[-1].side
    others = {p.side for p in parties if p.side not in (OWN, WEST)}
    if not before and len(others) == 1 and len({p.side for p in parties}) == 1:
        return others.pop()
    # "They" are the foe where he was just named, and where they do it to ours.
    theirs = words("foes", "weak").search(sentence[: deed.start()])
    if theirs and not parties and (weak or _OURS.search(sentence[deed.end() :])):
        return FOE
    return None


# --- the sides that a sentence names -------------------------------------------------------------------------------


def _parties(sentence: str, states: list[tuple[int, int, str]]) -> Iterator[_Party]:
    """The sides that a sentence names as doers, in order."""
    found: dict[int, _Party] = {}
    for start, end, side in (*states, *_others(sentence)):
        # "Ukrainian nationalists" are one.
        if not any(p.start < end and start < p.end + (side == FOE) * _RIGHT_AFTER for p in found.values()):
            found[start] = _Party(start, end, side)
    for _, party in sorted(found.items()):
        if not _suffers(sentence, party):
            yield party


def _others(sentence: str) -> Iterator[tuple[int, int, str]]:
    for m in words("allies", "west").finditer(sentence):
        yield m.start(), m.end(), WEST
    for m in words("foes").finditer(sentence):
        yield m.start(), m.end(), FOE
    for m in words("own").finditer(sentence):
        yield m.start(), m.end(), OWN


def _states(sentence: str) -> Iterator[tuple[int, int, str]]:
    """The states that a sentence names, by the longest names that it has for them."""
    found = [m.span() for m in _WORD.finditer(sentence)]
    done = 0
    for n, (start, _) in enumerate(found):
        if start < done or not sentence[start].isupper():
            continue
        for _, end in found[n : n + _LONGEST_NAME][::-1]:
            if (code := _codes().get(sentence[start:end].removesuffix("'s").removesuffix("’s"))) is not None:
                yield start, end, STATE + code
                done = end
                break


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for c in countries().values():
        for word in (c.name, *c.other, *c.adjectives, *c.people, *c.capitals, *c.seats, *c.headquarters):
            if word[:1].isupper() and len(word) > _SHORTEST_NAME:
                found.setdefault(word, c.code)
    return found


@cache
def _sufferers() -> frozenset[str]:
    return frozenset(load("issues")["sufferers"]["words"])


@cache
def _bodies() -> frozenset[str]:
    return frozenset(load("issues")["bodies"]["words"])


def _suffers(sentence: str, party: _Party) -> bool:
    """True where a side is named for where or to whom it is done: "in Ukraine", "Ukrainian cities", "of Ukraine"."""
    if party.side == FOE:
        return False
    following = [w.casefold() for w in _WORD.findall(sentence[party.end : party.end + 24])[:2]]
    if any(w in _sufferers() for w in following[:2]) and not (following and following[0] in _bodies()):
        return True
    before = [w.casefold() for w in _WORD.findall(sentence[max(0, party.start - 40) : party.start])][-4:]
    if before and before[-1] in ("the", "modern"):
        before.pop()
    if not before:
        return False
    if party.side == OWN:
        return before[-1] in _PLACED
    if before[-1] in ("of", "from") and (before[-1] == "of" or (len(before) > 1 and before[-2] in _bodies())):
        return not (following and following[0] in _bodies()) and not (len(before) > 1 and before[-2] in _bodies())
    if before[-1] in _PLACED:
        return not (before[-1] in ("through", "and") or words("causes").search(" ".join(before[-2:])))
    return False
