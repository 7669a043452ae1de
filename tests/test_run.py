"""A whole run over the sample: what it leaves, and that it leaves the same again."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tracer.cli import main
from tracer.manifest import sha256_of
from tracer.shipped import shipped

TABLES = (
    "contributions.parquet", "provisions.parquet", "themes.parquet", "members.parquet",
    "links.parquet", "lineage.parquet", "trazabilidad.csv", "trazabilidad.xlsx",
    "cobertura.csv", "cobertura.xlsx",
)  # fmt: skip


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs: as shipped, and with rows shuffled, one thread and small batches."""
    folder = tmp_path_factory.mktemp("corridas")
    patch = pytest.MonkeyPatch()
    patch.setenv("TRACER_CACHE", str(folder / "cache1"))
    assert main(["run", "muestra", "-o", str(folder / "uno")]) == 0
    shutil.copytree(shipped("corpora") / "muestra", folder / "barajada")
    for name in ("peticiones.csv", "encuesta.csv"):
        _shuffle(folder / "barajada" / name)
    patch.setenv("TRACER_CACHE", str(folder / "cache2"))
    again = ["run", f"{folder}/barajada/proceso.toml", "-o", f"{folder}/dos"]
    assert main([*again, "--threads", "1", "--batch-tokens", "256"]) == 0
    patch.undo()
    return folder


def _shuffle(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    random.Random(7).shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *rows])


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_order_of_rows_threads_and_batches_change_no_byte(runs: Path, table: str) -> None:
    assert (runs / "uno" / table).read_bytes() == (runs / "dos" / table).read_bytes()


@pytest.mark.slow
def test_the_manifest_names_every_output_with_its_checksum(runs: Path) -> None:
    manifest = json.loads((runs / "uno" / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}
    written = {p.name for p in (runs / "uno").iterdir()} - {"manifest.json"}
    assert set(listed) == written
    assert all(sha256_of(runs / "uno" / name) == digest for name, digest in listed.items())
    assert manifest["encoder"].startswith("e5-small-es@") and manifest["encoder"].endswith("/f32")
    assert {entry["name"] for entry in manifest["inputs"]} >= {"peticiones.csv", "final.md"}


@pytest.mark.slow
def test_every_contribution_has_links_to_both_versions_and_a_theme_row(runs: Path) -> None:
    contributions = pq.read_table(runs / "uno" / "contributions.parquet")
    ids = set(contributions["contribution_id"].to_pylist())
    links = pq.read_table(runs / "uno" / "links.parquet").to_pylist()
    for version in ("borrador", "final"):
        assert {row["contribution_id"] for row in links if row["version"] == version} == ids
    members = pq.read_table(runs / "uno" / "members.parquet")
    assert set(members["contribution_id"].to_pylist()) == ids


@pytest.mark.slow
def test_every_quoted_provision_stands_in_the_document_at_its_offsets(runs: Path) -> None:
    folder = shipped("corpora") / "muestra"
    texts = {n: (folder / f"{n}.md").read_text(encoding="utf-8") for n in ("borrador", "final")}
    links = pq.read_table(runs / "uno" / "links.parquet").to_pylist()
    quoted = [row for row in links if row["rank"]]
    assert quoted
    for row in quoted:
        start, end = row["evidence_provision_start"], row["evidence_provision_end"]
        assert texts[row["version"]][start:end] == row["evidence_provision"]


@pytest.mark.slow
def test_the_set_aside_row_is_listed(runs: Path) -> None:
    with (runs / "uno" / "rechazados.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["code"] for row in rows] == ["empty-row"]
    assert "1018" in rows[0]["message"]


def test_a_folder_that_cannot_be_made_is_a_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "archivo").write_text("ocupado", encoding="utf-8")
    assert main(["run", "muestra", "-o", str(tmp_path / "archivo" / "corrida")]) == 2
    assert "no se puede crear" in capsys.readouterr().err
