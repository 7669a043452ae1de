"""What holds of every table: all rows accounted for, no letter lost, bytes read alike in pieces."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracer.decoding import as_text, decode, encoding_of
from tracer.delimited import Dialect, dialect_of, records_of
from tracer.errors import TracerError
from tracer.sources import read_contributions
from tracer.sources.mending import decoded_once

CELLS = st.text(st.sampled_from("aé\"',;\t\n\r<&#0 \u202e😀"), max_size=8)
ROWS = st.lists(st.lists(CELLS, max_size=4), max_size=8)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, sample=st.sampled_from([1, 3]))
def test_every_row_of_whatever_table_is_used_or_set_aside(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sample: int
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "texto", "otro", "firmas"], *rows, *rows[:sample]])
    path = tmp_path_factory.mktemp("filas") / "a.csv"
    try:
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        read = read_contributions(path)
    except TracerError:
        return
    (tally,) = read.tallies
    assert tally.adds_up and tally.rows == read.rows
    used = {c.row for c in read.contributions} | {one.row for one in read.rejected}
    assert used == set(range(1, read.rows + 1))
    assert len({c.id for c in read.contributions}) == len(read.contributions)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab",;\t\n\r é'), max_size=60))
def test_records_begin_at_lines_in_order_and_lose_no_letter(text: str) -> None:
    records = list(records_of(io.StringIO(text, newline=""), Dialect(",")))
    lines = [record.line for record in records]
    assert lines == sorted(set(lines))
    assert sum(c.isalpha() for r in records for cell in r.cells for c in cell) == sum(
        c.isalpha() for c in text
    )
    assert dialect_of(lambda: io.StringIO(text, newline="")).delimiter in {"", ",", ";", "\t"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_are_decoded_alike_at_once_and_in_pieces(raw: bytes) -> None:
    found = encoding_of(io.BytesIO(raw))
    assert as_text(io.BytesIO(raw), found).read() == decode(raw)[0]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_what_was_decoded_twice_is_found_and_what_was_not_stays(text: str) -> None:
    try:
        spoiled = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert decoded_once(spoiled) == text
