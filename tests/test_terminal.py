"""What a terminal shows: wide or narrow, with colours or without, in any encoding."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tracer.console import Watching, hushed_libraries, plain_streams, watching
from tracer.console.progress import rate_of

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")

LAW = "\n".join(f"Artículo {k}. La ciudad garantizará el agua número {k}.\n" for k in range(1, 9))
STAGES = """
from tracer.console import watching, say
import time
with watching(quiet=False) as watch:
    outer = watch.stage("enlaces", 4)
    inner = watch.stage("vectores", 3)
    for _ in range(3):
        inner(1); time.sleep(0.15)
    for _ in range(4):
        outer(1); time.sleep(0.15)
say("listo: → …")
"""


def _on_terminal(arguments: list[str], columns: int = 100, **settings: str) -> tuple[int, bytes]:
    """Run on a pseudo-terminal; give the status and everything that it was sent."""
    import fcntl
    import struct
    import termios

    # Not by pty.fork, which runs Python in the copy of a process that has many threads by now.
    stream, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    child = subprocess.Popen(
        [sys.executable, *arguments], stdin=terminal, stdout=terminal, stderr=terminal,
        env={**kept, "TERM": "xterm-256color", **settings}, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    sent = b""
    while True:
        try:
            piece = os.read(stream, 65536)
        except OSError:  # how a pseudo-terminal ends
            break
        if not piece:
            break
        sent += piece
    os.close(stream)
    return child.wait(), sent


def test_a_stage_shows_how_far_it_is_how_fast_and_how_long_yet() -> None:
    status, sent = _on_terminal(["-c", STAGES])
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent.decode())
    assert status == 0 and "listo: → …" in shown
    assert re.search(r"vectores .*\d/3 .*\d/s .*\d:\d\d", shown)
    assert re.search(r"enlaces .*\d/4 .*\d/s .*\d:\d\d", shown)


def test_what_a_terminal_can_not_do_is_not_asked_of_it() -> None:
    _, coloured = _on_terminal(["-c", STAGES])
    assert re.search(rb"\x1b\[[0-9;]*3\d", coloured)
    _, plain = _on_terminal(["-c", STAGES], NO_COLOR="1")
    assert not re.search(rb"\x1b\[[0-9;]*[34]\d[;m]", plain)
    _, dumb = _on_terminal(["-c", STAGES], TERM="dumb")
    assert b"\x1b" not in dumb and b"vectores" not in dumb


def test_a_narrow_terminal_of_another_encoding_shows_stages_on_one_line() -> None:
    status, sent = _on_terminal(["-c", STAGES], columns=60, PYTHONIOENCODING="cp1252")
    assert status == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent.decode("cp1252"))
    assert not [line for line in re.split(r"[\r\n]+", shown) if len(line) > 60]
    assert "enlaces" in shown


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_every_encoding_shows_help_and_summary_as_well_as_it_can(
    tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "ley.md").write_text(LAW, encoding="utf-8")
    command = [sys.executable, "-m", "tracer"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "60"}
    for arguments in (["--help"], ["parse", f"{tmp_path}/ley.md", "-o", f"{tmp_path}/x.csv"]):
        found = subprocess.run(
            [*command, *arguments], env=environment, capture_output=True, check=True
        )
        shown = (found.stdout + found.stderr).decode(encoding)
        assert "�" not in shown and "\\u" not in shown
        assert ("artículos" if encoding != "ascii" else "articulos") in shown
        arrow = "→" if encoding == "utf-8" else "->"
        assert arrow in shown or arguments[0] == "parse"


def test_help_fits_a_narrow_terminal() -> None:
    environment = {**os.environ, "COLUMNS": "60", "PYTHONIOENCODING": "utf-8"}
    found = subprocess.run(
        [sys.executable, "-m", "tracer", "audit", "--help"], env=environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(len(line) <= 60 for line in found.stdout.splitlines())


def test_a_summary_can_be_written_where_the_encoding_lacks_its_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    import io

    lacking = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    before, sys.stderr = sys.stderr, lacking
    try:
        with plain_streams():
            lacking.write("«ñandú» → 3 ≥ 2… х")
    finally:
        sys.stderr = before
    lacking.flush()
    assert lacking.buffer.getvalue() == b'"nandu" -> 3 >= 2... \\u0445'  # type: ignore[attr-defined]
    assert lacking.errors == "strict"


def test_libraries_are_silent_and_their_settings_are_given_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging
    import warnings

    monkeypatch.delenv("TRACER_DEBUG", raising=False)
    filters, handlers = list(warnings.filters), list(logging.getLogger().handlers)
    with hushed_libraries():
        warnings.warn("de la biblioteca", stacklevel=1)
        logging.getLogger("biblioteca").warning("de la biblioteca")
    assert list(warnings.filters) == filters and logging.getLogger().handlers == handlers
    assert not capsys.readouterr().err


def test_off_a_terminal_no_stage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(quiet=False) as watch:
        watch.stage("vectores", 10)(10)
    Watching(None).stage("temas")(1)
    assert capsys.readouterr() == ("", "")


def test_rates_are_told_with_as_many_digits_as_mean_something() -> None:
    assert [rate_of(speed) for speed in (None, 0.0, 0.44, 3.21, 1250.0)] == [
        "", "", "0.4/s", "3.2/s", "1,250/s",
    ]  # fmt: skip
