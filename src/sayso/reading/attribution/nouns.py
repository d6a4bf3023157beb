"""Attributions of nouns and of "according to"."""

from __future__ import annotations

from sayso.model import Spans
from sayso.reading.attribution.drafts import Page
from sayso.reading.attribution.words import idiom, nouns, sourcing

_RELATIVE = frozenset(["which", "who", "whom", "whose", "where", "when", "why"])
_NOUN_TAGS = frozenset(["NN", "NNS"])


def according(page: Page, i: int) -> None:
    """ "According to X": the source below the preposition, the content the rest of its clause."""
    tree = page.tree
    to = next((k for k in tree.kids[i] if tree.word[k] == "to"), None)
    named = tree.child(to, "pobj", "pcomp") if to is not None else None
    if to is None or named is None:
        return
    head = tree.head[i]
    while tree.dep[head] in ("prep", "pobj", "npadvmod", "advmod", "dobj", "appos") and tree.head[head] != head:
        head = tree.head[head]
    own = {*tree.subtree(i), *(k for k in tree.kids[head] if tree.dep[k] == "mark")}
    content = [k for k in tree.subtree(head) if k not in own]
    if tree.dep[head] == "ccomp" and content and tree.tag[content[0]] == "IN":
        content = content[1:]
    source = page.noun_phrase(named, after=True)
    if i > 1 and tree.word[i - 2] in ("that", "this") and tree.lemma[i - 1] in ("be", "'s", "’s"):
        # ", the agency reports" after it takes "That's according to X" for its own content.
        page.say_before(source, [i - 2, i - 1, i, to])
        return
    if [tree.lemma[k] for k in content if tree.tag[k][0].isalpha()] in (["this", "be"], ["that", "be"]):
        page.say_before(source, [*content[:2], i, to])
    else:
        page.add(source, [i, to], tree.spans(content), 0)


def noun(page: Page, i: int) -> None:
    """A noun of saying: "the claim that", "his promise to", "reports of"."""
    tree, lemma = page.tree, page.tree.lemma[i]
    if tree.tag[i] not in _NOUN_TAGS or i in page.taken or idiom(tree, i):
        return
    clauses, prepositions = nouns()
    content: list[int] = []
    cue = [i]
    siblings = [*(k for k in tree.kids[i] if k > i)]
    for k in siblings:
        if tree.dep[k] in ("acl", "ccomp", "relcl") and lemma in clauses and _reported(page, k):
            content = tree.subtree(k)
        elif tree.dep[k] == "prep" and tree.word[k] in prepositions.get(lemma, ()):
            content = tree.subtree(k)[1:]
            cue.append(k)
        else:
            continue
        break
    if not content and _shares_preposition(page, i) and tree.word[i + 1] in prepositions.get(lemma, ()):
        content, cue = tree.subtree(i + 1)[1:], [i, i + 1]
    if not content:
        return
    source, beside = _owner(page, i, content)
    # "calls for restraint from Washington": the parser hangs the speaker on the content.
    if not source:
        last = next((k for k in reversed(content) if tree.dep[k] == "prep" and tree.word[k] in ("from", "by")), None)
        if last is not None and lemma in prepositions and tree.head[last] == content[-len(tree.subtree(last)) - 1]:
            named = tree.child(last, "pobj")
            if named is not None and tree.tag[named] in ("NNP", "NNPS"):
                source = page.noun_phrase(named, after=True)
                content = [k for k in content if k < last]
    first = content[0]
    if not source and not (tree.word[cue[-1]] == "of" or tree.word[first] == "that"):
        return
    determiner = tree.child(i, "det")
    if determiner is not None and determiner < i and tree.child(i, "poss") is None:
        own = {k for a, b in source for k in range(*tree.token_span(a, b))}
        cue = [*(k for k in range(determiner, i) if tree.head[k] == i and k not in own), *cue]
    page.add(source, sorted({*cue, *beside} - set(content)), tree.spans(content), 2)


def _shares_preposition(page: Page, i: int) -> bool:
    """ "Fighting and reports of losses": the parser hangs the preposition on the first of the two."""
    tree = page.tree
    after = i + 1 < len(tree.head) and tree.dep[i + 1] == "prep"
    return after and tree.dep[i] == "conj" and tree.head[i + 1] == tree.head[i]


def _reported(page: Page, k: int) -> bool:
    """Whether a clause below a noun is what the noun says, not a relative clause."""
    tree = page.tree
    first = tree.subtree(k)[0]
    if tree.word[first] == "that" and (tree.tag[first] == "IN" or tree.dep[first] == "mark"):
        return True
    if tree.tag[k] == "VB" and tree.word[first] == "to":
        return True
    # "A claim they shot it down" has all that a clause needs; "the claim they made" lacks its object.
    subject = tree.child(k, "nsubj", "nsubjpass")
    whole = tree.child(k, "dobj", "acomp", "attr", "auxpass") is not None
    return (
        subject is not None and tree.tag[subject] not in ("WDT", "WP") and whole and tree.word[first] not in _RELATIVE
    )


def _owner(page: Page, i: int, content: list[int]) -> tuple[Spans, list[int]]:
    """Whose word a noun is: "his claim", "the warning by UNICEF"; and a preposition that joins the cue."""
    tree = page.tree
    for k in tree.kids[i]:
        if k < i and tree.dep[k] == "poss":
            spans = tree.spans([t for t in tree.subtree(k) if tree.tag[t] != "POS"])
            return (((spans[0][0], spans[-1][1]),) if spans else ()), []
        # "A Pentagon assessment", "an army report".
        whose = tree.dep[k] == "compound" and (tree.tag[k] in ("NNP", "NNPS") or tree.lemma[k] in sourcing())
        if k < i and whose:
            return tree.spans(tree.subtree(k)), []
        # "Russian claims of": a nation or party named by its adjective; at a sentence's start it may be none.
        names = tree.dep[k] == "amod" and tree.tag[k] == "JJ" and tree.text[tree.start[k]].isupper()
        if k < i and names and k not in page.sentence_firsts:
            return tree.spans([k]), []
        if k > i and tree.dep[k] == "prep" and tree.word[k] in ("by", "from") and k not in content:
            named = tree.child(k, "pobj")
            if named is not None:
                return page.noun_phrase(named, after=True, without=[x for x in tree.kids[named] if x in content]), [k]
    return (), []
