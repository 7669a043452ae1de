"""Themes renamed, merged and split at the desk: the next run does it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from tracer.decisions import current_corrections
from tracer.records import UNDONE, Correction
from tracer.report.quotes import one_line
from tracer.review.entries import LONGEST_LABEL, LONGEST_PARTS, correct
from tracer.review.people import check_form
from tracer.review.rendering import unpacked
from tracer.review.state import Open, now


def theme_routes(opened: Open) -> APIRouter:
    """The page of the themes."""

    routes, desk = APIRouter(), opened.desk
    _take_corrections(routes, opened)

    @routes.get("/temas")
    def themes(request: Request) -> Response:
        person = opened.person(request)
        parents = {theme.parent_id for theme in desk.themes}
        leaves = [theme for theme in desk.themes if theme.id not in parents]
        return opened.page(
            request, person, "themes", themes=leaves, entry=secrets.token_hex(16),
            labels={theme.medoid_id: theme.label for theme in leaves},
            sayings={t.id: [desk.contributions[i].text for i in t.representatives] for t in leaves},
            corrections=current_corrections(opened.memory.now().log.corrections),
            longest_label=LONGEST_LABEL, longest_parts=LONGEST_PARTS,
        )  # fmt: skip

    return routes


def _take_corrections(routes: APIRouter, opened: Open) -> None:
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
        person = opened.person(request)
        values = {
            "rename": (one_line(name),),
            "merge": (unpacked(other), one_line(name)),
            "split": tuple(filter(None, (one_line(line) for line in parts.splitlines()))),
        }.get(kind, ())
        correction = Correction(
            entry, now(), person.name, kind, unpacked(theme), values,
            undoes=unpacked(undoes) if kind == UNDONE else "",
        )  # fmt: skip
        correct(opened, correction, person)
        return RedirectResponse("/temas", status_code=303)
