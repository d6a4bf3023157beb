"""NewsML-G2 and NITF, the agencies' XML of the IPTC → reports. No entity is expanded, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from sayso.errors import EmptyReport, IntakeError
from sayso.intake.agency_items import Item, item_report
from sayso.intake.fragments import local_name, text_of_html, text_of_tree
from sayso.intake.making import Choices, attempt, one_line, whole
from sayso.intake.stamps import day_of
from sayso.intake.taken import Taken


def read(stream: BinaryIO, source: str, choices: Choices) -> Iterator[Taken]:
    """The text items of a document in its order. Raises IntakeError on XML that is broken or declares entities."""
    data = whole(stream, source)
    try:
        # A document type may be named, as NITF does; what it declares may not be used.
        root = ElementTree.fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise IntakeError(source, "XML that declares entities") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise IntakeError(source, f"broken XML: {error}") from error
    if local_name(root) == "nitf":
        yield attempt(source, lambda: _nitf(root, source, choices))
        return
    items = [root] if local_name(root) == "newsitem" else [e for e in root.iter() if local_name(e) == "newsitem"]
    if not items:
        raise IntakeError(source, "no news item in it")
    for number, element in enumerate(items, 1):
        item = source if len(items) == 1 else f"{source}#{number}"
        yield attempt(item, lambda element=element, item=item: _news_item(element, item, choices))  # type: ignore[misc]


def _nitf(root: Any, source: str, choices: Choices) -> Taken:
    return item_report(_nitf_item(root, source), source, choices)


def _nitf_item(root: Any, source: str) -> Item:
    body = _first(root, "body.content")
    text = text_of_tree(body) if body is not None else ""
    if not text:
        raise EmptyReport(source, "an item without text")
    issued, published = _first(root, "date.issue"), _first(root, "pubdata")
    dateline = _first(root, "dateline")
    place = _first(dateline, "location") if dateline is not None else None
    return Item(
        text=text,
        title=_words(_first(root, "hl1")) or _words(_first(root, "title")),
        published=_day(issued, "norm") or _day(published, "date.publication"),
        dateline=_words(place) or _words(dateline),
        provider=_words(_first(root, "distributor")) or _attribute(published, "name")
        or _attribute(_first(root, "doc.copyright"), "holder"),
        url=_attribute(published, "ex-ref"),
        status="canceled" if _attribute(_first(root, "docdata"), "management-status") == "canceled" else "",
    )  # fmt: skip


def _news_item(element: Any, source: str, choices: Choices) -> Taken:
    meta, about, content = (_first(element, name) for name in ("itemmeta", "contentmeta", "contentset"))
    inner = _inner(content, source)
    provider = _first(meta, "provider")
    credit = _first(about, "creditline")
    item = Item(
        text=inner.text,
        title=_words(_first(about, "headline")) or inner.title,
        published=next(
            (
                day_of(words)
                for parent, name in ((about, "contentcreated"), (meta, "firstcreated"), (meta, "versioncreated"))
                if (words := _words(_first(parent, name))) and day_of(words)
            ),
            inner.published,
        ),
        dateline=_words(_first(about, "dateline")) or _name(_first(about, "located")) or inner.dateline,
        provider=_words(credit) or _name(provider) or inner.provider,
        url=next((u for e in _all(meta, "link") if (u := _attribute(e, "href"))), None) or _attribute(element, "guid"),
        status=_attribute(_first(meta, "pubstatus"), "qcode") or "",
    )
    return item_report(item, source, choices)


def _inner(content: Any, source: str) -> Item:
    """The text of a content set: embedded NITF or XHTML, or character data."""
    for holder in [e for e in content if local_name(e) in ("inlinexml", "inlinedata")] if content is not None else []:
        nitf = _first(holder, "nitf")
        if nitf is not None:
            return _nitf_item(nitf, source)
        page = _first(holder, "body")
        if len(holder):
            text = text_of_tree(page if page is not None else holder)
        elif "html" in (_attribute(holder, "contenttype") or ""):
            text = text_of_html(holder.text or "")
        else:
            text = (holder.text or "").strip()
        if text:
            return Item(text, None, None, None, None, None, "")
    raise EmptyReport(source, "an item without text")


def _all(parent: Any, name: str) -> list[Any]:
    return [e for e in parent.iter() if local_name(e) == name] if parent is not None else []


def _first(parent: Any, name: str) -> Any:
    return next((e for e in parent.iter() if local_name(e) == name), None) if parent is not None else None


def _words(element: Any) -> str | None:
    return one_line(text_of_tree(element)) if element is not None else None


def _name(element: Any) -> str | None:
    """What a concept is called: its name, else its literal, else the end of its code."""
    if element is None:
        return None
    code = (_attribute(element, "qcode") or "").rpartition(":")[2] or None
    return _words(_first(element, "name")) or _attribute(element, "literal") or code


def _attribute(element: Any, name: str) -> str | None:
    return one_line(element.get(name)) if element is not None else None


def _day(element: Any, attribute: str) -> str | None:
    return day_of(_attribute(element, attribute))
