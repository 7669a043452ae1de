"""A column at a time gives what a cell at a time gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracer.cells import typed
from tracer.columns import typed_column
from tracer.errors import Phrase, ShapeError

ANY = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["é", "\ud800x", "2022-07-04", Phrase("hay {n}", n=1)]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.lists(st.text(max_size=4), max_size=3),
)


def outcome(work: Any) -> Any:
    """What came, with the types of all; or what was raised."""
    try:
        return [(type(cell), repr(cell)) for cell in work()]
    except (ShapeError, OverflowError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("kind", [str, int, float, date, tuple])
@given(values=st.lists(ANY, max_size=6))
def test_a_column_is_what_its_cells_are(kind: type, values: list[object]) -> None:
    one_by_one = outcome(lambda: [typed(value, kind, name="c") for value in values])
    assert outcome(lambda: typed_column(values, kind, name="c")) == one_by_one


@pytest.mark.parametrize("kind", [str, int, float])
@given(data=st.data())
def test_a_column_of_its_type_is_what_its_cells_are(kind: type, data: st.DataObject) -> None:
    own = {str: st.text(max_size=4), int: st.integers(), float: st.floats()}[kind]
    values = data.draw(st.lists(own | st.none(), max_size=30))
    one_by_one = outcome(lambda: [typed(value, kind, name="c") for value in values])
    assert outcome(lambda: typed_column(values, kind, name="c")) == one_by_one
