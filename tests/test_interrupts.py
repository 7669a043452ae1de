"""Ctrl-C, SIGTERM, a full disk behind standard output, a reader who has enough: one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tracer.cli import main
from tracer.console import telling_warnings
from tracer.errors import TracerWarning

STAYS = """
import sys, time
from tracer import commands, cli
def stay(args):
    {how}
commands.report = stay
sys.exit(cli.main())
"""
SLEEPS = """
    try:
        print("ready", flush=True)
        time.sleep(60)
    finally:
        print("tidying", flush=True)
        time.sleep(0.5)
        print("tidy", flush=True)
"""
FINALISER = """
    class Deaf:
        def __del__(self):
            print("ready", flush=True)
            time.sleep(60)
    Deaf()
    time.sleep(60)
"""


def started(how: str) -> subprocess.Popen[str]:
    """A command line whose ``report`` does as told, once it is doing it."""
    process = subprocess.Popen(
        [sys.executable, "-c", STAYS.format(how=how.strip()), "report", "r"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGINT, 130, "interrumpido"), (signal.SIGTERM, 143, "terminado")],
)
@pytest.mark.parametrize("how", [SLEEPS, FINALISER])
def test_who_is_asked_to_stop_says_one_sentence_and_no_traceback(number, code, word, how) -> None:
    process = started(how)
    process.send_signal(number)
    out, told = process.communicate(timeout=50)
    assert process.returncode == code
    assert told.startswith(f"tracer: {word}; al repetir") and told.count("\n") == 1
    assert ("tidy\n" in out) == (how == SLEEPS)


def test_pressing_twice_does_not_stop_the_tidying_up() -> None:
    process = started(SLEEPS)
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "tidying\n"
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=50)
    assert (process.returncode, out, told.count("\n")) == (130, "tidy\n", 1)


def test_a_command_run_from_python_leaves_the_signals_as_they_were(tmp_path, capsys) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.unraisablehook
    assert main(["report", str(tmp_path)]) == 2
    after = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.unraisablehook
    assert before == after


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text whose table is larger than what a pipe holds."""
    path = tmp_path_factory.mktemp("texto") / "ley.md"
    articles = [f"Artículo {n}. {'Nadie carecerá de agua. ' * 9}\n" for n in range(1, 600)]
    path.write_text("\n".join(articles), encoding="utf-8")
    return path


def test_a_reader_who_has_enough_ends_it_quietly(text: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tracer", "parse", str(text), "-o", "-"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline().startswith("citation,")
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=50) == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_disk_behind_standard_output_is_told(text: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "tracer", "parse", str(text), "-o", "-"]
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr.startswith("tracer: no se puede escribir la salida: no queda espacio")
    assert told.stderr.count("\n") == 1


def test_a_warning_of_tracer_is_a_line_that_is_said_once(capsys) -> None:
    with telling_warnings():
        for _ in range(2):
            warnings.warn("el disco se llena", TracerWarning, stacklevel=1)
    assert capsys.readouterr().err == "tracer: aviso: el disco se llena\n"
