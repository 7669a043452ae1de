"""Who may do what at the desk: the key of the door, sessions, forms that are its own."""

from __future__ import annotations

import hmac
import os
import secrets
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.errors import InputError, OutputError
from tracer.files import reason

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_TOKEN = 16
"""Characters of a token for a desk that others can reach."""
MOST_BODY = 32 * 1024 * 1024
"""Bytes that a form may send."""
LONGEST_NAME = 60
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without any, browsers call the origin of forms null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """What it takes to come in."""

    host: str
    token: str = ""
    """Asked of everybody; empty on this machine alone."""
    lead: str = ""
    """Name of who leads the review; empty where nobody does."""
    lead_key: str = ""
    """Asked of whoever comes under that name."""

    def admits(self, name: str, *, token: str, key: str) -> bool:
        """Tell whether somebody of this name may come in with what they typed."""
        fits = hmac.compare_digest(token.encode(), self.token.encode()) or not self.token
        if self.lead and name == self.lead:
            fits = fits and hmac.compare_digest(key.encode(), self.lead_key.encode())
        return fits


def door_of(host: str, *, token: str, lead: str) -> Door:
    """Decide what the desk asks at the door.

    Raises
    ------
    InputError
        If it can be reached from other machines and has no token, or a short one.
    """
    if host not in LOOPBACK and len(token) < SHORTEST_TOKEN:
        raise InputError(
            f"desde {host} puede entrar cualquiera de la red: hace falta --token con "
            f"{SHORTEST_TOKEN} caracteres o más (por ejemplo {secrets.token_urlsafe(18)}), o "
            "TRACER_REVIEW_TOKEN; sin --host la mesa sólo se abre en este equipo"
        )
    key = os.environ.get("TRACER_REVIEW_LEAD_KEY") or secrets.token_urlsafe(9)
    return Door(host, token, lead.strip(), key if lead.strip() else "")


def session_secret(folder: Path) -> str:
    """Give the key that sessions are signed with; it outlives the server, and is the user's alone.

    Raises
    ------
    OutputError
        If it can't be kept.
    """
    path = folder / "review.key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.is_file():
            handle, made = tempfile.mkstemp(dir=folder)  # readable by the user alone
            with os.fdopen(handle, "w") as stream:
                stream.write(secrets.token_hex(32))
            with suppress(FileExistsError):  # another desk was opened at the same moment
                os.link(made, path)
            os.unlink(made)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise OutputError(f"no se puede guardar {path}: {reason(error)}") from error


async def guarded(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Refuse what comes from another site or is too long; put the headers on everything else."""
    from starlette.responses import PlainTextResponse

    length = request.headers.get("content-length", "0")
    if request.method not in ("GET", "HEAD", "POST"):
        response: Response = PlainTextResponse("405", status_code=405)
    elif request.method == "POST" and not _own(request):
        response = PlainTextResponse("403", status_code=403)
    elif request.method == "POST" and (not length.isdecimal() or int(length) > MOST_BODY):
        response = PlainTextResponse("413", status_code=413)
    else:
        response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _own(request: Request) -> bool:
    """Whether a form was sent by a page of the desk itself, as far as the browser tells."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return site in ("same-origin", "none") and origin in (None, here)
