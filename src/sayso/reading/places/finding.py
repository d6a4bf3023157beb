"""Finding what may be a name of a place: entities, runs of capitals, and the nouns and directions beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.lexicons.countries import by_adjective, by_name, by_people
from sayso.reading.gazetteer import fold, gazetteer
from sayso.reading.places.names import NOUNS, Name, country_of, noun_kinds, regions, rival_names, text_of, word_set
from sayso.reading.places.phrases import phrases_in

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.reading.places.names import Tokens

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_PROPER = ("NNP", "NNPS", "FW", "XX")
"""Tags of names; foreign ones ("Sana'a") are sometimes tagged as foreign or unknown words."""
_ADJECTIVES = ("JJ",)
_MISTAKEN = frozenset({"ORG", "PERSON", "PRODUCT", "NORP"})
"""Labels that the tagger gives to towns it does not know."""


def names_in(whole: Doc, doc: Tokens) -> list[Name]:
    """Every name that may be a place's, in text order, none inside another."""
    tags = whole.to_array(["TAG"]).ravel()
    found = list(_in_entities(whole, doc))
    taken = {i for name in found for i in range(name.begin, name.end)}
    found += _in_capitals(doc, _where(whole, tags, _PROPER), taken)
    found += _like_adjectives(doc, _where(whole, tags, _ADJECTIVES), taken)
    found += phrases_in(whole, doc)
    return sorted(found, key=lambda n: (n.begin, -n.end))


def _where(whole: Doc, tags: np.ndarray[Any, np.dtype[Any]], wanted: tuple[str, ...]) -> list[int]:
    """The tokens of those tags."""
    found: list[int] = np.flatnonzero(np.isin(tags, [whole.vocab.strings[tag] for tag in wanted])).tolist()
    return found


def _in_entities(whole: Doc, doc: Tokens) -> Iterator[Name]:
    """The names in entities of the labels of places, and in single common nouns of others: "Homs" looks a plural."""
    end = 0
    for ent in whole.ents:
        if ent.label_ in _LABELS:
            for first, last in _pieces(doc, ent.start, ent.end):
                if first < end:
                    continue
                if name := _name_at(doc, first, _longer_end(doc, first, last), sure=ent.label_ != "FAC"):
                    end = name.end
                    yield name
        elif len(ent) == 1 and doc[ent.start].tag_ in ("NN", "NNS") and ent.label_ in _MISTAKEN:
            name = _name_at(doc, ent.start, ent.end, sure=False) if doc[ent.start].text.istitle() else None
            if name and is_known(doc, ent.start, ent.end):
                yield name


def _in_capitals(doc: Tokens, proper: list[int], taken: set[int]) -> Iterator[Name]:
    """The names in runs of capitalised words outside the entities of places."""
    end = 0
    for i in proper:
        if i < end or i in taken or "/" in doc[i].text:
            continue
        end = _run_end(doc, i)
        timely = doc[i].ent_type_ in ("DATE", "TIME") and not _is_called(doc, i)
        if not timely and not taken.intersection(range(i, end)):
            for first, last in _pieces(doc, i, end):
                name = _name_at(doc, first, last, sure=False)
                if name and not by_people(name.core):
                    yield name


def _is_called(doc: Tokens, i: int) -> bool:
    """Whether "the town of" and its like stand before."""
    return i > 1 and doc[i - 1].lower_ == "of" and noun_kinds().get(doc[i - 2].lower_) in ("town", "admin1", "admin2")


def _like_adjectives(doc: Tokens, adjectives: list[int], taken: set[int]) -> Iterator[Name]:
    """The names of the lexicon that the tagger takes for adjectives: "Bakhmut city"."""
    for i in adjectives:
        if i not in taken and doc[i].text.istitle() and fold(doc[i].text) in rival_names():
            name = _name_at(doc, i, i + 1, sure=False)
            if name:
                yield name


def _longer_end(doc: Tokens, first: int, last: int) -> int:
    """End of a longer name that begins with this one: "Democratic Republic of the Congo", "San | Salvador"."""
    if last == len(doc):
        return last
    if doc[last].lower_ in word_set("joins"):
        for end in range(min(last + 4, len(doc)), last + 1, -1):
            if doc[end - 1].text[:1].isupper() and is_known(doc, first, end):
                return end
    first = _past_compass(doc, first, last)
    if doc[last].tag_ == "NNP" and doc[last].ent_iob_ == "O" and doc[last - 1].whitespace_:
        for end in range(min(last + 2, len(doc)), last, -1):
            if doc[end - 1].tag_ == "NNP" and is_known(doc, first, end):
                return end
    return last


def _past_compass(doc: Tokens, first: int, last: int) -> int:
    """The first token of a name after the directions before it: "northern" of "northern San Salvador"."""
    while first < last - 1 and doc[first].lower_ in word_set("compass"):
        first += 1
    return first


def _pieces(doc: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """An entity cut at its commas, without article and possessive."""
    start = first
    for i in range(first, last + 1):
        if i == last or doc[i].text in (",", ";", "/", "(", ")"):
            a, b = start, i
            while a < b and (doc[a].lower_ in ("the", "a", "an") or doc[a].is_space or doc[a].is_punct):
                a += 1
            while a < b and (doc[b - 1].tag_ == "POS" or doc[b - 1].is_space or doc[b - 1].text in ("'s", "’s")):
                b -= 1
            while b - a > 1 and _stands_before(doc[a].text) and not is_known(doc, a, b):
                a += 1
            while b - a > 1 and doc[b - 1].lower_ in word_set("headline_verbs") and not is_known(doc, a, b):
                b -= 1
            if _ends_in_country(doc, a, b):
                yield a, b - 1
                a = b - 1
            if a < b:
                yield a, b
            start = i + 1


def _stands_before(word: str) -> bool:
    """Whether a word before a name is no part of it: "Syrian Aleppo", "UN Baghdad headquarters"."""
    return country_of(word) is not None or word in word_set("never")


def _ends_in_country(doc: Tokens, first: int, last: int) -> bool:
    """Whether a name is two, their comma forgotten: "Aleppo Syria"."""
    if last - first < 2 or not by_name(doc[last - 1].text) or doc[last - 2].tag_ not in ("NNP", "NNPS"):
        return False
    return not is_known(doc, _past_compass(doc, first, last), last)


def _run_end(doc: Tokens, first: int) -> int:
    """End of the run of capitalised words from `first`: "Deir ez-Zor", "Mazar-i-Sharif"."""
    i, count = first + 1, len(doc)
    while i < count and i - first < 8:
        token = doc[i]
        if token.tag_ in ("NNP", "NNPS") and not token.is_sent_start:
            i += 1
            continue
        joins = token.lower_ in word_set("joins") and token.lower_ not in ("of", "and")
        ahead = 2 if i + 1 < count and doc[i + 1].text == "-" else 1
        if (
            joins
            and i + ahead < count
            and doc[i + ahead].text[:1].isupper()
            and not token.whitespace_ * (token.text == "-")
        ):
            i += ahead + 1
            continue
        break
    return i


def _name_at(doc: Tokens, first: int, last: int, sure: bool) -> Name | None:
    """The name with the direction before it and the common noun after it."""
    begin = first
    part = False
    while first < last - 1 and doc[first].lower_ in word_set("compass") and not is_known(doc, first, last):
        first, part = first + 1, True
        while first < last - 1 and doc[first].text == "-":
            first += 1
    before = doc[first - 1] if first > 0 and not part else None
    if before is not None and before.lower_ in word_set("compass") and before.tag_ in ("JJ", "NN", "NNP", "RB"):
        if fold(text_of(doc, first - 1, last)) in regions():
            begin = first = first - 1
        else:
            begin, part = first - 1, True
            if begin > 1 and doc[begin - 1].text == "-" and doc[begin - 2].lower_ in word_set("compass"):
                begin -= 2
    noun, end, core_end = _noun_after(doc, first, last)
    if noun is None and not part:
        begin, end, part = _part_around(doc, first, end)
    if noun is None and first > 1 and doc[first - 1].lower_ == "of" and doc[first - 3].tag_ not in ("NNP", "NNPS"):
        noun = noun_kinds().get(doc[first - 2].lower_)
        noun = noun if noun in ("admin1", "admin2", "town") else None
    core = text_of(doc, first, core_end)
    capital = any(w[:1].isupper() for w in core.split()) or core.startswith(("al-", "el-", "ash-"))
    if not capital or doc[core_end - 1].lower_ in word_set("agents") or (noun is None and core.lower() in noun_kinds()):
        return None
    if core in word_set("never") or (
        first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in word_set("bodies")
    ):
        return None
    if doc[end - 1].lower_ == "front" and doc[end - 2].lower_ in word_set("of_fronts"):
        return None
    if doc[core_end - 1].lower_ in word_set("happenings") and not is_known(doc, first, core_end):
        return None
    if by_adjective(core) and not by_name(core):
        return None
    if noun is None and first > 0 and doc[first - 1].lower_ in word_set("ships"):
        return None
    if noun is None and all(w in word_set("compass") for w in fold(core).split()):
        return None
    lost = core[:-1] if core.endswith("s") and by_name(core[:-1]) and not by_name(core) else core
    fixed = noun in ("site", "stretch")
    text = text_of(doc, first, end) if fixed else lost
    return Name(first, core_end, begin, end, text, lost, noun=noun, part=part and not fixed, sure=sure)


def _part_around(doc: Tokens, first: int, end: int) -> tuple[int, int, bool]:
    """The span with "'s north" after the name or "the north of" before it, and whether there is such a part."""
    side = doc[end + 1] if end + 1 < len(doc) and doc[end].tag_ == "POS" else None
    if side is not None and side.tag_ == "NN" and side.lower_ in word_set("compass"):
        whole = end + 2 == len(doc) or doc[end + 2].tag_ not in NOUNS
        return first, end + 2 if whole else end, whole
    words = [t.lower_ for t in doc[max(0, first - 3) : first]]
    if len(words) == 3 and words[0] == "the" and words[1] in word_set("sides") and words[2] == "of":
        return first - 2, end, True
    return first, end, False


def is_known(doc: Tokens, first: int, last: int) -> bool:
    """Whether the words as they stand, direction and all, name a place: "South Sudan", "West Bank"."""
    text = text_of(doc, first, last)
    return (
        fold(text) in regions()
        or fold(text) in rival_names()
        or by_name(text) is not None
        or bool(gazetteer().find(text))
    )


def _noun_after(doc: Tokens, first: int, last: int) -> tuple[str | None, int, int]:
    """Kind of the common noun that ends the name or follows it, end of the whole, and end of the name without it."""
    kinds = noun_kinds()
    for length in (3, 2, 1):
        words = " ".join([t.lower_ for t in doc[max(first, last - length) : last]])
        if last - length > first and words in kinds:
            if kinds[words] in ("admin1", "admin2") or not is_known(doc, first, last):
                return kinds[words], last, last - length
            break
    for length in (3, 2, 1):
        after = doc[last : last + length]
        words = " ".join([t.lower_ for t in after])
        if len(after) == length and words in kinds and after[-1].tag_ in NOUNS and not after[-1].is_sent_start:
            if kinds[words] == "town" and words not in word_set("following"):
                return None, last, last
            return kinds[words], last + length, last
    return None, last, last
