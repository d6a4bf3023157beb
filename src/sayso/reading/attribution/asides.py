""" "…, a claim (that) X rejects", "…, something X neither confirmed nor denied": an answer in an aside to what is told.

Read from the words in their order: parsers lose such asides, and take "the group rejects" for a noun.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.reading.attribution.drafts import Page
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import answered_nouns, verbs

_RELATIVE = frozenset(["that", "which"])
_ANYTHING = frozenset(["something"])
_DETERMINERS = frozenset(["a", "an", "the", "this"])
_DASHES = frozenset([",", "-", "–", "—", "--"])
_HELPERS = frozenset(["has", "have", "had", "would", "could", "did", "does", "do", "not", "n't"])
_PAIRS = {"nor": "neither", "or": "either"}
_VERB_TAGS = frozenset(["VBD", "VBP", "VBZ", "VBN", "VB", "NNS", "NN"])
_NAMING = frozenset(
    ["DT", "PRP", "PRP$", "POS", "CD", "JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "IN", "CC", "VBG", "VBN"]
)
# In words: "the Ethiopian government of Prime Minister Abiy Ahmed".
_LONGEST_SOURCE = 10
_LONGEST_NOUN = 5


def aside(page: Page, i: int) -> bool:
    """Read the verb at `i` if it answers what stands before it in an aside; the content is the aside's noun."""
    tree = page.tree
    if tree.lemma[i] not in verbs()["answering"] or tree.tag[i] not in _VERB_TAGS:
        return False
    if i + 2 < len(tree.word) and tree.word[i + 1] in _PAIRS and tree.lemma[i + 2] in verbs()["answering"]:
        return False  # read with the second of the pair
    first = _first_of_cue(tree, i)
    opening = _opening(page, first)
    if opening is None:
        return False
    (low, high), subject = opening
    cue = [*range(first, i + 1), *(k for k in (i + 1,) if k < len(tree.word) and tree.word[k] == "as")]
    source = tree.spans(range(subject, first))
    content = tree.spans(range(low, high))
    if not source or not content:
        return False
    page.add(source[:1], cue, content, 1)
    page.drafts[-1] = replace(page.drafts[-1], firm=True)
    return True


def _first_of_cue(tree: Tree, i: int) -> int:
    """The first word of the verb with its helpers: "has repeatedly denied", "neither confirmed nor denied"."""
    first = i
    pair = _PAIRS.get(tree.word[i - 1]) if i > 2 else None
    if pair and tree.lemma[i - 2] in verbs()["answering"]:
        first = i - 2
    while first and (tree.word[first - 1] in _HELPERS or tree.word[first - 1] == pair or tree.tag[first - 1] == "RB"):
        first -= 1
    return first


def _opening(page: Page, first: int) -> tuple[tuple[int, int], int] | None:
    """The tokens of the noun that the aside opens with, and where its subject begins."""
    tree, k = page.tree, first - 1
    while k >= max(0, first - _LONGEST_SOURCE):
        found = _noun_before(tree, k)
        if found is not None:
            subject = found[1] + (tree.word[found[1]] in _RELATIVE)
            return (found, subject) if subject < first else None
        if (tree.tag[k] not in _NAMING and tree.word[k] not in _RELATIVE) or k in page.sentence_firsts:
            return None
        k -= 1
    return None


def _noun_before(tree: Tree, last: int) -> tuple[int, int] | None:
    """The tokens `[low, high)` of a noun that stands for what was said, where one ends with `last` after a comma."""
    if tree.word[last] in _ANYTHING and last and tree.word[last - 1] in _DASHES:
        return last, last + 1
    if tree.lemma[last] not in answered_nouns():
        return None
    for low in range(last - 1, max(0, last - _LONGEST_NOUN), -1):
        if tree.word[low] in _DETERMINERS:
            return (low, last + 1) if tree.word[low - 1] in _DASHES else None
        if not tree.tag[low].startswith(("JJ", "NN", "VBN", "VBG", "RB", "CC")):
            return None
    return None
