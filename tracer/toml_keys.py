"""Reading a TOML file key by key: what is missing, unknown or of the wrong type is named."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracer.errors import InputError, Phrase, ProcessError
from tracer.files import reason
from tracer.suggestion import did_you_mean, did_you_mean_file


def parse_toml(path: Path) -> Keys:
    """Read a TOML file.

    Raises
    ------
    InputError
        If there is no such file or it can't be opened.
    ProcessError
        If it is no TOML.
    """
    try:
        return Keys(tomllib.loads(path.read_text(encoding="utf-8-sig")), "", path)
    except FileNotFoundError:
        hint = did_you_mean_file(path) or Phrase("; revisa la ruta")
        raise InputError("no existe el archivo {path}{hint}", path=path, hint=hint) from None
    except OSError as error:
        raise InputError(
            "no se puede abrir {path}: {reason}", path=path, reason=reason(error)
        ) from None
    except UnicodeDecodeError:
        raise ProcessError("{name} debería estar en UTF-8; guárdalo así", name=path.name) from None
    except tomllib.TOMLDecodeError as error:
        raise ProcessError(
            "{name} no es TOML válido: {error}; los textos van entre comillas y cada fuente "
            "empieza con [[sources]]",
            name=path.name,
            error=error,
        ) from None


@dataclass(frozen=True, slots=True)
class Keys:
    """One table of a TOML file, with where it stands, so that every complaint can name its key."""

    values: Mapping[str, Any]
    where: str
    path: Path

    def key(self, name: str) -> str:
        """Give the full name of a key of this table: ``sources[2].path``."""
        return f"{self.where}.{name}" if self.where else name

    def wrong(self, name: str, expected: str, *, hint: str = "") -> ProcessError:
        """Make the error of a value that is not what was expected."""
        return ProcessError(
            "{file}: {key} debe ser {expected}; vale {value!r}{hint}",
            file=self.path.name, key=self.key(name), expected=expected,
            value=self.values.get(name), hint=hint,
        )  # fmt: skip

    def only(self, *known: str) -> None:
        """Refuse keys that are not among the known ones, and propose the nearest."""
        for name in self.values:
            if name not in known:
                raise ProcessError(
                    "{file}: clave desconocida {key}{hint} (se esperaba: {known})",
                    file=self.path.name, key=self.key(name), hint=did_you_mean(name, known),
                    known=", ".join(known),
                )  # fmt: skip

    def table(self, name: str) -> Keys:
        """Give a table below this one; an empty one where it is absent."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, Phrase("una tabla, [{name}]", name=name))
        return Keys(value, self.key(name), self.path)

    def tables(self, name: str) -> list[Keys]:
        """Give a list of tables, ``[[name]]``; there must be at least one."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(
                name, Phrase("una lista de tablas, cada una bajo [[{name}]]", name=name)
            )
        if not value:
            raise ProcessError(
                "{file}: falta {name}; se esperaba al menos una tabla [[{name}]] con name y path",
                file=self.path.name, name=name,
            )  # fmt: skip
        return [Keys(v, f"{name}[{k}]", self.path) for k, v in enumerate(value, start=1)]

    def text(self, name: str, default: str | None = None) -> str:
        """Give a text; without a default it must be there, and not be blank."""
        value = self.values.get(name, default)
        if value is None:
            raise ProcessError(
                '{file}: falta {key}; se esperaba un texto, por ejemplo {name} = "…"',
                file=self.path.name, key=self.key(name), name=name,
            )  # fmt: skip
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise self.wrong(name, Phrase("un texto entre comillas"))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts; a single text stands for a list of one."""
        value = self.values.get(name, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.wrong(name, Phrase('una lista de textos, por ejemplo ["titulo", "texto"]'))
        return tuple(value)

    def one_of(self, name: str, choices: Sequence[str], default: str) -> str:
        """Give a text that is among the choices."""
        value = self.values.get(name, default)
        if value != default and value not in choices:
            hint = did_you_mean(str(value), choices)
            raise self.wrong(name, Phrase("uno de {known}", known=", ".join(choices)), hint=hint)
        return str(value)

    def integer(self, name: str, default: int, *, least: int | None = None) -> int:
        """Give a whole number, at least `least` where that is given."""
        value = self.values.get(name, default)
        if type(value) is not int or (least is not None and value < least):
            whole = Phrase("un entero")
            if least is not None:
                whole = Phrase("un entero desde {least}", least=least)
            raise self.wrong(name, whole)
        return value

    def boolean(self, name: str, default: bool) -> bool:
        """Read a key that is true or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, Phrase("true o false"))
        return value

    def probability(self, name: str, default: float) -> float:
        """Give a number from 0 to 1."""
        value = self.values.get(name, default)
        if type(value) not in (int, float) or not 0 <= value <= 1:
            raise self.wrong(name, Phrase("un número entre 0 y 1"))
        return float(value)

    def file(self, name: str) -> Path:
        """Give the absolute path of a file or folder that exists, relative to the TOML's folder."""
        given = self.text(name)
        place = (self.path.resolve().parent / given).resolve()
        if not place.exists():
            beside = sorted(other.name for other in place.parent.glob("*"))
            raise ProcessError(
                "{file}: {key} nombra «{given}», que no existe en {folder}{hint}",
                file=self.path.name, key=self.key(name), given=given, folder=place.parent,
                hint=did_you_mean(place.name, beside),
            )  # fmt: skip
        return place
