"""Files as the world sends them: spoiled, mislabelled, hostile. Nothing is dropped silently."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pace import in_proportion

from tracer.errors import FormatError
from tracer.sources import ReadResult, read_contributions
from tracer.sources.cells import plain_words


def _read(path: Path, raw: bytes | str) -> ReadResult:
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return read_contributions(path)


def _texts(read: ReadResult) -> dict[str, str]:
    return {c.id: c.text for c in read.contributions}


def _codes(read: ReadResult) -> set[str]:
    return {issue.code for issue in read.issues}


def _book(path: Path, *rows: list[object], title: str = "Hoja 1") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return book


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
def test_utf_16_is_read_with_its_mark_or_without(tmp_path: Path, encoding: str) -> None:
    read = _read(tmp_path / "a.csv", "id,texto\n1,más agua\n2,niñez\n".encode(encoding))
    assert _texts(read) == {"1": "más agua", "2": "niñez"}


def test_lines_of_two_encodings_in_one_file_keep_all_their_accents(tmp_path: Path) -> None:
    raw = "id,texto\n1,acción y niñez\n".encode() + "2,niños\n".encode("cp1252")
    read = _read(tmp_path / "a.csv", raw)
    assert _texts(read) == {"1": "acción y niñez", "2": "niños"}
    assert _codes(read) == {"encoding"}


def test_accents_that_were_decoded_twice_are_put_right_and_told(tmp_path: Path) -> None:
    spoiled = "¿Cuándo habrá «más» agua?".encode().decode("latin-1")
    quoted = "“niños”".encode().decode("cp1252", errors="ignore") + "\x9d"
    read = _read(tmp_path / "a.csv", f"id,texto\n1,{spoiled}\n2,está bien\n3,{quoted}\n")
    assert _texts(read) == {"1": "¿Cuándo habrá «más» agua?", "2": "está bien", "3": "“niños”"}
    (told,) = (issue for issue in read.issues if issue.code == "decoded-twice")
    assert "1, 3" in told.message


@pytest.mark.parametrize("text", ["El MAÇÃ” de Ã", "São Paulo", "5 â€ es poco — más"])
def test_a_text_that_only_looks_spoiled_stays(tmp_path: Path, text: str) -> None:
    assert _texts(_read(tmp_path / "a.csv", f"id,texto\n1,{text}\n")) == {"1": text}


def test_ragged_rows_are_all_accounted_for(tmp_path: Path) -> None:
    read = _read(tmp_path / "a.csv", "id,texto,firmas\n1,agua\n2,luz,y,gas,5\n3\n4,sol,1\n\n")
    assert _texts(read) == {"1": "agua", "2": "luz,y,gas", "4": "sol"}
    assert [(one.row, one.place, one.id) for one in read.rejected] == [(3, "4", "3")]
    assert {"short-row", "long-row"} <= _codes(read)


def test_a_rejected_row_is_placed_at_the_line_where_it_begins(tmp_path: Path) -> None:
    raw = 'id,texto\n1,"dos\nlíneas"\n2,\n3,"a\r\nb\rc"\n4,\n'
    read = _read(tmp_path / "a.csv", raw)
    assert [(one.row, one.place) for one in read.rejected] == [(2, "4"), (4, "8")]
    lines = io.StringIO(raw, newline="").readlines()
    assert [lines[int(one.place) - 1] for one in read.rejected] == ["2,\n", "4,\n"]


def test_a_rejected_row_of_a_workbook_is_placed_by_sheet_and_row(tmp_path: Path) -> None:
    _book(
        tmp_path / "a.xlsx", ["Peticiones"], [], ["id", "texto"], [1, "agua"], [2, None], [3, "luz"]
    )
    (one,) = read_contributions(tmp_path / "a.xlsx").rejected
    assert (one.place, one.id, one.row) == ("Hoja 1!5", "2", 2)


def test_formulas_give_their_kept_value_and_those_without_one_are_told(tmp_path: Path) -> None:
    _book(tmp_path / "a.xlsx", ["id", "texto"], [1, "agua"], [2, '="más "&"luz"'])
    read = read_contributions(tmp_path / "a.xlsx")
    assert [one.id for one in read.rejected] == ["2"]
    (told,) = (issue for issue in read.issues if issue.code == "formula-without-value")
    assert "B3" in told.message
    kept = _calculated(tmp_path / "a.xlsx")
    assert _texts(_read(tmp_path / "b.xlsx", kept)) == {"1": "agua", "2": "más luz"}


def _calculated(path: Path) -> bytes:
    """The book as Excel saves it: with the value of the formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            raw = old.read(name)
            if name.endswith("sheet1.xml"):
                raw = re.sub(rb"</f><v */?>(</v>)?", "</f><v>más luz</v>".encode(), raw)
                raw = raw.replace(b'<c r="B3"', b'<c r="B3" t="str"')
            made.writestr(name, raw)
    return out.getvalue()


def test_a_merged_cell_counts_for_every_row_it_covers_but_a_text_only_once(tmp_path: Path) -> None:
    book = _book(
        tmp_path / "a.xlsx", ["id", "texto", "alcaldía"], [1, "agua", "Tlalpan"], [2, "luz", None],
        [3, "gas", None], [4, None, None], [5, "sol", None],
    )  # fmt: skip
    book.active.merge_cells("C2:C4")
    book.active.merge_cells("B4:B5")
    book.save(tmp_path / "a.xlsx")
    read = read_contributions(tmp_path / "a.xlsx")
    assert {c.id: c.borough for c in read.contributions} == {
        "1": "Tlalpan", "2": "Tlalpan", "3": "Tlalpan", "5": "",
    }  # fmt: skip
    assert [one.id for one in read.rejected] == ["4"] and "merged-cell" in _codes(read)


def test_cells_with_an_error_are_empty_and_told(tmp_path: Path) -> None:
    _book(tmp_path / "a.xlsx", ["id", "texto", "firmas"], [1, "agua", "#N/A"], [2, "#REF!", 3])
    for read in (
        read_contributions(tmp_path / "a.xlsx"),
        _read(tmp_path / "a.csv", "id,texto,firmas\n1,agua,#N/D\n2,#¡VALOR!,3\n"),
    ):
        assert _texts(read) == {"1": "agua"} and [one.id for one in read.rejected] == ["2"]
        assert "error-cell" in _codes(read)


def test_hidden_sheets_come_last_and_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    book = _book(tmp_path / "a.xlsx", ["nota", "x"], ["a", "b"], title="Oculta")
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Datos")
    for row in (["id", "texto"], [1, "agua"], [2, "luz"]):
        shown.append(row)
    shown.row_dimensions[3].hidden = True
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    read = read_contributions(tmp_path / "a.xlsx")
    assert _texts(read) == {"1": "agua", "2": "luz"}
    told = {issue.code: issue.message for issue in read.issues}
    assert "Oculta (oculta)" in told["unread-sheets"] and told["hidden-rows"].endswith(": 3")


def test_the_same_day_in_many_forms_is_the_same_day(tmp_path: Path) -> None:
    forms = (
        "2016-05-03", "2016-05-03T10:00:00Z", "03/05/2016", "3/5/16 14:30", "42493", "20160503",
        "3 de mayo de 2016", "3 de mayo de 2016 a las 10:00", "3 de mayo de 2016, 10 h",
        "martes, 3 de mayo de 2016", "May 3, 2016", "mayo 3, 2016",
    )  # fmt: skip
    rows = "".join(f'{k},agua,"{form}"\n' for k, form in enumerate(forms))
    read = _read(tmp_path / "a.csv", f"id,texto,fecha\n{rows}")
    assert {c.date for c in read.contributions} == {"2016-05-03"}


def test_the_month_comes_first_only_where_the_column_proves_it(tmp_path: Path) -> None:
    months = "id,texto,fecha\n1,a b,05/03/2016\n2,a b,12/25/2016\n3,a b,5/5/2016\n4,a b,ayer\n"
    read = _read(tmp_path / "a.csv", months)
    assert [c.date for c in read.contributions] == ["2016-05-03", "2016-12-25", "2016-05-05", ""]
    assert _codes(read) == {"month-first", "unreadable-date"}
    both = _read(tmp_path / "b.csv", months + "5,a b,25/12/2016\n")
    assert [c.date for c in both.contributions] == [
        "2016-03-05",
        "",
        "2016-05-05",
        "",
        "2016-12-25",
    ]


def test_half_an_emoji_a_nul_and_a_control_of_direction_harm_nothing(tmp_path: Path) -> None:
    lines = [
        {"id": "1\ud83d", "texto": "\ud83d luz\0"},
        {"id": "2", "texto": "agua \u202eal revés"},
    ]
    read = _read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert _texts(read) == {"1\ufffd": "\ufffd luz", "2": "agua \u202eal revés"}
    assert _texts(_read(tmp_path / "a.csv", b"id,texto\n1,ag\0ua\n")) == {"1": "agua"}


def test_line_ends_of_every_kind_in_one_file(tmp_path: Path) -> None:
    read = _read(tmp_path / "a.tsv", "id\ttexto\r\n1\tagua\r2\tluz\n3\tgas\n")
    assert _texts(read) == {"1": "agua", "2": "luz", "3": "gas"}


def test_two_hundred_columns_are_no_hindrance(tmp_path: Path) -> None:
    names, cells = (",".join(f"{mark}{k}" for k in range(199)) for mark in "cx")
    assert _texts(_read(tmp_path / "a.csv", f"{names},texto\n{cells},agua\n")) == {"1": "agua"}


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in parts.items():
            file.writestr(name, raw)
    return out.getvalue()


CSV = b"id,texto\n1,agua\n"
HTML = b"<html><body><table><tr><td>id</td><td>texto</td></tr></table></body></html>"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.csv", _zip(**{"xl/workbook.xml": b"x"}), "dale la extensión .xlsx"),
        ("a.csv", _zip(**{"datos.csv": CSV}), "descomprímelo"),
        ("a.xls", HTML, "página HTML"),
        ("a.csv", HTML, "página HTML"),
        ("a.xls", OLD, "libro antiguo"),
        ("a.xlsx", OLD, "contraseña"),
        ("a.xlsx", CSV, "debería ser un libro"),
        ("a.csv", b"%PDF-1.7\n", "PDF"),
        ("a.csv", gzip.compress(CSV, mtime=0), "dale la extensión .gz"),
        ("a.csv.gz", gzip.compress(gzip.compress(CSV, mtime=0), mtime=0), "comprimido dos veces"),
        ("a.csv", b"PAR1" + bytes(90), "Parquet"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_told_what_it_is(
    tmp_path: Path, name: str, raw: bytes, told: str
) -> None:
    with pytest.raises(FormatError, match=told):
        _read(tmp_path / name, raw)


BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (800 << 20,) * 2)
from tracer.errors import FormatError
from tracer.sources import read_contributions
try:
    read_contributions(sys.argv[1])
except FormatError as error:
    print(error)
"""


@pytest.mark.parametrize("kind", ["line", "rows", "book"])
def test_a_file_that_unpacks_to_a_thousand_times_its_size_is_refused_in_little_memory(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / ("a.xlsx" if kind == "book" else "a.csv.gz")
    if kind == "book":
        path.write_bytes(_zip(**{"xl/worksheets/sheet1.xml": bytes(300_000_000)}))
    else:
        piece = b"0" * 5_000_000 if kind == "line" else b"1,a\n" * 1_250_000
        path.write_bytes(b"".join(gzip.compress(p) for p in (b"id,texto\n", *[piece] * 60)))
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(path)], capture_output=True, text=True, check=True
    )
    assert "se descomprime a" in done.stdout


def test_a_file_is_read_without_being_in_memory(tmp_path: Path) -> None:
    """Rows whose texts are set aside leave nothing behind."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,texto,nota\n1,agua,\n")
        for k in range(30):
            file.write(f'{k + 2},"",{"x" * 5_000_000}\n')
    code = (
        "import resource, sys; from tracer.sources import read_contributions as read;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; read(sys.argv[1]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    assert int(done.stdout) * 1024 < 0.6 * path.stat().st_size


@pytest.mark.parametrize(
    "piece",
    ["agua ", "<b>a ", "<!--", "<a ", "&", "<script>", "</", "<![CDATA[", "<p x='", '<p "', "<?"],
)
def test_a_cell_of_a_million_characters_takes_time_in_proportion(piece: str) -> None:
    def read(n: int) -> str:
        return plain_words("<p>x</p>" + piece * (n // len(piece)))

    assert in_proportion(read, (100_000, 1_000_000), 40)


def test_an_entity_of_thousands_of_figures_is_left_as_written() -> None:
    written = f"&#{'9' * 5000};"
    assert plain_words(written) == plain_words(f"<p>{written}</p>") == written


def test_html_hides_what_a_browser_hides() -> None:
    html = "<head><title>t</title></head>a<!-- <b>no</b> -->b<style>p{}</style><a title='x>y'>c</a>"
    assert plain_words(html) == "abc"


def test_a_quotation_that_never_closes_costs_no_other_row(
    tmp_path: Path,
) -> None:
    rows = "".join(f"{k},luz {k}\n" for k in range(2, 3000))
    read = _read(tmp_path / "a.csv", f'id,texto\n1,"agua\n{rows}')
    assert len(read.contributions) == 2999 and read.contributions[0].text == '"agua'
    assert _codes(read) == {"repaired-quotes"}
