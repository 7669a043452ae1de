"""The rules of the house: who may import whom, who prints, what the front door shows."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tracer

PACKAGE = Path(tracer.__file__).parent

ROOMS = (
    {"errors", "absent"},
    {"records"},
    {
        "shipped",
        "suggestion",
        "text",
        "decoding",
        "delimited",
        "files",
        "locks",
        "memory",
        "interrupts",
        "workers",
    },
    {"cells", "citation", "toml_keys", "redaction"},
    {"columns", "messages", "markup"},
    {"sheets", "manifest"},
    {"output"},
    {"staging"},
    {"run_files"},
    {"encode", "constitution", "sources"},
    {"themes", "match", "lineage", "taxonomy", "breakdown", "process", "tables", "audit", "store"},
    {"report", "stages", "decisions", "versions"},
    {"deliveries", "run_folder", "linking", "kept", "frames", "estimators"},
    {"run", "review", "evaluate", "console", "cluster", "intake", "doctor"},
    {"commands", "help_texts", "notebook"},
    {"orders"},
    {"cli"},
    {"__main__"},
)
"""From the ground floor up: a room may import what lies below it, and its own."""
STAGES = (
    "themes", "match", "lineage", "taxonomy", "breakdown", "audit", "constitution", "sources",
    "report", "encode",
)  # fmt: skip
"""Stages share records; of their like they may know only those below."""


def _floor(room: str) -> int:
    return next(level for level, rooms in enumerate(ROOMS) if room in rooms)


def _imports() -> list[tuple[Path, str, str]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path == PACKAGE / "__init__.py":
            continue
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                parts = name.split(".")
                if parts[0] == "tracer" and len(parts) > 1 and parts[1] != "__version__":
                    found.append((path, room, parts[1]))
    return found


def test_every_module_has_its_floor() -> None:
    rooms = {
        p.relative_to(PACKAGE).with_suffix("").parts[0]
        for p in PACKAGE.rglob("*.py")
        if p.name != "__init__.py" or p.parent != PACKAGE
    }
    assert rooms <= set().union(*ROOMS), rooms - set().union(*ROOMS)


def test_imports_run_one_way() -> None:
    wrong = {
        f"{path.relative_to(PACKAGE)} imports tracer.{other}"
        for path, room, other in _imports()
        if room != other and _floor(other) >= _floor(room)
    }
    assert not wrong


def test_stages_do_not_import_each_other() -> None:
    allowed = {("match", "encode"), ("taxonomy", "encode")}
    wrong = sorted(
        {
            (room, other)
            for _, room, other in _imports()
            if room in STAGES and other in STAGES and room != other
        }
        - allowed
    )
    assert not wrong


def test_only_the_command_line_prints() -> None:
    printing = [
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not printing


def test_the_front_door_shows_what_it_names() -> None:
    for name in tracer.__all__:
        assert getattr(tracer, name) is not None


def test_an_unknown_name_at_the_front_door_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nada"):
        _ = tracer.nada  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", ["tracer", "tracer.cli"])
def test_starting_up_imports_nothing_heavy(module: str) -> None:
    heavy = ("numpy", "spacy", "torch", "sklearn", "openvino", "pyarrow", "transformers", "scipy",
             "distributed")  # fmt: skip
    code = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
