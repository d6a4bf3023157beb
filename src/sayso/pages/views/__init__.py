"""One module a page: a view takes the open ledger and what was asked, and gives typed data."""
