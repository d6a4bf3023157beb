"""Whether the clause around a time looks back or ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reading.times.vocabulary import context

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_ahead(token: Token) -> bool:
    """Whether the nearest verb above speaks of the future, or of a plan."""
    for _ in range(12):
        tag = token.tag_
        if tag in ("VBD", "VBN", "VBP", "VBZ", "VB", "VBG", "MD"):
            if token.dep_ in ("amod", "aux", "auxpass"):
                if token.lemma_ in context("planned"):
                    return True
            else:
                return _verb_is_ahead(token)
        if token.dep_ == "ROOT":
            return False
        if token.lemma_ in context("planned") and tag in ("JJ", "RB"):
            return True
        token = token.head
    return False


def _verb_is_ahead(verb: Token) -> bool:
    if verb.tag_ == "VBN" and verb.lemma_ in context("planned") and verb.dep_ in ("acl", "advcl", "relcl"):
        return True
    if verb.tag_ == "VBN" and verb.lemma_ in context("scheduled"):
        return True
    to = False
    modal: str | None = None
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass"):
            if child.lower_ in context("future"):
                modal = modal or child.lower_
                continue
            to = to or child.tag_ == "TO"
            if child.lower_ == "have" and modal is not None:
                # "could have begun in May" looks back, "will have left by May" ahead.
                return modal in context("sure_future")
            if child.tag_ == "VBD" or child.lower_ in ("have", "has", "had"):
                return False
    if modal is not None:
        return True
    if verb.lower_ == "going" or (verb.tag_ == "VBG" and verb.dep_ == "ROOT"):
        return True
    if to:
        # "is due to meet on Friday" plans; "managed to flee on Friday" tells.
        return verb.head is not verb and (
            verb.head.lemma_ in context("planned") or verb.head.tag_ in ("VBZ", "VBP", "JJ", "NN")
        )
    return verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in context("timetable")
