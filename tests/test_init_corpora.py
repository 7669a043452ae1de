"""``tracer init`` on real files that offices made: what it writes runs as it is."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from init_files import delimited, workbook

from tracer.cli import main
from tracer.process import read_process

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TRACER_SHARED", ROOT.parent / "shared")) / "corpora"
DRAFT = ROOT / "corpora" / "muestra" / "borrador.md"
KEPT = 25
"""Contributions of each source that are run."""

pytestmark = pytest.mark.slow


def _given(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs {name} of ../shared: set TRACER_SHARED")
    return path


def _rows(name: str, size: int) -> list[dict[str, str]]:
    with gzip.open(_given(name), "rt", encoding="utf-8", newline="") as lines:
        return [row for row, _ in zip(csv.DictReader(lines), range(size), strict=False)]


def _form(folder: Path) -> list[str]:
    """The columns of Mexico City's survey, under each of them what people may have answered."""
    path = _given("cdmx/imagina_tu_ciudad_preguntas.csv")
    form = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    texts = [
        row["texto"] for row in _rows("chile2016/argumentos_tema_1_2_con_concepto.csv.gz", 900)
    ]
    rows = [[question for question, *_ in form]]
    for k in range(150):
        rows.append([_answer(entry, texts[(k * 29 + j) % 900]) for j, entry in enumerate(form)])
    (folder / "imagina.csv").write_text(delimited(rows), encoding="utf-8", newline="")
    return ["imagina.csv"]


def _answer(entry: list[str], text: str) -> str:
    """An open question (textarea, or input) gets a text; the others a short answer of few."""
    question, _, control, *_ = entry
    if question == "Edad":
        return str(18 + len(text) % 60)
    if control == "textarea" and "dedicas" not in question:
        return text[:140]
    return " ".join(text.split()[:3]) if control == "input" else f"opción {len(text) % 4}"


def _madrid() -> list[str]:
    return [str(_given("madrid/propuestas_2024_2025.csv.gz"))]


def _chile() -> list[str]:
    names = ("argumentos_tema_1_2_con_concepto.csv.gz", "argumentos_tema_3_4_sin_concepto.csv.gz")
    return [str(_given(f"chile2016/{name}")) for name in names]


def _titled(folder: Path) -> list[str]:
    rows = _rows("madrid/propuestas_2024_2025.csv.gz", 200)
    table = [[int(r["id"]), r["titulo"], r["descripcion"], int(r["apoyos"])] for r in rows]
    titles = [["Propuestas de Decide Madrid"], ["Corte: diciembre de 2025"], []]
    workbook(
        folder / "propuestas.xlsx",
        Propuestas=[*titles, ["Nº", "Título", "Descripción", "Votos"], *table],
    )
    return ["propuestas.xlsx"]


def _windows(folder: Path) -> list[str]:
    rows = _rows("madrid/propuestas_2024_2025.csv.gz", 200)
    table = [[r["id"], f"{r['titulo']}. {r['descripcion']}", r["apoyos"]] for r in rows]
    text = delimited([["Folio", "Qué se propone", "Apoyos recibidos"], *table], delimiter=";")
    (folder / "registro.csv").write_bytes(text.encode("cp1252", "replace"))
    return ["registro.csv"]


def test_what_is_written_for_five_awkward_files_says_what_they_are_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(DRAFT, tmp_path)
    made = [
        *_form(tmp_path), *_madrid(), *_chile(), *_titled(tmp_path), *_windows(tmp_path)
    ]  # fmt: skip
    assert main(["init", *made, DRAFT.name, "--quiet"]) == 0
    place = tmp_path / "PROCESS.toml"
    survey, madrid, *chile, titled, windows = read_process(place).sources
    assert survey.channel == "survey" and len(survey.questions) >= 3
    assert any("ideal" in question for question in survey.questions)
    assert not any("dedicas" in q or "delegación" in q for q in survey.questions)
    assert survey.attributes["borough"] == "¿En qué delegación?"
    assert (survey.attributes["gender"], survey.attributes["age"]) == ("Género", "Edad")
    assert (madrid.channel, madrid.id_column, madrid.weight_column) == ("petition", "id", "apoyos")
    assert madrid.text_columns == ("titulo", "descripcion")
    assert [source.text_columns for source in chile] == [("texto",)] * 2
    assert (titled.layout.header, titled.id_column) == (4, "Nº")
    assert titled.text_columns == ("Título", "Descripción")
    assert windows.text_columns == ("Qué se propone",)
    assert (windows.channel, windows.weight_column) == ("petition", "Apoyos recibidos")
    written = place.read_text(encoding="utf-8")
    sampled = re.sub(r"^(channel = .*)$", rf"\g<1>\nlimit = {KEPT}", written, flags=re.M)
    place.write_text(sampled, encoding="utf-8")
    assert main(["run", "PROCESS.toml", "-o", "corrida", "--quiet"]) == 0
    account = json.loads((tmp_path / "corrida" / "manifest.json").read_text(encoding="utf-8"))
    assert account["counts"]["contributions"] == 6 * KEPT


def test_a_form_without_header_says_so_and_is_read_whole(tmp_path: Path, capsys) -> None:
    form = _given("cdmx/imagina_tu_ciudad_preguntas.csv")
    place = tmp_path / "p.toml"
    assert main(["init", str(form), str(DRAFT), "-o", str(place)]) == 1
    assert "primer renglón parece un dato" in capsys.readouterr().err
    assert read_process(place).sources[0].layout.header == 0


def test_real_constitutions_are_put_in_the_order_of_their_dates(tmp_path: Path) -> None:
    names = ("propuesta_final_2022-07-04.md", "borrador_2022-05-14.pdf")
    texts = [str(_given(f"chile2022/{name}")) for name in names]
    petitions = str(_given("cdmx/tabla1_publicada.csv"))
    place = tmp_path / "p.toml"
    assert main(["init", *texts, petitions, "-o", str(place), "--lang", "en"]) == 0
    process = read_process(place)
    assert [version.date for version in process.versions] == ["2022-05-14", "2022-07-04"]
    assert process.settings.lang == "en"
