"""Times: expressions that date an event or a saying, resolved against the report's date."""

from __future__ import annotations

from sayso.reading.marks import Parse, TimeMention


def times_of(parse: Parse) -> tuple[TimeMention, ...]:
    """Times written in the text, in text order; without a report date, relative ones stay unresolved."""
    return ()
