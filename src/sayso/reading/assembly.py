"""Assembly: attributions and narrated passages with their events and figures, then the ledger itself."""

from __future__ import annotations

from sayso.model import Relation, Report, ReportLedger, Stance
from sayso.reading.marks import (
    Attribution,
    Cast,
    Claim,
    EventMention,
    FigureMention,
    Parse,
    Provenance,
    TimeMention,
)


def claims_of(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    provenance: tuple[Provenance, ...],
    stances: list[Stance],
    cast: Cast,
    events: tuple[EventMention, ...],
    figures: tuple[FigureMention, ...],
    times: tuple[TimeMention, ...],
) -> tuple[Claim, ...]:
    """Each event and figure goes to the innermost content that holds it; what no one says is narration."""
    return ()


def assemble(
    report: Report,
    cast: Cast,
    claims: tuple[Claim, ...],
    links: tuple[tuple[int, int, Relation, str], ...],
    balances: tuple[tuple[int, str, float, tuple[float, ...]], ...],
) -> ReportLedger:
    """The claims under their ids, with the actors that they name."""
    return ReportLedger(report=report.head(), actors=(), statements=(), links=(), balances=())
