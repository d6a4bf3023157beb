""" "Outlet quoted X as saying Y", "X was quoted by an outlet as saying Y": X says Y, the outlet carries it."""

from __future__ import annotations

import re
from bisect import bisect_right

from sayso.model import Spans
from sayso.reading.attribution.drafts import SURETY, Draft, Page

_AS_SAYING = re.compile(
    r"\bas\s+(?:saying|stating|declaring|claiming|reporting|adding|warning|insisting|confirming|denying|alleging|announcing|"
    r"threatening|vowing|arguing|predicting|promising|admitting|acknowledging|accusing|blaming|urging|suggesting|noting|"
    r"explaining|writing|telling(?:\s+(?:(?:the|a|an)\s+)?[A-Za-z]\w*){1,2}?)"
    r"(?=\s+that\b|\s*[,:.\"“”’]|\s+|$)"
)
_BY = re.compile(r"\s*(?:by|in|on)\s[^,;:]{2,60}?(?=,|$)")
# "On Monday", "in its report": what may stand between the quoted and "as saying".
_WHEN = re.compile(r",?\s+(?:(?:on|in|late|early|during)\s[\w ]{2,40}|yesterday|today)$")
_LEADING = re.compile(r"[\s,:]*(?:that\s)?\s*")
_LONGEST_SOURCE = 160


def quoted_as(page: Page, i: int, passive_subject: int | None) -> bool:
    """Read the verb "quote" or "cite" at `i`; whether words follow that make it this pattern.

    The draft is firm: the tagger learned to give the outlet as source and the words from the quoted on as content.
    """
    tree = page.tree
    sentence = bisect_right(page.sentence_starts, tree.start[i]) - 1
    starts = page.sentence_starts
    end = starts[sentence + 1] if sentence + 1 < len(starts) else len(tree.text)
    match = _AS_SAYING.search(tree.text, tree.end[i], min(end, tree.end[i] + _LONGEST_SOURCE + 60))
    if match is None:
        return False
    between = tree.text[tree.end[i] : match.start()].strip()
    if passive_subject is not None:
        source = page.source(passive_subject, i)
    else:
        when = _WHEN.search(between)
        named = tree.trim(tree.end[i], match.start() - (len(when.group()) + 1 if when else 0))
        source = (named,) if named is not None else ()
    if not source or source[0][1] - source[0][0] > _LONGEST_SOURCE:
        return False
    first = i
    while first and tree.head[first - 1] == i and tree.dep[first - 1] in ("aux", "auxpass", "advmod", "neg"):
        first -= 1
    cue: Spans = ((tree.start[first], tree.end[i]), (match.start(), match.end()))
    if not between:
        cue = ((tree.start[first], match.end()),)
    content = _content(page, i, match.end(), end, source)
    if not content:
        return False
    for span in cue:
        page.taken.update(range(*tree.token_span(*span)))
    page.drafts.append(Draft(source, cue, content, 0, SURETY[0], reported=True, firm=True))
    return True


def _content(page: Page, i: int, start: int, end: int, source: Spans) -> Spans:
    """What follows "as saying" in its sentence; else the quotation or clause before it all."""
    tree = page.tree
    lead = _LEADING.match(tree.text, start, end)
    after = tree.trim(lead.end() if lead else start, end)
    by = _BY.match(tree.text, start, end)
    if after is not None and not (by is not None and not tree.text[by.end() : end].strip(" .,\n")):
        return (after,)
    quoted = page.quoted(i, source)
    if quoted:
        return quoted
    begin = bisect_right(page.sentence_starts, tree.start[i]) - 1
    first = min(page.tree.start[i], source[0][0])
    before = tree.text.rfind(",", page.sentence_starts[begin], first)
    content = tree.trim(page.sentence_starts[begin], before) if before > 0 else None
    return (content,) if content is not None else ()
