"""Links within a report: denials, answers, contradictions, confirmations, parts of totals.

Each claim looks back over a window of earlier claims, so that the work grows with the length of the report and not
with its square; an answer in a lead also looks ahead to the claim it answers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso.lexicons import load
from sayso.model import Place, Relation
from sayso.reading.compare import (
    NEAR,
    WIDE,
    Sides,
    apart_in_time,
    event_match,
    figures_meet,
    in_words,
    narrower,
    place_match,
)
from sayso.reading.marks import Cast, Claim, EventMention, FigureMention, Parse

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many earlier claims an answer may reach back over, and how many later ones a lead may point on to.
_BACK = 40
_AHEAD = 16
# What is answered mostly stands before the answer, and close by.
_LATER = 1.0
_STEP = 0.06
# A speaker elaborates on what he said within so many claims; parts of a total stand close by it.
_GOES_ON = 5
_GOES_ON_WORDS = 3
_PARTS_BACK = 8
# Share of the smaller content's words that both contents have.
_SOME = 0.2
_QUARTER = 0.25
_MANY = 0.34
_MOST = 0.5
# Agreement of events (see `event_match`): a wider place; place or participants; place and a participant.
_KINDRED = 0.55
_SAME = 1.0
_ALIKE = 1.2
_CLEAR = 1.7
# Counts of one event differ by less than this, whoever gives them.
_FARTHEST = 20
# Tokens of a content that are looked at.
_LONGEST = 80
_LONGEST_HEADLINE = 600
_LONGEST_LEAD = 500
_LONGEST_TITLE = 250
_HEADLINE_WORDS = 5
# Share of the longer words that begin with a capital in a title.
_CAPITALS = 0.75
_LONGEST_WHY = 60
_SENTENCE_ENDS = frozenset(".!?,:;")
_MEANINGFUL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_INDEFINITE = frozenset({"a", "an", "any", "some"})
_VAGUE = frozenset({"it", "this", "that"})
_GROUND: frozenset[str] = frozenset({"control", "clash"})
_PEOPLE = frozenset({"person", "people", None})

_ANSWERS: dict[str, Relation] = {"deny": "denies", "doubt": "doubts", "withhold": "withholds", "confirm": "confirms"}
_NO_VERSION = frozenset({"demand", "offer", "ask", "withhold", "doubt"})
"""Stances that give no version of what happened."""


@dataclass(frozen=True, slots=True)
class _Facts:
    common: frozenset[str]
    claims: frozenset[str]
    denial: frozenset[str]
    guilt: frozenset[str]
    counts: frozenset[str]
    older: frozenset[str]
    newer: frozenset[str]
    deeds: frozenset[str]
    parts: dict[str, frozenset[str]]


@cache
def _facts() -> _Facts:
    table, stances = load("links"), load("stances")
    return _Facts(
        common=frozenset(table["common"]["words"]),
        claims=frozenset(table["said"]["words"]),
        denial=frozenset(w for c in stances["class"] if c["name"] == "denial" for w in c["words"]),
        guilt=frozenset(table["guilt"]["words"]),
        counts=frozenset(table["update"]["counts"]),
        older=frozenset(table["update"]["older"]),
        newer=frozenset(table["update"]["newer"]),
        deeds=frozenset(table["deeds"]["types"]),
        parts={whole: frozenset(parts) for whole, parts in table["parts"].items()},
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What links ask of a claim, worked out once."""

    index: int
    claim: Claim
    headline: bool
    lead: bool
    """True near the beginning of the text."""
    narrated: bool
    speakers: frozenset[str]
    sides: frozenset[str]
    words: frozenset[str]
    """Lemmas of the content that carry meaning."""
    types: frozenset[str]
    """Types of event that its own can agree or disagree with."""
    counted: frozenset[str]
    """Measures of its figures."""
    names: frozenset[str]
    """Those of them that are parts of names."""
    cue: frozenset[str]
    forms: frozenset[str]
    """The words of cue and content in lower case."""
    events: tuple[EventMention, ...]
    of_words: bool
    """True where the content names what others said: "the claim", "these reports"."""
    of_guilt: bool
    """True where the content names responsibility or involvement."""
    short: bool
    indefinite: bool
    """True where the content begins as something new: "an accusation"."""
    vague: bool
    """True where the content is a pronoun: "denied this"."""
    named: frozenset[str]
    """Sides that the content of an answer or accusation mentions."""


def links_of(parse: Parse, claims: tuple[Claim, ...], cast: Cast) -> tuple[tuple[int, int, Relation, str], ...]:
    """Links as (index of the claim that answers, index of the one answered, relation, why).

    `why` holds the words or the fields that made the link. No link leads to or from a headline, and at most one from
    one claim to another.
    """
    sides, headlines = Sides(cast), _headlines(parse)
    only = _only_places(claims)
    views = [_view(parse, claim, i, cast, sides, headlines, only) for i, claim in enumerate(claims)]
    reading = _Reading(parse, views, sides)
    for view in views:
        if not view.headline:
            reading.read(view)
    return tuple((a, b, relation, why) for (a, b), (relation, why) in sorted(reading.found.items()))


# --- what is known of a claim ------------------------------------------------------------------------------------


def _headlines(parse: Parse) -> tuple[int, str]:
    """Where the first paragraph begins that ends as a sentence does or is too long, and what stands before it."""
    for start, end in parse.paragraphs:
        words = parse.report.text[start:end].rstrip("\"'”’)]")
        if words[-1:] in _SENTENCE_ENDS or len(words) > _LONGEST_TITLE:
            return start, " ".join(parse.report.text[: min(start, _LONGEST_HEADLINE)].split())
    return 0, ""


def _is_headline(parse: Parse, claim: Claim, headlines: tuple[int, str]) -> bool:
    """True in a headline, where feeds repeat it before the text, and in What Is Written Like One."""
    end, words = headlines
    start, stop = claim.attribution.content[0]
    if start < end:
        return True
    said = parse.report.text[start : min(stop, start + _LONGEST_HEADLINE)].split()
    long = [w for w in said if len(w) > 3 and w[0].isalpha()]
    if len(long) >= _HEADLINE_WORDS and sum(w[0].isupper() for w in long) >= _CAPITALS * len(long):
        return True
    return len(said) >= _HEADLINE_WORDS and " ".join(said) in words


def _view(
    parse: Parse,
    claim: Claim,
    index: int,
    cast: Cast,
    sides: Sides,
    headlines: tuple[int, str],
    only: dict[str, Place],
) -> _View:
    a = claim.attribution
    tokens = [t for start, end in a.content for t in parse.tokens(start, end)[:_LONGEST]][:_LONGEST]
    cue = [t for start, end in a.cue for t in parse.tokens(start, end)]
    words, names, said, guilt = _words(tokens)
    # Nobody knows whether two unnamed sources are one.
    speakers = frozenset(claim.provenance.speakers) - sides.unnamed
    return _View(
        index=index,
        claim=claim,
        headline=_is_headline(parse, claim, headlines),
        lead=a.content[0][0] < headlines[0] + _LONGEST_LEAD,
        narrated=a.quote == "narration",
        speakers=speakers,
        sides=sides(speakers),
        words=words,
        types=_comparable_types(claim),
        counted=frozenset(f.measure for f in claim.figures),
        names=names,
        cue=frozenset(t.lemma_.lower() for t in cue),
        forms=frozenset(t.lower_ for t in (*cue, *tokens)),
        events=_filled(claim, speakers if guilt else frozenset(), only),
        of_words=said,
        of_guilt=guilt,
        short=len(tokens) <= 6,
        indefinite=bool(tokens) and tokens[0].lower_ in _INDEFINITE,
        vague=len(tokens) <= 2 and a.within is None and bool(_VAGUE & {t.lower_ for t in tokens}),
        named=sides(m.actor for start, end in a.content for m in cast.within(start, end))
        if claim.stance in _ANSWERS or claim.stance == "accuse"
        else frozenset(),
    )


def _words(tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[str], bool, bool]:
    """Lemmas that carry meaning, those of them in names; whether words of others, whether guilt is spoken of."""
    facts = _facts()
    words, names = set(), set()
    said = guilt = False
    for token in tokens:
        pos = token.pos_
        if pos not in _MEANINGFUL:
            continue
        lemma = token.lemma_.lower()
        said = said or (lemma in facts.claims and pos == "NOUN")
        guilt = guilt or lemma in facts.guilt
        if len(lemma) > 1 and lemma not in facts.common:
            words.add(lemma)
            if pos == "PROPN":
                names.add(lemma)
    return frozenset(words), frozenset(names), said, guilt


def _only_places(claims: Sequence[Claim]) -> dict[str, Place]:
    """By type of event, its place where the report knows but one: there what is told without a place happened."""
    places: dict[str, dict[str, Place]] = {}
    for claim in claims:
        for event in claim.events:
            if event.place is not None and event.place.level not in WIDE:
                places.setdefault(event.type, {}).setdefault(event.place.name, event.place)
    return {kind: next(iter(named.values())) for kind, named in places.items() if len(named) == 1}


def _comparable_types(claim: Claim) -> frozenset[str]:
    types = {e.type for e in claim.events}
    # Who holds a place and who fights for it answer each other.
    return frozenset(types | _GROUND if types & _GROUND else types)


def _filled(claim: Claim, doers: frozenset[str], only: dict[str, Place]) -> tuple[EventMention, ...]:
    """The events with what the report fixes: who claims or denies responsibility speaks of himself as the doer."""
    actors = tuple(sorted(doers))
    return tuple(
        replace(e, actors=e.actors or actors, place=e.place or only.get(e.type))
        if (actors and not e.actors) or (e.place is None and e.type in only)
        else e
        for e in claim.events
    )


def _nested(a: _View, b: _View) -> bool:
    return b.claim.attribution.within == a.index or a.claim.attribution.within == b.index


def _overlap(a: _View, b: _View) -> float:
    smaller = min(len(a.words), len(b.words))
    return len(a.words & b.words) / smaller if smaller else 0.0


def _same_event(a: _View, b: _View, sides: Sides) -> float:
    return max((event_match(x, y, sides) for x in a.events for y in b.events), default=0.0)


# --- reading on through the report -------------------------------------------------------------------------------


class _Reading:
    """The claims read so far, and the links found among them."""

    def __init__(self, parse: Parse, views: Sequence[_View], sides: Sides) -> None:
        self.parse, self.views, self.sides = parse, views, sides
        self.back: deque[_View] = deque(maxlen=_BACK)
        self.found: dict[tuple[int, int], tuple[Relation, str]] = {}
        self.within: dict[int, list[_View]] = {}
        for view in views:
            if view.claim.attribution.within is not None:
                self.within.setdefault(view.claim.attribution.within, []).append(view)
        # By answer, the sides it answers; by claim that supports an earlier one, that one.
        self.answered: dict[int, frozenset[str]] = {}
        self.leads: dict[int, int] = {}

    def read(self, view: _View) -> None:
        """Link one claim to those before it."""
        links = self._answers(view)
        self.answered[view.index] = frozenset(s for i, _, _ in links for s in self.views[i].sides)
        links += self._against({i for i, _, _ in links}, view)
        agreed = None if links else _agreement(view, self.back, self.sides)
        if agreed:
            target, relation, why = agreed
            if relation == "supports":
                lead = self.leads.get(target, target)
                if lead != target and _agreed(view, self.views[lead], self.sides)[0] >= _ALIKE:
                    target = lead
                self.leads[view.index] = target
            links.append((target, relation, why))
        for target, relation, why in links:
            self.found.setdefault((view.index, target), (relation, why))
        self.back.append(view)

    def _answers(self, view: _View) -> list[tuple[int, Relation, str]]:
        """The claims that a denial, doubt, refusal to say or confirmation answers, those inside its words first."""
        relation = _ANSWERS.get(view.claim.stance)
        if relation is None:
            return []
        why = _quoted(self.parse, view)
        inside = [v for v in self.within.get(view.index, ()) if v.speakers != view.speakers or not v.speakers]
        if inside:
            told = self._told_outside(view, inside)
            return [(v.index, relation, why) for v in [*inside, *told]]
        # Nobody in particular answers nobody.
        best = _best(view, reversed(self.back), self._ahead(view), self.sides) if view.speakers else None
        if best is None:
            return []
        if relation != "denies" or _denies_words(view) or best.claim.stance == "accuse":
            return [(best.index, relation, why)]
        if best.narrated or best.sides & view.sides:
            return []
        if _same_event(view, best, self.sides) >= _SAME or _overlap(view, best) >= _MOST:
            return [(best.index, "contradicts", f"{why} against the same event")]
        return []

    def _told_outside(self, view: _View, inside: Sequence[_View]) -> list[_View]:
        """Where the report tells by itself what the nested claim repeats."""
        inner = inside[0]
        for other in (*reversed(self.back), *self._ahead(view)):
            if other not in inside and other.sides & inner.sides and _same_event(other, inner, self.sides) >= _SAME:
                return [other]
        return []

    def _ahead(self, view: _View) -> list[_View]:
        after = self.views[view.index + 1 : view.index + 1 + _AHEAD]
        return [v for v in after if v.claim.attribution.within != view.index]

    def _against(self, answered: set[int], view: _View) -> Iterator[tuple[int, Relation, str]]:
        """Claims that cannot hold with this one, figures that it brings up to date, totals it gives a part of."""
        disputed: set[frozenset[str]] = set()
        for other in self.back:
            if not (view.types & other.types or (view.counted and other.counted)):
                continue
            if other.index in answered or _nested(view, other):
                continue
            if view.speakers & other.speakers:
                self._update(view, other)
            elif not view.sides & self.answered.get(other.index, frozenset()):
                figures = _other_figure(view, other, self.sides)
                # What a side says again and again is contradicted once; figures differ each for itself.
                outcome = None if figures or other.sides in disputed else _other_outcome(view, other, self.sides)
                if outcome:
                    disputed.add(other.sides)
                if why := figures or outcome:
                    yield other.index, "contradicts", why
                    continue
            if why := _part(view, other):
                yield other.index, "part_of", why

    def _update(self, view: _View, other: _View) -> None:
        """The same speaker's figure, told twice: words say which is the newer."""
        pair = _apart_figures(view, other, self.sides)
        if pair is None:
            return
        facts = _facts()
        if not view.forms & facts.counts:
            return
        if view.forms & facts.older:
            link, figures = (other.index, view.index), (pair[0], pair[1])
        elif (view.forms | view.cue | view.words) & facts.newer:
            link, figures = (view.index, other.index), (pair[1], pair[0])
        else:
            return
        why = f"same speaker, {figures[0].measure}: {in_words(figures[0])} before, {in_words(figures[1])} now"
        self.found.setdefault(link, ("updates", why))


# --- answers -----------------------------------------------------------------------------------------------------


def _quoted(parse: Parse, view: _View) -> str:
    """The words that answer, as the report has them, cut short."""
    a = view.claim.attribution
    words = " ".join(f"{parse.words(a.cue)} {parse.words(a.content)}".split())
    if len(words) > _LONGEST_WHY:
        words = words[:_LONGEST_WHY].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"


def _denies_words(view: _View) -> bool:
    """True where a denial is of somebody's words, or its cue denies as such."""
    return view.of_words or view.of_guilt or bool(view.cue & _facts().denial)


def _best(view: _View, before: Iterable[_View], after: Iterable[_View], sides: Sides) -> _View | None:
    """The claim by another speaker that an answer is tied to most; None where nothing ties them."""
    best, top = None, 0.0
    for others, later in ((before, False), (after, True)):
        for distance, other in enumerate(others):
            if other.headline or other.speakers & view.speakers or _nested(view, other):
                continue
            if other.claim.stance in ("ask", "demand", "deny") or (other.narrated and view.claim.stance == "withhold"):
                continue
            score = _tie(view, other, sides)
            if not later:
                score = score or _anaphoric_tie(view, other)
            score -= _STEP * distance + (_LATER if later else 0.0) + (0.5 if other.narrated else 0.0)
            if score > top:
                best, top = other, score
    return best


def _tie(view: _View, other: _View, sides: Sides) -> float:
    """How strongly event, speaker and words tie a claim to the one it may answer; 0 where they do not."""
    alike = max(
        (event_match(x, y, sides) for x in view.events for y in other.events if sides.share(x.actors, y.actors) >= 0),
        default=0.0,
    )
    shared = _overlap(view, other)
    score = 2.0 * alike if alike >= _KINDRED else 0.0
    if alike < _CLEAR and shared < _SOME:
        # Two things that happened in one place.
        score *= 0.5
    if view.named & other.sides and (view.of_words or view.claim.stance == "doubt"):
        score += 2.0
    if shared >= _MANY and len(view.words & other.words) > 1:
        score += 2.0 * shared
    if view.claim.stance == "deny" and other.claim.stance == "accuse" and other.named & view.sides:
        score += 1.5
    elif (view.of_guilt or view.of_words) and not other.sides & view.sides:
        accused = any(view.sides & sides((*e.actors, *e.targets)) for e in other.events)
        score += accused * (1.5 if other.claim.stance == "accuse" else 1.0)
    return score


def _anaphoric_tie(view: _View, other: _View) -> float:
    """ "Denied the claim", "rejected this": the nearest words of another; "the allegations": of an accuser."""
    if other.narrated or other.sides & view.sides:
        return 0.0
    accuser = other.claim.stance == "accuse"
    if view.indefinite:
        return 0.0
    if view.of_guilt and any(e.actors and e.type in _facts().deeds for e in other.events):
        return 1.0
    if view.short and (view.of_words or view.vague):
        return 1.4 if accuser else 0.8
    return 0.8 if view.of_words and accuser else 0.0


# --- contents that cannot both hold ------------------------------------------------------------------------------


def _no_version(view: _View) -> bool:
    return view.narrated or view.claim.stance in _NO_VERSION


def _other_figure(view: _View, other: _View, sides: Sides) -> str | None:
    if _no_version(view) or _no_version(other):
        return None
    pair = _apart_figures(view, other, sides)
    if pair is None or not _one_count(view, other, sides):
        return None
    return f"{pair[0].measure}: {in_words(pair[0])} against {in_words(pair[1])}"


def _one_count(view: _View, other: _View, sides: Sides) -> bool:
    """True where two claims count the victims, weapons or deeds of one event."""
    for x in view.events:
        for y in other.events:
            if event_match(x, y, sides) <= 0:
                continue
            place = place_match(x.place, y.place)
            if place >= NEAR and x.place and x.place.level not in WIDE:
                return True
            shared = sides.share(x.targets, y.targets) + sides.share(x.actors, y.actors)
            if place in (0.0, 1.0) and (shared > 0 or _overlap(view, other) >= _MANY):
                return True
    return False


def _apart_figures(view: _View, other: _View, sides: Sides) -> tuple[FigureMention, FigureMention] | None:
    """Figures of one measure and scope whose ranges do not meet: the view's, the other's."""
    for mine in _totals(view):
        for theirs in _totals(other):
            if (
                mine.measure == theirs.measure
                and _same_scope(mine, theirs, sides)
                and not figures_meet(mine, theirs)
                and _comparable(mine, theirs)
            ):
                return mine, theirs
    return None


def _totals(view: _View) -> Iterator[FigureMention]:
    """The figures of a claim but for parts that it tells beside their total."""
    for figure in view.claim.figures:
        if figure.measure != "other" and not any(
            f.measure == figure.measure and (f.high or 0) > (figure.high or 0) for f in view.claim.figures
        ):
            yield figure


def _comparable(a: FigureMention, b: FigureMention) -> bool:
    """False where one is so much more than the other that it counts a war against a day."""
    small, large = sorted((a.high or 0.0, b.high or 0.0))
    return large <= _FARTHEST * max(small, 1.0)


def _same_scope(a: FigureMention, b: FigureMention, sides: Sides) -> bool:
    if a.side and b.side and not sides((a.side,)) & sides((b.side,)):
        return False
    return a.noun == b.noun or a.noun in _PEOPLE or b.noun in _PEOPLE


def _other_outcome(view: _View, other: _View, sides: Sides) -> str | None:
    if _no_version(view) or _no_version(other):
        return None
    for x in view.events:
        for y in other.events:
            place = place_match(x.place, y.place)
            if place < 0 or apart_in_time(x, y):
                continue
            where = f"{x.type}, {x.place.name}" if x.place else x.type
            denied = _denied(view, x) != _denied(other, y) and not view.sides & other.sides
            actors = sides.share(x.actors, y.actors)
            overlap = 1.0 if view.of_guilt or other.of_guilt else _overlap(view, other)
            if denied and x.type == y.type and _told_and_denied(actors, place, overlap):
                return f"same event: {where}; opposite polarity"
            if "deny" in (view.claim.stance, other.claim.stance):
                continue
            if place >= NEAR and _rivals(x, y, sides):
                return f"same event: {where}; opposite outcome"
            if "accuse" in (view.claim.stance, other.claim.stance) and _other_culprit(x, y, place, sides):
                return f"same event: {where}; another culprit"
    return None


def _told_and_denied(actors: int, place: float, overlap: float) -> bool:
    """True where doers, place and words make it likely that one deed is told and denied."""
    if actors > 0:
        return place > 0 or overlap >= _SOME
    return actors == 0 and place == 1 and overlap >= _MANY


def _denied(view: _View, event: EventMention) -> bool:
    return event.polarity == "negative" or view.claim.stance == "deny"


def _rivals(x: EventMention, y: EventMention, sides: Sides) -> bool:
    """True where one says a side lost the place and the other that it holds it or fights on there."""
    if "control" not in (x.type, y.type) or "negative" in (x.polarity, y.polarity):
        return False
    held, other = (x, y) if x.type == "control" else (y, x)
    if not held.actors or not other.actors or held.status not in ("actual", "ongoing"):
        return False
    if other.type == "control":
        return other.status in ("actual", "ongoing") and sides.share(held.actors, other.actors) < 0
    return other.type == "clash" and other.status == "ongoing" and sides.share(held.targets, other.actors) > 0


def _other_culprit(x: EventMention, y: EventMention, place: float, sides: Sides) -> bool:
    if x.type != y.type or x.type not in _facts().deeds or sides.share(x.actors, y.actors) >= 0:
        return False
    targets = sides.share(x.targets, y.targets)
    near = place >= NEAR and x.place is not None and x.place.level not in WIDE
    return "negative" not in (x.polarity, y.polarity) and (targets > 0 < place or (targets == 0 and near))


# --- parts, repetitions, support ---------------------------------------------------------------------------------


def _part(view: _View, other: _View) -> str | None:
    """Why a figure is a part of an earlier total, None where it is not."""
    if view.index - other.index > _PARTS_BACK:
        return None
    for mine in view.claim.figures:
        for total in other.claim.figures:
            if mine.high is None or total.low is None or total.low != total.high or mine.high > total.low:
                continue
            fate = mine.measure in _facts().parts.get(total.measure, ())
            if fate and view.index - other.index <= 2 and view.sides & other.sides:
                return f"{mine.measure} {in_words(mine)} of {total.measure} {in_words(total)}"
            if mine.measure == total.measure and mine.high < total.low and _inside(view, other):
                return f"{mine.measure} {in_words(mine)} of {in_words(total)}, in a narrower place"
    return None


def _inside(view: _View, other: _View) -> bool:
    for x in view.events:
        for y in other.events:
            if (
                x.type == y.type
                and x.place
                and y.place
                and not apart_in_time(x, y)
                and place_match(x.place, y.place) > 0
            ):
                return narrower(x.place, y.place)
    return False


def _agreement(view: _View, back: Iterable[_View], sides: Sides) -> tuple[int, Relation, str] | None:
    """The first claim that told the same before: by the same speaker, else by another, whom this one bears out."""
    if view.claim.stance in _ANSWERS or view.claim.stance in ("demand", "ask"):
        return None
    by_another: tuple[int, Relation, str] | None = None
    for other in back:
        if view.types.isdisjoint(other.types) and len(view.words & other.words) < 3:
            continue
        if other.claim.stance in ("deny", "withhold", "doubt", "ask") or _nested(view, other):
            continue
        if _other_measures(view, other):
            continue
        if view.narrated or other.narrated:
            if view.narrated and other.narrated and other.lead and _told_in_full(view, other):
                return other.index, "restates", _shared(view, other)
            continue
        strength, why = _agreed(view, other, sides)
        near = view.index - other.index
        if view.speakers & other.speakers:
            if near <= _GOES_ON and (
                strength >= _CLEAR or (strength >= _SAME and _overlap(view, other) >= _SOME) or _goes_on(view, other)
            ):
                return (
                    other.index,
                    "restates" if _told_again(view, other, strength) else "supports",
                    f"same speaker; {why}",
                )
        elif by_another is None and (
            (strength >= _ALIKE and _overlap(view, other) >= _SOME)
            or (near == 1 and _overlap(view, other) >= _MOST and bool(other.speakers) and _speak_alike(view, other, 3))
        ):
            by_another = (other.index, "supports", why)
    return by_another


def _other_measures(view: _View, other: _View) -> bool:
    """True where both count, but not the same thing."""
    return bool(view.counted and other.counted) and view.counted.isdisjoint(other.counted)


def _agreed(view: _View, other: _View, sides: Sides) -> tuple[float, str]:
    """How well the best pair of events agrees in type, outcome, doers and place, and in what."""
    top, why = 0.0, _shared(view, other)
    for x in view.events:
        for y in other.events:
            if x.type == y.type and x.polarity == y.polarity and sides.share(x.actors, y.actors) >= 0:
                strength = event_match(x, y, sides)
                if strength > top:
                    top, why = strength, f"same event: {x.type}" + (f", {x.place.name}" if x.place else "")
    return top, why


def _told_again(view: _View, other: _View, strength: float) -> bool:
    shared = len(view.words & other.words)
    return _restated(view, other) or (strength >= _CLEAR and shared >= 3 and _overlap(view, other) >= _MANY)


def _speak_alike(view: _View, other: _View, least: int) -> bool:
    """True where two contents share so many words, and not names alone."""
    shared = view.words & other.words
    return len(shared) >= least and len(shared - view.names) >= 2


def _goes_on(view: _View, other: _View) -> bool:
    near = view.index - other.index <= _GOES_ON_WORDS
    return near and _overlap(view, other) >= _QUARTER and _speak_alike(view, other, 3)


def _told_in_full(view: _View, other: _View) -> bool:
    return _overlap(view, other) >= _MOST and len(view.words & other.words) >= 5


def _restated(view: _View, other: _View) -> bool:
    return _overlap(view, other) >= _MOST and len(view.words & other.words) >= 4


def _shared(view: _View, other: _View) -> str:
    return "same words: " + ", ".join(sorted(view.words & other.words)[:6])
