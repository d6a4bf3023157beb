"""Readers of the words beside a number: before it, between it and its noun, after it, and the noun itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading.figures.counted import closing_bracket
from sayso.reading.figures.found import NEAR, VERB_TAGS, Found, set_measures
from sayso.reading.figures.lexicon import Actions, Lexicon
from sayso.reading.figures.verbs import (
    BE,
    HAVE,
    QUOTE_TAGS,
    are_vague_together,
    auxiliary,
    is_verb,
    joined_verb,
    lemma_of,
    may_predicate,
    of_subject,
    state_after,
    verb_actions,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))


def by_left(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """A verb directly before: "killed 18", "injuring at least 25", "shot down 45"."""
    i = _before_object(doc, f, lexicon)
    if i < 0 or not is_verb(doc[i], lexicon) or doc[i].lower_ in lexicon.words["including"]:
        return
    verb = doc[i]
    if verb.tag_ == "VBN" and auxiliary(doc, i) == "be":
        return
    if i == f.prior_end and state_after(doc, f.first, lexicon):
        # "8 killed 25 injured": each number has its own state after it.
        return
    actions = _complement(doc, f, verb, lexicon) or verb_actions(doc, i, "object", lexicon)
    if not actions:
        return
    if i >= 2 and doc[i - 1].lower_ in ("and", "or", "/") and doc[i - 2].tag_ in VERB_TAGS | {"JJ"}:
        if are_vague_together(doc, i - 2, i, f, lexicon) and f.number.high > 0:
            f.vague = True
            return
        first = verb_actions(doc, i - 2, "object", lexicon)
        set_measures(f, (first, actions) if first else (actions,), "left", lexicon)
        return
    set_measures(f, (actions,), "left", lexicon)


def _before_object(doc: Doc, f: Found, lexicon: Lexicon) -> int:
    """The token before the number and the small words of its phrase."""
    i = f.first - 1
    while i >= max(0, f.first - 4):
        word = doc[i].lower_
        total = word == "of" and i > 0 and doc[i - 1].lower_ == "total"
        if not (total or word in lexicon.words["before_object"] or doc[i].tag_ in QUOTE_TAGS):
            break
        i -= 1
    return i


def _complement(doc: Doc, f: Found, verb: Token, lexicon: Lexicon) -> Actions:
    """What verb and complement mean with the number between them: "drove 200 people from their homes"."""
    phrases = lexicon.phrases.get((lemma_of(verb, lexicon), "object"), ())
    for j in range(f.last + 1, min(f.end + 4, len(doc)) if phrases else f.last):
        if doc[j].tag_ in ("CD", "CC", ","):
            break
        for words, action in phrases:
            if doc[j].lower_ in words:
                return (action,)
    return ()


def by_premodifier(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """A state between number and noun: "40 wounded soldiers"."""
    if f.single:
        return
    if f.noun is None and f.last + 2 < len(doc) and doc[f.last + 1].lower_ == "of":
        # "hundreds of wounded"
        set_measures(f, (lexicon.state.get(doc[f.last + 2].lower_, ()),), "noun", lexicon)
    for i in range(f.last + 1, f.noun.i if f.noun is not None else 0):
        actions = lexicon.state.get(doc[i].lower_, ())
        if actions and set_measures(f, (actions,), "noun", lexicon):
            return


def by_right(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """A verb or state right after: "18 were killed", "two dead"."""
    read_right(doc, f, f.end, lexicon)


def read_right(doc: Doc, f: Found, at: int, lexicon: Lexicon) -> None:
    """A state or verb after the noun phrase, with nothing but auxiliaries and adverbs before it."""
    i, limit, aux = at, min(len(doc), at + NEAR + 2), ""
    while i < limit:
        t = doc[i]
        lemma = t.lemma_.lower()
        if lemma in BE and t.tag_ in VERB_TAGS:
            aux = "be"
        elif lemma in HAVE:
            aux = aux or "have"
        elif t.lower_ == "among" and aux == "be" and not is_inner(doc, f, lexicon):
            states = (lexicon.state.get(doc[j].lower_) for j in range(i + 1, min(i + 7, len(doc))))
            set_measures(f, [s for s in states if s][:1], "right", lexicon)
            return
        elif t.tag_ == "-LRB-" and (close := closing_bracket(doc, i)) is not None:
            i = close
        elif may_predicate(t, lexicon) or not (
            t.lower_ in lexicon.words["skipped"] or t.tag_ in ("RB", "MD") or t.tag_ in QUOTE_TAGS
        ):
            break
        i += 1
    if i < limit:
        read_verb(doc, f, i, aux, lexicon)


def read_verb(doc: Doc, f: Found, i: int, aux: str, lexicon: Lexicon) -> None:
    """The measure from the verb or state at token `i`, with the noun phrase as subject, and from those joined to it."""
    if aux and is_inner(doc, f, lexicon):
        return
    readings, at = [], i
    for _ in range(3):
        actions = of_subject(doc, at, aux, lexicon)
        if actions:
            readings.append(actions)
        follower = joined_verb(doc, at)
        if follower is None:
            break
        if are_vague_together(doc, at, follower, f, lexicon) and f.number.high > 0:
            f.vague = True
            return
        at = follower
    if readings:
        set_measures(f, readings, "right", lexicon)


def is_inner(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """The noun phrase belongs to another ("children from one family", "two of the four") and has no predicate."""
    i = f.first - 1
    while i >= 0 and doc[i].tag_ in ("DT", "PRP$", "JJ"):
        i -= 1
    if i < 0 or doc[i].lower_ not in lexicon.words["inner"]:
        return False
    return doc[i].lower_ != "of" or i == 0 or doc[i - 1].lemma_.lower() not in lexicon.tolls | lexicon.words["groups"]


def by_noun(doc: Doc, f: Found, lexicon: Lexicon) -> None:
    """The noun itself says it: "nine deaths"; a noun of the deed governs it: "the lives of nine"."""
    if f.noun is not None:
        lemma = f.noun.lemma_.lower()
        if f.number.high == 0 and lemma in lexicon.words["no_deaths"]:
            f.measures, f.way = ["killed"], "noun"
            joined = doc[f.end].lower_ in ("or", "and", "nor") if f.end + 1 < len(doc) else False
            if joined and doc[f.end + 1].lower_ in lexicon.words["no_injuries"]:
                f.measures.append("injured")
            return
        actions = lexicon.counted.get(lemma) or lexicon.counted.get(f.noun.lower_)
        if actions and (lemma != "life" or _are_lost(doc, f, lexicon)):
            kind, f.kind = f.kind, "person"
            set_measures(f, (actions,), "noun", lexicon)
            f.kind = kind
            return
    i = _before_object(doc, f, lexicon)
    if i >= 1 and doc[i].lower_ == "of":
        actions = lexicon.of_noun.get(doc[i - 1].lemma_.lower(), ())
        set_measures(f, (actions,), "left", lexicon)


def _are_lost(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Lives count as deaths only where they are taken or lost."""
    near = doc[max(f.bounds[0], f.first - NEAR) : min(f.bounds[1], f.end + 4)]
    return any(t.lower_ in lexicon.words["costing"] for t in near)
