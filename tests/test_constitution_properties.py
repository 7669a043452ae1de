"""Random documents rendered from a tree parse back to the tree, in each container."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from constitution_office import word
from constitution_print import Setting, pdf, printable
from constitution_renderers import markdown, plain, table, web_page
from constitution_trees import HEADINGS, Tree, trees
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tracer.constitution import provision_rows, read_constitution
from tracer.errors import TracerError
from tracer.records import Constitution

pytestmark = pytest.mark.slow
FLAG = st.booleans()
Row = tuple[str, str, str, str, str, str]


def few(examples: int) -> settings:
    """The same examples on every machine, as many as asked for."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arboles")


def collapse(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def planted(tree: Tree) -> list[Row]:
    return [
        (
            piece.citation,
            piece.level,
            piece.parent,
            collapse(piece.heading),
            collapse("\n".join(piece.paragraphs)),
            "repealed" if piece.repealed else "in_force",
        )
        for piece in tree.walk()
    ]


def read(folder: Path, name: str, content: str | bytes) -> Constitution:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_constitution(path)


def found(constitution: Constitution) -> list[Row]:
    assert_sound(constitution)
    return [
        (p.citation, p.level, p.parent, collapse(p.heading), collapse(p.text), p.status)
        for p in constitution.provisions
    ]


def assert_sound(constitution: Constitution) -> None:
    """Spans are exact, in order and apart; citations are unique; parents come before."""
    seen, at = {""}, 0
    for provision in constitution.provisions:
        assert provision.citation not in seen
        assert provision.parent in seen
        seen.add(provision.citation)
        if not constitution.text:  # a table: offsets count within its cells
            continue
        assert constitution.text[provision.start : provision.end] == provision.text
        assert at <= provision.start <= provision.end
        at = provision.end


@few(120)
@given(tree=trees(), marked=FLAG, bullets=FLAG)
def test_markdown_reads_back_to_its_tree(
    folder: Path, tree: Tree, marked: bool, bullets: bool
) -> None:
    printed = markdown(tree, marked=marked, bullets=bullets)
    assert found(read(folder, "a.md", printed)) == planted(tree), printed


@few(80)
@given(tree=trees(), blank=FLAG)
def test_plain_text_reads_back_to_its_tree(folder: Path, tree: Tree, blank: bool) -> None:
    printed = plain(tree, width=None, blank=blank, indented=False)
    assert found(read(folder, "a.txt", printed)) == planted(tree), printed


@few(60)
@given(tree=trees(indented=True), blank=FLAG)
def test_indented_plain_text_reads_back_to_its_tree(folder: Path, tree: Tree, blank: bool) -> None:
    printed = plain(tree, width=None, blank=blank, indented=True)
    assert found(read(folder, "a.txt", printed)) == planted(tree), printed


@few(120)
@given(tree=trees(), width=st.integers(60, 100), blank=FLAG)
def test_wrapped_plain_text_reads_back_to_its_tree(
    folder: Path, tree: Tree, width: int, blank: bool
) -> None:
    # a line as wide as the page may end a paragraph or a heading: without white, nothing tells
    doubtful = any(p.level == "paragraph" or len(p.heading) > 60 - 15 for p in tree.walk())
    assume(blank or not doubtful)
    printed = plain(tree, width=width, blank=blank, indented=False)
    assert found(read(folder, "a.txt", printed)) == planted(tree), printed


@few(120)
@given(tree=trees(), marked=FLAG, listed=FLAG, broken=FLAG)
def test_a_web_page_reads_back_to_its_tree(
    folder: Path, tree: Tree, marked: bool, listed: bool, broken: bool
) -> None:
    printed = web_page(tree, marked=marked, listed=listed, broken=broken)
    assert found(read(folder, "a.html", printed)) == planted(tree), printed


@few(80)
@given(tree=trees(), styled=FLAG, numbered=FLAG, edited=FLAG)
def test_a_word_document_reads_back_to_its_tree(
    folder: Path, tree: Tree, styled: bool, numbered: bool, edited: bool
) -> None:
    printed = word(tree, styled=styled, numbered=numbered, indented=False, edited=edited)
    assert found(read(folder, "a.docx", printed)) == planted(tree)


@few(60)
@given(tree=trees(indented=True), styled=FLAG, numbered=FLAG)
def test_an_indented_word_document_reads_back_to_its_tree(
    folder: Path, tree: Tree, styled: bool, numbered: bool
) -> None:
    printed = word(tree, styled=styled, numbered=numbered, indented=True, edited=False)
    assert found(read(folder, "a.docx", printed)) == planted(tree)


@few(80)
@given(tree=trees(), justified=FLAG, hyphens=FLAG, gap=st.sampled_from((0.0, 6.0)))
def test_a_pdf_reads_back_to_its_tree(
    folder: Path, tree: Tree, justified: bool, hyphens: bool, gap: float
) -> None:
    # without white or indentation, a full line may end a paragraph
    assume(gap or not any(piece.level == "paragraph" for piece in tree.walk()))
    setting = Setting(indent=0.0, gap=gap, justified=justified, hyphens=hyphens)
    expected = [tuple(printable(cell) for cell in row) for row in planted(tree)]
    constitution = read(folder, "a.pdf", pdf(tree, setting))
    assert found(constitution) == expected, constitution.text


@few(60)
@given(tree=trees(indented=True), hyphens=FLAG, gap=st.sampled_from((0.0, 6.0)))
def test_an_indented_pdf_reads_back_to_its_tree(
    folder: Path, tree: Tree, hyphens: bool, gap: float
) -> None:
    setting = Setting(gap=gap, hyphens=hyphens)
    expected = [tuple(printable(cell) for cell in row) for row in planted(tree)]
    constitution = read(folder, "a.pdf", pdf(tree, setting))
    assert found(constitution) == expected, constitution.text


@few(60)
@given(tree=trees(indented=True))
def test_a_table_reads_back_to_its_tree(folder: Path, tree: Tree) -> None:
    # a row tells its article by its citation, but not the chapter that holds the article
    def without_holders(rows: list[Row]) -> list[Row]:
        within = ("Art. ", "Trans. ")
        return [(*row[:2], row[2] if row[2].startswith(within) else "", *row[3:]) for row in rows]

    constitution = read(folder, "a.csv", table(tree))
    assert without_holders(found(constitution)) == without_holders(planted(tree))


@few(40)
@given(tree=trees(), width=st.sampled_from((None, 72)))
def test_line_ends_byte_order_marks_and_decomposed_letters_change_nothing(
    folder: Path, tree: Tree, width: int | None
) -> None:
    printed = plain(tree, width=width, blank=True, indented=False)
    decomposed = unicodedata.normalize("NFD", printed)
    expected = planted(tree)
    for content in (
        printed.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + printed.encode(),
        printed.encode("utf-16"),
        decomposed.encode(),
        decomposed.replace("\n", "\r\n").encode(),
    ):
        assert found(read(folder, "b.txt", content)) == expected


@few(40)
@given(tree=trees(), led=FLAG)
def test_a_table_of_contents_changes_nothing(folder: Path, tree: Tree, led: bool) -> None:
    contents = ["ÍNDICE"]
    for page, printed in enumerate(tree.printed(), start=3):
        if printed.role == "title":
            words = f"{printed.label} {printed.words}".strip()
            contents.append(f"{words} {'.' * 20} {page}" if led else words)
    body = plain(tree, width=None, blank=False, indented=False)
    text = "\n".join(contents) + "\n\n" + body
    assert found(read(folder, "c.txt", text)) == planted(tree), text


@few(40)
@given(tree=trees(), fed=FLAG)
def test_running_heads_and_page_numbers_change_nothing(folder: Path, tree: Tree, fed: bool) -> None:
    lines = plain(tree, width=72, blank=True, indented=False).split("\n")
    assume(len(lines) > 60)
    pages = [lines[at : at + 18] for at in range(0, len(lines), 18)]
    text = ""
    for number, page in enumerate(pages, start=1):
        head = "\f" * fed + "CONSTITUCIÓN POLÍTICA DE LA CIUDAD\n\n"
        text += head + "\n".join(page) + f"\n\n{' ' * 34}{number}\n\n"
    assert found(read(folder, "d.txt", text)) == planted(tree), text


WORDS = st.sampled_from(
    ("Artículo 1", "ARTÍCULO 2.-", "TÍTULO I", "CAPÍTULO II", "TRANSITORIOS", "PRIMERO.", "1.",
    "a)",
     "I.", "A.", "ñ)", "XL.", "PREÁMBULO", "Se deroga", ":", ";", ".", "\n", "\n\n", "    ", "# ",
     "**", "\t", "\u0301", "\u00a0", "\f", "12", "Índice", "……", "Artículos 3 a 5", *HEADINGS[:4])
)  # fmt: skip


@few(300)
@given(words=st.lists(WORDS | st.text(max_size=4), max_size=60), glue=st.sampled_from(("", " ")))
@example(words=["Artículo 1", "\n", "A.", "\n", "I.", "\n", "1."], glue="")
@pytest.mark.parametrize("name", ["x.md", "x.txt", "x.html", "x.csv"])
def test_any_text_is_read_soundly_or_refused_on_purpose(
    folder: Path, name: str, words: list[str], glue: str
) -> None:
    content = ("Artículo 1.\n" + glue.join(words)).encode("utf-8", "replace")
    try:
        constitution = read(folder, name, content)
    except TracerError:
        return
    assert_sound(constitution)
    assert all(row["citation"] for row in provision_rows(constitution))


@few(60)
@given(content=st.binary(max_size=400))
@pytest.mark.parametrize("name", ["y.pdf", "y.docx", "y.md", "y.html", "y.xml"])
def test_any_bytes_are_read_soundly_or_refused_on_purpose(
    folder: Path, name: str, content: bytes
) -> None:
    try:
        assert_sound(read(folder, name, content))
    except TracerError:
        return
