"""Suites: what their TOML says, and where their files are."""

from pathlib import Path

import pytest

from tracer.errors import InputError, ProcessError
from tracer.evaluate.run import KINDS
from tracer.evaluate.suite import find_file, read_suite, suite_names


def test_every_suite_that_ships_is_of_a_known_kind_and_titled_in_both_languages():
    suites = [read_suite(name) for name in suite_names()]
    assert {suite.kind for suite in suites} == set(KINDS)
    assert all(suite.titles["es"] != suite.titles["en"] for suite in suites)


def test_a_mistyped_name_is_answered_with_the_nearest_and_the_list():
    with pytest.raises(InputError, match=r"«cdxm»; ¿quisiste decir «cdmx»\?.*chile, concepts"):
        read_suite("cdxm")


def test_a_path_need_not_be_among_those_that_ship(tmp_path):
    (tmp_path / "mia.toml").write_text('kind = "sts"\ntitle = "Mía"\npairs = "p.tsv"\n')
    suite = read_suite(str(tmp_path / "mia.toml"))
    assert (suite.name, suite.titles) == ("mia", {"es": "Mía", "en": "Mía"})


def test_absent_shared_data_say_where_they_were_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACER_SHARED", str(tmp_path / "nada"))
    with pytest.raises(InputError) as error:
        read_suite("cdmx").file("judgements")
    assert str(tmp_path / "nada" / "judgements/cdmx_vigente_2023_dev.jsonl") in str(error.value)
    assert "TRACER_SHARED" in str(error.value)


def test_shared_data_beside_the_checkout_are_found_without_being_told(monkeypatch):
    monkeypatch.delenv("TRACER_SHARED", raising=False)
    with pytest.raises(InputError) as error:
        find_file("shared:no/existe.csv", beside=Path("s.toml"))
    root = Path(__file__).resolve().parents[1]
    assert str(root.parent / "shared/no/existe.csv") in str(error.value)


def test_files_of_tracer_and_files_beside_the_suite_are_found(tmp_path):
    assert find_file("eval:muestra/temas.csv", beside=tmp_path / "s.toml").is_file()
    assert find_file("corpora:muestra/proceso.toml", beside=tmp_path / "s.toml").is_file()
    (tmp_path / "propio.csv").touch()
    assert find_file("propio.csv", beside=tmp_path / "s.toml") == tmp_path / "propio.csv"
    with pytest.raises(InputError, match=r"s\.toml nombra «otro\.csv»"):
        find_file("otro.csv", beside=tmp_path / "s.toml")


def test_a_key_that_the_kind_does_not_know_is_refused(tmp_path):
    (tmp_path / "mia.toml").write_text('kind = "sts"\ntitle = "Mía"\npears = "p.tsv"\n')
    with pytest.raises(ProcessError, match=r"pears; ¿quisiste decir «pairs»\?"):
        read_suite(str(tmp_path / "mia.toml")).only("pairs")


def test_a_reference_that_is_no_number_is_refused(tmp_path):
    (tmp_path / "mia.toml").write_text(
        'kind = "sts"\ntitle = "Mía"\n[[reference]]\nname = "x"\n"P@1" = "mucho"\n'
    )
    with pytest.raises(ProcessError, match="debe ser un número"):
        read_suite(str(tmp_path / "mia.toml"))
