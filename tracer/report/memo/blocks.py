"""What a paper is made of: headings, paragraphs and tables of plain strings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words on their own."""

    text: str
    style: str = "Normal"
    """Name of a Word style."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    width: float
    """In centimetres."""
    number: bool = False
    """Whether its cells stand at the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption above it."""

    caption: str
    description: str
    """For who can't see it."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Paragraph | Table, ...]
    rank: int = 1
    """1 or 2."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, in words."""

    title: str
    subtitle: str
    about: tuple[str, ...]
    """Lines under the title."""
    sections: tuple[Section, ...]
    language: str
    """BCP 47: ``es-MX``."""
    page: str
    """Words of the footer, with ``{page}`` and ``{pages}``."""
    table: str
    """What a caption begins with: ``Tabla``."""
