"""Trees of `constitution_trees` printed as Word documents, as drafting staff type them."""

from __future__ import annotations

import io
from typing import Any

import docx
from constitution_renderers import line, rank
from constitution_trees import Printed, Tree
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

_FORMATS = {
    "section": "upperLetter", "fraction": "upperRoman", "inciso": "lowerLetter",
    "numeral": "decimal",
}  # fmt: skip


def word(tree: Tree, *, styled: bool, numbered: bool, indented: bool, edited: bool) -> bytes:
    """Print as a Word document.

    Parameters
    ----------
    styled : bool
        Headings have a heading style, otherwise they are centred and bold.
    numbered : bool
        Word numbers the lists: their labels are not in the text.
    indented : bool
        Lists are indented.
    edited : bool
        Some words are tracked insertions, beside tracked deletions.
    """
    document = docx.Document()
    lists: dict[tuple[int, str], int] = {}
    for place, printed in enumerate(tree.printed()):
        for key in [key for key in lists if key[0] > printed.depth or not printed.depth]:
            del lists[key]
        automatic = numbered and printed.role in ("item", "headed") and "º" not in printed.label
        paragraph = _paragraph(document, printed, styled=styled, automatic=automatic)
        if indented and printed.depth:
            paragraph.paragraph_format.left_indent = Pt(28 * printed.depth)
        if automatic:
            key = (printed.depth, printed.level)
            if key not in lists:
                lists[key] = _numbering(document, printed)
            _number(paragraph, lists[key], printed.depth - 1)
        if edited and place % 3 == 0:
            _track(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Any, printed: Printed, *, styled: bool, automatic: bool) -> Any:
    words = printed.words if automatic else line(printed)
    if printed.role == "title" and styled:
        return document.add_heading(words, rank(printed))
    paragraph = document.add_paragraph()
    if printed.role == "text" and printed.label:
        paragraph.add_run(printed.label.strip()).bold = True
        paragraph.add_run(f"\t{printed.words}")
        return paragraph
    run = paragraph.add_run(words)
    if printed.role in ("title", "heading"):
        run.bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _numbering(document: Any, printed: Printed) -> int:
    """Add a list of the printed form that starts at 1; give its number."""
    root = document.part.numbering_part.element
    taken = [int(n.get(qn("w:abstractNumId"))) for n in root.findall(qn("w:abstractNum"))]
    name = max(taken, default=0) + 1
    number = printed.label.rstrip(".-)").rsplit(" ", 1)[-1]
    level = printed.depth - 1
    form = printed.label.replace(number, f"%{level + 1}", 1)
    if "APARTADO" in printed.label:
        form = f"APARTADO %{level + 1}."
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">'
        f'<w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{_FORMATS[printed.level]}"/><w:lvlText w:val="{form}"/>'
        "</w:lvl></w:abstractNum>"
    )
    root.insert(0, abstract)
    num = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{1000 + name}"><w:abstractNumId w:val="{name}"/></w:num>'
    )
    root.append(num)
    return 1000 + name


def _number(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    mark = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        mark.append(child)
    properties.append(mark)


def _track(paragraph: Any) -> None:
    """Make the last run a tracked insertion, after a tracked deletion."""
    run = paragraph.runs[-1]._r
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"/>')
    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText>Artículo 96. </w:delText>'
        "</w:r></w:del>"
    )
    run.addprevious(deleted)
    run.addprevious(inserted)
    inserted.append(run)
