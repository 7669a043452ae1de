"""The command line: arguments, help, and the last word on errors."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracer import __version__
from tracer.errors import TracerError

if TYPE_CHECKING:
    Orders = argparse._SubParsersAction[argparse.ArgumentParser]

BAD_INPUT, INTERRUPTED = 2, 130

EXITS = (
    "Termina con 0 (hecho), 1 (hecho, pero nada encontrado o algo llama la atención), "
    "2 (entrada o uso incorrectos)."
)

PARSE = """Lee una constitución o un borrador y escribe una fila por disposición:
citation, level, heading, text, parent, page, start, end, status.
start y end cuentan caracteres (puntos de código) del texto extraído; page, páginas desde 1.
Con una salida .xml escribe, en vez de la tabla, un documento Akoma Ntoso 3.0.

  tracer parse constitucion.pdf -o disposiciones.csv
  tracer parse constitucion.pdf -o constitucion.xml
  tracer parse constitucion.pdf -o disposiciones.csv --references remisiones.csv
  tracer parse constitucion.docx --style uruguay -o disposiciones.csv
"""
MATCH = """Busca, para cada aportación ciudadana, las disposiciones que mejor la responden.
confidence (0 a 1) es la probabilidad calibrada de que la disposición la responda en lo esencial;
una fila con rank 0 y sin cita dice que nada la responde (ahí, confidence es la probabilidad de que
nada responda). Una confianza puede moverse un poco con las demás aportaciones del archivo, no con
su orden. Los cuatro desplazamientos de la evidencia
cuentan caracteres de la aportación y del texto extraído del documento (en una tabla, de su celda).

  tracer match peticiones.csv --against constitucion.pdf --top 5 -o enlaces.csv
"""
THEMES = """Agrupa las aportaciones que piden lo mismo y da nombre a cada grupo.
Escribe en la carpeta indicada themes.csv, members.csv (strength, 0 a 1), details.csv (cuentas sin
copias y estabilidad de cada tema), campaigns.csv (la misma carta en muchas manos), breakdown.csv
(temas por canal, alcaldía, colonia, género, edad y semana), rechazados.csv y memory.parquet.
Los temas se reúnen en unos cuantos amplios (parent_id); --broad dice cuántos y --resolution, cómo
de finos son los de abajo.
Con --since las aportaciones nuevas se suman a los temas de la entrega anterior, que no cambian de
clave ni de nombre; un tema nuevo sólo aparece cuando hay bastante que lo pida. Añade week.csv (qué
creció, qué es nuevo) y thresholds.csv (qué pasó de 5,000, 10,000 o 50,000 firmas). El archivo puede
traer sólo lo nuevo o todo de nuevo: cuenta el identificador.

Con --guide aplica las correcciones de un archivo TOML, en este orden: [[seed]] name, words;
[[split]] theme, [[split.into]] name, words; [[merge]] themes, name; [[move]] contribution, to;
[[together]] y [[apart]] contributions; [[rename]] theme, name. Un tema se nombra por su clave, por
un nombre dado ahí o por una aportación que esté en él, que vale aunque cambien los datos.

  tracer themes encuesta.csv --text-column respuesta -o temas/
  tracer themes encuesta.csv --text-column respuesta --guide temas.toml -o temas/
  tracer themes semana2.csv --text-column respuesta --since temas/ -o temas2/
"""
WAVES = """Agrupa dos levantamientos de las mismas preguntas y los compara tema por tema: waves.csv
dice qué parte de las aportaciones pide cada tema antes y después, la diferencia con su intervalo de
95 % y si es más (more), menos (less), igual (same) o son muy pocas para decirlo (too_small). Quien
tiene la misma clave en ambos archivos forma un panel, con su propia diferencia. Escribe también
themes.csv y members.csv, de los dos levantamientos juntos.

  tracer waves linea_base.csv linea_final.csv --text-column respuesta -o comparacion/
"""
ASSIGN = """Reparte las aportaciones entre los conceptos de una lista propia: una tabla con una
columna «concepto» y, si se quiere, «descripción» y «ejemplo» (un ejemplo por fila; un concepto
puede ocupar varias). Sin ejemplos se guía por nombres y descripciones; con unos pocos por concepto
acierta más. Escribe contribution_id, rank, concept, confidence; confidence (0 a 1) es la
probabilidad entre todos los conceptos de la lista.

  tracer assign encuesta.csv --concepts conceptos.csv -o reparto.csv
"""
ALIGN = """Compara dos versiones de un texto: qué fue de cada artículo (kept, conservado; reworded,
reformulado; strengthened, reforzado; weakened, debilitado; moved, movido; merged, fusionado; split,
dividido; dropped, suprimido; added, agregado). similarity va de 0 a 1.

  tracer align borrador.md final.md -o destinos.csv
"""
RUN = """Hace todo lo anterior con un proceso descrito en un archivo TOML y deja una carpeta con el
informe, el libro de Excel y las tablas. «muestra» es el proceso de ejemplo que viene con tracer.
Si se interrumpe, al repetir la orden no se codifica otra vez lo ya codificado.

  tracer run muestra -o resultado
"""
AUDIT = """Cuenta qué se recogió, con cuánta seguridad, y deja comprobarlo.

Con sólo la corrida escribe auditoria/tasas.csv: la parte de las aportaciones, peticiones, firmas y
artículos del borrador que el motor da por recogida, bajo una definición estricta (strict), una
media (middle) y una amplia (generous). --plan saca una muestra al azar por estratos y escribe un
libro de Excel por persona que codifica, sin decir qué opina el motor. --codes lee esos libros:
acuerdo entre codificadores, lo que falta resolver (adjudicar.xlsx; resuelto se guarda como
acuerdo.xlsx) y la tasa de todo con su intervalo, por la muestra sola y por la muestra con el motor
(prediction-powered), que vale aunque el motor se equivoque. --claims contrasta cifras publicadas
([[claim]] id, quantity, figure, source; véase eval/claims/cdmx.toml) y dice en qué no concuerdan
las fuentes. verify compara la corrida con su ficha.

  tracer audit corrida/
  tracer audit corrida/ --plan --n 100 --coders 2
  tracer audit corrida/ --codes
  tracer audit corrida/ --claims afirmaciones.toml
  tracer audit verify corrida/ --inputs datos/
"""
EVAL = """Mide contra respuestas conocidas e imprime la tabla, con intervalos del 95 %.
«all» mide todas las series: cdmx, chile, table1, initiatives, lineages, concepts, themes,
campaigns, muestra, sts.

  tracer eval muestra
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of ``tracer``.

    Returns
    -------
    int
        0 done; 1 done but nothing found or a check failed; 2 bad input or usage.
    """
    args = _parser().parse_args(argv)
    try:
        if getattr(args, "output", None) is not None and args.writes_table:
            from tracer.output import check_format

            check_format(args.output, args.writes_also)
        from tracer import commands

        code: int = getattr(commands, args.does)(args)
        return code
    except TracerError as error:
        sys.stderr.write(f"tracer: {error}\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        sys.stderr.write(
            "tracer: interrumpido; al repetir la orden se aprovecha lo ya codificado\n"
        )
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT
    except Exception as error:
        if os.environ.get("TRACER_DEBUG"):
            raise
        sys.stderr.write(
            f"tracer: error inesperado ({type(error).__name__}: {error}); repite la orden con "
            "TRACER_DEBUG=1 para ver dónde y avisa a quien mantiene tracer\n"
        )
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
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
    match.add_argument("--top", type=_positive, default=10, metavar="K",
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
    themes.add_argument("--broad", type=_count, metavar="N",
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
    assign.add_argument("--top", type=_positive, default=3, metavar="K",
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
    run.add_argument("--top", type=_positive, metavar="K", help="disposiciones por aportación")
    run.add_argument("--min-confidence", type=_share, metavar="P", help="confianza mínima, 0 a 1")
    _engine(run, seed=None)

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
    audit.add_argument(
        "--unit",
        choices=("contribution", "provision"),
        default="contribution",
        help="qué se codifica: aportaciones o artículos del borrador",
    )
    audit.add_argument("--n", type=_positive, default=100, metavar="N", help="unidades (100)")
    audit.add_argument("--coders", type=_coders, default=2, metavar="N", help="personas (2)")
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
        type=_positive,
        default=4096,
        metavar="N",
        help="tamaño de lote en tokens; no cambia los resultados (4096)",
    )
    add("--lang", choices=("es", "en"), help="idioma de los informes (es)")
    add("--quiet", action="store_true", help="sin barra de avance")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"se esperaba un entero de 1 en adelante, llegó {text}")
    return number


def _coders(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 26:
        raise argparse.ArgumentTypeError(f"se esperaba un entero de 1 a 26, llegó {text}")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"se esperaba un entero de 0 en adelante, llegó {text}")
    return number


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


if __name__ == "__main__":
    sys.exit(main())
