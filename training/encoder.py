"""A transformer encoder with token labels on top, in plain PyTorch: BERT's and MPNet's shapes, nothing else.

The weights' own layout is kept (Devlin et al. 2019; Song et al. 2020), so that base weights load by name and a trained
tagger can be read back by anything that knows them.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

FEATURES = {"case": 5, "quote": 2, "begin": 3}
"""How many values each input feature has (see `sayso.reading.tagging.Pieces`)."""


@dataclass(frozen=True)
class Shape:
    """What an encoder looks like. `kind` is "bert" or "mpnet"; the rest are its sizes."""

    kind: str
    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int


# MPNet put four pieces of its own before BERT's list and frames a text with two of them.
_MPNET_SHIFT, _MPNET_FRAME, _BERT_FRAME = 4, (0, 2), (101, 102)


class Attention(nn.Module):
    """Self-attention of all heads, with an optional bias by relative position."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`bias` is added to the scores: (batch or 1, heads or 1, 1 or pieces, pieces)."""
        batch, pieces, width = x.shape
        q, k, v = (
            f(x).view(batch, pieces, self.heads, width // self.heads).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        if self.training:
            if bias is not None:
                bias = bias.to(q.dtype).expand(batch, self.heads, pieces, pieces)
            mixed = F.scaled_dot_product_attention(q, k, v, bias, self.dropout)
        else:  # the same in plain steps, which export to few nodes
            scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
            mixed = (scores if bias is None else scores + bias).softmax(-1) @ v
        return self.out(mixed.transpose(1, 2).reshape(batch, pieces, width))


class Layer(nn.Module):
    """One encoder layer, normalised after each half as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(shape, dropout)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """(batch, pieces, width) to the same."""
        x = self.norm1(x + self.drop(self.attention(x, bias)))
        return self.norm2(x + self.drop(self.narrow(F.gelu(self.widen(x)))))


class Tagger(nn.Module):
    """Pieces and their features in, one row of label scores for each piece out."""

    def __init__(self, shape: Shape, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.padded = True
        """Set to False where every batch is one window: nothing is masked then."""
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.features = nn.ModuleList(nn.Embedding(size, shape.width) for size in FEATURES.values())
        for feature in self.features:
            # Small, so that the first steps still see what the encoder was trained on.
            nn.init.normal_(feature.weight, std=0.01)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.near = nn.Embedding(32, shape.heads) if shape.kind == "mpnet" else None
        self.head = nn.Linear(shape.width, labels)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, pieces: Tensor, *features: Tensor) -> Tensor:
        """Label scores, (batch, pieces, labels). A piece of 0 is padding; the features as in `FEATURES`."""
        padding = pieces == 0
        places = torch.arange(pieces.shape[1], device=pieces.device)
        if self.near is not None:
            own = pieces + _MPNET_SHIFT
            for theirs, ours in zip(_BERT_FRAME, _MPNET_FRAME, strict=True):
                own = torch.where(pieces == theirs, ours, own)
            pieces, places = own, places + 2
        x = self.words(pieces) + self.places(places)
        for table, values in zip(self.features, features, strict=True):
            x = x + table(values)
        x = self.drop(self.norm(x))
        bias = None
        if self.padded:
            bias = (padding.to(x.dtype) * -1e4)[:, None, None, :]
        if self.near is not None:
            near = self._nearness(pieces.shape[1])
            bias = near if bias is None else bias + near
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(self.drop(x))

    def _nearness(self, pieces: int) -> Tensor:
        """MPNet's bias by relative position, after T5: exact near by, logarithmic up to 128 pieces."""
        assert self.near is not None
        at = torch.arange(pieces, device=self.near.weight.device)
        distance = at[:, None] - at[None, :]
        side = (distance < 0).long() * 16
        distance = distance.abs()
        far = 8 + (torch.log(distance.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
        bucket = side + torch.where(distance < 8, distance, far.clamp(max=15))
        return self.near(bucket).permute(2, 0, 1)[None]


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a `.safetensors` file: a JSON header, then raw little-endian arrays."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    out = {}
    for name, entry in json.loads(raw[8 : 8 + size]).items():
        if name == "__metadata__":
            continue
        a, b = entry["data_offsets"]
        values = np.frombuffer(raw[8 + size + a : 8 + size + b], kinds[entry["dtype"]])
        out[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return out


def shape_of(config: dict[str, Any]) -> Shape:
    """The shape that a model's own `config.json` states."""
    return Shape(
        kind=config["model_type"],
        width=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        vocabulary=config["vocab_size"],
        positions=config["max_position_embeddings"],
    )


def from_base(folder: Path, labels: int, dropout: float, more: int = 0) -> Tagger:
    """An untrained tagger on a base model's encoder: `folder` holds its `config.json` and `model.safetensors`.

    With `more`, so many layers are added on top that start as copies of the last.
    """
    shape = shape_of(json.loads((folder / "config.json").read_text()))
    top = f"layers.{shape.layers - 1}."
    shape = replace(shape, layers=shape.layers + more)
    tagger = Tagger(shape, labels, dropout)
    weights = {}
    for name, value in read_safetensors(folder / "model.safetensors").items():
        if (own := own_name(name)) is not None:
            weights[own] = value.float()
            for layer in range(shape.layers - more, shape.layers):
                if own.startswith(top):
                    weights[f"layers.{layer}." + own.removeprefix(top)] = value.float()
    missing, unknown = tagger.load_state_dict(weights, strict=False)
    assert not unknown, unknown
    assert {m.split(".")[0] for m in missing} == {"features", "head"}, missing
    return tagger


_PARTS = [
    ("embeddings.word_embeddings.", "words."),
    ("embeddings.position_embeddings.", "places."),
    ("embeddings.LayerNorm.", "norm."),
    ("encoder.relative_attention_bias.", "near."),
    ("encoder.layer.", "layers."),
    (".attention.self.", ".attention."),
    (".attention.attn.q.", ".attention.query."),
    (".attention.attn.k.", ".attention.key."),
    (".attention.attn.v.", ".attention.value."),
    (".attention.attn.o.", ".attention.out."),
    (".attention.output.dense.", ".attention.out."),
    (".attention.output.LayerNorm.", ".norm1."),
    (".attention.LayerNorm.", ".norm1."),
    (".intermediate.dense.", ".widen."),
    (".output.dense.", ".narrow."),
    (".output.LayerNorm.", ".norm2."),
]


def own_name(name: str) -> str | None:
    """The name here of a base model's weight; None for those a tagger does without."""
    if "pooler" in name or "token_type" in name or "position_ids" in name:
        return None
    for theirs, ours in _PARTS:
        name = name.replace(theirs, ours)
    return name


def save(tagger: Tagger, path: Path) -> None:
    """Write shape and weights (16-bit floats) to one file."""
    state = {k: v.detach().cpu().half() for k, v in tagger.state_dict().items()}
    torch.save({"shape": asdict(tagger.shape), "labels": tagger.head.out_features, "state": state}, path)


def load(path: Path) -> Tagger:
    """Read back what `save` wrote."""
    held = torch.load(path, map_location="cpu", weights_only=True)
    tagger = Tagger(Shape(**held["shape"]), held["labels"])
    tagger.load_state_dict({k: v.float() for k, v in held["state"].items()})
    return tagger.eval()
