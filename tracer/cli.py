"""The command line: the entry point and the last word on errors."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from tracer.errors import TracerError
from tracer.interrupts import Terminated, interruptible, stop_listening

BAD_INPUT, INTERRUPTED, CLOSED, TERMINATED = 2, 130, 141, 143
"""From 128 on as a shell counts: 128 and the number of the signal."""
RESUME = "al repetir la orden se aprovecha lo ya codificado"


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
    try:
        with interruptible():
            try:
                code = _run(argv)
            except KeyboardInterrupt as stop:
                code = _stopped(stop)
    except TracerError as error:
        code = _end(BAD_INPUT, str(error))
    except BrokenPipeError:
        code = CLOSED
    except Exception as error:
        if os.environ.get("TRACER_DEBUG"):
            raise
        code = _end(BAD_INPUT, _unforeseen(error))
    _flush()
    if argv is None:
        stop_listening()
        gc.freeze()  # or the interpreter looks for cycles in everything once more before it goes
    return code


def _run(argv: Sequence[str] | None) -> int:
    from tracer.console import telling_warnings
    from tracer.orders import parser_of_all

    args = parser_of_all().parse_args(argv)
    with telling_warnings():
        if getattr(args, "output", None) is not None and args.writes_table:
            from tracer.output import check_format

            check_format(args.output, args.writes_also)
        from tracer import commands

        code: int = getattr(commands, args.does)(args)
        return code


def _stopped(stop: KeyboardInterrupt) -> int:
    if isinstance(stop, Terminated):
        return _end(TERMINATED, f"terminado; {RESUME}")
    return _end(INTERRUPTED, f"interrumpido; {RESUME}")


def _end(code: int, message: str) -> int:
    with suppress(OSError):
        sys.stderr.write(f"tracer: {message}\n")
    return code


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        from tracer.files import reason

        return f"no se puede leer o escribir {error.filename or 'un archivo'}: {reason(error)}"
    return (
        f"error inesperado ({type(error).__name__}: {error}); repite la orden con TRACER_DEBUG=1 "
        "para ver dónde y avisa a quien mantiene tracer"
    )


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
