"""What verbs do to those they are said of, and their auxiliaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading.figures.counted import DATED, noun_follows
from sayso.reading.figures.found import VERB_TAGS, Found
from sayso.reading.figures.lexicon import Actions, Lexicon, figure_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BE = frozenset(("be", "get", "become", "remain", "lie", "stay", "go"))
HAVE = frozenset(("have", "'ve", "’ve"))
QUOTE_TAGS = frozenset(("``", "''"))
_OPENS_PHRASE = frozenset(("DT", "CD", "PRP", "PRP$", "NNP", "NNPS", "NNS", "NN", "JJ"))


def verb_actions(doc: Doc, i: int, role: str, lexicon: Lexicon) -> Actions:
    """What the verb at token `i` does to what stands in `role` to it."""
    phrase = _phrase_actions(doc, i, role, lexicon)
    if phrase:
        return phrase
    table = lexicon.object if role == "object" else lexicon.subject
    # The lemmatizer cuts some short verbs ("need") wrongly.
    actions = table.get(lemma_of(doc[i], lexicon)) or table.get(doc[i].lower_, ())
    return actions or (lexicon.state.get(doc[i].lower_, ()) if role == "object" else ())


def lemma_of(t: Token, lexicon: Lexicon) -> str:
    """The lemma, also of past forms that are tagged as something else."""
    return lexicon.forms.get(t.lower_) or t.lemma_.lower()


def is_verb(t: Token, lexicon: Lexicon) -> bool:
    """A verb by its tag or, where a capital misleads the tagger ("Injuring Five"), by its form."""
    return t.tag_ in VERB_TAGS or (t.is_title and t.lower_ in lexicon.forms)


def _phrase_actions(doc: Doc, i: int, role: str, lexicon: Lexicon) -> Actions:
    lemma = lemma_of(doc[i], lexicon)
    for words, action in lexicon.phrases.get((lemma, role), ()):
        for j in range(i + 1, min(i + 5, len(doc))):
            if doc[j].lower_ in words:
                return (action,)
            if doc[j].tag_ in ("VBD", "CC", ".", "CD"):
                break
    return ()


def are_vague_together(doc: Doc, i: int, j: int, f: Found, lexicon: Lexicon) -> bool:
    """ "Killed or wounded" share one number: it counts neither."""
    one, two = ({*lexicon.state.get(doc[k].lower_, ()), *lexicon.object.get(doc[k].lemma_.lower(), ())} for k in (i, j))
    if ("kill" in one and "injure" in two) or ("injure" in one and "kill" in two):
        return True
    return bool(one and two) and not one & two and any(doc[k].lower_ == "or" for k in range(min(i, j), max(i, j)))


def auxiliary(doc: Doc, i: int) -> str:
    """Which auxiliary the participle at token `i` leans on: "be", "have" or none."""
    for j in range(i - 1, max(-1, i - 5), -1):
        lemma = doc[j].lemma_.lower()
        if lemma in BE:
            return "be"
        if lemma in HAVE:
            return "have"
        if doc[j].tag_ not in ("RB", "MD", "VBN"):
            return ""
    return ""


def joined_verb(doc: Doc, i: int) -> int | None:
    """The participle that "and" or "or" joins to the one at token `i`, with at most two words between."""
    for j in range(i + 1, min(i + 4, len(doc))):
        if doc[j].lower_ in ("and", "or", "/", "then"):
            k = j + 1
            while k < len(doc) and k < j + 4 and (doc[k].tag_ == "RB" or doc[k].lower_ in ("then", "either", "later")):
                k += 1
            if k < len(doc) and (doc[k].tag_ in ("VBN", "VBD", "JJ") or doc[k].lower_ in figure_lexicon().state):
                return k
            return None
        if doc[j].tag_ in ("CD", ".", "DT", ","):
            return None
    return None


def _opens_number(doc: Doc, i: int) -> bool:
    """A qualified number begins at token `i`: "at least 16", "dozens", "over 40"."""
    if i + 1 >= len(doc):
        return False
    word, after, words = doc[i].lower_, doc[i + 1], figure_lexicon().words
    if word in words["opens_number"] or f"{word} {after.lower_}" in words["opens_number_pairs"]:
        return True
    return after.tag_ == "CD" and word in words["approximators"]


def _takes_object(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """An object begins right after the verb at token `i`."""
    if i + 1 >= len(doc):
        return False
    t, follows = doc[i], doc[i + 1]
    if follows.ent_type_ in DATED or follows.lower_ in lexicon.state:
        return False
    if follows.tag_ == "CD" and state_after(doc, i + 1, lexicon):
        return False
    if _opens_number(doc, i + 1):
        return True
    # The tagger often takes an active past tense for a participle, but a bare noun after one is no object.
    return follows.tag_ in (("CD", "DT", "PRP") if t.tag_ == "VBN" else _OPENS_PHRASE)


def of_subject(doc: Doc, i: int, aux: str, lexicon: Lexicon) -> Actions:
    """What the verb or state at token `i` says of its subject."""
    t = doc[i]
    subject = verb_actions(doc, i, "subject", lexicon) if is_verb(t, lexicon) else ()
    if aux == "have" and t.tag_ in ("VBN", "VBD"):
        return subject
    if t.lower_ not in lexicon.state:
        if t.tag_ in ("VBZ", "VBG", "VB", "VBP"):
            return subject
        if t.tag_ in ("VBD", "VBN") and aux != "be" and subject:
            return subject
    if aux != "be" and is_verb(t, lexicon) and _takes_object(doc, i, lexicon):
        return subject
    actions = lexicon.state.get(t.lower_, ()) or _phrase_actions(doc, i, "object", lexicon)
    return actions or (verb_actions(doc, i, "object", lexicon) if aux == "be" or t.tag_ == "VBN" else subject)


def state_after(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """From token `i` on stands a number, perhaps a noun, and then a state that goes with no further noun."""
    for j in range(i + 1, min(i + 6, len(doc))):
        t = doc[j]
        if t.lower_ in lexicon.state:
            return not noun_follows(doc, j + 1) or doc[j + 1].tag_ in ("CD", "NNP")
        if t.tag_ not in ("CD", "JJ", "NN", "NNS", "NNP", "NNPS", "RBR", "JJR", "IN", "JJS"):
            return False
    return False


def may_predicate(t: Token, lexicon: Lexicon) -> bool:
    """Whether a word can say what befell those before it."""
    word, lemma = t.lower_, t.lemma_.lower()
    if word in lexicon.state or word in lexicon.subject or lemma in lexicon.subject:
        return True
    return lemma in lexicon.phrase_verbs or word in lexicon.complements
