"""``tracer init``: files in, a commented PROCESS.toml that runs out."""

from __future__ import annotations

import gzip
import json
import tomllib
from itertools import pairwise
from pathlib import Path

import pyarrow
import pytest
from init_files import EVENT, FORM, LAW, asked, delimited, form_rows, workbook
from pyarrow import parquet

from tracer.cli import main
from tracer.intake.profile import SAMPLED, sampled
from tracer.process import read_process, read_sources
from tracer.sources.table import Row

HEAD = ["Folio", "Propuesta ciudadana", "Votos", "Fecha de registro"]
ROWS = [[k, asked(k), 3 * k, f"{1 + k % 28:02d}/03/2031"] for k in range(1, 31)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "borrador.md").write_text(LAW, encoding="utf-8")
    return tmp_path


def _source(place: Path) -> dict[str, object]:
    """The only source of a PROCESS.toml, after reading it as ``tracer run`` would."""
    (source,) = tomllib.loads(place.read_text(encoding="utf-8"))["sources"]
    assert read_sources(read_process(place)).contributions
    return source


def test_a_windows_csv_with_semicolons_is_taken_for_petitions(here: Path, capsys) -> None:
    text = delimited([HEAD, *ROWS], delimiter=";")
    (here / "registro.csv").write_bytes(text.encode("cp1252"))
    assert main(["init", "registro.csv", "borrador.md"]) == 0
    source = _source(here / "PROCESS.toml")
    assert source == {
        "name": "registro", "channel": "petition", "path": "registro.csv", "id": "Folio",
        "text": ["Propuesta ciudadana"], "weight": "Votos", "date": "Fecha de registro",
    }  # fmt: skip
    written = (here / "PROCESS.toml").read_text(encoding="utf-8")
    assert "Windows-1252, «;»" in written and "30 aportaciones" in written
    assert "tracer run PROCESS.toml" in capsys.readouterr().err
    found = read_sources(read_process(here / "PROCESS.toml")).contributions
    assert (found[1].weight, found[1].date) == (6.0, "2031-03-03")


def test_the_questions_of_a_survey_stay_apart_and_who_answers_is_known(here: Path) -> None:
    (here / "e.csv").write_text(delimited([FORM, *form_rows(40)]), encoding="utf-8")
    assert main(["init", "e.csv", "borrador.md"]) == 0
    source = _source(here / "PROCESS.toml")
    assert source["questions"] == [FORM[6], FORM[7]] and "text" not in source
    assert source["channel"] == "survey"
    assert [source[key] for key in ("borough", "neighbourhood", "gender", "age")] == list(FORM[:4])
    written = (here / "PROCESS.toml").read_text(encoding="utf-8")
    assert f'# borough = "{FORM[5]}"' in written


def test_title_rows_of_a_workbook_and_its_sheet_are_written_down(here: Path) -> None:
    titles = [["Propuestas ciudadanas"], ["Corte", "marzo de 2031"], []]
    workbook(here / "libro.xlsx", Portada=[["Informe"]], Datos=[*titles, HEAD, *ROWS])
    assert main(["init", "libro.xlsx", "borrador.md"]) == 0
    source = _source(here / "PROCESS.toml")
    assert (source["sheet"], source["header"]) == ("Datos", 4)
    (here / "titulos.csv").write_text(delimited([*titles, HEAD, *ROWS]), encoding="utf-8")
    assert main(["init", "titulos.csv", "borrador.md", "--force"]) == 0
    assert _source(here / "PROCESS.toml")["header"] == 4


def test_a_table_without_header_is_read_whole_and_asks_to_be_checked(here: Path, capsys) -> None:
    (here / "sin.csv").write_text(delimited(ROWS), encoding="utf-8")
    assert main(["init", "sin.csv", "borrador.md"]) == 1
    source = _source(here / "PROCESS.toml")
    assert (source["header"], source["text"]) == (0, ["columna 2"])
    assert len(read_sources(read_process(here / "PROCESS.toml")).contributions) == len(ROWS)
    assert "REVISA: sin.csv" in capsys.readouterr().err


def test_a_second_line_of_header_asks_to_be_deleted(here: Path, capsys) -> None:
    rows = [["Respondent ID", "¿Qué propones?"], ["", "Open-Ended Response"]]
    rows += [[str(118_000_000 + k), asked(k)] for k in range(20)]
    (here / "m.csv").write_text(delimited(rows), encoding="utf-8")
    assert main(["init", "m.csv", "borrador.md"]) == 1
    assert "segundo renglón" in capsys.readouterr().err


def test_a_compressed_table_with_html_and_threads_and_events_are_told_apart(here: Path) -> None:
    rows = [["id", "titulo", "descripcion", "apoyos"]]
    rows += [[str(k), f"Título {k}", f"<p>{asked(k)}</p>", str(k)] for k in range(20)]
    (here / "p.csv.gz").write_bytes(gzip.compress(delimited(rows).encode()))
    (here / "asamblea.md").write_text(EVENT, encoding="utf-8")
    assert main(["init", "p.csv.gz", "asamblea.md", "borrador.md"]) == 0
    process = read_process(here / "PROCESS.toml")
    assert [(s.name, s.channel) for s in process.sources] == [
        ("p", "petition"), ("asamblea", "event"),
    ]  # fmt: skip
    assert [v.name for v in process.versions] == ["borrador"]
    texts = [c.text for c in read_sources(process).contributions if c.source == "p"]
    assert texts[0] == f"Título 0\n{asked(0)}"


def test_versions_stand_in_the_order_of_their_dates(here: Path) -> None:
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    for name in ("texto 2 de mayo de 2031", "texto_2031-09-16", "texto 15-03-2031"):
        (here / f"{name}.md").write_text(LAW, encoding="utf-8")
    (here / "borrador.md").unlink()
    assert main(["init", "."]) == 0
    dates = [version.date for version in read_process(here / "PROCESS.toml").versions]
    assert dates == ["2031-03-15", "2031-05-02", "2031-09-16"]


def test_an_order_that_nothing_tells_asks_to_be_checked(here: Path, capsys) -> None:
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    for name in ("b", "a"):
        (here / f"{name}.md").write_text(LAW, encoding="utf-8")
    assert main(["init", "p.csv", "b.md", "a.md"]) == 1
    assert [v.name for v in read_process(here / "PROCESS.toml").versions] == ["b", "a"]
    assert "orden" in capsys.readouterr().err


def test_without_a_constitution_the_versions_are_commented_out(here: Path, capsys) -> None:
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    assert main(["init", "p.csv"]) == 1
    written = (here / "PROCESS.toml").read_text(encoding="utf-8")
    assert "versions" not in tomllib.loads(written) and "# [[versions]]" in written
    assert "falta el texto" in capsys.readouterr().err
    filled = written.replace("# [[versions]]", "[[versions]]", 1).replace(
        '# name = "borrador"\n# path = "borrador.pdf"', 'name = "b"\npath = "borrador.md"'
    )
    (here / "PROCESS.toml").write_text(filled, encoding="utf-8")
    assert read_process(here / "PROCESS.toml").versions[0].name == "b"


def test_an_existing_file_stays_unless_forced(here: Path, capsys) -> None:
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    (here / "PROCESS.toml").write_text("mío", encoding="utf-8")
    assert main(["init", "p.csv", "borrador.md"]) == 2
    assert (here / "PROCESS.toml").read_text(encoding="utf-8") == "mío"
    assert "--force" in capsys.readouterr().err
    assert main(["init", "p.csv", "borrador.md", "--force"]) == 0


def test_paths_are_those_from_the_folder_of_the_file(here: Path) -> None:
    (here / "datos").mkdir()
    (here / "datos" / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    (here / "proceso").mkdir()
    order = ["init", "datos", "borrador.md", "-o", "proceso/p.toml"]
    assert main(order) == 0
    assert _source(here / "proceso" / "p.toml")["path"] == "../datos/p.csv"


def test_standard_output_gets_the_same_file_in_either_language(here: Path, capfdbinary) -> None:
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    order = ["init", "p.csv", "borrador.md"]
    assert main([*order, "-o", "-"]) == 0
    spanish = capfdbinary.readouterr().out.decode()
    assert main([*order, "-o", "-", "--lang", "en"]) == 0
    english = capfdbinary.readouterr().out.decode()
    assert not (here / "PROCESS.toml").exists()
    assert tomllib.loads(spanish)["sources"] == tomllib.loads(english)["sources"]
    assert "by its name" in english and "por su nombre" in spanish


@pytest.mark.parametrize(
    "name", ['con "comillas"', "con\ttab", "saltos\nde línea = 3", "a\\b", "#"]
)
def test_no_name_of_a_column_breaks_out_of_its_line(here: Path, name: str) -> None:
    rows = [[name, f"{name} otra vez", "firmas"]]
    rows += [[asked(k), f"Además, {asked(k)}", str(k)] for k in range(9)]
    (here / "p.csv").write_text(delimited(rows), encoding="utf-8", newline="")
    assert main(["init", "p.csv", "borrador.md"]) == 0
    assert set(_source(here / "PROCESS.toml")) == {"name", "channel", "path", "text", "weight"}


def test_who_somebody_is_is_never_read(here: Path) -> None:
    rows = [["folio", "Nombre completo", "Correo", "¿Qué propones?"]]
    rows += [[k, f"Ana María López {k}", f"ana{k}@ejemplo.mx", asked(k)] for k in range(20)]
    (here / "p.csv").write_text(delimited(rows), encoding="utf-8")
    assert main(["init", "p.csv", "borrador.md"]) == 0
    assert _source(here / "PROCESS.toml")["text"] == ["¿Qué propones?"]
    assert "Nombre completo, Correo" in (here / "PROCESS.toml").read_text(encoding="utf-8")


def test_the_records_of_many_events_are_read_as_their_folder(here: Path) -> None:
    (here / "actas").mkdir()
    for k in range(3):
        (here / "actas" / f"acta{k}.md").write_text(EVENT, encoding="utf-8")
    assert main(["init", "actas", "borrador.md"]) == 0
    assert _source(here / "PROCESS.toml")["path"] == "actas"


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ".xlsx", ".xlsx.gz", ".csv"])
def test_a_table_of_every_format_gives_the_same_source(here: Path, ending: str) -> None:
    place = here / f"p{ending}"
    records = [dict(zip(HEAD, map(str, row), strict=True)) for row in ROWS]
    if ending == ".jsonl":
        lines = [json.dumps(record) for record in records]
        place.write_text("\n".join([*lines[:3], "{esto no", *lines[3:]]), encoding="utf-8")
    elif ending == ".parquet":
        parquet.write_table(pyarrow.Table.from_pylist(records), place)
    elif ending == ".csv":
        place.write_bytes(delimited([HEAD, *ROWS], delimiter="\t").encode("utf-16-le"))
    else:
        workbook(here / "p.xlsx", Datos=[HEAD, *ROWS])
        if ending.endswith(".gz"):
            place.write_bytes(gzip.compress((here / "p.xlsx").read_bytes()))
    assert main(["init", place.name, "borrador.md"]) == 0
    source = _source(here / "PROCESS.toml")
    assert (source["id"], source["text"], source["weight"], source["date"]) == (
        "Folio", ["Propuesta ciudadana"], "Votos", "Fecha de registro",
    )  # fmt: skip


def test_of_a_large_table_only_the_first_rows_are_counted_and_all_are_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracer.intake.check.CHECKED", 10)
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    assert main(["init", "p.csv", "borrador.md"]) == 0
    written = " ".join((here / "PROCESS.toml").read_text(encoding="utf-8").split())
    assert "30 filas" in written and "primeras 10 filas" in written
    assert len(read_sources(read_process(here / "PROCESS.toml")).contributions) == 30


def test_rows_are_sampled_evenly_in_one_pass() -> None:
    rows = (Row([str(k)], k) for k in range(1, 100_001))
    some, size = sampled(rows)
    lines = [row.line for row in some]
    assert size == 100_000 and SAMPLED <= len(some) < 2 * SAMPLED
    assert lines[0] == 1 and len({b - a for a, b in pairwise(lines)}) == 1
    assert size - lines[-1] < lines[1] - lines[0]


PNG, OLE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
USELESS = {
    "vacio.csv": (b"", "vacío"),
    "foto.png": (PNG, "imagen"),
    "foto.csv": (PNG, "imagen"),
    "clave.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "contraseña"),
    "viejo.xls": (OLE, "Excel antiguo"),
    "cifras.csv": (b"a,b\n1,2\n3,4\n5,6\n", "tiene textos"),
    "azar.txt": (bytes(range(256)) * 9, "binarios"),
    "suelto.txt": (b"Hola, queremos agua", "uno por fila"),
    "nada.json": (b'{"a": 3}', "tiene textos"),
    "otro.zzz": (b"hola", "no se lee"),
}


@pytest.mark.parametrize("name", USELESS)
def test_a_useless_file_is_told_in_a_sentence_and_nothing_is_written(
    here: Path, capsys, name: str
) -> None:
    content, expected = USELESS[name]
    (here / name).write_bytes(content)
    assert main(["init", name]) == 1
    told = capsys.readouterr().err
    assert expected in told and "Traceback" not in told and "inesperado" not in told
    assert not (here / "PROCESS.toml").exists()


def test_a_zip_and_a_workbook_of_another_name_say_what_they_are(here: Path, capsys) -> None:
    import zipfile

    with zipfile.ZipFile(here / "todo.zip", "w") as archive:
        archive.writestr("p.csv", "id,texto\n")
    workbook(here / "libro.xlsx", Datos=[HEAD, *ROWS]).rename(here / "libro.csv")
    assert main(["init", "todo.zip", "libro.csv"]) == 1
    told = capsys.readouterr().err
    assert "descomprímelo" in told and "extensión a .xlsx" in told


def test_a_scanned_pdf_is_told_and_the_rest_is_written(here: Path, capsys) -> None:
    from fpdf import FPDF

    page = FPDF()
    page.add_page()
    page.rect(10, 10, 50, 50, "F")
    page.output(str(here / "escaneo.pdf"))
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    assert main(["init", "p.csv", "borrador.md", "escaneo.pdf"]) == 1
    assert "OCR" in capsys.readouterr().err
    assert _source(here / "PROCESS.toml")["name"] == "p"
    assert "# escaneo.pdf" in (here / "PROCESS.toml").read_text(encoding="utf-8")


def test_nothing_given_and_what_is_not_there_are_bad_input(here: Path, capsys) -> None:
    (here / "vacia").mkdir()
    for given in ([], ["no_esta.csv"], ["vacia"]):
        assert main(["init", *given]) == 2
        assert capsys.readouterr().err.startswith("tracer: ")
    (here / "p.csv").write_text(delimited([HEAD, *ROWS]), encoding="utf-8")
    assert main(["init", "p.csv", "-o", "vacia"]) == 2
    assert main(["init", "p.csv", "-o", "no/esta/p.toml"]) == 2
