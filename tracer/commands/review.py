"""``tracer review``: the desk at which people judge links."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tracer.commands.engine import DONE
from tracer.console import deliver, warn


def review(args: argparse.Namespace) -> int:
    """``tracer review``: open the desk and serve it until it is stopped."""
    from tracer.encode.cache import default_cache_path
    from tracer.review.app import review_app
    from tracer.review.desk import open_desk
    from tracer.review.security import door_of, session_secret
    from tracer.review.serve import serve

    token = args.token or os.environ.get("TRACER_REVIEW_TOKEN", "")
    door = door_of(args.host, token=token, lead=args.lead)
    desk = open_desk(Path(args.run), lang=args.lang)
    app = review_app(desk, door=door, secret=session_secret(default_cache_path().parent))

    def ready(address: str) -> None:
        warn("Mesa de revisión: {address}", address=address)
        if door.lead:
            warn(
                "Clave de coordinación de {lead}: {lead_key}",
                lead=door.lead, lead_key=door.lead_key,
            )  # fmt: skip
        warn("Decisiones: {log}", log=str(desk.log))
        warn("Ctrl-C la cierra; lo decidido queda guardado.")
        deliver(DONE)

    serve(app, host=door.host, port=args.port, ready=ready)
    return DONE
