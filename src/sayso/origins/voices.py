"""Voices: on whose word a statement stands, one report at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.intake.agencies import agency_of
from sayso.model import Actor, Report, ReportHead, ReportLedger, Spans, Statement
from sayso.origins.texts import credit_of
from sayso.reading.bodies import Bodies, Named, is_named, key_of

PERSON = "person "
"""What the keys of persons begin with: a surname may stand for a full name, a body's name stands for itself."""


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
            found[actor.id] = (PERSON if actor.kind == "person" else "") + key_of(actor.name), actor.name
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


def _is_somebody(actor: Actor) -> bool:
    return actor.kind not in ("unnamed", "group")
