"""Adding to a ledger: sources taken in and read one by one, kept in small revisions so that no crash loses much."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sayso.intake.taken import Taken
from sayso.ledger.store import Ledger
from sayso.ledger.writing import Writer, revise
from sayso.model import Report, ReportLedger

# Reports to a revision: what a crash can cost is at most these, read again when the command is run again.
BATCH = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding did with one source."""

    source: str
    result: str
    """added, known, skipped or failed."""
    reason: str | None = None


def add(
    ledger: Ledger,
    taken: Iterable[Taken],
    read: Callable[[Report], ReportLedger],
    *,
    command: str,
    now: Callable[[], str],
    person: str | None = None,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Read and store what was taken in; what stands already is not read again.

    `now` gives the time of a revision, ISO 8601 in UTC. `on_outcome` is told of each source once it is stored. An
    exception out of `read` becomes a failure of that one report.
    """
    outcomes: list[Outcome] = []
    batch: list[tuple[Taken, ReportLedger | None, str | None]] = []

    def flush() -> None:
        if not batch:
            return
        with revise(ledger, command, time=now(), person=person) as writer:
            stored = [_store(writer, *item) for item in batch]
        for outcome in stored:
            outcomes.append(outcome)
            on_outcome(outcome)
        batch.clear()

    for item in taken:
        if item.report is None or item.skipped:
            batch.append((item, None, item.failure))
        elif ledger.holds(item.report):
            batch.append((item, None, None))
        else:
            batch.append(_read(item, read))
        if len(batch) >= BATCH:
            flush()
    flush()
    return outcomes


def _read(item: Taken, read: Callable[[Report], ReportLedger]) -> tuple[Taken, ReportLedger | None, str | None]:
    assert item.report is not None
    try:
        item.report.text.encode("utf-8")
        return item, read(item.report), None
    except UnicodeEncodeError:
        return item, None, "the text holds a lone surrogate, which no database can keep unaltered"
    except Exception as error:  # one report that cannot be read must not stop the others
        return item, None, f"not read: {type(error).__name__}: {error}".splitlines()[0]


def _store(writer: Writer, item: Taken, read: ReportLedger | None, failure: str | None) -> Outcome:
    if item.report is None or failure:
        reason = failure or "no report in it"
        writer.fail(item.source, reason)
        return Outcome(item.source, "failed", reason)
    writer.resolve(item.source)
    if read is None and not item.skipped:
        return Outcome(item.source, "known")
    put = writer.put(item.report, read, origin_file=item.source, raw_page=item.raw_page, skipped=item.skipped)
    if not put:
        return Outcome(item.source, "known")
    return Outcome(item.source, "skipped" if item.skipped else "added", item.skipped)
