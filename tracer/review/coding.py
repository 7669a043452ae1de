"""Looking at links one after another, and saying what each is."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tracer.records import VERDICTS, Decision
from tracer.review.pages import pair_view
from tracer.review.queue import QUEUES
from tracer.review.rendering import render
from tracer.review.search import found_in
from tracer.review.state import (
    Open,
    Refused,
    check_form,
    coder_of,
    decide,
    form_key,
    last_of,
    now,
    undo,
)

LONGEST_NOTE = 4_000
KEYS = {"adopta": "1", "parcial": "2", "menciona": "3", "no": "4", "duda": "5"}
"""Verdict → key that gives it; another provision is looked for with ``o``."""


def coding_routes(opened: Open) -> APIRouter:
    """The pages on which links are judged."""

    routes, desk = APIRouter(), opened.desk

    def shown(request: Request, contribution: str, citation: str, queue: str) -> Response:
        coder = coder_of(request)
        if contribution not in desk.contributions or citation not in desk.units:
            raise Refused(404, "desk_unknown_pair")
        decisions = opened.log().decisions
        view = pair_view(desk, contribution, citation, coder=coder, decisions=decisions)
        mine = [d for d in view.said if d.coder == coder]
        page = render(
            "pair", lang=desk.lang, desk=desk, coder=coder, leads=opened.leads(coder), view=view,
            queue=queue, key=form_key(request), entry=secrets.token_hex(16),
            undo_entry=secrets.token_hex(16), keys=KEYS,
            mine=mine[-1] if mine else None, last=last_of(decisions, coder),
            hashes=(
                desk.side.contributions[contribution],
                desk.side.provisions[desk.version, citation],
            ),
        )  # fmt: skip
        return HTMLResponse(page)

    @routes.get("/revisar")
    def review(request: Request, cola: str = "all") -> Response:
        coder = coder_of(request)
        queue = cola if cola in QUEUES else "all"
        task = opened.next_task(coder, queue)
        if task is None:
            page = render(
                "done", lang=desk.lang, desk=desk, coder=coder, leads=opened.leads(coder),
                queue=queue, key=form_key(request),
            )  # fmt: skip
            return HTMLResponse(page)
        return shown(request, task.contribution_id, task.citation, queue)

    @routes.get("/par")
    def pair(request: Request, c: str, p: str, cola: str = "all") -> Response:
        return shown(request, c, p, cola if cola in QUEUES else "all")

    @routes.post("/decidir")
    def decided(
        request: Request,
        entry: Annotated[str, Form()],
        contribution: Annotated[str, Form()],
        citation: Annotated[str, Form()],
        contribution_hash: Annotated[str, Form()],
        provision_hash: Annotated[str, Form()],
        verdict: Annotated[str, Form()],
        other: Annotated[str, Form()] = "",
        note: Annotated[str, Form()] = "",
        queue: Annotated[str, Form()] = "all",
        settles: Annotated[str, Form()] = "",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        coder = coder_of(request)
        if not entry or len(note) > LONGEST_NOTE:
            raise Refused(400, "desk_malformed")
        if verdict not in VERDICTS:
            raise Refused(400, "desk_unknown_pair")
        decision = Decision(
            entry, now(), coder, contribution, desk.version, citation, verdict,
            other=other if verdict == "otro" else "", note=note.strip(),
            contribution_hash=contribution_hash, provision_hash=provision_hash,
            settles=bool(settles), confidence=desk.shipped(contribution, citation),
        )  # fmt: skip
        decide(opened, decision)
        if decision.other:
            onward = urlencode({"c": contribution, "p": decision.other, "cola": queue})
            return RedirectResponse(f"/par?{onward}", status_code=303)
        return RedirectResponse(f"/revisar?{urlencode({'cola': queue})}", status_code=303)

    @routes.post("/deshacer")
    def undone(
        request: Request,
        entry: Annotated[str, Form()],
        queue: Annotated[str, Form()] = "all",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        last = undo(opened, coder_of(request), entry_id=entry)
        if last is None:
            return RedirectResponse(f"/revisar?{urlencode({'cola': queue})}", status_code=303)
        back = urlencode({"c": last.contribution_id, "p": last.citation, "cola": queue})
        return RedirectResponse(f"/par?{back}", status_code=303)

    @routes.get("/buscar")
    def search(request: Request, q: str = "") -> Response:
        coder_of(request)
        found = found_in(opened.search, q)
        return JSONResponse(
            [{"citation": f.citation, "heading": f.heading, "words": f.words} for f in found]
        )

    @routes.get("/otro")
    def other(request: Request, c: str, p: str, q: str = "", cola: str = "all") -> Response:
        coder = coder_of(request)
        if c not in desk.contributions or p not in desk.units:
            raise Refused(404, "desk_unknown_pair")
        page = render(
            "other", lang=desk.lang, desk=desk, coder=coder, leads=opened.leads(coder),
            asked=desk.contributions[c], citation=p, typed=q, found=found_in(opened.search, q),
            queue=cola, key=form_key(request), entry=secrets.token_hex(16),
            hashes=(desk.side.contributions[c], desk.side.provisions[desk.version, p]),
        )  # fmt: skip
        return HTMLResponse(page)

    return routes
