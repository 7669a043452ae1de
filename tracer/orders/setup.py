"""Commands that come before any work: a first PROCESS.toml, and whether all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.help_texts import DOCTOR, INIT
from tracer.orders.arguments import order

if TYPE_CHECKING:
    from tracer.orders.arguments import Orders


def setup_orders(orders: Orders) -> None:
    """Add ``init`` and ``doctor``."""
    _init(orders)
    _doctor(orders)


def _init(orders: Orders) -> None:
    init = order(orders, "init", "init", "archivos → un PROCESS.toml para empezar", INIT)
    init.add_argument("files", metavar="ARCHIVO", nargs="*",
                      help="documentos y aportaciones, o carpetas que los tienen")  # fmt: skip
    init.add_argument("-o", "--output", metavar="SALIDA", default="PROCESS.toml",
                      help="el archivo; - es la salida estándar (PROCESS.toml)")  # fmt: skip
    init.add_argument("--force", action="store_true", help="reemplaza el archivo si ya existe")
    init.set_defaults(writes_table=False)


def _doctor(orders: Orders) -> None:
    doctor = order(orders, "doctor", "doctor", "¿está todo en orden en este equipo?", DOCTOR)
    doctor.set_defaults(writes_table=False)
