"""Those who speak for a body: spokesmen, press services, heads of monitors. What they say is the body's word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property

from sayso.lexicons import load
from sayso.model import Actor
from sayso.reading.actors import names

Named = tuple[str, str]
"""The key under which an actor is one across reports, and the name it is shown by."""


def is_named(actor: Actor) -> bool:
    """Whether an actor is one and the same wherever it is named: not "officials", "witnesses" or "Syrian rebels"."""
    if actor.kind == "unnamed":
        return False
    if actor.anonymity is not None:
        return actor.anonymity in ("named", "office")
    if actor.kind in ("organisation", "group"):
        # Their names end in a word with a capital; descriptions end in what they describe.
        return not actor.name.rpartition(" ")[2][:1].islower()
    return not actor.name[:1].islower()


def key_of(name: str) -> str:
    """One key for the spellings of a name: without case, accents, articles, titles and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"\w+", re.sub("['’‘`ʻʿʾ]", "", bare).casefold())
    return " ".join(w for w in words if w not in _LEFT_OUT) or bare.casefold()


_LEFT_OUT = frozenset({"the", "al", "el", "of", "for", "and", "de", "la"})


_FOR_BODY = re.compile(r"\b(?:for|of) (?:the )?([A-Z]\w*(?: (?:[A-Z]\w*|of|for|the|and))* [A-Z]\w*)")
_OF_OR_FOR = re.compile(r" (?:of|for) ")
_BODYS_OWN = re.compile(r"(?:the )?([A-Z]\w*(?: (?:[A-Z]\w*|of|for|the|and))* [A-Z]\w*)(?:['’]s?)? $")
_SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|press (?:secretary|officer|service|attach[eé])|mouthpiece"
    r"|director|head|chief|founder|chair(?:man|woman|person)?|representative|official|officer)s?\b",
    re.IGNORECASE,
)


class Bodies:
    """Answers which body an actor of a report speaks for."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors = tuple(actors)

    @cached_property
    def _forms(self) -> tuple[dict[str, tuple[str, bool]], dict[str, set[tuple[str, bool]]]]:
        """The bodies by the keys of their names, and by those of their nouns; with whether heads speak for them."""
        by_form: dict[str, tuple[str, bool]] = {}
        by_head: dict[str, set[tuple[str, bool]]] = {}
        for actor in self._actors:
            if actor.kind in ("person", "unnamed") or not is_named(actor):
                continue
            # Whoever heads a state, a ministry or an army speaks for himself; whoever heads a monitor speaks for it.
            entry = (actor.name, actor.kind in ("organisation", "media"))
            for name in (actor.name, *actor.aliases):
                by_form.setdefault(key_of(name), entry)
                head = _OF_OR_FOR.split(name)[0].split()[-1:]
                if " " in name and head:
                    by_head.setdefault(key_of(head[0]), set()).add(entry)
        return by_form, by_head

    def of(self, actor: Actor) -> Named | None:
        """The body, by the lexicon or by the actor's role; None for all who speak for themselves."""
        if actor.kind == "person":
            for name in (actor.name, *actor.aliases):
                if known := _spokesmen().get(key_of(name)):
                    return key_of(known), known
        words = actor.role or (actor.name if actor.kind == "unnamed" else "")
        if actor.kind not in ("person", "unnamed") or (office := _SPEAKS_FOR.search(words[:LONGEST_ROLE])) is None:
            return None
        rest = key_of(words[: office.start()] + " " + words[office.end() : LONGEST_ROLE])
        speaks = office.group().lower().startswith(("spokes", "press"))
        body = self._named(rest, speaks) or _known_bodies(actor.country if speaks else None).get(rest)
        if body is None and speaks:
            given = _FOR_BODY.search(words[:LONGEST_ROLE]) or _BODYS_OWN.match(words[: office.start()])
            body = given[1] if given else None
        return (key_of(body), body) if body else None

    def _named(self, rest: str, speaks: bool) -> str | None:
        """The body of the report that the rest of a role names in full, or by its noun: the Observatory, the police."""
        words = rest.split()
        by_form, by_head = self._forms
        entry = by_form.get(rest)
        if entry is None and len(called := by_head.get(rest, set())) == 1:
            entry = next(iter(called))
        if entry is None and speaks and not _known_bodies(None).get(rest):
            # "spokesman of the Kharkiv police in the east": the longest stretch that is a name.
            stretches = [(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
            named = [e for i, j in stretches if j - i > 1 and (e := by_form.get(" ".join(words[i:j])))]
            entry = max(named, key=lambda e: (len(e[0]), e[0]), default=None)
        return entry[0] if entry and (speaks or entry[1]) else None


LONGEST_ROLE = 150
"""Characters of a role that are looked at."""


@cache
def _spokesmen() -> dict[str, str]:
    return {key_of(name): row["body"] for row in load("origins")["spokesman"] for name in row["names"]}


@cache
def _known_bodies(country: str | None) -> dict[str, str]:
    """Bodies that the lexicons name, by the keys of their names; those of a state only for that country."""
    organisations = load("organisations")
    kinds = ("organisation", "media", *(("group", "government", "military") if country else ()))
    found = {
        key_of(form): name
        for kind in kinds
        for name, row in organisations[kind].items()
        for form in (name, *row.get("other", ()))
    }
    if country:
        forms = [names.military_forms(country), names.government_forms(country)]
        forms += [names.ministry_forms(portfolio, country) for portfolio in load("titles")["portfolios"]]
        for name, aliases in forms:
            found |= {key_of(form): name for form in (name, *aliases)}
    return found
