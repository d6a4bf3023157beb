"""Which questions a statement answers of a happening, and what its answers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.matters.facts import facts
from sayso.matters.model import Answer, Count
from sayso.matters.sides import StateSides
from sayso.matters.words import tokens
from sayso.model import Event, Figure, Place, Statement
from sayso.reading.compare import REALISED

# A part is named within so many words after the number, or before it.
_PART_WORDS = 4
_AFTER = 60
_SHORT = 8
# Deeds that have a doer. In a clash both sides fight, unless one alone is named as attacking; who began a war is no
# question of one happening.
_DEEDS = frozenset({"strike", "bombing", "abuse", "detention", "cyber", "interception", "accident"})
NAMES = "names who did it"
_BLAMES = frozenset({"accuse", "deny"})
_UNCOUNTED = frozenset({"other", "distance_km", "duration_minutes", "money", "area_km2"})
# Words after a number that end what it counts, or begin a part of it.
_JOINTS = frozenset(
    {"and", "while", "as", "in", "of", "at", "were", "was", "killed", "wounded", "injured", "people", "including",
     "most", "mostly", "many", "among", "mainly", "with"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the events of it that are of the happening, and what is known of its words."""

    statement: Statement
    text: str
    tokens: tuple[str, ...]
    events: tuple[Event, ...]
    report_text: str
    actors: Mapping[str, str]
    """Names of actors by id."""
    accused: frozenset[str]
    """Sides named in the words of an accusation."""
    published: str | None
    outdated: bool
    """True where a link of the report says that its figures were brought up to date."""
    alone: bool
    """True where the statement is of no other happening."""
    specific: bool
    """True where the happening has a place within a country, or a day: who did it can then be asked."""
    linked: tuple[str, ...]
    """Statements that links of the report tie to it."""


def answers_of(told: Told, family: str, sides: StateSides) -> Iterator[Answer]:
    """The statement's answers, each under its question, in a fixed order."""
    s = told.statement
    narrated = s.quote == "narration"
    common: dict[str, Any] = {
        "statement": s.id, "speakers": s.speakers, "sides": () if narrated else tuple(sorted(sides(s.speakers))),
        "stance": s.stance, "narrated": narrated, "said": (s.said or "").split("/")[0] or told.published,
        "outdated": told.outdated, "linked": told.linked,
        "doers": tuple(sorted(sides(_doers(told)))),
        "where": next((bare(e.place) for e in told.events if e.place), None),
        "days": next(((e.start, e.end or e.start) for e in told.events if e.start), (None, None)),
    }  # fmt: skip
    if family == "control":
        yield _held(told, sides, common)
        return
    counts = list(_counts(told, family)) if family != "words" else []
    treated = _of_patients(told) if family == "violence" else False
    blamed = _culprits(told, sides) if family == "violence" and told.specific else None
    if treated:
        yield Answer(question="treatment", because="where the hurt are treated", counts=tuple(counts), **common)
    else:
        for question, why, these in _count_questions(told, counts, family):
            yield Answer(question=question, because=why, counts=these, **common)
    if family == "violence" and s.stance == "demand":
        yield Answer(question="demand", because="demands", **common)
        return
    if blamed is not None:
        culprits, denied, why = blamed
        raises = s.stance in _BLAMES or why != NAMES
        yield Answer(question="responsibility", because=why, culprits=culprits, denied=denied, raises=raises, **common)
    blames = blamed is not None and (s.stance in _BLAMES or blamed[2] != NAMES)
    if treated or _of_toll_alone(told, counts) or _blame_alone(told, blames):
        return
    if told.events or (blamed is None and not counts):
        denied = s.stance == "deny" or any(e.polarity == "negative" for e in told.events)
        why = "event: " + ", ".join(dict.fromkeys(e.type for e in told.events)) if told.events else "speaks of it"
        yield Answer(question="event", because=why, denied=denied, **common)


def _held(told: Told, sides: StateSides, common: dict[str, Any]) -> Answer:
    """Who is said to hold the place, or not to: that a side lost it says that it does not, whoever does."""
    events = [e for e in told.events if e.status in REALISED]
    denied = any(e.polarity == "negative" for e in told.events) or told.statement.stance == "deny"
    held = {a for e in events for a in sides(e.actors)}
    lost = set() if held else {a for e in events for a in sides(e.targets)}
    return Answer(
        question="control", because="control of a place", holder=tuple(sorted(held or lost)),
        denied=denied != bool(lost), **common,
    )  # fmt: skip


def _doers(told: Told) -> list[str]:
    # Who shoots drones down is not who sent them: counts of both are of one attack.
    acting = [a for e in told.events for a in (e.targets if e.type == "interception" else e.actors)]
    return [a for a in acting if told.actors.get(a) not in facts().bystanders]


def bare(place: Place) -> Place:
    """The place without the words that name it here, so that one place is one value in every report."""
    return place.model_copy(update={"span": None, "score": None, "rivals": ()})


# --- how many ----------------------------------------------------------------------------------------------------


def _counts(told: Told, family: str) -> Iterator[Count]:
    fits = facts().counted.get(family)
    for figure in told.statement.figures:
        if figure.measure in _UNCOUNTED:
            continue
        if fits is None and not told.alone:
            continue
        if fits is not None and figure.measure not in fits and not told.alone:
            continue
        if not _of_this_event(told, figure):
            continue
        yield Count(
            measure=figure.measure, low=figure.low, high=figure.high, qualifier=figure.qualifier, side=figure.side,
            part=_part(told, figure),
        )  # fmt: skip


def _of_this_event(told: Told, figure: Figure) -> bool:
    """In a statement of several happenings a figure is of the one whose words are nearest to it."""
    if told.alone or not told.events or not figure.span:
        return True
    at = figure.span[0][0]
    mine = min(abs(e.trigger[0][0] - at) for e in told.events)
    others = [e for e in told.statement.events if e not in told.events and facts().family.get(e.type) == "violence"]
    return all(mine <= abs(e.trigger[0][0] - at) for e in others)


def _part(told: Told, figure: Figure) -> str | None:
    """The part of all harmed that a figure counts: "10 children"."""
    side = told.actors.get(figure.side or "", "").casefold()
    if side in facts().part:
        return facts().part[side]
    if figure.span:
        end = figure.span[-1][1]
        return _first_part(tokens(told.report_text[end : end + _AFTER])[:_PART_WORDS])
    # A figure that a person entered has no span: its number is looked for in the words.
    for i, word in enumerate(told.tokens):
        if word.isdigit() and figure.low == figure.high == float(word):
            return _first_part(told.tokens[i + 1 : i + 1 + _PART_WORDS])
    return None


def _first_part(words: Sequence[str]) -> str | None:
    for word in words:
        if word in facts().part:
            return facts().part[word]
        if word in _JOINTS or word.isdigit():
            return None
    return None


def _count_questions(told: Told, counts: list[Count], family: str) -> Iterator[tuple[str, str, tuple[Count, ...]]]:
    grouped: dict[str, list[Count]] = {}
    for count in counts:
        grouped.setdefault(f"{count.measure}:{count.part}" if count.part else count.measure, []).append(count)
    for question, these in grouped.items():
        yield question, "counts " + question.replace(":", ", of them "), tuple(these)
    if family != "violence":
        return
    words = frozenset(told.tokens)
    if "killed" in grouped and not any(q.startswith("killed:") for q in grouped):
        for part in ("children", "women"):
            if any(
                a in ("mostly", "most", "including", "many") and facts().part.get(b) == part
                for a, b in zip(told.tokens, told.tokens[1:], strict=False)
            ):
                yield f"killed:{part}", f"says that many were {part}", tuple(grouped["killed"])
    if {"toll", "tolls"} & words:
        if "killed" not in grouped:
            yield "killed", "speaks of the toll", ()
        if "injured" not in grouped and words & facts().hurt:
            yield "injured", "speaks of the wounded", ()


def _of_patients(told: Told) -> bool:
    words = frozenset(told.tokens)
    return bool(words & facts().care and words & facts().wards) and not {"bomb", "blast"} & words


# --- who did it --------------------------------------------------------------------------------------------------


def _culprits(told: Told, sides: StateSides) -> tuple[tuple[str, ...], bool, str] | None:
    """Who is said to have done it or not to have; None where the statement does not say who."""
    s = told.statement
    deeds = [e for e in told.events if e.type in _DEEDS or (e.type == "clash" and len(sides(e.actors)) == 1)]
    deeds = [e for e in deeds if e.type != "interception"] or deeds
    doers = frozenset(a for e in deeds for a in sides(e.actors) if told.actors.get(a) not in facts().bystanders)
    spoken = frozenset(told.tokens) & facts().guilt
    if s.stance == "deny":
        denied = doers or (
            sides(s.speakers) if not any(e.polarity == "negative" and e.actors for e in deeds) else doers
        )
        return tuple(sorted(denied)), True, "denies a deed"
    negative = frozenset(a for e in deeds if e.polarity == "negative" for a in sides(e.actors))
    if negative and s.quote != "narration":
        return tuple(sorted(negative)), True, "says who did not do it"
    if s.stance == "accuse":
        return tuple(sorted(doers or told.accused)), False, "accuses"
    if s.quote == "narration" and not spoken:
        return None
    if doers and s.stance not in ("praise", "predict", "offer", "promise", "ask"):
        return tuple(sorted(doers)), False, NAMES
    if spoken:
        return tuple(sorted(told.accused)), False, "speaks of responsibility: " + ", ".join(sorted(spoken))
    return None


def _of_toll_alone(told: Told, counts: list[Count]) -> bool:
    """True for "the toll could rise": it speaks of how many, not of what happened."""
    return not counts and bool({"toll", "tolls"} & set(told.tokens)) and told.statement.stance != "confirm"


def _blame_alone(told: Told, blames: bool) -> bool:
    """True for "denied responsibility" and "blamed the government": nothing else is said of what happened."""
    return blames and (told.statement.stance == "deny" or len(told.tokens) <= _SHORT)
