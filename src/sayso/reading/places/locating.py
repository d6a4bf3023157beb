"""Whether a name is a place at all, and whether it says where rather than who acts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.lexicons.countries import by_capital, by_name
from sayso.reading.gazetteer import fold
from sayso.reading.places.doubting import ABOUT, ALONE
from sayso.reading.places.lookup import CITY
from sayso.reading.places.names import Name, after_preposition, head_of, noun_kinds, rival_names, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.reading.places.names import Tokens


DATELINE_WORDS = 5
"""So many tokens after the name of a place, a dateline has come to its agency or dash."""
_DASHES = frozenset({"-", "–", "—", "--", "---"})
BESIDE = 20
"""Characters on each side of a name that show whether its text is in capitals."""
SMALL = 20_000
"""A place of fewer people is taken for meant only where the text puts it somewhere or names its country."""


def shown_to_be_places(names: list[Name], doc: Tokens, whole: Doc, text: str) -> list[Name]:
    """The names that a place entity, a preposition, a common noun or another name of a place shows to be places."""
    known = {n.text for n in names if n.sure and (n.candidates or n.region)}
    surnames = {e[-1].text for e in whole.ents if e.label_ == "PERSON" and len(e) > 1}
    placed: list[Name] = []
    tokens: set[int] = set()
    for name in names:
        resolved = bool(name.candidates or name.region or name.seat)
        curated = fold(name.text) in rival_names() or name.region is not None
        put = after_preposition(doc, name.begin) or _is_an_example(name, doc)
        shown = name.noun is not None or curated or put or (resolved and _is_dateline(name, doc, text))
        if not shown and name.text in surnames and not by_name(name.text):
            continue
        common = name.core in word_set("never") or by_name(name.core) or doc[name.end - 1].text[:1].isupper()
        if name.noun in ("admin1", "admin2") and not resolved and common:
            # "the Justice Department", "the School District", "a US state".
            continue
        if not shown and _is_held(name, head_of(name, doc), doc):
            shown = name.held = True
        if not name.sure and not shown:
            head = head_of(name, doc)
            joined = head.dep_ in ("conj", "appos") and head.head.i in tokens
            acted_on = head.dep_ in ("dobj", "nsubjpass") and (
                head.ent_type_ not in ("PERSON", "ORG") or head.head.lemma_ in word_set("taken")
            )
            large = any(e.primary and e.population >= CITY for e in name.candidates)
            shown = name.text in known or joined or (acted_on and large) or (resolved and _is_gone_to(head))
        if shown and not resolved and not name.sure:
            # A run of capitals that no gazetteer knows is a place where a common noun says so, or "in" and its like.
            shown = (
                name.noun is not None
                or name.held
                or doc[name.first].ent_type_ == "FAC"
                or (put and _may_be_unheard_of(name, doc))
            )
        if name.sure or shown:
            placed.append(name)
            tokens.update(range(name.begin, name.end))
    return _with_named_again(placed, names, doc, surnames)


def _with_named_again(placed: list[Name], names: list[Name], doc: Tokens, surnames: set[str]) -> list[Name]:
    """The names shown to be places, and the others of the same words as one that is ground held or a town said so."""
    told = {n.core for n in placed if (n.held or n.noun == "town") and n.core not in surnames}
    if not told:
        return placed
    shown = {id(n) for n in placed}
    again = [n for n in names if id(n) in shown or (n.core in told and _is_alone(n, doc))]
    for name in again:
        name.held = name.held or name.core in told
    return again


def _is_alone(name: Name, doc: Tokens) -> bool:
    """Whether no more capitals stand around the name, as in a person's or a body's."""
    after = doc[name.end : name.end + 1]
    before = doc[name.begin - 1 : name.begin] if name.begin else []
    return not any(t.tag_ in ("NNP", "NNPS") and not t.is_sent_start for t in (*before, *after))


def _is_held(name: Name, head: Token, doc: Tokens) -> bool:
    """Whether the text tells of the name as ground: "lost Goma", "the fall of Goma", "Goma is in our hands"."""
    if not _is_alone(name, doc):
        return False
    above, posted = head.head, False
    match head.dep_:
        case "dobj" | "nsubjpass":
            told = above.lemma_ in word_set("wrested")
            open_to_people = above.lemma_ in word_set("wrested_too")
        case "nsubj":
            told, open_to_people = _stands_in_hands(above), above.lemma_ not in ("fall", "change")
        case "pobj":
            noun = above.head.lemma_.lower()
            told = (above.lower_ == "of" and noun in word_set("holding")) or (
                above.lower_ == "over" and noun in word_set("flown")
            )
            told = told or (above.lower_ == "on" and noun in word_set("blows"))
            open_to_people = noun == "capture" or noun in word_set("blows_too")
            # "Its base at Boulkessi": no person has a base at himself, whatever the tagger takes the word for.
            posted = above.lower_ in ("at", "near") and doc[above.i - 1].lower_ in word_set("posts")
        case _:
            return False
    if not (told or posted):
        return False
    if name.candidates or name.region:
        return not open_to_people or head.ent_type_ != "PERSON" or any(e.population >= CITY for e in name.candidates)
    plain = all(t.is_alpha and t.text.istitle() for t in doc[name.first : name.last])
    return plain and (posted or head.ent_type_ in ("", "GPE", "LOC", "FAC"))


def _stands_in_hands(verb: Token) -> bool:
    """ "Is in our hands", "remains under rebel control", "is still theirs", "fell to the army"."""
    if verb.lemma_ == "fall":
        return any(c.lower_ == "to" and c.dep_ in ("prep", "dative") for c in verb.children)
    if verb.lemma_ == "change":
        return any(c.lower_ == "hands" for c in verb.children)
    if verb.lemma_ not in ("be", "remain", "stay"):
        return False
    for c in verb.children:
        if c.lower_ in ("theirs", "ours") or (
            c.lower_ in ("in", "under") and any(d.lower_ in ("hands", "control") for d in c.children)
        ):
            return True
    return False


def plausible(name: Name, doc: Tokens, weights: Counter[str], text: str) -> bool:
    """Whether the name is a place's at all: one that is small or unknown has to be put somewhere by the text."""
    if name.noun in ("site", "stretch") and not (name.sure or name.candidates or name.region or name.seat):
        # "the main gate", in capitals
        return not _is_shouted(name, doc, text)
    if name.noun is not None or name.region or name.seat or name.part or name.inside or name.inside_rows:
        return True
    entry = name.chosen
    if name.held:
        return not _is_shouted(name, doc, text)
    if entry is None:
        return after_preposition(doc, name.begin) and (name.sure or not _is_shouted(name, doc, text))
    if entry.kind != "country" and _is_shouted(name, doc, text):
        # In capitals every word looks like a name: "peace" and "power" are towns somewhere.
        known = entry.population >= ALONE or by_capital(name.text) == entry.country or entry.row == name.famous
        return known or weights[entry.country] > ABOUT * weights.total()
    if entry.population >= SMALL or weights[entry.country] or entry.kind != "town":
        return True
    head = head_of(name, doc)
    while head.dep_ in ("conj", "appos") and head.head is not head and head.head.i < head.i:
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ in word_set("locative")


def _is_an_example(name: Name, doc: Tokens) -> bool:
    """Whether the name is a country's after "such as"."""
    words = [t.lower_ for t in doc[max(0, name.begin - 2) : name.begin]]
    return words == ["such", "as"] and by_name(name.text) is not None


def _is_gone_to(head: Token) -> bool:
    """Whether someone goes to the name or comes from it: "drove to Ndele"."""
    preposition = head.head
    if head.dep_ != "pobj" or preposition.lower_ not in ("to", "from") or head.ent_type_ in ("PERSON", "DATE"):
        return False
    return any(verb.lemma_ in word_set("motion") for verb in (preposition.head, preposition.head.head))


def _is_shouted(name: Name, doc: Tokens, text: str) -> bool:
    """Whether the report prints the name and the words beside it in capitals, which the parser never sees."""
    start = max(0, doc[name.begin].idx - BESIDE)
    beside = text[start : doc[name.end - 1].idx + len(doc[name.end - 1]) + BESIDE]
    return beside.isupper()


def _may_be_unheard_of(name: Name, doc: Tokens) -> bool:
    """Whether a name of one or two words that the tagger takes for nothing follows "in", "at" or "near"."""
    tokens = doc[name.first : name.last]
    plain = len(tokens) <= 2 and all(t.ent_type_ == "" and t.is_alpha and t.text.istitle() for t in tokens)
    return plain and name.begin > 0 and doc[name.begin - 1].lower_ in ("in", "at", "near")


def locates(name: Name, doc: Tokens, text: str) -> bool:
    """Whether the name says where, rather than who acts or what kind a thing is. `text` is the report's."""
    if _is_dateline(name, doc, text):
        return True
    head = head_of(name, doc)
    # A region, a site and a part of a country are no government; a country, a capital and a seat may stand for one.
    acts = name.noun is None and not name.part and name.region is None and _may_act(name)
    if acts and name.begin > 1 and "capital" in (doc[name.begin - 1].lower_, doc[name.begin - 2].lower_):
        return True
    for _ in range(6):
        if head.dep_ not in ("conj", "appos") or (head.dep_ == "appos" and not acts):
            break
        head = head.head
    above = head.head
    match head.dep_:
        case "nsubj":
            return not acts and above.lemma_ not in word_set("speaks")
        case "nsubjpass":
            return not acts or above.lemma_ in word_set("befalls")
        case "pobj":
            if above.lower_ == "of" and above.head.lower_ in word_set("agents"):
                return False
            return not acts or _pobj_locates(above)
        case "dobj" | "dative":
            return not acts or above.lemma_ in word_set("befalls")
        case "poss":
            return not acts or _is_somewhere(above, name, doc)
        case "compound" | "nmod" | "amod":
            if above.ent_type_ in ("DATE", "TIME") or doc[min(above.i + 1, len(doc) - 1)].tag_ == "CD":
                return True  # "shot in Kigali Feb 14"
            return above.lower_ not in word_set("agents") and (not acts or _is_somewhere(above, name, doc))
        case _:
            return True


def _may_act(name: Name) -> bool:
    """Whether the name may stand for a government: a country's, a capital's, a seat's."""
    if name.seat is not None or (name.chosen is not None and name.chosen.kind == "country"):
        return True
    capital = by_capital(name.text)
    return capital is not None and (not name.chosen or name.chosen.country == capital)


def _is_dateline(name: Name, doc: Tokens, text: str) -> bool:
    """Whether the name stands in capitals before a line or sentence, as agencies print it: "BEIRUT (AP) -"."""
    start = doc[name.begin].idx
    if not text[start : start + len(name.text)].isupper():
        return False
    before, after = doc[name.begin - 1] if name.begin else None, doc[name.end : name.end + DATELINE_WORDS]
    first = after[0].text if after else ""
    if start == 0 or text[start - 1] == "\n":
        return first in ("(", ",", "/") or first in _DASHES
    ends = before is not None and (before.text in (".", "!", "?", "”", '"') or "/" in before.text)
    return ends and first in ("(", ",") and any(t.text in _DASHES or t.text == "(" for t in after)


def _is_somewhere(noun: Token, name: Name, doc: Tokens) -> bool:
    """Whether a noun speaks of a stretch of its owner's land, or of a war there: "Syria's coast", "Yemen's war"."""
    if any(t.tag_ in ("NNP", "NNPS") for t in doc[name.end : noun.i + 1]):
        return False  # "Russia's Kursk region": the name after it says where
    return noun.lower_ in word_set("whereof") or noun.lower_ in noun_kinds() or noun.lower_ in word_set("wars")


def _pobj_locates(preposition: Token) -> bool:
    """Whether a country after this preposition is where something is, not a party to it."""
    word, above = preposition.lower_, preposition.head
    if word == "as" and above.lemma_ in word_set("places"):
        # "countries such as Chad"
        return True
    if word == "between" and any(
        above.lower_ in words for words in (word_set("whereof"), noun_kinds(), word_set("motion"))
    ):
        return True
    if word in word_set("partner"):
        return False
    if word == "of":
        return above.lemma_ in word_set("whereof") or above.lower_ in word_set("whereof")
    if word in ("to", "from"):
        return above.lemma_ in word_set("motion") or above.head.lemma_ in word_set("motion")
    if word in ("on", "upon"):
        return any(above.lemma_ in word_set(words) for words in ("befalls", "motion", "falls"))
    return True
