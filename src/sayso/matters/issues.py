"""Issues (`issues.toml`): what the sides of a war hold against each other when no dated event joins their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.lexicons import load

FAMILY = "issue"
"""The family of accounts that tell what is said on an issue."""
_PREFIX = f"{FAMILY}:"


@dataclass(frozen=True, slots=True)
class Issue:
    """One row of the lexicon, its lists as patterns; a list that it has not matches nothing."""

    name: str
    asked: str
    about: str
    days: int
    each: bool
    """True where every place has its own: both sides may do it, each to the other."""
    topic: re.Pattern[str]
    harm: re.Pattern[str]
    care: re.Pattern[str]
    positions: bool
    """True where nobody is blamed: `pro` and `contra` tell positions apart."""
    pro: re.Pattern[str]
    contra: re.Pattern[str]


@cache
def issues() -> dict[str, Issue]:
    """Every issue by its name, in the order of the lexicon."""
    return {row["name"]: _issue(row) for row in load("issues")["issue"]}


def question_of(issue: str) -> str:
    """The question under which matters of an issue, given by its name, stand."""
    return _PREFIX + issue


def is_issue(question: str) -> bool:
    """Whether a question is one of an issue."""
    return question.startswith(_PREFIX)


def issue_of(question: str) -> Issue:
    """The issue that a question is of."""
    return issues()[question.removeprefix(_PREFIX)]


@cache
def words(table: str, key: str = "words") -> re.Pattern[str]:
    """A list of the lexicon beside the issues as one pattern."""
    return pattern(load("issues")[table][key])


@cache
def any_topic() -> re.Pattern[str]:
    """What any issue is known by: most sentences have none of it and are looked at no further."""
    return pattern(word for row in load("issues")["issue"] for word in row["topic"])


def pattern(listed: Iterable[str]) -> re.Pattern[str]:
    """Words and phrases as one pattern, the longest first; a star ends a word, or stands for one or two words."""
    ordered = sorted(dict.fromkeys(listed), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(_form, ordered))})\b" if ordered else r"(?!)", re.IGNORECASE)


def _form(phrase: str) -> str:
    parts = []
    for word in phrase.split():
        if word == "*":
            parts.append(r"[\w'’-]+(?:\s+[\w'’-]+)?")
        else:
            parts.append(re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]"))
    return r"\s+".join(parts)


def _issue(row: dict[str, Any]) -> Issue:
    lists = {key: pattern(row.get(key, ())) for key in ("topic", "harm", "care", "pro", "contra")}
    return Issue(
        name=row["name"], asked=row["asked"], about=row["about"], days=row["days"], each=row.get("each", False),
        positions="pro" in row, **lists,
    )  # fmt: skip
