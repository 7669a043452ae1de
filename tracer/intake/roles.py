"""Which column of a table is what: by its name and, where that is unusual, by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tracer.intake.findings import Choice, Roles
from tracer.intake.profile import Profile
from tracer.intake.texts import free_texts, labels, texts_of
from tracer.sources.columns import columns_named
from tracer.sources.table import Table
from tracer.text import fold

BY_NAME, BY_CONTENT, BY_WORD = "init_by_name", "init_by_content", "init_by_word"

Fits = Callable[[Profile], bool]


def _words(pattern: str) -> frozenset[str]:
    return frozenset(pattern.split())


PERSONAL: Final = _words(
    "nombre nombres apellido apellidos autor autora correo email mail telefono celular movil curp "
    "rfc rut dni cedula domicilio direccion calle author name surname user usuario usuaria phone "
    "address ip firmante"
)
_HINTS: Final[Mapping[str, frozenset[str]]] = {
    "id": _words("id folio clave codigo code registro n no num nro numero number respondent ref"),
    "weight": _words("firmas apoyos votos adhesiones likes signatures votes supports respaldos"),
    "date": _words("fecha date dia cuando hora timestamp temporal enviado creado"),
    "borough": _words("alcaldia delegacion municipio comuna distrito borough district"),
    "neighbourhood": _words("colonia barrio neighbourhood neighborhood"),
    "gender": _words("genero sexo gender sex"),
    "age": _words("edad edades age anos"),
}
_ELSEWHERE = re.compile(r"\b(?:trabaj|estudi|labor|nac[ei]|work|stud|born)")
"""Of a place: not where somebody lives."""


def _is_code(profile: Profile) -> bool:
    return profile.distinct > 0.98 and profile.words <= 1.2 and profile.fill > 0.9


def _is_short(profile: Profile) -> bool:
    return profile.filled > 0 and profile.words < 6


_FIT: Final[Mapping[str, Fits]] = {
    "id": _is_code,
    "weight": lambda profile: profile.numbers > 0.9,
    "date": lambda profile: profile.dates > 0.8,
    "borough": _is_short,
    "neighbourhood": _is_short,
    "gender": lambda profile: _is_short(profile) and profile.values <= 40,
    "age": lambda profile: _is_short(profile) and profile.values <= 120,
}


def roles_of(table: Table, looked: Sequence[Profile]) -> Roles:
    """Take every column of a table for something, or for nothing."""
    named = columns_named(table)
    roles = {role: found for role in _FIT if (found := _choice(role, named[role], looked))}
    channel = named["channel"][:1]
    if channel:
        roles["channel"] = Choice(channel[0], BY_NAME)
    taken = {choice.column for choice in roles.values()} | set(named["question"][:1])
    personal = tuple(p.name for p in looked if p.name not in taken and _is_personal(p, named))
    open_ones = free_texts(looked, {*taken, *personal})
    texts, questions, by_name = texts_of(open_ones, looked, named, roles, taken)
    read = {*taken, *personal, *texts, *questions}
    short = labels(looked, {*taken, *personal}) if questions else []
    others = tuple(p.name for p in (*open_ones, *short) if p.name not in read)
    unused = tuple(p.name for p in looked if p.name not in {*read, *others})
    return Roles(texts, questions, by_name, roles, others, personal, unused)


def _choice(role: str, named: Sequence[str], looked: Sequence[Profile]) -> Choice | None:
    """Take the column of the usual name, then one with a word of it, then one that holds it."""
    fits = _FIT[role]
    by_word = [p for p in _by_word(role, looked) if fits(p)]
    by_content = [p for p in looked if _holds(role, p) and fits(p)]
    every = dict.fromkeys((*named, *(p.name for p in by_word), *(p.name for p in by_content)))
    if not every:
        return None
    best = next(iter(every))
    why = BY_NAME if best in named else BY_WORD if by_word else BY_CONTENT
    return Choice(best, why, tuple(name for name in every if name != best))


def _by_word(role: str, looked: Sequence[Profile]) -> list[Profile]:
    """Give the columns whose name holds a word for the role, where somebody lives first."""
    found = [p for p in looked if _HINTS[role] & set(re.findall(r"\w+", fold(p.name)))]
    if role in ("borough", "neighbourhood"):
        return sorted(found, key=lambda p: bool(_ELSEWHERE.search(fold(p.name))))
    return found


def _holds(role: str, profile: Profile) -> bool:
    """Tell what needs no name: days written as such, and a first column of distinct codes."""
    if role == "id":
        plain = profile.numbers > 0.98 or profile.letters < 0.5
        return profile.place == 0 and profile.filled >= 5 and plain and profile.dates == 0
    return role == "date"


def _is_personal(profile: Profile, named: Mapping[str, Sequence[str]]) -> bool:
    known = {name for names in named.values() for name in names}
    words = set(re.findall(r"[a-z]+", fold(profile.name)))
    return profile.name not in known and (bool(words & PERSONAL) or profile.addresses > 0.5)
