"""ninjs, the agencies' JSON of the IPTC (versions 1 to 3) → a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.errors import EmptyReport
from sayso.intake.agency_items import Item, item_report
from sayso.intake.fragments import text_of_html
from sayso.intake.making import Choices
from sayso.intake.stamps import day_of
from sayso.intake.taken import Taken


def is_item(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item with text: it has a `uri` and bodies under the names the standard gives."""
    return isinstance(value.get("uri"), str) and any(k == "bodies" or k.startswith("body_") for k in value)


def article(value: Mapping[str, Any], source: str, choices: Choices) -> Taken:
    """The report of an item. Raises EmptyReport where it has no body."""
    text = _body(value)
    if not text:
        raise EmptyReport(source, "an item without text")
    item = Item(
        text=text,
        title=_words(value.get("headline")) or _main(value.get("headlines")),
        published=next((d for k in _TIMES if (d := day_of(value.get(k)))), None),
        dateline=_words(value.get("located")) or None,
        provider=next((w for k in _PROVIDERS if (w := _named(value.get(k)))), None),
        url=next((w for k in ("url", "uri") if (w := _words(value.get(k))).startswith("http")), None),
        status=_words(value.get("pubstatus")),
    )
    return item_report(item, source, choices)


# The day of the version at hand comes last: a correction does not make a report newer.
_TIMES = ("firstcreated", "contentcreated", "versioncreated", "versionCreated", "firstCreated", "contentCreated")
_PROVIDERS = ("infosources", "infosource", "source", "provider", "copyrightholder", "copyrightHolder")


def _body(value: Mapping[str, Any]) -> str:
    bodies = value.get("bodies")
    if isinstance(bodies, list):
        kept = [b for b in bodies if isinstance(b, dict) and isinstance(b.get("value"), str)]
        kept.sort(key=lambda b: b.get("role") not in ("main", None))
        for body in kept:
            kind = str(body.get("contenttype") or body.get("contentType") or "text/html")
            if text := _text(body["value"], "html" in kind or "xml" in kind):
                return text
    for key in ("body_text", *sorted(k for k in value if k.startswith("body_"))):
        if isinstance(value.get(key), str) and (text := _text(value[key], key != "body_text")):
            return text
    return ""


def _text(words: str, marked_up: bool) -> str:
    return text_of_html(words) if marked_up else words.strip()


def _main(values: Any) -> str | None:
    kept = [v for v in values if isinstance(v, dict)] if isinstance(values, list) else []
    kept.sort(key=lambda v: v.get("role") not in ("main", None))
    return next((w for v in kept if (w := _words(v.get("value")))), None)


def _named(value: Any) -> str:
    if isinstance(value, list):
        return next((w for v in value if (w := _named(v))), "")
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
