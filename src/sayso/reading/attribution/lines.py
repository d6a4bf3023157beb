"""Attributions that a mark makes: "Name: words" and, in a headline, "words - source"."""

from __future__ import annotations

from sayso.reading.attribution.drafts import SURETY, Draft, Page
from sayso.reading.attribution.speeches import announced
from sayso.reading.attribution.words import labels, large_town, sourcing

_LONGEST_LABEL = 60
# So many words after a colon are rather an entry of a list than what someone says.
_LONGEST_TERM = 3
_NO_SPEAKER = frozenset(["GPE", "LOC", "DATE", "TIME", "EVENT", "CARDINAL"])
_LONGEST_HEADLINE = 250
_BEFORE_SOURCE = (" - ", " – ", " — ", ": ")
# In words: a source of any kind, and one that is an office or name in capitals.
_SHORT_SOURCE, _LONGEST_SOURCE = 5, 14
_JOINING = frozenset(["of", "for", "the", "and", "de", "al", "bin", "von", "van", "to", "in", "on", "at"])


def line(page: Page, start: int, end: int) -> None:
    """ "Name: words" and, in a headline, "words - source"."""
    text = page.tree.text
    if end - start <= _LONGEST_HEADLINE and text[end - 1] not in '.!?:”"' and _signed(page, start, end):
        return
    label = text.find(":", start, min(end, start + _LONGEST_LABEL))
    if label > start and text[label + 1 : label + 2].isspace() and _names(page, start, label):
        content = page.tree.trim(label + 1, end)
        if content is not None and len(text[content[0] : content[1]].split()) > _LONGEST_TERM:
            cue = ((label, label + 1),)
            page.drafts.append(Draft(((start, label),), cue, (content,), 2, SURETY[1], by_mark=True))


def _signed(page: Page, start: int, end: int) -> bool:
    """ "Words - source" and "words: source": who speaks stands last in a headline."""
    text = page.tree.text
    for mark in _BEFORE_SOURCE:
        at = text.rfind(mark, start, end)
        source = text[at + len(mark) : end]
        if at > start and _may_sign(page, source, at + len(mark), end, plain=mark != ": "):
            content = page.tree.trim(start, at)
            if content is not None and len(text[start:at].split()) >= 4:
                sign = at if mark == ": " else at + 1
                cue = ((sign, sign + 1),)
                speech = announced(page.tree.parse, end - len(source), end)
                name = speech[0] if speech else (end - len(source), end)
                page.drafts.append(Draft((name,), cue, (content,), 1, SURETY[1], by_mark=True))
                return True
    return False


def _may_sign(page: Page, source: str, start: int, end: int, plain: bool) -> bool:
    """Whether the last words of a headline name who speaks: a few words, or an office with its name."""
    words = source.split()
    if not words or any(c.isdigit() or c in ",:;()" for c in source):
        return False
    if len(words) <= _SHORT_SOURCE and plain:
        return True
    named = any(t.tag_ in ("NNP", "NNPS") for t in page.tree.parse.tokens(start, end))
    return named and len(words) <= _LONGEST_SOURCE and all(w[0].isupper() or w in _JOINING for w in words)


def _names(page: Page, start: int, end: int) -> bool:
    """Whether the words before a colon name someone, and are no heading such as "Analysis" or a place."""
    words = page.tree.text[start:end]
    parts = words.split()
    tokens = page.tree.parse.tokens(start, end)
    if 1 < len(parts) <= _SHORT_SOURCE and tokens[-1].lemma_ in sourcing() and tokens[-1].tag_ in ("NN", "NNS"):
        # "Kosovo police: gunmen stormed village".
        return words[0].isupper() and parts[0].lower() not in labels()
    if any(k.ent_type_ in _NO_SPEAKER for k in tokens):
        return False
    if large_town(words):
        return False
    if not 0 < len(parts) <= 6 or words.lower() in labels() or parts[0].lower() in labels():
        return False
    return words.isupper() or all(p[0].isupper() or p in _JOINING or p[0] == "(" for p in parts)
