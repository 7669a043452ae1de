"""For who leads the review: progress, agreement while it grows, what is in dispute."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from tracer.decisions.apply import in_force
from tracer.records import Decision, Standing
from tracer.review.pages import agreement_on_links, progress_of
from tracer.review.rendering import render
from tracer.review.state import Open, Refused, coder_of, form_key

MOST = 200
"""Disputes, and last entries of the log, that are listed."""


def lead_routes(opened: Open) -> APIRouter:
    """The lead's page, and everybody's own log."""

    routes, desk = APIRouter(), opened.desk

    @routes.get("/acuerdo")
    def agreement(request: Request) -> Response:
        coder = coder_of(request)
        if not opened.leads(coder):
            raise Refused(403, "desk_lead_only")
        log = opened.log()
        page = render(
            "lead", lang=desk.lang, desk=desk, coder=coder, leads=True,
            progress=progress_of(desk, log.decisions),
            agreement=agreement_on_links(log.decisions),
            contested=_of_this_run(opened, opened.standings(log), "contested")[:MOST],
            suspect=_of_this_run(opened, opened.standings(log), "suspect")[:MOST],
            said=_said(log.decisions), key=form_key(request),
        )  # fmt: skip
        return HTMLResponse(page)

    @routes.get("/registro")
    def entries(request: Request) -> Response:
        coder = coder_of(request)
        own = [d for d in opened.log().decisions if d.coder == coder]
        page = render(
            "log", lang=desk.lang, desk=desk, coder=coder, leads=opened.leads(coder),
            entries=own[::-1][:MOST], total=len(own), key=form_key(request),
        )  # fmt: skip
        return HTMLResponse(page)

    return routes


def _of_this_run(opened: Open, standings: Sequence[Standing], wanted: str) -> list[Standing]:
    return [
        s
        for s in standings
        if s.standing == wanted
        and s.contribution_id in opened.desk.contributions
        and s.version == opened.desk.version
    ]


def _said(decisions: Sequence[Decision]) -> dict[tuple[str, str], list[Decision]]:
    found: dict[tuple[str, str], list[Decision]] = {}
    for decision in in_force(decisions):
        found.setdefault((decision.contribution_id, decision.citation), []).append(decision)
    return found
