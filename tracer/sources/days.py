"""Days written month first, told from those written day first by what the whole column says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tracer.errors import Phrase
from tracer.records import Issue
from tracer.sources.cells import Cell, day_order, parse_month_first
from tracer.sources.identity import Entry
from tracer.sources.result import summary

Unread = list[tuple[int, str]]
"""Rows whose day can't be read, with the cell."""


@dataclass(slots=True)
class Days:
    """What was seen of the order of days and months while a column was read."""

    either: list[int] = field(default_factory=list)
    """Places of the entries whose day could be their month: they were read day first."""
    day_first: bool = False
    """Whether one of them can only be so."""

    def see(self, cell: Cell, place: int) -> None:
        """Take note of the cell of the entry that will be at `place`."""
        order = day_order(cell)
        if order == "either":
            self.either.append(place)
        self.day_first |= order == "day"


def settle(
    entries: list[Entry], days: Days, unread: Unread, *, source: str
) -> tuple[Unread, list[Issue]]:
    """Read days month first, in place, where some can only be so and none can only be day first.

    Returns
    -------
    unread : list of (int, str)
        What is still unreadable.
    issues : list of Issue
        That it was done, if it was.
    """
    found = {row: day for row, cell in unread if (day := parse_month_first(cell))}
    if not found or days.day_first:
        return unread, []
    for place in days.either:
        year, month, day = entries[place].answers[0].date.split("-")
        entries[place] = _dated(entries[place], f"{year}-{day}-{month}")
    for place, entry in enumerate(entries):
        if entry.row in found:
            entries[place] = _dated(entry, found[entry.row])
    message = Phrase("fechas leídas con el mes delante (mm/dd), como obligan algunas de la columna")
    told = summary("month-first", message, sorted(found), source=source)
    return [(row, cell) for row, cell in unread if row not in found], [told]


def _dated(entry: Entry, date: str) -> Entry:
    return entry._replace(answers=tuple(replace(answer, date=date) for answer in entry.answers))
