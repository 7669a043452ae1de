"""Decisions out as CSV, and back in."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from tracer.decisions import enter_exported, write_exported
from tracer.records import Correction, Decision
from tracer.review.people import Person, Refused, check_form
from tracer.review.security import IMPORT
from tracer.review.state import Open

CSV = "text/csv; charset=utf-8"


def exchange_routes(opened: Open) -> APIRouter:
    """Downloads and the form for uploads."""

    routes, desk = APIRouter(), opened.desk

    @routes.get(IMPORT)
    def ask(request: Request) -> Response:
        person = opened.person(request)
        return opened.page(request, person, "exchange", new=None, read=0)

    @routes.get("/decisiones.csv")
    def decisions(request: Request) -> Response:
        person = opened.person(request)
        kept = [
            seen
            for decision in opened.memory.now().log.decisions
            if (seen := _seen_by(opened, person, decision)) is not None
        ]
        return _file(write_exported(kept, Decision), "decisiones.csv")

    @routes.get("/correcciones.csv")
    def corrections(request: Request) -> Response:
        opened.person(request)
        entries = opened.memory.now().log.corrections
        return _file(write_exported(entries, Correction), "correcciones.csv")

    @routes.post(IMPORT)
    async def bring_in(request: Request) -> Response:
        person = opened.lead(request)  # before anything of what they send is read
        async with request.form(max_files=1, max_fields=4) as sent:
            file = sent.get("file")
            check_form(request, str(sent.get("form", "")))
            if not isinstance(file, UploadFile):
                raise Refused(400, "desk_malformed")
            raw, name = await file.read(), file.filename or "CSV"
        new, read = await run_in_threadpool(enter_exported, desk.log, raw, name=name)
        return opened.page(request, person, "exchange", new=new, read=read)

    return routes


def _seen_by(opened: Open, person: Person, decision: Decision) -> Decision | None:
    """Give an entry as this person may see it: of the sample their own, without the engine's view.

    A file must not tell what the pages don't.
    """
    if person.leads or decision.contribution_id not in opened.desk.sampled:
        return decision
    return replace(decision, confidence=None) if decision.coder == person.name else None


def _file(data: bytes, name: str) -> Response:
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=CSV, headers=kept)
