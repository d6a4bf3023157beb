"""Attributions of passives: "was accused of", "is believed to be", "was quoted as saying"."""

from __future__ import annotations

from bisect import bisect_left

from sayso.reading.attribution.drafts import SURETY, Draft, Page
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
    if lemma == "quote":
        _quoted_as(page, i, subject, cue)
        return
    if subject is not None and by is not None and lemma in known["speech"] and _points_back(page, subject):
        _said_before(page, subject, by)
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


def _quoted_as(page: Page, i: int, subject: int | None, cue: list[int]) -> None:
    """ "X was quoted as saying ...", with the words quoted after it or before."""
    tree = page.tree
    as_ = next((k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.word[k] == "as"), None)
    saying = tree.child(as_, "pcomp") if as_ is not None else None
    if saying is None or subject is None:
        return
    source = page.source(subject, i)
    clause = tree.child(saying, "ccomp", "dobj")
    cue = sorted({*cue, *range(cue[-1], saying + 1)})
    content = (
        tree.spans(tree.subtree(clause)) if clause is not None else page.quoted(i, source) or tree.spans(page.around(i))
    )
    page.add(source, cue, content, 0)


def _points_back(page: Page, subject: int) -> bool:
    return page.tree.word[subject] in ("this", "that") and not page.tree.kids[subject]


def _said_before(page: Page, subject: int, by: int) -> None:
    """ "This was stated by X": the content is the sentence before."""
    tree = page.tree
    at = bisect_left(page.sentence_starts, tree.start[subject])
    if at == 0 or at == len(page.sentence_starts) or page.sentence_starts[at] != tree.start[subject]:
        return
    content = tree.trim(page.sentence_starts[at - 1], tree.start[subject])
    if content is not None:
        source, cue = page.noun_phrase(by, after=True), tree.spans([*range(subject, tree.head[by] + 1)])
        page.drafts.append(Draft(source, cue, (content,), 0, SURETY[0], back=True))
