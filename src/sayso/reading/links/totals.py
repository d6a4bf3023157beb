"""Figures that are parts of a total told before, and figures that a speaker brings up to date."""

from __future__ import annotations

from sayso.reading.compare import NEAR, Sides, apart_in_time, in_words, narrower, place_match
from sayso.reading.links.disputes import apart_figures, same_kind
from sayso.reading.links.lexicon import facts
from sayso.reading.links.views import View

# Parts of a total stand close by it.
# Of places between, nobody knows whether one lies in the other.
_HOLDING = frozenset({"region", "country", "admin1", "admin2"})
_PARTS_BACK = 8
_PARTS_NEAR = 3


def part(view: View, other: View) -> str | None:
    """Why a figure is a part of an earlier total, None where it is not."""
    if view.index - other.index > _PARTS_BACK:
        return None
    for mine in view.claim.figures:
        for total in other.claim.figures:
            if mine.high is None or total.low is None or total.low != total.high or mine.high > total.low:
                continue
            fate = mine.measure in facts().parts.get(total.measure, ())
            if fate and view.index - other.index <= 2 and view.sides & other.sides:
                return f"{mine.measure} {in_words(mine)} of {total.measure} {in_words(total)}"
            if mine.measure != total.measure or mine.measure == "other" or mine.high >= total.low:
                continue
            if view.index - other.index > _PARTS_NEAR:
                continue
            if view.among:
                return f"{mine.measure} {in_words(mine)} among {in_words(total)}"
            if same_kind(mine, total) and _inside(view, other):
                return f"{mine.measure} {in_words(mine)} of {in_words(total)}, in a narrower place"
    return None


def _inside(view: View, other: View) -> bool:
    for x in view.events:
        for y in other.events:
            if (
                x.type == y.type
                and x.place
                and y.place
                and not apart_in_time(x, y)
                and place_match(x.place, y.place) > 0
                and (y.place.level in _HOLDING or place_match(x.place, y.place) >= NEAR)
            ):
                return narrower(x.place, y.place)
    return False


def update(view: View, other: View, sides: Sides) -> tuple[bool, str] | None:
    """Whether one speaker's older figure is told last, and both figures; None where words tell neither as newer."""
    pair = apart_figures(view, other, sides)
    if pair is None or not view.forms & facts().counts:
        return None
    if view.earlier is not None and not view.claim.attribution.content[0][0] <= pair[0].span[0] < view.earlier:
        older, newer = pair
    elif view.earlier is not None or (view.forms | view.cue | view.words) & facts().newer:
        # "Five, down from an earlier count of six" names the older number after its own.
        newer, older = pair
    else:
        return None
    return older is pair[0], f"same speaker, {older.measure}: {in_words(older)} before, {in_words(newer)} now"
