"""The digest of a revision, by which a ledger's state is cited and a change of its history told."""

from __future__ import annotations

import hashlib
import sqlite3

from sayso.ledger.entries import as_json


def digest_of(sql: sqlite3.Connection, revision: int) -> str:
    """SHA-256 over the digest of the revision before and every row that this one wrote or ended, in fixed order.

    Two ledgers with the same digest at a revision hold the same entries at it and had the same history.
    """
    before = sql.execute("SELECT digest FROM revisions WHERE revision = ?", (revision - 1,)).fetchone()
    digest = hashlib.sha256((before[0] if before else "").encode())
    row = sql.execute(
        "SELECT time, command, program_version, reader_version, person, reason FROM revisions WHERE revision = ?",
        (revision,),
    ).fetchone()
    digest.update(as_json(row).encode())
    for query in _WRITTEN:
        for row in sql.execute(query, (revision,)):
            digest.update(as_json(row).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


_REPORT_ROW = "report, title, url, published, dateline, agency, outlet, language, text_sha256, state, reason"
_STATEMENT_ROW = (
    "s.statement, s.position, s.content, s.cue, s.source, s.words, s.stance, s.quote, s.about, s.said,"
    " s.confidence, s.as_read"
)
_WRITTEN = (
    f"SELECT 'report', {_REPORT_ROW}, supersedes, reader_version FROM report_versions WHERE since = ? ORDER BY report",
    "SELECT 'report ended', report FROM report_versions WHERE until = ? ORDER BY report",
    f"""SELECT 'statement', {_STATEMENT_ROW},
          (SELECT group_concat(actor) FROM (SELECT actor FROM speakers JOIN named_actors ON number = actor_number
             WHERE statement_number = s.number ORDER BY position)),
          (SELECT group_concat(actor) FROM (SELECT actor FROM chain JOIN named_actors ON number = actor_number
             WHERE statement_number = s.number ORDER BY position))
        FROM statement_versions s WHERE since = ? ORDER BY s.statement, s.number""",
    "SELECT 'statement ended', statement FROM statement_versions WHERE until = ? ORDER BY statement",
    """SELECT 'event', s.statement, e.position, e.type, e.trigger, p.place, e.place_precision, e.place_span, e.start,
          e."end", e.precision, e.status, e.polarity,
          (SELECT group_concat(role || actor) FROM (SELECT role, actor FROM participants
             JOIN named_actors n ON n.number = actor_number WHERE event_number = e.number ORDER BY role, position))
        FROM statement_versions s JOIN events e ON e.statement_number = s.number
        LEFT JOIN places p ON p.number = e.place_number WHERE s.since = ? ORDER BY s.statement, s.number, e.position""",
    """SELECT 'figure', s.statement, f.position, f.measure, f.low, f.high, f.qualifier, a.actor, f.span
        FROM statement_versions s JOIN figures f ON f.statement_number = s.number
        LEFT JOIN named_actors a ON a.number = f.side_number
        WHERE s.since = ? ORDER BY s.statement, s.number, f.position""",
    """SELECT 'link', from_statement, to_statement, relation, why FROM link_versions WHERE since = ?
        ORDER BY from_statement, to_statement, relation""",
    """SELECT 'link ended', from_statement, to_statement, relation FROM link_versions WHERE until = ?
        ORDER BY from_statement, to_statement, relation""",
    """SELECT 'balance', statement, "of", total, parts, unaccounted FROM balance_versions WHERE since = ?
        ORDER BY statement, "of", total""",
    """SELECT 'balance ended', statement, "of", total FROM balance_versions WHERE until = ?
        ORDER BY statement, "of", total""",
    """SELECT 'mention', r.report, m.position, n.actor, n.name, n.kind, n.country, m.role, m.aliases, m.spans
        FROM report_versions r JOIN mentions m ON m.report_number = r.number
        JOIN named_actors n ON n.number = m.actor_number WHERE r.since = ? ORDER BY r.report, m.position""",
    # What came with a later version is told only where it is set, so that the digests of older revisions hold.
    "SELECT 'framing', statement, framing FROM statement_versions WHERE since = ? AND framing != '[]' "
    "ORDER BY statement, number",
    """SELECT 'mention told', r.report, m.position, m.sector, m.anonymity
        FROM report_versions r JOIN mentions m ON m.report_number = r.number
        WHERE r.since = ? AND (m.sector IS NOT NULL OR m.anonymity IS NOT NULL) ORDER BY r.report, m.position""",
    """SELECT 'event told', s.statement, e.position, e.target_kind, e.place_score, e.place_rivals
        FROM statement_versions s JOIN events e ON e.statement_number = s.number WHERE s.since = ?
          AND (e.target_kind IS NOT NULL OR e.place_score IS NOT NULL OR e.place_rivals != '[]')
        ORDER BY s.statement, s.number, e.position""",
    """SELECT 'means', s.statement, e.position, m.position, m.kind, m.name, m.span
        FROM statement_versions s JOIN events e ON e.statement_number = s.number
        JOIN means m ON m.event_number = e.number WHERE s.since = ?
        ORDER BY s.statement, s.number, e.position, m.position""",
    """SELECT 'account', account, report, happening, why FROM account_versions WHERE since = ?
        ORDER BY account, number""",
    "SELECT 'account ended', account, happening FROM account_versions WHERE until = ? ORDER BY account, number",
    "SELECT 'matter', matter, happening, question, founded FROM matter_versions WHERE since = ? ORDER BY matter",
    "SELECT 'matter ended', matter FROM matter_versions WHERE until = ? ORDER BY matter",
    """SELECT 'membership', matter, statement, account, because FROM membership_versions WHERE since = ?
        ORDER BY matter, statement, number""",
    """SELECT 'membership ended', matter, statement FROM membership_versions WHERE until = ?
        ORDER BY matter, statement, number""",
    """SELECT 'matter link', matter, from_statement, to_statement, relation, why FROM matter_link_versions
        WHERE since = ? ORDER BY matter, from_statement, to_statement, relation""",
    """SELECT 'matter link ended', matter, from_statement, to_statement, relation FROM matter_link_versions
        WHERE until = ? ORDER BY matter, from_statement, to_statement, relation""",
    "SELECT 'copy', report, other, copied FROM copy_versions WHERE since = ? ORDER BY report, other",
    "SELECT 'copy ended', report, other FROM copy_versions WHERE until = ? ORDER BY report, other",
    "SELECT 'origin', statement, origin, kind, name FROM origin_versions WHERE since = ? ORDER BY statement, origin",
    "SELECT 'origin ended', statement, origin FROM origin_versions WHERE until = ? ORDER BY statement, origin",
    """SELECT 'correction', correction, kind, report, statement, actor, field, anchor, before, after
        FROM correction_versions WHERE since = ? ORDER BY correction""",
    """SELECT 'correction carried', correction, carried_from FROM correction_versions
        WHERE since = ? AND carried_from IS NOT NULL ORDER BY correction""",
    "SELECT 'correction undone', correction FROM correction_versions WHERE until = ? ORDER BY correction",
    "SELECT 'orphan', correction FROM orphan_versions WHERE since = ? ORDER BY correction",
    "SELECT 'orphan ended', correction FROM orphan_versions WHERE until = ? ORDER BY correction",
    """SELECT 'identity', a.actor, b.actor FROM identity_versions i JOIN named_actors a ON a.number = i.actor_number
        JOIN named_actors b ON b.number = i.stands_for WHERE i.since = ? ORDER BY a.actor""",
    """SELECT 'identity ended', a.actor FROM identity_versions i JOIN named_actors a ON a.number = i.actor_number
        WHERE i.until = ? ORDER BY a.actor""",
    "SELECT 'failure', source, reason FROM failures WHERE revision = ? ORDER BY source, reason",
    "SELECT 'failure mended', source, reason FROM failures WHERE resolved_by = ? ORDER BY source, reason",
)
