"""The commands of the command line and their arguments."""

from __future__ import annotations

import argparse

from tracer import __version__
from tracer.help_texts import EXITS
from tracer.orders.audit import audit_order
from tracer.orders.documents import align_order, parse_order
from tracer.orders.process import eval_order, run_orders
from tracer.orders.setup import setup_orders
from tracer.orders.texts import text_orders


def parser_of_all() -> argparse.ArgumentParser:
    """Build the parser of every command; nothing heavy is imported."""
    parser = argparse.ArgumentParser(
        prog="tracer",
        description="Muestra qué fue de lo que pidió la ciudadanía: de peticiones y encuestas a "
        "los artículos de una constitución.",
        epilog=f"«tracer ORDEN --help» explica cada orden. {EXITS}",
    )
    parser.add_argument("--version", action="version", version=f"tracer {__version__}")
    orders = parser.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    setup_orders(orders)
    parse_order(orders)
    text_orders(orders)
    align_order(orders)
    run_orders(orders)
    audit_order(orders)
    eval_order(orders)
    return parser
