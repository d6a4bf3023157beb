"""Who sets a count: "The governor raised the death toll to 31", "the clinic recorded 14 deaths"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sayso.lexicons import load
from sayso.reading.attribution.drafts import Page
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.words import sourcing

_VERB_TAGS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_WITH_OBJECT = frozenset(["prep", "advmod", "npadvmod", "prt", "dative"])
_NAMES = frozenset(["PERSON", "ORG", "GPE", "NORP"])


def tally(page: Page, i: int) -> bool:
    """Read the verb at `i` if by it somebody sets a count of people; the content is the count."""
    tree, lists = page.tree, _lists()
    lemma = tree.lemma[i]
    revises, raises, records = (lemma in lists[verbs] for verbs in ("revising", "raising", "recording"))
    if not (revises or raises or records) or tree.tag[i] not in _VERB_TAGS or tree.child(i, "auxpass") is not None:
        return False
    obj, subject = tree.child(i, "dobj"), tree.subject(i)
    if obj is None or obj < i or subject is None or not _speaks(tree, subject):
        return False
    counted = tree.subtree(obj)
    after = [t for k in tree.kids[i] if k > obj and tree.dep[k] in _WITH_OBJECT for t in tree.subtree(k)]
    of_people = any(not lists["counted"].isdisjoint((tree.lemma[t], tree.word[t])) for t in counted)
    if records:
        known = of_people and any(tree.tag[k] == "CD" for k in tree.kids[obj])
    else:
        known = tree.lemma[obj] in lists["counts"] and any(tree.tag[t] == "CD" for t in (*counted, *after))
        known = known and (revises or of_people or tree.lemma[obj] in lists["tolls"])
    source = page.source(subject, i)
    if not known or not source:
        return False
    cue = [*(k for k in tree.kids[i] if tree.dep[k] in ("aux", "neg") and k < i), i]
    page.add(source, cue, tree.spans(sorted({*counted, *after})), 1)
    page.drafts[-1] = replace(page.drafts[-1], firm=True)
    return True


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("cues")["tallies"].items()}


def _speaks(tree: Tree, i: int) -> bool:
    """Whether a subject can say something, as a strike or a find that raises a toll cannot."""
    return tree.parse.doc[i].ent_type_ in _NAMES or tree.lemma[i] in sourcing() or tree.lemma[i] in _lists()["tellers"]
