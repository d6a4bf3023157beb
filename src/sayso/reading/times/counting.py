"""Whether words that look like a time date anything where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.reading.times.found import Reading
from sayso.reading.times.vocabulary import context

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_month(match: re.Match[str], reading: Reading) -> bool:
    """Whether a month alone is one: "May" may be a verb, "April" and "August" names."""
    if match["which"] or match["part"] or match["mon"] not in context("ambiguous_months"):
        return True
    token = reading.parse.token_at(match.start("mon"))
    return token is not None and (_opened(token) or token.ent_type_ == "DATE")


def _opened(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in context("openers")


def is_year(match: re.Match[str], reading: Reading) -> bool:
    """Whether four digits are a year: a date to the tagger, or after a preposition, and not counting anything."""
    token = reading.parse.token_at(match.start("year"))
    if token is None or match["part"]:
        # "the start of the 2014 games" is not the start of 2014.
        return token is None or not match["part"].lower().endswith("the ") or token.dep_ not in ("nummod", "compound")
    before = token.nbor(-1) if token.i > 0 else None
    if (before is None or before.is_space) and (token.i + 1 == len(token.doc) or token.nbor(1).is_space):
        # Four digits on a line of their own are a page or clock time of the outlet's.
        return False
    if before is not None and before.is_space and before.i > 0:
        before = before.nbor(-1)
    after = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    if after.isdigit() or after in context("no_year_before") or (before is not None and before.text.isdigit()):
        return False
    word = before.lower_ if before is not None else ""
    counted = token.dep_ == "nummod" and token.head.tag_ in ("NNS", "NNPS") and token.head.i > token.i
    if word == "at" or (counted and word not in ("the", "in", "since")):
        return False
    if token.ent_type_ == "DATE" or word in context("openers"):
        return True
    return (word == "(" and after in (")", ",", ";")) or (token.dep_ in ("nummod", "compound") and word == "the")


def is_one_day(match: re.Match[str], reading: Reading) -> bool:
    """Whether a weekday is a certain one: "on a Monday", "every Friday", "Black Monday" are none."""
    before = match.string[max(0, match.start() - 8) : match.start()].split(" ")
    word = before[-2].lower() if len(before) > 1 else ""
    token = reading.parse.token_at(match.start("weekday"))
    if word == "a":
        return token is not None and token.dep_ in ("compound", "nmod") and token.head.i > token.i
    return word not in context("no_certain_day")
