"""For who leads the review: progress, agreement while it grows, what is in dispute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tracer.decisions.apply import Pair, in_force
from tracer.records import Decision, Standing
from tracer.review.agreement import Agreements
from tracer.review.memory import Known
from tracer.review.pages import logged, progress_of
from tracer.review.state import Open

MOST = 200
"""Disputes, and last entries of the log, that are listed."""


def lead_routes(opened: Open) -> APIRouter:
    """The lead's page, and everybody's own log."""

    routes, desk = APIRouter(), opened.desk
    agreements = Agreements()

    @routes.get("/acuerdo")
    def agreement(request: Request) -> Response:
        person = opened.lead(request)
        known = opened.memory.now()
        contested, suspect = (_of_this_run(opened, known, w) for w in ("contested", "suspect"))
        return opened.page(
            request, person, "lead", progress=progress_of(desk, known.log.decisions),
            agreement=agreements.of(known.log.decisions), entries=len(known.log.decisions),
            disputes={"contested": contested[:MOST], "suspect": suspect[:MOST]},
            numbers={"contested": len(contested), "suspect": len(suspect)},
            said=_said(known.of_pair, contested[:MOST] + suspect[:MOST]),
        )  # fmt: skip

    @routes.get("/registro")
    def entries(request: Request) -> Response:
        person = opened.person(request)
        own = [d for d in opened.memory.now().log.decisions if d.coder == person.name]
        shown = logged(desk, own[::-1][:MOST])
        return opened.page(request, person, "log", entries=shown, total=len(own))

    return routes


def _of_this_run(opened: Open, known: Known, wanted: str) -> list[Standing]:
    return [
        known.standings[pair]
        for pair in sorted(known.standings)
        if known.standings[pair].standing == wanted and opened.desk.has(*pair)
    ]


def _said(
    of_pair: Mapping[Pair, Sequence[Decision]], listed: Sequence[Standing]
) -> dict[tuple[str, str], Sequence[Decision]]:
    return {
        (s.contribution_id, s.citation): in_force(of_pair[s.contribution_id, s.version, s.citation])
        for s in listed
    }
