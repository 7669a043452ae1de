"""The command line: the entry point and the last word on errors."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

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
    telling_warnings,
)
from tracer.errors import Phrase, TracerError, UsageError
from tracer.interrupts import Terminated, interruptible, stop_listening
from tracer.orders import parsed, parser_of_all

BAD_INPUT, INTERRUPTED, CLOSED, TERMINATED = 2, 130, 141, 143
"""From 128 on as a shell counts: 128 and the number of the signal."""
UNEXPECTED = (
    "error inesperado ({kind}: {error}); repite la orden con TRACER_DEBUG=1 para ver dónde y avisa "
    "a quien mantiene tracer"
)
REFUSED = "no se puede leer o escribir {path}: {reason}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of ``tracer``.

    Returns
    -------
    int
        0 done; 1 done but nothing found or a check failed; 2 bad input or usage; 130 interrupted;
        141 nobody reads its output any more; 143 terminated.
    """
    if sys.stderr is None:  # closed by who called, or a program without a window
        sys.stderr = io.StringIO()
    given = sys.argv[1:] if argv is None else list(argv)
    with speaking(language_of(given, os.environ.get("TRACER_LANG", ""))), plain_streams():
        try:
            code = _ended(given)
        finally:
            _flush()
    if argv is None:
        stop_listening()
        gc.freeze()  # or the interpreter looks for cycles in everything once more before it goes
    return code


def _ended(given: Sequence[str]) -> int:
    """Run a command, and say why where it doesn't get to its end."""
    try:
        with interruptible():
            try:
                return _done(given)
            except KeyboardInterrupt as stop:
                return _stopped(given, stop)
    except TracerError as error:
        prefix = "" if isinstance(error, UsageError) else "tracer: "
        message = said(error.template, **error.figures)
        return _complain(given, type(error).__name__, message, prefix=prefix)
    except BrokenPipeError:
        return CLOSED
    except Exception as error:
        if os.environ.get("TRACER_DEBUG"):
            raise
        return _complain(given, type(error).__name__, _unforeseen(error))


def _done(given: Sequence[str]) -> int:
    if given[:1] in (["help"], ["ayuda"]):
        given = [*given[1:2], "--help"]
    if not given:
        sys.stderr.write(parser_of_all().format_help())
        return BAD_INPUT
    args = parsed(given)
    voice = Voice(args.command, quiet=bool(args.quiet), json=bool(args.json))
    with speaking_as(voice), hushed_libraries(), telling_warnings():
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


def _stopped(given: Sequence[str], stop: KeyboardInterrupt) -> int:
    if isinstance(stop, Terminated):
        message = said("terminado; al repetir la orden se aprovecha lo ya codificado")
        return _complain(given, "Terminated", message, code=TERMINATED)
    message = said("interrumpido; al repetir la orden se aprovecha lo ya codificado")
    return _complain(given, "Interrupted", message, code=INTERRUPTED)


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        from tracer.files import reason

        path = error.filename or Phrase("un archivo")
        return said(REFUSED, path=path, reason=reason(error))
    return said(UNEXPECTED, kind=type(error).__name__, error=error)


def _complain(
    given: Sequence[str],
    kind: str,
    message: str,
    *,
    prefix: str = "tracer: ",
    code: int = BAD_INPUT,
) -> int:
    """Say what went wrong, as text or, where JSON is asked for, as an object."""
    if "--json" in given:
        text = as_json({"error": {"kind": kind, "message": message}}, encoding=sys.stderr.encoding)
    else:
        text = prefix + message
    with suppress(OSError):
        sys.stderr.write(text + "\n")
    return code


def _flush() -> None:
    """Have what is left go out now, or nowhere: at its end Python would complain a second time."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
