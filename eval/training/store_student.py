"""Store a student of ``distil.py`` as an encoder folder of its own::

    python eval/training/store_student.py --teacher models/e5-small-es --trained S.pt --out DIR

Vocabulary, word embeddings and tokenizer are the teacher's; the layers are the student's, in the
blocks of ``store.py``; the computation graph is exported anew.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
from folder import export_graph
from store import blocks

LAYER = "encoder.layer."


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("::")[0])
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    trained = torch.load(args.trained, weights_only=True)
    depth = 1 + max(int(n.split(".")[2]) for n in trained if n.startswith(LAYER))
    shutil.copytree(args.teacher, args.out, dirs_exist_ok=True)
    tensors = student_tensors(load_file(args.teacher / "model.safetensors"), trained)
    save_file(tensors, args.out / "model.safetensors", {"format": "pt"})
    config = json.loads((args.teacher / "config.json").read_text(encoding="utf-8"))
    config["num_hidden_layers"] = depth
    (args.out / "config.json").write_text(
        json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    from transformers import BertConfig

    plain = BertConfig(**{k: v for k, v in config.items() if k != "quantization_config"})
    names = {name: None for name in tensors if not name.endswith("_scale_inv")}
    export_graph(args.out, plain, names)
    (args.out / "model.safetensors").chmod(0o644)


def student_tensors(
    teacher: dict[str, torch.Tensor], trained: dict[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """Tensors as the file holds them: the teacher's embeddings, the student's layers."""
    found = {name: tensor for name, tensor in teacher.items() if not name.startswith(LAYER)}
    for name, tensor in trained.items():
        if not name.startswith(LAYER):
            continue
        stored = teacher[f"{LAYER}0.{name.split('.', 3)[3]}"]
        if stored.dtype == torch.float8_e4m3fn:
            found[name], found[f"{name}_scale_inv"] = blocks(tensor.float())
        else:
            found[name] = tensor.to(stored.dtype)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    main()
