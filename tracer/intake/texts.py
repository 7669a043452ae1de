"""Which columns of a table hold what people wrote in their own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from tracer.intake.findings import Choice
from tracer.intake.profile import Profile
from tracer.text import fold

_QUESTION = re.compile(
    r"\?|^(?:que|cual|cuales|como|por que|quien|what|which|how|why|who)[ _]|"
    r"^(?:p|q|preg|pregunta|question)[ _.]?\d+"
)
_CLOSED = re.compile(
    r"\b(?:donde|vives|viven?|pais|estado|municipio|delegacion|alcaldia|colonia|barrio|dedicas|"
    r"ocupacion|profesion|trabajas?|estudias?|escolaridad|naciste|genero|sexo|edad|where|country|"
    r"occupation|job|url|link|enlace|categoria|category|tema|etiquetas?|tags?|estatus|status)\b"
)
"""Words of questions that ask who somebody is or what kind of thing it is, not what they want."""
SENTENCE = 4.0
"""Words from which a cell is a sentence rather than a label."""

Read = tuple[tuple[str, ...], tuple[str, ...], bool]
"""Columns read together, columns read apart, whether they are known by name."""


def free_texts(looked: Sequence[Profile], taken: Collection[str]) -> list[Profile]:
    """Give the columns that hold free text, in the order of the table."""
    open_ones = [p for p in looked if p.name not in taken]
    sentences = [p for p in open_ones if p.words >= SENTENCE and p.letters >= 0.5]
    # A campaign repeats one letter: where nothing else has words, repeated ones will do.
    return [p for p in open_ones if _is_free(p)] or sentences


def _is_free(profile: Profile) -> bool:
    if (
        profile.letters < 0.5
        or profile.addresses > 0.3
        or max(profile.numbers, profile.dates) > 0.5
    ):
        return False
    if profile.words >= SENTENCE:
        return profile.distinct > 0.3 or profile.words >= 3 * SENTENCE
    if not is_question(profile.name) or _CLOSED.search(_spaced(profile.name)):
        return False
    return profile.distinct > 0.2 and profile.values >= min(8, profile.filled)


def labels(looked: Sequence[Profile], taken: Collection[str]) -> list[Profile]:
    """Give the columns of a survey that may be answers of a word or two."""
    return [
        p
        for p in looked
        if p.name not in taken
        and p.letters > 0.8
        and p.distinct > 0.5
        and p.values >= 8
        and not p.addresses
        and not _is_free(p)
        and not _CLOSED.search(_spaced(p.name))
    ]


def is_question(name: str) -> bool:
    """Tell whether a column's name asks something."""
    return bool(_QUESTION.search(fold(name).strip(" ¿_")))


def _spaced(name: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(name)).strip()


def texts_of(
    free: Sequence[Profile],
    looked: Sequence[Profile],
    named: Mapping[str, Sequence[str]],
    roles: Mapping[str, Choice],
    taken: Collection[str],
) -> Read:
    """Choose what is read together and what apart.

    A title goes before the whole text or, where there is none, before its pieces. Without such
    names, several columns of free text are the questions of a survey, unless the table counts
    supports: then they are parts of a petition.
    """
    worded = {p.name for p in looked if p.letters >= 0.3 and p.name not in taken}
    title = [name for name in named["title"] if name in worded][:1]
    whole = [name for name in named["whole"] if name in worded][:1]
    pieces = [name for name in named["piece"] if name in worded]
    asked = [p.name for p in free if is_question(p.name) and p.name not in pieces]
    body = whole or pieces
    if body and (title or whole or not asked):
        return (*title, *body), (), True
    names = [p.name for p in looked if p.name in {*pieces, *(p.name for p in free), *title}]
    if title and not asked:
        longest = sorted((p for p in free if p.name not in title), key=lambda p: -p.words)
        return (*title, *(p.name for p in longest[:1])), (), not longest
    if len(names) > 1 and "weight" not in roles:
        return (), tuple(names), False
    return tuple(names), (), False
