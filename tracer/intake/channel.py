"""Through which channel a table came in, by its name, its columns and what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tracer.intake.findings import Roles
from tracer.sources.files import stem_of
from tracer.text import fold

_WORDS = {
    "petition": ("peticion", "propuesta", "iniciativa", "petition", "proposal", "change"),
    "survey": ("encuesta", "survey", "cuestionario", "sondeo", "formulario"),
    "comment": ("comentario", "comment", "ensayo"),
    "event": ("evento", "asamblea", "cabildo", "encuentro", "taller"),
}
"""Parts of names."""


def channel_of(path: Path, columns: Iterable[str], roles: Roles) -> tuple[str, str]:
    """Give the channel (empty where nothing tells it) and the key of the reason."""
    if "channel" in roles.roles:
        return "", "init_channel_column"
    if channel := _named((stem_of(path),)):
        return channel, "init_channel_file"
    if "weight" in roles.roles:
        return "petition", "init_channel_weight"
    if roles.questions:
        return "survey", "init_channel_questions"
    if channel := _named(columns):
        return channel, "init_channel_columns"
    if {"gender", "age"} & roles.roles.keys():
        return "survey", "init_channel_questions"
    return "", "init_channel_unknown"


def _named(names: Iterable[str]) -> str:
    joined = " ".join(map(fold, names))
    return next((c for c, words in _WORDS.items() if any(w in joined for w in words)), "")
