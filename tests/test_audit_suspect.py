"""Links whose provision isn't what it was."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tracer.audit.folder import AuditedRun
from tracer.audit.suspect import suspects
from tracer.cli import main
from tracer.constitution import read_constitution, text_hashes

SUBJECTS = ("agua potable", "transporte público", "escuelas públicas", "parques limpios")


def article(number: int, subject: str, verb: str = "garantizará") -> str:
    return f"Artículo {number}. La ciudad {verb} {subject} para todas las personas.\n"


def process(folder: Path, *articles: str) -> Path:
    rows = "\n".join(f"{k},Pedimos {subject} ya" for k, subject in enumerate(SUBJECTS))
    (folder / "a.csv").write_text(f"id,texto\n{rows}\n", encoding="utf-8")
    (folder / "final.md").write_text("\n".join(articles), encoding="utf-8")
    (folder / "p.toml").write_text(
        '[process]\nname = "x"\n[[sources]]\nname = "a"\npath = "a.csv"\n'
        '[[versions]]\nname = "final"\npath = "final.md"\n',
        encoding="utf-8",
    )
    return folder / "p.toml"


def test_what_changed_moved_or_went_is_told_and_nothing_else(tmp_path: Path, capsys) -> None:
    first = process(tmp_path, *(article(k, s) for k, s in enumerate(SUBJECTS, start=1)))
    assert main(["run", str(first), "-o", f"{tmp_path}/junio", "--quiet"]) == 0
    again = process(
        tmp_path, article(1, SUBJECTS[0]), article(2, SUBJECTS[1], "promoverá"),
        article(3, SUBJECTS[3]),
    )  # fmt: skip
    assert main(["run", str(again), "-o", f"{tmp_path}/julio", "--quiet"]) == 0
    capsys.readouterr()
    order = ["audit", f"{tmp_path}/julio", "--since", f"{tmp_path}/junio"]
    assert main(order) == 1
    assert "ahora Art. 3" in capsys.readouterr().err
    with (tmp_path / "julio/auditoria/sospechosos.csv").open(encoding="utf-8", newline="") as lines:
        found = {row["citation"]: row for row in csv.DictReader(lines)}
    states = {citation: (row["state"], row["now"]) for citation, row in found.items()}
    assert states["Art. 2"] == ("changed", "")
    assert states["Art. 4"] == ("moved", "Art. 3")
    assert states["Art. 3"][0] == "changed" and "Art. 1" not in states
    assert "garantizará" in found["Art. 2"]["old_text"]
    assert "promoverá" in found["Art. 2"]["new_text"]
    assert main(["audit", f"{tmp_path}/junio", "--since", f"{tmp_path}/junio"]) == 0


def test_versions_under_other_names_are_refused(tmp_path: Path, capsys) -> None:
    toml = process(tmp_path, article(1, SUBJECTS[0]))
    assert main(["run", str(toml), "-o", f"{tmp_path}/junio", "--quiet"]) == 0
    toml.write_text(toml.read_text().replace('"final"', '"texto final"'), encoding="utf-8")
    assert main(["run", str(toml), "-o", f"{tmp_path}/julio", "--quiet"]) == 0
    assert main(["audit", f"{tmp_path}/julio", "--since", f"{tmp_path}/junio"]) == 2
    assert "«final»" in capsys.readouterr().err


def run_of(hashes: dict[str, str]) -> AuditedRun:
    provisions = [
        {"version": "final", "citation": at, "parent": "", "heading": "", "text": f"{digest}.",
         "text_hash": digest}
        for at, digest in hashes.items()
    ]  # fmt: skip
    links = [
        {"version": "final", "contribution_id": at, "rank": 1, "citation": at, "confidence": 0.9,
         "text_hash": digest}
        for at, digest in hashes.items()
    ]  # fmt: skip
    tables = {"provisions": provisions, "links": links}
    return AuditedRun(Path("corrida"), {"versions_of_the_text": ["final"]}, tables)


def test_a_text_that_stands_twice_moved_nowhere() -> None:
    before = run_of({"Art. 1": "agua", "Art. 5": "agua", "Art. 6": "metro"})
    after = run_of({"Art. 1": "aire", "Art. 5": "agua", "Art. 7": "metro"})
    found = {one.citation: one for one in suspects(before, after)}
    assert {at: (one.state, one.now) for at, one in found.items()} == {
        "Art. 1": ("changed", ""), "Art. 6": ("moved", "Art. 7"),
    }  # fmt: skip
    assert found["Art. 1"].new_text == "aire."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Artículo 1. Del agua. Hay\nagua.\n\nI. Limpia;\n\nII. Segura.\n", True),
        ("Artículo 1. Del agua. Hay agua.\n\nI. Limpia;\n\nII. Barata.\n", False),
        ("Artículo 1. Del agua. Hay agua.\n\nI. Segura.\n", False),
        ("Artículo 1. Del aire. Hay agua.\n\nI. Limpia;\n\nII. Segura.\n", False),
    ],
)
def test_white_space_is_no_change_and_what_stands_below_is(
    tmp_path: Path, other: str, same: bool
) -> None:
    hashes = []
    for name, text in (
        ("a", "Artículo 1. Del agua. Hay agua.\n\nI. Limpia;\n\nII. Segura.\n"), ("b", other),
    ):  # fmt: skip
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        hashes.append(text_hashes(read_constitution(tmp_path / f"{name}.txt"))["Art. 1"])
    assert (hashes[0] == hashes[1]) == same
