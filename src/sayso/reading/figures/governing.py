"""Readers of the parse: what governs the noun phrase of a number, and what is left when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading.figures.beside import FINITE_TAGS, is_inner, read_right, read_verb
from sayso.reading.figures.found import NOUN_TAGS, VERB_TAGS, Found, set_measures
from sayso.reading.figures.lexicon import Actions, Lexicon
from sayso.reading.figures.verbs import auxiliary, joined_verb, verb_actions

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREMODIFIERS = frozenset(
    ("nummod", "amod", "compound", "quantmod", "nmod", "npadvmod", "det", "advmod", "poss", "predet")
)
_WHOLES = frozenset(("whom", "which"))
FAR = 18
"""How far, in tokens, the verb may stand from a number that the parse says nothing of."""


def by_parse(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """The verb or noun that governs the noun phrase, or a clause that hangs from it."""
    node = f.noun if f.noun is not None else doc[f.last]
    for j in range(node.i + 1, min(node.i + 14, len(doc))):
        t = doc[j]
        if t.head.i == node.i and t.dep_ in ("acl", "relcl") and t.tag_ in VERB_TAGS:
            if any(doc[m].lower_ in _WHOLES and doc[m - 1].lower_ == "of" for m in range(node.i + 2, j)):
                continue  # "23 patients, three of whom died"
            aux = auxiliary(doc, j)
            related = doc[j - 1].tag_ in ("WP", "WDT")
            passive = t.tag_ != "VBG" and (aux == "be" or (t.tag_ == "VBN" and not aux and not related))
            if set_measures(f, (verb_actions(doc, j, "object" if passive else "subject", lexicon),), "right", lexicon):
                return
    node = top(f, node)
    head, dep = node.head, node.dep_
    if dep in ("nsubjpass", "nsubj") and is_inner(doc, f, lexicon):
        return
    if dep == "nsubjpass":
        set_measures(f, _of_passive(doc, head, lexicon), "right", lexicon)
    elif dep == "nsubj" and head.tag_ in VERB_TAGS:
        read_verb(doc, f, head.i, auxiliary(doc, head.i), lexicon)
    elif node.lower_ in lexicon.complements:
        return
    elif dep in ("dobj", "oprd", "ccomp", "attr", "npadvmod") and head.tag_ in VERB_TAGS:
        if not (head.tag_ == "VBN" and auxiliary(doc, head.i) == "be"):
            set_measures(f, (verb_actions(doc, head.i, "object", lexicon),), "left", lexicon)
    elif dep == "pobj":
        _by_preposition(doc, f, head, lexicon)


def _of_passive(doc: Doc, verb: Token, lexicon: Lexicon) -> list[Actions]:
    readings = [verb_actions(doc, verb.i, "object", lexicon)]
    follower = joined_verb(doc, verb.i)
    if follower is not None:
        readings.append(verb_actions(doc, follower, "object", lexicon))
    return [r for r in readings if r]


def top(f: Found, node: Token) -> Token:
    """The head of the noun phrase, out of "dozens of people" and of a list."""
    for _ in range(6):
        head = node.head
        if node.dep_ == "pobj" and head.lower_ == "of" and f.last <= head.head.i < node.i and head.i > f.last:
            node = head.head
        elif _is_joined_to(node, head) or (node.i == f.last and _premodifies(node, head)):
            node = head
        else:
            break
    return node


def _is_joined_to(node: Token, head: Token) -> bool:
    return node.dep_ in ("conj", "appos") and (head.tag_ in NOUN_TAGS or head.tag_ in ("CD", "PRP"))


def _premodifies(node: Token, head: Token) -> bool:
    return node.dep_ in _PREMODIFIERS and head.i > node.i and head.tag_ in NOUN_TAGS


def _by_preposition(doc: Doc, f: Found, preposition: Token, lexicon: Lexicon) -> None:
    word, governor = preposition.lower_, preposition.head
    if word == "of" and governor.i < f.first:
        set_measures(f, (lexicon.of_noun.get(governor.lemma_.lower(), ()),), "left", lexicon)
    elif word in ("with", "using", "by") and f.kind in ("drone", "missile"):
        f.measures, f.way = (["drones_launched"] if f.kind == "drone" else ["missiles_launched"]), "left"
    elif word == "among" and governor.tag_ in VERB_TAGS:
        f.part = True


def by_far_right(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """The first finite verb after the noun phrase, in text whose parse says nothing."""
    if f.kind not in ("person", "troop", "none", "drone", "missile", "building", "unknown"):
        return
    node = top(f, f.noun if f.noun is not None else doc[f.last])
    if node.dep_ in ("dobj", "pobj", "npadvmod") and node.head.lower_ not in lexicon.words["including"]:
        return
    goes_on = f.end < len(doc) and doc[f.end].lower_ in lexicon.words["goes_on"]
    if f.kind == "none" and f.number.high != 0 and not goes_on:
        return
    end = min(f.bounds[1], f.end + FAR)
    for i in range(f.end, end):
        tag = doc[i].tag_
        if tag in FINITE_TAGS:
            if tag == "VBD" and doc[i].lower_ in lexicon.state and doc[i].dep_ in ("acl", "relcl"):
                continue
            read_right(doc, f, i, lexicon)
            return
        if tag in ("WP", "WDT", "IN") and doc[i].lower_ in lexicon.words["new_clause"]:
            return


def by_default(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """What a noun measures where nothing is said of it: "214 servicemen" are troops."""
    measure = lexicon.defaults.get(f.kind)
    if measure is None or f.single or f.number.high < 2 or f.part or doc[f.last].lower_ == "both":
        return
    if f.kind == "troop" and f.noun is not None and not _may_be_deployed(f, f.noun):
        return
    f.measures, f.way = [measure], "default"


def _may_be_deployed(f: Found, noun: Token) -> bool:
    """Troops that are no subject: "214 servicemen were awarded" is another matter, as its verb says."""
    return noun.tag_ in ("NNS", "NNPS") and top(f, noun).dep_ not in ("nsubj", "nsubjpass")
