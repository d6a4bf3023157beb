"""Origins and matters over a lake: reports told once, laid together block by block by the code of one machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sayso.errors import LakeError
from sayso.lake import engine
from sayso.lake.blocks import Block, blocks_of
from sayso.lake.gathering import (
    HEARD,
    TEXTS,
    TOLD,
    VOICES,
    batches_of,
    gather,
    heard_rows,
    origins_of_statements,
    text_rows,
)
from sayso.lake.place import Lake
from sayso.lake.planning import PLAN
from sayso.lake.querying import opened, show
from sayso.lake.tables import RESOLVED, RESOLVED_TABLES
from sayso.matters import Account, Reading, accounts_of, laid_together
from sayso.model import Report, ReportHead, ReportLedger
from sayso.origins import Texts, copies_among, fingerprint_of, voices_of

# Accounts, or reports that may be copies, that one worker lays together; a block of more is cut by month.
MOST = 20_000

_HEADS = pa.schema([(name, pa.string()) for name in ("report", "place", "file", "head", "voices")])
_AT = [("file", pa.int64()), ("name", pa.string()), ("place", pa.string()), ("month", pa.string())]
_KEYS = pa.schema([*_AT, ("keys", pa.list_(pa.int64()))])
_ACCOUNTS = pa.schema([*_AT, ("keys", pa.list_(pa.string())), ("told", pa.string())])
_KINDS = {"heads": _HEADS, "names": HEARD, "keys": _KEYS, "accounts": _ACCOUNTS}
"""What is told of the reports of a file of readings. `place` gives the order of all reports, `file` in `keys` and
`accounts` is the number of the files told, in `heads` the path of that of the readings."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a lake's reports come to together."""

    origins: int
    matters: int
    links: int


def resolve(
    out: str,
    *,
    workers: int | None = None,
    address: str | None = None,
    on_step: Callable[[str], None] = lambda words: None,
) -> Resolved:
    """Write the origins and matters of all reports of a lake: the tables origins, matters, memberships, matter_links.

    The same as `sayso.matters.lay` gives for the reports by day of publication and id, as long as no block holds more
    than `MOST`. `address`, `workers` and `on_step` are those of `build`. Raises LakeError where the lake is not built
    to the end or cannot be written.
    """
    lake = Lake(out)
    if lake.has(PLAN) or not lake.files("inputs"):
        raise LakeError(f"{out}: not built to the end; run sayso lake build again")
    with lake.held(), engine.started(address, workers) as size:
        lake.sweep()
        forget(lake)
        files = lake.files("read")
        told = ({"file": file, "number": number} for number, file in enumerate(files))
        for _ in engine.counted(engine.spread(tell, (lake.uri,), told, size), "files told", on_step, len(files)):
            pass
        texts: dict[int, list[str]] = {}
        reports = _tasks(lake, "keys", _KEYS, alone=False)
        blocks = engine.spread(find_copies, (lake.uri,), reports, size, engine.HEAVY)
        for row in engine.counted(blocks, "blocks compared for copies", on_step):
            for batch in row["batches"]:
                texts.setdefault(batch, []).append(row["file"])
        origins = gather(lake, texts, size, on_step)
        matters = links = 0
        accounts = _tasks(lake, "accounts", _ACCOUNTS, alone=True)
        blocks = engine.spread(lay_block, (lake.uri,), accounts, size, engine.HEAVY)
        for row in engine.counted(blocks, "blocks laid together", on_step):
            matters, links = matters + row["matters"], links + row["links"]
        _clear(lake)
        lake.sweep()
        lake.note(RESOLVED, {"origins": origins})
    return Resolved(origins, matters, links)


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


def _tasks(lake: Lake, kind: str, schema: pa.Schema, *, alone: bool) -> Iterator[dict[str, Any]]:
    """Blocks of what the reports told, each file of them by its number."""
    with opened(lake) as sql:
        show(sql, lake, "keyed", f"{TOLD}/{kind}", schema)
        for number, block in enumerate(blocks_of(sql, MOST, alone=alone)):
            yield {"number": number, "rows": _by_file(block)}


def _by_file(block: Block) -> list[dict[str, Any]]:
    """The names of rows by file; their order is found again by their places."""
    files: dict[int, list[str]] = {}
    for number, name in block.rows:
        files.setdefault(number, []).append(name)
    return [{"number": number, "names": names} for number, names in sorted(files.items())]


def _file(kind: str, number: int) -> str:
    return f"{TOLD}/{kind}/{number:08d}.parquet"


# --- work of one task ----------------------------------------------------------------------------------------------


def tell(row: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write what the reports of one file of readings tell: their voices, keys of their passages, and accounts."""
    from sayso.matters.blocks import keys_of

    lake, number = Lake(uri), row["number"]
    told: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
    for read in lake.read(row["file"]).to_pylist():
        if not read["ledger"]:
            continue
        report = Report.model_validate_json(read["kept"])
        ledger = ReportLedger.model_validate_json(read["ledger"])
        place = f"{report.published or '~'} {report.id}"
        at = {"file": number, "place": place, "month": read["month"]}
        voices = voices_of(report, ledger)
        told["heads"].append(
            {"report": report.id, "place": place, "file": row["file"], "head": report.head().model_dump_json(),
             "voices": VOICES.dump_json(voices).decode()}
        )  # fmt: skip
        told["names"] += heard_rows(place, voices)
        told["keys"].append({"name": report.id, "keys": fingerprint_of(report).keys} | at)
        told["accounts"] += (
            {"name": f"{report.id} {n:06d}", "keys": keys_of(account), "told": account.model_dump_json()} | at
            for n, account in enumerate(accounts_of(Reading(report, ledger)))
        )
    for kind, rows in told.items():
        lake.write(_file(kind, number), pa.Table.from_pylist(rows, _KINDS[kind]))
    return {"reports": len(told["heads"])}


def find_copies(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write which texts the statements of the reports of one block belong to, by the copies among these."""
    lake = Lake(uri)
    told = [row for each in task["rows"] for row in lake.among(_file("heads", each["number"]), "report", each["names"])]
    told.sort(key=_place)
    files: dict[str, list[str]] = {}
    for row in told:
        files.setdefault(row["file"], []).append(row["report"])
    kept = {
        row["report"]: Report.model_validate_json(row["kept"])
        for file, names in files.items()
        for row in lake.among(file, "report", names, ["report", "kept"])
    }
    copies = list(copies_among(fingerprint_of(kept[row["report"]]) for row in told))
    heads = {row["report"]: ReportHead.model_validate_json(row["head"]) for row in told}
    voices = [voice for row in told for voice in VOICES.validate_json(row["voices"])]
    texts = Texts(heads, copies, {voice.report: voice.credit for voice in voices if voice.credit})
    rows = sorted(text_rows(voices, texts, heads), key=lambda row: row["report"])
    path = _file("texts", task["number"])
    lake.write(path, pa.Table.from_pylist(rows, TEXTS))
    return {"file": path, "batches": batches_of(each["number"] for each in task["rows"])}


def lay_block(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write the matters of one block of accounts."""
    lake = Lake(uri)
    rows = [
        row
        for each in task["rows"]
        for row in lake.among(_file("accounts", each["number"]), "name", each["names"], ["name", "place", "told"])
    ]
    rows.sort(key=lambda row: (row["place"], row["name"]))
    accounts = [Account.model_validate_json(row["told"]) for row in rows]
    of = origins_of_statements(
        lake, (each["number"] for each in task["rows"]), (account.report for account in accounts)
    )
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
