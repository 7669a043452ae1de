"""Store trained weights the way ``models/`` holds them::

    python eval/training/store.py --start models/e5-small-es --trained step480.pt --out FOLDER

Everything but the weights is that of the folder trained from. Matrices become float8 with a float16
scale for each 32 weights of a row, the layout that transformers reads by itself; the scale of each
block is the one of a few tried that leaves the smallest square error.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

BLOCK = 32
LARGEST = 448.0
"""Of float8 e4m3fn."""
TRIED = (1.0, 0.93, 0.87, 0.81, 0.76, 0.71, 0.66, 0.62, 0.58, 0.54)
"""Scales tried, in the one that uses the whole range: the next power of two lies at .5."""


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("::")[0])
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=1.0, help="of the way from start to trained")
    args = parser.parse_args()
    shutil.copytree(args.start, args.out, dirs_exist_ok=True)
    old = load_file(args.start / "model.safetensors")
    trained = torch.load(args.trained, weights_only=True)
    save_file(stored(old, trained, args.share), args.out / "model.safetensors", {"format": "pt"})


def stored(
    old: dict[str, torch.Tensor], trained: dict[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """Every tensor of the file `old`, with the trained values where training changed them."""
    found = dict(old)
    for name in sorted(n for n in old if not n.endswith("_scale_inv")):
        before, scale = old[name], old.get(f"{name}_scale_inv")
        if scale is not None:
            before = whole(before, scale)
        after = before.float() + share * (trained[name].float() - before.float())
        if torch.equal(after, before.float()):
            continue
        if scale is None:
            found[name] = after.to(old[name].dtype)
        else:
            found[name], found[f"{name}_scale_inv"] = blocks(after)
    return found


def whole(integers: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """Undo the blocks: shape (rows, columns), float32."""
    cut = integers.float().reshape(*scale.shape, BLOCK) * scale.float()[:, :, None]
    return cut.reshape(integers.shape)


def blocks(matrix: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Float8 values and float16 scales of a matrix: shapes (r, c) and (r, c / 32)."""
    cut = matrix.reshape(matrix.shape[0], -1, BLOCK)
    full = cut.abs().amax(2, keepdim=True).clamp(min=1e-6) / LARGEST
    # Float16 would lose small scales: values are kept near 16 instead of near 448.
    full = full * (LARGEST / 16)
    best, kept_value, kept_scale = None, None, None
    for share in TRIED:
        scale = (full / share).half().float()
        value = (cut / scale).to(torch.float8_e4m3fn)
        error = ((value.float() * scale - cut) ** 2).sum(2, keepdim=True)
        if best is None:
            best, kept_value, kept_scale = error, value.float(), scale
        better = error < best
        best = torch.where(better, error, best)
        kept_value = torch.where(better, value.float(), kept_value)
        kept_scale = torch.where(better, scale, kept_scale)
    return (
        kept_value.to(torch.float8_e4m3fn).reshape(matrix.shape),
        kept_scale.squeeze(2).half(),
    )


if __name__ == "__main__":
    main()
