"""Which terms can stand in a name: what names a thing, not what is done or how it is."""

from __future__ import annotations

import re
from functools import lru_cache

from tracer.text import fold, stop_words
from tracer.themes.vocabulary import WORD

EMPTY = frozenset(
    fold(word)
    for word in (
        "alto", "anual", "año", "años", "básico", "bueno", "buenos", "caso", "casos", "cosa",
        "cosas", "diario", "digno", "dignos", "distinto", "distintos", "económico", "enlace",
        "favor", "forma", "formas", "fuerte", "futuro", "general", "gracias", "grande", "gratis",
        "gratuito", "hora", "horas", "humano", "humanos", "igual", "iguales", "justo", "largo",
        "limpio", "local", "malo", "malos", "manera", "maneras", "mayor", "mayores", "mejor",
        "mes", "meses", "minuto", "minutos", "mínimo", "momento", "motivo", "nacional", "nadie",
        "nivel", "niveles", "nuevo", "nuevos", "número", "parte", "partes", "pequeño", "persona",
        "personas", "plazo", "propio", "público", "públicos", "pleno", "regional", "regionales",
        "semana", "semanas", "social", "sociales", "tipo", "urbano", "vez", "veces",
    )
)  # fmt: skip
"""Of them alone nobody sees what a theme is about; in a pair (*transporte público*) they may
stand. Read off labels of the sample, of Chile 2016 and of Madrid's proposals."""
NOUNS_LIKE_VERBS = frozenset(
    {"circular", "escolar", "militar", "poder", "regular", "ser", "solar", "titular"}
)  # fmt: skip
NOUNS_LIKE_ADJECTIVES = frozenset(
    {"abuela", "abuelas", "alumna", "alumnas", "ciudadana", "ciudadanas", "hermana", "hermanas",
     "hija", "hijas", "maestra", "maestras", "niña", "niñas", "política", "políticas", "vecina",
     "vecinas"}
)  # fmt: skip
PARTICIPLE = re.compile(r"[aií]d[oa]s?$")
"""*Mercado, cuidado, salida*: as often a noun as a form of a verb."""


def names_something(term: str) -> bool:
    """Tell whether `term`, a word or a pair as people write it, can stand in a name.

    No form of a verb may be in it. A word alone must not be an adverb, an adjective in the
    feminine or one of `EMPTY` either.
    """
    words = [word.lower() for word in WORD.findall(term)]
    telling = [word for word in words if fold(word) not in stop_words()]
    if not telling or any(is_verb(word) for word in telling):
        return False
    return len(telling) > 1 or not _says_how(telling[0])


@lru_cache(maxsize=100_000)
def is_verb(word: str) -> bool:
    """Tell whether `word`, in lower case, is a form of a verb and of nothing else.

    Forms that are nouns too (*trabajo, cortes*) pass for nouns, as do participles.
    """
    from simplemma import is_known, lemmatize

    if word in NOUNS_LIKE_VERBS or PARTICIPLE.search(word):
        return False
    lemma = lemmatize(word, lang="es").lower()
    if not lemma.endswith(("ar", "er", "ir", "ír")):
        return False
    # A noun such as hogar is its own lemma too, but has no future: hogarán.
    return is_known(f"{word}án", "es") if lemma == word else not _is_plural(word, lemma)


def _is_plural(word: str, lemma: str) -> bool:
    """Tell the plural of a noun like *mujer* from a form of a verb."""
    return word == f"{lemma}es"


@lru_cache(maxsize=100_000)
def _says_how(word: str) -> bool:
    from simplemma import lemmatize

    if fold(word) in EMPTY or word.endswith("mente"):
        return True
    feminine = word.endswith(("a", "as")) and lemmatize(word, lang="es").endswith("o")
    return feminine and word not in NOUNS_LIKE_ADJECTIVES
