"""Links within reports and across them, as queries need them."""

from __future__ import annotations

# A pair that clashes in several matters is here as often; who shows ties shows each once.
TIES = """(SELECT relation, why, from_statement, to_statement, since FROM links
    UNION ALL SELECT relation, why, from_statement, to_statement, since FROM matter_links)"""
AGAINST = "relation IN ('denies', 'contradicts', 'doubts')"
# The + keeps the index of relations out: what is asked is of one statement.
CONTESTED = f"""(EXISTS (SELECT 1 FROM links l WHERE +l.{AGAINST} AND l.from_statement = s.statement)
    OR EXISTS (SELECT 1 FROM links l WHERE +l.{AGAINST} AND l.to_statement = s.statement)
    OR EXISTS (SELECT 1 FROM matter_links l WHERE +l.{AGAINST} AND l.from_statement = s.statement)
    OR EXISTS (SELECT 1 FROM matter_links l WHERE +l.{AGAINST} AND l.to_statement = s.statement))"""
"""Whether a statement `s` stands against another, or another against it."""
