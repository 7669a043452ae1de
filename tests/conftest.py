"""What several files of tests share: Debian's Chromium, driven by Playwright; a run to review."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session; each test opens its own context in it."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    # As root, which is what containers are, Chromium refuses to start with its sandbox.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def reviewable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run to review, with the process that it came from beside it; to be copied, not changed."""
    from review_sample import make_run

    return make_run(tmp_path_factory.mktemp("mesa"))


@pytest.fixture(scope="session")
def planned(reviewable: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a plan of an audit, of four contributions."""
    from tracer.cli import main

    run = Path(shutil.copytree(reviewable, tmp_path_factory.mktemp("plan") / "r"))
    assert main(["audit", str(run), "--plan", "--n", "4"]) == 0
    return run
