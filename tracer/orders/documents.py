"""Commands on constitutions and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.help_texts import ALIGN, PARSE
from tracer.orders.arguments import engine, level, order, output, style

if TYPE_CHECKING:
    from tracer.orders.arguments import Orders


def parse_order(orders: Orders) -> None:
    """Add ``parse``."""
    parse = order(orders, "parse", "parse", "constitución → tabla de disposiciones", PARSE)
    parse.add_argument("document", metavar="DOC",
                       help="pdf, docx, html, md, txt, xml de Akoma Ntoso o tabla")  # fmt: skip
    output(parse, "archivo .csv, .json, .jsonl, .parquet o .xlsx, o Akoma Ntoso .xml; - es la "
            "salida estándar, en CSV")  # fmt: skip
    parse.set_defaults(writes_also=(".xml",))
    parse.add_argument("--references", metavar="TABLA", default="",
                       help="escribe además, en una tabla, las remisiones de una disposición a "
                       "otra o a otra ley; las que no llevan a nada son avisos")  # fmt: skip
    style(parse)


def align_order(orders: Orders) -> None:
    """Add ``align``."""
    align = order(orders, "align", "align", "dos versiones → qué fue de cada artículo", ALIGN)
    align.add_argument("old", metavar="ANTES", help="la versión anterior")
    align.add_argument("new", metavar="DESPUÉS", help="la versión posterior")
    output(align, "archivo .csv, .json, .jsonl, .parquet o .xlsx; - es la salida estándar")
    level(align, "article")
    style(align)
    engine(align)
