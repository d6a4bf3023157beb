"""Answers across reports where no single dated event joins them: blame, counter-blame, denial, opposite positions.

What a report says on an issue is an account of its own (family `issue`), put beside those of other reports under the
issue and the sides that it is between. Two statements of it answer each other where their speakers are on two sides,
one blames the other's side (or both take opposite positions), and neither place nor time keeps them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sayso.lexicons import load
from sayso.lexicons.countries import by_adjective, by_name, by_seat, countries
from sayso.matters.blaming import FOE, OWN, WEST, Said, said_on_issues
from sayso.matters.days import gap, ordinal
from sayso.matters.facts import facts
from sayso.matters.issues import FAMILY, issues
from sayso.matters.model import Account, Answer, Feature
from sayso.matters.sides import StateSides
from sayso.matters.whereabouts import agreement
from sayso.matters.words import names, stem, tokens
from sayso.model import Actor, Event, Place, Relation, Statement, stable_id
from sayso.reading.compare import NEAR, WIDE

_PREFIX = f"{FAMILY}:"
# Statements that a new one answers on an issue, the newest first: a reader follows no more.
MOST_ANSWERED = 5
_SILENT = frozenset({"ask", "withhold"})
"""Stances that take no position."""
_STATE = "state of "
_BUCKET_DAYS = 60
_EACH_DAYS = 2
# What is said of one place may be an answer to what is said of none where no more days lie between.
_ONE_PLACE_DAYS = 3
_OFFICE = re.compile(r"\b(?:president|presidency|government|ministry|parliament|cabinet|prime minister)\b|\.gov\b", re.I)
_SENTENCE_END = re.compile(r"[.!?\n]")
_LEAD = 200
# Offices that a state's office gives to its own without saying whose.
_OWN_OFFICE = re.compile(r"\b(?:Minister|Office of the President|President['’]s Office)\b(?! of the European)")
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


def is_issue(question: str) -> bool:
    """Whether a question is one of an issue."""
    return question.startswith(_PREFIX)


def asked_on(question: str, parties: Iterable[str]) -> str:
    """The question of an issue in one line, with the states that it is between."""
    named = sorted(_shown(p) for p in parties if p.startswith(_STATE))
    return issues()[question.removeprefix(_PREFIX)].asked + (f": {', '.join(named)}" if named else "")


# --- accounts ------------------------------------------------------------------------------------------------------


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
            named = {state for one in spoken.get(issue, ()) for state in one.said.named}
            for place, told in _by_place(issue, answers):
                yield _account(self.report, self.published, issue, told, named, place)

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
        return _STATE + seat
    if not _OFFICE.search(outlet):
        return None
    found = {c for m in _NAME.finditer(outlet) if (c := by_name(m.group()) or by_adjective(m.group()))}
    if not found and (code := outlet.rpartition(".")[2].upper()) in countries():
        found = {code}
    return _STATE + found.pop() if len(found) == 1 else None


def _place(events: Iterable[Event], sentence: str) -> Place | None:
    """The narrow place of an event that the sentence names."""
    for event in events:
        if event.place is not None and event.place.level not in WIDE and event.place.name in sentence:
            return event.place.model_copy(update={"span": None, "score": None, "rivals": ()})
    return None


class _Foes:
    """Answers whom a side means by "the enemy": the state it blames most in the report, else the one it fights there."""

    def __init__(self, spoken: Sequence[_Spoken], statements: Sequence[Statement], sides: StateSides) -> None:
        self._blamed: dict[frozenset[str], Counter[str]] = {}
        for one in spoken:
            states = (b for b in one.said.blamed if b.startswith(_STATE) and b not in one.sides)
            self._blamed.setdefault(one.sides, Counter()).update(states)
        self._fighting: Counter[str] = Counter()
        for event in (e for s in statements for e in s.events if facts().family.get(e.type) == "violence"):
            self._fighting.update(s for s in sides((*event.actors, *event.targets)) if s.startswith(_STATE))
            if event.place is not None and event.place.country:
                self._fighting[_STATE + event.place.country] += 1

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
        statement=s.id, question=_PREFIX + said.issue, because=said.does, speakers=s.speakers,
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
    parties = {p for a in answers for p in (*a.sides, *a.culprits) if p.startswith(_STATE)} | named
    return Account(
        id=stable_id("k", answers[0].statement, FAMILY, issue, place), report=report, published=published, family=FAMILY,
        types=(issue,), places=(), countries=(), start=published, end=published, dated=False,
        actors=tuple(sorted(parties)), targets=(), words=(), names=(place,) if place else (), figures=(),
        answers=answers,
    )  # fmt: skip


# --- beside those of other reports ---------------------------------------------------------------------------------


def issue_keys(account: Account) -> tuple[str, ...]:
    """The keys of an account of an issue: the issue, stretches of days, and each side."""
    issue, day = account.types[0], ordinal(account.start)
    slack = issues()[issue].days
    low, high = (None, None) if day is None else ((day - slack) // _BUCKET_DAYS, (day + slack) // _BUCKET_DAYS)
    buckets = ["?"] if low is None or high is None else [str(b) for b in range(low, high + 1)]
    between = account.names or account.actors or ("?",)
    return tuple(f"{FAMILY}|{issue}|{bucket}|{what}" for what in between for bucket in buckets)


def issue_fit(
    account: Account, types: Iterable[str], parties: Iterable[str], named: Iterable[str], joins: float
) -> tuple[Feature, ...] | None:
    """The signs by which what a report says on an issue is put beside what others say; None where it is another's.

    `joins` is the weight of the issue itself: it joins by itself, where sides and place allow it.
    """
    if account.types[0] not in set(types) or set(account.names) != set(named):
        return None
    mine, theirs = set(account.actors), set(parties)
    shared = sorted(mine & theirs)
    if not shared or len(shared) < min(2, len(mine), len(theirs)):
        return None
    return (
        Feature(name="issue", value=account.types[0], weight=joins),
        Feature(name="sides", value=", ".join(map(_shown, shared)), weight=0.5 * len(shared)),
    )


# --- answers -------------------------------------------------------------------------------------------------------


def said_on(answer: Answer) -> tuple[object, ...]:
    """What an answer to an issue says, for telling distinct ones."""
    return ("issue", answer.because, answer.culprits, answer.sides, answer.where and answer.where.name)


def answered(new: Answer, old: Answer) -> tuple[Relation, str, bool] | None:
    """Relation, why, and whether it leads from the old answer to the new one; None where they do not clash."""
    issue = issues()[new.question.removeprefix(_PREFIX)]
    if set(new.sides) & set(old.sides) or not new.sides or not old.sides:
        return None
    days = gap((new.said, None), (old.said, None))
    if days is None or days > issue.days:
        return None
    near = _near(new, old)
    if near is False:
        return None
    if near is None and not issue.each and days > _ONE_PLACE_DAYS and _placed(new) != _placed(old):
        return None
    if {new.because, old.because} == {"is for", "is against"}:
        if issue.each and not near:
            return None
        return "contradicts", f"{issue.about}: opposite positions", False
    blames = [a.because == "blames" for a in (new, old)]
    if all(blames):
        if issue.each and (not near or days > _EACH_DAYS):
            return None
        return _blamed_each_other(new, old, issue.about)
    if not any(blames):
        return None
    blamer, other = (new, old) if blames[0] else (old, new)
    if not set(blamer.culprits) & set(other.sides):
        return None
    who = ", ".join(map(_shown, blamer.culprits))
    if other.because == "rejects":
        if (other.said or "") < (blamer.said or ""):
            # Nobody rejects what is said only later.
            return "contradicts", f"{issue.about}: blamed on {who}, who rejected it before", False
        return "denies", f"{issue.about}: blamed on {who}, who rejects it", other is old
    return "contradicts", f"{issue.about}: blamed on {who}, who says the contrary of itself", False


def _placed(answer: Answer) -> bool:
    return bool(answer.where or answer.named)


def _near(a: Answer, b: Answer) -> bool | None:
    """Whether two answers speak of one place; None where one of them names none."""
    if a.where and b.where:
        return agreement(a.where, b.where) >= NEAR
    if a.named and b.named:
        return bool(set(a.named) & set(b.named))
    return None


@cache
def _nowhere() -> frozenset[str]:
    """Words that tell no places apart: those for states, and those of the lexicon."""
    called = [n for c in countries().values() for n in (c.name, *c.other, *c.adjectives, *c.people, *c.seats, *c.headquarters)]
    return frozenset(stem(w) for name in (*called, *load("issues")["nowhere"]["words"]) for w in tokens(name))


def _blamed_each_other(new: Answer, old: Answer, about: str) -> tuple[Relation, str, bool] | None:
    if set(new.culprits) & set(old.culprits):
        return None
    at_new, at_old = set(old.culprits) & set(new.sides), set(new.culprits) & set(old.sides)
    if not ((at_new and at_old) or (at_new and WEST in new.culprits) or (at_old and WEST in old.culprits)):
        return None
    mine, theirs = (", ".join(map(_shown, a.culprits)) for a in (new, old))
    return "contradicts", f"{about}: blamed on {mine}, and on {theirs}", False


def _shown(side: str) -> str:
    code = side.removeprefix(_STATE)
    return countries()[code].name if side.startswith(_STATE) and code in countries() else side
