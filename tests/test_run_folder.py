"""A run folder gives the report again, and says what is wrong with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracer import tables
from tracer.cli import main
from tracer.decisions import log_path, read_log
from tracer.manifest import sha256_of
from tracer.output import write_table
from tracer.report.write import write_report
from tracer.run_folder import read_results
from tracer.run_folder.read import read_shown
from tracer.run_folder.shown import Wanted, shown_links

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
    for path in finished.parent.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
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


def _signed(run: Path, name: str, table: pa.Table) -> None:
    """Put a table in the place of the run's, with its checksum."""
    path = run / f"{name}.parquet"
    pq.write_table(table, path)
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["outputs"]:
        if entry["name"] == path.name:
            entry["sha256"] = sha256_of(path)
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("contributions", "contribution_id", None),
        ("contributions", "text", None),
        ("lineage", "fate", "added"),
        ("lineage", "nearest", None),
        ("provisions", "citation", None),
    ],
)
def test_tables_that_no_longer_fit_together_are_refused(
    run: Path, capsys: pytest.CaptureFixture[str], name: str, column: str, value: str | None
) -> None:
    _tamper(run, name, column, value)
    assert main(["report", str(run)]) == 2
    assert "no casan entre sí" in capsys.readouterr().err


def test_a_provision_within_itself_is_refused(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _tamper(run, "provisions", "parent", "Art. 1")  # found by fuzzing: it was followed for ever
    assert main(["report", str(run)]) == 2
    assert "Art. 1 está dentro de sí misma" in capsys.readouterr().err


def _tamper(run: Path, name: str, column: str, value: str | None) -> None:
    """Change the first cell of a column, and the table's checksum with it."""
    table = pq.read_table(run / f"{name}.parquet")
    cells = table[column].to_pylist()
    changed = pa.array([value, *cells[1:]], table.schema.field(column).type)
    place = table.column_names.index(column)
    _signed(run, name, table.set_column(place, column, changed))


def test_a_table_of_another_version_is_refused(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _signed(run, "members", pq.read_table(run / "members.parquet").drop_columns(["strength"]))
    assert main(["report", str(run)]) == 2
    assert "es de otra versión de tracer" in capsys.readouterr().err


def _decide(run: Path, asked: str, verdict: str, citation: str = "Art. 1") -> None:
    from tracer.decisions import enter, log_path
    from tracer.records import Decision
    from tracer.text import fingerprint, one_line

    rows = pq.read_table(run / "provisions.parquet").to_pylist()
    its = next(r for r in rows if r["version"] == "dos" and r["citation"] == citation)["text_hash"]
    texts = pq.read_table(run / "contributions.parquet").to_pylist()
    own = next(row["text"] for row in texts if row["contribution_id"] == asked)
    enter(
        log_path(run),
        (
            Decision(
                f"{asked}{verdict}{citation}", "2026-02-01T10:00:00Z", "ana", asked, "dos",
                citation, verdict, contribution_hash=fingerprint(one_line(own)),
                provision_hash=its,
            ),
        ),
    )  # fmt: skip


def _linked(run: Path) -> dict[tuple[str, str], dict]:
    rows = pq.read_table(run / "links.parquet").to_pylist()
    return {(r["contribution_id"], r["citation"]): r for r in rows if r["version"] == "dos"}


def test_a_rejected_link_is_gone_from_the_next_report_and_the_next_run(run: Path) -> None:
    assert ("a", "Art. 1") in _linked(run)
    _decide(run, "a", "no")
    assert main(["report", str(run)]) == 0
    results = read_results(run)
    assert ("a", "Art. 1") not in {(k.contribution_id, k.citation) for k in results.final.links}
    assert main(["run", str(run.parent / "p.toml"), "-o", str(run), "--quiet"]) == 0
    assert ("a", "Art. 1") not in _linked(run)
    assert pq.read_table(run / "decisions.parquet")["standing"].to_pylist() == ["rejected"]
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["decisions"]["entries"] == manifest["decisions"]["rejected"] == 1


def test_an_accepted_link_stays_and_a_changed_provision_makes_it_suspect(run: Path) -> None:
    _decide(run, "c", "adopta")
    again = ["run", str(run.parent / "p.toml"), "-o", str(run), "--quiet"]
    assert main(again) == 0
    held = _linked(run)["c", "Art. 1"]
    assert (held["rank"], held["confidence"], held["review"]) == (1, 1.0, "accepted")
    before = held["proposed_confidence"]
    path = run.parent / "dos.md"
    path.write_text(path.read_text(encoding="utf-8").replace("cada día", "a veces"), "utf-8")
    assert main(again) == 0
    held = _linked(run)["c", "Art. 1"]
    assert held["review"] == "suspect" and held["confidence"] == pytest.approx(before, abs=0.2)
    assert pq.read_table(run / "decisions.parquet")["standing"].to_pylist() == ["suspect"]


def test_what_was_decided_in_one_run_goes_with_the_process_into_another(
    run: Path, tmp_path: Path
) -> None:
    from tracer.decisions import log_path, read_log, write_exported
    from tracer.records import Decision

    _decide(run, "a", "no")
    process = run.parent / "p.toml"
    raw = write_exported(read_log(log_path(run)).decisions, Decision)
    (run.parent / "d.csv").write_bytes(raw)
    text = process.read_text(encoding="utf-8")
    process.write_text(text.replace('name = "x"', 'name = "x"\ndecisions = "d.csv"'), "utf-8")
    for _ in range(2):
        assert main(["run", str(process), "-o", str(tmp_path / "otra"), "--quiet"]) == 0
    assert ("a", "Art. 1") not in _linked(tmp_path / "otra")
    assert len(read_log(log_path(tmp_path / "otra")).decisions) == 1


def test_twenty_verdicts_refit_the_confidence_of_everything_else(run: Path) -> None:
    from tracer.decisions import enter, log_path
    from tracer.records import Decision

    before = read_results(run).final.links
    refusals = tuple(
        Decision(
            f"{k}", "2026-02-01T10:00:00Z", "ana", f"nadie{k}", "dos", "Art. 1",
            "adopta" if k == 0 else "no", confidence=0.5,
        )
        for k in range(40)
    )  # fmt: skip
    enter(log_path(run), refusals)
    assert main(["run", str(run.parent / "p.toml"), "-o", str(run), "--quiet"]) == 0
    after = read_results(run)
    was = {(k.contribution_id, k.citation): k.confidence for k in before if k.rank}
    now = {(k.contribution_id, k.citation): k.confidence for k in after.final.links if k.rank}
    assert was.keys() == now.keys() and all(now[key] < was[key] for key in was if was[key] < 0.95)
    held = json.loads((run / "manifest.json").read_text(encoding="utf-8"))["decisions"]
    assert held["calibration"]["verdicts"] == 40 and held["calibration"]["intercept"] < 0
    assert after.manifest["decisions"] == held


def test_what_was_decided_and_fits_no_more_is_told_and_stops_nothing(run: Path) -> None:
    from tracer.decisions import enter, log_path
    from tracer.records import Correction, Decision

    enter(
        log_path(run),
        (
            Correction("1", "2026", "ana", "rename", "z", ("Agua",)),
            Correction("2", "2026", "ana", "split", "a", ("de", "la")),
            Decision("3", "2026", "ana", "a", "tres", "Art. 1", "no"),
        ),
    )
    assert main(["run", str(run.parent / "p.toml"), "-o", str(run), "--quiet"]) == 0
    told = {(i.code, i.source) for i in read_results(run).issues}
    assert ("correction-unfit", "revision.sqlite") in told
    assert ("decisions-of-another-version", "revision.sqlite") in told


def test_the_audit_says_what_the_report_says(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in "abc":
        for citation in ("Art. 1", "Art. 2"):
            _decide(run, asked, "no", citation)
    capsys.readouterr()
    assert main(["audit", str(run)]) == 0
    told = capsys.readouterr().err
    line = next(
        x for x in told.splitlines() if x.startswith("Estricta") and x.endswith("· Aportaciones")
    )
    assert " 0.0 %" in line and "lo que revisaron personas" in told


def test_the_report_is_the_same_from_the_links_that_it_shows_as_from_all(
    run: Path, tmp_path: Path
) -> None:
    _decide(run, "c", "adopta")
    assert main(["run", str(run.parent / "p.toml"), "-o", str(run), "--quiet"]) == 0
    _decide(run, "b", "adopta")  # Art. 1, which is not its surest
    _decide(run, "a", "no")
    every, shown = read_results(run), read_shown(run, read_log(log_path(run)))
    folders = [tmp_path / "todo", tmp_path / "visto"]
    for folder, results in zip(folders, (every, shown), strict=True):
        folder.mkdir()
        write_report(results, folder)
    for name in PEOPLE:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def shown(path: Path, wanted: Wanted) -> list[tuple[str, str, int]]:
    """Which links are shown: their version, contribution and rank."""
    names = ("version", "contribution_id", "rank")
    return [
        place
        for columns in shown_links(path, wanted)
        for place in zip(*(columns[name] for name in names), strict=True)
    ]


def test_the_heir_of_what_answers_in_the_draft_is_shown_however_weak_its_link(
    tmp_path: Path,
) -> None:
    rows = [
        {"version": v, "contribution_id": c, "rank": r, "confidence": p, "citation": f"Art. {r}"}
        for v, c, own in (
            ("uno", "a", [0.9, 0.1, 0.1]), ("uno", "b", [0.4, 0.1, 0.1]),
            ("dos", "a", [0.4, 0.2, 0.1]), ("dos", "b", [0.4, 0.3, 0.1]),
        )
        for r, p in enumerate(own, start=1)
    ]  # fmt: skip
    write_table(rows, tmp_path / "links.parquet", tables.RUN_LINKS)
    heirs = {"Art. 1": {"Art. 3", "Art. 8"}, "Art. 2": {"Art. 2"}}
    wanted = Wanted(draft="uno", final="dos", heirs=lambda citation: heirs.get(citation, set()))
    assert shown(tmp_path / "links.parquet", wanted) == [
        ("uno", "a", 1), ("uno", "b", 1), ("dos", "a", 1), ("dos", "a", 3), ("dos", "b", 1),
        ("dos", "b", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [1, 3, 50_000])
def test_of_each_contribution_the_surest_link_is_shown_and_all_that_answer(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracer.output.PARQUET_BATCH", size)
    listed = {
        "a": [(1, 0.9, ""), (2, 0.6, ""), (3, 0.2, "")],
        "b": [(0, 0.7, ""), (1, 0.1, ""), (2, 0.3, ""), (3, 0.3, "")],
        "c": [(0, 0.9, ""), (1, 0.1, "suspect"), (2, 0.05, "")],
        "d": [(1, 0.8, ""), (2, 0.1, "")],
    }
    rows = (
        {"version": v, "contribution_id": c, "rank": r, "confidence": p, "review": said}
        for v in ("uno", "dos")
        for c, own in listed.items()
        for r, p, said in own
    )
    write_table(rows, tmp_path / "links.parquet", tables.RUN_LINKS)
    places = shown(tmp_path / "links.parquet", Wanted(whole={"d"}))
    once = [("a", 1), ("a", 2), ("b", 0), ("b", 2), ("b", 3), ("c", 0), ("c", 1), ("c", 2)]
    once += [("d", 1), ("d", 2)]
    assert places == [(v, *place) for v in ("uno", "dos") for place in once]
