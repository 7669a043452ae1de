"""The commands of the command line and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tracer import __version__
from tracer.console.language import said
from tracer.help_texts import EXITS, LANGUAGE_HELP, ORDER_HELP
from tracer.orders.arguments import conversation
from tracer.orders.audit import audit_order
from tracer.orders.completion import completion_order
from tracer.orders.documents import align_order, parse_order
from tracer.orders.parser import Layout, Parser, argparse_in_words, in_words
from tracer.orders.process import eval_order, run_orders
from tracer.orders.setup import setup_orders
from tracer.orders.texts import text_orders


def parser_of_all() -> Parser:
    """Build the parser of every command, in the language spoken; nothing heavy is imported."""
    parser = Parser(
        prog="tracer",
        description="Muestra qué fue de lo que pidió la ciudadanía: de peticiones y encuestas a "
        "los artículos de una constitución.",
        epilog="\n".join(said(line) for line in (ORDER_HELP, EXITS, LANGUAGE_HELP)),
        formatter_class=Layout,
    )
    parser.add_argument(
        "--version", action="version", version=f"tracer {__version__}", help="dice la versión"
    )
    conversation(parser)
    orders = parser.add_subparsers(title="órdenes", metavar="ORDEN", dest="order", required=True)
    setup_orders(orders)
    parse_order(orders)
    text_orders(orders)
    align_order(orders)
    run_orders(orders)
    audit_order(orders)
    eval_order(orders)
    completion_order(orders)
    parser.set_defaults(parser=parser)
    for each in (parser, *orders.choices.values()):
        in_words(each)
    return parser


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments of one command, in the language spoken.

    Raises
    ------
    UsageError
        If they are no order that there is.
    """
    with argparse_in_words():
        return parser_of_all().parse_args(arguments)
