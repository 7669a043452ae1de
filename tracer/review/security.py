"""Who may do what at the desk: the key of the door, sessions, forms that are its own."""

from __future__ import annotations

import hmac
import json
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
from tracer.messages import catalogue
from tracer.review.names import LONGEST_NAME, name_of, same_name
from tracer.review.rendering import render
from tracer.text import fingerprint

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_TOKEN = 16
"""Characters of a token for a desk that others can reach."""
MOST_BODY = 32 * 1024 * 1024
"""Bytes that an import may have."""
MOST_FORM = 256 * 1024
"""Bytes that any other form may send."""
IMPORT = "/intercambio"
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

    def called(self, name: str) -> str:
        """Give the lead's own name where `name` is but another way to write it."""
        return self.lead if self.is_lead(name) else name

    def is_lead(self, name: str) -> bool:
        """Tell whether this is the lead's name."""
        return bool(self.lead) and same_name(name, self.lead)

    def asks(self, name: str) -> bool:
        """Tell whether it takes more than a name to come in under this one."""
        return bool(self.token) or self.is_lead(name)

    def admits(self, name: str, *, token: str, key: str) -> bool:
        """Tell whether somebody of this name may come in with what they typed."""
        fits = hmac.compare_digest(token.encode(), self.token.encode()) or not self.token
        if self.is_lead(name):
            fits = fits and hmac.compare_digest(key.encode(), self.lead_key.encode())
        return fits


def door_of(host: str, *, token: str, lead: str) -> Door:
    """Decide what the desk asks at the door.

    Raises
    ------
    InputError
        If it can be reached from other machines and has no token, or a short one; if who leads has
        a name that nobody can come in under.
    """
    named = name_of(lead) if lead.strip() else ""
    if lead.strip() and not named:
        raise InputError(
            "--lead: «{lead}» no puede ser el nombre de quien coordina; hacen falta letras, "
            "{longest} como mucho, sin caracteres invisibles, y no puede ser «acuerdo» ni empezar "
            "con «codificacion_»",
            lead=lead[:LONGEST_NAME], longest=LONGEST_NAME,
        )  # fmt: skip
    if host not in LOOPBACK and len(token) < SHORTEST_TOKEN:
        raise InputError(
            "desde {host} puede entrar cualquiera de la red: hace falta --token con {shortest} "
            "caracteres o más (por ejemplo {example}), o TRACER_REVIEW_TOKEN; sin --host la mesa "
            "sólo se abre en este equipo",
            host=host, shortest=SHORTEST_TOKEN, example=secrets.token_urlsafe(18),
        )  # fmt: skip
    key = os.environ.get("TRACER_REVIEW_LEAD_KEY") or secrets.token_urlsafe(9)
    return Door(host, token, named, key if named else "")


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
        raise OutputError(
            "no se puede guardar {path}: {reason}", path=path, reason=reason(error)
        ) from error


def session_key(secret: str, *, run: Path, door: Door) -> str:
    """Give the key of one desk's sessions: of another run, or under other rules, they don't hold.

    The lead's key isn't part of it: where it is drawn anew at each start, only the lead has to sign
    in again.
    """
    rules = json.dumps([str(run.resolve()), door.token, door.lead])
    return hmac.new(secret.encode(), rules.encode(), "sha256").hexdigest()


def cookie_of(run: Path) -> str:
    """Name the cookie of a run's desk: browsers keep one jar for all ports of a machine."""
    return f"tracer_review_{fingerprint(str(run.resolve()))}"


Handler = Callable[["Request"], Awaitable["Response"]]


def guard(lang: str) -> Callable[[Request, Handler], Awaitable[Response]]:
    """Give what stands before every page.

    It refuses what comes from another site, doesn't say how long it is or is too long, before any
    of it is read; on every answer it puts the headers.
    """
    from starlette.responses import HTMLResponse

    words = catalogue(lang)

    async def guarded(request: Request, call_next: Handler) -> Response:
        refusal = _refusal(request)
        if refusal:
            told = render("error", lang=lang, message=words[refusal[1]])
            response: Response = HTMLResponse(told, status_code=refusal[0])
        else:
            response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return guarded


def _refusal(request: Request) -> tuple[int, str] | None:
    """Give the status and the message of a refusal."""
    if request.method in ("GET", "HEAD"):
        return None
    if request.method != "POST":
        return 405, "desk_malformed"
    if not _own(request):
        return 403, "desk_elsewhere"
    length = request.headers.get("content-length", "")
    if "transfer-encoding" in request.headers or not (length.isascii() and length.isdecimal()):
        return 411, "desk_malformed"
    most = MOST_BODY if request.url.path == IMPORT else MOST_FORM
    return (413, "desk_too_long") if int(length) > most else None


def _own(request: Request) -> bool:
    """Whether a form was sent by a page of the desk itself, as far as the browser tells."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return site in ("same-origin", "none") and origin in (None, here)
