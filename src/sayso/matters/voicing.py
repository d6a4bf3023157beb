"""What a report says on issues: an account for each, of whom its speakers blame or clear, what positions they take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sayso.lexicons import load
from sayso.lexicons.countries import by_adjective, by_name, by_seat, countries
from sayso.matters.blaming import FOE, OWN, STATE, Said, said_on_issues
from sayso.matters.facts import facts
from sayso.matters.issues import FAMILY, issues, question_of
from sayso.matters.model import Account, Answer
from sayso.matters.sides import StateSides
from sayso.matters.words import names, stem, tokens
from sayso.model import Actor, Event, Place, Statement, stable_id
from sayso.reading.compare import WIDE

_SILENT = frozenset({"ask", "withhold"})
"""Stances that take no position."""
_OFFICE = re.compile(
    r"\b(?:president|presidency|government|ministry|parliament|cabinet|prime minister)\b|\.gov\b", re.IGNORECASE
)
# Offices that a state's office gives to its own without saying whose.
_OWN_OFFICE = re.compile(r"\b(?:Minister|Office of the President|President['’]s Office)\b(?! of the European)")
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_SENTENCE_END = re.compile(r"[.!?\n]")
# Characters before a content that may name what it is about.
_LEAD = 200


@dataclass(slots=True)
class _Spoken:
    """One statement's word on an issue, before the speaker's adversary is known."""

    statement: Statement
    said: Said
    sides: frozenset[str]
    where: Place | None
    named: frozenset[str]


@dataclass
class IssueAccounts:
    """Tells what a report says on issues, an account for each issue.

    `actors` are those of the report, `outlet` who published it: what an office of a state tells without naming another
    speaker is that state's word.
    """

    report: str
    published: str | None
    outlet: str | None
    actors: Sequence[Actor]
    sides: StateSides
    _office: str | None = field(init=False)

    def __post_init__(self) -> None:
        self._office = _office(self.outlet)
        self._unnamed = {a.id for a in self.actors if a.kind in ("unnamed", "media")}
        self._at_home = {
            a.id for a in self.actors if a.kind == "person" and not a.country and a.role and _OWN_OFFICE.search(a.role)
        }
        # What people and bodies are called tells no places apart.
        self._called = frozenset(stem(w) for a in self.actors for w in tokens(a.name)) | _nowhere()

    def of(self, statements: Sequence[Statement], texts: Sequence[str], report_text: str) -> Iterator[Account]:
        """The accounts, in the order of the issues. `texts` are the contents of the statements."""
        spoken: dict[str, list[_Spoken]] = {}
        for statement, text in zip(statements, texts, strict=True):
            if statement.stance in _SILENT:
                continue
            sides = self._sides(statement)
            if not sides:
                continue
            start = statement.content[0][0]
            lead = _SENTENCE_END.split(report_text[max(0, start - _LEAD) : start])[-1]
            for said in said_on_issues(text, lead):
                where = _place(statement.events, text[said.start : said.end])
                named = names(text[said.start : said.end]) - self._called
                spoken.setdefault(said.issue, []).append(_Spoken(statement, said, sides, where, named))
        foes = _Foes([one for told in spoken.values() for one in told], statements, self.sides)
        for issue in issues():
            answers = dict.fromkeys(a for one in spoken.get(issue, ()) for a in _answers(one, foes, self.published))
            states = {state for one in spoken.get(issue, ()) for state in one.said.named}
            for place, told in _by_place(issue, answers):
                yield _account(self.report, self.published, issue, told, states, place)

    def _sides(self, statement: Statement) -> frozenset[str]:
        """The sides of the speakers; of a state's office where it tells by itself, or another whom it does not name."""
        named = [s for s in statement.speakers if s not in self._unnamed]
        if not named:
            return frozenset({self._office} if self._office else ())
        if self._office and all(n in self._at_home for n in named):
            return frozenset({self._office})
        return self.sides(named)


def _office(outlet: str | None) -> str | None:
    """The state whose office an outlet is: "President of Ukraine", "Kremlin", "kremlin.ru"."""
    if not outlet:
        return None
    if seat := by_seat(outlet) or by_seat(outlet.partition(".")[0].capitalize()):
        return STATE + seat
    if not _OFFICE.search(outlet):
        return None
    found = {c for m in _NAME.finditer(outlet) if (c := by_name(m.group()) or by_adjective(m.group()))}
    if not found and (code := outlet.rpartition(".")[2].upper()) in countries():
        found = {code}
    return STATE + found.pop() if len(found) == 1 else None


def _place(events: Iterable[Event], sentence: str) -> Place | None:
    """The narrow place of an event that the sentence names."""
    for event in events:
        if event.place is not None and event.place.level not in WIDE and event.place.name in sentence:
            return event.place.model_copy(update={"span": None, "score": None, "rivals": ()})
    return None


class _Foes:
    """Answers whom a side means by "the enemy": the state that it blames most in the report, else fights there."""

    def __init__(self, spoken: Sequence[_Spoken], statements: Sequence[Statement], sides: StateSides) -> None:
        self._blamed: dict[frozenset[str], Counter[str]] = {}
        for one in spoken:
            states = (b for b in one.said.blamed if b.startswith(STATE) and b not in one.sides)
            self._blamed.setdefault(one.sides, Counter()).update(states)
        self._fighting: Counter[str] = Counter()
        for event in (e for s in statements for e in s.events if facts().family.get(e.type) == "violence"):
            self._fighting.update(s for s in sides((*event.actors, *event.targets)) if s.startswith(STATE))
            if event.place is not None and event.place.country:
                self._fighting[STATE + event.place.country] += 1

    def __call__(self, side: frozenset[str]) -> str | None:
        for counts in (self._blamed.get(side, Counter()), self._fighting):
            others = {s: n for s, n in counts.items() if s not in side}
            if others:
                return min(others, key=lambda s: (-others[s], s))
        return None


def _answers(one: _Spoken, foes: _Foes, published: str | None) -> Iterator[Answer]:
    s, said = one.statement, one.said
    blamed: tuple[str, ...] = ()
    if said.does == "blames":
        foe = foes(one.sides)
        named = {foe if b == FOE else b for b in said.blamed} - {None}
        blamed = tuple(sorted(b for b in named if b))
        if not blamed or set(blamed) & one.sides:
            return
    elif said.does == "clears":
        if s.stance == "demand" or not said.blamed & (one.sides | {OWN}):
            return
        blamed = tuple(sorted(one.sides))
    yield Answer(
        statement=s.id, question=question_of(said.issue), because=said.does, speakers=s.speakers,
        sides=tuple(sorted(one.sides)), stance=s.stance, narrated=s.quote == "narration",
        said=(s.said or "").split("/")[0] or published, culprits=blamed,
        denied=said.does in ("clears", "rejects", "is against"), raises=False, where=one.where,
        named=tuple(sorted(one.named)),
    )  # fmt: skip


def _by_place(issue: str, answers: Iterable[Answer]) -> Iterator[tuple[str | None, tuple[Answer, ...]]]:
    """The answers to an issue; where every place has its own and positions are taken on it, those on each place."""
    answers = tuple(answers)
    if not (issues()[issue].each and issues()[issue].positions):
        if answers:
            yield None, answers
        return
    for name in sorted({name for a in answers for name in a.named}):
        yield name, tuple(a for a in answers if name in a.named)


def _account(
    report: str, published: str | None, issue: str, answers: tuple[Answer, ...], named: set[str], place: str | None
) -> Account:
    parties = {p for a in answers for p in (*a.sides, *a.culprits) if p.startswith(STATE)} | named
    return Account(
        id=stable_id("k", answers[0].statement, FAMILY, issue, place), report=report, published=published,
        family=FAMILY, types=(issue,), places=(), countries=(), start=published, end=published, dated=False,
        actors=tuple(sorted(parties)), targets=(), words=(), names=(place,) if place else (), figures=(),
        answers=answers,
    )  # fmt: skip


@cache
def _nowhere() -> frozenset[str]:
    """Words that tell no places apart: those for states, and those of the lexicon."""
    called = (n for c in countries().values() for n in (c.name, *c.other, *c.adjectives, *c.people, *c.seats))
    return frozenset(stem(w) for name in (*called, *load("issues")["nowhere"]["words"]) for w in tokens(name))
