"""Figures: numbers that measure an event, as ranges with a qualifier. What measures nothing is left out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.model import Measure
from sayso.reading.balances import balances_of as balances_of
from sayso.reading.figures.downed import tell_downed
from sayso.reading.figures.found import (
    ADJECTIVE_TAGS,
    NEAR,
    NOTHING,
    NOUN_TAGS,
    SINGLE,
    VERB_TAGS,
    Found,
    may_be_people,
)
from sayso.reading.figures.governing import top
from sayso.reading.figures.lexicon import Lexicon, figure_lexicon
from sayso.reading.figures.weighing import weigh
from sayso.reading.marks import Cast, FigureMention, Parse
from sayso.reading.numbers import Number, numbers_in

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FRACTIONAL: frozenset[Measure] = frozenset(("area_km2", "distance_km", "money", "duration_minutes", "other"))
_OF_PEOPLE: frozenset[Measure] = frozenset(
    ("killed", "injured", "missing", "captured", "released", "displaced", "detained")
)
_SHARING = frozenset(("person", "troop", "none", "unknown", "drone", "missile", "vehicle"))
# How many characters of "at least" a mention may begin before its number.
_OPENING = 12
# Groups that are no side in a conflict.
_UNARMED = frozenset(("civilians", "refugees", "prisoners", "hostages", "protesters"))
# The longest stretch of words, in tokens, between two numbers of one list.
_LIST_GAP = 12


def figures_of(parse: Parse, cast: Cast) -> tuple[FigureMention, ...]:
    """The numbers of the report that measure an event, in text order; offsets are code points of the report's text.

    A number is kept only where the words that govern it (verb, adjective or noun, through the parse and the words
    beside it) say what it measures. Miles and acres are turned into kilometres and the result is then never "exact".
    """
    lexicon, doc = figure_lexicon(), parse.doc
    text = doc.text
    found = _placed(parse, text, lexicon)
    for k, f in enumerate(found):
        weigh(doc, text, f, found[k - 1] if k else None, lexicon)
    _share_backward(doc, found, lexicon)
    _share_forward(doc, found, lexicon)
    tell_downed(doc, found, lexicon)
    _leave_wholes(doc, found)
    figures = [figure for f in found for figure in _figures(parse, cast, f)]
    return tuple(sorted(figures, key=lambda f: f.span))


# --- numbers on their tokens --------------------------------------------------------------------------------------


def _placed(parse: Parse, text: str, lexicon: Lexicon) -> list[Found]:
    """Numbers and single persons ("a policeman") on their tokens, in text order."""
    doc = parse.doc
    starts = [t.idx for t in doc]
    sentences = [(s.start, s.end) for s in parse.sentences]
    sentence_starts = [start for start, _ in sentences]

    def place(number: Number, single: bool = False) -> Found | None:
        first = bisect_left(starts, number.start + 1) - 1
        last = bisect_left(starts, number.core[1]) - 1
        if first < 0 or last < first:
            return None
        if number.qualifier == "more_than" and doc[first].tag_ == "RP":
            # "Handed over 12 prisoners": the particle is the verb's, which the readers look for before it.
            number = replace(number, start=number.core[0], qualifier="exact")
        sentence = bisect_left(sentence_starts, first + 1)
        return Found(number, first, last, last + 1, sentence, sentences[sentence - 1], single=single)

    found = [f for n in numbers_in(text) if (f := place(n)) is not None]
    taken = {i for f in found if not f.number.hyphened for i in range(f.first, f.last + 1)}
    for first, last in _singles(doc, lexicon, taken):
        start, end = doc[first].idx, doc[last].idx + len(doc[last])
        single = place(Number(start, end, (start, end), 1.0, 1.0), single=True)
        if single is not None:
            single.noun, single.kind, single.end = doc[last], lexicon.kinds[doc[last].lemma_.lower()], last + 1
            found.append(single)
    found.sort(key=lambda f: f.number.core)
    return found


def _singles(doc: Doc, lexicon: Lexicon, taken: set[int]) -> list[tuple[int, int]]:
    """Token ranges of one person each: "a police officer", "another child"."""
    strings = doc.vocab.strings
    articles = frozenset(strings[w] for w in ("a", "an", "another", "A", "An", "Another"))
    found = []
    for i, orth in enumerate(doc.to_array("ORTH").tolist()):
        if orth in articles and i not in taken:
            last = _single_noun(doc, i + 1, taken)
            if last is not None and _is_one_person(doc, last, lexicon):
                found.append((i, last))
    return found


def _single_noun(doc: Doc, start: int, taken: set[int]) -> int | None:
    """The last noun of the phrase that begins after an article at token `start`."""
    last = None
    for j in range(start, min(start + NEAR, len(doc))):
        tag = doc[j].tag_
        if j in taken:
            break
        if tag == "HYPH":
            last = None
        elif tag in ("NN", "NNP"):
            last = j
        elif tag == "CD" and last is None and j + 1 < len(doc) and doc[j + 1].tag_ == "HYPH":
            continue
        elif (last is not None and tag != "POS") or (tag not in ADJECTIVE_TAGS and tag != "NNPS"):
            break
    return last


def _is_one_person(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    noun = doc[i]
    if noun.tag_ != "NN" or noun.lower_ in lexicon.collectives:
        return False
    compounded = i + 1 < len(doc) and doc[i + 1].lower_ in ("-", "‐", "/")
    return not compounded and lexicon.kinds.get(noun.lemma_.lower()) in ("person", "troop")


# --- numbers beside each other ------------------------------------------------------------------------------------


def _share_backward(doc: Doc, found: list[Found], lexicon: Lexicon) -> None:
    """Earlier numbers of a list take what is said once, after it: "two soldiers and three policemen were killed"."""
    for k in range(len(found) - 2, -1, -1):
        f = found[k]
        # "Of 90 drones, 60 were shot down": the whole is no part of the list.
        whole = f.first > 0 and doc[f.first - 1].lower_ == "of"
        if f.vague or whole or not _lacks(f) or _is_part(doc, f, lexicon):
            continue
        after = next((g for g in found[k + 1 : k + 5] if g.first >= f.end), None)
        if after is None or after.way != "right" or after.sentence != f.sentence or _is_of_those(doc, after):
            continue
        if _list_between(doc, f.end, after.first, lexicon):
            _take(f, after)


def _leave_wholes(doc: Doc, found: list[Found]) -> None:
    """ "Downed 20 of 24 drones": what happened to the part did not happen to the whole."""
    for part, whole in pairwise(found):
        stands = whole.first == part.last + 2 and doc[whole.first - 1].lower_ == "of"
        if stands and part.number.high <= whole.number.low:
            whole.measures = [m for m in whole.measures if m not in part.measures]


def _share_forward(doc: Doc, found: list[Found], lexicon: Lexicon) -> None:
    """Later numbers of a list take what is said once, before it, and parts what their whole measures."""
    for k in range(1, len(found)):
        f, prior = found[k], found[k - 1]
        if f.vague or not _lacks(f):
            continue
        if _is_part(doc, f, lexicon):
            near = (g for g in reversed(found[max(0, k - 4) : k]) if g.measures and f.sentence - g.sentence <= 1)
            whole = next(near, None)
            if whole is not None and whole.number.high > f.number.high and not f.single:
                _take(f, whole)
                f.part = True
            continue
        listed = prior.sentence == f.sentence and prior.way in ("left", "noun", "toll")
        if f.single and f.noun is not None and f.noun.dep_ not in ("conj", "appos", "dobj"):
            continue
        if listed and _list_between(doc, prior.end, f.first, lexicon):
            _take(f, prior)


def _lacks(f: Found) -> bool:
    return (not f.measures or f.way == "default") and f.kind in _SHARING


def _take(f: Found, donor: Found) -> None:
    """Give the number those measures of the donor that what it counts can have."""
    people = f.kind in ("person", "troop", "none") or (f.kind == "unknown" and may_be_people(f))
    taken: list[Measure] = []
    for measure in donor.measures:
        weapon = _of_weapon(measure, f.kind)
        if weapon is not None:
            taken.append(weapon)
        elif measure in _OF_PEOPLE and people:
            taken.append(measure)
    allowed = NOTHING if f.number.high == 0 else SINGLE if f.single else None
    if allowed is not None:
        taken = [m for m in taken if m in allowed]
    if taken:
        f.measures, f.way = taken, donor.way


_WEAPON_PAIRS: dict[Measure, Measure] = {
    "drones_launched": "missiles_launched",
    "drones_destroyed": "missiles_destroyed",
    "missiles_launched": "drones_launched",
    "missiles_destroyed": "drones_destroyed",
}


def _of_weapon(measure: Measure, kind: str) -> Measure | None:
    """A measure of drones or missiles, turned to the one that is counted."""
    own = "drone" if measure.startswith("drones") else "missile" if measure.startswith("missiles") else None
    if own is None:
        return None
    if kind in (own, "none"):
        return measure
    return _WEAPON_PAIRS.get(measure) if kind in ("drone", "missile") else None


def _list_between(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Only words of a list stand between: no verb, at least one comma or conjunction, and not too many words."""
    if not start < end <= start + _LIST_GAP:
        return start == end
    joined = False
    for i in range(start, end):
        t = doc[i]
        if (t.tag_ in VERB_TAGS and t.lower_ not in lexicon.words["including"]) or t.tag_ in ("``", "''"):
            return False
        joined = joined or t.tag_ in (",", "CC") or t.lower_ in (";", "including", "plus", "along")
    return joined


def _is_of_those(doc: Doc, f: Found) -> bool:
    """ "23 patients, three of whom died": what is said of the three is not said of all."""
    return [t.lower_ for t in doc[f.last + 1 : f.last + 3]] in (["of", "whom"], ["of", "which"])


def _is_part(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """ "Including ten children", "three of them women", "among them two medics"."""
    if any(doc[i].lower_ in lexicon.words["including"] for i in range(max(0, f.first - 4), f.first)):
        return True
    return f.noun is not None and f.noun.lower_ in ("them", "whom") and f.noun.i <= f.last + 2


# --- the figures themselves ---------------------------------------------------------------------------------------


def _figures(parse: Parse, cast: Cast, f: Found) -> list[FigureMention]:
    if not f.measures:
        return []
    number = f.number
    noun = f.noun.lemma_.lower() if f.noun is not None and f.kind != "unit" else None
    side = _side(parse, cast, f)
    figures = []
    for measure in f.measures:
        low, high = number.low, number.high
        if measure not in _FRACTIONAL:
            if number.dotted:
                low, high = float(round(low * 1000)), float(round(high * 1000))
            if low != int(low) or high != int(high):
                # Nobody counts people or weapons in fractions: a misread or a rate.
                continue
        figures.append(FigureMention((number.start, number.end), measure, low, high, number.qualifier, side, noun))
    return figures


def _side(parse: Parse, cast: Cast, f: Found) -> str | None:
    """The actor whose people or things the noun phrase counts: "45 Ukrainian drones", "40 members of the militia"."""
    if f.noun is None or f.kind == "unit":
        return None
    doc, end = parse.doc, f.noun.i + 1
    if end < len(doc) and doc[end].lower_ in ("of", "from") and doc[end].head.i == f.noun.i:
        limit = min(len(doc), end + NEAR + 2)
        end += 1
        while end < limit and (doc[end].tag_ in NOUN_TAGS or doc[end].tag_ in ("DT", "JJ", "POS", "PRP$", "HYPH")):
            end += 1
    last = doc[end - 1]
    best = _launcher(parse, cast, f)
    for mention in cast.within(f.number.core[1], last.idx + len(last)):
        if mention.kind in ("name", "adjective", "title"):
            return mention.actor
        if best is None and mention.kind != "pronoun":
            best = mention.actor
    return best or _counted_side(cast, f, last.idx + len(last))


def _counted_side(cast: Cast, f: Found, end: int) -> str | None:
    """The armed side that number and noun name together: "43 regime forces", "at least 12 rebels"."""
    for mention in cast.within(max(0, f.number.start - _OPENING), end):
        start, stop = mention.span
        actor = cast.by_id.get(mention.actor)
        if start < f.number.core[1] < stop and actor is not None and f.kind in ("troop", "person", "unknown"):
            armed = actor.kind in ("military", "government") or (actor.kind == "group" and actor.name not in _UNARMED)
            return mention.actor if armed else None
    return None


def _launcher(parse: Parse, cast: Cast, f: Found) -> str | None:
    """Who launched the weapons counted, where that is the subject of the verb beside them."""
    if f.noun is None or not any(m.endswith("_launched") for m in f.measures):
        return None
    doc, verb = parse.doc, top(f, f.noun).head
    for i in range(verb.i - 1, max(-1, verb.i - NEAR - 3), -1):
        t = doc[i]
        if t.dep_ == "nsubj" and t.head.i == verb.i:
            start = doc[t.left_edge.i].idx
            return next((m.actor for m in cast.within(start, t.idx + len(t)) if m.kind != "pronoun"), None)
    return None
