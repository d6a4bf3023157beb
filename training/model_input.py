"""Windows of prepared texts as batches, with the copies that make a tagger hold on broken feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from common import UNMARKED, tagging
from encoder import FEATURES

# BERT's piece numbers of the quotation marks, and which stands for which when a feed straightens or curls them.
_WORDS = {1000: '"', 1523: "“", 1524: "”", 1525: "„", 1077: "«", 1090: "»"}
_STRAIGHTENED = {1523: 1000, 1524: 1000, 1520: 1005, 1521: 1005}
_SINGLE = (1005, 1520, 1521)


COLUMNS = ("ids", "case", "begin", "inner", "labels", "starts", "ends")


@dataclass
class Text:
    """One prepared text; every field has one row for each piece. `soft` are teachers' probabilities, in 255ths."""

    name: str
    ids: np.ndarray
    case: np.ndarray
    begin: np.ndarray
    inner: np.ndarray
    labels: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    soft: np.ndarray | None = None

    @property
    def quote(self) -> np.ndarray:
        """1 between double quotation marks."""
        return tagging.quoted([_WORDS.get(i, "") for i in self.ids.tolist()], self.begin)

    def take(self, kept: np.ndarray) -> Text:
        """The text without some of its pieces; a span that loses its first piece begins with its second."""
        labels = self.labels.copy()
        for i in np.flatnonzero(~kept[:-1]):
            if labels[i] != UNMARKED and labels[i] % 2 == 1 and labels[i + 1] == labels[i] + 1:
                labels[i + 1] = labels[i]
        begin = self.begin.copy()
        for i in np.flatnonzero(~kept[:-1]):
            begin[i + 1] = max(begin[i + 1], begin[i])
        taken = {name: getattr(self, name)[kept] for name in COLUMNS}
        taken |= {"labels": labels[kept], "begin": begin[kept]}
        return replace(self, **taken, soft=None if self.soft is None else self.soft[kept])


def read(path: Path) -> list[Text]:
    """The texts of one prepared set."""
    held = np.load(path)
    columns = {k: held[k] for k in COLUMNS}
    bounds = held["bounds"]
    return [
        Text(str(name), **{k: v[a:b] for k, v in columns.items()})
        for name, a, b in zip(held["names"], bounds[:-1], bounds[1:], strict=True)
    ]


def broken(text: Text, rng: np.random.Generator, share: float) -> Text:
    """The text as it is, or, for about `share` of texts, as a bad feed would bring it."""
    if rng.random() >= share:
        return text
    change = rng.integers(5)
    ids = text.ids
    marks = np.isin(ids, list(_WORDS))
    if change == 0:  # capitals throughout, as the reader lowers them again: each word keeps its first
        case = np.where(text.case > 0, np.where(text.inner, 1, 2), 0)
        return replace(text, case=case.astype(text.case.dtype))
    if change == 1:  # straight marks for curled ones
        swapped = ids.copy()
        for old, new in _STRAIGHTENED.items():
            swapped[ids == old] = new
        return replace(text, ids=swapped)
    if change == 2:  # curled marks for straight ones, opening and closing by turns
        swapped = ids.copy()
        straight = np.flatnonzero(ids == 1000)
        inside = text.quote
        swapped[straight] = [1523 if i + 1 < len(ids) and inside[i + 1] else 1524 for i in straight]
        return replace(text, ids=swapped)
    if change == 3:  # a share of the marks lost
        return text.take(~(marks & (rng.random(len(ids)) < rng.uniform(0.05, 0.4))))
    return text.take(~(marks | np.isin(ids, _SINGLE)))  # all lost, apostrophes too


@dataclass
class Batch:
    """Windows side by side, padded. `targets` are label numbers (UNMARKED where not known), `soft` probabilities."""

    inputs: tuple[torch.Tensor, ...]
    targets: torch.Tensor
    soft: torch.Tensor | None

    def to(self, device: str) -> Batch:
        """The same batch on another device."""
        soft = None if self.soft is None else self.soft.to(device).float() / 255
        return Batch(tuple(x.to(device) for x in self.inputs), self.targets.to(device), soft)


def windows(texts: list[Text], rng: np.random.Generator | None, longest: int, overlap: int, share: float) -> list[Any]:
    """(text, quote, window) of all texts; with `rng`, some broken, and the first window of a random size."""
    out = []
    for text in texts:
        if rng is not None:
            text = broken(text, rng, share)
        if not len(text.ids):
            continue
        quote = text.quote
        begin, skip = text.begin, 0
        if rng is not None:
            sentences = np.flatnonzero(begin)
            skip = int(rng.choice(sentences[sentences < longest])) if len(sentences) else 0
            if skip:
                out.append((text, quote, tagging.Window(0, skip, 0, skip)))
        for w in tagging.windows_of(begin[skip:], longest, overlap):
            out.append((text, quote, tagging.Window(*(x + skip for x in w))))
    return out


def batch_of(rows: list[Any]) -> Batch:
    """Pad and stack windows. Pieces outside a window's kept part count too: their labels are as good."""
    width = -(-(max(w.last - w.first for _, _, w in rows) + 2) // 16) * 16
    fields = {k: np.zeros((len(rows), width), dtype=np.int64) for k in ("pieces", *FEATURES)}
    targets = np.full((len(rows), width), UNMARKED, dtype=np.int64)
    soft = None
    if all(text.soft is not None for text, _, _ in rows):
        soft = np.zeros((len(rows), width, tagging.LABELS), dtype=np.uint8)
    for i, (text, quote, w) in enumerate(rows):
        n = w.last - w.first
        fields["pieces"][i, 0], fields["pieces"][i, n + 1] = 101, 102
        fields["pieces"][i, 1 : n + 1] = text.ids[w.first : w.last]
        for name in FEATURES:
            values = quote if name == "quote" else getattr(text, name)
            fields[name][i, 1 : n + 1] = values[w.first : w.last]
        targets[i, 1 : n + 1] = text.labels[w.first : w.last]
        if soft is not None:
            soft[i, 1 : n + 1] = text.soft[w.first : w.last]
    inputs = tuple(torch.from_numpy(field) for field in fields.values())
    return Batch(inputs, torch.from_numpy(targets), None if soft is None else torch.from_numpy(soft))


def batches(rows: list[Any], size: int, rng: np.random.Generator | None) -> Iterator[list[Any]]:
    """Rows of like length together; with `rng` in random order."""
    order = sorted(range(len(rows)), key=lambda i: rows[i][2].last - rows[i][2].first)
    if rng is not None:
        noise = rng.random(len(rows)) * 40
        order = sorted(range(len(rows)), key=lambda i: rows[i][2].last - rows[i][2].first + noise[i])
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if rng is not None:
        rng.shuffle(groups)
    for group in groups:
        yield [rows[i] for i in group]
