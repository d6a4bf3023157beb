"""The words that attribute, from the lexicon, as sets by what they take."""

from __future__ import annotations

from functools import cache

from sayso.lexicons import load
from sayso.reading.attribution.tree import Tree
from sayso.reading.gazetteer import gazetteer

# Of towns with fewer people, many are called as somebody is.
_LARGE = 100_000
_NAMED = frozenset(["dobj", "nsubjpass", "pobj"])


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Verbs by what they take; lemmas."""
    return {k: frozenset(v) for k, v in load("cues")["verbs"].items()}


@cache
def prepositions() -> dict[str, frozenset[str]]:
    """The prepositions that join a verb to a content, by verb."""
    return {k: frozenset(v) for k, v in load("cues")["prepositions"].items()}


@cache
def nouns() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Nouns that take a clause, and the prepositions that join a noun to a content, by noun."""
    table = load("cues")["nouns"]
    return frozenset(table["clause"]), {k: frozenset(v) for k, v in table["prepositions"].items()}


@cache
def answered_nouns() -> frozenset[str]:
    """Nouns that stand for what was said before, as what somebody answers: "a claim that Kyiv denies"."""
    table = load("cues")["nouns"]
    return frozenset(table["clause"]) | frozenset(table["answered"])


@cache
def support() -> dict[str, frozenset[str]]:
    """The objects that make a cue with a verb ("claim responsibility"), by verb; "*" for any."""
    return {k: frozenset(v) for k, v in load("cues")["phrases"]["support"].items()}


@cache
def labels() -> frozenset[str]:
    """What stands before a colon without being a speaker."""
    return frozenset(load("cues")["headlines"]["labels"])


@cache
def verb_lemmas() -> frozenset[str]:
    """All verbs that may attribute."""
    return frozenset().union(*verbs().values()) | frozenset(prepositions()) | frozenset(support())


@cache
def cue_lemmas() -> frozenset[str]:
    """All verbs and nouns that may attribute, with what else makes a cue ("according")."""
    clauses, with_preposition = nouns()
    return verb_lemmas() | clauses | frozenset(with_preposition) | {"accord"}


@cache
def told_states() -> dict[str, frozenset[str]]:
    """States in which a verb says that somebody is, by verb."""
    return {k: frozenset(v) for k, v in load("cues")["told_states"].items()}


@cache
def idioms() -> dict[str, frozenset[str]]:
    """Objects with which a verb, or a noun with "of", attributes nothing, by that word."""
    return {k: frozenset(v) for k, v in load("cues")["idioms"].items()}


@cache
def refused_deeds() -> dict[str, frozenset[str]]:
    """Infinitives with which a verb tells of a deed, by verb."""
    return {k: frozenset(v) for k, v in load("cues")["refused_deeds"].items()}


def idiom(tree: Tree, i: int) -> bool:
    """Whether a verb is no attribution: "the flood claimed five lives", "40 are confirmed dead", "refused to leave"."""
    objects, deeds = idioms().get(tree.lemma[i]), refused_deeds().get(tree.lemma[i])
    if deeds is not None and (deed := tree.child(i, "xcomp")) is not None and tree.lemma[deed] in deeds:
        return True
    states = told_states().get(tree.lemma[i])
    if states is not None and tree.child(i, "auxpass") is not None:
        return any(tree.dep[k] in ("acomp", "oprd") and tree.lemma[k] in states for k in tree.kids[i])
    if objects is None:
        return False
    named = (tree.child(k, "pobj") if tree.dep[k] == "prep" and tree.word[k] == "of" else k for k in tree.kids[i])
    return any(k is not None and tree.dep[k] in _NAMED and tree.lemma[k] in objects for k in named)


@cache
def sourcing() -> frozenset[str]:
    """Nouns for whom or what somebody cites: "a source", "figures", "witnesses"."""
    return frozenset(load("cues")["nouns"]["sourcing"])


@cache
def evidence() -> frozenset[str]:
    """Nouns for what somebody cites and nobody says: "images", "footage"."""
    return frozenset(load("cues")["nouns"]["evidence"])


def large_town(words: str) -> bool:
    """Whether the words name a place of some size, which says nothing: "El Obeid: shelling kills eight"."""
    return any(place.population >= _LARGE for place in gazetteer().find(words))
