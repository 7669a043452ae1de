"""Coming in and going out."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracer.report.quotes import one_line
from tracer.review.pages import progress_of
from tracer.review.queue import Situation, left_in
from tracer.review.rendering import render
from tracer.review.security import LONGEST_NAME
from tracer.review.state import Open, Refused, check_form, coder_of, form_key

SLOW = 1.0
"""Seconds that a wrong key takes: guessing is no way in."""


def signing_routes(opened: Open) -> APIRouter:
    """The door, and the page that everybody begins at."""

    routes, lang = APIRouter(), opened.desk.lang

    @routes.get("/entrar")
    def ask(request: Request) -> Response:
        shown = render(
            "signin", lang=lang, desk=opened.desk, door=opened.door, key=form_key(request),
            wrong=False, coder="",
        )  # fmt: skip
        return HTMLResponse(shown)

    @routes.post("/entrar")
    def enter(
        request: Request,
        name: Annotated[str, Form()] = "",
        token: Annotated[str, Form()] = "",
        lead_key: Annotated[str, Form()] = "",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        coder = one_line(name)
        if not coder or len(coder) > LONGEST_NAME:
            raise Refused(400, "desk_name_needed")
        if not opened.door.admits(coder, token=token, key=lead_key):
            time.sleep(SLOW)
            shown = render(
                "signin", lang=lang, desk=opened.desk, door=opened.door, key=form_key(request),
                wrong=True, coder="",
            )  # fmt: skip
            return HTMLResponse(shown, status_code=403)
        request.session.clear()
        request.session["coder"] = coder
        return RedirectResponse("/", status_code=303)

    @routes.post("/salir")
    def leave(request: Request, form: Annotated[str, Form()] = "") -> Response:
        check_form(request, form)
        request.session.clear()
        return RedirectResponse("/entrar", status_code=303)

    @routes.get("/")
    def home(request: Request) -> Response:
        coder = coder_of(request)
        log = opened.log()
        situation = Situation.of(opened.desk, log.decisions, opened.standings(log))
        left = left_in(opened.desk, opened.queues, situation, coder=coder)
        shown = render(
            "home", lang=lang, desk=opened.desk, coder=coder, leads=opened.leads(coder),
            left=left, progress=progress_of(opened.desk, log.decisions), key=form_key(request),
        )  # fmt: skip
        return HTMLResponse(shown)

    return routes
