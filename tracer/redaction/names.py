"""Names of persons, as a spaCy pipeline for Spanish finds them; loaded when it is first asked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tracer.errors import InputError
from tracer.redaction.hits import Hit
from tracer.text import BLANK

if TYPE_CHECKING:
    from spacy.language import Language

USUAL = "es_core_news_sm"
_PERSONS = ("PER", "PERSON")
_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÜÑ]")
_NAME = re.compile(
    r"[A-ZÁÉÍÓÚÜÑ][\w.'’-]*(?:\s+(?:(?:de|del|la|las|los|y|e)\s+)*[A-ZÁÉÍÓÚÜÑ][\w.'’-]*)*"
)
"""Small pipelines also take «pido más árboles» for somebody."""
_NOT_NEEDED = ("lemmatizer", "parser", "morphologizer", "attribute_ruler", "tagger")
_PLACEHOLDER = re.compile(r"\[[^\[\]]*\]")

FindNames = Callable[[str], Iterator[Hit]]


def names_pipeline() -> str:
    """Name of the pipeline that finds names: ``TRACER_SPACY`` where it is a full one."""
    named = os.environ.get("TRACER_SPACY", "")
    return named if named and named != BLANK else USUAL


def pipeline_identity() -> str:
    """Name and version of the pipeline, as its package gives it: ``es_core_news_sm 3.8.0``."""
    about = _loaded(names_pipeline()).meta
    return f"{about.get('lang', '')}_{about.get('name', '')} {about.get('version', '')}"


def name_finder() -> FindNames:
    """Give what finds names of persons in a text.

    Raises
    ------
    InputError
        If the pipeline is not installed, or doesn't find persons.
    """
    pipeline = _loaded(names_pipeline())

    def find(text: str) -> Iterator[Hit]:
        if not _CAPITAL.search(text):
            return
        masked = _PLACEHOLDER.sub(lambda found: "·" * len(found.group()), text)
        for entity in pipeline(masked).ents:
            if entity.label_ in _PERSONS:
                for name in _NAME.finditer(entity.text):
                    at = entity.start_char
                    yield Hit("nombre", at + name.start(), at + name.end())

    return find


@lru_cache(maxsize=1)
def _loaded(name: str) -> Language:
    import spacy

    try:
        pipeline = spacy.load(name, exclude=list(_NOT_NEEDED))
    except (OSError, ValueError, ImportError) as error:
        raise InputError(
            "--redact-names necesita la cadena de spaCy «{name}», que no se puede cargar "
            "({error}); instálala con «python -m spacy download {usual}» o nombra otra en la "
            "variable TRACER_SPACY",
            name=name, error=str(error).partition("\n")[0][:200], usual=USUAL,
        ) from None  # fmt: skip
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise InputError(
            "la cadena de spaCy «{name}» no halla nombres de personas; usa una como {usual}",
            name=name, usual=USUAL,
        )  # fmt: skip
    pipeline.max_length = 20_000_000
    return pipeline
