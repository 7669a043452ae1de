"""Themes renamed, merged and split at the desk: the next run does it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracer.decisions import current_corrections
from tracer.records import UNDONE, Correction
from tracer.report.quotes import one_line
from tracer.review.rendering import render
from tracer.review.state import Open, check_form, coder_of, correct, form_key, now


def theme_routes(opened: Open) -> APIRouter:
    """The page of the themes."""

    routes, desk = APIRouter(), opened.desk

    @routes.get("/temas")
    def themes(request: Request) -> Response:
        coder = coder_of(request)
        parents = {theme.parent_id for theme in desk.themes}
        leaves = [theme for theme in desk.themes if theme.id not in parents]
        page = render(
            "themes", lang=desk.lang, desk=desk, coder=coder, leads=opened.leads(coder),
            themes=leaves, labels={theme.medoid_id: theme.label for theme in leaves},
            sayings={t.id: [desk.contributions[i].text for i in t.representatives] for t in leaves},
            corrections=current_corrections(opened.log().corrections), key=form_key(request),
            entry=secrets.token_hex(16),
        )  # fmt: skip
        return HTMLResponse(page)

    @routes.post("/temas")
    def corrected(
        request: Request,
        entry: Annotated[str, Form()],
        kind: Annotated[str, Form()],
        theme: Annotated[str, Form()] = "",
        name: Annotated[str, Form()] = "",
        other: Annotated[str, Form()] = "",
        parts: Annotated[str, Form()] = "",
        undoes: Annotated[str, Form()] = "",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        coder = coder_of(request)
        values = {
            "rename": (one_line(name),),
            "merge": (other, one_line(name)),
            "split": tuple(filter(None, (one_line(line) for line in parts.splitlines()))),
        }.get(kind, ())
        correct(
            opened,
            Correction(
                entry, now(), coder, kind, theme, values, undoes=undoes if kind == UNDONE else ""
            ),
        )
        return RedirectResponse("/temas", status_code=303)

    return routes
