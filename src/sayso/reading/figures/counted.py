"""What a number counts: its noun and the kind of that, and numbers that count nothing of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading.figures.found import ADJECTIVE_TAGS, NOUN_TAGS, VERB_TAGS, Found
from sayso.reading.figures.lexicon import Lexicon, figure_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def counts_units(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Days, percent and the like, also before another noun ("1 month ago")."""
    if f.single or f.noun is None:
        return False
    words = (f.noun.lemma_.lower(), _singular(doc[f.last + 1].lower_) if f.last + 1 < len(doc) else "")
    return any(w in lexicon.units for w in words)


def is_price(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """Money for each of something ("$70 a barrel", "a $15 wage") measures no event."""
    end = f.last + 1 if f.number.sign else f.end
    if end >= len(doc):
        return False
    if doc[end].lower_ in lexicon.words["per"]:
        return True
    return doc[end].lower_ == "a" and end + 1 < len(doc) and doc[end + 1].tag_ == "NN"


def is_no_count(doc: Doc, f: Found, lexicon: Lexicon) -> bool:
    """A year, or the pronoun "one"."""
    previous = doc[f.first - 1].lower_ if f.first else ""
    word = doc[f.last].lower_
    if f.number.bare:
        dated = doc[f.first - 1].ent_type_ == "DATE" or doc[f.last].ent_type_ == "DATE"
        return dated or previous in lexicon.words["before_year"]
    after = doc[f.last + 1] if f.last + 1 < len(doc) else None
    if previous == "of" and f.first >= 3 and doc[f.first - 2].lower_ == "out" and doc[f.first - 3].tag_ == "CD":
        # "nine out of ten people": a rate.
        return True
    if f.first >= 2 and f"{doc[f.first - 2].lower_} {previous}" in lexicon.words["rejecting"]:
        # "17 people, not 19": the number is named to be taken back.
        return True
    if f.single and f.noun is not None and f.noun.dep_ == "appos" and previous == ",":
        # "Sara Omar, a nurse, died": a person with a name.
        return True
    if f.noun is None and after is not None and after.tag_ in ("CD", "DT", "PRP") and word.isdigit():
        return f.first == 0 or doc[f.first - 1].tag_ not in VERB_TAGS | {"IN", "TO"}
    if word == "both" and (f.noun is None or f.kind not in ("person", "troop")):
        return f.first > 0 and doc[f.first - 1].tag_ not in ("CC", ",", ".", "``")
    if f.noun is None and after is not None and after.tag_ == "," and previous == "," and f.number.high < 110:
        # "Sara Omar, 28, died": an age.
        return f.first >= 2 and doc[f.first - 2].tag_ in NOUN_TAGS
    if f.noun is not None and f.noun.tag_ == "NN" and f.number.high > 1 and f.kind in ("vehicle", "building"):
        # "a 727 plane": a type.
        return f.noun.lower_ not in lexicon.words["uncounted_plurals"] and not f.number.hyphened
    if word != "one" or f.first != f.last:
        return False
    if previous == "," and f.first >= 2 and doc[f.first - 2].tag_ in ("NNP", "NNPS"):
        # "Galal, one of the leaders, was killed": the man himself.
        return True
    if after is not None and (after.lower_ == "another" or _is_superlative(doc, f.last + 1)):
        return True
    stands_for_a_noun = previous in lexicon.words["not_one"] or (f.noun is not None and f.noun.tag_ == "JJ")
    return stands_for_a_noun or f.kind == "attack"


def _is_superlative(doc: Doc, i: int) -> bool:
    """ "Of the most", "of the worst" begins at token `i`."""
    return doc[i].lower_ == "of" and any(t.tag_ in ("RBS", "JJS") for t in doc[i + 1 : i + 4])


def kind_of(noun: Token | None, lexicon: Lexicon) -> str:
    """What kind of thing a noun is, by the lexicon; "none" without one, "unknown" where the lexicon does not know."""
    if noun is None:
        return "none"
    lemma = noun.lemma_.lower()
    kind = lexicon.kinds.get(lemma) or lexicon.kinds.get(noun.lower_) or lexicon.kinds.get(_singular(lemma))
    if kind is not None:
        return kind
    if lemma in lexicon.currencies:
        return "money"
    if noun.ent_type_ == "NORP" or lemma.endswith(("man", "men", "woman", "women")):
        return "person"
    return "unknown"


def _singular(word: str) -> str:
    """A guess where the lemmatizer took a plural for a name."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def counted_noun(doc: Doc, f: Found) -> tuple[Token | None, int]:
    """The noun that the number counts, where it is said, and the end (token) of its noun phrase."""
    i, n = f.last + 1, len(doc)
    while i < n and doc[i].lower_ in ("more", "other", '"', "”", "“", "''", "``", "additional", "further"):
        i += 1
    if i < n and doc[i].lower_ == "of":
        return _run(doc, i + 1, f, skip=True)
    return _run(doc, i, f, skip=False)


def _run(doc: Doc, i: int, f: Found, skip: bool) -> tuple[Token | None, int]:
    """The last noun of the run of adjectives and nouns from token `i`."""
    noun, at, lexicon = None, i, figure_lexicon()
    limit = min(len(doc), i + 14)
    while at < limit:
        t = doc[at]
        tag, word = t.tag_, t.lower_
        if tag == "HYPH" and t.whitespace_ and doc[at - 1].whitespace_:
            break
        if skip and noun is None and tag in ("DT", "PRP$", "CD", "PDT", "PRP", "WP") and word not in ("which",):
            if tag in ("PRP", "WP"):
                return t, at + 1
            at += 1
            continue
        if tag in NOUN_TAGS:
            if noun is None and word in lexicon.state and not noun_follows(doc, at + 1):
                break
            if noun is not None and (word in lexicon.state or _begins_anew(noun, t, lexicon)):
                break
            noun = t
        elif tag in ADJECTIVE_TAGS or (tag == "CD" and noun is None and at > i):
            after = doc[at + 1].tag_ if at + 1 < limit else ""
            if tag == "JJ" and word in lexicon.kinds and after in ("VBN", "VBD", "CC", "VBP"):
                # "1 national wounded": an adjective that stands for the person.
                return t, at + 1
            follows = noun_follows(doc, at + 1)
            if noun is not None and tag not in ("POS", "HYPH") and (noun.tag_ in ("NNS", "NNPS") or not follows):
                break
            if not follows and (word in lexicon.state or tag in ("VBN", "VBG")):
                break
        elif tag == "-LRB-" and at > i and (close := closing_bracket(doc, at)) is not None:
            at = close
            if noun is not None and not noun_follows(doc, at + 1):
                return noun, at + 1
        elif not (tag in ("``", "''", "CC", "RB") and noun is None and noun_follows(doc, at + 1) and at > i):
            break
        at += 1
    return (None, f.last + 1) if noun is None else (noun, noun.i + 1)


def _begins_anew(noun: Token, t: Token, lexicon: Lexicon) -> bool:
    """Token `t` belongs to no compound with the noun before it: a date, or text without commas ("18 people Homs")."""
    if t.ent_type_ in DATED and noun.ent_type_ not in DATED:
        return True
    apart = noun.tag_ in ("NNS", "NNPS") and t.head.i != noun.i and noun.head.i != t.i
    return apart and noun.lemma_.lower() in lexicon.kinds


def closing_bracket(doc: Doc, i: int) -> int | None:
    """The token that closes the bracket at token `i`, where it is near."""
    return next((j for j in range(i + 1, min(i + 12, len(doc))) if doc[j].tag_ == "-RRB-"), None)


def noun_follows(doc: Doc, i: int) -> bool:
    """A noun stands at token `i`, perhaps after adjectives."""
    if i < len(doc) and doc[i].tag_ == "-LRB-":
        i = (closing_bracket(doc, i) or i) + 1
    for j in range(i, min(i + 3, len(doc))):
        if doc[j].tag_ in NOUN_TAGS and doc[j].ent_type_ not in ("DATE", "TIME"):
            return True
        if doc[j].tag_ not in ADJECTIVE_TAGS or doc[j].lower_ in figure_lexicon().state:
            return False
    return False


DATED = frozenset(("DATE", "TIME"))
