"""Marked-up fragments → their text: blocks become paragraphs, everything else runs on."""

from __future__ import annotations

import re
from typing import Any

BLOCKS = frozenset(
    {
        "address", "article", "aside", "block", "blockquote", "body", "body.content", "br", "dd", "div", "dl", "dt",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "html", "li", "main", "nav",
        "note", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
DROPPED = frozenset(
    {
        "caption", "figcaption", "figure", "head", "iframe", "media", "noscript", "object", "script", "style", "svg",
        "template",
    }
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")


def text_of_tree(root: Any) -> str:
    """The text of an element (lxml or ElementTree): paragraphs with a blank line between; scripts and figures left out.

    Runs of white space are one blank, as they are shown.
    """
    paragraphs: list[str] = []
    running: list[str] = []

    def close() -> None:
        if words := _BLANKS.sub(" ", "".join(running)).strip():
            paragraphs.append(words)
        running.clear()

    # A stack of its own: markup may nest deeper than Python may.
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, left = waiting.pop()
        name = local_name(element)
        if left:
            if name in BLOCKS:
                close()
            if element is not root:
                running.append(element.tail or "")
            continue
        waiting.append((element, True))
        if name is None or (name in DROPPED and element is not root):
            continue
        if name in BLOCKS:
            close()
        running.append(element.text or "")
        waiting.extend((child, False) for child in reversed(element))
    close()
    return "\n\n".join(paragraphs)


def text_of_html(markup: str) -> str:
    """The text of a fragment of HTML, as `text_of_tree`. What has no tag or entity stays as it is, line ends too."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    # lxml refuses a str that declares an encoding, and NULs end a text for it.
    markup = re.sub(r"^\s*<\?xml[^>]*>", "", markup).replace("\0", "")
    if not markup.strip():
        return ""
    return text_of_tree(html.document_fromstring(f"<div>{markup}</div>", parser=parser))


def local_name(element: Any) -> str | None:
    """The tag without its namespace, in lower case; None for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else None
