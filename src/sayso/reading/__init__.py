"""Report → ReportLedger: an ordered list of steps, one file a step."""

from sayso.reading.walk import read

__all__ = ["read"]
