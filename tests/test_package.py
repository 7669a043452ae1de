"""The wheel: what it carries, that it installs and runs on its own, and that it is typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import tracer

ROOT = Path(__file__).parent.parent
CONSUMER = """
from typing import assert_type

import tracer
from tracer import ThemeClusterer, find_themes, read_contributions, run_process, to_arrow
from tracer.records import Contribution, Member, Theme

read = read_contributions("peticiones.csv")
assert_type(read.contributions, tuple[Contribution, ...])
assert_type(run_process("muestra", "corrida").themes, tuple[Theme, ...])
"""
"""What somebody may write who checks their own code strictly."""
PATHS = ("PYTHONPATH", "MYPYPATH")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    pytest.importorskip("hatchling", reason="building the wheel needs hatchling")
    into = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation",
        "--no-index", "-w", str(into), str(ROOT),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return next(into.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it and nothing else."""
    venv = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps"]
    subprocess.run([*command, "--no-index", str(wheel)], check=True, capture_output=True)
    return venv


def tracked(folder: str) -> set[str]:
    """Files below a folder of the checkout, without what Python and editors leave there."""
    paths = (p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {str(path.relative_to(ROOT)) for path in paths}


@pytest.mark.slow
def test_the_wheel_carries_code_templates_catalogues_models_and_samples(wheel: Path) -> None:
    carried = {n for n in zipfile.ZipFile(wheel).namelist() if not n.endswith("/")}
    data = {f"tracer/_data/{name}" for name in tracked("models") | tracked("corpora")}
    own = {name for name in carried if ".dist-info/" not in name}
    assert own == tracked("tracer") | data
    assert {"tracer/py.typed", "tracer/_data/models/e5-small-es/LICENSE"} <= own


@pytest.mark.slow
def test_the_wheel_carries_every_licence_and_notice(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = [n for n in opened.namelist() if "/licenses/" in n]
        held = {n.split("/licenses/")[1]: opened.read(n).decode() for n in names}
    assert set(held) == {"LICENSE", "NOTICE", "models/e5-small-es/LICENSE"}
    assert "Microsoft" in held["models/e5-small-es/LICENSE"]
    for shipped in sorted(path.name for path in (ROOT / "models").iterdir() if path.is_dir()):
        assert f"models/{shipped}" in held["NOTICE"]
    assert "corpora/muestra" in held["NOTICE"]


@pytest.mark.slow
def test_the_wheel_s_metadata_are_complete(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        name = next(n for n in opened.namelist() if n.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(opened.read(name).decode())
    assert told["Version"] == tracer.__version__
    assert told["License-Expression"] == "MIT"
    assert {"pandas", "polars", "docs", "dev", "use"} <= set(told.get_all("Provides-Extra", []))
    assert "Typing :: Typed" in told.get_all("Classifier", [])
    assert "tracer run muestra" in str(told.get_payload())


@pytest.mark.slow
def test_what_is_installed_runs_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    borrowed = tmp_path / "borrowed"  # the dependencies, behind what is installed
    borrowed.mkdir()
    lent = f"import sys; sys.path.append({sysconfig.get_paths()['purelib']!r})\n"
    (borrowed / "sitecustomize.py").write_text(lent)
    own = {**os.environ, "PYTHONPATH": str(borrowed)}
    command = [str(installed / "bin" / "tracer"), "parse", "final.md", "-o", "-"]
    where = 'import tracer; print(tracer.__file__); print(tracer.sample_path("final.md"))'
    asked = [str(installed / "bin" / "python"), "-c", where]
    found = subprocess.run(asked, cwd=tmp_path, env=own, capture_output=True, text=True, check=True)
    assert all(line.startswith(str(installed)) for line in found.stdout.splitlines())
    sample = Path(found.stdout.splitlines()[1])
    (tmp_path / "final.md").write_bytes(sample.read_bytes())
    ran = subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("citation,level,heading")
    assert "\nArt. 1," in ran.stdout


@pytest.mark.slow
def test_somebody_who_imports_tracer_sees_its_types(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "right.py").write_text(CONSUMER)
    (tmp_path / "wrong.py").write_text("import tracer\ntracer.read_contributionz\n")
    python = str(installed / "bin" / "python")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python]
    ran = subprocess.run(
        [*command, "right.py", "wrong.py"], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={k: v for k, v in os.environ.items() if k not in PATHS},
    )  # fmt: skip
    told = [line for line in ran.stdout.splitlines() if ": error: " in line]
    assert len(told) == 1, ran.stdout
    assert told[0].startswith("wrong.py:2:")
    assert "read_contributionz" in told[0]


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = re.search(r'^version: "(.+)"$', (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    assert cited is not None
    assert {project["version"], cited.group(1)} == {tracer.__version__}


def test_the_image_is_built_from_what_the_wheel_is_built_from() -> None:
    built = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", built, re.MULTILINE)
    assert sorted(" ".join(copied).split()) == sorted(let_in)
    assert all((ROOT / name).exists() for name in let_in)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    torch = next(d for d in project["dependencies"] if d.startswith("torch"))
    assert f'"{torch}"' in built
    assert built.index("USER tracer") < built.index("ENTRYPOINT")
