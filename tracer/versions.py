"""The versions of the text that a process names, read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracer.constitution import read_constitution
from tracer.process import Process
from tracer.records import Constitution, Issue, Progress


@dataclass(frozen=True, slots=True)
class Texts:
    """The versions of the text, read."""

    names: tuple[str, ...]
    """From the first draft to the final text."""
    constitutions: tuple[Constitution, ...]
    prior: tuple[str, Constitution] | None = None
    """What was in force before."""

    @property
    def all(self) -> tuple[tuple[str, Constitution], ...]:
        """Every text with its name, in the order of time."""
        named = zip(self.names, self.constitutions, strict=True)
        return (*([self.prior] if self.prior else []), *named)

    @property
    def issues(self) -> list[Issue]:
        """What was met in the documents, each under the name of its version."""
        return [
            replace(issue, source=name)
            for name, constitution in self.all
            for issue in constitution.issues
        ]


def read_texts(process: Process, progress: Progress) -> Texts:
    """Read the versions of the text, and what was in force before.

    Raises
    ------
    TracerError
        If one can't be read.
    """
    before = process.prior
    constitutions = []
    for version in process.versions:
        constitutions.append(read_constitution(version.path))
        progress(1)
    return Texts(
        tuple(version.name for version in process.versions),
        tuple(constitutions),
        (before.name, read_constitution(before.path)) if before else None,
    )
