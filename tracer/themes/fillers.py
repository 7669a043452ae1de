"""Words of the process itself, which any theme may share: they don't tell what it asks for."""

from __future__ import annotations

from functools import lru_cache

from tracer.themes.vocabulary import content_words

FILLERS = (
    "acta", "acuerdos", "adjunto", "aportación", "archivo", "artículo", "básico",
    "ciudad de México", "comentario", "concepto", "constitución", "constitucional", "derecho",
    "discusión", "documento", "encuentro", "esencial", "fundamentación", "fundamental",
    "fundamento", "garantizar", "importante", "mesa", "México", "necesario", "participante",
    "petición", "principio", "prioridad", "propuesta", "punto", "respuesta", "tema", "unánime",
    "unanimidad", "valor",
)  # fmt: skip
"""Any form of them counts. A pair stands here where its words say something apart: ``derecho a la
ciudad`` is a demand.

Read off the labels of 3,000 answers on each of two questions of Chile 2016, where *valor,
fundamental, principio* and *fundamento, acta, archivo adjunto* were themes, and off the case's
name. ``de acuerdo`` and ``país`` are stop words already."""


def is_filler(term: str) -> bool:
    """Tell whether `term`, a word or a pair as people write it, is made of `FILLERS` only."""
    lemmas = _lemmas(term)
    return " ".join(lemmas) in _filler_lemmas() or _filler_lemmas().issuperset(lemmas)


@lru_cache(maxsize=1)
def _filler_lemmas() -> frozenset[str]:
    return frozenset(" ".join(_lemmas(filler)) for filler in FILLERS)


def _lemmas(term: str) -> list[str]:
    return [word.lemma for word in content_words(term)]
