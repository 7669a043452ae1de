"""The memo: Word opens it, every figure stands in it, and nothing in it is anybody else's code."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from report_sample import HOSTILE, sample

from tracer.cells import visible
from tracer.records import Contribution, Member
from tracer.report.memo import report_memo
from tracer.report.memo.recent import latest_week
from tracer.report.memo.wording import asked
from tracer.report.results import Results

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NASTY = (HOSTILE, "=1+1", "+1", "-1", "@SUM(A1)", "\x00\x0b\ufffe\ud800", "\u202eabc\u2066",
         "👩‍👩‍👧 🇲🇽 𝒜", "{ PAGE }", '{ INCLUDETEXT "c:\\\\x" }', "a" * 2_000_000,
         "<w:fldSimple w:instr='DATE'/>", "]]>&amp;&#0;")  # fmt: skip


def words(data: bytes) -> str:
    """All words of body and tables, as a reader gets them."""
    opened = docx.Document(io.BytesIO(data))
    return "\n".join(t.text or "" for t in opened.element.body.iter(qn("w:t")))


def crowded(texts: int) -> Results:
    """The sample with many more petitions, dated over half a year and in one theme."""
    more = tuple(
        Contribution(
            f"n{at}", f"Petición {at}. " + "Pedimos agua potable para todas las casas. " * 9,
            channel="petition", weight=float(1 + at % 977), date=f"2016-{1 + at % 6:02}-10",
        )
        for at in range(texts)
    )  # fmt: skip
    joined = tuple(Member(c.id, "t-p1", 0.9) for c in more)
    run = sample()
    return replace(
        run, contributions=run.contributions + more, members=run.members + joined,
        versions=tuple(replace(v, units=v.units * 40) for v in run.versions),
    )  # fmt: skip


def rudely_worded() -> Results:
    """The sample, with what nobody should write in each place that a file fills."""
    run = sample()
    texts = tuple(
        Contribution(f"x{at}", text, channel="petition", weight=9e6 - at)
        for at, text in enumerate(NASTY)
    )
    themes = tuple(replace(theme, label=f"{HOSTILE} {theme.id}") for theme in run.themes)
    versions = tuple(replace(v, name=f"{HOSTILE} {v.name}") for v in run.versions)
    return replace(
        run, process=HOSTILE, contributions=run.contributions + texts, themes=themes,
        versions=versions,
        manifest={"tracer": HOSTILE, "inputs": [{"name": HOSTILE, "sha256": "0"}]},
    )  # fmt: skip


def pages(data: bytes, folder: Path) -> int:
    """Print with LibreOffice and count."""
    (folder / "informe.docx").write_bytes(data)
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation=file://{folder}/perfil",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "informe.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with pypdfium2.PdfDocument(folder / "informe.pdf") as printed:
        return len(printed)


@pytest.fixture(scope="module")
def memo() -> Any:
    return docx.Document(io.BytesIO(report_memo(sample())))


def test_it_has_words_own_styles_and_its_language(memo: Any) -> None:
    used = [p.style.name for p in memo.paragraphs]
    assert used[:2] == ["Title", "Subtitle"]
    assert {"Heading 1", "Heading 2", "Caption"} <= set(used)
    spoken = {e.get(qn("w:val")) for e in memo.styles.element.iter(qn("w:lang"))}
    assert spoken == {"es-MX"} and memo.core_properties.language == "es-MX"
    assert memo.core_properties.title.startswith("Informe de trazabilidad: Constitución")


def test_every_table_repeats_its_header_splits_no_row_and_describes_itself(memo: Any) -> None:
    assert len(memo.tables) >= 6
    for table in memo.tables:
        described = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert described is not None and described.get(qn("w:val"))
        rows = [row._tr.trPr for row in table.rows]
        assert [at for at, row in enumerate(rows) if row.find(qn("w:tblHeader")) is not None] == [0]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert table.style.name == "Tabla tracer"


def test_numbers_stand_at_the_right(memo: Any) -> None:
    petitions = next(t for t in memo.tables if t.cell(0, 0).text == "Petición")
    paragraph = petitions.cell(1, 1).paragraphs[0]
    assert paragraph.text == "53,120" and paragraph.alignment == 2
    assert petitions.cell(1, 0).paragraphs[0].alignment is None


def test_the_petitions_stand_as_in_a_published_table(memo: Any) -> None:
    petitions = next(t for t in memo.tables if t.cell(0, 0).text == "Petición")
    rows = [[cell.text for cell in row.cells] for row in petitions.rows]
    assert rows[1][2:] == ["Art. 14", "reforzado", "Art. 9", "0.94"]
    assert rows[2][2:] == ["Art. 18", "eliminado", "—", "—"]


def test_the_only_fields_are_page_numbers_and_numbers_of_tables() -> None:
    for run in (sample(), rudely_worded()):
        with zipfile.ZipFile(io.BytesIO(report_memo(run))) as package:
            parts = {n: package.read(n).decode("utf-8") for n in package.namelist() if "xml" in n}
        joined = "".join(parts.values())
        codes = re.findall(r'<w:fldSimple [^>]*w:instr="([^"]*)"', joined)
        assert set(codes) == {r" SEQ Tabla \* ARABIC ", " PAGE ", " NUMPAGES "}
        assert "<w:instrText" not in joined and "<w:hyperlink" not in joined
        assert 'TargetMode="External"' not in joined


def test_the_same_results_give_the_same_bytes_without_any_date() -> None:
    data = report_memo(sample())
    assert data == report_memo(sample())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_texts_stand_as_text() -> None:
    found = words(report_memo(rudely_worded()))
    for text in NASTY[:-3]:
        assert visible(text) in found
    assert "a" * 80 in found and "a" * 200 not in found
    assert NASTY[-2] in found and NASTY[-1] in found


def test_week_and_earlier_are_counted_by_theme_from_five_on() -> None:
    def dated(day: str, name: str) -> Contribution:
        return Contribution(name, "agua", date=day)

    week = [dated(f"2031-04-0{at}", f"w{at}") for at in range(2, 9)]
    before = [dated("2031-03-11", "b1"), dated("2031-03-18", "b2")]
    four = [dated("2031-04-08", f"f{at}") for at in range(4)]
    asked_for = (*week, *before, *four, Contribution("u", "sin fecha"))
    members = [Member(c.id, "t-p1", 1.0) for c in (*week, *before)]
    members += [Member(c.id, "t-p3", 1.0) for c in four]
    found = latest_week(replace(sample(), contributions=asked_for, members=tuple(members)))
    assert found and (found.first, found.last) == (date(2031, 4, 2), date(2031, 4, 8))
    assert (found.since, found.recent, found.before) == (date(2031, 3, 11), 11, 2)
    (theme,) = found.themes  # four contributions make no trend
    assert (theme.label, theme.recent, theme.before) == ("agua · derecho", 7, 2)
    assert theme.trend == "grew" and theme.weekly == pytest.approx(2 / (22 / 7))


def test_a_run_without_dates_says_nothing_of_weeks() -> None:
    undated = tuple(replace(c, date="") for c in sample().contributions)
    found = words(report_memo(replace(sample(), contributions=undated)))
    assert "Qué cambió" not in found and "Qué cambió" in words(report_memo(sample()))


def test_a_title_ends_before_its_reasons_but_a_broken_line_goes_on() -> None:
    assert asked("Agua para todos\nEn mi colonia falta.", 99) == (
        "Agua para todos. En mi colonia falta."
    )
    assert asked("Pedimos que el\nagua llegue", 99) == "Pedimos que el agua llegue"
    assert asked("¿Y el agua?\nFalta", 99) == "¿Y el agua? Falta"


def test_a_run_with_one_version_and_nothing_else_still_has_a_memo() -> None:
    run = sample()
    bare = Results(run.process, (), run.versions[-1:])
    found = words(report_memo(bare, lang="en"))
    assert "Traceability memo" in found and "There are no petitions" in found


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE, reason="LibreOffice isn't installed")
def test_small_large_and_hostile_runs_print_on_two_to_six_pages(tmp_path: Path) -> None:
    for name, run in (("a", sample()), ("b", crowded(3_000)), ("c", rudely_worded())):
        folder = tmp_path / name
        folder.mkdir()
        assert 2 <= pages(report_memo(run), folder) <= 6
