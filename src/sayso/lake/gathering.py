"""The origins of a lake, by the functions of one machine, each over no more than it needs.

Names are told apart group by group, texts block by block where copies are found, statements batch by batch, and each
origin is brought together where all that goes back to it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter

from sayso.lake import engine
from sayso.lake.place import ROWS, Lake
from sayso.lake.querying import fetched, opened, show
from sayso.lake.tables import RESOLVED_TABLES
from sayso.model import ReportHead
from sayso.origins import (
    Heard,
    Known,
    Share,
    Text,
    Texts,
    Voice,
    brought_together,
    group_of,
    heard_in,
    known_among,
    shares_of,
    text_for,
)
from sayso.origins.gathering import Ref

TOLD = "resolving"
"""The folder of what is kept while a lake is resolved."""

# Files of what reports tell to a batch of statements, and statements that go back to the origins of one task.
BATCH = 50
SHARES = 100_000

HEARD = pa.schema([(name, pa.string()) for name in ("group", "key", "name", "place", "report")])
TEXTS = pa.schema([(name, pa.string()) for name in ("report", "statement", "text", "head")])
"""The text that a statement belongs to, and the head of the report that has it earliest."""
_NAMES = pa.schema([(name, pa.string()) for name in ("group", "key", "full", "name", "first", "last")])
_SHARES = pa.schema(
    [("origin", pa.string()), ("key", pa.string()), ("name", pa.string()), ("place", pa.string()),
     ("number", pa.int64()), ("report", pa.string()), ("statement", pa.string()), ("head", pa.string()),
     ("text", pa.string()), ("text_head", pa.string())]
)  # fmt: skip
_OF = pa.schema([(name, pa.string()) for name in ("report", "statement", "origin")])
_NAMES_FILE = f"{TOLD}/names.parquet"
# Ids of origins are a letter and so many hexadecimal digits of a hash; tasks have ranges of them.
_DIGITS = 12

VOICES, TEXT = TypeAdapter(tuple[Voice, ...]), TypeAdapter(Text)


def gather(lake: Lake, texts: dict[int, list[str]], workers: int, on_step: Callable[[str], None]) -> int:
    """Write the origins of all statements, of which heads, voices, names and texts were told; how many there are.

    `texts` are, by batch, the files in which the texts of its statements are.
    """
    _write_names(lake)
    heads = lake.files(f"{TOLD}/heads")
    batches = [
        {"batch": n // BATCH, "heads": heads[n : n + BATCH], "texts": texts.get(n // BATCH, [])}
        for n in range(0, len(heads), BATCH)
    ]
    shared = engine.spread(share_out, (lake.uri,), batches, workers, engine.HEAVY)
    shares = sum(row["shares"] for row in engine.counted(shared, "batches of statements", on_step, len(batches)))
    parts = max(1, -(-shares // SHARES))
    tasks = ({"number": number, "of": parts} for number in range(parts))
    brought = engine.spread(bring_together, (lake.uri,), tasks, workers)
    return sum(row["origins"] for row in engine.counted(brought, "parts of the origins", on_step, parts))


def batches_of(numbers: Iterable[int]) -> list[int]:
    """The batches that files of these numbers are in."""
    return sorted({number // BATCH for number in numbers})


def heard_rows(place: str, voices: tuple[Voice, ...]) -> list[dict[str, Any]]:
    """The names that a report speaks of, by its place in the order of all and the voices of its statements."""
    return [
        {"group": group_of(heard.key), "key": heard.key, "name": heard.name, "place": place, "report": heard.reports[0]}
        for heard in heard_in(voices).values()
    ]


def text_rows(voices: Iterable[Voice], texts: Texts, heads: Mapping[str, ReportHead]) -> Iterator[dict[str, Any]]:
    """The texts that statements belong to."""
    for voice in voices:
        if text := text_for(voice, texts):
            # Who else carries it is asked of the copies, and can be very many.
            told = TEXT.dump_json(replace(text, reports=())).decode()
            head = heads[text.head].model_dump_json()
            yield {"report": voice.report, "statement": voice.statement, "text": told, "head": head}


def origins_of_statements(lake: Lake, files: Iterable[int], reports: Iterable[str]) -> dict[Ref, frozenset[str]]:
    """The origins (ids) of the statements of reports that are told of in files of these numbers."""
    of: dict[Ref, frozenset[str]] = {}
    wanted = set(reports)
    for batch in batches_of(files):
        for row in lake.among(f"{TOLD}/of/{batch:06d}.parquet", "report", wanted):
            ref = row["report"], row["statement"]
            of[ref] = of.get(ref, frozenset()) | {row["origin"]}
    return of


def _write_names(lake: Lake) -> None:
    """What each name is among all, the names of a group together; DuckDB sorts them, on disk where they are many."""
    with opened(lake) as sql:
        show(sql, lake, "heard", f"{TOLD}/names", HEARD)
        found = sql.execute(
            """SELECT "group", key, arg_max(name, place) FILTER (name IS NOT NULL), min(report), max(report)
               FROM heard GROUP BY 1, 2 ORDER BY 1, 2"""
        )
        groups = groupby(fetched(found), key=lambda row: row[0])
        rows = (_known_row(group, known) for group, held in groups for known in known_among(map(_heard, held)))
        lake.write_pieces(_NAMES_FILE, _NAMES, _pieces(rows))


def _heard(row: tuple[str, str, str | None, str, str]) -> Heard:
    _, key, name, first, last = row
    return Heard(key, name, (first, last))


def _known_row(group: str, known: Known) -> dict[str, Any]:
    full, name = known.full or (None, None)
    first, last = known.reports or (None, None)
    return {"group": group, "key": known.key, "full": full, "name": name, "first": first, "last": last}


def _known(row: dict[str, Any]) -> Known:
    return Known(
        row["key"], (row["full"], row["name"]) if row["full"] else None,
        (row["first"], row["last"]) if row["first"] else None,
    )  # fmt: skip


def _pieces(rows: Iterator[dict[str, Any]]) -> Iterator[pa.Table]:
    while piece := list(islice(rows, ROWS)):
        yield pa.Table.from_pylist(piece, _NAMES)


# --- work of one task ----------------------------------------------------------------------------------------------


def share_out(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write to which origins the statements of a batch go back: by origin, and by statement."""
    lake = Lake(uri)
    told = sorted((row for file in task["heads"] for row in lake.read(file).to_pylist()), key=lambda row: row["place"])
    voices = [VOICES.validate_json(row["voices"]) for row in told]
    groups = {
        group_of(key)
        for each in voices
        for v in each
        for key, _ in (*v.sources, *v.carriers, *((v.narrator,) if v.narrator else ()))
    }
    names = {row["key"]: _known(row) for row in lake.among(_NAMES_FILE, "group", groups)}
    reports = [row["report"] for row in told]
    texts = {
        (row["report"], row["statement"]): row for file in task["texts"] for row in lake.among(file, "report", reports)
    }
    rows = []
    for row, spoken in zip(told, voices, strict=True):
        for number, voice in enumerate(spoken):
            found = texts.get((voice.report, voice.statement))
            text = TEXT.validate_json(found["text"]) if found else None
            for share in shares_of(voice, text, names):
                rows.append(
                    {"origin": share.origin, "key": share.key, "name": share.name, "place": row["place"],
                     "number": number, "report": voice.report, "statement": voice.statement, "head": row["head"],
                     "text": found["text"] if found and share.text else None,
                     "text_head": found["head"] if found and share.text else None}
                )  # fmt: skip
    file = f"{task['batch']:06d}.parquet"
    of = [{name: row[name] for name in _OF.names} for row in rows]
    lake.write(f"{TOLD}/of/{file}", pa.Table.from_pylist(sorted(of, key=lambda row: row["report"]), _OF))
    rows.sort(key=lambda row: row["origin"])
    lake.write(f"{TOLD}/shares/{file}", pa.Table.from_pylist(rows, _SHARES))
    return {"shares": len(rows)}


def bring_together(task: dict[str, Any], uri: str) -> dict[str, Any]:
    """Write the origins whose ids are in one of so many equal ranges."""
    lake = Lake(uri)
    low, high = (f"o{n * 16**_DIGITS // task['of']:0{_DIGITS}x}" for n in (task["number"], task["number"] + 1))
    wanted = [("origin", ">=", low), *([("origin", "<", high)] if task["number"] + 1 < task["of"] else ())]
    rows = [row for file in lake.files(f"{TOLD}/shares") for row in lake.read(file, filters=wanted).to_pylist()]
    rows.sort(key=lambda row: (row["place"], row["number"]))
    told = {head for row in rows for head in (row["head"], row["text_head"]) if head}
    heads = {head.id: head for head in map(ReportHead.model_validate_json, told)}
    origins = brought_together(map(_share, rows), heads)
    out = [
        {"statement": statement, "report": report, "origin": o.id, "kind": o.kind, "name": o.name, "head": o.head,
         "why": o.why}
        for o in origins
        for report, statement in o.statements
    ]  # fmt: skip
    out.sort(key=lambda row: (row["report"], row["statement"], row["origin"]))
    path = f"tables/origins/part-{task['number']:06d}.parquet"
    lake.write(path, pa.Table.from_pylist(out, RESOLVED_TABLES["origins"]))
    return {"origins": len(origins)}


def _share(row: dict[str, Any]) -> Share:
    text = TEXT.validate_json(row["text"]) if row["text"] else None
    return Share(row["origin"], row["key"], row["name"], (row["report"], row["statement"]), text)
