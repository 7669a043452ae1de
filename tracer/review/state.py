"""What a page of the desk needs at hand: the run, what was decided, who may do what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.review.desk import Desk
from tracer.review.memory import Memory
from tracer.review.people import Failures, Person, Refused, Sessions, form_key
from tracer.review.queue import Leases, Queues, Task, open_tasks
from tracer.review.rendering import render
from tracer.review.search import SearchIndex
from tracer.review.security import Door

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Open:
    """An open desk."""

    desk: Desk
    door: Door
    queues: Queues
    search: SearchIndex
    leases: Leases
    memory: Memory
    sessions: Sessions
    failures: Failures

    @property
    def unled(self) -> bool:
        """Whether there is a sample to be coded blind, and nobody who may see all of it."""
        return bool(self.desk.sampled) and not self.door.lead

    def person(self, request: Request) -> Person:
        """Give who is asking.

        Raises
        ------
        Refused
            If nobody has signed in.
        """
        name, lead = self.sessions.who(request)
        free = not self.door.lead
        return Person(name, leads=lead or (free and not self.unled), settles=lead or free)

    def lead(self, request: Request) -> Person:
        """Give who is asking, if they lead the review.

        Raises
        ------
        Refused
            If they don't.
        """
        person = self.person(request)
        if not person.leads:
            raise Refused(403, "desk_no_lead" if self.unled else "desk_lead_only")
        return person

    def may_settle(self, person: Person, contribution_id: str) -> bool:
        """Tell whether somebody's word on a link may go before what the others said."""
        return person.leads or (person.settles and contribution_id not in self.desk.sampled)

    def next_task(self, person: Person, queue: str) -> Task | None:
        """Give what this coder should look at next, and keep it for them."""
        situation = self.memory.now().situation
        left = open_tasks(self.desk, self.queues, situation, person=person, queue=queue)
        return self.leases.take(left, coder=person.name, version=self.desk.version)

    def page(self, request: Request, person: Person, name: str, **shown: object) -> Response:
        """Give a page with the sections that this person may see around it."""
        from starlette.responses import HTMLResponse

        page = render(
            name, lang=self.desk.lang, desk=self.desk, coder=person.name, leads=person.leads,
            unled=self.unled, key=form_key(request), **shown,
        )  # fmt: skip
        return HTMLResponse(page)


def now() -> str:
    """Give the time, ISO 8601 in UTC, to the millisecond."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
