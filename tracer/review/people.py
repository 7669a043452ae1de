"""Who is asking: sessions, and the forms that are theirs."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracer.review.security import Door

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FAILURES = 20
WITHIN = 60.0
"""Wrong keys that one address may try in so many seconds; then it has to wait."""


class Refused(Exception):
    """Something that a page asked for and doesn't get; shown with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        """Key in the catalogue."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in."""

    name: str
    leads: bool
    """Whether they may see what everybody said, of the audit's sample too, and import."""
    settles: bool
    """Whether they may settle disputes; on the sample only who leads."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Who came in and who has left: a cookie that was kept doesn't bring anybody back."""

    door: Door
    closed: set[str] = field(default_factory=set)
    """Ids of sessions that ended; a server that was killed forgets them."""

    def open(self, request: Request, name: str) -> None:
        """Begin a session."""
        request.session.clear()
        own = secrets.token_urlsafe(12)
        request.session.update({"id": own, "coder": name})
        if self.door.is_lead(name):
            request.session["lead"] = self._proof(own)

    def close(self, request: Request) -> None:
        """End it for good."""
        if own := request.session.get("id"):
            self.closed.add(str(own))
        request.session.clear()

    def who(self, request: Request) -> tuple[str, bool]:
        """Give the name of who is asking, and whether they came in with the lead's key.

        Raises
        ------
        Refused
            If nobody has signed in; if the lead has with a key that isn't theirs any more.
        """
        own, name = str(request.session.get("id", "")), str(request.session.get("coder", ""))
        if not own or not name or own in self.closed:
            raise Refused(401, "desk_sign_in_first")
        if not self.door.is_lead(name):
            return name, False
        if not hmac.compare_digest(str(request.session.get("lead", "")), self._proof(own)):
            raise Refused(401, "desk_sign_in_first")
        return name, True

    def _proof(self, session: str) -> str:
        return hmac.new(self.door.lead_key.encode(), session.encode(), "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong keys that were tried lately, by address."""

    tried: dict[str, list[float]] = field(default_factory=dict)

    def count(self, address: str) -> None:
        """Note one more, and forget what is long past."""
        now = time.monotonic()
        for other in list(self.tried):
            self.tried[other] = [at for at in self.tried[other] if at > now - WITHIN]
            if not self.tried[other]:
                del self.tried[other]
        self.tried.setdefault(address, []).append(now)

    def too_many(self, address: str) -> bool:
        """Tell whether this address has to wait before it may try again."""
        since = time.monotonic() - WITHIN
        return sum(at > since for at in self.tried.get(address, ())) >= MOST_FAILURES


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
