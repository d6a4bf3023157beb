"""The lexicon `stances` made ready for look-ups, and the classes that its words belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that may stand between the words of a phrase: "cast serious doubt", "held the army responsible".
_GAP = 2
_NAME_TAGS = frozenset({"NNP", "NNPS"})
# Headlines capitalise their verbs, which then pass for names.
_VERBAL = frozenset({"VERB", "AUX", "PROPN"})


@dataclass(frozen=True, slots=True)
class StanceClass:
    """Words that do the same thing with a content."""

    name: str
    stance: Stance
    negated: Stance
    harm: Stance | None
    """The stance where the speaker means to do harm himself."""


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The tables of the lexicon, words as lemmas in lower case."""

    words: dict[str, StanceClass]
    phrases: dict[str, tuple[tuple[tuple[str, ...], StanceClass], ...]]
    """By first word, the rest of each phrase, the longest first."""
    negating_phrases: dict[str, str]
    sets: dict[str, frozenset[str]]
    """The lists of the other tables, as "table.key"."""


@cache
def stance_words() -> StanceWords:
    """The lexicon, read once."""
    table = load("stances")
    words: dict[str, StanceClass] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], StanceClass]]] = {}
    for entry in table["class"]:
        kind = StanceClass(entry["name"], entry["stance"], entry["negated"], entry.get("harm"))
        words |= dict.fromkeys(entry["words"], kind)
        for phrase in entry["phrases"]:
            first, *rest = phrase.split()
            phrases.setdefault(first, []).append((tuple(rest), kind))
    lists = {
        f"{part}.{key}": frozenset(value)
        for part, entries in table.items()
        if isinstance(entries, dict)
        for key, value in entries.items()
    }
    return StanceWords(
        words=words,
        phrases={first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in phrases.items()},
        negating_phrases=dict(p.split() for p in table["negators"]["phrases"]),
        sets=lists,
    )


def lemma_of(token: Token) -> str:
    """The lemma in lower case; names ("Pleads" in a headline) lose the "s" that the parser leaves them."""
    if token.tag_ in _NAME_TAGS:
        lower = token.lower_
        return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
    return token.lemma_.lower()


def class_of_word(token: Token, lemma: str) -> StanceClass | None:
    """The class of one word, None where it is in none or is no verb though only the verb counts."""
    table = stance_words()
    if lemma in table.sets["verbs.only"] and token.pos_ not in _VERBAL:
        return None
    return table.words.get(lemma) or table.words.get(token.lower_)


def class_of_phrase(lemmas: Sequence[str], start: int) -> StanceClass | None:
    """The class of the longest phrase that begins at `start`."""
    for rest, kind in stance_words().phrases.get(lemmas[start], ()):
        at = start
        for word in rest:
            window = lemmas[at + 1 : at + 2 + _GAP]
            if word not in window:
                break
            at += 1 + window.index(word)
        else:
            return kind
    return None
