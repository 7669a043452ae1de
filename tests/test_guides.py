"""Somebody on their first day follows each guide from top to bottom, in an empty folder."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from guide_pages import Step, agrees, steps_of, typed_of

import tracer

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
READMES = sorted(ROOT.glob("README*.md"))
TWINS = (
    ("index", "index"), ("redactora", "drafter"), ("auditora", "auditor"),
    ("investigadora", "researcher"), ("cluster", "cluster"), ("formatos", "formats"),
)  # fmt: skip
"""Names of the same page in Spanish and English."""
FOLLOWED = [page for page in (*PAGES, *READMES) if steps_of(page)]
DESK_OPENS = 120
"""Seconds after which a desk that hasn't opened won't."""


def test_there_is_a_guide_for_each_kind_of_user_in_both_languages() -> None:
    there = {str(path.relative_to(DOCS)) for path in PAGES}
    assert {f"es/{es}.md" for es, _ in TWINS} | {f"en/{en}.md" for _, en in TWINS} <= there


@pytest.mark.parametrize(("es", "en"), TWINS)
def test_both_languages_have_the_reader_do_the_same(es: str, en: str) -> None:
    told = [
        [_untranslated(step) for step in steps_of(page)]
        for page in (DOCS / "es" / f"{es}.md", DOCS / "en" / f"{en}.md")
    ]
    assert told[0] == told[1]


def _untranslated(step: Step) -> Step:
    """Give a step without what the screen says, which is in the reader's language."""
    shown = None if step.kind == "sh" else step.shown
    return replace(step, code=step.code.replace(" --lang en", ""), line=0, shown=shown)


@pytest.fixture(scope="module")
def keyboard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a shell in which ``tracer`` is the one under test."""
    bin = tmp_path_factory.mktemp("bin")
    for name, does in (
        ("tracer", f'"{sys.executable}" -m tracer'),
        ("python", sys.executable),
        ("dask", f'"{sys.executable}" -m dask'),
    ):
        (bin / name).write_text(f'#!/bin/sh\nexec {does} "$@"\n')
        (bin / name).chmod(0o755)
    package = Path(tracer.__file__).parent.parent
    path = os.pathsep.join([str(bin), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(package), "COLUMNS": "100"}


@pytest.mark.slow
@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_can_be_followed_to_its_end(
    page: Path,
    keyboard: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    if page in READMES:  # its reader is in the checkout
        shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    names: dict[str, object] = {"__name__": "__main__"}
    if page.stem == "cluster":
        pytest.importorskip("distributed", reason="pip install tracer[cluster]")
        request.addfinalizer(lambda: _ended(tmp_path))
    for step in steps_of(page):
        where = f"{page.relative_to(ROOT)}, line {step.line}"
        came = _done(step, names, keyboard, tmp_path, where)
        if step.shown is not None:
            assert agrees(step.shown, came), f"{where} shows\n{step.shown}\nbut this came:\n{came}"


def _ended(folder: Path) -> None:
    """End what a page that stopped half-way left running."""
    for note in folder.glob("*.pid"):  # each is removed by the process that wrote it
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(note.read_text()), signal.SIGTERM)


def _done(
    step: Step, names: dict[str, object], keyboard: dict[str, str], folder: Path, where: str
) -> str:
    """Do what a step says, and give what was printed."""
    if step.kind == "file":
        (folder / step.title).write_text(step.code, encoding="utf-8")
        return ""
    if step.kind in ("python", "by-hand"):
        printed = io.StringIO()
        own = names if step.kind == "python" else {}
        with contextlib.redirect_stdout(printed):
            exec(compile(step.code, where, "exec"), own)
        return printed.getvalue()
    typed = typed_of(step.code)
    if typed.startswith("tracer review"):
        return _visited(typed, keyboard, folder)
    ran = subprocess.run(
        ["bash", "-e", "-c", typed], cwd=folder, env=keyboard, text=True, stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    assert ran.returncode == step.exit, f"{where}: exit status {ran.returncode}\n{ran.stdout}"
    return ran.stdout


def _visited(typed: str, keyboard: dict[str, str], folder: Path) -> str:
    """Open the desk on a free port, look at its first page, and close it."""
    command = ["bash", "-c", f"exec {typed} --port 0"]
    said = folder / "said.txt"
    with said.open("w") as out:
        desk = subprocess.Popen(
            command, cwd=folder, env=keyboard, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        give_up = time.monotonic() + DESK_OPENS
        while not (address := re.search(r"http://\S+", said.read_text())):
            assert desk.poll() is None and time.monotonic() < give_up, said.read_text()
            time.sleep(0.2)
        with urlopen(address.group(), timeout=60) as page:
            assert page.status == 200
    finally:
        desk.terminate()
        desk.wait(30)
    return said.read_text()
