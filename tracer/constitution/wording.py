"""A summary and its doubts, for a person at a terminal: in Spanish, or as `tell` puts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracer.constitution.rows import Summary
from tracer.records import Issue, LeftOut

LEVEL_NAMES = {
    "preamble": ("preámbulo", "preámbulos"),
    "part": ("parte", "partes"),
    "book": ("libro", "libros"),
    "title": ("título", "títulos"),
    "chapter": ("capítulo", "capítulos"),
    "division": ("división", "divisiones"),
    "article": ("artículo", "artículos"),
    "section": ("apartado", "apartados"),
    "numeral": ("numeral", "numerales"),
    "fraction": ("fracción", "fracciones"),
    "inciso": ("inciso", "incisos"),
    "proviso": ("parágrafo", "parágrafos"),
    "paragraph": ("párrafo aparte", "párrafos aparte"),
    "transitory": ("artículo transitorio", "artículos transitorios"),
    "disposition": ("otra disposición", "otras disposiciones"),
}
"""Singular and plural of each level, in the order in which they are told."""
LEFT_OUT_NAMES = {
    "running-head": "de encabezados y pies",
    "page-number": "de números de página",
    "line-number": "de números de renglón",
    "watermark": "de marcas de agua",
    "turned": "de texto girado",
    "outside": "fuera de la página visible",
    "contents": "de índice",
    "footnote": "de notas al pie",
    "ornament": "de adorno",
    "reform-note": "de notas de reforma",
}
"""What is left out, as it follows a count of lines."""
_FEMININE = ("part", "division", "fraction", "disposition")

Tell = Callable[[str], str]
"""Puts what stands here into the language of the reader."""


def summary_line(summary: Summary, *, tell: Tell = str) -> str:
    """Tell in one line what a document holds: ``71 artículos, 148 apartados (1 derogado)…``."""
    order = {level: place for place, level in enumerate(LEVEL_NAMES)}
    levels = sorted(summary.levels, key=lambda level: order.get(level, len(order)))
    told = ", ".join(_count(level, summary, tell) for level in levels)
    pages = f"; {summary.pages} {tell('páginas')}" if summary.pages else ""
    return f"{summary.name}: {told}{pages}; {_doubts(len(summary.issues), tell)}"


def left_out_line(left_out: Sequence[LeftOut], *, tell: Tell = str) -> str:
    """Tell what is no part of the text: ``480 de encabezados y pies (desde p. 1)``."""
    counts: dict[str, int] = {}
    pages: dict[str, int] = {}
    for gone in left_out:
        counts[gone.kind] = counts.get(gone.kind, 0) + gone.count
        if gone.page is not None:
            pages[gone.kind] = min(gone.page, pages.get(gone.kind, gone.page))
    told = [
        f"{count} {tell(LEFT_OUT_NAMES.get(kind, kind))}"
        + (f" ({tell('desde')} p. {pages[kind]})" if kind in pages else "")
        for kind, count in counts.items()
    ]
    return f"{tell('se dejaron fuera, en renglones:')} {', '.join(told)}" if told else ""


def issue_line(issue: Issue, *, tell: Tell = str) -> str:
    """Tell a doubt with its place: ``p. 12, renglón 3: de Art. 4 se pasa a Art. 6…``."""
    page = f"p. {issue.page}" if issue.page is not None else ""
    line = f"{tell('renglón')} {issue.line}" if issue.line is not None else ""
    place = ", ".join(piece for piece in (page, line) if piece)
    return f"{place}: {tell(issue.message)}" if place else tell(issue.message)


def _count(level: str, summary: Summary, tell: Tell) -> str:
    count = summary.levels[level]
    one, many = LEVEL_NAMES.get(level, (level, level))
    told = f"{count} {tell(one if count == 1 else many)}"
    repealed = summary.repealed.get(level, 0)
    if not repealed:
        return told
    ending = ("a" if level in _FEMININE else "o") + ("" if repealed == 1 else "s")
    return f"{told} ({repealed} {tell('derogad' + ending)})"


def _doubts(count: int, tell: Tell) -> str:
    if not count:
        return tell("nada llama la atención")
    return f"{count} {tell('aviso' if count == 1 else 'avisos')}"
