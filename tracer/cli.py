"""The command line: the entry point and the last word on errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tracer.errors import TracerError
from tracer.orders import parser_of_all

BAD_INPUT, INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of ``tracer``.

    Returns
    -------
    int
        0 done; 1 done but nothing found or a check failed; 2 bad input or usage.
    """
    args = parser_of_all().parse_args(argv)
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


if __name__ == "__main__":
    sys.exit(main())
