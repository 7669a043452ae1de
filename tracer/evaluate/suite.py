"""Suites: TOML files that name what to measure on which files.

Paths say where they start: ``shared:`` is ``$TRACER_SHARED`` or the folder ``shared`` beside the
checkout, for corpora that tracer must not ship; ``eval:`` and ``corpora:`` are folders of tracer
itself; anything else is relative to the folder of the suite.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tracer.errors import InputError
from tracer.evaluate.result import Reference
from tracer.shipped import PACKAGE, shipped
from tracer.suggestion import did_you_mean
from tracer.toml_keys import Keys, parse_toml

COMMON = ("kind", "title", "title_en", "reference")


@dataclass(frozen=True, slots=True)
class Suite:
    """What a suite's TOML says."""

    name: str
    kind: str
    titles: dict[str, str]
    references: tuple[Reference, ...]
    keys: Keys
    """All of its keys; those that every kind has are read already."""

    def only(self, *known: str) -> None:
        """Refuse keys that this kind of suite doesn't know."""
        self.keys.only(*COMMON, *known)

    def file(self, name: str) -> Path:
        """Give the file that a key names.

        Raises
        ------
        InputError
            If it isn't there; the message says where it was looked for.
        """
        return find_file(self.keys.text(name), beside=self.keys.path)


def read_suite(name_or_path: str) -> Suite:
    """Read a suite by its name in ``eval/suites`` or by the path of its TOML.

    Raises
    ------
    InputError
        If there is no such suite; the message lists those there are.
    ProcessError
        If the TOML is no suite.
    """
    path = _locate(name_or_path)
    keys = parse_toml(path)
    title = keys.text("title")
    return Suite(
        name=path.stem,
        kind=keys.text("kind"),
        titles={"es": title, "en": keys.text("title_en", title)},
        references=_references(keys),
        keys=keys,
    )


def suite_names() -> list[str]:
    """Names of the suites that ship with the checkout, in alphabetical order."""
    return sorted(path.stem for path in (shipped("eval") / "suites").glob("*.toml"))


def _locate(name_or_path: str) -> Path:
    if name_or_path.endswith(".toml"):
        return Path(name_or_path)
    names = suite_names()
    if name_or_path not in names:
        raise InputError(
            "no hay ninguna medición «{name}»{hint} (hay: {known}); también se puede dar la ruta "
            "de un .toml",
            name=name_or_path, hint=did_you_mean(name_or_path, names), known=", ".join(names),
        )  # fmt: skip
    return shipped("eval") / "suites" / f"{name_or_path}.toml"


def _references(keys: Keys) -> tuple[Reference, ...]:
    if "reference" not in keys.values:
        return ()
    return tuple(_reference(entry) for entry in keys.tables("reference"))


def _reference(entry: Keys) -> Reference:
    metrics = [name for name in entry.values if name != "name"]
    for name in metrics:
        if type(entry.values[name]) not in (int, float):
            raise entry.wrong(name, "un número")
    return Reference(entry.text("name"), {name: float(entry.values[name]) for name in metrics})


def find_file(written: str, *, beside: Path) -> Path:
    """Find a file as a suite writes it; see the top of this module.

    Parameters
    ----------
    written : str
    beside : Path
        The suite's TOML.

    Raises
    ------
    InputError
        If it isn't there.
    """
    start, colon, rest = written.partition(":")
    if colon and start == "shared":
        return _shared(rest)
    if colon and start in ("eval", "corpora"):
        place = shipped(start) / rest
    else:
        place = beside.resolve().parent / written
    if not place.exists():
        raise InputError(
            "{name} nombra «{written}», que no existe: se buscó {place}",
            name=beside.name, written=written, place=place,
        )  # fmt: skip
    return place


def _shared(rest: str) -> Path:
    given = os.environ.get("TRACER_SHARED")
    folder = Path(given) if given else PACKAGE.parent.parent / "shared"
    place = folder / rest
    if not place.exists():
        raise InputError(
            "esta medición necesita «{rest}», que no viaja con tracer: se buscó {place}; indica "
            "en TRACER_SHARED la carpeta que lo contiene",
            rest=rest, place=place,
        )  # fmt: skip
    return place
