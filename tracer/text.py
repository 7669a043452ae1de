"""Words, sentences and lemmas of Spanish texts, with offsets back to the raw text."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tracer.absent import absent
from tracer.errors import InputError
from tracer.records import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

FINGERPRINT = 16
"""Hexadecimal digits: among a million texts two share one with a chance of 1 in 30 million."""
BLANK = "blank:es"
MOSTLY_CAPITALS = 0.6
OPENING = "¿¡([«“ "
ENDING = ".!?…;\n"
"""What ends a sentence where no pipeline of spaCy was asked for."""
_ONE_SENTENCE = re.compile(r"[^.!?…;\n]*+[.!?…;]*+\s*+")
"""Nothing but white space follows the first of `ENDING`: no need to look for a second sentence.
Nothing is tried twice, or a million spaces would take an hour."""


def nfc(text: str) -> str:
    """Bring `text` to Unicode NFC, the form of everything that tracer writes."""
    return unicodedata.normalize("NFC", text)


def fingerprint(text: str) -> str:
    """Give the first `FINGERPRINT` digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT]


def one_line(text: str) -> str:
    """Bring `text` to NFC and collapse white space, which means nothing to a reader."""
    return " ".join(nfc(text).split())


def fold(text: str) -> str:
    """Lower-case `text` and strip its accents but keep ñ: for comparing words, not for showing."""
    lowered = text.replace("\0", " ").lower()  # NUL stands for ñ below
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered.replace("ñ", "\0").replace("n\u0303", "\0"))
    kept = _BEYOND_LATIN.sub(_without_marks, decomposed)
    return unicodedata.normalize("NFC", kept).replace("\0", "ñ")


_BEYOND_LATIN = re.compile("[\u0300-\U0010ffff]+")
"""Combining marks begin here."""


def _without_marks(found: re.Match[str]) -> str:
    return "".join(c for c in found.group() if not unicodedata.combining(c))


def says_something(text: str) -> bool:
    """Tell whether `text` holds at least two letters: encoders are confident about emoji too."""
    letters = (c for c in text if c.isalpha())
    return next(letters, None) is not None and next(letters, None) is not None


def soften_capitals(text: str) -> str:
    """Lower-case a text written mostly in capitals, which wrecks the vectors of every encoder.

    Lower-casing keeps the number of code points for Spanish letters, so offsets still hold.
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return text.lower() if letters and capitals > MOSTLY_CAPITALS * len(letters) else text


def linguistic_pipeline() -> str:
    """Name of the spaCy pipeline in use: ``TRACER_SPACY``, or ``blank:es`` with simplemma.

    A full pipeline, such as ``es_core_news_md``, is a setting and not taken because it happens to
    be installed: it splits and lemmatises otherwise, so the numbers change.
    """
    return os.environ.get("TRACER_SPACY") or BLANK


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    name = linguistic_pipeline()
    if name == BLANK:
        with absent("torch"):  # thinc would load it: 3 s and 180 MB for a tokenizer
            import spacy

            pipeline = spacy.blank("es")
    else:
        import spacy

        try:
            pipeline = spacy.load(name, exclude=["ner"])
        except (OSError, ValueError) as error:
            raise InputError(
                "TRACER_SPACY nombra la cadena de spaCy «{name}», que no se puede cargar "
                "({error}); instálala o quita la variable",
                name=name, error=error,
            ) from error  # fmt: skip
    if not {"parser", "senter", "sentencizer"} & set(pipeline.pipe_names):
        pipeline.add_pipe("sentencizer", config={"punct_chars": list(ENDING)})
    pipeline.max_length = 20_000_000
    return pipeline


def sentences(text: str) -> list[Span]:
    """Split `text` into sentences.

    Parameters
    ----------
    text : str
        Raw; line breaks end a sentence, as people write lists.

    Returns
    -------
    list of Span
        In order, without surrounding white space, none empty.
    """
    spans = []
    for line_start, line in _lines(text):
        starts = _starts(line)
        for start, end in pairwise([*starts, len(line)]):
            raw = line[start:end]
            lead = len(raw) - len(raw.lstrip())
            if raw.strip():
                first = line_start + start + lead
                spans.append(Span(first, first + len(raw.strip())))
    return spans


def _starts(line: str) -> list[int]:
    """Where each sentence of `line` begins; most lines of a survey are one, and spaCy is slow."""
    if linguistic_pipeline() == BLANK and _ONE_SENTENCE.fullmatch(line):
        return [0]
    return [_with_opening(line, s.start_char) for s in _pipeline()(line).sents]


def _with_opening(line: str, start: int) -> int:
    """Move a sentence's `start` before its ¿ or ¡, which spaCy leaves to the sentence before."""
    while start and line[start - 1] in OPENING:
        start -= 1
    return start


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((at, line))
        at += len(line)
    return found


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Spanish function words, folded (see `fold`), from spaCy."""
    return frozenset(fold(word) for word in _pipeline().Defaults.stop_words or ())


@lru_cache(maxsize=200_000)
def _lemma(word: str) -> str:
    import simplemma

    return fold(simplemma.lemmatize(word, lang="es"))


@lru_cache(maxsize=200_000)
def _folded_word(word: str) -> str:
    return fold(word)


def lemmas(text: str) -> list[str]:
    """Content lemmas of `text`: folded, without stop words, digits-only tokens or punctuation."""
    return [lemma for _, lemma in content_words(nfc(text))]


def content_words(text: str) -> list[tuple[Span, str]]:
    """Find the content words of `text`, which is taken as it stands.

    Returns
    -------
    list of (Span, str)
        Where each word stands, in code points of `text`, and its folded lemma. Stop words, numbers
        and single letters are left out.
    """
    stops, pipeline = stop_words(), _pipeline()
    lowered = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)  # İ would grow
    full = "lemmatizer" in pipeline.pipe_names
    return [
        (
            Span(token.idx, token.idx + len(token.text)),
            fold(token.lemma_) if full else _lemma(token.text),
        )
        for token in (pipeline(lowered) if full else pipeline.make_doc(lowered))
        if _is_content(token, stops)
    ]


def _is_content(token: Token, stops: frozenset[str]) -> bool:
    return token.is_alpha and len(token) > 1 and _folded_word(token.text) not in stops
