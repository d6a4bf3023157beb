"""Export a trained tagger as the package ships it: ONNX with 8-bit weights, and its tokenizer.

    python training/export.py --model scratch/tagger/model/student.pt --student DIR --data scratch/tagger \
        --out src/sayso/weights

`DIR` is the base model whose tokenizer the tagger uses. Word pieces that no text in `--data` has are left out, the
rarest first, until the recipe's number remains. Weights are quantised by channel and in the reduced range (7 of 8
bits), which processors without VNNI need for exact sums; by tensor it costs 3 points of F1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from common import recipe, tagging
from encoder import FEATURES, Tagger, load
from torch import nn

FIRST_WORD, LAST_UNUSED = 104, 999


def export(tagger: Tagger, out: Path) -> None:
    """Write the 8-bit model. It takes one window at a time, of any length."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    tagger.padded = False
    window = torch.ones((1, 16), dtype=torch.long)
    names = ["pieces", *FEATURES]
    axes = {name: {1: "pieces"} for name in (*names, "scores")}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "tagger.onnx"
        torch.onnx.export(
            tagger.eval(), (window, *[window * 0] * len(FEATURES)), str(whole), input_names=names,
            output_names=["scores"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def kept_pieces(data: Path, size: int, vocabulary: int) -> list[int]:
    """The numbers of the pieces to keep: all that some text has, then the lowest, which are the most frequent."""
    counts = np.zeros(vocabulary, dtype=np.int64)
    for path in sorted(data.glob("*.npz")):
        held = np.load(path)
        if "ids" in held:
            counts += np.bincount(held["ids"], minlength=vocabulary)
    # The first hundred hold the pieces that frame, pad and stand for the unknown, in places that the reader relies on.
    spare = [n for n in range(FIRST_WORD, vocabulary) if not counts[n]]
    unused = [n for n in spare if n < LAST_UNUSED]
    rare = [n for n in reversed(spare) if n >= LAST_UNUSED]
    dropped = frozenset((unused + rare)[: vocabulary - size])
    return [n for n in range(vocabulary) if n not in dropped]


def cut(tagger: Tagger, kept: list[int], places: int) -> None:
    """Leave only these pieces, and only as many places as a window has."""
    tagger.words = nn.Embedding.from_pretrained(tagger.words.weight[kept].clone())
    tagger.places = nn.Embedding.from_pretrained(tagger.places.weight[:places].clone())


def cut_tokenizer(base: Path, kept: list[int], out: Path) -> None:
    """Write the base model's tokenizer with these pieces alone, numbered anew, without padding or truncation."""
    whole = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    names = {number: piece for piece, number in whole["model"]["vocab"].items()}
    whole["model"]["vocab"] = {names[old]: new for new, old in enumerate(kept)}
    whole |= {"padding": None, "truncation": None}
    out.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    """Export and print the hash of the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--student", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tagger = load(args.model)
    kept = kept_pieces(args.data, recipe()["export"]["pieces"], tagger.shape.vocabulary)
    cut(tagger, kept, tagging.LONGEST_WINDOW)
    export(tagger, args.out / "tagger.onnx")
    cut_tokenizer(args.student, kept, args.out / "tokenizer.json")
    print(hashlib.sha256((args.out / "tagger.onnx").read_bytes()).hexdigest(), "tagger.onnx")


if __name__ == "__main__":
    main()
