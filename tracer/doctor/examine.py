"""All that the doctor looks at, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tracer.doctor.check import Check, safely
from tracer.doctor.engine import examine_engine
from tracer.doctor.machine import examine_machine
from tracer.doctor.packages import examine_packages
from tracer.doctor.storage import examine_storage
from tracer.doctor.surroundings import examine_surroundings

EXAMINATIONS: tuple[tuple[str, Callable[[], Iterable[Check]]], ...] = (
    ("paquetes", examine_packages),
    ("motor", examine_engine),
    ("equipo", examine_machine),
    ("vectores", examine_storage),
    ("alrededores", examine_surroundings),
)


def examine() -> Iterator[Check]:
    """Give the checks one after another; whatever breaks in one is told, never raised."""
    for area, look in EXAMINATIONS:
        yield from safely(area, look)
