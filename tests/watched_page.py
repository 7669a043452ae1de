"""A report in a browser, watched for whatever a report must not do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracer.report.page import report_page
from tracer.report.results import Results

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Watched:
    """A page, and whatever it did that a report must not do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.wrong: list[str] = []
        page.on("console", lambda message: self.wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: self._see(request.url))
        self.go("")

    def _see(self, url: str) -> None:
        if url.split("#")[0] != self.address:
            self.wrong.append(f"request: {url}")

    def go(self, route: str) -> None:
        self.page.goto("about:blank")
        self.wrong.clear()  # the blank page is a request too
        self.page.goto(self.address + route)
        self.page.wait_for_selector("#filtros:not([hidden])", state="attached")

    def rows(self) -> list[str]:
        return self.page.locator("#tabla-trazabilidad tbody tr").all_inner_texts()

    def ids(self) -> list[str]:
        return self.page.locator("#tabla-trazabilidad tbody td:first-child bdi").all_text_contents()

    def settle(self, asked: str) -> None:
        self.page.wait_for_function("asked => location.hash.includes(asked)", arg=asked)


def opened(browser: Browser, folder: Path, results: Results, *, width: int = 1280) -> Watched:
    path = folder / "reporte.html"
    path.write_text(report_page(results), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900})
    return Watched(context.new_page(), path.as_uri())
