"""The commands that users script against."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tracer.cli import main
from tracer.errors import OutputError
from tracer.match import Against, Parcel, links_to
from tracer.records import Link
from tracer.staging import staged

CONSTITUTION = """# Constitución de prueba

### Artículo 1. Agua
Toda persona tiene derecho al agua potable en su vivienda, suficiente y limpia.

### Artículo 2. Movilidad
El gobierno garantizará transporte público seguro, limpio y accesible.

### Artículo 3. Animales
Se prohíbe el maltrato a los animales; la ley castigará a quien los abandone.

### Artículo 4. Escuelas
La educación pública será gratuita en todos sus niveles.
"""
LINK_COLUMNS = [
    "contribution_id", "rank", "citation", "article", "score", "confidence", "strength",
    "evidence_contribution", "evidence_provision", "evidence_contribution_start",
    "evidence_contribution_end", "evidence_provision_start", "evidence_provision_end",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "ley.md").write_text(CONSTITUTION, encoding="utf-8")
    (tmp_path / "textos.csv").write_text(
        "id,texto,firmas\nb,Que no maltraten a los perros,10\na,🙏🙏,1\nc,,5\n", encoding="utf-8"
    )
    return tmp_path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_match_lists_k_units_in_input_order_with_a_rank_0_row_where_nothing_answers(
    folder: Path,
) -> None:
    out = folder / "enlaces.csv"
    assert main(["match", f"{folder}/textos.csv", "--against", f"{folder}/ley.md",
                 "--top", "3", "-o", str(out)]) == 0  # fmt: skip
    rows = _rows(out)
    assert list(rows[0]) == LINK_COLUMNS
    assert list(dict.fromkeys(row["contribution_id"] for row in rows)) == ["b", "a"]
    dogs = [row for row in rows if row["contribution_id"] == "b" and row["rank"] != "0"]
    assert [row["rank"] for row in dogs] == ["1", "2", "3"]
    assert dogs[0]["citation"] == "Art. 3"
    wordless = [row for row in rows if row["contribution_id"] == "a"]
    assert wordless[0]["rank"] == "0" and wordless[0]["citation"] == ""
    assert {row["confidence"] for row in wordless[1:]} == {"0"}


def test_a_stated_precision_keeps_what_is_sure_and_says_where_nothing_is(folder: Path) -> None:
    out = folder / "enlaces.csv"
    order = ["match", f"{folder}/textos.csv", "--against", f"{folder}/ley.md", "-o", str(out)]
    assert main([*order, "--precision", "0"]) == 0
    everything = _rows(out)
    best = max(float(row["confidence"]) for row in everything if row["rank"] != "0")
    assert main([*order, "--precision", f"{best:.3f}"[:4]]) == 0
    kept = [row for row in _rows(out) if row["rank"] != "0"]
    assert 1 <= len(kept) < len([row for row in everything if row["rank"] != "0"])
    assert max(float(row["confidence"]) for row in kept) == best
    assert main([*order, "--precision", "1"]) == 1
    assert [(row["contribution_id"], row["rank"]) for row in _rows(out)] == [("b", "0"), ("a", "0")]


def test_what_was_matched_once_is_found_on_disk_with_another_precision(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "enlaces.csv"
    order = ["match", f"{folder}/textos.csv", "--against", f"{folder}/ley.md", "-o", str(out)]
    main(order)
    once = _rows(out)
    matched: list[str] = []

    def watched(documents: Mapping[str, Against], piece: tuple[str, Parcel]) -> list[Link]:
        matched.append(piece[0])
        return links_to(documents, piece)

    monkeypatch.setattr("tracer.linking.corpus.links_to", watched)
    main([*order, "--min-confidence", "0.2"])
    assert not matched
    assert _rows(out) == [r for r in once if r["rank"] == "0" or float(r["confidence"]) >= 0.2]
    (folder / "ley.md").write_text(CONSTITUTION.replace("animales", "perros"), encoding="utf-8")
    main(order)
    assert len(matched) == 1


REJECTED = ["file", "line", "contribution_id", "reason", "text", "code", "source"]


def test_rows_set_aside_are_listed_beside_the_file_written_or_in_its_folder(folder: Path) -> None:
    (folder / "conceptos.csv").write_text("concepto\nagua\nperros\n", encoding="utf-8")
    texts, law, concepts = (f"{folder}/{n}" for n in ("textos.csv", "ley.md", "conceptos.csv"))
    for order in (["match", texts, "--against", law], ["assign", texts, "--concepts", concepts]):
        assert main([*order, "-o", f"{folder}/{order[0]}.csv"]) in (0, 1)
    main(["themes", texts, "-o", f"{folder}/temas"])
    main(["waves", texts, texts, "-o", f"{folder}/olas"])
    places = ("match.rechazados.csv", "assign.rechazados.csv", "temas/rechazados.csv")
    for place in places:
        raw = (folder / place).read_bytes()
        (row,) = csv.DictReader(raw.decode("utf-8-sig").splitlines())
        assert raw.startswith(b"\xef\xbb\xbf") and list(row) == REJECTED
        assert (row["file"], row["line"], row["contribution_id"]) == ("textos.csv", "4", "c")
    assert len((folder / "olas" / "rechazados.csv").read_text("utf-8-sig").splitlines()) == 3


def test_a_list_of_rows_set_aside_does_not_outlive_them(folder: Path) -> None:
    order = ["match", f"{folder}/textos.csv", "--against", f"{folder}/ley.md"]
    main([*order, "-o", f"{folder}/uno.csv"])
    (folder / "textos.csv").write_text("id,texto\nb,Que no maltraten a los perros\n", "utf-8")
    main([*order, "-o", f"{folder}/uno.csv"])
    main([*order, "-o", f"{folder}/dos.csv"])
    assert len((folder / "uno.rechazados.csv").read_text("utf-8-sig").splitlines()) == 1
    assert not (folder / "dos.rechazados.csv").exists()


def test_assign_names_concepts_of_the_users_own_list(folder: Path) -> None:
    (folder / "conceptos.csv").write_text(
        "concepto,ejemplo\nanimales,cuidar a los gatos de la calle\ntransporte,\n", encoding="utf-8"
    )
    out = folder / "reparto.csv"
    assert main(["assign", f"{folder}/textos.csv", "--concepts", f"{folder}/conceptos.csv",
                 "-o", str(out)]) == 0  # fmt: skip
    rows = _rows(out)
    assert list(rows[0]) == ["contribution_id", "rank", "concept", "confidence"]
    assert [(row["contribution_id"], row["rank"], row["concept"]) for row in rows] == [
        ("b", "1", "animales"), ("b", "2", "transporte"), ("a", "0", ""),
    ]  # fmt: skip


def test_offsets_of_the_evidence_cut_it_out_of_the_file(folder: Path) -> None:
    out = folder / "enlaces.csv"
    main(["match", f"{folder}/textos.csv", "--against", f"{folder}/ley.md", "-o", str(out)])
    row = next(r for r in _rows(out) if r["rank"] == "1")
    start, end = int(row["evidence_provision_start"]), int(row["evidence_provision_end"])
    assert CONSTITUTION[start:end] == row["evidence_provision"]
    start, end = int(row["evidence_contribution_start"]), int(row["evidence_contribution_end"])
    assert "Que no maltraten a los perros"[start:end] == row["evidence_contribution"]


def test_parse_writes_one_row_a_provision_and_json_is_a_list(folder: Path) -> None:
    assert main(["parse", f"{folder}/ley.md", "-o", f"{folder}/ley.csv"]) == 0
    assert main(["parse", f"{folder}/ley.md", "-o", f"{folder}/ley.json"]) == 0
    rows = _rows(folder / "ley.csv")
    assert list(rows[0]) == [
        "citation", "level", "heading", "text", "parent", "page", "start", "end", "status",
    ]  # fmt: skip
    articles = [row for row in rows if row["level"] == "article"]
    assert [row["citation"] for row in articles] == ["Art. 1", "Art. 2", "Art. 3", "Art. 4"]
    for row in articles:
        assert CONSTITUTION[int(row["start"]) : int(row["end"])] == row["text"]
    parsed = json.loads((folder / "ley.json").read_text(encoding="utf-8"))
    assert [row["citation"] for row in parsed] == [row["citation"] for row in rows]


def test_parse_ends_with_1_when_the_numbering_has_a_gap(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = CONSTITUTION.replace("Artículo 4", "Artículo 7")
    (folder / "hueco.md").write_text(gap, encoding="utf-8")
    assert main(["parse", f"{folder}/hueco.md", "-o", f"{folder}/x.csv"]) == 1
    assert "7" in capsys.readouterr().err


def test_align_reports_the_fate_of_every_article(folder: Path) -> None:
    after = CONSTITUTION.replace("garantizará", "podrá promover").replace(
        "### Artículo 4. Escuelas\nLa educación pública será gratuita en todos sus niveles.\n", ""
    )
    (folder / "final.md").write_text(after, encoding="utf-8")
    out = folder / "destinos.csv"
    assert main(["align", f"{folder}/ley.md", f"{folder}/final.md", "-o", str(out)]) == 0
    fates = {row["old_citation"]: row["fate"] for row in _rows(out)}
    assert fates == {
        "Art. 1": "kept", "Art. 2": "weakened", "Art. 3": "kept", "Art. 4": "dropped",
    }  # fmt: skip


def test_themes_tells_who_asked_and_what_was_copied(folder: Path, capsys) -> None:
    letter = "Exigimos que el agua potable llegue todos los días a cada colonia de la ciudad"
    places = ("Iztapalapa", "Tlalpan")
    rows = [f"{k},{letter}{'!' * (k % 2)},{places[k % 3 == 0]}" for k in range(30)]
    rows += [f"{k},Queremos metro seguro y limpio {k},{places[k % 2]}" for k in range(30, 60)]
    text = "id,texto,alcaldia\n" + "\n".join(rows) + "\n"
    (folder / "e.csv").write_text(text, encoding="utf-8")
    assert main(["themes", f"{folder}/e.csv", "-o", f"{folder}/temas"]) == 0
    campaign = _rows(folder / "temas" / "campaigns.csv")
    assert {row["contribution_id"] for row in campaign} == {str(k) for k in range(30)}
    assert {row["size"] for row in campaign} == {"30"}
    cells = _rows(folder / "temas" / "breakdown.csv")
    assert {row["attribute"] for row in cells} == {"borough"}
    assert {row["value"] for row in cells} == set(places)
    assert all(row["count"] == "" or row["count"] == "0" or int(row["count"]) >= 5 for row in cells)
    details = {row["label"]: row for row in _rows(folder / "temas" / "details.csv")}
    water = next(row for label, row in details.items() if "gua" in label)
    assert (water["size"], water["distinct"]) == ("30", "1")
    assert "1 campañas, 30 aportaciones" in capsys.readouterr().err


def test_themes_writes_its_files(folder: Path) -> None:
    water = ["más agua potable", "que no falte agua", "agua limpia en casa", "quiero agua diario"]
    metro = ["metro seguro", "más metro y camiones", "metro limpio", "transporte y metro"]
    texts = water + metro
    lines = "\n".join(f"{i},{text}" for i, text in enumerate(texts))
    (folder / "e.csv").write_text(f"id,texto\n{lines}\n", encoding="utf-8")
    code = main(["themes", f"{folder}/e.csv", "-o", f"{folder}/temas"])
    members = _rows(folder / "temas" / "members.csv")
    assert {row["contribution_id"] for row in members} == {str(i) for i in range(8)}
    header = (folder / "temas" / "themes.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == "theme_id,parent_id,label,terms,size,weight,medoid_id"
    assert code in (0, 1)
    details = _rows(folder / "temas" / "details.csv")
    assert {row["theme_id"] for row in details} == {
        row["theme_id"] for row in _rows(folder / "temas" / "themes.csv")
    }
    names = {path.name for path in (folder / "temas").iterdir()}
    assert names == {
        "themes.csv", "members.csv", "details.csv", "campaigns.csv", "breakdown.csv",
        "rechazados.csv", "memory.parquet",
    }  # fmt: skip


def test_a_second_delivery_joins_the_themes_of_the_first(folder: Path, capsys) -> None:
    water = [f"{k},Queremos agua potable sin fugas en la calle {k},{k}" for k in range(20)]
    metro = [f"{k},Pedimos metro seguro y limpio en la línea {k},{k}" for k in range(20, 40)]
    head = "id,texto,firmas\n"
    (folder / "uno.csv").write_text(head + "\n".join(water + metro) + "\n", encoding="utf-8")
    more = [
        "1,Queremos agua potable sin fugas en la calle 1,6000",
        "90,Agua potable sin fugas ya,3",
    ]
    (folder / "dos.csv").write_text(head + "\n".join(more) + "\n", encoding="utf-8")
    first, second = folder / "t1", folder / "t2"
    assert main(["themes", f"{folder}/uno.csv", "-o", f"{first}"]) == 0
    assert main(["themes", f"{folder}/dos.csv", "--since", f"{first}", "-o", f"{second}"]) == 0
    names = [
        {r["theme_id"]: r["label"] for r in _rows(at / "themes.csv")} for at in (first, second)
    ]
    assert names[0] == names[1]
    members = {r["contribution_id"]: r["theme_id"] for r in _rows(second / "members.csv")}
    assert len(members) == 41 and members["90"] == members["1"] != members["30"]
    week = {r["theme_id"]: r for r in _rows(second / "week.csv")}
    assert (week[members["90"]]["added"], week[members["90"]]["status"]) == ("1", "grew")
    assert [(r["contribution_id"], r["threshold"]) for r in _rows(second / "thresholds.csv")] == [
        ("1", "5000")
    ]
    said = capsys.readouterr().err
    assert "1 aportaciones nuevas" in said and "pasa de 5000 firmas: 1 (1 → 6000)" in said


def test_a_delivery_without_ids_is_refused(folder: Path, capsys) -> None:
    lines = "\n".join(f"Queremos agua potable en la calle {k}" for k in range(12))
    (folder / "uno.csv").write_text(f"texto\n{lines}\n", encoding="utf-8")
    main(["themes", f"{folder}/uno.csv", "-o", f"{folder}/t1"])
    code = main(["themes", f"{folder}/uno.csv", "--since", f"{folder}/t1", "-o", f"{folder}/t2"])
    assert code == 2 and "--id-column" in capsys.readouterr().err


def test_ids_may_be_the_numbers_of_the_rows(folder: Path) -> None:
    lines = "\n".join(f"{k},Queremos agua potable en la calle {k}" for k in range(1, 13))
    (folder / "uno.csv").write_text(f"id,texto\n{lines}\n", encoding="utf-8")
    assert main(["themes", f"{folder}/uno.csv", "-o", f"{folder}/t1"]) == 0
    code = main(["themes", f"{folder}/uno.csv", "--since", f"{folder}/t1", "-o", f"{folder}/t2"])
    assert code == 0


@pytest.mark.parametrize("more", [["--guide", "g.toml"], ["--broad", "0"], ["--resolution", "3"]])
def test_what_shapes_themes_is_refused_where_they_stay(folder: Path, capsys, more) -> None:
    code = main(["themes", f"{folder}/textos.csv", "--since", "x", "-o", f"{folder}/t", *more])
    assert code == 2 and more[0] in capsys.readouterr().err


@pytest.mark.parametrize("command", ["themes", "waves"])
def test_a_folder_of_themes_changes_as_a_whole_and_by_one_order_at_a_time(
    folder: Path, capsys, monkeypatch, command: str
) -> None:
    lines = [f"{k},Queremos {('agua potable', 'metro seguro')[k % 2]} {k}" for k in range(24)]
    (folder / "e.csv").write_text("id,texto\n" + "\n".join(lines), encoding="utf-8")
    texts = [f"{folder}/e.csv"] * (2 if command == "waves" else 1)
    order = [command, *texts, "-o", f"{folder}/t"]
    main(order)
    before = {path.name: path.read_bytes() for path in (folder / "t").iterdir()}
    with staged(folder / "t"):
        assert main(order) == 2
        assert "otra orden de tracer está escribiendo" in capsys.readouterr().err

    def refused(*args: object, **more: object) -> None:
        raise OutputError("el disco está lleno")

    monkeypatch.setattr("tracer.tables.rejected_rows", refused)  # the last table but one
    assert main([*order, "--seed", "2"]) == 2
    assert {path.name: path.read_bytes() for path in (folder / "t").iterdir()} == before


def test_two_waves_are_compared_theme_by_theme(folder: Path, capsys) -> None:
    water = ["Que no falte agua potable en casa", "Agua potable sin fugas ni tandeo"]
    metro = ["Metro seguro y limpio en la noche", "Transporte y metro más baratos"]
    for name, share in (("antes", 3), ("despues", 9)):
        lines = [f"{k},{(water if k % 12 < share else metro)[k % 2]} {k}" for k in range(1, 121)]
        (folder / f"{name}.csv").write_text("id,texto\n" + "\n".join(lines), encoding="utf-8")
    code = main(["waves", f"{folder}/antes.csv", f"{folder}/despues.csv", "-o", f"{folder}/w"])
    assert code == 0
    rows = _rows(folder / "w" / "waves.csv")
    assert {row["verdict"] for row in rows} >= {"more", "less"}
    assert all(row["panel"] == "120" for row in rows)
    said = capsys.readouterr().err
    assert "120 personas en ambas" in said and "se piden más: " in said
    assert len(_rows(folder / "w" / "members.csv")) == 240


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["match", "nada.csv", "--against", "ley.md", "-o", "x.csv"], "nada.csv"),
        (["match", "textos.csv", "--against", "ley.md", "-o", "x.doc"], "x.doc"),
        (["match", "textos.csv", "--text-column", "textoo", "--against", "ley.md", "-o", "x.csv"],
         "texto"),
        (["run", "nada.toml", "-o", "x"], "nada.toml"),
        (["parse", "textos.csv", "-o", "x.csv"], "citation"),
        (["eval", "no-hay", "--quiet"], "no-hay"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_2_and_one_clear_message(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    assert main(arguments) == 2
    message = capsys.readouterr().err
    assert message.startswith("tracer: ") and said in message and "Traceback" not in message
    assert not (folder / "x.csv").exists()


def test_every_command_has_help_with_an_example_and_exit_codes() -> None:
    names = ("parse", "match", "themes", "waves", "align", "run", "eval")
    for name in names:
        found = subprocess.run([sys.executable, "-m", "tracer", name, "--help"],
                               capture_output=True, text=True, check=True)  # fmt: skip
        assert f"tracer {name} " in found.stdout and "Termina con 0" in found.stdout


def test_standard_output_gets_the_table_alone(folder: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "tracer", "parse", f"{folder}/ley.md", "-o", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = list(csv.DictReader(found.stdout.splitlines()))
    assert rows[0]["citation"] and "4 artículos" in found.stderr


def test_another_grammar_is_read_by_parse_and_by_align_alike(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = folder / "clausulas.toml"
    style.write_text(
        'name = "cláusulas"\n[[articles]]\nlevel = "article"\n'
        "pattern = '''CL[AÁ]USULA\\s+(?P<number>\\d+)\\.\\s*'''\n",
        encoding="utf-8",
    )
    old, new = folder / "antes.txt", folder / "despues.txt"
    old.write_text("Cláusula 1. El agua es de todas las personas.\n", encoding="utf-8")
    new.write_text(
        "Cláusula 1. La noche es libre.\nCláusula 2. El agua es de todas las personas.\n",
        encoding="utf-8",
    )
    assert main(["parse", str(new), "-o", str(folder / "p.csv")]) == 2
    assert "no se reconoce ningún artículo" in capsys.readouterr().err
    assert main(["parse", str(new), "--style", str(style), "-o", str(folder / "p.csv")]) == 0
    assert [row["citation"] for row in _rows(folder / "p.csv")] == ["Art. 1", "Art. 2"]
    arguments = [str(old), str(new), "--style", str(style), "-o", str(folder / "a.csv")]
    assert main(["align", *arguments]) == 0
    pairs = [(row["old_citation"], row["new_citation"]) for row in _rows(folder / "a.csv")]
    assert ("Art. 1", "Art. 2") in pairs
