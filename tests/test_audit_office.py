"""The workbook loop as people do it, with LibreOffice, on the sample corpus."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tracer.audit.folder import read_run
from tracer.audit.population import contribution_items
from tracer.cli import main

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice isn't installed")


def saved_as(path: Path, kind: str, profile: Path) -> Path:
    """Open a file in LibreOffice and save it as another kind, beside it."""
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind,
         "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path.with_suffix(f".{kind}")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.slow
def test_coding_everything_as_the_engine_does_gives_the_reports_numbers_again(
    tmp_path: Path,
) -> None:
    run, desk = tmp_path / "corrida", tmp_path / "escritorio"
    assert main(["run", "muestra", "-o", str(run), "--quiet"]) == 0
    assert main(["audit", str(run)]) == 0
    plan = ["--plan", str(desk), "--n", "233", "--coders", "2"]
    assert main(["audit", str(run), *plan]) == 0
    codes = {item.id: item.code for item in contribution_items(read_run(run))}
    for name in "AB":
        book = desk / f"codificacion_{name}.xlsx"
        _coded_by_hand(book, codes, profile=tmp_path / "perfil")
    assert main(["audit", str(run), "--codes", str(desk)]) == 0
    rates = {r["definition"]: float(r["value"]) for r in rows(run / "auditoria" / "tasas.csv")
             if r["denominator"] == "contributions"}  # fmt: skip
    found = [r for r in rows(desk / "estimaciones.csv") if r["counted"] == "units"]
    assert len(found) == 6
    for row in found:
        assert float(row["value"]) == pytest.approx(rates[row["definition"]], abs=1e-4)
        assert float(row["low"]) == pytest.approx(float(row["high"]), abs=1e-4)
    assert {float(r["value"]) for r in rows(desk / "acuerdo.csv")} == {1.0}


def _coded_by_hand(book: Path, codes: dict[str, str], *, profile: Path) -> None:
    """Open, save as ODS, back to XLSX, fill every row, and save by LibreOffice once more."""
    sheet_file = saved_as(book, "ods", profile)
    book.unlink()
    saved_as(sheet_file, "xlsx", profile)
    opened = load_workbook(book)
    sheet = opened["Codificar"]
    head = [cell.value for cell in sheet[1]]
    unit, code = head.index("unidad") + 1, head.index("código") + 1
    assert sheet.max_row == 1 + len(codes)
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, code).value = codes[sheet.cell(line, unit).value]
    opened.save(book)
    sheet_file.unlink()
    again = saved_as(book, "ods", profile)
    book.unlink()
    saved_as(again, "xlsx", profile)
    again.unlink()
