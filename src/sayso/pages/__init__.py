"""Pages on a ledger: a local server whose every page is also JSON, and where it is a table, CSV."""

from sayso.pages.app import create_app
from sayso.pages.settings import Settings

__all__ = ["Settings", "create_app"]
