"""A lake: millions of reports read by Ray into Parquet, resumable, with slices pulled back into a ledger.

On its way a report passes three folders of the lake. `taken/` holds what intake made of each input until it is read,
`read/` the reports with their ledgers in the exchange format, `tables/` the ledger's tables by month of publication.
"""

from sayso.lake.asking import ask
from sayso.lake.building import Built, build
from sayso.lake.place import Lake
from sayso.lake.pulling import Slice, pull
from sayso.lake.resolving import Resolved, resolve

__all__ = ["Built", "Lake", "Resolved", "Slice", "ask", "build", "pull", "resolve"]
