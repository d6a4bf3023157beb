"""Attributions of passives: "was accused of", "is believed to be", "was quoted as saying"."""

from __future__ import annotations

from sayso.reading.attribution.drafts import Page
from sayso.reading.attribution.quoting import quoted_as
from sayso.reading.attribution.words import verbs

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")


def passive(page: Page, i: int, deps: dict[str, int], cue: list[int]) -> None:
    """Read the passive at `i`, whose children are `deps` by relation and whose own words are `cue`."""
    tree, lemma, known = page.tree, page.tree.lemma[i], verbs()
    subject = tree.child(i, *_PASSIVE, *_SUBJECTS)
    if subject is None and tree.dep[i] == "conj":
        subject = tree.child(tree.head[i], *_PASSIVE)
    if subject is None and tree.dep[i] == "acl":
        subject = tree.head[i]
    agent = deps.get("agent")
    by = tree.child(agent, "pobj") if agent is not None else None
    complement = deps.get("xcomp", deps.get("ccomp"))
    if lemma in ("quote", "cite"):
        if subject is not None:
            quoted_as(page, i, subject)
        return
    if subject is not None and by is not None and lemma in known["speech"] and page.points_back(subject):
        page.say_before(page.noun_phrase(by, after=True), [*range(subject, tree.head[by] + 1)])
        return
    content: list[int] = []
    # "by prosecutors of ordering it": the parser hangs on the agent what belongs to the verb.
    strays: list[int] = []
    if by is not None and lemma in ("accuse", "blame", "suspect"):
        strays = [k for k in tree.kids[by] if tree.dep[k] == "prep" and tree.word[k] in ("of", "for")]
    if complement is not None and any(lemma in known[c] for c in ("raising", "speech", "predicate")):
        content = tree.subtree(complement)
        if subject is not None and tree.word[subject] == "it":
            cue = sorted({subject, *cue})
        elif subject is not None and tree.child(complement, *_SUBJECTS, *_PASSIVE, "mark") is None:
            content = sorted({*tree.subtree(subject, without=[i]), *content})
    elif subject is not None and any(lemma in known[c] for c in ("object", "predicate", "raising", "directive")):
        rest = [
            k
            for k in tree.kids[i]
            if k > i
            and (
                tree.dep[k] in ("oprd", "xcomp")
                or (tree.dep[k] == "prep" and tree.word[k] in ("as", "of", "for", "with"))
            )
        ]
        if by is None and not rest:
            return
        content = sorted({*tree.subtree(subject, without=[i]), *(t for k in [*rest, *strays] for t in tree.subtree(k))})
    if not content:
        return
    source = page.noun_phrase(by, after=True, without=strays) if by is not None else ()
    inside = set(tree.subtree(agent, without=strays)) if agent is not None else set()
    page.add(source, cue, tree.spans([k for k in content if k not in inside and k not in cue]), 1)
