"""The walk of one report through the reading steps, in order. Nothing here decides; each step's file does."""

from __future__ import annotations

from sayso.model import Report, ReportLedger
from sayso.reading.actors import cast_of
from sayso.reading.assembly import assemble, claims_of
from sayso.reading.attribution import attributions_of, stated
from sayso.reading.chains import provenance_of
from sayso.reading.events import events_of
from sayso.reading.figures import balances_of, figures_of
from sayso.reading.framing import framed
from sayso.reading.language import parse
from sayso.reading.links import links_of
from sayso.reading.places import places_of
from sayso.reading.quotes import quotations_of
from sayso.reading.scene import placed_in_scene
from sayso.reading.stance import stance_of
from sayso.reading.times import times_of


def read(report: Report) -> ReportLedger:
    """Read one report into its ledger. The same report gives the same ledger, byte for byte.

    Raises nothing on odd text: what cannot be read yields fewer entries, never invented ones.
    """
    parsed = parse(report)
    quotations = quotations_of(parsed)
    attributions = attributions_of(parsed, quotations)
    cast = cast_of(parsed, quotations, attributions)
    attributions = stated(parsed, quotations, attributions, cast)
    provenance = provenance_of(parsed, attributions, cast)
    stances = [stance_of(parsed, a) for a in attributions]
    places = places_of(parsed)
    times = times_of(parsed)
    events = placed_in_scene(parsed, cast, places, events_of(parsed, cast, places, times))
    figures = figures_of(parsed, cast)
    claims = claims_of(parsed, attributions, provenance, stances, cast, events, figures, times)
    claims = framed(parsed, claims)
    links = links_of(parsed, claims, cast)
    balances = balances_of(parsed, claims)
    return assemble(report, cast, claims, links, balances)
