"""The door to constitutions: a path in, provisions out."""

from __future__ import annotations

from pathlib import Path

from tracer.constitution.blocks import Body
from tracer.constitution.checks import check
from tracer.constitution.grammar import read_units
from tracer.constitution.provisions import provisions_of
from tracer.constitution.styles import SPANISH_AMERICAN, Style
from tracer.errors import EmptyInputError, FormatError
from tracer.records import Constitution

TABLES = (".csv", ".tsv", ".jsonl", ".parquet")
ACCEPTED = (".pdf", ".docx", ".html", ".htm", ".md", ".txt", *TABLES)


def read_constitution(path: str | Path, *, style: Style = SPANISH_AMERICAN) -> Constitution:
    """Read a constitution or draft into provisions.

    Parameters
    ----------
    path : str or Path
        ``.pdf``, ``.docx``, ``.html``, ``.md``, ``.txt``, or a table (``.csv``, ``.jsonl``,
        ``.parquet``) with columns ``citation`` and ``text``.
    style : Style
        The conventions that headings and lists follow; the default reads Mexican and Chilean
        texts.

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
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in ACCEPTED:
        raise FormatError(
            f"{path.name}: se esperaba un documento {', '.join(ACCEPTED)} y llegó "
            f"«{suffix or 'sin extensión'}»; conviértelo a uno de esos formatos"
        )
    if not path.is_file():
        raise FormatError(f"{path}: no existe ese archivo; revisa la ruta")
    if path.stat().st_size == 0:
        raise EmptyInputError(f"{path.name} está vacío (0 bytes); vuelve a descargarlo")
    if suffix in TABLES:
        from tracer.constitution.tables import read_table

        return read_table(path)
    return _from_body(path.name, _body(path, suffix, style), style)


def _body(path: Path, suffix: str, style: Style) -> Body:
    if suffix == ".pdf":
        from tracer.constitution.paragraphs import pdf_body
        from tracer.constitution.pdf import read_lines, without_footnotes, without_running_heads

        return pdf_body(without_footnotes(without_running_heads(read_lines(path), style)), style)
    if suffix == ".docx":
        from tracer.constitution.docx import docx_body

        return docx_body(path)
    if suffix in (".html", ".htm"):
        from tracer.constitution.html import html_body

        return html_body(path)
    from tracer.constitution.plain import plain_body, read_text

    return plain_body(read_text(path))


def _from_body(name: str, body: Body, style: Style) -> Constitution:
    if not body.text.strip():
        raise EmptyInputError(
            f"{name} no contiene texto y se esperaban artículos; revisa que sea el archivo correcto"
        )
    provisions, issues = provisions_of(read_units(body, style=style))
    if not any(provision.level in ("article", "transitory") for provision in provisions):
        raise EmptyInputError(
            f"{name}: no se reconoce ningún artículo; se esperaban encabezados como "
            "«Artículo 1» al comienzo de un renglón: revisa que los tenga"
        )
    found = (*body.issues, *issues, *check(provisions))
    return Constitution(name, body.text, provisions, found)
