"""Links within a report: denials, answers, contradictions, confirmations, repetitions, parts of totals.

Each claim looks back over a window of earlier claims, so that the work grows with the length of the report and not
with its square; an answer in a lead also looks ahead to the claim it answers.
"""

from __future__ import annotations

from sayso.model import Relation
from sayso.reading.compare import Sides
from sayso.reading.links.reader import Reader
from sayso.reading.links.views import views_of
from sayso.reading.marks import Cast, Claim, Parse


def links_of(parse: Parse, claims: tuple[Claim, ...], cast: Cast) -> tuple[tuple[int, int, Relation, str], ...]:
    """Links as (index of the claim that answers, index of the one answered, relation, why).

    `why` holds the words or the fields that made the link. No link leads to or from a headline, and at most one from
    one claim to another.
    """
    sides = Sides(cast)
    views = views_of(parse, claims, cast, sides)
    reader = Reader(parse, views, sides)
    for view in views:
        if not view.headline:
            reader.read(view)
    return tuple((a, b, relation, why) for (a, b), (relation, why) in sorted(reader.found.items()))
