"""``tracer audit``: one command with many uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.help_texts import AUDIT
from tracer.orders.arguments import order, whole, whole_number

if TYPE_CHECKING:
    from tracer.orders.arguments import Orders


def audit_order(orders: Orders) -> None:
    """Add it."""
    audit = order(orders, "audit", "audit", "qué se recogió, y con cuánta seguridad", AUDIT)
    audit.add_argument(
        "run",
        metavar="CORRIDA",
        nargs="+",
        help="carpeta de tracer run; antes de ella, verify la compara con su ficha",
    )
    what = audit.add_mutually_exclusive_group()
    what.add_argument(
        "--plan", metavar="CARPETA", nargs="?", const="", help="saca la muestra (CORRIDA/auditoria)"
    )
    what.add_argument(
        "--codes",
        metavar="CARPETA",
        nargs="?",
        const="",
        help="lee los libros codificados (CORRIDA/auditoria)",
    )
    what.add_argument(
        "--claims",
        metavar="TOML",
        default="",
        help="cifras publicadas que contrastar con la corrida",
    )
    what.add_argument(
        "--table",
        metavar="TABLA",
        default="",
        help="tabla publicada de peticiones y artículos: ¿existe lo citado, y responde?",
    )
    what.add_argument(
        "--since",
        metavar="ANTERIOR",
        default="",
        help="otra corrida: qué enlaces suyos llevan a un texto que cambió desde entonces",
    )
    audit.add_argument("--id-column", metavar="COLUMNA", help="con --table: su identificador")
    audit.add_argument(
        "--unit",
        choices=("contribution", "provision"),
        default="contribution",
        help="qué se codifica: aportaciones o artículos del borrador",
    )
    audit.add_argument("--n", type=whole(1), default=100, metavar="N", help="unidades (100)")
    audit.add_argument("--coders", type=whole(1, 26), default=2, metavar="N", help="personas (2)")
    audit.add_argument(
        "--inputs", metavar="CARPETA", default="", help="con verify: dónde buscar las entradas"
    )
    audit.add_argument(
        "--seed", type=whole_number, default=1, metavar="N", help="semilla del azar (1)"
    )
    audit.set_defaults(writes_table=False)
