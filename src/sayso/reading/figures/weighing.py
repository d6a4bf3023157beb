"""What one number measures: each of its readers in turn, until one knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading.figures.beside import by_left, by_noun, by_premodifier, by_right
from sayso.reading.figures.counted import counted_noun, counts_units, is_no_count, is_price, kind_of
from sayso.reading.figures.found import ANTECEDENT, NEAR, NOTHING, SINGLE, THINGS, Found
from sayso.reading.figures.governing import by_default, by_far_right, by_parse
from sayso.reading.figures.lexicon import Lexicon
from sayso.reading.figures.tolls import by_toll
from sayso.reading.figures.units import as_unit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def weigh(doc: Doc, text: str, f: Found, before: Found | None, lexicon: Lexicon) -> None:
    """Set what one number counts and measures, from the words around it. `text` is that of `doc`."""
    if (f.number.hyphened or f.number.high > 0) and (as_unit(doc, text, f, lexicon) or f.number.hyphened):
        f.kind = "unit"
        return
    if not f.single:
        f.noun, f.end = counted_noun(doc, f)
        f.kind = kind_of(f.noun, lexicon)
    if before is not None:
        f.prior_end = before.end
    if f.noun is not None and counts_units(doc, f, lexicon):
        f.kind = "unit"
        return
    if f.kind == "money" or f.number.sign:
        if not is_price(doc, f, lexicon):
            f.measures, f.way = ["money"], "unit"
        f.kind = "unit"
        return
    if is_no_count(doc, f, lexicon):
        f.kind = "unit"
        return
    if f.noun is not None and f.noun.lower_ in _ANAPHORS and not _says_which(doc, f.noun):
        f.kind = _antecedent_kind(doc, f, lexicon)
    elif f.noun is not None and f.noun.lower_ == "others" and _befalls_weapons(doc, f, lexicon):
        kind = _antecedent_kind(doc, f, lexicon)
        f.kind = kind if kind in ("drone", "missile") else f.kind
    if f.noun is None and before is not None and f.sentence - before.sentence <= 1 and before.kind != "unit":
        f.kind = before.kind if before.kind in ("drone", "missile", "building") else "none"
    for reader in (by_left, by_premodifier, by_right, by_noun, by_toll, by_parse, by_far_right, by_default):
        if f.vague or f.measures:
            break
        reader(doc, f, lexicon)
    allowed = NOTHING if f.number.high == 0 else SINGLE if f.single else None
    if allowed is not None:
        f.measures = [m for m in f.measures if m in allowed]


def _says_which(doc: Doc, pronoun: Token) -> bool:
    """Whether "those" goes on to say which: "those killed", "those who died"."""
    after = doc[pronoun.i + 1] if pronoun.i + 1 < len(doc) else None
    return pronoun.tag_ == "DT" and after is not None and after.tag_ in ("VBN", "VBD", "WP", "IN", "JJ", "NNS")


def _befalls_weapons(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Whether what is said of the number itself befalls weapons: "31 others were lost from radar"."""
    beside = (*doc[max(f.bounds[0], f.first - 2) : f.first], *doc[f.end : min(f.bounds[1], f.end + 3)])
    return any(t.lower_ in lexicon.words["befalls_weapons"] for t in beside)


def _antecedent_kind(doc: Doc, f: Found, lexicon: Lexicon) -> str:
    """What kind of thing "them" are: the plural named last, or the weapons where they are said to be shot down."""
    near = doc[max(f.bounds[0], f.first - NEAR) : min(f.bounds[1], f.end + NEAR)]
    as_weapons = any(t.lower_ in lexicon.words["befalls_weapons"] for t in near)
    people = "none"
    for i in range(f.first - 1, max(-1, f.first - ANTECEDENT), -1):
        t = doc[i]
        if t.tag_ not in ("NNS", "NNPS"):
            continue
        kind = kind_of(t, lexicon)
        if kind in THINGS:
            return kind
        if kind in ("person", "troop"):
            if not as_weapons:
                return kind
            people = kind if people == "none" else people
    return people


_ANAPHORS = frozenset(("them", "which", "these", "those"))
