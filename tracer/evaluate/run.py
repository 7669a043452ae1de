"""Running a suite: its kind chooses what is measured."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from tracer.encode.protocol import Encoder, Progress
from tracer.evaluate.encoding import Encode, remembering
from tracer.evaluate.result import Findings, SuiteResult
from tracer.evaluate.suite import read_suite

KINDS: Final = (
    "judgements", "table1", "initiatives", "lineages", "audit", "concepts", "themes", "growth",
    "campaigns", "muestra", "sts",
)  # fmt: skip
"""Each is a module of this package with a function ``run``."""


def run_suite(
    name_or_path: str, *, encoder: Encoder, encode: Encode, progress: Progress | None = None
) -> SuiteResult:
    """Measure against gold.

    Parameters
    ----------
    name_or_path : str
        Name of a suite in ``eval/suites``, or path of a TOML of the same form.
    encoder : Encoder
        Its identity goes into the result.
    encode : callable
        Texts → vectors of that encoder, from a cache or not.
    progress : callable, optional
        Called with the number of texts matched since the last call.

    Returns
    -------
    SuiteResult

    Raises
    ------
    InputError
        If there is no such suite, or a file that it needs is absent.
    ProcessError
        If the suite's TOML says something impossible.
    """
    suite = read_suite(name_or_path)
    kind = suite.keys.one_of("kind", KINDS, "")
    run: Callable[..., Findings] = import_module(f"tracer.evaluate.{kind}").run
    findings = run(suite, encode=remembering(encode), progress=progress)
    return SuiteResult(
        suite=suite.name,
        titles=suite.titles,
        encoder=encoder.identity,
        rows=findings.rows,
        references=suite.references,
        cases=findings.cases,
    )
