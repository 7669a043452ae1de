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
from tracer.records import Tally
from tracer.shipped import shipped

TEXTS = ("estatuto", "borrador", "final")
TABLES = (
    "contributions.parquet", "provisions.parquet", "themes.parquet", "members.parquet",
    "links.parquet", "lineage.parquet", "changes.parquet", "force.parquet",
    "trazabilidad.csv", "trazabilidad.xlsx", "cobertura.csv", "cobertura.xlsx",
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
    for version in TEXTS:
        assert {row["contribution_id"] for row in links if row["version"] == version} == ids
    members = pq.read_table(runs / "uno" / "members.parquet")
    assert set(members["contribution_id"].to_pylist()) == ids


@pytest.mark.slow
def test_what_counts_by_its_confidence_is_called_an_answer_and_nothing_else_is(runs: Path) -> None:
    for row in pq.read_table(runs / "uno" / "links.parquet").to_pylist():
        if row["rank"]:
            assert (row["strength"] == "menciona") == (row["confidence"] < 0.5)


@pytest.mark.slow
def test_every_quoted_provision_stands_in_the_document_at_its_offsets(runs: Path) -> None:
    folder = shipped("corpora") / "muestra"
    texts = {n: (folder / f"{n}.md").read_text(encoding="utf-8") for n in TEXTS}
    links = pq.read_table(runs / "uno" / "links.parquet").to_pylist()
    quoted = [row for row in links if row["rank"]]
    assert quoted
    for row in quoted:
        start, end = row["evidence_provision_start"], row["evidence_provision_end"]
        assert texts[row["version"]][start:end] == row["evidence_provision"]


@pytest.mark.slow
def test_the_set_aside_row_is_listed(runs: Path) -> None:
    with (runs / "uno" / "rechazados.csv").open(encoding="utf-8-sig", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["code"], row["contribution_id"]) == ("empty-row", "1018")
    lines = (shipped("corpora") / "muestra" / row["file"]).read_text(encoding="utf-8").split("\n")
    assert "1018" in lines[int(row["line"]) - 1]


@pytest.mark.slow
def test_the_manifest_accounts_for_every_row_of_every_source(runs: Path) -> None:
    counts = json.loads((runs / "uno" / "manifest.json").read_text(encoding="utf-8"))["counts"]
    tallies = [Tally(**tally) for tally in counts["sources"]]
    assert all(tally.adds_up for tally in tallies)
    assert sum(tally.contributions for tally in tallies) == counts["contributions"]
    assert sum(tally.set_aside for tally in tallies) == counts["set_aside"] == 1


def test_a_folder_that_cannot_be_made_is_a_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "archivo").write_text("ocupado", encoding="utf-8")
    assert main(["run", "muestra", "-o", str(tmp_path / "archivo" / "corrida")]) == 2
    assert "no se puede crear" in capsys.readouterr().err


@pytest.mark.slow
def test_a_draft_is_counted_by_articles_sections_and_numerals(runs: Path, tmp_path: Path) -> None:
    run = Path(shutil.copytree(runs / "uno", tmp_path / "corrida"))
    rows = pq.read_table(runs / "uno" / "lineage.parquet").to_pylist()
    held = {level: [r for r in rows if r["level"] == level and r["old_version"] == "borrador"]
            for level in ("article", "section", "finest")}  # fmt: skip
    assert 0 < len(held["article"]) < len(held["section"]) < len(held["finest"])
    assert main(["audit", str(run)]) == 0
    with (run / "auditoria" / "tasas.csv").open(encoding="utf-8", newline="") as lines:
        units = {row["denominator"]: int(row["units"]) for row in csv.DictReader(lines)}
    drafted = {r["old_citation"] for r in held["finest"]} - {""}
    assert units["draft numerals"] == sum(not c.startswith("Trans") for c in drafted)
    assert units["draft articles"] < units["draft sections"] < units["draft numerals"]
    assert units["themes"] > 0


SUBJECTS = ("agua potable", "transporte público", "escuelas", "parques", "vivienda", "aire limpio")
NORMS = (
    "Nadie se quedará sin agua potable: el organismo de aguas la llevará cada día a las casas.",
    "El transporte público funcionará de noche y llegará a los barrios altos.",
    "Las escuelas abrirán bibliotecas por la tarde y darán de desayunar.",
    "Los parques no se concesionan; sus árboles se cuidan entre vecinas y vecinos.",
    "Quien renta una vivienda no pagará aumentos mayores que la inflación.",
    "Se medirá el aire limpio en cada alcaldía y el resultado se publicará a diario.",
)


@pytest.fixture(scope="module")
def four_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over an earlier law, two drafts and a final text."""
    folder = tmp_path_factory.mktemp("cuatro")
    rows = "\n".join(f"{k},Pedimos {subject} para todos" for k, subject in enumerate(SUBJECTS))
    (folder / "a.csv").write_text(f"id,texto\n{rows}\n", encoding="utf-8")
    toml = '[process]\nname = "x"\n[[sources]]\nname = "a"\npath = "a.csv"\n'
    for name, held in (
        ("ley", (0, 5)),
        ("uno", (0, 1, 2, 3)),
        ("dos", (3, 0, 1)),
        ("tres", (1, 0)),
    ):
        articles = [f"Artículo {at}. {NORMS[k]}\n" for at, k in enumerate(held, start=1)]
        (folder / f"{name}.md").write_text("\n".join(articles), encoding="utf-8")
        toml += f'[[versions]]\nname = "{name}"\npath = "{name}.md"\n'
        toml += "prior = true\n" if name == "ley" else ""
    (folder / "p.toml").write_text(toml, encoding="utf-8")
    assert main(["run", f"{folder}/p.toml", "-o", f"{folder}/r", "--quiet"]) == 0
    return folder / "r"


def test_every_version_is_aligned_with_the_next_and_the_first_with_the_last(
    four_texts: Path,
) -> None:
    rows = pq.read_table(four_texts / "lineage.parquet").to_pylist()
    ends = dict.fromkeys((row["old_version"], row["new_version"]) for row in rows)
    assert list(ends) == [("uno", "tres"), ("uno", "dos"), ("dos", "tres"), ("ley", "tres")]
    manifest = json.loads((four_texts / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["text_before"] == "ley"
    assert manifest["versions_of_the_text"] == ["uno", "dos", "tres"]
    assert {"ley.md", "uno.md"} <= {entry["name"] for entry in manifest["inputs"]}


def test_the_table_tells_where_a_way_went_and_what_was_there_before(four_texts: Path) -> None:
    with (four_texts / "trazabilidad.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines) if row["articulo_borrador"]}
    water, transport = rows["0"], rows["1"]
    assert water["versiones_intermedias"] == "Art. 2" and transport["articulo_final"] == "Art. 1"
    assert water["antecedente"] == "Art. 1" and "de la que desciende" in water["origen"]
    assert transport["antecedente"] == "" and "nada" in transport["origen"]
    assert rows["3"]["versiones_intermedias"] == "Art. 1"  # in the second draft, then lost


def test_the_audit_counts_the_first_draft_against_the_final_text(four_texts: Path, capsys) -> None:
    assert main(["audit", str(four_texts)]) == 0
    told = capsys.readouterr().err.splitlines()
    line = next(x for x in told if x.endswith("· Artículos del borrador"))
    assert "50.0 %" in line and "de 4" in " ".join(line.split())
