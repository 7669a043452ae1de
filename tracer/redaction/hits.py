"""What is looked for, and what stands in its place."""

from __future__ import annotations

from typing import Final, NamedTuple

KINDS: Final = (
    "correo", "perfil", "CURP", "clave de elector", "RFC", "cuenta", "tarjeta", "RUT", "DNI",
    "teléfono", "dirección", "nombre",
)  # fmt: skip
"""In Spanish whatever the language of the screen, so that results don't depend on it. *Cuenta* is
a CLABE or an IBAN, *RUT* also a RUN, *DNI* also a NIE, *perfil* a handle or a page of a person."""
SPACE: Final = "[ \\t\u00a0\u2007\u2009\u202f]"
"""White space inside a line: what is looked for doesn't run over the end of one."""


class Hit(NamedTuple):
    """Where something personal stands in a text, in code points."""

    kind: str
    """One of `KINDS`."""
    start: int
    end: int


def placeholder(kind: str) -> str:
    """Give what stands in the place of a hit: ``[correo]``."""
    return f"[{kind}]"
