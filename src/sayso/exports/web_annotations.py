"""W3C Web Annotations of what is said and who says it, with PROV-O for through whom it came.

The Web Annotation Data Model has text selected "in terms of unicode code points (the 'character number'), not in
terms of code units" (4.2.4, 4.2.5): the ledger's offsets are such and stand as they are. Programs whose strings count
UTF-16 units, as JavaScript's do, must convert them where a text holds characters beyond U+FFFF.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from typing import BinaryIO

from sayso.exports.told import Kept, as_json, kept_reports, urn
from sayso.model import Actor, Span, Spans, Statement

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"prov": "http://www.w3.org/ns/prov#", "sayso": "urn:sayso:term:"}]
AROUND = 32
"""Code points of prefix and suffix of a quotation."""
LOSSES = (
    "Events, figures, links and balances are not in it.",
    "A content of several pieces is one annotation with several targets, in text order.",
)
_AGENTS = {"person": "prov:Person", "unnamed": "prov:Agent"}


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write one page of annotations: for each statement its content, and the words for its source where it has some."""
    mark = b'{"@context":' + as_json(CONTEXT) + b',"id":"urn:sayso:annotations","type":"AnnotationPage","items":[\n'
    for kept in kept_reports(sql):
        for statement in kept.ledger.statements:
            items = [_content(kept, statement)]
            if statement.source:
                items.append(_source(kept, statement))
            for item in items:
                out.write(mark + as_json(item))
                mark = b",\n"
    out.write((b"" if mark == b",\n" else mark) + b"\n]}\n")
    return 0


def _content(kept: Kept, statement: Statement) -> dict[str, object]:
    return {
        "id": urn("annotation", statement.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "id": urn("statement", statement.id),
            "type": "prov:Entity",
            "prov:value": kept.words(statement.content),
            "sayso:stance": statement.stance,
            "sayso:quote": statement.quote,
            **({"sayso:framing": kept.words(statement.framing)} if statement.framing else {}),
            "sayso:contested": statement.id in kept.contested,
            "prov:wasAttributedTo": [_agent(kept.actors[a]) for a in statement.speakers],
            **_carried(kept, statement),
        },
        "target": _targets(kept, statement.content),
    }


def _source(kept: Kept, statement: Statement) -> dict[str, object]:
    return {
        "id": urn("annotation", f"{statement.id}:source"),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [_agent(kept.actors[a]) for a in statement.speakers],
        "target": _targets(kept, statement.source),
    }


def _carried(kept: Kept, statement: Statement) -> dict[str, object]:
    """The chain, each carrier's version derived from the next one's, down to the speaker's own."""
    version: dict[str, object] = {}
    for n in range(len(statement.chain), 0, -1):
        derived = {"prov:wasDerivedFrom": version} if version else {}
        version = {
            "id": urn("statement", f"{statement.id}:{n}"),
            "type": "prov:Entity",
            "prov:wasAttributedTo": _agent(kept.actors[statement.chain[n - 1]]),
            **derived,
        }
    return {"prov:wasDerivedFrom": version} if version else {}


def _agent(actor: Actor) -> dict[str, object]:
    return {
        "id": urn("actor", actor.id),
        "type": _AGENTS.get(actor.kind, "prov:Organization"),
        "sayso:name": actor.name,
        "sayso:kind": actor.kind,
    }


def _targets(kept: Kept, spans: Spans) -> object:
    found = [{"source": kept.address, "selector": _selectors(kept.report.text, span)} for span in spans]
    return found[0] if len(found) == 1 else found


def _selectors(text: str, span: Span) -> list[dict[str, object]]:
    start, end = span
    # A list of selectors means the same place twice over: by its position, and by its words should that have moved.
    before, after = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < before < start and _goes_on(text, before):
        before += 1
    while end < after < len(text) and _goes_on(text, after):
        after -= 1
    quoted: dict[str, object] = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[before:start],
        "suffix": text[end:after],
    }
    return [{"type": "TextPositionSelector", "start": start, "end": end}, quoted]


def _goes_on(text: str, at: int) -> bool:
    """Whether a cut before `at` would split what is seen as one character."""
    joined = ("\u200d", "\ufe0e", "\ufe0f")
    return (
        unicodedata.combining(text[at]) > 0
        or text[at] in joined
        or text[at - 1] == "\u200d"
        or text[at - 1 : at + 1] == "\r\n"
    )
