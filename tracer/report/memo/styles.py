"""The styles of the memo: Word's own where it has them, so that people can restyle it."""

from __future__ import annotations

from typing import Any

FONT = "Arial"
"""On every machine, or in a twin of the same widths: pages break in the same places."""
INK, MUTED, HEAD, RULE = "1B2A33", "4A5A64", "E3E8EC", "9AA7B0"
TABLE_STYLE = "TablaTracer"
CELL_STYLE = "Texto de tabla"

SIZES = {
    # style: size in points, bold, space before, space after
    "Normal": (10, False, 0, 6),
    "Title": (22, True, 0, 2),
    "Subtitle": (13, False, 0, 6),
    "Heading 1": (14, True, 14, 4),
    "Heading 2": (11.5, True, 10, 3),
    "Caption": (9, True, 6, 3),
}
OWN = {
    CELL_STYLE: (8.5, False, 1.5, 1.5),
    "Nota": (8.5, False, 3, 6),
    "Advertencia": (10, True, 0, 6),
}
"""Paragraph styles that Word has no name for."""

_TABLE = f"""
<w:style {{ns}} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
  <w:name w:val="Tabla tracer"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{RULE}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{RULE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HEAD}"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{RULE}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/><w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def prepare_styles(document: Any, *, language: str) -> None:
    """Bring a new document's styles to the memo's look and language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for name in OWN:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[
            "Normal"
        ]
    for name, look in {**SIZES, **OWN}.items():
        _dress(document.styles[name], *look)
    document.styles["Subtitle"].font.color.rgb = _colour(MUTED)
    document.styles["Nota"].font.color.rgb = _colour(MUTED)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles.element.append(parse_xml(_TABLE.format(ns=nsdecls("w"))))
    _speak(document, language)


def _dress(style: Any, size: float, bold: bool, before: float, after: float) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    # Built afresh: the template's theme fonts, colours and rules would win over what is set here
    for tag in ("w:rPr", "w:pPr/w:pBdr", "w:pPr/w:contextualSpacing"):
        for old in style.element.findall("/".join(qn(part) for part in tag.split("/"))):
            old.getparent().remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.element.get_or_add_rPr().append(fonts)
    # Not bold is left unsaid, so that a table's style can make its header bold
    style.font.bold = True if bold else None
    style.font.size, style.font.color.rgb = Pt(size), _colour(INK)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.1


def _colour(code: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(code)


def _speak(document: Any, language: str) -> None:
    from docx.oxml.ns import qn

    for place in document.styles.element.iter(qn("w:lang")):
        place.set(qn("w:val"), language)
    for place in document.settings.element.iter(qn("w:themeFontLang")):
        place.set(qn("w:val"), language)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # below it Word opens in compatibility mode
