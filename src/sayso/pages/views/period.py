"""A period of publication, and the reports of it that a page looks at."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$", description="ISO 8601 date of publication")]
LOOKED_AT = 500
"""Reports, the latest of a period, that a page looks at: what keeps it quick in a ledger of any size."""


def latest_reports(since: str | None, until: str | None) -> str:
    """A query for the latest reports of the period; its values are the days that are given, in this order.

    The + has them walked from the latest on, rather than all that were read sorted.
    """
    bounds = [f"published {sign} ?" for day, sign in ((since, ">="), (until, "<=")) if day is not None]
    return f"""SELECT report_number, published FROM reports WHERE {" AND ".join(["+state = 'read'", *bounds])}
        ORDER BY published DESC, report_number DESC LIMIT {LOOKED_AT}"""
