"""Attributions that a mark makes: "Name: words" and, in a headline, "words - source"."""

from __future__ import annotations

from sayso.reading.attribution.drafts import SURETY, Draft, Page
from sayso.reading.attribution.words import labels

_LONGEST_LABEL = 60
# So many words after a colon are rather an entry of a list than what someone says.
_LONGEST_TERM = 3
_NO_SPEAKER = frozenset(["GPE", "LOC", "DATE", "TIME", "EVENT", "CARDINAL"])
_LONGEST_HEADLINE = 250


def line(page: Page, start: int, end: int) -> None:
    """ "Name: words" and, in a headline, "words - source"."""
    text = page.tree.text
    if end - start <= _LONGEST_HEADLINE and text[end - 1] not in '.!?:”"' and _dashed(page, start, end):
        return
    label = text.find(":", start, min(end, start + _LONGEST_LABEL))
    if label > start and text[label + 1 : label + 2].isspace() and _names(page, start, label):
        content = page.tree.trim(label + 1, end)
        if content is not None and len(text[content[0] : content[1]].split()) > _LONGEST_TERM:
            cue = ((label, label + 1),)
            page.drafts.append(Draft(((start, label),), cue, (content,), 2, SURETY[1], by_mark=True))


def _dashed(page: Page, start: int, end: int) -> bool:
    text = page.tree.text
    for dash in (" - ", " – ", " — "):
        at = text.rfind(dash, start, end)
        source = text[at + 3 : end]
        if at > start and 0 < len(source.split()) <= 5 and not any(c.isdigit() or c in ",:;()" for c in source):
            content = page.tree.trim(start, at)
            if content is not None and len(text[start:at].split()) >= 4:
                page.drafts.append(Draft(((at + 3, end),), ((at + 1, at + 2),), (content,), 1, SURETY[1], by_mark=True))
                return True
    return False


def _names(page: Page, start: int, end: int) -> bool:
    """Whether the words before a colon name someone, and are no heading such as "Analysis" or a place."""
    words = page.tree.text[start:end]
    parts = words.split()
    if any(k.ent_type_ in _NO_SPEAKER for k in page.tree.parse.tokens(start, end)):
        return False
    if not 0 < len(parts) <= 6 or words.lower() in labels() or parts[0].lower() in labels():
        return False
    joining = ("of", "for", "the", "and", "de", "al", "bin", "von", "van")
    return words.isupper() or all(p[0].isupper() or p in joining or p[0] == "(" for p in parts)
