"""Which column of a table is what, by its name in Spanish or English or because it was named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from tracer.errors import ColumnError, Phrase
from tracer.records import Issue
from tracer.sources.table import Table
from tracer.suggestion import did_you_mean
from tracer.text import fold

_TITLES = """titulo title titulo_es title_es titulo_peticion titulo_propuesta titulo_iniciativa
    petition_title proposal_title nombre_propuesta asunto subject headline"""
_WHOLE_TEXTS = """texto text texto_es text_es texto_completo full_text contribucion contribution
    contenido content mensaje message texto_peticion texto_propuesta texto_comentario
    texto_respuesta"""
# Read in this order, whatever the order of the columns, so that it can't depend on the rows of a
# JSONL file, whose first line would otherwise decide.
_PIECES = """descripcion description cuerpo body body_es comentario comment opinion respuesta answer
    response propuesta proposal peticion petition demanda solicitud aporte conclusion conclusiones
    problema problem situacion_ideal que_debe_contemplar solucion solution argumento argumentos
    arguments justificacion fundamento articulado"""
_ROLES = {
    "id": """id folio identificador identifier uuid contribution_id contribucion_id
        id_contribucion id_peticion peticion_id petition_id id_propuesta propuesta_id proposal_id
        id_iniciativa iniciativa_id id_respuesta respuesta_id response_id id_comentario
        comentario_id comment_id clave""",
    "weight": """firmas apoyos votos signatures supports votes firmantes adhesiones respaldos
        supporters endorsements signature supporter firma apoyo voto cached_votes_up peso weight""",
    "channel": "canal channel",
    "date": """fecha date fecha_creacion fecha_publicacion fecha_registro created_at published_at
        creation_date timestamp marca_temporal""",
    "borough": "alcaldia delegacion borough municipio municipality comuna distrito district",
    "neighbourhood": "colonia neighbourhood neighborhood barrio",
    "gender": "genero sexo gender sex",
    "age": "edad age rango_edad grupo_edad age_group age_range",
    "question": "pregunta question evento event titulo_evento event_title",
    "anchor": "ancla anchor pasaje passage",
}
_TEXTS = {"title": _TITLES, "whole": _WHOLE_TEXTS, "piece": _PIECES}
_FILLERS = frozenset((
    "de", "del", "la", "el", "los", "las", "numero", "num", "no", "n", "total", "totales",
    "cantidad", "of", "the", "number", "count",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns in a row; None for what the table doesn't have."""

    texts: tuple[int, ...]
    """Joined into one contribution, in this order."""
    questions: tuple[int, ...] = ()
    """Each a contribution of its own."""
    id: int | None = None
    weight: int | None = None
    channel: int | None = None
    date: int | None = None
    borough: int | None = None
    neighbourhood: int | None = None
    gender: int | None = None
    age: int | None = None
    question: int | None = None
    anchor: int | None = None


def find_columns(
    table: Table,
    *,
    id_column: str | None = None,
    text_columns: Sequence[str] = (),
    weight_column: str | None = None,
    questions: Sequence[str] = (),
    attributes: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Columns, tuple[Issue, ...]]:
    """Find the columns of a table by name; what is named explicitly wins.

    Case, accents, spaces and words such as *número de* don't count. Without explicit texts or
    questions, the title (if any) is read before the column that holds a whole text or, where
    there is none, before every column that holds a piece of one (description, problem, proposal,
    arguments …); a title alone will do.

    Raises
    ------
    ColumnError
        If a named column is not there, or no column looks like a text.
    """
    chosen = {
        "id": _named(table, id_column, option="--id-column (id en PROCESS.toml)"),
        "weight": _named(table, weight_column, option="--weight-column (weight en PROCESS.toml)"),
    }
    for role, name in attributes.items():
        chosen[role] = _named(table, name, option=f"{role} en PROCESS.toml")
    texts = [
        _named(table, name, option="--text-column (text en PROCESS.toml)") for name in text_columns
    ]
    asked = [_named(table, name, option="questions en PROCESS.toml") for name in questions]
    taken = {place for place in (*chosen.values(), *texts, *asked) if place is not None}
    for role, aliases in _ROLES.items():
        if chosen.get(role) is None:
            found = _matching(table, aliases, taken)[:1]
            chosen[role] = found[0] if found else None
            taken.update(found)
    issues: tuple[Issue, ...] = ()
    if not texts and not asked:
        detected = _detect_texts(table, taken)
        texts, issues = list(detected), _report(table, detected)
    return (
        Columns(
            texts=tuple(place for place in texts if place is not None),
            questions=tuple(place for place in asked if place is not None),
            **chosen,
        ),
        issues,
    )


def normal_name(name: str) -> str:
    """Bring a name to the form in which names are compared: ``Núm. de Firmas`` → firmas."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = re.findall(r"[a-z0-9ñ]+", fold(spaced))
    return "_".join([word for word in words if word not in _FILLERS] or words)


def known_name(name: str) -> bool:
    """Tell whether a column of this name is known for what it holds."""
    return any(normal_name(name) in names.split() for names in (*_ROLES.values(), *_TEXTS.values()))


def columns_named(table: Table) -> dict[str, tuple[str, ...]]:
    """Give, for every role, the columns that carry one of its names, the likeliest first.

    Roles are those of `Columns` and, of texts, ``title``, ``whole`` and ``piece``.
    """
    return {
        role: tuple(table.columns[place] for place in _matching(table, names, ()))
        for role, names in (_ROLES | _TEXTS).items()
    }


def _matching(table: Table, aliases: str, taken: Iterable[int]) -> list[int]:
    """Places of the columns that carry one of `aliases`, in the order of the aliases."""
    order = {alias: k for k, alias in enumerate(aliases.split())}
    free = set(range(len(table.columns))) - set(taken)
    ranked = [
        (order[normal_name(column)], place)
        for place, column in enumerate(table.columns)
        if place in free and normal_name(column) in order
    ]
    return [place for _, place in sorted(ranked)]


def _detect_texts(table: Table, taken: set[int]) -> tuple[int, ...]:
    title = _matching(table, _TITLES, taken)[:1]
    body = _matching(table, _WHOLE_TEXTS, taken)[:1] or _matching(table, _PIECES, taken)
    if not title and not body:
        raise ColumnError(
            "{name} no tiene ninguna columna de texto reconocible (columnas: {columns}); "
            "{advice}nómbrala con --text-column (text en PROCESS.toml)",
            name=table.name, columns=", ".join(table.columns), advice=_wordiest(table, taken),
        )  # fmt: skip
    return (*title, *body)


def _wordiest(table: Table, taken: set[int]) -> str:
    head = [row.cells for row in islice(table.rows, 200)]
    sizes = {
        place: sum(len(str(row[place])) for row in head if place < len(row))
        for place in range(len(table.columns))
        if place not in taken
    }
    if not sizes:
        return ""
    longest = max(sizes, key=lambda place: (sizes[place], -place))
    return Phrase("¿quizá «{name}»? ", name=table.columns[longest])


def _report(table: Table, places: tuple[int, ...]) -> tuple[Issue, ...]:
    if len(places) <= 2:
        return ()
    names = ", ".join(table.columns[place] for place in places)
    message = Phrase(
        "texto reunido de las columnas {names}; se eligen con --text-column", names=names
    )
    return (Issue("text-columns-detected", message, source=table.name),)


def _named(table: Table, name: str | None, *, option: str) -> int | None:
    if name is None:
        return None
    if name in table.columns:
        return table.columns.index(name)
    places = [k for k, column in enumerate(table.columns) if _same(column, name)]
    if len(places) == 1:
        return places[0]
    raise ColumnError(
        "{table} no tiene la columna «{name}»{hint} (hay: {columns}); nómbrala con {option}",
        table=table.name, name=name, hint=did_you_mean(name, table.columns, n=2),
        columns=", ".join(table.columns), option=option,
    )  # fmt: skip


def _same(column: str, name: str) -> bool:
    return _spaced(column) == _spaced(name)


def _spaced(name: str) -> str:
    return re.sub(r"[\s_]+", " ", fold(name)).strip()
