"""JSON-LD of schema.org: a Claim for each statement that says something is so, and an unrated ClaimReview for each."""

from __future__ import annotations

import sqlite3
from typing import BinaryIO

from sayso.exports.told import Kept, as_json, kept_reports, urn
from sayso.model import Actor, Statement

CLAIMING = ("assert", "confirm", "believe", "accuse", "predict")
LOSSES = (
    "Only statements that say something is so: schema.org has no stance, and a denial, a doubt or a demand would read "
    "as a claim of what it rejects or asks for.",
    "A ClaimReview is a skeleton: it has no reviewRating, author, url or date. Whoever checks the claim fills them in.",
    "Narration, that is what the report says in its own voice, is a claim of its agency or outlet.",
    "Chains, figures, links and times and places of events are not in it.",
)
_TYPES = {
    "person": "Person", "government": "GovernmentOrganization", "military": "Organization",
    "organisation": "Organization", "media": "NewsMediaOrganization", "group": "Organization", "unnamed": "Person",
}  # fmt: skip


def write(sql: sqlite3.Connection, out: BinaryIO) -> int:
    """Write one graph; how many statements are left out."""
    left_out = 0
    mark = b'{"@context":"https://schema.org","@graph":[\n'
    for kept in kept_reports(sql):
        for statement in kept.ledger.statements:
            if statement.stance not in CLAIMING:
                left_out += 1
                continue
            for node in (_claim(kept, statement), _review(kept, statement)):
                out.write(mark + as_json(node))
                mark = b",\n"
    out.write((b"" if mark == b",\n" else mark) + b"\n]}\n")
    return left_out


def _claim(kept: Kept, statement: Statement) -> dict[str, object]:
    head = kept.ledger.report
    # Known values alone: null means "removed" in JSON-LD.
    article = {
        "@type": "NewsArticle", "@id": kept.address, "headline": head.title, "url": head.url,
        "datePublished": _day(head.published), "inLanguage": head.language,
        "publisher": [{"@type": "Organization", "name": name} for name in kept.outlets] or None,
    }  # fmt: skip
    claim = {
        "@type": "Claim",
        "@id": urn("statement", statement.id),
        "text": kept.words(statement.content),
        "author": [_agent(kept.actors[a]) for a in statement.speakers],
        "datePublished": _day(statement.said or head.published),
        "appearance": {k: v for k, v in article.items() if v is not None},
    }
    return {k: v for k, v in claim.items() if v is not None}


def _review(kept: Kept, statement: Statement) -> dict[str, object]:
    return {
        "@type": "ClaimReview",
        "@id": urn("review", statement.id),
        "claimReviewed": kept.words(statement.content),
        "itemReviewed": {"@id": urn("statement", statement.id)},
    }


def _agent(actor: Actor) -> dict[str, object]:
    agent = {"@type": _TYPES[actor.kind], "@id": urn("actor", actor.id), "name": actor.name, "jobTitle": None}
    if actor.kind == "person":
        agent["jobTitle"] = actor.role
    return {k: v for k, v in agent.items() if v is not None}


def _day(day: str | None) -> str | None:
    return day if day and len(day) == 10 else None
