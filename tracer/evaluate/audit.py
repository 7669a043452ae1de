"""Suite ``audit``: simulated audits of a population whose adoption rate is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracer.audit.design import draw_plan
from tracer.audit.estimate import Coded, Estimate, classical, coded_strata, prediction_powered
from tracer.audit.items import Item
from tracer.encode.geometry import centre_on_mean
from tracer.encode.protocol import Progress
from tracer.evaluate.encoding import Encode
from tracer.evaluate.lineages import RecordedLineages, read_lineages
from tracer.evaluate.measures import Measure, share_measure
from tracer.evaluate.result import Findings
from tracer.evaluate.suite import Suite
from tracer.evaluate.texts import unit_of
from tracer.lineage import align_versions


def run(suite: Suite, *, encode: Encode, progress: Progress | None = None) -> Findings:
    """Read the files of a suite of this kind and measure."""
    suite.only("old", "new", "audits", "coded")
    lineages = read_lineages(suite.file("old"), suite.file("new"))
    audits = suite.keys.integer("audits", 500, least=1)
    coded = suite.keys.integer("coded", 100, least=4)
    items, truth = population(lineages, encode=encode)
    return Findings(measure(items, truth, audits=audits, coded=coded))


def population(
    lineages: RecordedLineages, *, encode: Encode
) -> tuple[tuple[Item, ...], dict[str, float]]:
    """Texts of the older version with how near the newer comes to them, and their fates."""
    vectors = centre_on_mean(encode([*lineages.old, *lineages.new]))
    n = len(lineages.old)
    old, new = (
        [unit_of(str(place), text) for place, text in enumerate(texts)]
        for texts in (lineages.old, lineages.new)
    )
    pairs = align_versions(old, new, old_vectors=vectors[:n], new_vectors=vectors[n:])
    score = {pair.old_citation: pair.nearest for pair in pairs if pair.old_citation}
    heirs = {pair.old_citation for pair in pairs if pair.new_citation}
    items = tuple(
        Item(str(k), "provision", text, 1.0, group, "sí" if str(k) in heirs else "no",
             score[str(k)])
        for k, (text, group) in enumerate(zip(lineages.old, lineages.groups, strict=True))
    )  # fmt: skip
    return items, {str(k): float(heir is not None) for k, heir in enumerate(lineages.heirs)}


def measure(
    items: Sequence[Item], truth: dict[str, float], *, audits: int, coded: int
) -> dict[str, Measure]:
    """Draw, code and estimate `audits` times.

    Returns
    -------
    dict
        ``true rate``; ``engine alone``, the share that the engine calls adopted; for the estimate
        from the sample and for the prediction-powered one, ``coverage`` (share of the 95 %
        intervals that hold the true rate), mean ``width`` and mean ``error``; ``width ratio``.
    """
    rate = float(np.mean(list(truth.values())))
    engine = share_measure(np.array([item.code != "no" for item in items]))
    found = [_one(items, truth, seed=seed, coded=coded) for seed in range(audits)]
    rows = {"true rate": Measure(rate, len(items)), "engine alone": engine}
    widths = []
    for name, own in zip(("sample", "powered"), zip(*found, strict=True), strict=True):
        widths.append(float(np.mean([e.high - e.low for e in own])))
        rows[f"coverage · {name}"] = share_measure([e.low <= rate <= e.high for e in own])
        rows[f"width · {name}"] = Measure(widths[-1], audits)
        bias = float(np.mean([e.value - rate for e in own]))
        rows[f"mean error · {name}"] = Measure(bias, audits)
    return rows | {"width ratio": Measure(widths[1] / widths[0], audits)}


def _one(
    items: Sequence[Item], truth: dict[str, float], *, seed: int, coded: int
) -> tuple[Estimate, Estimate]:
    plan = draw_plan(items, n=coded, seed=seed)
    strata: list[Coded] = coded_strata(
        {stratum.name: stratum.size for stratum in plan.strata},
        {item.id: item.stratum for item in items},
        {key: truth[key] for key in plan.ids},
        {item.id: item.score for item in items},
    )
    return classical(strata), prediction_powered(strata)
