"""Reports to arrays: word pieces with their features and, where people marked them, their labels.

    python training/corpus.py --marked DIR --unmarked FILE.jsonl [FILE.jsonl ...] --out scratch/tagger

`DIR` holds `train.jsonl` and `dev.jsonl`: rows of `id`, `text` and `attributions`, each attribution with lists of
spans under `source`, `cue` and `content`. Each `FILE.jsonl` has rows with a `text`, or with `sentences` that have one.
Needs the package itself (its parser finds the sentences), not torch. The written examples beside this file are added.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from common import UNMARKED, tagging

EXAMPLES = Path(__file__).with_name("examples.toml")
_SLOT = re.compile(r"\{(\w+)\}")
_MARKED = re.compile(r"\[([SCK])([<>]?) |\]")
_ROLES = {"S": "source", "C": "cue", "K": "content"}


class Attributed(NamedTuple):
    """A text with its attributions, each a mapping of role to spans; None where nobody marked any."""

    name: str
    text: str
    attributions: list[dict[str, list[list[int]]]] | None


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def marked(path: Path) -> Iterator[Attributed]:
    """Texts with attributions."""
    for row in rows_of(path):
        yield Attributed(row["id"], row["text"], row["attributions"])


def unmarked(path: Path) -> Iterator[Attributed]:
    """Texts alone."""
    for row in rows_of(path):
        text = row.get("text") or " ".join(s["text"] for s in row.get("sentences", ()))
        if text.strip():
            yield Attributed(str(row.get("id", "")), text, None)


def examples(path: Path = EXAMPLES) -> Iterator[Attributed]:
    """The written examples, every one several times with other fillers. That file's head explains its notation."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    turns = {name: cycle(fillers) for name, fillers in held["slots"].items()}
    for copy in range(held["copies"]):
        for number, line in enumerate(held["examples"]["texts"]):
            while (slot := _SLOT.search(line)) is not None:
                line = line[: slot.start()] + next(turns[slot.group(1)]) + line[slot.end() :]
            text, attributions = _unbracketed(line)
            first = 1 if text.startswith("“") else 0
            text = text[:first] + text[first : first + 1].upper() + text[first + 1 :]
            yield Attributed(f"example-{number}-{copy}", text, attributions)


def _unbracketed(line: str) -> tuple[str, list[dict[str, list[list[int]]]]]:
    text, spans, open_, at = "", [], None, 0
    for bracket in _MARKED.finditer(line):
        text += line[at : bracket.start()]
        at = bracket.end()
        if bracket.group(1):
            assert open_ is None, line
            open_ = (_ROLES[bracket.group(1)], bracket.group(2), len(text))
        else:
            assert open_ is not None, line
            spans.append((open_[0], open_[1], open_[2], len(text)))
            open_ = None
    text += line[at:]
    cues = [s for s in spans if s[0] == "cue"]
    out: list[dict[str, list[list[int]]]] = [{"source": [], "cue": [[c[2], c[3]]], "content": []} for c in cues]
    for role, side, start, end in spans:
        if role == "cue":
            continue
        fits = [
            (max(c[2] - end, start - c[3]), i) for i, c in enumerate(cues) if not side or (side == ">") == (c[2] >= end)
        ]
        assert fits, line
        out[min(fits)[1]][role].append([start, end])
    return text, out


def labels_of(text: str, attributions: Iterable[dict[str, list[list[int]]]], pieces: Any) -> np.ndarray:
    """One label for each piece. Where spans overlap the later one in the list wins (they hardly ever do)."""
    labels = np.zeros(len(pieces.ids), dtype=np.uint8)
    middles = (pieces.starts + pieces.ends) / 2
    for a in attributions:
        cue = min(a["cue"], default=None)
        source = min(a["source"], default=None)
        for role in tagging.ROLES:
            for start, end in a[role]:
                anchor = source if role == "cue" else cue
                side = None if anchor is None else "right" if anchor[0] >= end else "left"
                if side is None and role != "cue":
                    continue
                kind = tagging.KINDS.index((role, side))
                start, end = tagging.trimmed(text, start, end)
                held = np.flatnonzero((middles >= start) & (middles <= end))
                if len(held):
                    labels[held] = 2 + 2 * kind
                    labels[held[0]] = 1 + 2 * kind
    return labels


def prepare(texts: Iterable[Attributed], out: Path) -> None:
    """Write the arrays of many texts, end to end, to one `.npz` file."""
    from sayso.model import Report
    from sayso.reading.language import parse

    columns: dict[str, list[np.ndarray]] = {}
    names, bounds = [], [0]
    for name, text, attributions in texts:
        parsed = parse(Report(text=text))
        eased = parsed.doc.text
        pieces = tagging.pieces_of(parsed)
        labels = (
            np.full(len(pieces.ids), UNMARKED, dtype=np.uint8)
            if attributions is None
            else labels_of(eased, attributions, pieces)
        )
        row = {
            "ids": pieces.ids.astype(np.uint16), "starts": pieces.starts.astype(np.int32),
            "ends": pieces.ends.astype(np.int32), "case": pieces.case.astype(np.uint8),
            "begin": pieces.begin.astype(np.uint8), "inner": pieces.inner, "labels": labels,
        }  # fmt: skip
        for key, values in row.items():
            columns.setdefault(key, []).append(values)
        names.append(name)
        bounds.append(bounds[-1] + len(pieces.ids))
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out, names=np.array(names), bounds=np.array(bounds), **{k: np.concatenate(v) for k, v in columns.items()}
    )
    print(out.name, len(names), "texts,", bounds[-1], "pieces", file=sys.stderr)


def main() -> None:
    """Prepare all sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marked", type=Path, required=True)
    parser.add_argument("--unmarked", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    prepare(examples(), args.out / "examples.npz")
    for split in ("dev", "train"):
        prepare(marked(args.marked / f"{split}.jsonl"), args.out / f"{split}.npz")
    if args.unmarked:
        prepare((text for path in args.unmarked for text in unmarked(path)), args.out / "unmarked.npz")


if __name__ == "__main__":
    main()
