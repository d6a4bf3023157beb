"""One pass over the claims of a report that links each to the claims before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from sayso.model import Relation
from sayso.reading.compare import Sides
from sayso.reading.links.agreement import agreement, event_agreement
from sayso.reading.links.answers import best, denies_words, names_doer, quoted
from sayso.reading.links.disputes import RETREATS_BACK, denied_in_content, other_figure, other_outcome, retreat
from sayso.reading.links.totals import part, update
from sayso.reading.links.views import ALIKE, ANSWERS, KINDRED, MOST, SAME, View, nested, overlap, same_event
from sayso.reading.marks import Parse

# What is felt is not what somebody else said: "denied him entry for fear of unrest".
_FELT = frozenset({"believe", "predict"})
# How many earlier claims an answer may reach back over, and how many later ones a lead may point on to.
_BACK = 40
_AHEAD = 16


class Reader:
    """The claims read so far, and the links found among them."""

    def __init__(self, parse: Parse, views: Sequence[View], sides: Sides) -> None:
        self.parse, self.views, self.sides = parse, views, sides
        self.back: deque[View] = deque(maxlen=_BACK)
        self.found: dict[tuple[int, int], tuple[Relation, str]] = {}
        self.first = next((v.index for v in views if not v.narrated and not v.headline), None)
        self.within: dict[int, list[View]] = {}
        for view in views:
            if view.claim.attribution.within is not None:
                self.within.setdefault(view.claim.attribution.within, []).append(view)
        # By answer, the sides it answers; by claim that supports an earlier one, that one.
        self.answered: dict[int, frozenset[str]] = {}
        self.leads: dict[int, int] = {}

    def read(self, view: View) -> None:
        """Link one claim to those before it."""
        links = self._answers(view)
        self.answered[view.index] = frozenset(s for i, _, _ in links for s in self.views[i].sides)
        links += self._against({i for i, _, _ in links}, view)
        if not links:
            links = self._retreat(view)
        agreed = None if links else agreement(view, self.back, self.sides, self.first)
        if agreed and (agreed[0], view.index) not in self.found:
            target, relation, why = agreed
            if relation == "supports":
                lead = self.leads.get(target, target)
                if lead != target and event_agreement(view, self.views[lead], self.sides) >= ALIKE:
                    target = lead
                self.leads[view.index] = target
            links.append((target, relation, why))
        for target, relation, why in links:
            self.found.setdefault((view.index, target), (relation, why))
        self.back.append(view)

    def _answers(self, view: View) -> list[tuple[int, Relation, str]]:
        """The claims that a denial, doubt, refusal to say or confirmation answers, those inside its words first."""
        relation = ANSWERS.get(view.claim.stance)
        if relation is None or (relation == "withholds" and _unclaimed(view)):
            # That nobody claimed responsibility answers nobody.
            return []
        why = quoted(self.parse, view)
        inside = [
            v
            for v in self.within.get(view.index, ())
            if (v.speakers != view.speakers or not v.speakers) and v.claim.stance not in _FELT
        ]
        if inside:
            told = self._told_outside(view, inside)
            return [(v.index, relation, why) for v in [*inside, *told]]
        target = best(view, reversed(self.back), self._ahead(view), self.sides)
        if target is None:
            return []
        target = self._lead(view, target)
        if relation != "denies" or denies_words(view) or target.claim.stance == "accuse":
            return [(target.index, relation, why)]
        if target.narrated or target.sides & view.sides:
            return []
        if denied_in_content(view) and (same_event(view, target, self.sides) >= SAME or overlap(view, target) >= MOST):
            return [(target.index, "contradicts", f"{why} against the same event")]
        return []

    def _lead(self, view: View, target: View) -> View:
        """The claim that the target only supports, where it is about the same event as the answer."""
        lead = self.leads.get(target.index)
        if view.claim.stance == "deny" and target.claim.stance == "accuse" and target.named & view.sides:
            return target
        if lead is None or self.views[lead].speakers & view.speakers:
            return target
        if names_doer(target, view.sides, self.sides) and not names_doer(self.views[lead], view.sides, self.sides):
            # Who denies his deed answers whoever says that it was his, not who tells what happened.
            return target
        return self.views[lead] if same_event(view, self.views[lead], self.sides) >= KINDRED else target

    def _told_outside(self, view: View, inside: Sequence[View]) -> list[View]:
        """Where the report tells by itself what the nested claim repeats."""
        inner = inside[0]
        for other in (*reversed(self.back), *self._ahead(view)):
            if other not in inside and other.sides & inner.sides and same_event(other, inner, self.sides) >= SAME:
                return [other]
        return []

    def _ahead(self, view: View) -> list[View]:
        after = self.views[view.index + 1 : view.index + 1 + _AHEAD]
        return [v for v in after if v.claim.attribution.within != view.index]

    def _retreat(self, view: View) -> list[tuple[int, Relation, str]]:
        for other in reversed(self.back):
            if view.index - other.index > RETREATS_BACK:
                break
            if not nested(view, other) and (found := retreat(view, other, self.sides)):
                return [(other.index, *found)]
        return []

    def _against(self, answered: set[int | None], view: View) -> Iterator[tuple[int, Relation, str]]:
        """Claims that cannot hold with this one, figures that it brings up to date, totals it gives a part of."""
        disputed: set[frozenset[str]] = set()
        for other in self.back:
            accusing = view.claim.stance == other.claim.stance == "accuse"
            if not (view.types & other.types or (view.counted and other.counted) or accusing):
                continue
            if not answered.isdisjoint((other.index, self.leads.get(other.index))) or nested(view, other):
                continue
            if view.speakers & other.speakers:
                if newer := update(view, other, self.sides):
                    told_late, reason = newer
                    link = (other.index, view.index) if told_late else (view.index, other.index)
                    self.found.setdefault(link, ("updates", reason))
            elif not view.sides & self.answered.get(other.index, frozenset()):
                figures = other_figure(view, other, self.sides)
                # What a side says again and again is contradicted once; figures differ each for itself.
                outcome = None if figures or other.sides in disputed else other_outcome(view, other, self.sides)
                if outcome:
                    disputed.add(other.sides)
                if why := figures or outcome:
                    yield other.index, "contradicts", why
                    continue
            if why := part(view, other):
                yield other.index, "part_of", why


def _unclaimed(view: View) -> bool:
    return "responsibility" in view.cue or ("responsibility" in view.words and "claim" in view.cue)
