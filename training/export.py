"""Export a trained tagger as the package ships it: ONNX with 8-bit weights, and its tokenizer.

    python training/export.py --model scratch/tagger/model/student.pt --student DIR --out src/sayso/weights

`DIR` is the base model whose tokenizer the tagger uses. Weights are quantised by channel and in the reduced range
(7 of 8 bits), which processors without VNNI need for exact sums; by tensor it costs 3 points of F1.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from pathlib import Path

import torch
from encoder import Tagger, load
from tokenizers import Tokenizer


def export(tagger: Tagger, out: Path) -> None:
    """Write the 8-bit model. It takes one window at a time, of any length."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    tagger.padded = False
    window = torch.ones((1, 16), dtype=torch.long)
    names = ["pieces", *tagger.shape.features]
    axes = {name: {1: "pieces"} for name in (*names, "scores")}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "tagger.onnx"
        torch.onnx.export(
            tagger.eval(), (window, *[window * 0] * len(tagger.shape.features)), str(whole), input_names=names,
            output_names=["scores"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def main() -> None:
    """Export and print the hash of the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--student", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    export(load(args.model), args.out / "tagger.onnx")
    tokenizer = Tokenizer.from_file(str(args.student / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(args.out / "tokenizer.json"), pretty=False)
    print(hashlib.sha256((args.out / "tagger.onnx").read_bytes()).hexdigest(), "tagger.onnx")


if __name__ == "__main__":
    main()
