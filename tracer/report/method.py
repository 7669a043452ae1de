"""Method, limits and the technical record, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracer.messages import catalogue
from tracer.output import Row
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD

PARAGRAPHS = ("what", "threshold", "influence", "errors", "weights", "themes", "people")


def method_paragraphs(
    *, lang: str = "es", threshold: float = THRESHOLD, names: Sequence[str] = PARAGRAPHS
) -> list[str]:
    """Say how the figures came about and what they can't show."""
    words = catalogue(lang)
    return [words[f"method_{name}"].format(threshold=f"{threshold:g}") for name in names]


def flat(manifest: Mapping[str, object]) -> list[tuple[str, str]]:
    """Flatten nested settings into ``("a.b", "value")``, sorted by key."""
    return sorted(_flatten("", manifest))


def _flatten(prefix: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        pairs = [(f"{prefix}.{key}" if prefix else str(key), item) for key, item in value.items()]
        return [found for key, item in pairs for found in _flatten(key, item)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(not isinstance(item, Mapping) for item in value):
            return [(prefix, ", ".join(str(item) for item in value))]
        numbered = {f"{at}": item for at, item in enumerate(value, start=1)}
        return _flatten(prefix, numbered)
    return [(prefix, "" if value is None else str(value))]


def method_rows(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> list[Row]:
    """Give method, limits and settings as a table.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.METHOD`.
    """
    words = catalogue(lang)
    rows: list[Row] = [
        {"apartado": words["method_title"], "detalle": text}
        for text in method_paragraphs(lang=lang, threshold=threshold)
    ]
    # Checksums of inputs stay out: the same rows in another order must give the same table.
    settings = {key: value for key, value in results.manifest.items() if key != "inputs"}
    rows += [{"apartado": key, "detalle": value} for key, value in flat(settings)]
    if results.issues:
        # Only how many: this table must not depend on the order of the sources' rows
        rows.append(
            {
                "apartado": words["issues_count"],
                "detalle": words["issues_where"].format(n=len(results.issues)),
            }
        )
    return rows
