"""Looking at links one after another, and saying what each is."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from tracer.records import Decision
from tracer.review.entries import decide, last_of, undo
from tracer.review.pages import pair_view
from tracer.review.people import Refused, check_form
from tracer.review.queue import QUEUES
from tracer.review.rendering import packed, unpacked
from tracer.review.search import found_in
from tracer.review.state import Open, now

KEYS = {"adopta": "1", "parcial": "2", "menciona": "3", "no": "4", "duda": "5"}
"""Verdict → key that gives it; another provision is looked for with ``o``."""


def coding_routes(opened: Open) -> APIRouter:
    """The pages on which links are judged."""

    routes = APIRouter()
    _show_links(routes, opened)
    _take_decisions(routes, opened)
    _take_back(routes, opened)
    _find_others(routes, opened)
    return routes


def _show_links(routes: APIRouter, opened: Open) -> None:
    desk = opened.desk

    def shown(request: Request, contribution: str, citation: str, queue: str) -> Response:
        person = opened.person(request)
        hashes = _hashes(opened, contribution, citation)
        known = opened.memory.now()
        said = known.of_pair.get((contribution, desk.version, citation), ())
        settles = queue == "contested" and opened.may_settle(person, contribution)
        view = pair_view(
            desk, contribution, citation, coder=person.name, decisions=said, settles=settles
        )
        mine = [d for d in view.said if d.coder == person.name]
        return opened.page(
            request, person, "pair", view=view, queue=queue, entry=secrets.token_hex(16),
            undo_entry=secrets.token_hex(16), keys=KEYS, mine=mine[-1] if mine else None,
            last=last_of(desk, known.log.decisions, person.name), hashes=hashes,
            may_settle=settles,
        )  # fmt: skip

    @routes.get("/revisar")
    def review(request: Request, cola: str = "all") -> Response:
        person, queue = opened.person(request), _queue(cola)
        task = opened.next_task(person, queue)
        if task is None:
            return opened.page(request, person, "done", queue=queue)
        return shown(request, task.contribution_id, task.citation, queue)

    @routes.get("/par")
    def pair(request: Request, c: str, p: str, cola: str = "all") -> Response:
        return shown(request, c, p, _queue(cola))


def _take_decisions(routes: APIRouter, opened: Open) -> None:
    desk = opened.desk

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
        blind: Annotated[str, Form()] = "",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        person = opened.person(request)
        key, cited = unpacked(contribution), unpacked(citation)
        decision = Decision(
            entry, now(), person.name, key, desk.version, cited, verdict,
            other=unpacked(other) if verdict == "otro" else "", note=note.strip(),
            contribution_hash=contribution_hash, provision_hash=provision_hash,
            settles=bool(settles), confidence=desk.shipped(key, cited),
            # Neither a page from before the sample was drawn was blind, nor who settles is.
            blind=bool(blind) and key in desk.sampled and not settles,
        )  # fmt: skip
        decide(opened, decision, person)
        return _onward(queue, (key, decision.other) if decision.other else None)


def _take_back(routes: APIRouter, opened: Open) -> None:
    @routes.post("/deshacer")
    def undone(
        request: Request,
        entry: Annotated[str, Form()],
        queue: Annotated[str, Form()] = "all",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        last = undo(opened, opened.person(request).name, entry_id=entry)
        return _onward(queue, (last.contribution_id, last.citation) if last else None)


def _find_others(routes: APIRouter, opened: Open) -> None:

    @routes.get("/buscar")
    def search(request: Request, q: str = "") -> Response:
        opened.person(request)
        return JSONResponse(
            [
                {
                    "value": packed(found.citation),
                    "citation": found.citation,
                    "heading": found.heading,
                    "words": found.words,
                }
                for found in found_in(opened.search, q)
            ]
        )

    @routes.get("/otro")
    def other(request: Request, c: str, p: str, q: str = "", cola: str = "all") -> Response:
        return _choice(opened, request, c, p, typed=q, queue=_queue(cola))

    @routes.post("/otro")
    def going_on(
        request: Request,
        contribution: Annotated[str, Form()],
        citation: Annotated[str, Form()],
        q: Annotated[str, Form()] = "",
        note: Annotated[str, Form()] = "",
        queue: Annotated[str, Form()] = "all",
        settles: Annotated[str, Form()] = "",
        blind: Annotated[str, Form()] = "",
        form: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(request, form)
        key, cited = unpacked(contribution), unpacked(citation)
        return _choice(
            opened, request, key, cited, typed=q, queue=_queue(queue), note=note, settles=settles,
            blind=blind,
        )  # fmt: skip


def _choice(
    opened: Open,
    request: Request,
    key: str,
    citation: str,
    *,
    typed: str,
    queue: str,
    note: str = "",
    settles: str = "",
    blind: str = "",
) -> Response:
    """Give the page on which another provision is chosen; it carries on what was begun."""
    person, desk = opened.person(request), opened.desk
    hashes = _hashes(opened, key, citation)
    return opened.page(
        request, person, "other", asked=desk.contributions[key], citation=citation,
        typed=typed, found=found_in(opened.search, typed), queue=queue, note=note,
        settles=settles, blind=blind, entry=secrets.token_hex(16), hashes=hashes,
    )  # fmt: skip


def _hashes(opened: Open, contribution: str, citation: str) -> tuple[str, str]:
    """Fingerprint both sides of a link, which the desk must have."""
    desk = opened.desk
    if contribution not in desk.contributions or citation not in desk.units:
        raise Refused(404, "desk_unknown_pair")
    return desk.side.contributions[contribution], desk.side.provisions[desk.version, citation]


def _queue(asked: str) -> str:
    return asked if asked in QUEUES else "all"


def _onward(queue: str, pair: tuple[str, str] | None) -> Response:
    if pair is None:
        return RedirectResponse(f"/revisar?{urlencode({'cola': queue})}", status_code=303)
    asked = urlencode({"c": pair[0], "p": pair[1], "cola": queue})
    return RedirectResponse(f"/par?{asked}", status_code=303)
