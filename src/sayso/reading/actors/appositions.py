"""Phrases set side by side for one actor: "X, head of Y,", "the Y (ABC)", "the rebel group Z"."""

from __future__ import annotations

import itertools

from sayso.reading.actors.phrases import Phrase
from sayso.reading.actors.refs import PLACE_LABELS
from sayso.reading.actors.tokens import Tokens
from sayso.reading.actors.vocabulary import vocabulary


def ties_of(tokens: Tokens, phrases: list[Phrase]) -> dict[int, Phrase]:
    """By its first token, for each phrase that only tells more of a neighbour, that neighbour.

    A name that the neighbour shows to be a person's is marked as one.
    """
    found = _Appositions(tokens)
    found.run(phrases)
    return found.tie


class _Appositions:
    def __init__(self, tokens: Tokens) -> None:
        self.t = tokens
        self.tie: dict[int, Phrase] = {}

    def run(self, phrases: list[Phrase]) -> None:
        """Tie each phrase to the neighbour it is set beside."""
        t = self.t
        for a, b in itertools.pairwise(phrases):
            if a.cls == "document" and a.owner is not None and a.owner.end == a.end:
                # "a post by Ann Lee, director of …"
                a = a.owner
            gap = b.start - a.end
            if gap not in (0, 1) or t.sentence[a.start] != t.sentence[b.start] or b.start in self.tie:
                continue
            mark = t.words[a.end] if gap else ""
            if mark not in ("", ",", "(", "—", "–", "-"):
                continue
            if mark == "(" and _is_acronym(b, t):
                self.tie[b.start] = a
                if a.cls == "loose" and not a.person and " " in (a.name or "") and b.cls == "loose":
                    last = t.lower[a.end - 1]
                    a.cls, a.value = "body-name", vocabulary().endings.get(last, "organisation")
            elif not gap and b.cls == "title" and _nameless(b) and a.cls == "loose" and a.value == "PERSON":
                self.tie[b.start] = a
                a.person = True
            elif _nameless(b) and (a.cls == "person" or (a.cls == "loose" and (b.definite or _may_be_person(a)))):
                if (mark == "," and not self._goes_on(b)) or (self._closes(b) and (mark or b.definite or b.indefinite)):
                    self.tie[b.start] = a
                    a.person = True
            elif _nameless(a) and (b.cls == "person" or (b.cls == "loose" and b.name)) and mark in (",", ""):
                named = b.person or (a.cls == "title" and a.definite and _may_be_person(b) and self._closes(b))
                if mark and (a.definite or a.indefinite or t.words[a.start][:1].isupper()) and named:
                    self.tie[a.start] = b
                    b.person = True
            elif mark == "," and b.cls == "generic" and a.cls in ("named", "body-name", "loose"):
                self.tie[b.start] = a
            elif a.cls in ("generic", "group") and b.cls in ("named", "body-name") and (mark == "," or not mark):
                self.tie[a.start] = b

    def _goes_on(self, phrase: Phrase) -> bool:
        """ "…, the foreign minister and others": one of a list."""
        return phrase.end < len(self.t) and self.t.lower[phrase.end] in ("and", "or", "&")

    def _closes(self, phrase: Phrase) -> bool:
        t = self.t
        if phrase.end >= len(t) or t.sentence[phrase.end] != t.sentence[phrase.start]:
            return True
        return t.words[phrase.end] in (",", ")", "—", "–", ".", ";", ":", '"', "”") or t.tags[phrase.end] in (
            "VBD", "VBZ", "VBP", "MD", "WP", "WDT", "IN", "-RRB-", "TO", "WP$", "DT",
        )  # fmt: skip


def _may_be_person(phrase: Phrase) -> bool:
    return phrase.person or (phrase.value not in PLACE_LABELS and len((phrase.name or "").split()) in (2, 3))


def _nameless(phrase: Phrase) -> bool:
    described = ("title", "relative", "officials", "teller", "civilians")
    return phrase.cls in described and phrase.name is None and not phrase.plural


def _is_acronym(phrase: Phrase, t: Tokens) -> bool:
    words = t.words[phrase.start : phrase.end]
    return len(words) <= 5 and all(sum(c.isupper() for c in w) >= 2 or w[:1].isupper() for w in words)
