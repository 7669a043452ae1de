"""Audits: samples, agreement and estimates that hold whatever the engine says."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tracer.audit.agreement import agreement_of, cohen_kappa, krippendorff_alpha
from tracer.audit.design import draw_plan
from tracer.audit.estimate import Coded, classical, coded_strata, prediction_powered
from tracer.audit.folder import AuditedRun
from tracer.audit.items import CODES, Item, adopted
from tracer.audit.population import theme_items
from tracer.audit.rates import rates_of
from tracer.errors import ShapeError


def population(n: int, *, share: float = 0.3, engine: str = "good", seed: int = 1) -> tuple:
    """Items of two strata with the truth of each; a good engine scores the adopted higher."""
    rng = np.random.default_rng(seed)
    truth = rng.random(n) < share
    noise = rng.random(n)
    score = {"good": 0.6 * truth + 0.4 * noise, "useless": noise,
             "wrong": 0.6 * ~truth + 0.4 * noise}[engine]  # fmt: skip
    items = [
        Item(f"u{k:04}", "contribution", "texto", 1.0, f"s{k % 3 == 0}", "no", float(score[k]))
        for k in range(n)
    ]
    return items, {item.id: float(t) for item, t in zip(items, truth, strict=True)}


def strata_of(items: list[Item], truth: dict[str, float], *, n: int, seed: int) -> list[Coded]:
    plan = draw_plan(items, n=n, seed=seed)
    return coded_strata(
        {s.name: s.size for s in plan.strata},
        {item.id: item.stratum for item in items},
        {key: truth[key] for key in plan.ids},
        {item.id: item.score for item in items},
    )


def test_a_sample_doesnt_depend_on_the_order_and_grows_without_change() -> None:
    items, _ = population(300)
    plan = draw_plan(items, n=40, seed=3)
    assert draw_plan(items[::-1], n=40, seed=3) == plan
    assert set(plan.ids) < set(draw_plan(items, n=80, seed=3).ids)
    assert plan.ids != draw_plan(items, n=40, seed=4).ids
    assert [s.size for s in plan.strata] == [200, 100]
    assert [len(s.drawn) for s in plan.strata] == [27, 13]


def test_small_strata_have_two_units_or_all_they_have() -> None:
    items = [Item(str(k), "contribution", "", 1.0, "a", "no", 0.0) for k in range(100)]
    items += [Item("x", "contribution", "", 1.0, "b", "no", 0.0)]
    items += [Item(f"y{k}", "contribution", "", 1.0, "c", "no", 0.0) for k in range(5)]
    assert [len(s.drawn) for s in draw_plan(items, n=10, seed=1).strata] == [9, 1, 2]


@pytest.mark.parametrize("engine", ["good", "useless", "wrong"])
def test_intervals_hold_however_wrong_the_engine_is(engine: str) -> None:
    items, truth = population(900, engine=engine)
    rate = float(np.mean(list(truth.values())))
    found = [strata_of(items, truth, n=80, seed=seed) for seed in range(200)]
    for estimate in (classical, prediction_powered):
        own = [estimate(strata) for strata in found]
        assert sum(e.low <= rate <= e.high for e in own) >= 182
        assert abs(float(np.mean([e.value for e in own])) - rate) < 0.02


def test_a_good_engine_narrows_the_interval_and_a_useless_one_doesnt_widen_it_much() -> None:
    ratios = {}
    for engine in ("good", "useless"):
        items, truth = population(900, engine=engine)
        found = [strata_of(items, truth, n=80, seed=seed) for seed in range(60)]
        widths = [
            float(np.mean([e.high - e.low for e in map(estimate, found)]))
            for estimate in (classical, prediction_powered)
        ]
        ratios[engine] = widths[1] / widths[0]
    assert ratios["good"] < 0.6 and 0.95 < ratios["useless"] < 1.03


def weighed(n: int, *, seed: int = 5) -> tuple[list[Item], dict[str, float]]:
    """Units with weights as unequal as signatures, in bands; heavy ones are adopted more often."""
    rng = np.random.default_rng(seed)
    weights = np.exp(rng.normal(4, 1.5, n))
    truth = rng.random(n) < np.where(weights > 200, 0.6, 0.2)
    score = 0.6 * truth + 0.4 * rng.random(n)
    items = [
        Item(f"u{k:04}", "contribution", "", float(weights[k]), f"b{int(np.log10(weights[k]))}",
             "no", float(score[k]))
        for k in range(n)
    ]  # fmt: skip
    return items, {item.id: float(t) for item, t in zip(items, truth, strict=True)}


def test_rates_by_weight_hold_too_and_differ_from_those_by_units() -> None:
    items, truth = weighed(1000)
    heavy = {item.id: item.weight for item in items}
    rate = sum(heavy[k] * t for k, t in truth.items()) / sum(heavy.values())
    assert abs(rate - np.mean(list(truth.values()))) > 0.1
    stratum_of = {item.id: item.stratum for item in items}
    predicted = {item.id: item.score for item in items}
    found = []
    for seed in range(200):
        plan = draw_plan(items, n=120, seed=seed)
        sizes = {s.name: s.size for s in plan.strata}
        drawn = {key: truth[key] for key in plan.ids}
        found.append(coded_strata(sizes, stratum_of, drawn, predicted, heavy))
    for estimate in (classical, prediction_powered):
        own = [estimate(strata) for strata in found]
        assert sum(e.low <= rate <= e.high for e in own) >= 178
        assert abs(float(np.mean([e.value for e in own])) - rate) < 0.02


def test_coding_everybody_gives_the_rate_by_weight_itself() -> None:
    items, truth = weighed(80)
    heavy = {item.id: item.weight for item in items}
    sizes: dict[str, int] = {}
    for item in items:
        sizes[item.stratum] = sizes.get(item.stratum, 0) + 1
    strata = coded_strata(sizes, {i.id: i.stratum for i in items}, truth,
                          {i.id: i.score for i in items}, heavy)  # fmt: skip
    rate = sum(heavy[k] * t for k, t in truth.items()) / sum(heavy.values())
    for estimate in (classical(strata), prediction_powered(strata)):
        assert estimate.value == pytest.approx(rate)
        assert estimate.high - estimate.low < 1e-9


def test_a_stratum_small_beside_the_sample_is_taken_whole() -> None:
    items = [Item(str(k), "contribution", "", 1.0, "a", "no", 0.0) for k in range(300)]
    items += [Item(f"x{k}", "contribution", "", 9.0, "b", "no", 0.0) for k in range(6)]
    assert [len(s.drawn) for s in draw_plan(items, n=60, seed=1).strata] == [59, 6]
    assert [len(s.drawn) for s in draw_plan(items, n=50, seed=1).strata] == [49, 2]


def test_a_whole_population_coded_leaves_no_doubt() -> None:
    items, truth = population(60)
    estimate = classical(strata_of(items, truth, n=60, seed=1))
    assert estimate.value == pytest.approx(np.mean(list(truth.values())))
    assert estimate.high - estimate.low < 1e-9


def test_nobody_adopted_among_thirty_is_not_certainty() -> None:
    nothing = Coded(500, np.zeros(30), np.zeros(30), 0.1)
    assert 0.01 < classical([nothing]).high < 0.2


@pytest.mark.parametrize("n", [20, 25, 30, 40, 57])
def test_a_stratum_of_which_all_is_coded_alike_is_no_certainty_beside_another(n: int) -> None:
    half = np.repeat([0.0, 1.0], 15)
    both = [Coded(3000, np.zeros(n), np.zeros(n), 0.0), Coded(300, half, np.zeros(30), 0.0)]
    found = classical(both)
    assert found.low == 0.0 and found.high > 0.1
    light = [Coded(3000, np.zeros(n), np.zeros(n), 0.0, np.linspace(0.99, 1.01, n)), both[1]]
    assert classical(light).high > 0.1


def test_a_useless_engine_plays_no_part_where_weights_differ_either() -> None:
    rng = np.random.default_rng(2)
    used = []
    for _ in range(60):
        weights = np.exp(rng.normal(0, 1, 100))
        truth, said = (rng.random(100) < 0.4).astype(float), rng.random(100)
        stratum = Coded(5000, truth, said, 0.5, weights / weights.mean())
        used.append(prediction_powered([stratum]).engine_weight)
    assert abs(float(np.mean(used))) < 0.1
    sure = Coded(5000, np.ones(100), rng.random(100), 0.5, np.exp(rng.normal(0, 1, 100)))
    assert abs(prediction_powered([sure]).value - 1) < 0.01


def test_a_stratum_without_codes_is_refused() -> None:
    with pytest.raises(ShapeError, match="each stratum"):
        classical([Coded(10, np.zeros(0), np.zeros(0), 0.0)])


def test_alpha_is_that_of_its_definition() -> None:
    # Units as in Krippendorff's (2011) ordinal example without those of a fifth value, which CODES
    # hasn't: observed over expected disagreement, pair by pair.
    rows = [(0, 0, 0), (1, 1, 2, 1), (2, 2, 2, 2), (2, 2, 2), (1, 1, 1, 1), (0, 1, 2, 3),
            (3, 3, 3, 3), (0, 0, 1, 0), (1, 1, 1, 1)]  # fmt: skip
    values = [v for row in rows for v in row]
    n_of = np.bincount(values, minlength=len(CODES)).astype(float)

    def step(a: int, b: int) -> float:
        low, high = sorted((a, b))
        return (n_of[low : high + 1].sum() - (n_of[low] + n_of[high]) / 2) ** 2

    observed = sum(
        step(a, b) / (len(row) - 1)
        for row in rows for i, a in enumerate(row) for j, b in enumerate(row) if i != j
    ) / len(values)  # fmt: skip
    expected = sum(step(a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    expected /= len(values) * (len(values) - 1)
    assert krippendorff_alpha(rows) == pytest.approx(1 - observed / expected)


def test_kappa_is_one_for_the_same_and_near_zero_for_chance() -> None:
    rng = np.random.default_rng(1)
    assert cohen_kappa([(0, 0), (1, 1), (3, 3)]) == pytest.approx(1.0)
    assert abs(cohen_kappa([tuple(row) for row in rng.integers(0, 4, (4000, 2)).tolist()])) < 0.05
    assert math.isnan(cohen_kappa([(1, 1), (1, 1)]))


def test_agreement_names_the_pair_and_leaves_out_what_one_coder_alone_saw() -> None:
    codes = {
        "A": {"1": "sí", "2": "no", "3": "no", "4": "sí"},
        "B": {"1": "sí", "2": "no", "3": "menciona"},
    }
    alpha, kappa = agreement_of(codes)
    assert (alpha.n, kappa.n, kappa.name) == (3, 3, "Cohen κ A–B")
    assert kappa.low <= kappa.value <= kappa.high


def test_definitions_widen() -> None:
    assert [adopted(code, "strict") for code in CODES] == [True, False, False, False]
    assert [adopted(code, "middle") for code in CODES] == [True, True, False, False]
    assert [adopted(code, "generous") for code in CODES] == [True, True, True, False]


def test_rates_count_units_signatures_and_thresholds() -> None:
    def petition(key: str, weight: float, code: str) -> Item:
        return Item(key, "contribution", "", weight, "petition", code, 0.5)

    items = [petition("a", 60_000, "sí"), petition("b", 6_000, "en parte"), petition("c", 40, "no")]
    items += [Item("d", "contribution", "", 1.0, "survey", "menciona", 0.5)]
    found = {(r.denominator, r.definition): r for r in rates_of(items)}
    assert found["contributions", "strict"].value == 0.25
    assert found["contributions", "generous"].value == 0.75
    assert found["signatures", "strict"].value == pytest.approx(60_000 / 66_040)
    assert found["petitions from 5,000", "middle"].value == 1.0
    assert found["petitions from 5,000", "middle"].units == 2
    assert ("draft articles", "strict") not in found
    assert all(r.low <= r.value <= r.high for r in found.values())


def test_a_theme_is_what_at_least_half_of_its_contributions_are() -> None:
    codes = ("sí", "sí", "no", "menciona", "no", "no", "en parte")
    asked = [Item(str(k), "contribution", "", 1.0, "", c, 0.0) for k, c in enumerate(codes)]
    held = {"T-a": (0, 1, 2), "T-b": (0, 2, 3), "T-c": (2, 3), "T-d": (2, 4, 5, 0)}
    members = [{"contribution_id": str(k), "theme_id": t} for t, own in held.items() for k in own]
    members.append({"contribution_id": "6", "theme_id": ""})
    run = AuditedRun(Path(), {"versions_of_the_text": ["final"]}, {"members": members})
    found = {item.id: (item.code, item.weight) for item in theme_items(run, asked)}
    assert found == {
        "T-a": ("sí", 3.0), "T-b": ("menciona", 3.0), "T-c": ("menciona", 2.0), "T-d": ("no", 4.0),
    }  # fmt: skip
