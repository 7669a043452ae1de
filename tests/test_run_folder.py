"""A run folder gives the report again, and says what is wrong with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tracer.cli import main
from tracer.run_folder import read_results

PEOPLE = ("reporte.html", "trazabilidad.xlsx", "trazabilidad.csv", "cobertura.csv")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over four petitions and two versions."""
    folder = tmp_path_factory.mktemp("corrida")
    (folder / "p.csv").write_text(
        "id,texto,firmas,fecha\n"
        "a,Pedimos agua potable todos los días en las casas,12000,2026-01-05\n"
        "b,Que haya escuelas con biblioteca por la tarde,300,2026-01-12\n"
        "c,Más árboles en los parques,20,\n"
        "d,,9,\n",
        encoding="utf-8",
    )
    articles = (
        "Artículo 1. El organismo de aguas procurará llevar agua potable a las casas.\n\n"
        "Artículo 2. Las escuelas abrirán sus bibliotecas por la tarde.\n\n"
    )
    (folder / "uno.md").write_text(articles, encoding="utf-8")
    changed = articles.replace("procurará llevar", "garantizará llevar cada día")
    (folder / "dos.md").write_text(changed, encoding="utf-8")
    (folder / "p.toml").write_text(
        '[process]\nname = "x"\n[[sources]]\nname = "p"\npath = "p.csv"\nchannel = "petition"\n'
        '[[versions]]\nname = "uno"\npath = "uno.md"\n'
        '[[versions]]\nname = "dos"\npath = "dos.md"\n',
        encoding="utf-8",
    )
    assert main(["run", f"{folder}/p.toml", "-o", f"{folder}/r", "--quiet"]) == 0
    return folder / "r"


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "r"))


def test_the_report_is_made_again_from_the_tables_alone_to_the_byte(run: Path) -> None:
    before = {name: (run / name).read_bytes() for name in PEOPLE}
    for name in PEOPLE:
        (run / name).unlink()
    assert main(["report", str(run)]) == 0
    assert {name: (run / name).read_bytes() for name in PEOPLE} == before
    assert main(["audit", "verify", str(run)]) == 0


def test_the_report_in_the_other_language_takes_the_place_of_the_first(run: Path) -> None:
    assert main(["report", str(run), "--lang", "en"]) == 0
    assert '<html lang="en">' in (run / "reporte.html").read_text(encoding="utf-8")
    assert main(["audit", "verify", str(run)]) == 0


def test_a_run_is_read_as_it_was_written(run: Path) -> None:
    results = read_results(run)
    assert [c.id for c in results.contributions] == ["a", "b", "c"]
    assert results.contributions[0].weight == 12000 and results.contributions[0].channel
    assert [v.name for v in results.versions] == ["uno", "dos"]
    links = {(k.contribution_id, k.rank): k for k in results.final.links}
    stored = pq.read_table(run / "links.parquet").to_pylist()
    assert len(stored) == sum(len(v.links) for v in results.versions)
    first = links["a", 1]
    unit = next(u for u in results.final.units if u.citation == first.citation)
    assert first.evidence_provision in unit.text
    assert [p.reasons for p in results.lineage if p.fate == "strengthened"] != [()]
    assert [i.code for i in results.issues if i.line] == ["empty-row"]


def test_an_altered_table_is_refused(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = run / "themes.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    assert main(["report", str(run)]) == 2
    assert "themes.parquet ya no es la tabla que escribió la corrida" in capsys.readouterr().err


def test_a_folder_that_is_no_run_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "no es una corrida" in capsys.readouterr().err


def test_a_table_of_another_version_is_refused(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pq.read_table(run / "members.parquet").drop_columns(["strength"])
    pq.write_table(table, run / "members.parquet")
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    from tracer.manifest import sha256_of

    for entry in manifest["outputs"]:
        if entry["name"] == "members.parquet":
            entry["sha256"] = sha256_of(run / "members.parquet")
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert main(["report", str(run)]) == 2
    assert "es de otra versión de tracer" in capsys.readouterr().err
