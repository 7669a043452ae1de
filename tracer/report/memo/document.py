"""A paper laid out as a Word document, always with the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from tracer.cells import visible
from tracer.report.memo.blocks import Paper, Paragraph, Section, Table
from tracer.report.memo.styles import CELL_STYLE, prepare_styles
from tracer.sheets import NO_DATE

PROPERTY_ROOM = 200
"""Code points of a document property; Word takes 255."""
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
TIED_ROWS = 2
"""Stay with the row after them: no caption and lone row at the foot of a page."""
FOREIGN_PARTS = ("/thumbnail", "/extended-properties")
"""Of the empty document that python-docx starts from: a picture of it, and the program that made
it."""


def document_bytes(paper: Paper) -> bytes:
    """Lay out a paper: Letter, page numbers in the footer, header rows on every page.

    Parameters
    ----------
    paper : Paper
        Any string in it may come from anybody: it stands as text, never as field or link.

    Returns
    -------
    bytes
        A DOCX file without time stamps.
    """
    import docx

    document = docx.Document()
    prepare_styles(document, language=paper.language)
    _page(document)
    _properties(document, paper)
    _footer(document, paper)
    _paragraph(document, paper.title, "Title")
    _paragraph(document, paper.subtitle, "Subtitle")
    for line in paper.about:
        _paragraph(document, line, "Normal")
    placed = 0
    for section in paper.sections:
        placed = _section(document, section, paper.table, placed)
    return _fixed(_saved(document))


def _section(document: Any, section: Section, label: str, placed: int) -> int:
    """Add one section; `placed` tables stand before it, the result stand after it."""
    _paragraph(document, section.heading, f"Heading {section.rank}")
    for block in section.blocks:
        if isinstance(block, Paragraph):
            _paragraph(document, block.text, block.style)
        else:
            placed += 1
            _table(document, block, f"{label} ", placed)
    return placed


def _paragraph(place: Any, text: str, style: str) -> Any:
    paragraph = place.add_paragraph(style=style)
    _words(paragraph, text)
    return paragraph


def _words(paragraph: Any, text: str) -> None:
    paragraph.add_run(visible(text))


def _table(document: Any, table: Table, label: str, number: int) -> None:
    from docx.shared import Cm

    caption = _paragraph(document, label, "Caption")
    _field(caption, f"SEQ {label.strip()} \\* ARABIC", str(number))
    _words(caption, f". {table.caption}")
    grid = document.add_table(rows=0, cols=len(table.columns))
    grid.style = document.styles["Tabla tracer"]
    grid.autofit = False
    _describe(grid, table)
    for column, shape in zip(grid.columns, table.columns, strict=True):
        column.width = Cm(shape.width)
    for at, cells in enumerate((tuple(c.heading for c in table.columns), *table.rows)):
        _row(grid, table, cells, tied=at < TIED_ROWS)
    _repeated(grid.rows[0])
    _paragraph(document, "", CELL_STYLE)


def _row(grid: Any, table: Table, cells: tuple[str, ...], *, tied: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    row = grid.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, shape, text in zip(row.cells, table.columns, cells, strict=True):
        cell.width = Cm(shape.width)
        paragraph = cell.paragraphs[0]
        paragraph.style, paragraph.paragraph_format.keep_with_next = CELL_STYLE, tied or None
        if shape.number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _words(paragraph, text)


def _repeated(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _describe(grid: Any, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = grid._tbl.tblPr
    for tag, text in (("w:tblCaption", table.caption), ("w:tblDescription", table.description)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), visible(text))
        properties.append(element)


def _field(paragraph: Any, code: str, result: str) -> None:
    """Add a field that this program wrote: no code ever comes from a text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field, run, text = (OxmlElement(tag) for tag in ("w:fldSimple", "w:r", "w:t"))
    field.set(qn("w:instr"), f" {code} ")
    text.text = result
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _page(document: Any) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    section.footer_distance = Cm(1)


def _properties(document: Any, paper: Paper) -> None:
    about = document.core_properties
    about.title = f"{paper.title}: {visible(paper.subtitle)}"[:PROPERTY_ROOM]
    about.author = about.last_modified_by = "tracer"
    about.language, about.comments = paper.language, ""
    about.created = about.modified = NO_DATE


def _footer(document: Any, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for piece in re.split(r"(\{page\}|\{pages\})", paper.page):
        if piece in ("{page}", "{pages}"):
            _field(paragraph, "PAGE" if piece == "{page}" else "NUMPAGES", "1")
        else:
            _words(paragraph, piece)


def _saved(document: Any) -> bytes:
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype.endswith(FOREIGN_PARTS)]:
        del relations[key]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fixed(package: bytes) -> bytes:
    """Zip again with the same date everywhere: python-docx puts the present one."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
