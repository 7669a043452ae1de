"""Trees of `constitution_trees` printed as Markdown, plain text, HTML and tables."""

from __future__ import annotations

import csv
import html
import io
import textwrap
from itertools import groupby

from constitution_trees import Printed, Tree

RANKS = {
    "preamble": 1, "book": 1, "title": 1, "chapter": 2, "division": 3, "article": 4,
    "transitory": 4,
}  # fmt: skip

FRONT = (
    "El Congreso de la Ciudad, en ejercicio de las facultades que le confiere la ley y en nombre "
    "del pueblo que lo eligió, a sus habitantes sabed: que se ha servido dirigir a esta Jefatura "
    "el siguiente decreto por el que se expide la Constitución, en los términos que aquí constan."
)
"""Front matter: of no provision."""


def line(printed: Printed) -> str:
    """Give label and words on one line."""
    return f"{printed.label} {printed.words}".strip()


def rank(printed: Printed) -> int:
    """Give the rank of a marked heading, 1 outermost."""
    outer = printed.level == "division" and printed.label.upper().endswith(("OS", "AS"))
    return 1 if outer else RANKS[printed.level]


def markdown(tree: Tree, *, marked: bool, bullets: bool) -> str:
    """Print with headings as ``#`` or, if not `marked`, in bold; lists indented, with bullets."""
    pieces = []
    for printed in tree.printed():
        words = line(printed)
        if printed.role == "title" and marked:
            pieces.append(f"{'#' * rank(printed)} {words}")
        elif printed.role in ("title", "heading") and not marked:
            pieces.append(f"**{words}**")
        elif printed.role == "text" and printed.label and not marked:
            pieces.append(f"**{printed.label.strip()}** {printed.words}")
        else:
            bullet = "- " if bullets and printed.role in ("item", "headed") else ""
            pieces.append("    " * max(printed.depth - 1, 0) + bullet + words)
    return "\n\n".join(pieces) + "\n"


def plain(tree: Tree, *, width: int | None, blank: bool, indented: bool) -> str:
    """Print as plain text, hard-wrapped at `width`, with a blank line between paragraphs or not."""
    pieces = [textwrap.fill(FRONT, width)] if width else [FRONT]
    for printed in tree.printed():
        words = line(printed)
        indent = "    " * printed.depth if indented else ""
        if width:
            words = textwrap.fill(
                words, width, initial_indent=indent, subsequent_indent=indent,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            pieces.append(words)
        else:
            pieces.append(indent + words)
    return ("\n\n" if blank else "\n").join(pieces) + "\n"


def table(tree: Tree) -> str:
    """Print as a CSV table, a provision a row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("citation", "text", "heading"))
    for piece in tree.walk():
        writer.writerow((piece.citation, "\n".join(piece.paragraphs), piece.heading))
    return out.getvalue()


def web_page(tree: Tree, *, marked: bool, listed: bool, broken: bool) -> str:
    """Print as a web page.

    Parameters
    ----------
    marked : bool
        Headings are h1 to h4, otherwise paragraphs in bold.
    listed : bool
        Lists are ``<ol>`` that the browser numbers, where it can number them as printed.
    broken : bool
        Label and heading stand in one element, with ``<br>`` between them.
    """
    pieces: list[str] = []
    for role, group in groupby(tree.printed(), key=lambda p: p.role):
        run = list(group)
        if role == "item" and listed:
            pieces += _listed(run)
        else:
            pieces += [_element(printed, marked=marked) for printed in run]
    body = "\n".join(pieces)
    if broken:
        for closing, opening in (("</b></p>\n", "<p><b>"), ("</h4>\n", "<p><b>")):
            body = body.replace(closing + opening, "<br>\n")
    return (
        "<!DOCTYPE html><html><head><title>Artículo 99</title><style>p{}</style></head><body>"
        "<nav><ul><li>Artículo 1</li></ul></nav><header>Título Primero</header>"
        '<div style="display: none">Artículo 97. Oculto.</div><!-- Artículo 96 -->'
        f"<main>{body}</main><footer>Artículo 98. Contacto</footer>"
        "<script>var a = 'Artículo 95.'</script></body></html>"
    )


def _element(printed: Printed, *, marked: bool) -> str:
    words = html.escape(line(printed)).replace("ñ", "&ntilde;")
    if printed.role == "title" and marked:
        return f"<h{rank(printed)}>{words}</h{rank(printed)}>"
    if printed.role in ("title", "heading"):
        return f"<p><b>{words}</b></p>"
    if printed.role == "text" and printed.label:
        return f"<p><strong>{printed.label}</strong> {html.escape(printed.words)}</p>"
    return f"<p>{words}</p>"


_TYPES = {"fraction": "I", "inciso": "a", "numeral": "1"}


def _listed(run: list[Printed]) -> list[str]:
    """Items in a row as ``<ol>``, one list for those of one depth, as pages often have them."""
    pieces = []
    for (_, level), group in groupby(run, key=lambda p: (p.depth, p.level)):
        items = list(group)
        start = _value(items[0])
        # the browser counts without ñ, and prints «1.» and «a.» only; sections hold more than items
        typed = items[0].label[-1] != "." or "º" in items[0].label or level == "section"
        if typed or start + len(items) > 15:
            pieces += [_element(item, marked=False) for item in items]
            continue
        inner = "".join(f"<li>{html.escape(item.words)}</li>" for item in items)
        pieces.append(f'<ol type="{_TYPES[level]}" start="{start}">{inner}</ol>')
    return pieces


def _value(item: Printed) -> int:
    from tracer.constitution.grammar.labels import value_of

    return value_of(item.label.rstrip(".-)º"), item.level)
