"""Counts announced: "the death toll rose to 44"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.model import Measure
from sayso.reading.figures.found import Found
from sayso.reading.figures.lexicon import Lexicon

# Before a number that is no count beside the one announced: "rose from 10 to 15", "since October 2023".
_STARTING = frozenset({"from", "since", "in", *load("figures")["months"]["words"]})

if TYPE_CHECKING:
    from spacy.tokens import Doc


def by_toll(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """A count announced beside it: "the death toll rose to 44", "bringing to 44 the number of dead"."""
    if f.single or f.first == 0 or (f.noun is not None and f.kind not in ("none", "person", "troop")):
        return
    if f.end + 1 < len(doc) and doc[f.end].lower_ == "the" and doc[f.end + 1].lemma_.lower() in lexicon.tolls:
        kinds = (lexicon.toll_kinds.get(doc[j].lower_) for j in range(f.end + 1, min(f.end + 9, len(doc))))
        announced = next((k for k in kinds if k is not None), None)
        if announced is not None and doc[f.first - 1].lower_ == "to":
            f.measures, f.way = [announced], "toll"
            return
    if _by_verb_of_number(doc, f, lexicon):
        return
    first = doc[f.first]
    if doc[f.first - 1].lower_ not in lexicon.words["toll_joints"] and first.lower_ not in lexicon.words["toll_joints"]:
        return
    start = f.bounds[0]
    kind: Measure | None = None
    for i in range(f.first - 1, max(start, f.first - 22) - 1, -1):
        word = doc[i].lower_
        kind = kind or lexicon.toll_kinds.get(word)
        if doc[i].lemma_.lower() in lexicon.tolls:
            kind = (lexicon.toll_kinds.get(doc[i - 1].lower_) if i else None) or kind
            if kind is None and word in ("toll", "tolls"):
                kind = "killed"
            if kind is not None and not _counts_between(doc, i, f.first):
                f.measures, f.way, f.kind = [kind], "toll", "none"
            return
        if doc[i].tag_ in (".", ":") and word != ":":
            return


def _by_verb_of_number(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """ "The dead numbered 20", "deaths totalled at least 20": the subject alone says what is counted."""
    at = f.first - 1
    if doc[at].lower_ not in lexicon.words["numbering"] or (f.noun is not None and f.kind != "none"):
        return False
    kind = next(
        (k for j in range(at - 1, max(f.bounds[0], at - 3) - 1, -1) if (k := lexicon.toll_kinds.get(doc[j].lower_))),
        None,
    )
    if kind is None:
        return False
    f.measures, f.way, f.kind = [kind], "toll", "none"
    return True


def _counts_between(doc: Doc, start: int, end: int) -> bool:
    """Another number stands between, one that is no date and no starting point ("rose from 10 to 15")."""
    return any(
        doc[j].tag_ == "CD" and doc[j].ent_type_ != "DATE" and doc[j - 1].lower_ not in _STARTING
        for j in range(start, end)
    )
