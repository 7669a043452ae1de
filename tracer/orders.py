"""The commands of the command line and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracer import __version__
from tracer.help_texts import (
    ALIGN,
    ASSIGN,
    AUDIT,
    EVAL,
    EXITS,
    MATCH,
    PARSE,
    REPORT,
    RUN,
    THEMES,
    WAVES,
)

if TYPE_CHECKING:
    Orders = argparse._SubParsersAction[argparse.ArgumentParser]


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
    _document_order(orders)
    _text_orders(orders)
    _process_orders(orders)
    return parser


def _document_order(orders: Orders) -> None:
    parse = _order(orders, "parse", "parse", "constitución → tabla de disposiciones", PARSE)
    parse.add_argument("document", metavar="DOC",
                       help="pdf, docx, html, md, txt, xml de Akoma Ntoso o tabla")  # fmt: skip
    _output(parse, "archivo .csv, .json, .jsonl, .parquet o .xlsx, o Akoma Ntoso .xml; - es la "
            "salida estándar, en CSV")  # fmt: skip
    parse.set_defaults(writes_also=(".xml",))
    parse.add_argument("--references", metavar="TABLA", default="",
                       help="escribe además, en una tabla, las remisiones de una disposición a "
                       "otra o a otra ley; las que no llevan a nada son avisos")  # fmt: skip
    _style(parse)


def _text_orders(orders: Orders) -> None:
    match = _order(orders, "match", "match", "aportaciones → disposiciones que responden", MATCH)
    _texts(match)
    match.add_argument("--against", metavar="DOC", required=True, help="el documento")
    _output(match, "archivo .csv, .json, .jsonl, .parquet o .xlsx; - es la salida estándar")
    _level(match, "section")
    _style(match)
    match.add_argument("--top", type=_whole(1), default=10, metavar="K",
                       help="disposiciones por aportación (10)")  # fmt: skip
    match.add_argument("--min-confidence", type=_share, default=0.0, metavar="P",
                       help="quita las filas con menos confianza, 0 a 1 (0)")  # fmt: skip
    match.add_argument("--precision", type=_share, metavar="P",
                       help="deja cuantos enlaces se pueda de los que, según su confianza, cabe "
                       "esperar que esta parte sea correcta, 0 a 1")  # fmt: skip
    _engine(match)

    themes = _order(orders, "themes", "themes", "aportaciones → temas", THEMES)
    _texts(themes)
    _output(themes, "carpeta", table=False)
    themes.add_argument("--resolution", type=_above_zero, metavar="R",
                        help="más alta, más temas y más finos (2)")  # fmt: skip
    themes.add_argument("--broad", type=_whole(0), metavar="N",
                        help="cuántos temas amplios, a lo más; 0, ninguno (según cuántos temas "
                        "haya)")  # fmt: skip
    themes.add_argument("--guide", metavar="TOML", default="",
                        help="correcciones: nombrar, sembrar, dividir, unir temas; mover, atar y "
                        "separar aportaciones")  # fmt: skip
    themes.add_argument("--since", metavar="CARPETA", default="",
                        help="de la entrega anterior: las aportaciones nuevas se suman a sus "
                        "temas, que conservan su clave")  # fmt: skip
    _engine(themes)

    waves = _order(orders, "waves", "waves", "dos levantamientos → qué se pide más y menos", WAVES)
    waves.add_argument("before", metavar="ANTES", help="las aportaciones del primero")
    waves.add_argument("after", metavar="DESPUÉS", help="las del segundo")
    _columns(waves)
    _output(waves, "carpeta", table=False)
    _engine(waves)

    assign = _order(orders, "assign", "assign", "aportaciones → conceptos de una lista", ASSIGN)
    _texts(assign)
    assign.add_argument("--concepts", metavar="LISTA", required=True,
                        help="tabla con los conceptos y, si los hay, ejemplos")  # fmt: skip
    _output(assign, "archivo .csv, .json, .jsonl, .parquet o .xlsx; - es la salida estándar")
    assign.add_argument("--top", type=_whole(1), default=3, metavar="K",
                        help="conceptos por aportación (3)")  # fmt: skip
    _engine(assign)


def _process_orders(orders: Orders) -> None:
    align = _order(orders, "align", "align", "dos versiones → qué fue de cada artículo", ALIGN)
    align.add_argument("old", metavar="ANTES", help="la versión anterior")
    align.add_argument("new", metavar="DESPUÉS", help="la versión posterior")
    _output(align, "archivo .csv, .json, .jsonl, .parquet o .xlsx; - es la salida estándar")
    _level(align, "article")
    _style(align)
    _engine(align)

    run = _order(orders, "run", "run", "un proceso entero → carpeta con informe y tablas", RUN)
    run.add_argument("process", metavar="PROCESO.toml", help="el archivo, o la palabra muestra")
    _output(run, "carpeta de la corrida", table=False)
    _level(run, None)
    run.add_argument("--top", type=_whole(1), metavar="K", help="disposiciones por aportación")
    run.add_argument("--min-confidence", type=_share, metavar="P", help="confianza mínima, 0 a 1")
    _engine(run, seed=None)

    report = _order(orders, "report", "report", "corrida → informe, libro y tablas", REPORT)
    report.add_argument("run", metavar="CORRIDA", help="carpeta de tracer run")
    report.add_argument("--lang", choices=("es", "en"), help="idioma (el de la corrida)")
    report.set_defaults(writes_table=False)

    audit = _order(orders, "audit", "audit", "qué se recogió, y con cuánta seguridad", AUDIT)
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
    audit.add_argument("--n", type=_whole(1), default=100, metavar="N", help="unidades (100)")
    audit.add_argument("--coders", type=_whole(1, 26), default=2, metavar="N", help="personas (2)")
    audit.add_argument(
        "--inputs", metavar="CARPETA", default="", help="con verify: dónde buscar las entradas"
    )
    audit.add_argument("--seed", type=int, default=1, metavar="N", help="semilla del azar (1)")
    audit.set_defaults(writes_table=False, threads=None)

    measure = _order(orders, "eval", "evaluate", "medir contra respuestas conocidas", EVAL)
    measure.add_argument("suite", metavar="SERIE", help="nombre, archivo .toml o all")
    measure.add_argument("--record", metavar="CARPETA", help="anota el resultado ahí, por ejemplo "
                         "eval/results")  # fmt: skip
    measure.set_defaults(writes_table=False)
    _engine(measure)


def _order(
    orders: Orders,
    name: str,
    does: str,
    summary: str,
    description: str,
) -> argparse.ArgumentParser:
    parser = orders.add_parser(
        name, help=summary, description=description, epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.set_defaults(does=does, output=None, writes_table=True, writes_also=())
    return parser


def _texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("texts", metavar="TEXTOS", help="csv, xlsx, jsonl, parquet (también .gz), "
                        "json de comentarios, o conclusiones en md, txt o docx")  # fmt: skip
    _columns(parser)


def _columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id-column", metavar="COLUMNA", help="columna del identificador")
    parser.add_argument("--text-column", metavar="COLUMNA", action="append",
                        help="columna de texto; se puede repetir")  # fmt: skip
    parser.add_argument("--weight-column", metavar="COLUMNA", help="columna de firmas o apoyos")


def _output(parser: argparse.ArgumentParser, help: str, *, table: bool = True) -> None:
    parser.add_argument("-o", "--output", metavar="SALIDA", required=True, help=help)
    parser.set_defaults(writes_table=table)


def _style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--style", metavar="ESTILO", default="",
                        help="gramática de otro país: el nombre de una incluida (colombia, "
                        "dominicana, guatemala, puerto_rico, uruguay) o un archivo .toml que "
                        "extiende la de casa")  # fmt: skip


def _level(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--level", choices=("section", "article", "finest"), default=default,
                        help="unidad: apartado (o artículo sin apartados), artículo, o la más fina"
                        + (f" ({default})" if default else ""))  # fmt: skip


def _engine(parser: argparse.ArgumentParser, *, seed: int | None = 1) -> None:
    group = parser.add_argument_group("cálculo")
    add = group.add_argument
    add(
        "--encoder",
        metavar="MODELO",
        help="modelo de sentence-transformers por nombre o carpeta, o use; sin él, el incluido",
    )
    add(
        "--backend",
        choices=("f32", "bf16"),
        help="aritmética del modelo incluido: f32 (en todo procesador) o bf16 (más rápida, otros "
        "últimos dígitos; necesita AMX o AVX512-BF16)",
    )
    add("--seed", type=int, default=seed, metavar="N", help="semilla (1)")
    add(
        "--threads",
        type=int,
        default=0,
        metavar="N",
        help="hilos; no cambia los resultados (0: los que haya)",
    )
    add(
        "--batch-tokens",
        type=_whole(1),
        default=4096,
        metavar="N",
        help="tamaño de lote en tokens; no cambia los resultados (4096)",
    )
    add("--lang", choices=("es", "en"), help="idioma de los informes (es)")
    add("--quiet", action="store_true", help="sin barra de avance")


def _whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Type of an argument that is a whole number from `least` on, to `most` where there is one."""
    expected = f"de {least} en adelante" if most is None else f"de {least} a {most}"

    def read(text: str) -> int:
        number = int(text) if text.strip().lstrip("+-").isdecimal() else None
        if number is None or number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"se esperaba un entero {expected}, llegó {text}")
        return number

    return read


def _above_zero(text: str) -> float:
    number = float(text)
    if not 0.0 < number < 1000.0:
        raise argparse.ArgumentTypeError(f"se esperaba un número mayor que 0, llegó {text}")
    return number


def _share(text: str) -> float:
    number = float(text)
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"se esperaba un número de 0 a 1, llegó {text}")
    return number
