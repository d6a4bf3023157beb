"""Places told without a name of their own: a country's capital, a border, the road between two towns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sayso.lexicons.countries import by_name, countries
from sayso.reading.places.names import NOUNS, Name, country_of, text_of, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.reading.places.names import Tokens

_CAPITALS = ("capital", "border", "borders", "frontier")
_JOINTS = {"between": "and", "from": "to", "linking": "and", "connecting": "and"}
_OF_NAMES = ("NNP", "NNPS", "HYPH")
ROAD_WORDS = 8
"""The ends of a road are named within so many words."""
_LONGEST_COUNTRY = 4
MOST_WORDS = 3
"""The longest name of its second end, in tokens."""


def phrases_in(whole: Doc, doc: Tokens) -> Iterator[Name]:
    """Places told by others' names: "the Syrian capital", "Chad's border with Sudan", "the road from Gao to Kidal"."""
    strings, linear = whole.vocab.strings, word_set("linear")
    wanted = [strings[word] for word in sorted({*_CAPITALS, *linear}) if word in strings]
    for i in np.flatnonzero(np.isin(whole.to_array(["LOWER"]).ravel(), wanted)).tolist():
        if doc[i].tag_ in NOUNS:
            yield from _road(doc, i) if doc[i].lower_ in linear else _said_by_country(doc, i)


def _said_by_country(doc: Tokens, i: int) -> Iterator[Name]:
    """The capital or border at token `i`: "the Syrian capital", "Chad's border with Sudan"."""
    word = doc[i].lower_
    begin, codes = _countries_before(doc, i)
    if word == "capital":
        if len(codes) == 1 and (known := countries().get(codes[0])) and known.capitals and not _named_next(doc, i):
            yield Name(i, i + 1, begin, i + 1, known.capitals[0], known.capitals[0], sure=True, inside={known.code})
        return
    end, after = _countries_after(doc, i + 1)
    if codes or after:
        text = text_of(doc, begin, end)
        # Which side of a border is meant is not said where two countries share it, or only the other is named.
        inside = set(codes) if len(codes) == 1 and not after else set()
        yield Name(i, i + 1, begin, end, text, text, noun="border", inside=inside)


def _road(doc: Tokens, i: int) -> Iterator[Name]:
    """The road or line at token `i` told by its ends: "the road between Gao and Kidal"."""
    opener = doc[i + 1].lower_ if i + 3 < len(doc) else ""
    if opener not in _JOINTS or not doc[i + 2].text[:1].isupper():
        return
    limit = min(i + ROAD_WORDS, len(doc) - 1)
    joint = next((k for k in range(i + 2, limit) if doc[k].lower_ == _JOINTS[opener]), None)
    if joint is None or not all(t.tag_ in (*_OF_NAMES, "DT", "IN") for t in doc[i + 2 : joint]):
        return
    end = joint + 1
    while end < len(doc) and doc[end].tag_ in _OF_NAMES and end - joint <= MOST_WORDS:
        end += 1
    if end > joint + 1:
        text = text_of(doc, i, end)
        yield Name(i, i + 1, i, end, text, text, noun="road")


def _countries_before(doc: Tokens, i: int) -> tuple[int, list[str]]:
    """Countries in the adjectives or the possessive right before token `i`, and the first token of them."""
    codes: list[str] = []
    begin = j = i
    while j > 0 and i - j < 6:
        j -= 1
        token = doc[j]
        code = country_of(token.text) or by_name(token.text)
        if code:
            codes.insert(0, code)
            begin = j
        elif token.tag_ not in ("POS", "HYPH") and token.text not in ("-", "–", "/", "and"):
            break
    return begin, codes


def _countries_after(doc: Tokens, i: int) -> tuple[int, list[str]]:
    """Countries in "with Sudan", "between Chad and Sudan" at token `i`, and the end of that."""
    codes: list[str] = []
    end = i
    if i < len(doc) and doc[i].lower_ in ("with", "between"):
        for j in range(i + 1, min(i + 6, len(doc))):
            if j < end:
                continue
            # "Burkina Faso" whole, and not "South" alone.
            names = ((k, by_name(text_of(doc, j, k))) for k in range(min(j + _LONGEST_COUNTRY, len(doc)), j, -1))
            last, code = next(((k, code) for k, code in names if code), (j, None))
            if code:
                codes.append(code)
                end = last
                if doc[i].lower_ == "with":
                    break
            elif doc[j].lower_ not in ("the", "and"):
                break
    return end, codes


def _named_next(doc: Tokens, i: int) -> bool:
    """Whether the name of the capital follows: "the capital Kyiv", "the Syrian capital, Damascus", "capital of"."""
    ahead = [t for t in doc[i + 1 : i + 3] if t.text != ","]
    return bool(ahead) and (ahead[0].tag_ in ("NNP", "NNPS") or ahead[0].lower_ == "of")
