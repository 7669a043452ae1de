"""A style of drafting from a TOML file, which extends the one that tracer comes with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tracer.citation.numbering import strip_accents
from tracer.constitution.grammar.slow_patterns import why_slow
from tracer.constitution.grammar.style import HEADINGS, NUMBERINGS, Pattern, Style
from tracer.constitution.grammar.styles import PIECES, SPANISH_AMERICAN
from tracer.errors import FormatError, Phrase
from tracer.files import reason
from tracer.shipped import shipped
from tracer.suggestion import did_you_mean

LEVELS = {
    "containers": ("part", "book", "title", "chapter", "division"),
    "regions": ("preamble", "motives", "transitories"),
    "articles": ("article", "transitory", "disposition"),
    "unstopped": ("article",),
    "transitories": ("transitory", "disposition"),
    "lists": ("section", "numeral", "fraction", "inciso", "proviso", "paragraph"),
}
"""Groups of patterns, and what those of each may announce."""
SINGLE = ("closing", "note", "repealed", "contents")
"""Patterns that announce no unit."""
WITHOUT_NUMBER = ("preamble", "motives", "transitories")
GROUPS = ("number", "upto", "kind", "label", "plural")
"""Groups that a pattern may name."""
_KEYS = ("name", "extends", "replaces", "article_headings", *LEVELS, *SINGLE)
_PIECE = re.compile(r"\{([A-Z]+)\}")


def read_style(given: str | Path) -> Style:
    """Read a style by the path of its TOML file, or by the name of one that ships with tracer.

    The file's patterns come before those of the default style, group by group, so that they win;
    a group named in ``replaces`` has the file's alone. Those of ``closing``, ``note``,
    ``repealed`` and ``contents`` are further ways to match. Capitals count in ``lists`` only.

    Parameters
    ----------
    given : str or Path
        ``mi_pais.toml`` or ``uruguay``.

    Raises
    ------
    FormatError
        If there is no such style, or its file is no TOML, has an unknown key, or a pattern that
        is no regular expression, matches everything, or may take forever. The message names the
        file and the key.
    """
    path = _find(given)
    file = _File(path.name)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FormatError(
            "no se puede abrir {path}: {reason}", path=path, reason=reason(error)
        ) from None
    except UnicodeDecodeError:
        raise FormatError("{name} debería estar en UTF-8; guárdalo así", name=path.name) from None
    except tomllib.TOMLDecodeError as error:
        raise FormatError(
            "{name} no es TOML válido: {error}; los patrones van entre comillas simples triples, "
            "'''así''', y cada uno bajo [[articles]], [[lists]]…",
            name=path.name, error=error,
        ) from None  # fmt: skip
    return file.style(values)


def _find(given: str | Path) -> Path:
    path = Path(given)
    if path.suffix.lower() == ".toml" or path.is_file():
        if not path.is_file():
            raise FormatError("no existe el estilo {path}; revisa la ruta", path=path)
        return path
    folder = shipped("corpora") / "estilos"
    known = sorted(file.stem for file in folder.glob("*.toml"))
    name = strip_accents(str(given)).strip().replace(" ", "_")
    if name in known:
        return folder / f"{name}.toml"
    raise FormatError(
        "no hay un estilo «{given}»{hint} (hay: {known}); también puede ser la ruta de un archivo "
        ".toml. El de casa, sin --style, ya lee a los demás países",
        given=given, hint=did_you_mean(name, known), known=", ".join(known),
    )  # fmt: skip


class _File:
    """A style file by its name, so that every complaint can say where it is."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, key: str, what: Phrase) -> FormatError:
        return FormatError("{name}: {key} {what}", name=self.name, key=key, what=what)

    def style(self, values: dict[str, Any]) -> Style:
        self.only(values, _KEYS, "")
        base = SPANISH_AMERICAN
        if values.get("extends", base.name) != base.name:
            raise self.wrong(
                "extends",
                Phrase("sólo puede ser «{name}», el estilo que se extiende", name=base.name),
            )
        replaces = self.texts(values, "replaces")
        for group in replaces:
            self.one_of("replaces", group, LEVELS)
        headings = values.get("article_headings", base.article_headings)
        self.one_of("article_headings", headings, HEADINGS)
        changes: dict[str, Any] = {
            "name": self.text(values, "name"),
            "article_headings": headings,
        }
        for group in LEVELS:
            own = tuple(self.patterns(values, group))
            inherited = () if group in replaces else getattr(base, group)
            changes[group] = (*own, *inherited)
        for key in SINGLE:
            changes[key] = self.widened(values, key, getattr(base, key))
        return replace(base, **changes)

    def patterns(self, values: dict[str, Any], group: str) -> Iterable[Pattern]:
        tables = values.get(group, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.wrong(
                group, Phrase("debe ser una lista de tablas, cada una bajo [[{name}]]", name=group)
            )
        for place, table in enumerate(tables, start=1):
            where = f"{group}[{place}]"
            self.only(table, ("level", "pattern", "shape", "numbering"), f"{where}.")
            level = self.text(table, "level", where)
            self.one_of(f"{where}.level", level, LEVELS[group])
            numbering = table.get("numbering", "")
            self.one_of(f"{where}.numbering", numbering, NUMBERINGS)
            flags = 0 if group == "lists" else re.IGNORECASE
            regex = self.regex(f"{where}.pattern", self.text(table, "pattern", where), flags)
            self.check_groups(f"{where}.pattern", regex, level)
            shape = table.get("shape", "")
            if not isinstance(shape, str):
                raise self.wrong(f"{where}.shape", Phrase("debe ser un texto entre comillas"))
            yield Pattern(level, regex, shape, numbering)

    def widened(self, values: dict[str, Any], key: str, base: re.Pattern[str]) -> re.Pattern[str]:
        own = self.texts(values, key)
        for place, pattern in enumerate(own, start=1):
            self.regex(f"{key}[{place}]", pattern, base.flags & re.IGNORECASE)
        joined = "|".join(f"(?:{_filled(pattern)})" for pattern in own)
        return re.compile(f"{joined}|(?:{base.pattern})", base.flags) if own else base

    def regex(self, key: str, pattern: str, flags: int) -> re.Pattern[str]:
        for name in _PIECE.findall(pattern):
            self.one_of(key, name, PIECES)
        try:
            regex = re.compile(_filled(pattern), flags)
        except re.error as error:
            raise self.wrong(
                key,
                Phrase(
                    "no es una expresión regular válida: {error} (posición {pos} de {pattern!r}); "
                    "corrígela",
                    error=error.msg,
                    pos=error.pos,
                    pattern=error.pattern,
                ),
            ) from None
        if regex.match(""):
            raise self.wrong(
                key, Phrase("casa con un texto vacío, y casaría con todo; exige algo en él")
            )
        if why := why_slow(regex):
            raise self.wrong(key, Phrase("puede tardar sin fin: {why}", why=why))
        return regex

    def check_groups(self, key: str, regex: re.Pattern[str], level: str) -> None:
        for name in regex.groupindex:
            self.one_of(Phrase("{key}, grupo", key=key), name, GROUPS)
        if level not in WITHOUT_NUMBER and "number" not in regex.groupindex:
            raise self.wrong(
                key,
                Phrase(
                    "no dice dónde está el número: rodéalo con (?P<number>…), vacío si no lo lleva"
                ),
            )

    def only(self, values: dict[str, Any], known: Iterable[str], where: str) -> None:
        for key in values:
            if key not in known:
                hint = did_you_mean(key, known)
                if where and key in _KEYS:
                    hint = Phrase("; escríbela antes de la primera tabla [[…]] del archivo")
                raise self.wrong(
                    f"{where}{key}",
                    Phrase(
                        "es una clave desconocida{hint} (se esperaba: {known})",
                        hint=hint,
                        known=", ".join(known),
                    ),
                )

    def one_of(self, key: str, value: object, choices: Iterable[str]) -> None:
        if value not in tuple(choices):
            listed = [choice for choice in choices if choice]
            hint = did_you_mean(str(value), listed)
            raise self.wrong(
                key,
                Phrase(
                    "vale {value!r} y debe ser uno de {known}{hint}",
                    value=value,
                    known=", ".join(listed),
                    hint=hint,
                ),
            )

    def text(self, values: dict[str, Any], key: str, where: str = "") -> str:
        value = values.get(key)
        full = f"{where}.{key}" if where else key
        if value is None:
            raise self.wrong(
                full, Phrase('falta; se esperaba un texto, por ejemplo {key} = "…"', key=key)
            )
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(
                full, Phrase("debe ser un texto entre comillas; vale {value!r}", value=value)
            )
        return value

    def texts(self, values: dict[str, Any], key: str) -> tuple[str, ...]:
        value = values.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.wrong(
                key, Phrase('debe ser una lista de textos, por ejemplo {key} = ["…"]', key=key)
            )
        return tuple(value)


def _filled(pattern: str) -> str:
    """`pattern` with the pieces of `PIECES` put where it names them: ``{COUNT}``."""
    return _PIECE.sub(lambda found: PIECES.get(found.group(1), found.group()), pattern)
