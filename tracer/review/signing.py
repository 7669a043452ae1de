"""Coming in and going out."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracer.review.names import name_of
from tracer.review.pages import progress_of
from tracer.review.people import Refused, check_form, form_key
from tracer.review.queue import left_in
from tracer.review.rendering import render
from tracer.review.state import Open

SLOW = 1.0
"""Seconds that a wrong key takes: guessing is no way in."""


def signing_routes(opened: Open) -> APIRouter:
    """The door, and the page that everybody begins at."""

    routes = APIRouter()
    _let_in(routes, opened)

    @routes.post("/salir")
    def leave(request: Request, form: Annotated[str, Form()] = "") -> Response:
        check_form(request, form)
        opened.sessions.close(request)
        return RedirectResponse("/entrar", status_code=303)

    @routes.get("/")
    def home(request: Request) -> Response:
        person = opened.person(request)
        known = opened.memory.now()
        left = left_in(opened.desk, opened.queues, known.situation, person=person)
        progress = progress_of(opened.desk, known.log.decisions)
        return opened.page(request, person, "home", left=left, progress=progress)

    return routes


def _let_in(routes: APIRouter, opened: Open) -> None:
    lang = opened.desk.lang

    def asked(request: Request, *, wrong: bool) -> Response:
        shown = render(
            "signin", lang=lang, desk=opened.desk, door=opened.door, key=form_key(request),
            wrong=wrong, coder="",
        )  # fmt: skip
        return HTMLResponse(shown, status_code=403 if wrong else 200)

    @routes.get("/entrar")
    def ask(request: Request) -> Response:
        return asked(request, wrong=False)

    # Whoever waits here must not keep a thread that others need.
    @routes.post("/entrar")
    async def enter(
        request: Request,
        name: Annotated[str, Form()] = "",
        token: Annotated[str, Form()] = "",
        lead_key: Annotated[str, Form()] = "",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        coder = opened.door.called(name_of(name))
        if not coder:
            raise Refused(400, "desk_name_needed")
        address = request.client.host if request.client else ""
        if opened.door.asks(coder) and opened.failures.too_many(address):
            raise Refused(429, "desk_wait")
        if not opened.door.admits(coder, token=token, key=lead_key):
            opened.failures.count(address)
            await asyncio.sleep(SLOW)
            return asked(request, wrong=True)
        opened.sessions.open(request, coder)
        return RedirectResponse("/", status_code=303)
