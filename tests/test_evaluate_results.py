"""Results as text and on disk."""

import json

import pytest

from tracer.errors import FormatError
from tracer.evaluate import Case, Measure, Reference, SuiteResult, record, table

NAN = float("nan")


def _result(value=0.5, encoder="e5", **more):
    rows = {"nDCG@10": Measure(value, 23, 0.4, 0.6), "P@1 · final": Measure(0.82, 11, NAN, NAN, 9)}
    return SuiteResult("cdmx", {"es": "Ciudad", "en": "City"}, encoder, rows, **more)


def test_a_table_states_the_interval_the_count_and_the_encoder():
    text = table(_result(), "es")
    assert text.splitlines()[0] == "Ciudad · e5"
    assert ".500  .400–.600" in text and "9/11" in text and "nan" not in text


def test_a_table_speaks_the_language_asked_for():
    measured = SuiteResult(
        "x", {"es": "T", "en": "T"}, "e", {"top-1 · topic 2 · examples 8": Measure(0.5, 2, 0, 1)}
    )
    assert "acierto a la primera · tema 2 · ejemplos 8" in table(measured, "es")
    assert "top-1 · topic 2 · examples 8" in table(measured, "en")


def test_references_stand_above_this_run_and_leave_gaps_where_they_say_nothing():
    other = Reference("USE", {"nDCG@10": 0.37})
    lines = table(_result(references=(other, Reference("x", {}))), "en").splitlines()
    assert lines[-3].split() == ["USE", ".370"]
    assert lines[-2].split() == ["x", "—"]
    assert lines[-1].split() == ["this", "run", ".500"]


def test_cases_show_what_was_expected_beside_what_was_found():
    cases = (Case("11", "", "Art. 4", False),)
    assert table(_result(cases=cases), "es").splitlines()[-1].split() == [
        "11", "no", "Art.", "4", "—",
    ]  # fmt: skip


def test_an_undefined_value_is_a_dash_in_the_table_and_null_in_the_record(tmp_path):
    assert "—" in table(_result(NAN), "es")
    path = record(_result(NAN), tmp_path, date="2026-01-01", commit="a")
    assert json.loads(path.read_text())[0]["metrics"]["nDCG@10"]["value"] is None


def test_a_record_holds_one_entry_for_each_encoder_and_commit_newest_last(tmp_path):
    folder = tmp_path / "results"
    record(_result(0.1), folder, date="2026-01-01", commit="a")
    record(_result(0.2), folder, date="2026-01-02", commit="b")
    record(_result(0.3, encoder="use"), folder, date="2026-01-02", commit="b")
    path = record(_result(0.4), folder, date="2026-01-03", commit="a")
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "cdmx.json"
    seen = [(e["commit"], e["encoder"], e["metrics"]["nDCG@10"]["value"]) for e in entries]
    assert seen == [("b", "e5", 0.2), ("b", "use", 0.3), ("a", "e5", 0.4)]
    assert entries[-1]["date"] == "2026-01-03"
    assert entries[-1]["metrics"]["P@1 · final"]["hits"] == 9


def test_a_record_never_repeats_what_the_corpus_says(tmp_path):
    result = _result(cases=(Case("1", "Art. 64, 2.", "Art. 64", True),))
    entry = json.loads(record(result, tmp_path, date="2026-01-01", commit="a").read_text())[0]
    assert entry["cases"] == [{"id": "1", "found": "Art. 64", "right": True}]


@pytest.mark.parametrize("content", ["{}", "[1]", "no json"])
def test_a_file_that_holds_no_results_is_left_as_it_is(tmp_path, content):
    (tmp_path / "cdmx.json").write_text(content)
    with pytest.raises(FormatError, match="muévelo a otro lugar"):
        record(_result(), tmp_path, date="2026-01-01", commit="a")
    assert (tmp_path / "cdmx.json").read_text() == content
