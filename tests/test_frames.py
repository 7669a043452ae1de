"""Records as tables of a notebook, and tables of a notebook as contributions."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracer import contributions_from, read_results, to_arrow, to_pandas, to_polars
from tracer.errors import ColumnError, EmptyInputError, FormatError, ShapeError, TracerError
from tracer.records import Concept, Contribution, Issue, Link, Rate, Theme, Trace, Unit

pd = pytest.importorskip("pandas")

ASKED = {
    "folio": ["a", "b", "c"],
    "Respuesta": ["Agua <b>potable</b>", "  ", "Más árboles"],
    "firmas": [12, 3, None],
}


@pytest.mark.slow
def test_records_of_a_run_are_its_tables_again(reviewable: Path) -> None:
    results = read_results(reviewable)
    for name, records in (
        ("contributions", to_arrow(results.contributions)),
        ("themes", to_arrow(results.themes, kind=Theme)),
        ("members", to_arrow(results.members)),
        ("lineage", to_arrow(results.alignments)),
        ("issues", to_arrow(results.issues, kind=Issue)),
    ):
        assert records.equals(pq.read_table(reviewable / f"{name}.parquet")), name


@pytest.mark.slow
def test_links_of_a_version_are_the_run_s_rows_of_it(reviewable: Path) -> None:
    final = read_results(reviewable).final
    laid_out = to_arrow(final.links)
    written = pl.read_parquet(reviewable / "links.parquet").filter(pl.col("version") == final.name)
    assert pl.from_arrow(laid_out).equals(written.select(laid_out.column_names))  # type: ignore[union-attr]
    assert set(written.columns) - set(laid_out.column_names) == {"version", "text_hash"}


@pytest.mark.slow
def test_provisions_and_traces_have_a_row_each(reviewable: Path) -> None:
    results = read_results(reviewable)
    assert to_arrow(results.final.constitution).num_rows == len(
        results.final.constitution.provisions
    )
    assert to_arrow(results.final.units)["text"].to_pylist() == [
        u.text for u in results.final.units
    ]
    assert to_arrow(results.traces).num_rows == len(results.traces)
    assert set(to_arrow(results.rates)["definition"].to_pylist()) <= {
        "strict",
        "middle",
        "generous",
    }


def test_the_three_libraries_hold_the_same_cells() -> None:
    links = [
        Link("a", 0, "", "", 0.0, 0.7, ""),
        Link("a", 1, "Art. 1", "Art. 1", 0.123456, 0.3, "menciona", "agua", "el agua"),
    ]
    arrow = to_arrow(links)
    assert to_polars(links).to_dicts() == arrow.to_pylist()
    frame = to_pandas(links)
    assert list(frame.columns) == arrow.column_names
    assert str(frame["evidence_provision_start"].dtype) == "Int64"
    assert frame["evidence_provision_start"].isna().tolist() == [True, False]
    assert frame["score"].tolist() == [0.0, 0.1235]


@pytest.mark.parametrize("kind", [Contribution, Link, Unit, Trace, Rate, Issue, Concept])
def test_no_records_of_a_kind_make_a_table_with_its_columns(kind: type) -> None:
    assert to_arrow([], kind=kind).num_rows == 0
    assert to_arrow((), kind=kind).num_columns > 2


def test_records_of_no_kind_several_kinds_or_a_strange_kind_are_refused() -> None:
    with pytest.raises(EmptyInputError, match="kind"):
        to_arrow([])
    with pytest.raises(ShapeError, match="one kind"):
        to_arrow([Contribution("a", "x"), Concept("x")])
    with pytest.raises(ShapeError, match="got str"):
        to_arrow(["x"])


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named_with_what_installs_it(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    convert = {"pandas": to_pandas, "polars": to_polars}[library]
    with pytest.raises(TracerError, match=rf"pip install 'tracer\[{library}\]'"):
        convert([Concept("x")])


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, pa.table, dict], ids=["pandas", "polars", "arrow", "dict"]
)
def test_a_frame_is_read_as_a_file_is(make: object, tmp_path: Path) -> None:
    from tracer import read_contributions

    path = tmp_path / "tabla.csv"
    pl.DataFrame(ASKED).write_csv(path)
    written = read_contributions(path, text_columns=["Respuesta"])
    read = contributions_from(make(ASKED), text="Respuesta", name=path.name)  # type: ignore[operator]
    assert read.contributions == written.contributions
    assert [c.text for c in read.contributions] == ["Agua potable", "Más árboles"]
    assert [one.row for one in read.rejected] == [2] == [one.row for one in written.rejected]


def test_a_named_index_of_pandas_is_a_column() -> None:
    frame = pd.DataFrame(ASKED).set_index("folio")
    assert [c.id for c in contributions_from(frame, text="Respuesta").contributions] == ["a", "c"]


def test_contributions_that_were_laid_out_come_back() -> None:
    asked = (Contribution("1", "agua", "petition", 5.0, date="2031-01-02", borough="Centro"),)
    back = contributions_from(to_polars(asked)).contributions
    assert [replace(c, parts=(), row=0) for c in back] == [replace(asked[0], source="tabla")]


def test_what_is_no_table_has_no_rows_or_lacks_a_column_is_told() -> None:
    with pytest.raises(FormatError, match="list"):
        contributions_from([1, 2])
    with pytest.raises(FormatError, match="mismo número de filas"):
        contributions_from({"texto": ["a"], "id": ["1", "2"]})
    with pytest.raises(EmptyInputError, match="no tiene filas"):
        contributions_from({"texto": []})
    with pytest.raises(ColumnError, match="«pregunta»"):
        contributions_from(ASKED, text="pregunta")
