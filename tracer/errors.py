"""Everything tracer raises on purpose.

::

    TracerError                 shown to the user as one message, never as a traceback (exit 2)
    ├── UsageError              an order that the command line doesn't understand
    ├── InputError              a file the user gave can't be used as it is
    │   ├── FormatError         not the format its name promises, or damaged
    │   ├── ColumnError         a table lacks a column, or names it in an unknown way
    │   ├── EmptyInputError     readable, but holds nothing to work on
    │   └── ConflictError       an entry of the log has the id of another that says something else
    ├── ProcessError            PROCESS.toml says something impossible
    ├── CitationError           a string that is no citation of a provision
    ├── EncoderError            an encoder can't be loaded or doesn't fit this machine
    ├── ClusterError            the cluster can't be reached, lost its workers, or has others
    ├── OutputError             the place to write to can't be written, or holds another run
    └── ShapeError              arrays that don't fit together: a programming error of the caller

    TracerWarning               something is not as it should be, and the work goes on all the same

Each message says what was expected, what came, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable


class Phrase(str):
    """A piece of a message that is said in other languages too, as a message's template is."""

    template: str
    figures: dict[str, object]

    def __new__(cls, template: str, **figures: object) -> Phrase:
        phrase = super().__new__(cls, template.format(**figures) if figures else template)
        phrase.template, phrase.figures = template, figures
        return phrase


def chained(pieces: Iterable[str], separator: str = ", ") -> Phrase:
    """Put pieces of a message one after another; each `Phrase` stays one."""
    named = {f"piece_{k}": piece for k, piece in enumerate(pieces)}
    return Phrase(separator.join(f"{{{name}}}" for name in named), **named)


class TracerError(Exception):
    """Base of every error that tracer raises on purpose.

    Parameters
    ----------
    message : str
        In Spanish, for a person. With `figures`, a template whose gaps ``{name}`` they fill: the
        command line has it in other languages under the words that stand in the code.
    **figures
        A `Phrase` among them is put into the other language too.
    """

    def __init__(self, message: str = "", **figures: object) -> None:
        super().__init__(message.format(**figures) if figures else message)
        self.template, self.figures = message, figures

    @property
    def phrase(self) -> Phrase:
        """The message, as a piece of another."""
        return Phrase(self.template, **self.figures)


class UsageError(TracerError):
    """An order that the command line doesn't understand."""


class InputError(TracerError):
    """A file the user gave can't be used as it is."""


class FormatError(InputError):
    """The file is not what its name promises, or it is damaged."""


class ColumnError(InputError):
    """A table lacks a column that is needed."""


class EmptyInputError(InputError):
    """The file is readable but holds nothing to work on."""


class ConflictError(InputError):
    """An entry of the log has the id of another that says something else."""

    def __init__(self, message: str, *, place: int = 0, **figures: object) -> None:
        super().__init__(message, **figures)
        self.place = place
        """Of the entry among those that came with it, from 0."""


class ProcessError(TracerError):
    """A PROCESS.toml asks for something that can't be done."""


class CitationError(TracerError):
    """A string that is no citation of a provision."""


class EncoderError(TracerError):
    """An encoder can't be loaded, or this machine can't run it."""


class ClusterError(TracerError):
    """The cluster can't be reached, has nobody left to work, or would give other numbers."""


class OutputError(TracerError):
    """A result can't be written where it was asked for."""


class ShapeError(TracerError):
    """Arrays whose shapes don't fit together."""


class TracerWarning(UserWarning):
    """Something is not as it should be, and the work goes on all the same.

    Parameters
    ----------
    message : str
    **figures
        As of a `TracerError`.
    """

    def __init__(self, message: str = "", **figures: object) -> None:
        super().__init__(message.format(**figures) if figures else message)
        self.template, self.figures = message, figures
