"""Attributions by rule: cue words of the lexicon with the source and content that the parse hangs on them."""

from __future__ import annotations

from sayso.reading.attribution.drafts import Draft, Page
from sayso.reading.attribution.lines import line
from sayso.reading.attribution.nouns import according, noun
from sayso.reading.attribution.silences import silence
from sayso.reading.attribution.tallies import tally
from sayso.reading.attribution.tree import Tree
from sayso.reading.attribution.verbs import VerbReader
from sayso.reading.attribution.words import nouns, verb_lemmas
from sayso.reading.marks import Quotation


def drafts_of(tree: Tree, quotations: tuple[Quotation, ...]) -> list[Draft]:
    """Every attribution that the rules see; they may overlap and nest."""
    page = Page(tree, quotations)
    reader = VerbReader(page)
    known = verb_lemmas()
    clauses, prepositions = nouns()
    saying = clauses | frozenset(prepositions)
    for i, lemma in enumerate(tree.lemma):
        if silence(page, i) or tally(page, i):
            continue
        if lemma == "accord":
            according(page, i)
        elif lemma in known:
            reader.verb(i)
        if lemma in saying:
            noun(page, i)
    for start, end in tree.parse.paragraphs:
        line(page, start, end)
    return page.drafts
