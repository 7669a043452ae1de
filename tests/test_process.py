"""PROCESS.toml: what it may say, what is refused, what its sources give together."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tracer.errors import ColumnError, InputError, ProcessError
from tracer.process import Settings, read_process, read_sources, sample
from tracer.records import Contribution, Tally

ROOT = Path(__file__).resolve().parents[1]

MINIMAL = """
[[sources]]
name = "a"
path = "a.csv"

[[versions]]
name = "final"
path = "final.md"
"""


def _folder(folder: Path, toml: str = MINIMAL, **files: str) -> Path:
    contents = {"a.csv": "id,texto\n10,agua\n9,luz\n", "final.md": "Artículo 1"} | files
    for name, text in {**contents, "PROCESS.toml": toml}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "PROCESS.toml"


def test_a_file_of_corrections_is_found_beside_the_process(tmp_path: Path) -> None:
    for name in ("p.csv", "ley.md", "temas.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    written = (
        '[process]\nguide = "{}"\n[[sources]]\nname = "p"\nchannel = "petition"\n'
        'path = "p.csv"\n[[versions]]\nname = "final"\npath = "ley.md"\n'
    )
    (tmp_path / "p.toml").write_text(written.format("temas.toml"), encoding="utf-8")
    assert read_process(tmp_path / "p.toml").guide == (tmp_path / "temas.toml").resolve()
    (tmp_path / "p.toml").write_text(written.format("nada.toml"), encoding="utf-8")
    with pytest.raises(ProcessError, match=r"process\.guide"):
        read_process(tmp_path / "p.toml")


def test_everything_a_process_can_say_is_read(tmp_path: Path) -> None:
    toml = """
[process]
name = "Prueba"
[[sources]]
name = "a"
channel = "petition"
path = "a.csv"
text = ["texto"]
id = "id"
weight = "firmas"
questions = ["q"]
limit = 5
sample_seed = 7
[[versions]]
name = "borrador"
path = "final.md"
date = 2016-09-15
[[versions]]
name = "final"
path = "final.md"
date = "2017-02-05"
[settings]
level = "finest"
top = 3
min_confidence = 0.5
precision = 0.9
seed = 9
encoder = "x"
backend = "y"
lang = "en"
"""
    process = read_process(_folder(tmp_path, toml))
    (source,) = process.sources
    assert (process.name, source.channel, source.path) == ("Prueba", "petition", tmp_path / "a.csv")
    assert (source.text_columns, source.id_column, source.weight_column) == (
        ("texto",),
        "id",
        "firmas",
    )
    assert (source.questions, source.limit, source.sample_seed) == (("q",), 5, 7)
    assert [(v.name, v.date) for v in process.versions] == [
        ("borrador", "2016-09-15"), ("final", "2017-02-05"),
    ]  # fmt: skip
    assert process.settings == Settings("finest", 3, 0.5, 0.9, 9, "x", "y", "en")


def test_the_text_that_was_in_force_before_is_no_draft(tmp_path: Path) -> None:
    law = '[[versions]]\nname = "ley"\npath = "final.md"\nprior = true\n'
    process = read_process(_folder(tmp_path, MINIMAL.replace("[[versions]]", law + "[[versions]]")))
    assert process.prior is not None and process.prior.name == "ley"
    assert [version.name for version in process.versions] == ["final"]
    with pytest.raises(ProcessError, match=r"la primera de varias.*versions\[2\], de 2"):
        read_process(_folder(tmp_path, MINIMAL + law))


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    process = read_process(_folder(tmp_path))
    assert process.settings == Settings("section", 10, 0.0, 0.0, 1, "", "", "es")
    assert process.name == tmp_path.name
    assert process.sources[0].limit is None and process.sources[0].id_column is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('path = "a.csv"', 'path = "a.csv"\ntexts = ["x"]', r"sources\[1\]\.texts.*«text»"),
        ('path = "a.csv"', 'path = "b.csv"', r"sources\[1\]\.path.*b\.csv.*no existe.*«a\.csv»"),
        ('path = "a.csv"', "", r"falta sources\[1\]\.path"),
        ('path = "a.csv"', 'path = "a.csv"\nchannel = "petitions"', r"channel.*petition, survey"),
        ('path = "a.csv"', 'path = "a.csv"\ntext = 3', r"sources\[1\]\.text debe ser una lista"),
        (
            'path = "a.csv"',
            'path = "a.csv"\nlimit = 0',
            r"limit debe ser un entero desde 1; vale 0",
        ),
        ('path = "a.csv"', 'path = "a.csv"\nlimit = true', r"limit debe ser un entero"),
        ('name = "final"', 'name = ""', r"versions\[1\]\.name debe ser un texto"),
        ('name = "final"', 'name = "final"\ndate = "ayer"', r"date debe ser una fecha"),
        ('name = "final"', 'name = "final"\nprior = "sí"', r"prior debe ser true o false"),
        ('name = "final"', 'name = "final"\nprior = true', r"la primera de varias versiones"),
        ("[[versions]]", "[[version]]", r"clave desconocida version.*«versions»"),
        ("[[versions]]", "[versions]", r"versions debe ser una lista de tablas"),
        ("[[sources]]", "[process]\ntitle = 'x'\n[[sources]]", r"process\.title"),
        ("[[sources]]", "[settings]\nlevel = 'seccion'\n[[sources]]", r"level.*section.*«section»"),
        ("[[sources]]", "[settings]\ntop = '10'\n[[sources]]", r"settings\.top debe ser un entero"),
        ("[[sources]]", "[settings]\nmin_confidence = 5\n[[sources]]", r"entre 0 y 1; vale 5"),
        ("[[sources]]", "settings = 3\n[[sources]]", r"settings debe ser una tabla"),
        ('name = "a"', 'name = "a:b"', r"dos puntos"),
        ('name = "a"', "name = a", r"no es TOML válido.*line 3"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_key(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in MINIMAL
    with pytest.raises(ProcessError, match=said):
        read_process(_folder(tmp_path, MINIMAL.replace(old, new, 1)))


def test_a_process_needs_a_source_and_a_version_and_distinct_names(tmp_path: Path) -> None:
    source, version = MINIMAL.split("\n\n")[0], MINIMAL.split("\n\n")[1]
    with pytest.raises(ProcessError, match=r"falta versions.*\[\[versions\]\]"):
        read_process(_folder(tmp_path, source))
    with pytest.raises(ProcessError, match=r"falta sources.*\[\[sources\]\]"):
        read_process(_folder(tmp_path, version))
    with pytest.raises(ProcessError, match=r"sources\[2\]\.name repite «a»"):
        read_process(_folder(tmp_path, source + "\n" + MINIMAL))
    with pytest.raises(InputError, match="no existe"):
        read_process(tmp_path / "nada.toml")


TWO = MINIMAL.replace("[[versions]]", '[[sources]]\nname = "b"\npath = "b.csv"\n\n[[versions]]')


def test_sources_are_joined_in_their_order_and_sorted_by_id(tmp_path: Path) -> None:
    path = _folder(tmp_path, TWO, **{"b.csv": "id,texto\nB2,mar\nB1,sol\n,\n"})
    read = read_sources(read_process(path))
    assert [(c.id, c.source) for c in read.contributions] == [
        ("9", "a"), ("10", "a"), ("B1", "b"), ("B2", "b"),
    ]  # fmt: skip
    assert not read.rejected


def test_an_id_in_two_sources_puts_the_name_before_every_id_of_both(tmp_path: Path) -> None:
    third = TWO.replace("[[versions]]", '[[sources]]\nname = "c"\npath = "c.csv"\n\n[[versions]]')
    files = {"b.csv": "id,texto\n9,mar\n11,sol\n", "c.csv": "id,texto\n1,pan\nb:9,sal\n"}
    ids = [
        c.id for c in read_sources(read_process(_folder(tmp_path, third, **files))).contributions
    ]
    assert ids == ["a:9", "a:10", "b:9", "b:11", "c:1", "c:b:9"]


def test_the_order_of_rows_changes_nothing_when_rows_have_ids(tmp_path: Path) -> None:
    rows = [f"{k % 37},texto {k}" for k in range(60)]
    toml = MINIMAL.replace('path = "a.csv"', 'path = "a.csv"\nlimit = 20')
    seen = set()
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        files = {"a.csv": "\n".join(["id,texto", *rows]) + "\n"}
        read = read_sources(read_process(_folder(tmp_path, toml, **files)))
        seen.add(tuple((c.id, c.text) for c in read.contributions))
    assert len(seen) == 1
    assert len(seen.pop()) == 20


def test_a_sample_holds_the_smaller_one_and_depends_on_its_seed() -> None:
    given = [Contribution(id=str(k), text=f"texto {k}") for k in range(100)]
    ten, twenty = sample(given, 10, seed=1), sample(given[::-1], 20, seed=1)
    assert twenty[:10] == ten
    assert sample(given, 10, seed=2) != ten
    assert len(sample(given, 1000, seed=1)) == 100


def test_another_source_does_not_change_which_are_drawn(tmp_path: Path) -> None:
    rows = "id,texto\n" + "".join(f"{k},texto {k}\n" for k in range(50))
    limited = ('path = "a.csv"', 'path = "a.csv"\nlimit = 5')
    drawn = []
    for toml in (MINIMAL, TWO):
        path = _folder(
            tmp_path, toml.replace(*limited), **{"a.csv": rows, "b.csv": "id,texto\n1,x y\n"}
        )
        read = read_sources(read_process(path))
        drawn.append([c.text for c in read.contributions if c.source == "a"])
    assert drawn[0] == drawn[1] and len(drawn[0]) == 5


def test_rows_set_aside_and_errors_name_their_source(tmp_path: Path) -> None:
    path = _folder(tmp_path, **{"a.csv": "id,texto\n1,agua\n2,\n"})
    (one,) = read_sources(read_process(path)).rejected
    assert (one.source, one.file, one.row, one.place) == ("a", "a.csv", 2, "3")
    assert one.issue.source == "a (a.csv)"
    path = _folder(tmp_path, **{"a.csv": "id,zzz\n1,agua\n"})
    with pytest.raises(ColumnError, match=r"fuente «a».*zzz"):
        read_sources(read_process(path))


def test_every_row_of_every_source_is_accounted_for(tmp_path: Path) -> None:
    toml = """
[[sources]]
name = "cartas"
path = "cartas"
limit = 4

[[sources]]
name = "encuesta"
path = "e.csv"
questions = ["visión", "reto"]

[[versions]]
name = "final"
path = "final.md"
"""
    path = _folder(
        tmp_path, toml, **{"e.csv": "id,visión,reto\n1,a b,c d\n2,,\n3,e f,\n1,a b,c d\n"}
    )
    (tmp_path / "cartas").mkdir()
    ragged = "id,texto,firmas\n1,agua,1\n1,agua,2\n1,luz\n,sin id\n5,\n\n6,a,b,c,d\n"
    for name, text in (("a.csv", ragged), ("b.csv", "texto\nsol\n"), ("c.csv", "texto\nmar\n"),
                       ("d.md", "# Foro\n- uno\n- <br>\n")):  # fmt: skip
        (tmp_path / "cartas" / name).write_text(text, encoding="utf-8")
    read = read_sources(read_process(path))
    letters, answers = read.tallies
    assert letters == Tally("cartas", 11, 4, 0, 3, 4)
    assert answers == Tally("encuesta", 4, 2, 1, 0, 3)
    assert letters.adds_up and answers.adds_up
    assert [(one.file, one.place, one.code) for one in read.rejected] == [
        ("a.csv", "2", "repeated-row"), ("a.csv", "6", "empty-row"), ("a.csv", "7", "empty-row"),
        ("d.md", "2", "empty-row"), ("e.csv", "3", "empty-row"), ("e.csv", "5", "repeated-row"),
    ]  # fmt: skip
    assert len(read.contributions) == letters.contributions + answers.contributions


def test_the_sample_process_that_comes_with_the_project_reads_completely() -> None:
    process = read_process(ROOT / "corpora/muestra/proceso.toml")
    read = read_sources(process)
    assert {c.source for c in read.contributions} == {source.name for source in process.sources}
    assert {c.channel for c in read.contributions} == {"petition", "survey", "comment", "event"}
    assert len({c.id for c in read.contributions}) == len(read.contributions)
    assert all(version.path.is_file() for version in process.versions)
