"""What readers are handed: it replaces what is personal in whatever they read, and counts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from tracer.errors import Phrase, TracerError
from tracer.redaction.hits import KINDS
from tracer.redaction.names import FindNames, name_finder
from tracer.redaction.pseudonyms import pseudonym
from tracer.redaction.replace import apart, redact, replaced

_QUOTED = re.compile(r"(?<=«)[^«»]+(?=»)")


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces personal data, or nothing, and counts what it replaced."""

    on: bool = True
    find_names: FindNames | None = None
    counts: Counter[str] = field(default_factory=Counter)
    """By kind."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds that are looked for."""
        return KINDS if self.find_names else KINDS[:-1]

    def text(self, text: str) -> str:
        """Replace what is personal in the words of somebody."""
        if not self.on:
            return text
        clean = self._patterns(text)
        return self._patterns(self._names(clean)) if self.find_names else clean

    def attribute(self, value: str) -> str:
        """Replace what is personal in what a row says of somebody; places are no names."""
        return self._patterns(value) if self.on and value else value

    def id(self, id: str) -> str:
        """Give another id for one that is personal data; see `tracer.redaction.pseudonyms`."""
        if not self.on or not id:
            return id
        before = self.counts.copy()
        return id if self.text(id) == id else self._counted_once(id, before)

    def file(self, name: str) -> str:
        """Give another name for a file that is called after somebody."""
        if self.id(name) == name:
            return name
        return pseudonym(name) + "".join(PurePath(name).suffixes[-1:])

    def message(self, message: str) -> str:
        """Replace what a message quotes; names only between its quotation marks.

        A `Phrase` stays one where its figures, each by itself, come to the same as the whole.
        """
        if not self.on:
            return message
        clean = self._quoted(message)
        if isinstance(message, Phrase):
            phrase = self.fresh()._phrase(message)
            return phrase if phrase == clean else clean
        return clean

    def fresh(self) -> Redactor:
        """The same, which has counted nothing yet."""
        return replace(self, counts=Counter())

    @contextmanager
    def in_errors(self) -> Iterator[None]:
        """Replace what is personal in the message of an error too: it may quote a file."""
        try:
            yield
        except TracerError as error:
            if not self.on:
                raise
            raise self._clean(error) from None

    def _clean(self, error: TracerError) -> TracerError:
        figures = {name: self._figure(value) for name, value in error.figures.items()}
        template = error.template if figures else self.message(error.template)
        return type(error)(template, **figures)

    def _figure(self, value: object) -> object:
        if isinstance(value, Phrase):
            return Phrase(value.template, **{n: self._figure(v) for n, v in value.figures.items()})
        return self.text(value) if isinstance(value, str) else value

    def _quoted(self, message: str) -> str:
        clean = str(message)
        if self.find_names:
            clean = _QUOTED.sub(lambda found: self.text(found.group()), clean)
        return redact(clean)[0]

    def _phrase(self, phrase: Phrase) -> Phrase:
        """Replace what is personal in the figures of a message as it is in the whole of it."""
        figures: dict[str, object] = {}
        for name, value in phrase.figures.items():
            if isinstance(value, Phrase):
                figures[name] = self._phrase(value)
            elif isinstance(value, str):
                quoted = f"«{{{name}}}»" in phrase.template
                figures[name] = self._quoted(f"«{value}»")[1:-1] if quoted else self._quoted(value)
            else:
                figures[name] = value
        return Phrase(phrase.template, **figures)

    def _patterns(self, text: str) -> str:
        clean, found = redact(text)
        if found:
            self.counts.update(hit.kind for hit in found)
        return clean

    def _names(self, text: str) -> str:
        """Once: asked again about what it left, a pipeline finds what isn't there."""
        hits = apart(self.find_names(text)) if self.find_names else []
        self.counts.update(hit.kind for hit in hits)
        return replaced(text, hits)

    def _counted_once(self, id: str, before: Counter[str]) -> str:
        kind = next(iter(self.counts - before), "")
        self.counts.clear()
        self.counts.update(before)
        self.counts[kind] += 1
        return pseudonym(id)


UNTOUCHED = Redactor(on=False)
"""Leaves everything as it stands."""


def redactor(*, names: bool = False) -> Redactor:
    """Give what replaces personal data.

    Parameters
    ----------
    names : bool, default=False
        Names of persons as well, with a spaCy pipeline.

    Raises
    ------
    InputError
        If the pipeline is missing.

    Examples
    --------
    >>> found = redactor()
    >>> found.text("mi teléfono: 55 1234 5678"), dict(found.counts)
    ('mi teléfono: [teléfono]', {'teléfono': 1})
    """
    return Redactor(find_names=name_finder() if names else None)
