"""Attributions: source, cue and content, as trained annotators of attribution mark them."""

from __future__ import annotations

from sayso.reading.attribution_rules import drafts_of
from sayso.reading.attribution_runs import settle
from sayso.reading.attribution_tree import Tree
from sayso.reading.marks import Attribution, Parse, Quotation


def attributions_of(parse: Parse, quotations: tuple[Quotation, ...]) -> tuple[Attribution, ...]:
    """All attributions in text order of their content, an outer one before those inside it."""
    tree = Tree(parse)
    return settle(tree, drafts_of(tree, quotations), quotations)
