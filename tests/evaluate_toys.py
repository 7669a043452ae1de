"""An encoder of letters, a constitution and a suite small enough to be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

CONSTITUTION = """# Constitución

Artículo 1. Toda persona tiene derecho al agua potable en su casa todos los días.

Artículo 2. Los animales recibirán trato digno y nadie podrá maltratarlos.

Artículo 3. El transporte público será nocturno, barato y seguro en toda la ciudad.

Artículo 4. Las personas servidoras públicas publicarán su declaración patrimonial y fiscal.
"""
ASKED = {
    "a": "Que haya agua potable en mi casa todos los días",
    "b": "Que publiquen su declaración patrimonial las personas servidoras públicas",
    "c": "Quiero licencia de paternidad",
}
ANSWER = {"a": ("Art. 1", 3), "b": ("Art. 4", 3), "c": ("Art. 4", 1)}


class LetterEncoder:
    """Counts runs of three letters into 64 places: texts that share words are near."""

    identity = "letters-64"

    def encode(self, texts, *, progress=None):
        """Encode `texts`; see `tracer.encode.Encoder`."""
        vectors = np.full((len(texts), 64), 1e-3, np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for k in range(len(text) - 2):
                code = sum(ord(c) * 31**i for i, c in enumerate(text[k : k + 3].lower()))
                row[code % 64] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def judged_suite(folder: Path, name: str = "prueba") -> Path:
    """Write a suite of kind ``judgements`` into `folder`, with all its files."""
    (folder / "texto.md").write_text(CONSTITUTION, encoding="utf-8")
    lines = [
        json.dumps({"id": i, "title": None, "text": text, "judgements": [
            {"unit": ANSWER[i][0], "grade_a": ANSWER[i][1], "grade_b": ANSWER[i][1]}]})
        for i, text in ASKED.items()
    ]  # fmt: skip
    (folder / "juicios.jsonl").write_text("\n".join(lines), encoding="utf-8")
    suite = folder / f"{name}.toml"
    suite.write_text(
        'kind = "judgements"\ntitle = "Prueba"\n'
        'document = "texto.md"\njudgements = "juicios.jsonl"\n'
        '[[reference]]\nname = "azar"\n"P@1" = 0.25\n',
        encoding="utf-8",
    )
    return suite
