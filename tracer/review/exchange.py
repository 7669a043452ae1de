"""Decisions out as CSV, and back in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from tracer.decisions import enter, read_exported, write_exported
from tracer.records import Correction, Decision
from tracer.review.rendering import render
from tracer.review.security import MOST_BODY
from tracer.review.state import Open, Refused, check_form, coder_of, form_key

CSV = "text/csv; charset=utf-8"


def exchange_routes(opened: Open) -> APIRouter:
    """Downloads and the form for uploads."""

    routes, desk = APIRouter(), opened.desk

    def exchanged(request: Request, *, new: int | None, read: int) -> Response:
        coder = coder_of(request)
        page = render(
            "exchange", lang=desk.lang, desk=desk, coder=coder, leads=opened.leads(coder),
            new=new, read=read, key=form_key(request),
        )  # fmt: skip
        return HTMLResponse(page)

    @routes.get("/intercambio")
    def ask(request: Request) -> Response:
        return exchanged(request, new=None, read=0)

    @routes.get("/decisiones.csv")
    def decisions(request: Request) -> Response:
        coder = coder_of(request)
        log = opened.log().decisions
        blind = set() if opened.leads(coder) else set(desk.sampled)
        # Of the audit's sample nobody sees what others said, not in a file either.
        kept = [d for d in log if d.coder == coder or d.contribution_id not in blind]
        return _file(write_exported(kept, Decision), "decisiones.csv")

    @routes.get("/correcciones.csv")
    def corrections(request: Request) -> Response:
        coder_of(request)
        return _file(write_exported(opened.log().corrections, Correction), "correcciones.csv")

    @routes.post("/intercambio")
    def bring_in(
        request: Request,
        file: Annotated[UploadFile, File()],
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        if not opened.leads(coder_of(request)):
            raise Refused(403, "desk_lead_only")
        entries = read_exported(file.file.read(MOST_BODY), name=file.filename or "CSV")
        return exchanged(request, new=enter(desk.log, entries), read=len(entries))

    def _file(data: bytes, name: str) -> Response:
        kept = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=CSV, headers=kept)

    return routes
