"""What several commands ask for, and the types of their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracer.help_texts import EXITS

if TYPE_CHECKING:
    Orders = argparse._SubParsersAction[argparse.ArgumentParser]


def order(
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


def texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("texts", metavar="TEXTOS", help="csv, xlsx, jsonl, parquet (también .gz), "
                        "json de comentarios, o conclusiones en md, txt o docx")  # fmt: skip
    columns(parser)


def columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id-column", metavar="COLUMNA", help="columna del identificador")
    parser.add_argument("--text-column", metavar="COLUMNA", action="append",
                        help="columna de texto; se puede repetir")  # fmt: skip
    parser.add_argument("--weight-column", metavar="COLUMNA", help="columna de firmas o apoyos")


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
        type=whole(1),
        default=4096,
        metavar="N",
        help="tamaño de lote en tokens; no cambia los resultados (4096)",
    )
    add("--lang", choices=("es", "en"), help="idioma de los informes (es)")
    add("--quiet", action="store_true", help="sin barra de avance")


def cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cluster", metavar="DIRECCIÓN", default="",
                        help="codifica, compara y agrupa en los equipos de un planificador de "
                        "Dask (tls://equipo:8786); no cambia los resultados")  # fmt: skip


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Type of an argument that is a whole number from `least` on, to `most` where there is one."""
    expected = f"de {least} en adelante" if most is None else f"de {least} a {most}"

    def read(text: str) -> int:
        number = int(text) if text.strip().lstrip("+-").isdecimal() else None
        if number is None or number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"se esperaba un entero {expected}, llegó {text}")
        return number

    return read


def above_zero(text: str) -> float:
    number = float(text)
    if not 0.0 < number < 1000.0:
        raise argparse.ArgumentTypeError(f"se esperaba un número mayor que 0, llegó {text}")
    return number


def share(text: str) -> float:
    number = float(text)
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"se esperaba un número de 0 a 1, llegó {text}")
    return number
