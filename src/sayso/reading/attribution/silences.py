"""Who gave no comment: "There was no immediate comment from X", "X made no comment", "Neither X nor Y commented"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from sayso.lexicons import load
from sayso.reading.attribution.drafts import Page
from sayso.reading.attribution.tree import Tree

_GIVING = frozenset(["make", "have", "give", "offer", "issue", "provide"])
_ANSWERING = frozenset(["comment", "commented", "respond", "responded", "reply", "replied"])
_NOT = frozenset(["not", "n't", "never"])
_HELPERS = frozenset(["has", "have", "had", "did", "does", "do"])
_ABOUT = frozenset(["on", "about", "to", "regarding"])
_ENDS = frozenset([".", ";", ",", "-", "–", "—", "--", "\n", "but", "while", "as"])
_SUBJECT = frozenset(
    ["DT", "PRP", "PRP$", "POS", "CD", "JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "IN", "CC", "FW", "``", "''"]
)
# In words.
_LONGEST_SOURCE = 12
_LONGEST_ABOUT = 25


def silence(page: Page, i: int) -> bool:
    """Read the word at `i` as a comment that was not given; the content is that comment and what it was to be about."""
    tree = page.tree
    if tree.word[i] in _comments() and tree.tag[i][:2] == "NN":
        return _no_comment(page, i)
    if tree.word[i] in _ANSWERING and tree.tag[i][:2] == "VB":
        return _not_answered(page, i)
    return False


@cache
def _comments() -> frozenset[str]:
    return frozenset(load("cues")["nouns"]["comments"])


def _no_comment(page: Page, i: int) -> bool:
    tree, no = page.tree, i - 1
    while no > 0 and i - no < 4 and tree.tag[no] in ("JJ", "RB"):
        no -= 1
    if no < 1 or tree.word[no] != "no":
        return False
    if tree.lemma[no - 1] in _GIVING:
        first = no - 1
        while first and tree.word[first - 1] in _HELPERS:
            first -= 1
        return _add(page, (_subject(page, first), first), range(first, no), range(no, _about(tree, i + 1)), no - 1)
    about = _about(tree, i + 1)
    # "No comment on the raid from Kyiv".
    after = next((k for k in range(i + 1, min(about + 1, len(tree.word))) if tree.word[k] == "from"), None)
    if after is None or tree.lemma[no - 1] != "be":
        return False
    end = after + 1
    while end < len(tree.word) and end - after <= _LONGEST_SOURCE and tree.tag[end] in _SUBJECT:
        if tree.word[end] in _ABOUT:
            break
        end += 1
    return _add(page, (after + 1, end), [no - 1, after], [*range(no, after), *range(end, _about(tree, end))])


def _not_answered(page: Page, i: int) -> bool:
    tree, first, refused = page.tree, i, False
    while first and (tree.word[first - 1] in _NOT or tree.word[first - 1] in _HELPERS or tree.tag[first - 1] == "RB"):
        first -= 1
        refused = refused or tree.word[first] in _NOT
    subject = _subject(page, first)
    neither = tree.word[subject] == "neither"
    if not refused and not neither:
        return False
    both = neither and "nor" in tree.word[subject:first]
    about = _about(tree, i + 1)
    if about > i + 1 and tree.lemma[i] != "comment":
        return False  # "Did not respond to the claim" is read as any other answer
    cue = [*([subject] if both else []), *range(first, i)]
    if about > i + 1:
        cue, content = [*cue, i, i + 1], range(i + 2, about)
    else:
        cue, content = cue or [subject], range(i, i + 1)
    return _add(page, (subject + both, first), cue, content, i)


def _subject(page: Page, first: int) -> int:
    """Where the run of words that are the subject of the word at `first` begins."""
    tree, k = page.tree, first
    while k and first - k < _LONGEST_SOURCE and tree.tag[k - 1] in _SUBJECT and k not in page.sentence_firsts:
        if tree.tag[k - 1] == "CC" and tree.word[k - 1] in ("but", "while"):
            break
        k -= 1
    return k


def _about(tree: Tree, start: int) -> int:
    """End of "on the raid" from `start`; `start` itself where nothing of the kind follows."""
    if start >= len(tree.word) or tree.word[start] not in _ABOUT:
        return start
    end = start
    while end < len(tree.word) and end - start < _LONGEST_ABOUT and tree.word[end] not in _ENDS:
        end += 1
    return end


def _add(
    page: Page, subject: tuple[int, int], cue: Iterable[int], content: Iterable[int], verb: int | None = None
) -> bool:
    """Add the draft; where no words of a subject stand right before it, that of `verb` by the parse."""
    tree = page.tree
    source = tree.spans(range(*subject)) or (page.source(tree.subject(verb), verb) if verb is not None else ())
    words = tree.spans(content)
    if not source or not words:
        return False
    page.add(source[:1], list(cue), words, 1)
    page.drafts[-1] = replace(page.drafts[-1], firm=True)
    return True
