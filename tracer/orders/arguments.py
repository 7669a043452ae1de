"""What several commands ask for, and the types of their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracer.console.language import said
from tracer.help_texts import EXITS, KEYS
from tracer.orders.parser import Layout

LANGUAGES = ("es", "en")

if TYPE_CHECKING:
    from tracer.orders.parser import Parser

    Orders = argparse._SubParsersAction[Parser]


def order(
    orders: Orders,
    name: str,
    does: str,
    summary: str,
    description: str,
) -> argparse.ArgumentParser:
    parser = orders.add_parser(
        name, help=said(summary), description=description, epilog=_epilogue(name),
        formatter_class=Layout,
    )  # fmt: skip
    parser.set_defaults(
        command=name, does=does, output=None, writes_table=True, writes_also=(), threads=None
    )
    conversation(parser, default=argparse.SUPPRESS)
    return parser


def conversation(parser: argparse.ArgumentParser, *, default: object = None) -> None:
    """Add what every order takes, and what stands before the order as well as after it."""
    group = parser.add_argument_group("en la pantalla")
    group.add_argument("--lang", choices=LANGUAGES, default=default,
                       help="idioma de la pantalla y de los informes (es; el de la corrida). Sólo "
                       "el de la pantalla: variable TRACER_LANG")  # fmt: skip
    group.add_argument("--quiet", action="store_true", default=default,
                       help="sólo avisos y errores: sin avance ni resumen")  # fmt: skip
    group.add_argument("--json", action="store_true", default=default,
                       help="el resumen como un objeto JSON en la salida estándar, los errores "
                       "como otro en la de errores")  # fmt: skip


def _epilogue(name: str) -> str:
    if name not in KEYS:
        return said(EXITS)
    keys = said("Claves de --json: {keys}.", keys=said(KEYS[name]))
    return f"{said(EXITS)}\n\n{keys}"


def texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("texts", metavar="TEXTOS", help="csv, xlsx, jsonl, parquet (también .gz), "
                        "json de comentarios, o conclusiones en md, txt o docx")  # fmt: skip
    columns(parser)


def columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id-column", metavar="COLUMNA", help="columna del identificador")
    parser.add_argument("--text-column", metavar="COLUMNA", action="append",
                        help="columna de texto; se puede repetir")  # fmt: skip
    parser.add_argument("--weight-column", metavar="COLUMNA", help="columna de firmas o apoyos")
    redaction(parser)


def redaction(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("datos personales")
    group.add_argument("--redact", action="store_true",
                       help="cambia correos, teléfonos, perfiles, CURP, RFC, claves de elector, "
                       "RUT, DNI, cuentas, tarjetas y direcciones por su nombre entre corchetes, "
                       "antes de guardar nada")  # fmt: skip
    group.add_argument("--redact-names", action="store_true",
                       help="además, nombres de personas, con una cadena de spaCy para el español "
                       "(es_core_news_sm, o la de la variable TRACER_SPACY)")  # fmt: skip


def output(parser: argparse.ArgumentParser, help: str, *, table: bool = True) -> None:
    parser.add_argument("-o", "--output", metavar="SALIDA", required=True, help=help)
    parser.set_defaults(writes_table=table)


def style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--style", metavar="ESTILO", default="",
                        help="gramática de otro país: el nombre de una incluida (colombia, "
                        "dominicana, guatemala, puerto_rico, uruguay) o un archivo .toml que "
                        "extiende la de casa")  # fmt: skip


def level(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--level", choices=("section", "article", "finest"), default=default,
                        help="unidad: apartado (o artículo sin apartados), artículo, o la más fina"
                        + (f" ({default})" if default else ""))  # fmt: skip


def engine(parser: argparse.ArgumentParser, *, seed: int | None = 1) -> None:
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
    add("--seed", type=whole_number, default=seed, metavar="N", help="semilla (1)")
    add(
        "--threads",
        type=int,
        default=0,
        metavar="N",
        help="hilos, y procesos que comparan (hasta 4); no cambia los resultados (0: los que haya)",
    )
    add(
        "--batch-tokens",
        type=whole(1),
        default=4096,
        metavar="N",
        help="tamaño de lote en tokens; no cambia los resultados (4096)",
    )


def cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cluster", metavar="DIRECCIÓN", default="",
                        help="codifica, compara y agrupa en los equipos de un planificador de "
                        "Dask (tls://equipo:8786); no cambia los resultados")  # fmt: skip


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Type of an argument that is a whole number from `least` on, to `most` where there is one."""
    expected = "se esperaba un entero desde {least}, llegó {text}"
    if most is not None:
        expected = "se esperaba un entero de {least} a {most}, llegó {text}"

    def read(text: str) -> int:
        number = _integer(text)
        if number is None or number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(said(expected, least=least, most=most, text=text))
        return number

    return read


def whole_number(text: str) -> int:
    number = _integer(text)
    if number is None:
        raise _unexpected("se esperaba un entero, llegó {text}", text)
    return number


def above_zero(text: str) -> float:
    number = _number(text)
    if number is None or not 0.0 < number < 1000.0:
        raise _unexpected("se esperaba un número mayor que 0 y menor que 1000, llegó {text}", text)
    return number


def share(text: str) -> float:
    number = _number(text)
    if number is None or not 0.0 <= number <= 1.0:
        raise _unexpected("se esperaba un número de 0 a 1, por ejemplo 0.5, llegó {text}", text)
    return number


def _unexpected(expected: str, text: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(said(expected, text=text))


def _integer(text: str) -> int | None:
    return int(text) if text.strip().lstrip("+-").isdecimal() else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
