"""What one report tells, happening by happening: its statements gathered into accounts."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.lexicons.countries import countries
from sayso.matters.days import first_and_last, gap, length, news_window
from sayso.matters.facts import facts
from sayso.matters.model import Account, Answer, Count, Reading
from sayso.matters.questions import Told, answers_of, bare
from sayso.matters.sides import StateSides
from sayso.matters.voicing import IssueAccounts
from sayso.matters.whereabouts import agreement
from sayso.matters.words import content_words, names, root, stem, tokens
from sayso.model import Actor, Event, Place, Statement, stable_id
from sayso.reading.compare import NEAR, WIDE
from sayso.reading.marks import Cast

# What lies further back than this is background to the news.
_BACKGROUND_DAYS = 60
# A range longer than this fixes no happening.
_LONG_DAYS = 62
_FEW_DAYS = 3
# A war has killed so many; a single attack has not.
_WAR_TOLL = 5_000
# How many statements back "the attack" may reach past others, and a figure without an event of its own.
_REACH = 12
_JOINS = 0.3
_UNKNOWN_PLACES = -0.6
_MOST_WORDS = 80
_MOST_NAMES = 30
_MOST_PLACES = 6
_MOST_STATEMENTS = 20_000
# "The toll", said so many statements after it.
_NEXT = 2
# Happenings, the newest first, that an event may still be of.
_OPEN_CASES = 60


@dataclass(slots=True)
class _Item:
    """One event of one statement."""

    index: int
    event: Event
    family: str
    actors: frozenset[str]
    targets: frozenset[str]
    days: tuple[str | None, str | None]


@dataclass(slots=True)
class _Case:
    """An account in the making."""

    family: str
    country: str | None = None
    types: Counter[str] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)
    days: tuple[str | None, str | None] = (None, None)
    actors: dict[str, None] = field(default_factory=dict)
    targets: dict[str, None] = field(default_factory=dict)
    events: dict[int, list[Event]] = field(default_factory=dict)
    """By index of the statement, the events of it that are of this happening; none where it only speaks of it."""
    last: int = 0

    def take(self, item: _Item) -> None:
        """One more event of the happening."""
        self.types[item.event.type] += 1
        place = item.event.place
        if place is not None and all(p.name != place.name for p in self.places):
            self.places.append(place)
        if item.days[0] and (not self.days[0] or length(item.days) < length(self.days)):
            self.days = item.days
        self.actors.update(dict.fromkeys(sorted(item.actors)))
        self.targets.update(dict.fromkeys(sorted(item.targets)))
        self.events.setdefault(item.index, []).append(item.event)
        self.last = item.index


def accounts_of(reading: Reading) -> tuple[Account, ...]:
    """The accounts of one report, in the order in which it tells them.

    Every statement is in one at least: what has no event is with what it speaks of ("the attack", "the toll"), with
    what it answers or goes on from, or else alone.
    """
    return _Sorting(reading).accounts()


class _Sorting:
    def __init__(self, reading: Reading) -> None:
        self.report, ledger = reading.report, reading.ledger
        self.statements: Sequence[Statement] = ledger.statements[:_MOST_STATEMENTS]
        self.cast = Cast(actors=ledger.actors, mentions=())
        self.sides = StateSides(self.cast)
        self.published = first_and_last(ledger.report.published)
        self.window = news_window(ledger.report.published)
        self.texts = [" ".join(self.report.text[a:b] for a, b in s.content) for s in self.statements]
        self.tokens = [tokens(text) for text in self.texts]
        self.country = _main_country(self.statements)
        self.names = {a.id: a.name for a in ledger.actors}
        self.worn = _worn(ledger.actors)
        self.accused = _Accused(ledger.actors, self.sides)
        self.issues = IssueAccounts(self.report.id, self.published[1], self.report.outlet, ledger.actors, self.sides)
        self.cases: list[_Case] = []
        self.of: dict[int, list[_Case]] = {}
        self.answers = {link.from_: link.to for link in ledger.links}
        self.linked: dict[str, set[str]] = {}
        for link in ledger.links:
            self.linked.setdefault(link.from_, set()).add(link.to)
            self.linked.setdefault(link.to, set()).add(link.from_)
        self.outdated = {link.to for link in ledger.links if link.relation == "updates"}

    def accounts(self) -> tuple[Account, ...]:
        for index, statement in enumerate(self.statements):
            for event in statement.events:
                self._place(self._item(index, statement, event))
        position = {s.id: i for i, s in enumerate(self.statements)}
        for index in range(len(self.statements)):
            if index not in self.of:
                self._attach(index, position)
        found = (self._account(case, number) for number, case in enumerate(self.cases))
        told = tuple(account for account in found if account.answers)
        return (*told, *self.issues.of(self.statements, self.texts, self.report.text))

    # --- events --------------------------------------------------------------------------------------------------

    def _item(self, index: int, statement: Statement, event: Event) -> _Item:
        days = (_day(event.start), _day(event.end or event.start))
        family = facts().family.get(event.type, event.type)
        if family == "violence" and self._is_war(index, statement, event, days):
            family = "war"
        if family == "control" and event.place is None:
            family = "words"
        # Who is said not to have done it tells no happenings apart.
        told = statement.stance != "deny" and event.polarity == "positive"
        doers = self.sides(a for a in event.actors if told and self.names.get(a) not in facts().bystanders)
        targets = self.sides(event.targets)
        if event.type == "interception":
            # Who shoots drones down is who they were sent against: both are one attack.
            doers, targets = targets, doers
        return _Item(index, event, family, doers, targets, days)

    def _is_war(self, index: int, statement: Statement, event: Event, days: tuple[str | None, str | None]) -> bool:
        if event.place is not None and event.place.level not in WIDE:
            return False
        words = set(self.tokens[index])
        of_war = bool(facts().war & words)
        if of_war and "since" in words:
            return True  # "since the war began", whatever day the event was given
        if days[0] and length(days) <= _LONG_DAYS:
            return False
        if any(f.measure in ("killed", "displaced") and (f.low or 0) >= _WAR_TOLL for f in statement.figures):
            return True
        return of_war and event.type in ("clash", "abuse")

    def _place(self, item: _Item) -> None:
        best, top = None, _JOINS
        for case in self.cases[-_OPEN_CASES:][::-1]:
            score = self._fit(case, item)
            if score is not None and score > top:
                best, top = case, score
        if best is None:
            best = _Case(item.family, _country_of(item.event) or self.country)
            self.cases.append(best)
        best.take(item)
        held = self.of.setdefault(item.index, [])
        if best not in held:
            held.append(best)

    def _fit(self, case: _Case, item: _Item) -> float | None:
        """How well an event fits a happening told before; None where it cannot be of it."""
        if case.family != item.family or case.family == "words":
            return None
        if case.family == "war":
            return 1.0 if case.country == (_country_of(item.event) or self.country) else None
        place = _place_fit(case.places, item.event.place)
        if place <= -1 or self._apart(case, item):
            return None
        if case.family == "control":
            return place if item.event.place is not None and case.places else None
        actors, targets = _shared(item.actors, case.actors), _shared(item.targets, case.targets)
        if actors < 0 and (targets <= 0 or place <= 0) and not (place >= NEAR and item.days[0] and case.days[0]):
            return None
        near = max(0.0, 0.6 - 0.05 * (item.index - case.last))
        if case.family == "talks" and not (actors > 0 or targets > 0 or place > 0) and (item.actors or item.targets):
            return None
        same_day = 0.6 if item.days[0] and case.days[0] else 0.0
        return place + same_day + 0.4 * actors + 0.3 * targets + (0.2 if item.event.type in case.types else 0.0) + near

    def _apart(self, case: _Case, item: _Item) -> bool:
        """True where they happened on different days; what has no day is news, not background."""
        both = bool(case.days[0] and item.days[0])
        days = gap(case.days if case.days[0] else self.window, item.days if item.days[0] else self.window)
        if not days:
            return False
        if case.days[0] and not both and item.index - case.last <= 1:
            return False  # "In August 2013 …, and 49 died": the next clause goes on in the background
        return both or days > _BACKGROUND_DAYS

    # --- statements without events -------------------------------------------------------------------------------

    def _attach(self, index: int, position: dict[str, int]) -> None:
        case = self._spoken_of(index) or self._answered(index, position) or self._went_on(index)
        if case is None:
            case = _Case("words", self.country)
            self.cases.append(case)
        case.events.setdefault(index, [])
        self.of.setdefault(index, []).append(case)

    def _spoken_of(self, index: int) -> _Case | None:
        """The happening that "the attack", "the toll", "these crimes" speaks of: near before, else the main one."""
        families = {f for w in self.tokens[index] if (f := facts().anaphora.get(w))}
        if any(f.measure in facts().counted["violence"] for f in self.statements[index].figures):
            families.add("violence")
        told = [c for c in self.cases if c.family in families] if families else []
        before = [c for c in told if min(c.events) <= index]
        near = [c for c in before if index - _nearest(c, index) <= _NEXT and not self._is_background(c)]
        if near:
            return max(near, key=lambda c: (_nearest(c, index), len(c.events)))
        news = [c for c in before if not self._is_background(c)]
        return max(news or before, key=lambda c: len(c.events), default=told[0] if told else None)

    def _answered(self, index: int, position: dict[str, int]) -> _Case | None:
        """The happening of the statement that this one is linked to."""
        other = position.get(self.answers.get(self.statements[index].id, ""))
        cases = self.of.get(other, []) if other is not None else []
        return next((c for c in cases if c.family != "words"), None)

    def _went_on(self, index: int) -> _Case | None:
        """A denial, accusation or further demand without an event of its own is of the main deed told before it."""
        statement = self.statements[index]
        for before in range(index - 1, max(-1, index - 1 - _NEXT), -1):
            other = self.statements[before]
            if statement.stance == other.stance == "demand" and statement.speakers == other.speakers:
                return next(iter(self.of[before]), None)
        guilty = facts().guilt & set(self.tokens[index])
        if statement.stance not in ("deny", "accuse") and not guilty:
            return None
        near = [c for c in self.cases if min(c.events) <= index and index - _nearest(c, index) <= _REACH]
        told = [c for c in near if c.family == "violence" and not self._is_background(c)]
        held = [c for c in near if c.family == "control" and statement.stance == "deny" and self._names(index, c)]
        return max(held or told, key=lambda c: len(c.events), default=None)

    def _names(self, index: int, case: _Case) -> bool:
        """True where the words of a statement have the name of the place of a happening."""
        return any(set(tokens(p.name)) <= set(self.tokens[index]) for p in case.places if p.level not in WIDE)

    def _is_background(self, case: _Case) -> bool:
        days = gap(case.days, self.window) if case.days[0] else None
        return days is not None and days > _BACKGROUND_DAYS

    def _is_earlier(self, statement: Statement) -> bool:
        """True for "an earlier toll of 15": the words themselves say that the number was brought up to date since."""
        counted = [f.span[0][0] for f in statement.figures if f.span]
        for start, end in statement.content if counted else ():
            if found := facts().earlier.search(self.report.text, start, end):
                return found.end() <= min(counted)
        return False

    # --- the account ---------------------------------------------------------------------------------------------

    def _account(self, case: _Case, number: int) -> Account:
        indices = sorted(case.events)
        days, dated = (case.days, True) if case.days[0] else (self.window, False)
        answers: list[Answer] = []
        words: dict[str, None] = {}
        named: dict[str, None] = {}
        specific = any(p.level not in WIDE for p in case.places) or 0 < length(case.days) <= _FEW_DAYS
        for i in indices:
            told = Told(
                statement=self.statements[i], text=self.texts[i], tokens=tuple(self.tokens[i]),
                events=tuple(case.events[i]), report_text=self.report.text, actors=self.names,
                accused=self.accused(self.statements[i]), published=self.published[1],
                outdated=self.statements[i].id in self.outdated or self._is_earlier(self.statements[i]),
                alone=len(self.of[i]) == 1, specific=specific,
                linked=tuple(sorted(self.linked.get(self.statements[i].id, ()))),
            )  # fmt: skip
            answers += answers_of(told, case.family, self.sides)
            words.update(dict.fromkeys(sorted(content_words(self.texts[i]) - self.worn)))
            named.update(dict.fromkeys(sorted(names(self.texts[i]) - self.worn)))
        places = sorted(case.places, key=_depth)[:_MOST_PLACES]
        countries: set[str | None] = {p.country for p in places} or {case.country}
        first = indices[0]
        beside = sum(min(other.events) == first for other in self.cases[:number])
        return Account(
            id=stable_id("k", self.statements[first].id, case.family, *(e.trigger for e in case.events[first]), beside),
            report=self.report.id,
            published=self.published[1],
            family=case.family,
            types=tuple(kind for kind, _ in case.types.most_common()),
            places=tuple(map(bare, places)),
            countries=tuple(sorted(c for c in countries if c)),
            start=days[0],
            end=days[1],
            dated=dated,
            actors=tuple(case.actors),
            targets=tuple(case.targets),
            words=tuple(list(words)[:_MOST_WORDS]),
            names=tuple(list(named)[:_MOST_NAMES]),
            figures=tuple(dict.fromkeys(_bounds(c) for a in answers for c in a.counts)),
            answers=tuple(answers),
        )  # fmt: skip


def _worn(actors: Sequence[Actor]) -> frozenset[str]:
    """The words for countries, sides and bodies: who fights or speaks is compared as such, and all news of a war has
    these words."""
    named = [a.name for a in actors if a.kind not in ("person", "unnamed")]
    for country in {a.country for a in actors if a.country in countries()}:
        known = countries()[country]
        named += [known.name, *known.other, *known.adjectives, *known.people]
    return frozenset(form for name in named for word in tokens(name) for form in (stem(word), root(word)))


class _Accused:
    """Answers which sides the words of an accusation name."""

    def __init__(self, actors: Sequence[Actor], sides: StateSides) -> None:
        found = sorted((span, a.id) for a in actors for span in a.mentions if a.kind != "unnamed")
        self._starts = [span[0] for span, _ in found]
        self._found, self._sides = found, sides

    def __call__(self, s: Statement) -> frozenset[str]:
        named = []
        for start, end in s.content:
            for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
                named.append(self._found[i][1])
        return self._sides(named) - self._sides(s.speakers)


def _bounds(count: Count) -> tuple[str, float, float]:
    return count.measure, count.low or 0.0, count.high or count.low or 0.0


def _day(date: str | None) -> str | None:
    return date.split("/")[0] if date else None


def _nearest(case: _Case, index: int) -> int:
    return max((i for i in case.events if i <= index), default=0)


def _place_fit(places: Sequence[Place], place: Place | None) -> float:
    if place is None or not places:
        return 0.0
    matches = [agreement(p, place) for p in places]
    if max(matches) > 0 or min(matches) < 0:
        return max(matches) if max(matches) > 0 else min(matches)
    # Two places by name, of which nobody knows where they lie: more likely two than one.
    return _UNKNOWN_PLACES if place.level not in WIDE and any(p.level not in WIDE for p in places) else 0.0


def _shared(some: frozenset[str], others: dict[str, None]) -> int:
    if not some or not others:
        return 0
    return 1 if some & others.keys() else -1


def _depth(place: Place) -> int:
    return ("site", "town", "city", "admin2", "admin1", "country", "region").index(place.level)


def _country_of(event: Event) -> str | None:
    return event.place.country if event.place else None


def _main_country(statements: Sequence[Statement]) -> str | None:
    """The country that most events of the report are placed in."""
    counts = Counter(e.place.country for s in statements for e in s.events if e.place and e.place.country)
    return max(sorted(counts), key=lambda c: counts[c], default=None)
