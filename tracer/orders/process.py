"""Commands on whole processes and finished runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.help_texts import EVAL, REPORT, REVIEW, RUN
from tracer.orders.arguments import (
    cluster,
    engine,
    level,
    order,
    output,
    redaction,
    share,
    whole,
)

if TYPE_CHECKING:
    from tracer.orders.arguments import Orders


def run_orders(orders: Orders) -> None:
    """Add what makes a run and what is done with it."""
    _run(orders)
    _report(orders)
    _review(orders)


def _run(orders: Orders) -> None:
    run = order(orders, "run", "run", "un proceso entero → carpeta con informe y tablas", RUN)
    run.add_argument("process", metavar="PROCESO.toml", help="el archivo, o la palabra muestra")
    output(run, "carpeta de la corrida", table=False)
    level(run, None)
    run.add_argument("--top", type=whole(1), metavar="K", help="disposiciones por aportación")
    run.add_argument("--min-confidence", type=share, metavar="P", help="confianza mínima, 0 a 1")
    redaction(run)
    engine(run, seed=None)
    cluster(run)


def _report(orders: Orders) -> None:
    report = order(orders, "report", "report", "corrida → informe, libro y tablas", REPORT)
    report.add_argument("run", metavar="CORRIDA", help="carpeta de tracer run")
    report.set_defaults(writes_table=False)


def _review(orders: Orders) -> None:
    review = order(orders, "review", "review", "mesa de revisión en el navegador", REVIEW)
    review.add_argument("run", metavar="CORRIDA", help="carpeta de tracer run")
    review.add_argument("--host", metavar="DIRECCIÓN", default="127.0.0.1",
                        help="dónde se abre (127.0.0.1: sólo en este equipo)")  # fmt: skip
    review.add_argument("--port", type=whole(0, 65535), default=8765, metavar="N",
                        help="puerto; 0, uno que esté libre (8765)")  # fmt: skip
    review.add_argument("--token", metavar="CLAVE", default="", help="la que se pide a la entrada")
    review.add_argument("--lead", metavar="NOMBRE", default="",
                        help="quién coordina: ve el acuerdo y resuelve disputas")  # fmt: skip
    review.set_defaults(writes_table=False)


def eval_order(orders: Orders) -> None:
    """Add ``eval``."""
    measure = order(orders, "eval", "evaluate", "medir contra respuestas conocidas", EVAL)
    measure.add_argument("suite", metavar="SERIE", help="nombre, archivo .toml o all")
    measure.add_argument("--record", metavar="CARPETA", help="anota el resultado ahí, por ejemplo "
                         "eval/results")  # fmt: skip
    measure.set_defaults(writes_table=False)
    engine(measure)
