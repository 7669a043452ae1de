"""A finished run to review: twenty contributions, two of them hostile, and two versions."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from report_sample import HOSTILE

from tracer.cli import main

SUBJECTS = (
    "agua potable todos los días en las casas",
    "escuelas con biblioteca por la tarde",
    "árboles en los parques del barrio",
    "camiones de noche a los barrios altos",
    "renta que no suba más que los sueldos",
    "aire limpio y que se publique cada día",
    "agua de lluvia en los techos",
    "maestras y maestros con mejor sueldo",
    "parques sin concesiones",
    HOSTILE.replace("\x00", "")
    + " &lt;script&gt;alert(4)&lt;/script&gt; &lt;img src=x onerror=alert(5)&gt;",
)
NORMS = (
    "El organismo de aguas llevará agua potable a las casas todos los días.",
    "Las escuelas abrirán sus bibliotecas por la tarde y darán de desayunar.",
    "Los parques no se concesionan; sus árboles se cuidan entre vecinas y vecinos.",
    "El transporte público funcionará de noche y llegará a los barrios altos.",
    "La renta de una vivienda no aumentará más que los sueldos.",
    'Se medirá el aire limpio <b>en</b> cada "alcaldía" y el resultado se publicará a diario.',
)


def make_run(folder: Path) -> Path:
    """Make the run below `folder`, with the process that it came from."""
    rows = "\n".join(
        f'p{k},"{verb} {s.replace(chr(34), chr(34) * 2)}",{10 ** (k % 5)}'
        for k, (verb, s) in enumerate(product(("Pedimos", "Hace falta"), SUBJECTS))
    )
    (folder / "p.csv").write_text(f"id,texto,firmas\n{rows}\n", encoding="utf-8")
    toml = '[process]\nname = "Almazul <b>"\n[[sources]]\nname = "p"\npath = "p.csv"\n'
    toml += 'channel = "petition"\n'
    for name, held in (("borrador", (0, 1, 2)), ("final", (0, 1, 2, 3, 4, 5))):
        articles = [f"Artículo {at}. {NORMS[k]}\n" for at, k in enumerate(held, start=1)]
        (folder / f"{name}.md").write_text("\n".join(articles), encoding="utf-8")
        toml += f'[[versions]]\nname = "{name}"\npath = "{name}.md"\n'
    (folder / "p.toml").write_text(toml, encoding="utf-8")
    assert main(["run", f"{folder}/p.toml", "-o", f"{folder}/r", "--quiet"]) == 0
    return folder / "r"
