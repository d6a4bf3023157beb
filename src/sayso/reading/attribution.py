"""Attributions: source, cue and content, as trained annotators of attribution mark them."""

from __future__ import annotations

from sayso.reading.attribution_rules import Draft, drafts_of
from sayso.reading.attribution_tree import Tree
from sayso.reading.marks import Attribution, Parse, Quotation


def attributions_of(parse: Parse, quotations: tuple[Quotation, ...]) -> tuple[Attribution, ...]:
    """All attributions in text order of their content, an outer one before those inside it."""
    tree = Tree(parse)
    drafts = drafts_of(tree, quotations)
    drafts.sort(key=lambda d: (d.content[0][0], -d.content[-1][1], d.cue))
    found: list[Attribution] = []
    for d in drafts:
        found.append(Attribution(content=d.content, cue=d.cue, source=d.source, within=_holder(found, d)))
    return tuple(found)


def _holder(found: list[Attribution], draft: Draft) -> int | None:
    at = draft.cue[0][0] if draft.cue else draft.content[0][0]
    for k in range(len(found) - 1, max(-1, len(found) - 12), -1):
        if any(a <= at < b for a, b in found[k].content):
            return k
    return None
