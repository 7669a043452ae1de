"""The command line: the entry point and the last word on errors."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from tracer.console import (
    Voice,
    as_json,
    deliver,
    hushed_libraries,
    language_of,
    note,
    plain_streams,
    said,
    speaking,
    speaking_as,
)
from tracer.errors import TracerError, UsageError
from tracer.orders import parsed, parser_of_all

BAD_INPUT, INTERRUPTED = 2, 130
INTERRUPTION = "interrumpido; al repetir la orden se aprovecha lo ya codificado"
UNEXPECTED = (
    "error inesperado ({kind}: {error}); repite la orden con TRACER_DEBUG=1 para ver dónde y avisa "
    "a quien mantiene tracer"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of ``tracer``.

    Returns
    -------
    int
        0 done; 1 done but nothing found or a check failed; 2 bad input or usage; 130 interrupted.
    """
    given = sys.argv[1:] if argv is None else list(argv)
    with speaking(language_of(given, os.environ.get("TRACER_LANG", ""))), plain_streams():
        try:
            return _done(given)
        except TracerError as error:
            prefix = "" if isinstance(error, UsageError) else "tracer: "
            message = said(error.template, **error.figures)
            return _complain(given, type(error).__name__, message, prefix=prefix)
        except KeyboardInterrupt:
            _complain(given, "Interrupted", said(INTERRUPTION))
            return INTERRUPTED
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return BAD_INPUT
        except Exception as error:
            if os.environ.get("TRACER_DEBUG"):
                raise
            kind = type(error).__name__
            return _complain(given, kind, said(UNEXPECTED, kind=kind, error=error))


def _done(given: Sequence[str]) -> int:
    if given[:1] in (["help"], ["ayuda"]):
        given = [*given[1:2], "--help"]
    if not given:
        sys.stderr.write(parser_of_all().format_help())
        return BAD_INPUT
    args = parsed(given)
    voice = Voice(args.command, quiet=bool(args.quiet), json=bool(args.json))
    with speaking_as(voice), hushed_libraries():
        _check_output(args)
        from tracer import commands

        code: int = getattr(commands, args.does)(args)
        deliver(code)
    return code


def _check_output(args: argparse.Namespace) -> None:
    """Refuse before any work what can't be written in the end."""
    if args.output is None:
        return
    note(output=args.output)
    if args.json and args.output == "-":
        raise UsageError(
            "tracer {command}: --json y -o - escriben los dos en la salida estándar; da un archivo "
            "con -o",
            command=args.command,
        )
    if args.writes_table:
        from tracer.output import check_format

        check_format(args.output, args.writes_also)


def _complain(given: Sequence[str], kind: str, message: str, *, prefix: str = "tracer: ") -> int:
    """Say what went wrong, as text or, where JSON is asked for, as an object."""
    if "--json" in given:
        text = as_json({"error": {"kind": kind, "message": message}}, encoding=sys.stderr.encoding)
    else:
        text = prefix + message
    sys.stderr.write(text + "\n")
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
