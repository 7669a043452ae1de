"""The coders' loop on a real run: plan, workbooks, codes, adjudication, estimates."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tracer.audit.folder import read_run, read_tables
from tracer.audit.population import contribution_items, provision_items
from tracer.cli import main
from tracer.errors import FormatError, InputError

PROCESS = """
[process]
name = "Prueba"
[[sources]]
name = "peticiones"
channel = "petition"
path = "peticiones.csv"
[[versions]]
name = "borrador"
path = "borrador.md"
[[versions]]
name = "final"
path = "final.md"
"""
SUBJECTS = ("agua potable", "transporte público", "escuelas públicas", "parques limpios",
            "vivienda digna", "aire limpio", "cultura libre", "salud gratuita")  # fmt: skip


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("auditoria")
    rows = [f"{k},Pedimos {SUBJECTS[k % 8]} en la colonia {k},{10 ** (k % 5)}" for k in range(40)]
    (folder / "peticiones.csv").write_text(
        "id,texto,firmas\n" + "\n".join([*rows, '=x,"=HYPERLINK(""http://x"") <script>",3']),
        encoding="utf-8",
    )
    for name, kept in (("borrador", 8), ("final", 6)):
        articles = [
            f"Artículo {k + 1}. La ciudad garantizará {subject} para todas las personas.\n"
            for k, subject in enumerate(SUBJECTS[:kept])
        ]
        (folder / f"{name}.md").write_text("\n".join(articles), encoding="utf-8")
    (folder / "proceso.toml").write_text(PROCESS, encoding="utf-8")
    assert main(["run", f"{folder}/proceso.toml", "-o", f"{folder}/corrida", "--quiet"]) == 0
    return folder / "corrida"


@pytest.fixture
def run(whole_run: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole_run, tmp_path / "corrida"))


def fill(path: Path, codes: dict[str, str] | None = None, *, by: int = 0) -> list[str]:
    """Fill a workbook as a coder would: by the row's number, shifted for the second coder."""
    book = load_workbook(path)
    sheet = book["Codificar"]
    head = [cell.value for cell in sheet[1]]
    unit, code = head.index("unidad") + 1, head.index("código") + 1
    units = []
    for row in range(2, sheet.max_row + 1):
        units.append(sheet.cell(row, unit).value)
        own = ("sí", "en parte", "no", "no")[(row + (by if row % 5 == 0 else 0)) % 4]
        sheet.cell(row, code).value = own if codes is None else codes.get(units[-1])
    book.save(path)
    return units


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_whole_loop_gives_estimates_and_settles_what_is_in_dispute(run: Path, capsys) -> None:
    at = run / "auditoria"
    assert main(["audit", str(run), "--plan", "--n", "20"]) == 0
    fill(at / "codificacion_A.xlsx")
    fill(at / "codificacion_B.xlsx", by=1)
    assert main(["audit", str(run), "--codes"]) == 0
    said = capsys.readouterr().err
    assert "Krippendorff α" in said and "por resolver" in said
    found = rows(at / "estimaciones.csv")
    assert {(r["definition"], r["method"]) for r in found} == {
        (d, m) for d in ("strict", "middle", "generous") for m in ("sample", "powered")
    }
    assert all(float(r["low"]) <= float(r["value"]) <= float(r["high"]) for r in found)
    assert {r["name"] for r in rows(at / "acuerdo.csv")} == {
        "Krippendorff α", "Cohen κ codificacion_A–codificacion_B",
    }  # fmt: skip
    units = fill(at / "adjudicar.xlsx", codes={})
    shutil.copy(at / "adjudicar.xlsx", at / "acuerdo.xlsx")
    fill(at / "acuerdo.xlsx", codes=dict.fromkeys(units, "sí"))
    (at / "adjudicar.xlsx").unlink()
    assert main(["audit", str(run), "--codes"]) == 0
    assert "por resolver" not in capsys.readouterr().err
    settled = {(r["definition"], r["method"]): float(r["value"])
               for r in rows(at / "estimaciones.csv")}  # fmt: skip
    before = {(r["definition"], r["method"]): float(r["value"]) for r in found}
    assert settled["strict", "sample"] > before["strict", "sample"]


def test_the_workbook_tells_nothing_of_the_engine_and_runs_nothing(run: Path) -> None:
    main(["audit", str(run), "--plan", "--n", "200"])
    book = load_workbook(run / "auditoria" / "codificacion_A.xlsx")
    sheet = book["Codificar"]
    assert [cell.value for cell in sheet[1]] == [
        "unidad", "texto", "propuestas", "código", "artículo", "nota",
    ]  # fmt: skip
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == '"sí,en parte,menciona,no"'
    order = [row.id for row in contribution_items(read_run(run))]
    coded = [sheet.cell(r, 1).value for r in range(2, sheet.max_row + 1)]
    assert sorted(coded) == sorted(order) and coded != order


def test_a_plan_isnt_put_over_work_that_was_done(run: Path, capsys) -> None:
    assert main(["audit", str(run), "--plan", "--n", "10"]) == 0
    fill(run / "auditoria" / "codificacion_A.xlsx")
    done = (run / "auditoria" / "codificacion_A.xlsx").read_bytes()
    assert main(["audit", str(run), "--plan", "--n", "10"]) == 0
    assert (run / "auditoria" / "codificacion_A.xlsx").read_bytes() == done
    assert main(["audit", str(run), "--plan", "--n", "12"]) == 2
    assert "otro plan" in capsys.readouterr().err


def test_wrong_codes_are_told_with_their_row(run: Path, capsys) -> None:
    main(["audit", str(run), "--plan", "--n", "10"])
    book = run / "auditoria" / "codificacion_A.xlsx"
    units = fill(book)
    fill(book, codes=dict.fromkeys(units, "quizás"))
    assert main(["audit", str(run), "--codes"]) == 2
    assert "fila 2: «quizás» no es un código" in capsys.readouterr().err
    book.write_bytes(b"nada")
    assert main(["audit", str(run), "--codes"]) == 2
    assert "no es un libro de Excel" in capsys.readouterr().err


def test_empty_codes_are_no_answers(run: Path, capsys) -> None:
    main(["audit", str(run), "--plan", "--n", "10", "--coders", "1"])
    assert main(["audit", str(run), "--codes"]) == 2
    assert "no hay dos unidades codificadas" in capsys.readouterr().err


def test_provisions_are_audited_too(run: Path) -> None:
    items = {item.id: item for item in provision_items(read_run(run))}
    assert {items[f"Art. {k}"].code for k in range(1, 7)} == {"sí"}
    assert {items[f"Art. {k}"].code for k in (7, 8)} == {"no"}
    assert main(["audit", str(run), "--plan", "--unit", "provision", "--n", "8"]) == 0
    for name in "AB":
        fill(run / "auditoria" / f"codificacion_{name}.xlsx",
             codes={key: item.code for key, item in items.items()})  # fmt: skip
    assert main(["audit", str(run), "--codes"]) == 0
    strict = [
        r for r in rows(run / "auditoria" / "estimaciones.csv") if r["definition"] == "strict"
    ]
    assert {float(r["value"]) for r in strict} == {0.75}


def test_rates_are_written_beside_the_run(run: Path) -> None:
    assert main(["audit", str(run)]) == 0
    found = {(r["denominator"], r["definition"]): r for r in rows(run / "auditoria" / "tasas.csv")}
    assert float(found["draft articles", "strict"]["value"]) == 0.75
    assert found["petitions", "strict"]["units"] == "41"


def test_verify_says_what_differs(run: Path, whole_run: Path, capsys) -> None:
    assert main(["audit", "verify", str(run), "--inputs", str(whole_run.parent)]) == 0
    assert "todo como en la ficha" in capsys.readouterr().err
    with (run / "trazabilidad.csv").open("a", encoding="utf-8") as stream:
        stream.write("x")
    (run / "links.parquet").unlink()
    assert main(["audit", "verify", str(run), "--inputs", str(run)]) == 1
    said = capsys.readouterr().err
    assert "salida trazabilidad.csv" in said and "links.parquet" in said and "no está" in said
    assert "entrada peticiones.csv" in said


def test_what_is_no_run_or_damaged_is_told(run: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no es una corrida"):
        read_run(tmp_path)
    links = run / "links.parquet"
    whole, other = links.read_bytes(), (run / "lineage.parquet").read_bytes()
    links.write_bytes(other)
    with pytest.raises(FormatError, match="ya no es la tabla"):
        read_run(run)
    links.write_bytes(whole)
    assert read_run(run).tables["links"]
    links.write_bytes(b"nada")
    with pytest.raises(FormatError, match="dañado"):
        read_tables(run, {"versions_of_the_text": ["borrador", "final"]})
    links.unlink()
    with pytest.raises(InputError, match=r"falta .*links\.parquet"):
        read_run(run)
    (run / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FormatError, match="dañado"):
        read_run(run)


def test_a_published_table_is_judged_against_the_run(run: Path, tmp_path: Path, capsys) -> None:
    table = tmp_path / "tabla.csv"
    table.write_text(
        "folio,articulo_borrador,articulo_final\n0,Art. 1,Art. 1\n1,Art. 2,Art. 99\n",
        encoding="utf-8",
    )
    assert main(["audit", str(run), "--table", str(table)]) == 1
    said = capsys.readouterr().err
    assert "1 · texto final · Art. 99: no existe" in said
    found = rows(run / "auditoria" / "tabla.csv")
    assert [(r["contribution_id"], r["stage"], r["exists"]) for r in found] == [
        ("0", "draft", "yes"), ("0", "final", "yes"), ("1", "draft", "yes"), ("1", "final", "no"),
    ]  # fmt: skip
    assert found[1]["supports"] == "yes" and "agua" in found[1]["evidence_provision"]
    table.write_text("folio,texto\n0,agua\n", encoding="utf-8")
    assert main(["audit", str(run), "--table", str(table)]) == 2
    assert "articulo_final" in capsys.readouterr().err
    assert main(["audit", str(run), "--table", str(tmp_path / "tabla.docx")]) == 2
    assert ".xlsx" in capsys.readouterr().err
