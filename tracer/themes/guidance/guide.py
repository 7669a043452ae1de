"""The file of corrections: themes named, seeded, split, merged; texts moved, tied and kept apart.

A theme is referred to by its id, by a name that the file itself gives, or, what still holds when
ids have changed with the data, by the id of a contribution in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tracer.errors import ProcessError
from tracer.toml_keys import Keys, parse_toml

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seed:
    """A theme that a person wants: the texts that use one of its words, and those like them."""

    name: str
    words: tuple[str, ...]
    """Words, or phrases of which all words must be there; in any form (*perro, perros*)."""


@dataclass(frozen=True, slots=True)
class Split:
    """A theme to be taken apart."""

    theme: str
    into: tuple[Seed, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Themes to be made one."""

    themes: tuple[str, ...]
    name: str
    """Empty: the name that its terms give."""


@dataclass(frozen=True, slots=True)
class Move:
    """A contribution, with its copies, to be put into another theme."""

    contribution: str
    to: str
    """Empty: into none."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A name that a person gives to a theme."""

    theme: str
    name: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Corrections, applied in this order."""

    seeds: tuple[Seed, ...] = ()
    splits: tuple[Split, ...] = ()
    merges: tuple[Merge, ...] = ()
    moves: tuple[Move, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    """Contributions that must be in the theme of the first."""
    apart: tuple[tuple[str, ...], ...] = ()
    """Contributions no two of which may be in one theme; the earlier ones stay."""
    renames: tuple[Rename, ...] = ()


NO_CORRECTIONS = Guide()


@dataclass(frozen=True, slots=True)
class Amendments:
    """Corrections made at the review desk: what they refer to may be gone by now."""

    guide: Guide
    unfit: Callable[[str], None]
    """Told of each that fits no more."""


def read_guide(path: str | Path) -> Guide:
    """Read a file of corrections.

    Raises
    ------
    InputError
        If there is no such file.
    ProcessError
        If it is no TOML, a key is unknown, missing or of the wrong type, or two themes are to have
        one name.
    """
    document = parse_toml(Path(path))
    document.only("seed", "split", "merge", "move", "together", "apart", "rename")
    guide = Guide(
        seeds=_each(document, "seed", _seed),
        splits=_each(document, "split", _split),
        merges=_each(document, "merge", _merge),
        moves=_each(document, "move", _move),
        together=_each(document, "together", _contributions),
        apart=_each(document, "apart", _contributions),
        renames=_each(document, "rename", _rename),
    )
    _check_names(guide, document)
    return guide


def _each(document: Keys, name: str, read: Callable[[Keys], T]) -> tuple[T, ...]:
    return tuple(map(read, document.tables(name))) if name in document.values else ()


def _seed(keys: Keys) -> Seed:
    keys.only("name", "words")
    return Seed(keys.text("name"), _listed(keys, "words", least=1))


def _split(keys: Keys) -> Split:
    keys.only("theme", "into")
    parts = [Keys(k.values, f"{keys.where}.{k.where}", k.path) for k in keys.tables("into")]
    return Split(keys.text("theme"), tuple(map(_seed, parts)))


def _merge(keys: Keys) -> Merge:
    keys.only("themes", "name")
    return Merge(_listed(keys, "themes", least=2), keys.text("name", ""))


def _move(keys: Keys) -> Move:
    keys.only("contribution", "to")
    return Move(keys.text("contribution"), keys.text("to", ""))


def _contributions(keys: Keys) -> tuple[str, ...]:
    keys.only("contributions")
    return _listed(keys, "contributions", least=2)


def _rename(keys: Keys) -> Rename:
    keys.only("theme", "name")
    return Rename(keys.text("theme"), keys.text("name"))


def _listed(keys: Keys, name: str, *, least: int) -> tuple[str, ...]:
    found = keys.texts(name)
    if len(found) < least:
        raise keys.wrong(name, f"una lista de {least} o más textos")
    return found


def _check_names(guide: Guide, document: Keys) -> None:
    given = [seed.name for seed in guide.seeds]
    given += [part.name for split in guide.splits for part in split.into]
    given += [merge.name for merge in guide.merges if merge.name]
    given += [rename.name for rename in guide.renames]
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise ProcessError(
            "{name}: dos temas se llamarían «{repeated}»; da a cada uno su nombre, o únelos con "
            "[[merge]]",
            name=document.path.name, repeated=twice[0],
        )  # fmt: skip
