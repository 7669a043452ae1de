"""A run that is there already isn't computed again; one that differs in anything is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tracer import manifest
from tracer.cli import main
from tracer.decisions import enter, log_path
from tracer.records import Correction
from tracer.run_folder import account


@pytest.fixture
def place(reviewable: Path, tmp_path: Path) -> Path:
    """A process and its finished run ``r``, to be changed."""
    return Path(shutil.copytree(reviewable.parent, tmp_path / "mesa"))


def run(place: Path, capsys: pytest.CaptureFixture[str], *options: str) -> bool:
    """Run the process again; tell whether it said that nothing had changed."""
    capsys.readouterr()
    assert main(["run", f"{place}/p.toml", "-o", f"{place}/r", "--json", *options]) == 0
    return bool(json.loads(capsys.readouterr().out)["unchanged"])


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()}


def test_a_run_that_is_there_already_is_left_as_it_is(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stamps(place / "r")
    capsys.readouterr()
    assert main(["run", f"{place}/p.toml", "-o", f"{place}/r"]) == 0
    assert "nada ha cambiado" in capsys.readouterr().err
    assert stamps(place / "r") == before


def _other_input(place: Path) -> None:
    with (place / "p.csv").open("a", encoding="utf-8") as lines:
        lines.write("nueva,Más bibliotecas,1\n")


def _other_process(place: Path) -> None:
    toml = (place / "p.toml").read_text(encoding="utf-8")
    (place / "p.toml").write_text(toml + "[settings]\ntop = 3\n", encoding="utf-8")


def _lost_table(place: Path) -> None:
    (place / "r" / "links.parquet").unlink()


def _edited_page(place: Path) -> None:
    with (place / "r" / "reporte.html").open("a", encoding="utf-8") as page:
        page.write("<!-- -->")


def _page_in_english(place: Path) -> None:
    assert main(["report", str(place / "r"), "--lang", "en"]) == 0


def _cut_off(place: Path) -> None:
    (place / "r" / ".en_curso").mkdir()


@pytest.mark.parametrize(
    "change",
    [_other_input, _other_process, _lost_table, _edited_page, _page_in_english, _cut_off],
)
def test_whatever_differs_is_computed_again(
    place: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    assert run(place, capsys)
    change(place)
    assert not run(place, capsys)
    assert run(place, capsys)


@pytest.mark.parametrize(
    "options", [("--top", "3"), ("--seed", "2"), ("--lang", "en"), ("--redact",)]
)
def test_other_settings_are_another_run(
    place: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert not run(place, capsys, *options)
    assert run(place, capsys, *options)


def test_pseudonyms_under_another_key_are_another_run(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACER_REDACT_KEY", "una")
    run(place, capsys, "--redact")
    assert run(place, capsys, "--redact")
    monkeypatch.setenv("TRACER_REDACT_KEY", "otra")
    assert not run(place, capsys, "--redact")
    assert "otra" not in (place / "r" / "manifest.json").read_text(encoding="utf-8")


def test_other_code_is_another_run(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "code_digest", lambda: "otro")
    assert not run(place, capsys)


def test_the_checksum_of_the_code_moves_with_any_file_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tracer"
    (package / "match").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "match" / "norms.txt").write_text("uno", encoding="utf-8")
    monkeypatch.setattr(manifest.tracer, "__file__", str(package / "__init__.py"))
    digest = manifest.code_digest.__wrapped__
    first = digest()
    (package / "match" / "x.pyc").write_bytes(b"compiled")
    assert digest() == first
    (package / "match" / "norms.txt").write_text("dos", encoding="utf-8")
    assert digest() != first


def test_what_was_decided_since_is_computed_with(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed = Correction("1", "2026-01-01T00:00:00+00:00", "ana", "rename", "p0", ("Agua",))
    enter(log_path(place / "r"), [renamed])
    assert not run(place, capsys)
    assert run(place, capsys)
