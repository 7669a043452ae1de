"""Suite ``lineages``: whether articles of committees are followed into the draft."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from tracer.encode.geometry import centre_on_mean
from tracer.encode.protocol import Progress
from tracer.errors import FormatError
from tracer.evaluate.descent import descent_measures, follow
from tracer.evaluate.encoding import Encode
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite


@dataclass(frozen=True, slots=True)
class RecordedLineages:
    """Two versions and what the record says became of each text of the older one."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    heirs: tuple[int | None, ...]
    """Position in `new`, or None for a text that was dropped."""
    groups: tuple[str, ...] = ()
    """Committee of each text of `old`, empty where the record doesn't say it."""


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("old", "new")
    return measure(read_lineages(suite.file("old"), suite.file("new")), encode=encode)


def read_lineages(old: Path, new: Path) -> RecordedLineages:
    """Read ``texto, orden_final`` of the older and ``texto, orden`` of the newer version.

    The older one's ``comision`` is read where it is there.

    Raises
    ------
    FormatError
        If a file is not JSON Lines (gzip) with these fields.
    """
    olds, news = _rows(old, "texto", "orden_final"), _rows(new, "texto", "orden")
    position = {row["orden"]: place for place, row in enumerate(news)}
    return RecordedLineages(
        tuple(row["texto"] for row in olds),
        tuple(row["texto"] for row in news),
        tuple(position.get(row["orden_final"]) for row in olds),
        tuple(str(row.get("comision", "")) for row in olds),
    )


def _rows(path: Path, *fields: str) -> list[dict[str, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
            return [row | {field: row[field] for field in fields} for row in rows]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            "{name}: se esperaba JSON Lines comprimido con {columns} ({error!r})",
            name=path.name, columns=", ".join(fields), error=error,
        ) from error  # fmt: skip


def measure(lineages: RecordedLineages, *, encode: Encode) -> Findings:
    """Align the two versions and compare with the record."""
    vectors = centre_on_mean(encode([*lineages.old, *lineages.new]))
    descent = follow(
        lineages.old,
        lineages.new,
        lineages.heirs,
        old_vectors=vectors[: len(lineages.old)],
        new_vectors=vectors[len(lineages.old) :],
    )
    return Findings(descent_measures(descent))
