"""What an actor is to those who code events: PLOVER's sector, and how far a source is known."""

from __future__ import annotations

import re
from functools import cache

from sayso.lexicons import load
from sayso.model import Anonymity, Sector
from sayso.reading.actors.refs import Ref
from sayso.reading.actors.vocabulary import organisations

_OF = re.compile(r" (?:of|for|to|in) ")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_LONGEST = 5
# Bodies may speak for bodies, but not without end.
_DEEPEST = 4
_NO_NAMES = ("unnamed source", "unnamed outlet")


def sector_of(ref: Ref) -> Sector | None:
    """PLOVER's sector of an actor: UNK where nothing tells, None for bodies of several states, which have none."""
    return _sector(ref, _DEEPEST)


def _sector(ref: Ref, deep: int) -> Sector | None:
    if ref.kind == "person":
        words = " ".join(x for x in (ref.role, ref.title) if x) or ("" if ref.key else ref.name)
        # One who was something is no longer of it, whatever it was.
        found = "ELI" if _is_former(words) else _strong(words)
        if found is None and ref.body is not None and ref.body is not ref and deep:
            behind = _sector(ref.body, deep - 1)
            return _weak(words) or behind if behind in ("GOV", "UNK") else behind
        return found or _weak(words) or "UNK"
    if ref.name in _none():
        return None
    return (
        _by_name().get(ref.name)
        or _strong(ref.name)
        or (None if ref.kind in ("government", "military") else _weak(ref.name))
        or load("sectors")["kinds"][ref.kind]
    )


def anonymity_of(ref: Ref) -> Anonymity:
    """How far an actor is known as a source: by name, by the office it is, by a description, not at all."""
    if ref.name in _NO_NAMES:
        return "unnamed"
    if ref.kind == "person":
        return "named" if ref.key else "office" if _holds_office(ref) else "described"
    if ref.name in organisations():
        return "office" if ref.kind in ("government", "military") else "named"
    if ref.kind in ("government", "military"):
        return "office" if ref.country or ref.name[:1].isupper() else "described"
    if ref.kind == "unnamed":
        # One of several spokesmen speaks for the body all the same; one of several officers does not.
        return "office" if _speaks_for(ref) else "described"
    # "Rapid Support Forces" is a name; "Libyan rebels" and "supporters of the Front" describe.
    head = _OF.split(ref.name, maxsplit=1)[0].split(" ")
    return "named" if head[0][:1].isupper() and head[-1][:1].isupper() and ref.name not in _peoples() else "described"


def _holds_office(ref: Ref) -> bool:
    if ref.title in load("titles")["relatives"]["words"]:
        return False
    return ref.body is not None or ref.country is not None or ref.office in load("titles")["offices"]


def _speaks_for(ref: Ref) -> bool:
    spoken = ref.title in load("titles")["spokespersons"]["words"]
    return spoken and (ref.body is not None or ref.country is not None)


@cache
def _peoples() -> frozenset[str]:
    return frozenset(word for words in load("actor_nouns")["peoples"].values() for word in words)


def _is_former(words: str) -> bool:
    return any(w in ("former", "ex", "then") or w.startswith("ex-") for w in words.lower().split())


def _strong(text: str) -> Sector | None:
    return next(iter(_found("words", text)), None)


def _weak(text: str) -> Sector | None:
    """What the head of the description tells, which in English comes last before "of" and "for"."""
    head = _OF.split(text, maxsplit=1)[0]
    return next(iter(reversed(_found("weak", head))), None) or next(iter(_found("weak", text)), None)


@cache
def _found(table: str, text: str) -> tuple[Sector, ...]:
    """The sectors of the phrases of a table in the text, in order."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    phrases, found, i = _phrases(table), [], 0
    while i < len(words):
        step = 1
        for j in range(min(len(words), i + _LONGEST), i, -1):
            phrase = " ".join(words[i:j])
            if phrase in phrases:
                sector = phrases[phrase]
                found += [sector] if sector is not None else []
                step = j - i
                break
        i += step
    return tuple(found)


@cache
def _phrases(table: str) -> dict[str, Sector | None]:
    plain: dict[str, Sector | None] = dict.fromkeys(load("sectors")["plain"]["words"])
    return plain | {phrase: sector for sector, phrases in load("sectors")[table].items() for phrase in phrases}


@cache
def _by_name() -> dict[str, Sector]:
    return {name: sector for sector, names in load("sectors")["names"].items() for name in names}


@cache
def _none() -> frozenset[str]:
    return frozenset(load("sectors")["intergovernmental"]["names"])
