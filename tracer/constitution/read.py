"""The door to constitutions: a path in, provisions out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tracer.constitution.blocks import Body
from tracer.constitution.doubt.checks import check
from tracer.constitution.grammar.notes import without_notes
from tracer.constitution.grammar.provisions import provisions_of
from tracer.constitution.grammar.read import read_units
from tracer.constitution.grammar.styles import SPANISH_AMERICAN, Style
from tracer.constitution.opening import refuse_unreadable
from tracer.constitution.reforms import reforms_of
from tracer.errors import EmptyInputError, FormatError, Phrase
from tracer.records import Constitution

TABLES = (".csv", ".tsv", ".jsonl", ".parquet")
ACCEPTED = (".pdf", ".docx", ".html", ".htm", ".md", ".txt", ".xml", *TABLES)


def read_constitution(path: str | Path, *, style: Style = SPANISH_AMERICAN) -> Constitution:
    """Read a constitution or draft into provisions.

    Parameters
    ----------
    path : str or Path
        ``.pdf``, ``.docx``, ``.html``, ``.md``, ``.txt``, Akoma Ntoso ``.xml``, or a table
        (``.csv``, ``.jsonl``, ``.parquet``) with columns ``citation`` and ``text``.
    style : Style
        The conventions that headings and lists follow; the default reads the usage of the
        Spanish-speaking countries, `tracer.constitution.grammar.style_file.read_style` another.

    Returns
    -------
    Constitution
        Provisions in document order, with issues wherever the reading is doubtful.

    Raises
    ------
    FormatError
        If the format is none of these, or the file is damaged or encrypted.
    EmptyInputError
        If the file holds no text, or no article.
    ColumnError
        If a table lacks a column.

    Examples
    --------
    >>> from tracer import read_constitution, sample_path
    >>> final = read_constitution(sample_path("final.md"))
    >>> [provision.citation for provision in final.provisions[:3]]
    ['Preámbulo', 'Tít. 1', 'Tít. 1, Cap. 1']
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in ACCEPTED:
        raise FormatError(
            "{name}: se esperaba un documento {known} y llegó «{suffix}»; conviértelo a uno de "
            "esos formatos",
            name=path.name, known=", ".join(ACCEPTED), suffix=suffix or Phrase("sin extensión"),
        )  # fmt: skip
    refuse_unreadable(path)
    if suffix in TABLES:
        from tracer.constitution.tables import read_table

        return read_table(path)
    if suffix == ".xml":
        return _from_akoma(path, style)
    return _from_body(path.name, _body(path, suffix, style), style)


def _from_akoma(path: Path, style: Style) -> Constitution:
    """By the structure that the document marks or, where it marks no article, by its words."""
    from tracer.constitution.akoma import read_akoma
    from tracer.constitution.plain import plain_body

    document = read_akoma(path, style=style)
    if any(provision.level in ("article", "transitory") for provision in document.provisions):
        return document
    return _from_body(path.name, plain_body(document.text, style), style)


def _body(path: Path, suffix: str, style: Style) -> Body:
    if suffix == ".pdf":
        from tracer.constitution.pdf.noise import sift
        from tracer.constitution.pdf.paragraphs import pdf_body, placed_notes
        from tracer.constitution.pdf.read import cut_off, read_lines

        lines, left_out, notes = sift(read_lines(path), style)
        body = pdf_body(lines, style)
        told = placed_notes(notes, body)
        return replace(body, issues=cut_off(path), left_out=left_out, notes=told)
    if suffix == ".docx":
        from tracer.constitution.word.read import docx_body

        return docx_body(path)
    if suffix in (".html", ".htm"):
        from tracer.constitution.web.read import html_body

        return html_body(path)
    from tracer.constitution.plain import plain_body, read_text, without_marks

    text = read_text(path)
    return plain_body(without_marks(text) if suffix == ".md" else text, style)


def _from_body(name: str, body: Body, style: Style) -> Constitution:
    if not body.text.strip():
        raise EmptyInputError(
            "{name} no contiene texto y se esperaban artículos; revisa que sea el archivo correcto",
            name=name,
        )
    body = without_notes(body, style)
    provisions, issues = provisions_of(read_units(body, style=style))
    if not any(provision.level in ("article", "transitory") for provision in provisions):
        raise EmptyInputError(
            "{name}: no se reconoce ningún artículo; se esperaban encabezados como «Artículo 1» "
            "al comienzo de un renglón: revisa que los tenga",
            name=name,
        )
    reforms = reforms_of(provisions, body.notes)
    read = Constitution(name, body.text, provisions, left_out=body.left_out, reforms=reforms)
    found = [*body.issues, *issues, *check(read, body.blocks)]
    found.sort(key=lambda issue: (issue.page or 0, issue.line or 0))
    return replace(read, issues=tuple(found))
