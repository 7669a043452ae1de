"""Commands on what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.help_texts import ASSIGN, MATCH, THEMES, WAVES
from tracer.orders.arguments import (
    above_zero,
    cluster,
    columns,
    engine,
    level,
    order,
    output,
    share,
    style,
    texts,
    whole,
)

if TYPE_CHECKING:
    from tracer.orders.arguments import Orders


def text_orders(orders: Orders) -> None:
    """Add them."""
    _match(orders)
    _themes(orders)
    _waves(orders)
    _assign(orders)


def _match(orders: Orders) -> None:
    match = order(orders, "match", "match", "aportaciones → disposiciones que responden", MATCH)
    texts(match)
    match.add_argument("--against", metavar="DOC", required=True, help="el documento")
    output(match, "archivo .csv, .json, .jsonl, .parquet o .xlsx; - es la salida estándar")
    level(match, "section")
    style(match)
    match.add_argument("--top", type=whole(1), default=10, metavar="K",
                       help="disposiciones por aportación (10)")  # fmt: skip
    match.add_argument("--min-confidence", type=share, default=0.0, metavar="P",
                       help="quita las filas con menos confianza, 0 a 1 (0)")  # fmt: skip
    match.add_argument("--precision", type=share, metavar="P",
                       help="deja cuantos enlaces se pueda de los que, según su confianza, cabe "
                       "esperar que esta parte sea correcta, 0 a 1")  # fmt: skip
    engine(match)
    cluster(match)


def _themes(orders: Orders) -> None:
    themes = order(orders, "themes", "themes", "aportaciones → temas", THEMES)
    texts(themes)
    output(themes, "carpeta", table=False)
    themes.add_argument("--resolution", type=above_zero, metavar="R",
                        help="más alta, más temas y más finos (2)")  # fmt: skip
    themes.add_argument("--broad", type=whole(0), metavar="N",
                        help="cuántos temas amplios, a lo más; 0, ninguno (según cuántos temas "
                        "haya)")  # fmt: skip
    themes.add_argument("--guide", metavar="TOML", default="",
                        help="correcciones: nombrar, sembrar, dividir, unir temas; mover, atar y "
                        "separar aportaciones")  # fmt: skip
    themes.add_argument("--since", metavar="CARPETA", default="",
                        help="de la entrega anterior: las aportaciones nuevas se suman a sus "
                        "temas, que conservan su clave")  # fmt: skip
    engine(themes)
    cluster(themes)


def _waves(orders: Orders) -> None:
    waves = order(orders, "waves", "waves", "dos levantamientos → qué se pide más y menos", WAVES)
    waves.add_argument("before", metavar="ANTES", help="las aportaciones del primero")
    waves.add_argument("after", metavar="DESPUÉS", help="las del segundo")
    columns(waves)
    output(waves, "carpeta", table=False)
    engine(waves)


def _assign(orders: Orders) -> None:
    assign = order(orders, "assign", "assign", "aportaciones → conceptos de una lista", ASSIGN)
    texts(assign)
    assign.add_argument("--concepts", metavar="LISTA", required=True,
                        help="tabla con los conceptos y, si los hay, ejemplos")  # fmt: skip
    output(assign, "archivo .csv, .json, .jsonl, .parquet o .xlsx; - es la salida estándar")
    assign.add_argument("--top", type=whole(1), default=3, metavar="K",
                        help="conceptos por aportación (3)")  # fmt: skip
    engine(assign)
