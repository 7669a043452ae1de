"""The desk asked directly, as a script of somebody else's would."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.review.app import review_app
from tracer.review.desk import open_desk
from tracer.review.security import Door

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

LOCAL = Door("127.0.0.1")
LED = Door("127.0.0.1", lead="eva", lead_key="llave")


def client(run: Path, door: Door = LOCAL, *, lang: str = "es") -> TestClient:
    from fastapi.testclient import TestClient

    app = review_app(open_desk(run, lang=lang), door=door, secret="s" * 32)
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def key_in(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found
    return found[1]


def enter(browser: TestClient, name: str, **more: str) -> int:
    """Sign in; gives the status."""
    key = key_in(browser.get("/entrar").text)
    return browser.post("/entrar", data={"name": name, "form": key, **more}).status_code


def form_of(browser: TestClient, address: str) -> dict[str, str]:
    """The hidden fields of a link's form."""
    page = browser.get(address).text
    own = page[page.index('id="decidir"') :].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', own))


def led(run: Path) -> tuple[TestClient, TestClient, TestClient]:
    """Two coders and who leads them, at one desk."""
    from fastapi.testclient import TestClient

    app = review_app(open_desk(run), door=LED, secret="s" * 32)
    ana, luz, eva = (
        TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) for _ in range(3)
    )
    assert enter(ana, "ana") == enter(luz, "luz") == 303
    assert enter(eva, "eva", lead_key="llave") == 303
    return ana, luz, eva
