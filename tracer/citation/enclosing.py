"""Which provisions a provision lies in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracer.errors import FormatError


def enclosing(citation: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Give a provision and those that it lies in, innermost first.

    Parameters
    ----------
    citation : str
    parents : mapping of str to str
        Citation → that of the provision above, empty or unknown where there is none.

    Raises
    ------
    FormatError
        If a provision lies within itself.
    """
    at, seen = citation, set[str]()
    while at in parents:
        if at in seen:
            raise FormatError(
                "la disposición {citation} está dentro de sí misma; alguien cambió la tabla: "
                "repite la corrida",
                citation=at,
            )
        seen.add(at)
        yield at
        at = parents[at]
