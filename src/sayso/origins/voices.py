"""Voices: on whose word a statement stands, one report at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.intake.agencies import agency_of
from sayso.lexicons import load
from sayso.model import Actor, Report, ReportHead, ReportLedger, Spans, Statement
from sayso.origins.texts import credit_of
from sayso.reading.actors import names

Named = tuple[str, str]
"""The key under which a source is one across reports, and the name it is shown by."""


@dataclass(frozen=True, slots=True)
class Voice:
    """On whose word one statement stands, as far as its own report tells."""

    statement: str
    report: str
    content: Spans
    sources: tuple[Named, ...]
    """Who says it: persons and bodies with a name. Empty for the report's own voice and for nameless sources."""
    own: bool
    """Whether the report itself speaks."""
    described: bool
    """Whether somebody speaks who is one body or person but not named: "the ministry". Whose word it is, is not known;
    that of "officials" and "witnesses" is their reporter's."""
    narrator: Named | None
    """The agency or outlet whose voice the report has."""
    agency: bool
    """Whether the narrator is an agency: its reports stand on its word, an outlet's on one that is not told."""
    credit: str | None
    """The agency whose text the report may be: the one it credits, or names with its last words ("…, AFP reported")."""
    carriers: tuple[Named, ...]
    """Other media that the report names as having carried the words, outermost first."""


def voices_of(report: Report | ReportHead, ledger: ReportLedger) -> tuple[Voice, ...]:
    """The voice of each statement of a report, in the ledger's order."""
    actors = {a.id: a for a in ledger.actors}
    credit = credit_of(report)
    narrators = {s.speakers for s in ledger.statements if s.quote == "narration"}
    own = {speaker for speakers in narrators for speaker in speakers}
    spoken = credit or next((actors[i].name for i in sorted(own)), report.outlet)
    narrator = (key_of(spoken), spoken) if spoken else None
    credit = credit or _closing_credit(ledger.statements, actors)
    named = _names_of(ledger.actors)
    return tuple(_voice(s, report, actors, named, own, narrator, credit) for s in ledger.statements)


def _names_of(actors: Sequence[Actor]) -> dict[str, Named]:
    """Whose word each actor's is, by the actor's id: a body's for those who speak for one; nameless ones have none."""
    bodies = Bodies(actors)
    found = {}
    for actor in actors:
        if body := bodies.of(actor):
            found[actor.id] = body
        elif is_named(actor):
            found[actor.id] = key_of(actor.name), actor.name
    return found


def _closing_credit(statements: Iterable[Statement], actors: Mapping[str, Actor]) -> str | None:
    last = max(statements, key=lambda s: s.content[-1][1], default=None)
    if last is None or len(last.speakers) != 1 or not last.cue or last.cue[0] < last.content[-1]:
        return None
    return agency_of(actors[last.speakers[0]].name)


def _voice(
    statement: Statement,
    report: Report | ReportHead,
    actors: Mapping[str, Actor],
    named: Mapping[str, Named],
    own: set[str],
    narrator: Named | None,
    credit: str | None,
) -> Voice:
    speaks_itself = statement.quote == "narration" or all(s in own for s in statement.speakers)
    sources = () if speaks_itself else _known(statement.speakers, named)
    # The outermost link is the report's own agency or outlet, which passes on all that it writes.
    # Bodies in between are those whose words hold these: "the army denied reports that …".
    passed_on = [
        c for c in statement.chain[1:] if c not in statement.speakers and c not in own and actors[c].kind == "media"
    ]
    carriers = () if speaks_itself else _known(passed_on, named)
    return Voice(
        statement=statement.id,
        report=report.id,
        content=statement.content,
        sources=sources,
        own=speaks_itself,
        described=not speaks_itself and not sources and any(_is_somebody(actors[i]) for i in statement.speakers),
        narrator=narrator,
        agency=bool(narrator and agency_of(narrator[1])),
        credit=credit,
        carriers=tuple(c for c in carriers if c not in sources and c != narrator),
    )


def _known(ids: Iterable[str], named: Mapping[str, Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(named[i] for i in ids if i in named))


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


def _is_somebody(actor: Actor) -> bool:
    return actor.kind not in ("unnamed", "group")


def key_of(name: str) -> str:
    """One key for the spellings of a name: without case, accents, articles, titles and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"\w+", re.sub("['’‘`ʻʿʾ]", "", bare).casefold())
    return " ".join(w for w in words if w not in _LEFT_OUT) or bare.casefold()


_LEFT_OUT = frozenset({"the", "al", "el", "of", "for", "and", "de", "la"})


# ------------------------------------------------------------------------------------- those who speak for another

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
        self._by_form: dict[str, tuple[str, bool]] = {}
        self._by_head: dict[str, set[tuple[str, bool]]] = {}
        for actor in actors:
            if actor.kind in ("person", "unnamed") or not is_named(actor):
                continue
            # Whoever heads a state, a ministry or an army speaks for himself; whoever heads a monitor speaks for it.
            entry = (actor.name, actor.kind in ("organisation", "media"))
            for name in (actor.name, *actor.aliases):
                self._by_form.setdefault(key_of(name), entry)
                head = _OF_OR_FOR.split(name)[0].split()[-1:]
                if " " in name and head:
                    self._by_head.setdefault(key_of(head[0]), set()).add(entry)

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
        entry = self._by_form.get(rest)
        if entry is None and len(called := self._by_head.get(rest, set())) == 1:
            entry = next(iter(called))
        if entry is None and speaks and not _known_bodies(None).get(rest):
            # "spokesman of the Kharkiv police in the east": the longest stretch that is a name.
            stretches = [(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
            named = [e for i, j in stretches if j - i > 1 and (e := self._by_form.get(" ".join(words[i:j])))]
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
