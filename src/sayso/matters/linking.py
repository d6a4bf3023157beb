"""Links between statements of one matter: what cannot both hold, what denies, bears out, repeats or brings up to date.

A new answer is compared with the distinct values of the answers before it and links to a few statements of each, so
that a matter of thousands of statements stays affordable.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sayso.matters.answering import MOST_ANSWERED, answered, said_on
from sayso.matters.days import gap
from sayso.matters.issues import is_issue
from sayso.matters.model import Account, Answer, Count, MatterLink
from sayso.matters.scoring import JOINS, Profile, fit, weight
from sayso.matters.whereabouts import agreement
from sayso.model import Relation
from sayso.reading.compare import NEAR, figures_meet, in_words, place_match
from sayso.reading.marks import FigureMention

# Statements of one value that a new answer links to, the newest first, and distinct values that it is compared with.
_OF_A_VALUE = 12
_VALUES = 60
# Links of one answer: a reader follows no more, and every further one is to a value linked already.
_MOST_LINKS = 40
# A toll told so many days after a higher one contradicts it; a lower one told long before may simply have risen.
_MAY_HAVE_RISEN_DAYS = 3
# That a place is held is said of the days around it.
_STILL_HELD_DAYS = 3
# Counts of one event differ by less than this, whoever gives them.
_FARTHEST = 10
AGAINST = frozenset({"contradicts", "denies"})
_NOT_VERSIONS = frozenset({"demand", "offer", "ask", "withhold", "promise", "predict"})
_COUNTS_PEOPLE = frozenset({"killed", "injured", "missing", "captured", "displaced", "detained", "released"})


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with the report it stands in."""

    answer: Answer
    report: str
    origins: frozenset[str]
    """Who first said it (ids); answers of one origin do not contradict each other. Empty: nobody knows."""
    account: Account | None = None
    """What the report tells of the happening. Accounts that fit only through others do not clash."""


@dataclass
class Thread:
    """The answers of one matter so far, by what they say."""

    matter: str
    question: str
    values: dict[tuple[object, ...], deque[Given]] = field(default_factory=dict)

    def hold(self, given: Given) -> None:
        """Keep an answer for those to come."""
        value = _value(given.answer)
        if value is not None:
            held = self.values.pop(value, None) or deque(maxlen=_OF_A_VALUE)
            held.append(given)
            self.values[value] = held  # the value told last comes last

    def links_of(self, given: Given) -> list[MatterLink]:
        """The links of a new answer to those held, the newest values first."""
        found: list[MatterLink] = []
        agreed: MatterLink | None = None
        if _value(given.answer) is None:
            return []
        most = MOST_ANSWERED if is_issue(self.question) else _MOST_LINKS
        for value in list(self.values)[: -_VALUES - 1 : -1]:
            for other in reversed(self.values[value]):
                related = _relation(given, other, self.question)
                if related is None or len(found) >= most:
                    continue
                relation, why, turned = related
                start, end = (other, given) if turned else (given, other)
                link = MatterLink(start.answer.statement, end.answer.statement, relation, why, self.matter)
                if relation in ("supports", "restates"):
                    agreed = link  # of many the earliest held
                else:
                    found.append(link)
        return [*found, agreed] if agreed else found


def links_in(matter: str, question: str, answers: Iterable[Given]) -> list[MatterLink]:
    """The links among all answers of one matter, in the order in which they came."""
    thread = Thread(matter, question)
    found = []
    for given in answers:
        found += thread.links_of(given)
        thread.hold(given)
    return found


def _value(answer: Answer) -> tuple[object, ...] | None:
    """What an answer says, for telling distinct values; None where it says nothing that others could clash with."""
    if is_issue(answer.question):
        return said_on(answer)
    if answer.counts:
        return tuple((c.measure, c.part, c.low, c.high, c.qualifier) for c in answer.counts)
    if answer.culprits:
        return ("by", answer.culprits, answer.denied)
    if answer.holder or (answer.question == "control" and answer.denied and answer.sides):
        return ("held", answer.holder or answer.sides, answer.denied, not answer.holder)
    return None


def _relation(new: Given, old: Given, question: str) -> tuple[Relation, str, bool] | None:
    """Relation, why, and whether it leads from the old answer to the new one."""
    if new.answer.statement == old.answer.statement:
        return None
    if is_issue(question):
        if new.report == old.report or new.origins & old.origins:
            return None
        return answered(new.answer, old.answer)
    if question == "treatment":
        return None  # each hospital counts its own patients
    found = None
    if new.answer.counts and old.answer.counts:
        found = _of_counts(new, old)
    elif question == "responsibility":
        found = _of_culprits(new, old)
    elif question == "control":
        found = _of_holders(new, old)
    if found and new.report == old.report and (found[0] not in AGAINST or old.answer.statement in new.answer.linked):
        return None  # what else ties statements of one report is read with its words at hand
    return found


def _versions(*answers: Answer) -> bool:
    return not any(a.stance in _NOT_VERSIONS for a in answers)


# --- how many ----------------------------------------------------------------------------------------------------


def _of_counts(new: Given, old: Given) -> tuple[Relation, str, bool] | None:
    same_origin = bool(new.origins & old.origins)
    together: bool | None = None
    for mine in _totals(new.answer):
        for theirs in _totals(old.answer):
            if mine.measure != theirs.measure or _other_side(mine, theirs):
                continue
            clash = _comparable(mine, theirs) and _clash(mine, theirs)
            same = mine.part == theirs.part and (mine.low, mine.high) == (theirs.low, theirs.high)
            if not clash and not same:
                continue
            together = _of_one(new, old) if together is None else together
            if not together:
                return None
            if not clash:
                return "restates" if same_origin else "supports", f"{mine.measure}: {_words(mine)} in both", False
            if same_origin:
                return _update(new, old, mine, theirs)
            if _versions(new.answer, old.answer) and not _superseded(new, old) and not _risen(new, old, mine, theirs):
                why = f"{mine.measure}{f' ({mine.part})' if mine.part else ''}: {_words(mine)} against {_words(theirs)}"
                return "contradicts", why, False
    return None


def _of_one(new: Given, old: Given) -> bool:
    """True where nothing tells the two statements apart: place, days, doers, or the accounts they stand in."""
    a, b = new.answer, old.answer
    return not _elsewhere(a, b) and not _other_doers(a, b) and _fit(new, old)


def _elsewhere(a: Answer, b: Answer) -> bool:
    """True where the two statements themselves give places or days that cannot be one."""
    if (gap(a.days, b.days) or 0) > 1:
        return True
    return a.where is not None and b.where is not None and agreement(a.where, b.where) < 0


def _other_doers(a: Answer, b: Answer) -> bool:
    """True where both statements name doers and not the same: what each killed are two counts."""
    return bool(a.doers and b.doers) and not set(a.doers) & set(b.doers)


def _fit(new: Given, old: Given) -> bool:
    """True where the two accounts fit each other by themselves, not only through others of the happening."""
    if new.account is None or old.account is None:
        return True
    alone = Profile("", old.account.family, "", 0)
    alone.take(old.account)
    signs = fit(new.account, alone)
    return signs is not None and weight(signs) >= JOINS


def _totals(answer: Answer) -> Iterator[Count]:
    """The counts of an answer but for those that it tells beside a greater one of the same."""
    for count in answer.counts:
        if not any(
            c.measure == count.measure and c.part == count.part and (c.high or 0) > (count.high or 0)
            for c in answer.counts
        ):
            yield count


def _comparable(a: Count, b: Count) -> bool:
    """False where one is so much more than the other that it counts a campaign against a day."""
    small, large = sorted((a.high or a.low or 0.0, b.high or b.low or 0.0))
    return large <= _FARTHEST * max(small, 1.0)


def _update(new: Given, old: Given, mine: Count, theirs: Count) -> tuple[Relation, str, bool] | None:
    if new.report == old.report or mine.part != theirs.part:
        return None  # inside a report its own reading says which is the newer
    turned = new.answer.outdated or ((new.answer.said or "") < (old.answer.said or "") and not old.answer.outdated)
    before, now = (mine, theirs) if turned else (theirs, mine)
    return "updates", f"same speaker, {mine.measure}: {_words(before)} before, {_words(now)} now", turned


def _superseded(new: Given, old: Given) -> bool:
    return new.answer.outdated or old.answer.outdated


def _risen(new: Given, old: Given, mine: Count, theirs: Count) -> bool:
    """True where the lower count is so much older that it may have risen since."""
    days = gap((new.answer.said, None), (old.answer.said, None))
    if days is None or days <= _MAY_HAVE_RISEN_DAYS or mine.measure not in _COUNTS_PEOPLE:
        return False
    first, second = (mine, theirs) if (new.answer.said or "") < (old.answer.said or "") else (theirs, mine)
    return (first.high or first.low or 0.0) < (second.low or 0.0)


def _clash(a: Count, b: Count) -> bool:
    """True where both cannot hold: ranges that do not meet, or a part greater than the whole."""
    if a.part == b.part:
        return not figures_meet(figure_of(a), figure_of(b))
    if a.part and b.part:
        return False
    part, whole = (a, b) if a.part else (b, a)
    return part.low is not None and not figures_meet(
        figure_of(whole), figure_of(part.model_copy(update={"high": None, "qualifier": "at_least"}))
    )


def _other_side(a: Count, b: Count) -> bool:
    return a.side is not None and b.side is not None and a.side != b.side


def figure_of(count: Count) -> FigureMention:
    """The count as a figure, for comparing."""
    return FigureMention(span=(0, 1), measure=count.measure, low=count.low, high=count.high, qualifier=count.qualifier)


def _words(count: Count) -> str:
    head = {
        "at_least": "at least ",
        "more_than": "more than ",
        "at_most": "at most ",
        "fewer_than": "fewer than ",
        "about": "about ",
    }
    return head.get(count.qualifier, "") + in_words(figure_of(count))


# --- who did it, who holds it --------------------------------------------------------------------------------------


def _of_culprits(new: Given, old: Given) -> tuple[Relation, str, bool] | None:
    a, b = new.answer, old.answer
    if not a.culprits or not b.culprits or not _versions(a, b):
        return None
    if a.denied != b.denied:
        said, denied = (b, a) if a.denied else (a, b)
        if set(said.culprits) <= set(denied.culprits) and not set(said.sides) & set(denied.sides):
            # The denial leads to what it denies.
            return "denies", "the same deed: said to be done by, and denied", not a.denied
        return None
    if a.denied:
        return None
    if set(a.culprits) & set(b.culprits):
        if a.culprits == b.culprits and a.raises and b.raises:
            return ("restates" if new.origins & old.origins else "supports"), "the same culprit", False
        return None
    if a.narrated or b.narrated or not a.raises or not b.raises or _elsewhere(a, b):
        return None  # a report's own voice accuses nobody, and a deed told in passing may be another
    if "accuse" in (a.stance, b.stance) and not set(a.sides) & set(b.sides):
        return "contradicts", "the same deed, another culprit", False
    return None


def _of_holders(new: Given, old: Given) -> tuple[Relation, str, bool] | None:
    a, b = new.answer, old.answer
    if not _versions(a, b) or (gap(_when(a), _when(b)) or 0) > _STILL_HELD_DAYS or not _one_place(new, old):
        return None
    if not a.holder or not b.holder:
        return _of_no_fall(a, b)
    shared, apart = set(a.holder) & set(b.holder), not set(a.sides) & set(b.sides)
    if shared and a.denied == b.denied:
        return ("restates" if new.origins & old.origins else "supports"), "held by the same side", False
    if shared and set(a.sides) != set(b.sides):
        return "denies", "held, and not held, by the same side", not a.denied
    if not shared and not a.denied and not b.denied and apart:
        return "contradicts", "held by different sides", False
    return None


def _of_no_fall(a: Answer, b: Answer) -> tuple[Relation, str, bool] | None:
    """A side says that the place did not fall, naming nobody: against others who are said to hold it, or that the
    side lost it."""
    no_fall, other = (b, a) if a.holder else (a, b)
    if not no_fall.denied or not no_fall.sides or not other.holder or set(a.sides) & set(b.sides):
        return None
    if other.denied == bool(set(other.holder) & set(no_fall.sides)):
        return "denies", "said to have fallen, and not to have", no_fall is b
    return None


def _one_place(new: Given, old: Given) -> bool:
    """True where both speak of one place; an answer that names none speaks of that of its account."""
    mine, theirs = (
        g.answer.where or (g.account.places[0] if g.account and g.account.places else None) for g in (new, old)
    )
    return mine is not None and theirs is not None and place_match(mine, theirs) >= NEAR


def _when(answer: Answer) -> tuple[str | None, str | None]:
    return answer.days if answer.days[0] else (answer.said, answer.said)
