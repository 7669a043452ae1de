"""What a shell proposes at the tab key."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tracer.cli import main

ASK = """
source <(printf '%s' "$SCRIPT")
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
_shtab_tracer tracer "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def script(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", "bash"]) == 0
    return capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("tracer r", {"run", "report", "review"}),
        ("tracer run --le", {"--level"}),
        ("tracer run --level ", {"section", "article", "finest"}),
        ("tracer run ", {"proceso.toml", "corrida"}),
        ("tracer report ", {"corrida"}),
        ("tracer themes datos.csv -o ", {"corrida"}),
        ("tracer match d", {"datos.csv"}),
        ("tracer match datos.csv --ag", {"--against"}),
        ("tracer match datos.csv --against l", {"ley.md"}),
        ("tracer parse ley.md --style ur", {"uruguay"}),
        ("tracer completion ", {"bash", "zsh", "fish"}),
    ],
)
def test_bash_proposes_what_fits(
    tmp_path: Path, script: str, typed: str, proposed: set[str]
) -> None:
    for name in ("proceso.toml", "datos.csv", "ley.md"):
        (tmp_path / name).touch()
    (tmp_path / "corrida").mkdir()
    found = subprocess.run(
        ["bash", "-c", ASK, "ask", *typed.split(" ")], env={"SCRIPT": script, "PATH": "/usr/bin"},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(found.stdout.split()) == proposed


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish on this machine")
@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("tracer r", {"run", "report", "review"}),
        ("tracer run --level ", {"section", "article", "finest"}),
        ("tracer match datos.csv --against l", {"ley.md"}),
    ],
)
def test_fish_proposes_what_fits(
    tmp_path: Path, typed: str, proposed: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["completion", "fish"])
    (tmp_path / "tracer.fish").write_text(capsys.readouterr().out, encoding="utf-8")
    (tmp_path / "ley.md").touch()
    asked = ["fish", "-c", f"source tracer.fish; complete -C '{typed}'"]
    found = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert {line.split("\t")[0] for line in found.stdout.splitlines()} == proposed


def test_every_shell_has_its_script(capsys: pytest.CaptureFixture[str]) -> None:
    for shell, mark in (("zsh", "#compdef tracer"), ("fish", "complete -c tracer"), ("bash", "-F")):
        main(["completion", shell])
        assert mark in capsys.readouterr().out


def test_completing_costs_nothing_where_it_is_not_asked_for() -> None:
    code = "import sys, tracer.commands; print('shtab' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
