"""Train the tagger: large teachers on marked text, then the small tagger on what they say of all texts.

    python training/train.py --data scratch/tagger --teacher DIR --student DIR --out scratch/tagger/model

`DIR` hold base models: `config.json` and `model.safetensors`. Everything else is in `recipe.toml`. Uses a GPU where
torch sees one. The same command on the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from common import UNMARKED, recipe, tagging
from encoder import Tagger, from_base, save
from model_input import Text, batch_of, batches, read, windows
from torch.nn import functional as F

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def seed_all(seed: int) -> np.random.Generator:
    """Seed every source of chance and give the one that data handling draws from."""
    random.seed(seed)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    return np.random.default_rng(seed)


def loss_of(scores: torch.Tensor, batch: Any, smoothing: float, trust: float) -> torch.Tensor:
    """Cross-entropy to people's labels and, weighted by `trust`, to teachers' probabilities where there are any."""
    total = scores.new_zeros(())
    if batch.soft is not None:
        told = (batch.soft.sum(-1) > 0).sum().clamp(min=1)
        total = total + trust * -(batch.soft * F.log_softmax(scores, -1)).sum() / told
    else:
        trust = 0.0
    if trust < 1:
        known = (batch.targets != UNMARKED).sum().clamp(min=1)
        hard = F.cross_entropy(
            scores.flatten(0, 1), batch.targets.flatten(), ignore_index=UNMARKED, reduction="sum",
            label_smoothing=smoothing,
        )  # fmt: skip
        total = total + (1 - trust) * hard / known
    return total


def fit(tagger: Tagger, texts: list[Text], rng: np.random.Generator, s: dict[str, Any], log: str) -> Tagger:
    """Train on `texts` by the settings `s`; gives the running average of the weights."""
    tagger = tagger.to(DEVICE).train()
    tagger.words.weight.requires_grad_(not s["frozen_words"])
    plain = [p for n, p in tagger.named_parameters() if p.requires_grad and (p.ndim < 2 or n.startswith("head"))]
    decayed = [p for n, p in tagger.named_parameters() if p.requires_grad and not (p.ndim < 2 or n.startswith("head"))]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": s["decay"]}, {"params": plain, "weight_decay": 0.0}], lr=s["rate"]
    )
    rows = windows(texts, rng, s["longest"], s["overlap"], s["broken"])
    steps = s["epochs"] * -(-len(rows) // s["batch"])
    warm = max(1, round(s["warm"] * steps))
    mean = copy.deepcopy(tagger)
    step, began = 0, time.time()
    for epoch in range(s["epochs"]):
        if epoch:
            rows = windows(texts, rng, s["longest"], s["overlap"], s["broken"])
        seen = 0.0
        for group in batches(rows, s["batch"], rng):
            batch = batch_of(group).to(DEVICE)
            for part in optimizer.param_groups:
                part["lr"] = s["rate"] * min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
            with torch.autocast("cuda", torch.bfloat16) if DEVICE == "cuda" else nullcontext():
                scores = tagger(*batch.inputs)
            loss = loss_of(scores.float(), batch, s["smoothing"], s["trust"])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step += 1
            keep = min(s["average"], step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.parameters()), list(tagger.parameters()), 1 - keep)
            seen += loss.detach()
        print(f"{log} epoch {epoch + 1} loss {float(seen) * s['batch'] / len(rows):.4f} {time.time() - began:.0f} s",
              file=sys.stderr, flush=True)  # fmt: skip
    return mean.eval()


@torch.no_grad()
def probabilities(tagger: Tagger, texts: list[Text], longest: int, overlap: int, size: int = 64) -> list[np.ndarray]:
    """Label probabilities of every piece, each text read as it is."""
    tagger = tagger.to(DEVICE).eval()
    out = {id(t): np.zeros((len(t.ids), tagging.LABELS), dtype=np.float32) for t in texts}
    for group in batches(windows(texts, None, longest, overlap, 0.0), size, None):
        batch = batch_of([(replace(t, soft=None), q, w) for t, q, w in group]).to(DEVICE)
        with torch.autocast("cuda", torch.bfloat16) if DEVICE == "cuda" else nullcontext():
            scores = tagger(*batch.inputs)
        chances = scores.float().softmax(-1).cpu().numpy()
        for i, (text, _, w) in enumerate(group):
            out[id(text)][w.keep_first : w.keep_last] = chances[
                i, 1 + w.keep_first - w.first : 1 + w.keep_last - w.first
            ]
    return [out[id(t)] for t in texts]


def span_scores(texts: list[Text], chances: list[np.ndarray]) -> dict[str, float]:
    """Exact F1 of spans of each role, in pieces, in per cent."""
    counts = {role: [0, 0, 0] for role in tagging.ROLES}
    for text, p in zip(texts, chances, strict=True):
        gold = tagging.runs_of(np.eye(tagging.LABELS, dtype=np.float32)[text.labels], text.inner)
        found = tagging.runs_of(p, text.inner)
        for role in tagging.ROLES:
            a, b = ({(r.first, r.last) for r in side if r.role == role} for side in (gold, found))
            for i, n in enumerate((len(a & b), len(a), len(b))):
                counts[role][i] += n
    return {role: round(200 * c[0] / max(1, c[1] + c[2]), 2) for role, c in counts.items()}


def teach(data: Path, base: Path, out: Path, s: dict[str, Any]) -> None:
    """Train the teachers one by one and write their mean probabilities for all texts to train on."""
    marked = read(data / "train.npz") + read(data / "examples.npz")
    dev, free = read(data / "dev.npz"), read(data / "unmarked.npz")
    sums = None
    for own in s["each"]:
        this = s | own
        rng = seed_all(this["seed"])
        tagger = from_base(base, tagging.LABELS, this["dropout"], this["more"])
        tagger = fit(tagger, marked, rng, this, f"teacher {this['seed']}")
        found = [probabilities(tagger, texts, this["longest"], this["overlap"]) for texts in (dev, marked, free)]
        print(json.dumps({"teacher": this["seed"], **span_scores(dev, found[0])}), flush=True)
        sums = found if sums is None else [_added(x, y) for x, y in zip(sums, found, strict=True)]
    assert sums is not None
    print(json.dumps({"teachers": len(s["each"]), **span_scores(dev, sums[0])}), flush=True)
    for name, parts in zip(("dev", "marked", "unmarked"), sums, strict=True):
        whole = np.concatenate(parts) / len(s["each"])
        np.savez_compressed(out / f"soft-{name}.npz", soft=np.round(whole * 255).astype(np.uint8))


def _added(some: list[np.ndarray], others: list[np.ndarray]) -> list[np.ndarray]:
    return [a + b for a, b in zip(some, others, strict=True)]


def with_soft(texts: list[Text], path: Path) -> list[Text]:
    """The texts with the teachers' probabilities."""
    soft, at, out = np.load(path)["soft"], 0, []
    for text in texts:
        out.append(replace(text, soft=soft[at : at + len(text.ids)]))
        at += len(text.ids)
    return out


def distil(data: Path, base: Path, out: Path, s: dict[str, Any]) -> Tagger:
    """Train the small tagger on people's labels and the teachers' probabilities."""
    marked = read(data / "train.npz") + read(data / "examples.npz")
    texts = marked
    if s["trust"]:
        free = read(data / "unmarked.npz")
        texts = with_soft(marked, out / "soft-marked.npz") + with_soft(free, out / "soft-unmarked.npz")
    rng = seed_all(s["seed"])
    tagger = fit(from_base(base, tagging.LABELS, s["dropout"], s["more"]), texts, rng, s, "student")
    dev = read(data / "dev.npz")
    found = probabilities(tagger, dev, tagging.LONGEST_WINDOW, tagging.OVERLAP)
    print(json.dumps({"student": s["seed"], **span_scores(dev, found)}), flush=True)
    save(tagger, out / "student.pt")
    return tagger


def main() -> None:
    """Teach, then distil."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--student", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    teach(args.data, args.teacher, args.out, recipe()["teacher"])
    distil(args.data, args.student, args.out, recipe()["student"])


if __name__ == "__main__":
    main()
