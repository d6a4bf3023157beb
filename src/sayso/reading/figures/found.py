"""A number on its way to a figure, and the tags that its readers tell words by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.model import Measure
from sayso.reading.figures.lexicon import Actions, Lexicon, figure_lexicon
from sayso.reading.numbers import Number

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 6
"""How far, in tokens, the words that decide a measure may stand from their number."""
NOTHING: frozenset[Measure] = frozenset(("killed", "injured", "missing"))
"""What "no" and "nobody" may measure."""
SINGLE: frozenset[Measure] = frozenset(("killed", "injured", "missing", "captured", "released", "detained"))
"""What one person without a number ("a policeman") may measure."""
ANTECEDENT = 60
"""How far back, in tokens, "them" may look for what it stands for."""
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
ADJECTIVE_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "FW"))
VERB_TAGS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"))


@dataclass
class Found:
    """A number on its way to a figure: its tokens `[first, last]`, its noun phrase up to `end`, what it measures."""

    number: Number
    first: int
    last: int
    end: int
    sentence: int
    bounds: tuple[int, int]
    """First token of its sentence and the token after its last."""
    noun: Token | None = None
    kind: str = "none"
    measures: list[Measure] = field(default_factory=list)
    way: str = ""
    """Where the measure came from: "left" or "right" of the number, its own "noun", "unit", a "toll", a "default"."""
    prior_end: int = -1
    """End (token) of the noun phrase of the number before it."""
    vague: bool = False
    single: bool = False
    part: bool = False


def may_be_people(f: Found) -> bool:
    """A noun that the lexicon does not know may still be a word for people: "12 Houthis"."""
    if f.noun is None or f.number.high == 1 or f.noun.lemma_.lower() in figure_lexicon().not_persons:
        return False
    return f.noun.tag_ in ("NNS", "NNPS", "NNP")


def set_measures(f: Found, readings: Iterable[Actions], way: str, lexicon: Lexicon) -> bool:
    """Give the number the measure of each reading that suits what it counts. False where none does."""
    for actions in readings:
        for action in actions:
            kind = f.kind
            if kind == "unknown" and action in ("kill", "injure", "detain", "missing") and may_be_people(f):
                kind = "person"
            measure = lexicon.measures.get((action, kind))
            if measure is not None:
                if measure not in f.measures:
                    f.measures.append(measure)
                break
    if "people" in f.measures and (f.number.high < 2 or len(f.measures) > 1):
        f.measures.remove("people")
    f.way = way if f.measures else ""
    return bool(f.measures)


THINGS = frozenset(("drone", "missile", "vehicle", "building"))
