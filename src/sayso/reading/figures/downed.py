"""Weapons that were launched and shot down in one sentence: the main verb says what became of those counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.model import Measure
from sayso.reading.figures.found import VERB_TAGS, Found
from sayso.reading.figures.governing import top
from sayso.reading.figures.lexicon import Lexicon
from sayso.reading.figures.verbs import verb_actions

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LAUNCHED: dict[str, Measure] = {"drone": "drones_launched", "missile": "missiles_launched"}
_DOWNED: dict[str, Measure] = {"drone": "drones_destroyed", "missile": "missiles_destroyed"}


def tell_downed(doc: Doc, found: Sequence[Found], lexicon: Lexicon) -> None:
    """ "17 of 23 drones launched by X were shot down": 17 are downed, though "launched" stands next to them."""
    for k, f in enumerate(found):
        if f.kind not in _LAUNCHED or f.measures != [_LAUNCHED[f.kind]] or (k and _is_whole(found[k - 1], f)):
            continue
        if not _is_downed(doc, f, lexicon):
            continue
        f.measures, f.way = [_DOWNED[f.kind]], "right"
        whole = found[k + 1] if k + 1 < len(found) else None
        if whole is not None and not whole.measures and _is_whole(f, whole):
            whole.measures, whole.kind, whole.way = [_LAUNCHED[f.kind]], f.kind, "right"


def _is_whole(part: Found, f: Found) -> bool:
    """True for 23 in "17 of 23 drones" and "17 of the 23 drones"."""
    return part.noun is not None and f.noun is not None and part.noun.i == f.noun.i and f.first <= part.last + 3


def _is_downed(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """True where the main verb of which the number is the subject, or object, shoots down."""
    node = top(f, f.noun if f.noun is not None else doc[f.last])
    role = {"nsubjpass": "right", "dobj": "left"}.get(node.dep_)
    if role is None or node.head.tag_ not in VERB_TAGS or (node.head.i > node.i) != (role == "right"):
        return False
    return "destroy" in verb_actions(doc, node.head.i, "object", lexicon)
