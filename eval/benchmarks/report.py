"""Seconds, bytes and memory of the files for people, and seconds until the page can be used::

    python eval/benchmarks/report.py RUN 30000 > figures.md

RUN is a finished run folder. Its contributions, with their links, themes and ways, are repeated
under new ids, or cut, until there are as many as asked for (default: as they are). The page is
opened three times in Chromium from its file, as from a USB stick; the slowest counts. Needs
playwright.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tracer.records import Link, Member, Trace
from tracer.report.page import report_page
from tracer.report.results import Results, Version
from tracer.report.write import write_report
from tracer.run_folder.read import read_results

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPENED = 3
SLOWER = 4
"""A phone of the lower half: Lighthouse slows a desktop processor by this much for one."""
SEARCH = """() => {
  const field = document.forms.filtros.elements.buscar;
  const status = document.getElementById("cuantas");
  const before = performance.now();
  field.value = "agua";
  return new Promise((done) => {
    new MutationObserver(() => requestAnimationFrame(() => done(performance.now() - before)))
      .observe(status, { childList: true });
    document.forms.filtros.requestSubmit();
  });
}"""


Row = TypeVar("Row", Link, Member, Trace)


def main() -> None:
    """Print a table in Markdown."""
    results = read_results(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        results = resized(results, int(sys.argv[2]))
    figures = {
        "contributions": f"{len(results.contributions):,}",
        "ways": f"{len(results.traces):,}",
        "links": f"{sum(len(version.links) for version in results.versions):,}",
    }
    with tempfile.TemporaryDirectory() as name:
        figures |= written(results, Path(name))
        figures |= opened(Path(name) / "reporte.html")
    print("| figure | value |\n|---|---|")
    for key, value in figures.items():
        print(f"| {key} | {value} |")


def resized(results: Results, size: int) -> Results:
    """Repeat contributions under new ids, or leave the last out, until there are `size`."""
    ids = [contribution.id for contribution in results.contributions]
    wanted = [(ids[at % len(ids)], at // len(ids)) for at in range(size)]
    rounds: dict[str, list[int]] = {}
    for old, turn in wanted:
        rounds.setdefault(old, []).append(turn)
    known = {contribution.id: contribution for contribution in results.contributions}
    return replace(
        results,
        contributions=tuple(
            replace(known[old], id=_again(old, turn)) for old, turn in wanted
        ),
        versions=tuple(_version(version, rounds) for version in results.versions),
        prior=_version(results.prior, rounds) if results.prior else None,
        members=_repeated(results.members, rounds),
        traces=_repeated(results.traces, rounds),
    )  # fmt: skip


def _again(old: str, turn: int) -> str:
    return f"{old}~{turn}" if turn else old


def _version(version: Version, rounds: dict[str, list[int]]) -> Version:
    return replace(version, links=_repeated(version.links, rounds))


def _repeated(rows: Sequence[Row], rounds: dict[str, list[int]]) -> tuple[Row, ...]:
    return tuple(
        replace(row, contribution_id=_again(row.contribution_id, turn))
        for row in rows
        for turn in rounds.get(row.contribution_id, ())
    )


def written(results: Results, folder: Path) -> dict[str, str]:
    """Write everything once, and the page once more for its own share of the time."""
    began = time.perf_counter()
    write_report(results, folder)
    whole = time.perf_counter() - began
    # In kilobytes on Linux; read before the page is made again.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    report_page(results)
    page = time.perf_counter() - began
    sizes = {
        f"{path.name}, MB": f"{path.stat().st_size / 1e6:.1f}" for path in sorted(folder.iterdir())
    }
    return {
        "all files for people, s": f"{whole:.1f}",
        "of which reporte.html, s": f"{page:.1f}",
        "memory of the process with the run in it, MB": f"{most:.0f}",
    } | sizes


def opened(path: Path) -> dict[str, str]:
    """Open the page in Chromium, as fast as it goes and slowed down."""
    from playwright.sync_api import sync_playwright

    found: dict[str, str] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--enable-precise-memory-info"],
        )
        for name, slower in (("", 1), (f", processor {SLOWER} times slower", SLOWER)):
            times = [_timed(browser, path, slower) for _ in range(OPENED)]
            found |= {f"{key}{name}": f"{max(run[key] for run in times):.2f}" for key in times[0]}
        browser.close()
    return found


def _timed(browser: Browser, path: Path, slower: int) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    page.wait_for_selector("#filtros:not([hidden])")
    found = _moments(page)
    found["first search, s"] = page.evaluate(SEARCH) / 1000
    found["script memory, MB"] = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    context.close()
    return found


def _moments(page: Page) -> dict[str, float]:
    loaded = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    return {
        "first words on the screen, s": page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        / 1000,
        "DOMContentLoaded, s": page.evaluate(loaded) / 1000,
        "filters and all rows at hand, s": page.evaluate(
            "performance.getEntriesByName('usable')[0].startTime"
        )
        / 1000,
    }


if __name__ == "__main__":
    main()
