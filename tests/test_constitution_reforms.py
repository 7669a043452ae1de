"""What a document says of its own reforms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.constitution import read_constitution, reform_notes
from tracer.constitution.reforms import _named
from tracer.text import fold


@pytest.mark.parametrize(
    ("heading", "touched"),
    [
        ("DEL DECRETO POR EL QUE SE REFORMA EL ARTÍCULO 13 NORMATIVA “D” NUMERAL 1 DE LA "
         "CONSTITUCIÓN POLÍTICA DE LA CIUDAD", ["Art. 13, D"]),
        ("DECRETO POR EL QUE SE REFORMA EL NUMERAL 9, DEL APARTADO B; Y EL NUMERAL 2, 3 Y 10 DEL "
         "APARTADO E; AMBOS DEL ARTÍCULO 35; SE DEROGA EL INCISO A) DEL ARTÍCULO 37, TODOS DE LA "
         "CONSTITUCIÓN POLÍTICA", ["Art. 35, B", "Art. 35, E", "Art. 37"]),
        ("DECRETO POR EL QUE SE REFORMAN: LOS ARTÍCULOS 10, APARTADO B, NUMERAL 10 Y APARTADO C, "
         "NUMERAL 9; 32, APARTADO B, INCISO H)", ["Art. 10, B", "Art. 10, C", "Art. 32, B"]),
        ("DECRETO POR EL QUE SE DEROGAN PORCIONES DE LOS ARTÍCULOS 4, APARTADO A, EN LA PORCIÓN "
         "«LA CONSTITUCIÓN POLÍTICA»; 44, APARTADOS A, NUMERAL 3, Y B, NUMERAL 1; Y 69, NUMERAL 1",
         ["Art. 4, A", "Art. 44, A", "Art. 44, B", "Art. 69"]),
        ("DECRETO POR EL QUE SE REFORMA EL ARTÍCULO 29, EN SUS APARTADOS A Y C, DE LA CONSTITUCIÓN "
         "POLÍTICA. SE REFORMA EL ARTÍCULO 4 DE LA LEY ORGÁNICA", ["Art. 29, A", "Art. 29, C"]),
        ("DECRETO POR EL QUE SE REFORMA EL ARTÍCULO 30, PUBLICADO EL 2 DE MAYO", ["Art. 30"]),
        ("DECRETO POR EL QUE SE REFORMA EL ARTÍCULO TRANSITORIO OCTAVO", []),
        ("SE REFORMAN LOS ARTÍCULOS 4, 6 Y 7 DE LA CONSTITUCIÓN POLÍTICA",
         ["Art. 4", "Art. 6", "Art. 7"]),
        ("SE ADICIONAN LOS ARTÍCULOS 29 A 31 Y 33 BIS", ["Art. 29", "Art. 30", "Art. 31",
                                                        "Art. 33 bis"]),
        ("SE REFORMAN LOS ARTS. 4o., 5º Y 27", ["Art. 4", "Art. 5", "Art. 27"]),
        ("SE REFORMA LA CONSTITUCIÓN POLÍTICA DE LA CIUDAD EN SU ARTÍCULO 5", ["Art. 5"]),
    ],
)  # fmt: skip
def test_a_decree_names_what_it_reforms(heading: str, touched: list[str]) -> None:
    assert _named(fold(heading)) == touched


def test_a_note_belongs_to_the_provision_before_it(tmp_path: Path) -> None:
    path = tmp_path / "ley.md"
    path.write_text(
        "Artículo 1. Toda persona tiene derecho al agua.\n\n"
        "Artículo 2.\n\nA. De la salud. La ciudad cuida la salud.\n\n"
        "Párrafo reformado DOF 10-06-2011\n\n"
        "B. De la vivienda. La ciudad construye vivienda.\n",
        encoding="utf-8",
    )
    document = read_constitution(path)
    assert reform_notes(document) == {"Art. 2, A": ("Párrafo reformado DOF 10-06-2011",)}
    assert "DOF" not in document.text


def test_a_note_on_the_whole_article_isnt_its_last_fractions(tmp_path: Path) -> None:
    path = tmp_path / "ley.md"
    path.write_text(
        "Artículo 1. Son derechos:\n\nI. El agua;\n\nII. El aire.\n\n"
        "Artículo reformado DOF 10-06-2011\n\nArtículo 2. Otro.\n",
        encoding="utf-8",
    )
    assert list(reform_notes(read_constitution(path))) == ["Art. 1"]


def test_what_says_nothing_of_reforms_has_none(tmp_path: Path) -> None:
    path = tmp_path / "ley.md"
    path.write_text("Artículo 1. Toda persona tiene derecho al agua.\n", encoding="utf-8")
    assert read_constitution(path).reforms == ()
