"""Origins and matters over a lake: reports told once, laid together block by block by the code of one machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter

from sayso.errors import LakeError
from sayso.lake import engine
from sayso.lake.blocks import Block, blocks_of
from sayso.lake.place import Lake
from sayso.lake.planning import PLAN
from sayso.lake.querying import opened, show
from sayso.lake.tables import RESOLVED, RESOLVED_TABLES
from sayso.matters import Account, Reading, accounts_of, laid_together
from sayso.model import Report, ReportHead, ReportLedger
from sayso.origins import Copy, Voice, copies_among, fingerprint_of, gathered, voices_of

# Accounts, or reports that may be copies, that one worker lays together; a block of more is cut by month.
MOST = 20_000

TOLD = "resolving"
_HEADS = pa.schema([(name, pa.string()) for name in ("report", "place", "month", "file", "head", "voices")])
_KEYS = pa.schema(
    [("file", pa.string()), ("name", pa.string()), ("place", pa.string()), ("month", pa.string()),
     ("keys", pa.list_(pa.int64()))]
)  # fmt: skip
_ACCOUNTS = pa.schema(
    [("file", pa.string()), ("name", pa.string()), ("place", pa.string()), ("month", pa.string()),
     ("keys", pa.list_(pa.string())), ("told", pa.string())]
)  # fmt: skip
_COPIES = pa.schema([("copy", pa.string())])
_ORIGINS = "tables/origins/part-0000.parquet"

_VOICES, _COPY = TypeAdapter(tuple[Voice, ...]), TypeAdapter(Copy)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a lake's reports come to together."""

    origins: int
    matters: int
    links: int


def resolve(out: str, *, workers: int | None = None, address: str | None = None) -> Resolved:
    """Write the origins and matters of all reports of a lake: the tables origins, matters, memberships, matter_links.

    The same as `sayso.matters.lay` gives for the reports by day of publication and id, as long as no block holds more
    than `MOST`. `address` and `workers` are those of `build`. Raises LakeError where the lake is not built to the end
    or cannot be written.
    """
    lake = Lake(out)
    if lake.has(PLAN) or not lake.files("inputs"):
        raise LakeError(f"{out}: not built to the end; run sayso lake build again")
    with lake.held(), engine.started(address, workers) as size:
        lake.sweep()
        forget(lake)
        files = ({"file": file, "number": number} for number, file in enumerate(lake.files("read")))
        _all(engine.spread(tell, (lake.uri,), files, size))
        _all(engine.spread(find_copies, (lake.uri,), _tasks(lake, "keys", _KEYS, alone=False), size, engine.HEAVY))
        origins = sum(row["origins"] for row in engine.spread(gather, (lake.uri,), [{}], 1))
        laid = list(
            engine.spread(lay_block, (lake.uri,), _tasks(lake, "accounts", _ACCOUNTS, alone=True), size, engine.HEAVY)
        )
        _clear(lake)
        lake.sweep()
        lake.note(RESOLVED, {"origins": origins})
    return Resolved(origins, sum(row["matters"] for row in laid), sum(row["links"] for row in laid))


def forget(lake: Lake) -> None:
    """Take away what was resolved: it speaks of a lake as it was."""
    lake.remove(RESOLVED)
    for table in RESOLVED_TABLES:
        for path in lake.files(f"tables/{table}"):
            lake.remove(path)
    _clear(lake)


def _clear(lake: Lake) -> None:
    for path in lake.files(TOLD):
        lake.remove(path)


def _all(rows: Iterable[dict[str, Any]]) -> None:
    for _ in rows:
        pass


def _tasks(lake: Lake, kind: str, schema: pa.Schema, *, alone: bool) -> Iterator[dict[str, Any]]:
    with opened(lake) as sql:
        show(sql, lake, "keyed", f"{TOLD}/{kind}", schema)
        for number, block in enumerate(blocks_of(sql, MOST, alone=alone)):
            yield {"number": number, "rows": _by_file(block)}


def _by_file(block: Block) -> list[dict[str, Any]]:
    """The names of rows by file; their order is found again by their places."""
    files: dict[str, list[str]] = {}
    for file, name in block.rows:
        files.setdefault(file, []).append(name)
    return [{"file": file, "names": names} for file, names in files.items()]


# --- work of one task ----------------------------------------------------------------------------------------------


def tell(row: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write what the reports of one file of readings tell: their voices, keys of their passages, and accounts."""
    from sayso.matters.blocks import keys_of

    lake, name = Lake(uri), f"{row['number']:08d}.parquet"
    heads, keys, accounts = [], [], []
    for read in lake.read(row["file"]).to_pylist():
        if not read["ledger"]:
            continue
        report = Report.model_validate_json(read["kept"])
        ledger = ReportLedger.model_validate_json(read["ledger"])
        at = {"place": f"{report.published or '~'} {report.id}", "month": read["month"]}
        voices = _VOICES.dump_json(voices_of(report, ledger)).decode()
        heads.append(
            {"report": report.id, "file": row["file"], "head": report.head().model_dump_json(), "voices": voices} | at
        )
        keys.append({"file": row["file"], "name": report.id, "keys": fingerprint_of(report).keys} | at)
        for number, account in enumerate(accounts_of(Reading(report, ledger))):
            accounts.append(
                {"file": f"{TOLD}/accounts/{name}", "name": f"{report.id} {number:06d}", "keys": keys_of(account),
                 "told": account.model_dump_json()} | at
            )  # fmt: skip
    for kind, rows, schema in (("heads", heads, _HEADS), ("keys", keys, _KEYS), ("accounts", accounts, _ACCOUNTS)):
        lake.write(f"{TOLD}/{kind}/{name}", pa.Table.from_pylist(rows, schema))
    return {"reports": len(heads)}


def find_copies(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write the copies among reports of one block."""
    lake = Lake(uri)
    kept = [
        Report.model_validate_json(row["kept"])
        for each in task["rows"]
        for row in lake.read(each["file"], ["report", "kept"], [("report", "in", list(each["names"]))]).to_pylist()
    ]
    kept.sort(key=lambda report: (report.published or "~", report.id))
    rows = [{"copy": _COPY.dump_json(copy).decode()} for copy in copies_among(map(fingerprint_of, kept))]
    lake.write(f"{TOLD}/copies/{task['number']:08d}.parquet", pa.Table.from_pylist(rows, _COPIES))
    return {"copies": len(rows)}


def gather(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write the origins of all statements. One worker holds the voices of the lake: names are told apart by all."""
    lake = Lake(uri)
    told = sorted((row for file in lake.files(f"{TOLD}/heads") for row in lake.read(file).to_pylist()), key=_place)
    voices = [voice for row in told for voice in _VOICES.validate_json(row["voices"])]
    heads = {row["report"]: ReportHead.model_validate_json(row["head"]) for row in told}
    copies = (row["copy"] for file in lake.files(f"{TOLD}/copies") for row in lake.read(file).to_pylist())
    origins = gathered(voices, heads, map(_COPY.validate_json, copies))
    rows = [
        {"statement": statement, "report": report, "origin": o.id, "kind": o.kind, "name": o.name, "head": o.head,
         "why": o.why}
        for o in origins
        for report, statement in o.statements
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["report"], row["statement"], row["origin"]))
    lake.write(_ORIGINS, pa.Table.from_pylist(rows, RESOLVED_TABLES["origins"]))
    return {"origins": len(origins)}


def lay_block(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write the matters of one block of accounts."""
    lake = Lake(uri)
    rows = [
        row
        for each in task["rows"]
        for row in lake.read(each["file"], ["name", "place", "told"], [("name", "in", list(each["names"]))]).to_pylist()
    ]
    rows.sort(key=lambda row: (row["place"], row["name"]))
    accounts = [Account.model_validate_json(row["told"]) for row in rows]
    reports = sorted({account.report for account in accounts})
    of: dict[tuple[str, str], frozenset[str]] = {}
    for row in lake.read(_ORIGINS, ["report", "statement", "origin"], [("report", "in", reports)]).to_pylist():
        ref = row["report"], row["statement"]
        of[ref] = of.get(ref, frozenset()) | {row["origin"]}
    matters, memberships, links = laid_together(accounts, of)
    happening = {matter.id: matter.happening for matter in matters}
    written = {
        "matters": [
            {"matter": m.id, "happening": m.happening, "question": m.question, "asked": m.asked, "founded": m.founded}
            for m in matters
        ],
        "memberships": [
            {"matter": m.matter, "statement": m.statement, "report": m.report, "happening": happening[m.matter],
             "why": json.dumps([sign.model_dump() for sign in m.why], ensure_ascii=False)}
            for m in memberships
        ],
        "matter_links": [
            {"matter": k.matter, "from_statement": k.from_, "to_statement": k.to, "relation": k.relation, "why": k.why}
            for k in links
        ],
    }  # fmt: skip
    for table, told in written.items():
        lake.write(
            f"tables/{table}/part-{task['number']:06d}.parquet", pa.Table.from_pylist(told, RESOLVED_TABLES[table])
        )
    return {"matters": len(matters), "links": len(links)}


def _place(row: dict[str, Any]) -> str:
    return str(row["place"])
