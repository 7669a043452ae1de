"""Broken and hostile files: each kind has an error of its own, at once and in little memory."""

from __future__ import annotations

import gzip
import io
import os
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission
from pace import within
from small_pdf import page, pdf

from tracer.constitution import read_constitution
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.errors import EmptyInputError, FormatError, InputError

GOOD = pdf([page("Artículo 1. Toda persona tiene derecho al agua.", "Artículo 2. Y al aire.")])
TEXT = "Artículo 1. Uno de la ley.\nArtículo 2. Dos.\n"
BEATS = 400
"""Allowed for a file, on a slow and busy machine."""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path, error: type[Exception], says: str) -> None:
    """Reading `path` fails with `error`, soon."""
    with within(BEATS), pytest.raises(error, match=says):
        read_constitution(path)


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def encrypted(*, user: str | None) -> bytes:
    file = FPDF()
    file.add_page()
    file.set_font("helvetica", size=11)
    file.cell(0, 10, "Artículo 1. Toda persona tiene derecho al agua.")
    file.set_encryption(
        owner_password="de quien lo hizo", user_password=user, permissions=AccessPermission.none()
    )
    return bytes(file.output())


def objects(*bodies: bytes) -> bytes:
    """A PDF made of `bodies`, its objects numbered from 1, the first of them its root."""
    out, places, at = [b"%PDF-1.4\n"], [], 9
    for number, body in enumerate(bodies, start=1):
        places.append(at)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(out[-1])
    out.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out += [b"%010d 00000 n \n" % place for place in places]
    keys = (len(bodies) + 1, at)
    out.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % keys)
    return b"".join(out)


def test_a_pdf_with_a_user_password_is_refused_and_one_with_an_owner_s_is_read(
    tmp_path: Path,
) -> None:
    refused(write(tmp_path, "a.pdf", encrypted(user="secreto")), FormatError, "contraseña")
    found = read_constitution(write(tmp_path, "b.pdf", encrypted(user=None))).provisions
    assert [(p.citation, p.text) for p in found] == [
        ("Art. 1", "Toda persona tiene derecho al agua.")
    ]


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.97])
def test_a_truncated_pdf_is_refused_or_reported(tmp_path: Path, share: float) -> None:
    path = write(tmp_path, "a.pdf", GOOD[: int(len(GOOD) * share)])
    try:
        issues = read_constitution(path).issues
    except FormatError as error:
        assert "dañado o incompleto" in str(error)
    else:
        assert "cut-off" in [issue.code for issue in issues]


def test_a_whole_pdf_with_bytes_behind_its_end_is_read_without_a_doubt(tmp_path: Path) -> None:
    found = read_constitution(write(tmp_path, "a.pdf", GOOD + b"\0" * 5_000))
    assert [p.citation for p in found.provisions] == ["Art. 1", "Art. 2"]
    assert found.issues == ()


def test_a_scan_without_words_asks_for_recognition(tmp_path: Path) -> None:
    picture = "q .5 g 0 0 612 792 re f Q"
    refused(write(tmp_path, "a.pdf", pdf([[picture]] * 40)), EmptyInputError, "OCR")


def test_a_hundred_thousand_empty_pages_are_refused(tmp_path: Path) -> None:
    count = 100_000
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(count))
    bodies = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"] * count
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    made = objects(b"<< /Type /Catalog /Pages 2 0 R >>", tree, *bodies)
    refused(write(tmp_path, "a.pdf", made), FormatError, "100,000 páginas")


def test_page_trees_that_are_deep_or_lead_to_themselves_are_refused(tmp_path: Path) -> None:
    root = b"<< /Type /Catalog /Pages 2 0 R >>"
    deep = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (3 + n) for n in range(30_000)]
    last = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    refused(write(tmp_path, "a.pdf", objects(root, *deep, last)), InputError, r"a\.pdf")
    circle = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    refused(write(tmp_path, "b.pdf", objects(root, circle)), InputError, r"b\.pdf")


def test_a_count_of_pages_that_is_not_true_is_no_trap(tmp_path: Path) -> None:
    many = GOOD.replace(b"/Count 1 ", b"/Count 2147483647 ")
    assert len(read_constitution(write(tmp_path, "a.pdf", many)).provisions) == 2
    refused(
        write(tmp_path, "b.pdf", GOOD.replace(b"/Count 1 ", b"/Count 9 ")), FormatError, "dañado"
    )


def test_a_page_with_far_too_many_letters_is_refused(tmp_path: Path) -> None:
    dense = "BT /F1 1 Tf 72 700 Td 1 TL " + "(palabra palabra palabra) ' " * 12_000 + "ET"
    refused(write(tmp_path, "a.pdf", pdf([[dense]])), FormatError, "la página 1 tiene")


RENAMED = {
    "pdf": (GOOD, "es un PDF"),
    "zip": (archive(**{"a.txt": b"hola"}), "comprimido"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "antiguo de Word"),
    "rtf": (rb"{\rtf1\ansi Art\'edculo 1. Uno}", "RTF"),
    "gz": (gzip.compress(TEXT.encode()), "comprimido"),
    "bytes": (bytes(range(256)) * 40, "datos binarios"),
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv"])
@pytest.mark.parametrize("kind", RENAMED)
def test_a_renamed_file_is_told_by_what_it_is(tmp_path: Path, kind: str, suffix: str) -> None:
    content, says = RENAMED[kind]
    refused(write(tmp_path, f"a{suffix}", content), FormatError, says)


@pytest.mark.parametrize("kind", RENAMED)
def test_what_is_no_pdf_or_word_document_is_refused_whatever_its_name(
    tmp_path: Path, kind: str
) -> None:
    content, _ = RENAMED[kind]
    refused(write(tmp_path, "a.docx", content), FormatError, "Word")
    if kind != "pdf":
        refused(write(tmp_path, "a.pdf", content), FormatError, "no es un PDF")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md", ".txt", ".xml", ".csv"])
def test_empty_files_folders_and_dead_links_each_say_what_they_are(
    tmp_path: Path, suffix: str
) -> None:
    refused(write(tmp_path, f"vacio{suffix}", b""), EmptyInputError, "vacío")
    (tmp_path / f"carpeta{suffix}").mkdir()
    refused(tmp_path / f"carpeta{suffix}", FormatError, "es una carpeta")
    (tmp_path / f"bucle{suffix}").symlink_to(f"bucle{suffix}")
    refused(tmp_path / f"bucle{suffix}", FormatError, "lleva a sí mismo")
    (tmp_path / f"roto{suffix}").symlink_to("nada")
    refused(tmp_path / f"roto{suffix}", FormatError, "ya no existe")
    refused(tmp_path / f"nada{suffix}", FormatError, "no existe ese archivo")


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.txt", TEXT)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    refused(path, FormatError, "falta permiso")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="este sistema no tiene tuberías con nombre")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    refused(tmp_path / "a.txt", FormatError, "no es un archivo corriente")


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
def test_a_text_without_an_article_says_what_was_expected(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, f"a{suffix}", "Una carta cualquiera.\n\nSin nada más.\n")
    refused(path, EmptyInputError, "ningún artículo")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_text_in_utf_16_is_read_with_its_mark_or_without(tmp_path: Path, encoding: str) -> None:
    found = read_constitution(write(tmp_path, "a.txt", TEXT.encode(encoding))).provisions
    assert [(p.citation, p.text) for p in found] == [
        ("Art. 1", "Uno de la ley."),
        ("Art. 2", "Dos."),
    ]


def test_a_huge_text_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    refused(path, FormatError, "200 MB")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_long_text_without_line_breaks_is_read_in_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Artículo 1. " + "palabra " * 200_000)
    with within(BEATS):
        assert len(read_constitution(path).provisions) == 1


def test_a_page_nested_too_deep_is_refused_and_not_cut(tmp_path: Path) -> None:
    nested = "<p>Artículo 1. Uno.</p>" + "<div>" * 5_000 + "<p>Artículo 2. Dos.</p>"
    refused(write(tmp_path, "a.html", nested), FormatError, "profundidad")
    refused(write(tmp_path, "b.html", "<div>" * 1_000_000 + TEXT), FormatError, "etiquetas")


def test_a_page_of_very_many_small_elements_is_read_in_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", "<p>Artículo 1. Uno" + "<b>x</b>" * 40_000 + "</p>")
    with within(BEATS):
        assert len(read_constitution(path).provisions) == 1


def word(folder: Path, name: str, **parts: bytes) -> Path:
    """A Word document with one article, some of its parts put in or replaced."""
    import docx

    plain = folder / "plain.docx"
    document = docx.Document()
    document.add_paragraph("Artículo 1. Uno.")
    document.save(str(plain))
    path = folder / name
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = [*source.namelist(), *(part for part in parts if part not in source.namelist())]
        for part in names:
            made.writestr(part, parts[part] if part in parts else source.read(part))
    return path


def body_of(path: Path) -> str:
    with zipfile.ZipFile(path) as made:
        return made.read("word/document.xml").decode()


def test_a_word_document_with_huge_parts_is_refused_unread(tmp_path: Path) -> None:
    xml = body_of(word(tmp_path, "a.docx"))
    article = "<w:p><w:r><w:t>Artículo 1. Uno.</w:t></w:r></w:p>"
    fat = xml.replace("<w:sectPr", article * 500_000 + "<w:sectPr", 1).encode()
    refused(word(tmp_path, "b.docx", **{"word/document.xml": fat}), FormatError, "MB de XML")
    styles = b"<w:styles>" + b"<w:style/>" * 2_500_000 + b"</w:styles>"
    refused(word(tmp_path, "c.docx", **{"word/styles.xml": styles}), FormatError, "MB de XML")
    media = {"word/media/a.bin": b"\0" * 201_000_000}
    refused(word(tmp_path, "d.docx", **media), FormatError, "201 MB")
    many = {f"x/{number}.bin": b"" for number in range(6_000)}
    refused(word(tmp_path, "e.docx", **many), FormatError, "partes")


def test_a_word_document_that_hides_its_size_unpacks_to_no_more_than_it_says(
    tmp_path: Path,
) -> None:
    size = 150_000_000
    path = word(tmp_path, "a.docx", **{"word/styles.xml": b" " * size})
    lying = path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 1_000))
    tracemalloc.start()
    refused(write(tmp_path, "b.docx", lying), FormatError, "Word")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_entities_in_a_word_document_are_not_expanded(tmp_path: Path) -> None:
    xml = body_of(word(tmp_path, "a.docx"))
    names = "abcdefghij"
    bomb = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    start = '<!DOCTYPE w [<!ENTITY a "AAAAAAAAAA">' + bomb + "]>"
    made = xml.replace("<w:document", start + "<w:document", 1).replace("Uno.", "&j;")
    path = word(tmp_path, "b.docx", **{"word/document.xml": made.encode()})
    with within(BEATS):
        try:
            assert len(read_constitution(path).text) < 1_000
        except InputError as error:
            assert "b.docx" in str(error)
    secret = write(tmp_path, "secreto.txt", "contenido secreto")
    start = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    made = xml.replace("<w:document", start + "<w:document", 1).replace("Uno.", "Dos. &x;")
    path = word(tmp_path, "c.docx", **{"word/document.xml": made.encode()})
    try:
        assert "contenido secreto" not in read_constitution(path).text
    except InputError as error:
        assert "contenido secreto" not in str(error)


def test_a_word_document_nested_too_deep_or_without_its_text_is_refused(tmp_path: Path) -> None:
    xml = body_of(word(tmp_path, "a.docx"))
    deep = "<w:sdt><w:sdtContent>" * 3_000 + "</w:sdtContent></w:sdt>" * 3_000
    made = xml.replace("<w:sectPr", deep + "<w:sectPr", 1).encode()
    refused(word(tmp_path, "b.docx", **{"word/document.xml": made}), FormatError, "Word")
    types = archive(**{"[Content_Types].xml": b"<Types/>"})
    refused(write(tmp_path, "c.docx", types), FormatError, "Word")
    cut = word(tmp_path, "d.docx").read_bytes()[:-300]
    refused(write(tmp_path, "e.docx", cut), FormatError, "Word")


LINES = {
    "numerals": "X" * 50_000,
    "small numerals": "i" * 50_000 + ")",
    "spaces": "a" + " " * 50_000 + "b",
    "spaces behind a label": "Artículo" + " " * 50_000 + "1",
    "hard spaces": "Artículo\xa0" + "\xa0" * 50_000,
    "tabs": "1." + "\t" * 50_000 + "x",
    "dots": "." * 50_000 + "x",
    "dots apart": "1 " + ". " * 25_000 + "x",
    "ellipses": "…" * 50_000 + "x",
    "digits": "1" * 50_000,
    "labels": "Artículo 1 " * 5_000,
    "ordinals": "vigésimo " * 6_000,
    "letters apart": "T R A N S I T O R I O S " * 2_500,
    "ranges": "I a I a " * 6_000,
    "suffixes": "1 bis " * 9_000,
    "dispositions": "DISPOSICIONES TRANSITORIAS Y FINALES " * 1_500,
    "notes": "(Así Nota: Párrafo " * 3_000,
    "notes on notes": "Párrafo a a a a reformado " * 2_000,
    "brackets": "(" * 50_000,
    "stars": "*" * 50_000,
    "low lines": "_ " * 25_000,
    "dashes": "-" * 50_000 + "x",
    "quotes": '«“"' * 16_000,
    "bars": "|" * 50_000,
    "links": "[a](" * 12_000,
    "accents": "a" + "\u0301" * 50_000,
    "parts": "PARTE PRIMERA " * 4_000,
    "repeals": "se deroga " * 5_000,
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_no_line_takes_long_however_it_is_made(tmp_path: Path, line: str, suffix: str) -> None:
    text = f"Artículo 1. Uno.\n{line}\nArtículo 2. Dos.\nArtículo 3. {line}.\n"
    path = write(tmp_path, f"a{suffix}", text)
    with within(BEATS):
        found = {provision.citation for provision in read_constitution(path).provisions}
        assert {"Art. 1", "Art. 2"} <= found


def _patterns() -> list[object]:
    groups = (
        SPANISH_AMERICAN.containers, SPANISH_AMERICAN.regions, SPANISH_AMERICAN.articles,
        SPANISH_AMERICAN.unstopped, SPANISH_AMERICAN.transitories, SPANISH_AMERICAN.lists,
    )  # fmt: skip
    single = (
        SPANISH_AMERICAN.closing, SPANISH_AMERICAN.note, SPANISH_AMERICAN.repealed,
        SPANISH_AMERICAN.contents,
    )  # fmt: skip
    return [*(pattern.regex for group in groups for pattern in group), *single]


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_the_time_of_a_pattern_grows_no_faster_than_its_line(line: str) -> None:
    with within(BEATS):
        for regex in _patterns():
            regex.match(line)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "Artículo 1. Uno:\n" + "".join(f"{n}. x;\n" for n in range(1, 3_000)),
        "Artículo 1. Uno:\n" + "a) x;\n" * 3_000,
        "Artículo 1. Uno:\na) x;\nb) y.\n" + "Otro párrafo que dice algo.\n" * 3_000,
        "".join(f"Artículo {n}. Uno.\n" for n in range(1, 3_000)),
        "TÍTULO I\n" * 3_000 + TEXT,
    ],
    ids=["numerals", "one letter again and again", "paragraphs", "articles", "titles"],
)
def test_thousands_of_short_lines_are_read_in_time(tmp_path: Path, text: str) -> None:
    with within(BEATS):
        assert read_constitution(write(tmp_path, "a.txt", text)).provisions


def test_the_command_never_shows_a_traceback(tmp_path: Path) -> None:
    path = write(tmp_path, "a.pdf", GOOD[:200])
    order = [sys.executable, "-m", "tracer", "parse", str(path), "-o", str(tmp_path / "a.csv")]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "dañado o incompleto" in done.stderr
