"""From the rows of a table to contributions: columns, ids, rows set aside."""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from pace import in_proportion

from tracer.errors import ColumnError
from tracer.records import Part
from tracer.sources import read_contributions
from tracer.sources.identity import natural_key

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TRACER_SHARED", ROOT.parent / "shared"))
needs_corpora = pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="needs the shared corpora ($TRACER_SHARED)"
)


def _file(folder: Path, *lines: str, name: str = "a.csv") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name


def test_several_text_columns_are_one_contribution_in_the_order_asked_for(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,a,b,c", "1,uno,dos,tres", "2,,dos,", '3,"  ",,""')
    read = read_contributions(path, text_columns=("c", "a", "b"))
    assert [(c.id, c.text) for c in read.contributions] == [("1", "tres\nuno\ndos"), ("2", "dos")]
    assert [(one.row, one.code) for one in read.rejected] == [(3, "empty-row")]
    assert "id 3" in read.rejected[0].message


def test_every_part_is_the_text_of_its_column(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,título,descripción", '1,Agua,"<p>limpia</p><p>ya</p>"', "2,,sola")
    for found in read_contributions(path).contributions:
        assert "\n".join(found.text[p.start : p.end] for p in found.parts) == found.text
    assert found.parts == (Part("descripción", 0, 4),)


def test_the_id_is_the_cell_as_it_stands(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto", "007,agua", " P-12 ,luz", "12.0,gas", "a b,sol")
    ids = [c.id for c in read_contributions(path).contributions]
    assert ids == ["007", "P-12", "12.0", "a b"]


def test_without_an_id_column_the_id_is_the_row_number(tmp_path: Path) -> None:
    path = _file(tmp_path, "texto", "agua", '""', "agua", "luz")
    read = read_contributions(path)
    assert [(c.id, c.row, c.text) for c in read.contributions] == [
        ("1", 1, "agua"), ("3", 3, "agua"), ("4", 4, "luz"),
    ]  # fmt: skip
    assert [one.row for one in read.rejected] == [2]


def test_columns_are_found_in_spanish_and_english_whatever_their_case_and_accents(
    tmp_path: Path,
) -> None:
    spanish = _file(
        tmp_path,
        "FOLIO,Título,Descripción,Número de Firmas,Canal,Fecha,Alcaldía,Colonia,Género,Edad",
        'x1,Agua,limpia,"1,234",Petición,05/09/2016,Tlalpan,Centro,mujer,34',
    )
    english = _file(
        tmp_path,
        "id,title,description,signatures,channel,date,borough,neighbourhood,gender,age",
        "x1,Agua,limpia,1234,petition,2016-09-05,Tlalpan,Centro,mujer,34",
        name="b.csv",
    )
    (one,), (two,) = (read_contributions(p).contributions for p in (spanish, english))
    assert one.text == two.text == "Agua\nlimpia"
    for name in ("id", "weight", "channel", "date", "borough", "neighbourhood", "gender", "age"):
        assert getattr(one, name) == getattr(two, name) not in ("", 1.0)


def test_a_whole_text_is_preferred_and_pieces_of_one_are_all_read(tmp_path: Path) -> None:
    whole = _file(tmp_path, "id,comentario,texto,titulo", "1,nota interna,Agua limpia,Agua")
    pieces = _file(
        tmp_path, "argumentos,problema,titulo", "porque sí,falta agua,Agua", name="b.csv"
    )
    assert read_contributions(whole).contributions[0].text == "Agua\nAgua limpia"
    read = read_contributions(pieces)
    assert read.contributions[0].text == "Agua\nfalta agua\nporque sí"
    assert "text-columns-detected" in [issue.code for issue in read.issues]


def test_an_unknown_column_is_refused_with_those_there_are_and_the_nearest(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,titulo,cuerpo", "1,Agua,limpia")
    with pytest.raises(
        ColumnError, match=r"cuerpos.*¿quisiste decir «cuerpo»\?.*id, titulo, cuerpo"
    ):
        read_contributions(path, text_columns=("cuerpos",))
    with pytest.raises(ColumnError, match="--id-column"):
        read_contributions(path, id_column="folio")
    with pytest.raises(ColumnError, match="--weight-column"):
        read_contributions(path, weight_column="votos")
    strange = _file(tmp_path, "id,x,y", "1,a,una frase bastante larga", name="b.csv")
    with pytest.raises(ColumnError, match=r"id, x, y.*«y».*--text-column"):
        read_contributions(strange)


def test_a_named_column_wins_over_the_usual_names(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,n,texto,otro,firmas,x", "1,A,uno,dos,5,9")
    (found,) = read_contributions(
        path, id_column="n", text_columns=("Otro",), weight_column="x"
    ).contributions
    assert (found.id, found.text, found.weight) == ("A", "dos", 9.0)


def test_weights_that_cannot_be_read_count_one_and_are_reported_once(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "id,texto,firmas", "1,agua,", "2,luz,muchas", "3,gas,-4", "4,sol,0", "5,mar,pocas"
    )
    read = read_contributions(path)
    assert [c.weight for c in read.contributions] == [1.0, 1.0, 0.0, 0.0, 1.0]
    assert [issue.code for issue in read.issues] == [
        "blank-weight", "negative-weight", "unreadable-weight",
    ]  # fmt: skip
    assert "«muchas», «pocas» (filas de datos 2, 5)" in read.issues[2].message


def test_unreadable_dates_are_blank_and_reported(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto,fecha", "1,agua,31/12/2016", "2,luz,ayer", "3,gas,")
    read = read_contributions(path)
    assert [c.date for c in read.contributions] == ["2016-12-31", "", ""]
    assert [(i.code, i.line) for i in read.issues] == [("unreadable-date", 2)]


def test_a_rows_own_channel_wins_and_an_unknown_one_falls_back(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto,canal", "1,agua,foro", "2,luz,Facebook", "3,gas,")
    read = read_contributions(path, channel="survey")
    assert [c.channel for c in read.contributions] == ["event", "survey", "survey"]
    assert [i.code for i in read.issues] == ["unknown-channel"]


def test_every_answer_to_a_question_is_a_contribution_of_its_own(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "folio,edad,visión,reto", "9,30,ciudad verde,", "10,40,,el agua", "11,5,,"
    )
    read = read_contributions(path, questions=("vision", "reto"))
    assert [(c.id, c.question, c.text, c.age) for c in read.contributions] == [
        ("9#visión", "visión", "ciudad verde", "30"),
        ("10#reto", "reto", "el agua", "40"),
    ]
    assert [one.row for one in read.rejected] == [3]


def test_texts_and_questions_can_be_read_together(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto,reto", "1,ciudad verde,el agua")
    read = read_contributions(path, text_columns=("texto",), questions=("reto",))
    assert [(c.id, c.text) for c in read.contributions] == [
        ("1", "ciudad verde"), ("1#reto", "el agua"),
    ]  # fmt: skip


def test_texts_without_words_are_counted_and_noted_but_not_lost(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto", "1,🙏🙏", "2,...", "3,sí", "4,5", "5,")
    read = read_contributions(path)
    assert [c.id for c in read.contributions] == ["1", "2", "3", "4"]
    assert [(one.row, one.code) for one in read.rejected] == [(5, "empty-row")]
    assert [issue.code for issue in read.issues] == ["wordless-text"]


def test_a_repeated_row_is_set_aside_and_the_weightiest_stays(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto,firmas", "1,agua,5", "1,agua,50", "2,luz,1", "3,luz,1")
    read = read_contributions(path)
    assert [(c.id, c.weight) for c in read.contributions] == [("1", 50.0), ("2", 1.0), ("3", 1.0)]
    assert [(one.row, one.code) for one in read.rejected] == [(1, "repeated-row")]


def test_one_id_with_several_texts_is_told_apart_and_reported(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,texto", "1,viento", "1,agua", "1~2,otra", "1,luz")
    read = read_contributions(path)
    assert {c.text: c.id for c in read.contributions} == {
        "agua": "1", "otra": "1~2", "luz": "1~3", "viento": "1~4",
    }  # fmt: skip
    assert [issue.code for issue in read.issues] == ["repeated-id"]


def test_the_order_of_the_rows_changes_no_contribution(tmp_path: Path) -> None:
    header = "id,texto,firmas,colonia"
    rows = ["1,agua,2,A", "1,agua,9,B", "1,luz,3,C", ",sin nombre,1,D", ",sin nombre,1,E",
            ",otra sin nombre,1,F", "2,gas,1,G", "2,gas,1,H"]  # fmt: skip
    seen = set()
    for seed in range(6):
        random.Random(seed).shuffle(rows)
        read = read_contributions(_file(tmp_path, header, *rows))
        kept = {(c.id, c.text, c.weight, c.neighbourhood) for c in read.contributions}
        assert len(kept) == len({id for id, *_ in kept}) == 6
        seen.add(frozenset(kept))
    assert len(seen) == 1


def test_rows_with_too_few_or_too_many_cells_are_kept_and_listed(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "id,texto,firmas", "1,agua,7", "2,luz", "3,gas, sol, y mar,8", "4,pan,9,,"
    )
    read = read_contributions(path)
    assert [(c.id, c.text, c.weight) for c in read.contributions] == [
        ("1", "agua", 7.0), ("2", "luz", 1.0), ("3", "gas, sol, y mar", 8.0), ("4", "pan", 9.0),
    ]  # fmt: skip
    assert {(i.code, i.line) for i in read.issues} >= {("short-row", 2), ("long-row", 3)}


def test_a_folder_is_read_file_by_file_with_ids_that_stay_apart(tmp_path: Path) -> None:
    _file(tmp_path, "id,texto", "1,agua", name="b.csv")
    _file(tmp_path, "id,texto", "1,luz", name="a.csv")
    _file(tmp_path, "# Foro", "## Conclusiones", "- más árboles", name="foro.md")
    _file(tmp_path, "{", name=".oculto.json")
    read = read_contributions(tmp_path)
    assert [(c.id, c.text) for c in read.contributions] == [
        ("a.csv:1", "luz"), ("b.csv:1", "agua"), ("foro-1", "más árboles"),
    ]  # fmt: skip


def test_natural_order_counts_digits_as_numbers() -> None:
    ids = ["10", "9", "a10", "a2", "1#b", "1", "1~2", "007", "9" * 5000]
    assert sorted(ids, key=natural_key) == [
        "1", "1#b", "1~2", "007", "9", "10", "9" * 5000, "a2", "a10",
    ]  # fmt: skip


def test_importing_the_sources_loads_no_heavy_package() -> None:
    code = (
        "import sys, tracer.sources; heavy = 'pyarrow pandas openpyxl docx spacy numpy'.split(); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_reading_takes_time_in_proportion_to_the_rows(tmp_path: Path) -> None:
    files = {}
    for n in (4_000, 16_000):
        buffer = io.StringIO()
        csv.writer(buffer).writerows([("id", "texto"), *((1, f"agua {k % 50}") for k in range(n))])
        (tmp_path / str(n)).mkdir()
        files[n] = _file(tmp_path / str(n), buffer.getvalue())
    assert in_proportion(lambda n: read_contributions(files[n]), (4_000, 16_000), 12)


@needs_corpora
def test_the_published_table_of_mexico_city_reads_with_named_columns() -> None:
    read = read_contributions(
        SHARED / "corpora/cdmx/tabla1_publicada.csv",
        id_column="n",
        text_columns=("titulo_es",),
        weight_column="signatures",
    )
    assert [c.id for c in read.contributions] == [str(k) for k in range(1, 13)]
    assert sum(c.weight for c in read.contributions) == 383_879
    assert not read.rejected and not read.issues


@needs_corpora
def test_proposals_with_html_read_as_plain_words() -> None:
    read = read_contributions(SHARED / "corpora/madrid/propuestas_2024_2025.csv.gz")
    assert len(read.contributions) == 2738 and not read.rejected
    assert not any(tag in c.text for c in read.contributions for tag in ("<p>", "</", "&amp;"))
    assert all(c.date.startswith("202") for c in read.contributions)


@needs_corpora
def test_judged_texts_read_as_texts_despite_their_nested_judgements() -> None:
    for name, n in (("cdmx_vigente_2023_dev", 28), ("chile_propuesta_2022_dev", 40)):
        read = read_contributions(SHARED / f"judgements/{name}.jsonl")
        assert len(read.contributions) == n and not read.rejected
        assert all(c.channel and "grade" not in c.text for c in read.contributions)


@needs_corpora
def test_popular_initiatives_are_read_with_all_their_pieces() -> None:
    read = read_contributions(SHARED / "corpora/chile2022/iniciativas_populares.jsonl.gz")
    assert len(read.contributions) == 1993
    first = read.contributions[0]
    assert (first.id, first.weight) == ("10038", 132.0)
    assert [part.name for part in first.parts][:2] == ["titulo", "problema"]
