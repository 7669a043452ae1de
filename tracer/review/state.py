"""What a page of the desk needs at hand: the run, the log as it is now, who is asking."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.decisions import Log, enter, read_log, standings_of
from tracer.records import UNDONE, VERDICTS, Correction, Decision, Standing
from tracer.review.desk import Desk
from tracer.review.queue import Leases, Queues, Situation, Task, open_tasks
from tracer.review.search import SearchIndex
from tracer.review.security import Door

if TYPE_CHECKING:
    from starlette.requests import Request


class Refused(Exception):
    """Something that a page asked for and doesn't get; shown with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        """Key in the catalogue."""


@dataclass(frozen=True, slots=True)
class Open:
    """An open desk."""

    desk: Desk
    door: Door
    queues: Queues
    search: SearchIndex
    leases: Leases

    def log(self) -> Log:
        """Read everything that was decided up to now."""
        return read_log(self.desk.log)

    def standings(self, log: Log) -> tuple[Standing, ...]:
        """Say what holds after it."""
        return standings_of(log.decisions, self.desk.side)

    def next_task(self, coder: str, queue: str) -> Task | None:
        """Give what this coder should look at next, and keep it for them."""
        log = self.log()
        situation = Situation.of(self.desk, log.decisions, self.standings(log))
        left = open_tasks(self.desk, self.queues, situation, coder=coder, queue=queue)
        return self.leases.take(left, coder=coder, version=self.desk.version)

    def leads(self, coder: str) -> bool:
        """Tell whether somebody may settle disputes and see what others decided."""
        return self.door.lead in ("", coder)


def now() -> str:
    """Give the time, ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def coder_of(request: Request) -> str:
    """Give who is asking.

    Raises
    ------
    Refused
        If nobody has signed in.
    """
    coder = request.session.get("coder", "")
    if not coder:
        raise Refused(401, "desk_sign_in_first")
    return str(coder)


def form_key(request: Request) -> str:
    """Give the key that forms of this session carry."""
    if "form" not in request.session:
        request.session["form"] = secrets.token_urlsafe(18)
    return str(request.session["form"])


def check_form(request: Request, key: str) -> None:
    """Refuse a form that isn't of this session.

    Raises
    ------
    Refused
        If it isn't.
    """
    own = str(request.session.get("form", ""))
    if not own or not hmac.compare_digest(own.encode(), key.encode()):
        raise Refused(403, "desk_old_form")


def decide(opened: Open, decision: Decision) -> None:
    """Enter a decision into the log.

    Raises
    ------
    Refused
        If it is of something that isn't there, or of words that aren't these.
    """
    desk = opened.desk
    known = decision.contribution_id in desk.contributions and decision.citation in desk.units
    if decision.verdict not in VERDICTS or not known or decision.version != desk.version:
        raise Refused(400, "desk_unknown_pair")
    if decision.verdict == "otro" and decision.other and decision.other not in desk.units:
        raise Refused(400, "desk_unknown_pair")
    if not desk.side.unchanged(decision):
        raise Refused(409, "desk_changed")
    if decision.settles and not opened.leads(decision.coder):
        raise Refused(403, "desk_lead_only")
    enter(desk.log, (decision,))


def last_of(decisions: Sequence[Decision], coder: str) -> Decision | None:
    """Give the last decision of a coder that wasn't taken back."""
    gone = {d.undoes for d in decisions if d.verdict == UNDONE}
    own = (d for d in reversed(decisions) if d.coder == coder)
    return next((d for d in own if d.verdict != UNDONE and d.id not in gone), None)


def undo(opened: Open, coder: str, *, entry_id: str) -> Decision | None:
    """Take back the last decision of a coder that still stands; nothing where there is none."""
    decisions = opened.log().decisions
    last = last_of(decisions, coder)
    if last is None or any(d.id == entry_id for d in decisions):
        return None
    entry = Decision(
        entry_id, now(), coder, last.contribution_id, last.version, last.citation, UNDONE,
        undoes=last.id,
    )  # fmt: skip
    enter(opened.desk.log, (entry,))
    return last


def correct(opened: Open, correction: Correction) -> None:
    """Enter a correction of the themes into the log.

    Raises
    ------
    Refused
        If it lacks what its kind needs.
    """
    medoids = {theme.medoid_id for theme in opened.desk.themes}
    values = [value for value in correction.values if value]
    needed = {"rename": 1, "merge": 1, "split": 2, UNDONE: 0}
    if correction.kind not in needed or len(values) < needed[correction.kind]:
        raise Refused(400, "desk_correction_incomplete")
    if correction.kind != UNDONE and correction.theme not in medoids:
        raise Refused(400, "desk_correction_incomplete")
    if correction.kind == "merge" and (values[0] not in medoids or values[0] == correction.theme):
        raise Refused(400, "desk_correction_incomplete")
    enter(opened.desk.log, (correction,))
