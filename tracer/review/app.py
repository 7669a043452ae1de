"""The desk as a web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracer.errors import TracerError
from tracer.messages import catalogue
from tracer.review.coding import coding_routes
from tracer.review.desk import Desk
from tracer.review.exchange import exchange_routes
from tracer.review.lead import lead_routes
from tracer.review.memory import Memory
from tracer.review.people import Failures, Refused, Sessions
from tracer.review.queue import Leases, queues_of
from tracer.review.rendering import render
from tracer.review.search import search_index
from tracer.review.security import LOOPBACK, Door, cookie_of, guard, session_key
from tracer.review.signing import signing_routes
from tracer.review.state import Open
from tracer.review.themes import theme_routes

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

SESSION_SECONDS = 12 * 60 * 60


def review_app(desk: Desk, *, door: Door, secret: str) -> FastAPI:
    """Build the application.

    Parameters
    ----------
    desk : Desk
    door : Door
        Who may come in.
    secret : str
        What the sessions of all desks are signed with.
    """
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles
    from starlette.middleware.base import BaseHTTPMiddleware
    from starlette.middleware.sessions import SessionMiddleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    opened = Open(
        desk, door, queues_of(desk), search_index(desk.units), Leases(), Memory(desk),
        Sessions(door), Failures(),
    )  # fmt: skip
    app = FastAPI(title="tracer", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(
        SessionMiddleware,
        secret_key=session_key(secret, run=desk.folder, door=door),
        session_cookie=cookie_of(desk.folder),
        max_age=SESSION_SECONDS,
        same_site="strict",
    )
    # A page of another site that has its name point here must not speak with the desk.
    hosts = [*LOOPBACK, "[::1]"] if door.host in LOOPBACK else ["*"]
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    app.add_middleware(BaseHTTPMiddleware, dispatch=guard(desk.lang))  # around all others
    app.mount("/static", StaticFiles(packages=[("tracer.review", "static")]))
    for routes in (signing_routes, coding_routes, theme_routes, lead_routes, exchange_routes):
        app.include_router(routes(opened))
    _tell_errors(app, desk.lang)
    return app


def _tell_errors(app: FastAPI, lang: str) -> None:
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException
    from starlette.responses import HTMLResponse, RedirectResponse

    words = catalogue(lang)

    def page(status: int, message: str) -> Response:
        return HTMLResponse(render("error", lang=lang, message=message), status_code=status)

    @app.exception_handler(Refused)
    def refused(_: Request, error: Refused) -> Response:
        if error.status == 401:
            return RedirectResponse("/entrar", status_code=303)
        return page(error.status, words[error.message])

    @app.exception_handler(TracerError)
    def failed(_: Request, error: TracerError) -> Response:
        return page(400, str(error))

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> Response:
        return page(400, words["desk_malformed"])

    @app.exception_handler(HTTPException)
    def missing(_: Request, error: HTTPException) -> Response:
        return page(error.status_code, words["desk_not_found"])
