"""Who asked for what, and what may be said of small cells."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from scipy.stats import chi2_contingency

from tracer.breakdown import age_band, break_down, suppressed
from tracer.breakdown.attributes import iso_week
from tracer.breakdown.count import LEVEL
from tracer.records import Contribution, Member

BOROUGHS = ("Coyoacán", "Iztapalapa", "Tlalpan", "Xochimilco")


def _people(n: int, *, water: dict[str, float], seed: int = 1) -> tuple[list, list]:
    """Contributions of four boroughs, and who of them asks for water."""
    rng = random.Random(seed)
    people, members = [], []
    for k in range(n):
        borough = rng.choice(BOROUGHS)
        people.append(Contribution(f"c{k:04}", "agua", borough=borough, channel="survey"))
        theme = "T-agua" if rng.random() < water[borough] else "T-otro"
        members.append(Member(f"c{k:04}", theme, 1.0))
    return people, members


EVEN = dict.fromkeys(BOROUGHS, 0.3)


def test_counts_and_shares_are_those_of_the_people() -> None:
    people, members = _people(400, water=EVEN)
    cells = break_down(people, members)
    assert {c.attribute for c in cells} == {"borough"}  # one channel only, the rest unknown
    assert len(cells) == 8
    asked = {m.contribution_id for m in members if m.theme_id == "T-agua"}
    for cell in cells:
        inside = [p for p in people if p.borough == cell.value]
        count = sum((p.id in asked) == (cell.theme_id == "T-agua") for p in inside)
        assert (cell.count, cell.group_size) == (count, len(inside))
        assert cell.share == pytest.approx(count / len(inside))


def test_the_statistic_is_pearsons() -> None:
    people, members = _people(400, water=EVEN)
    cell = break_down(people, members)[0]
    total = sum(m.theme_id == cell.theme_id for m in members)
    table = [
        [cell.count, cell.group_size - cell.count],
        [total - cell.count, 400 - cell.group_size - total + cell.count],
    ]
    assert cell.p == pytest.approx(chi2_contingency(table, correction=False).pvalue)


def test_a_borough_that_asks_more_often_is_told_and_the_others_are_not() -> None:
    people, members = _people(2000, water={**EVEN, "Iztapalapa": 0.6})
    cells = {(c.theme_id, c.value): c for c in break_down(people, members)}
    found = cells["T-agua", "Iztapalapa"]
    assert found.verdict == "over" and found.low > 1.6 and found.high < 2.4
    assert cells["T-otro", "Iztapalapa"].verdict == "under"


def test_chance_alone_seldom_gives_a_verdict() -> None:
    spoken = 0
    for seed in range(200):
        cells = break_down(*_people(200, water=EVEN, seed=seed))
        spoken += any(c.verdict in ("over", "under") for c in cells)
    assert spoken / 200 <= 2 * LEVEL


def test_small_cells_say_nothing() -> None:
    people, members = _people(30, water=EVEN)
    assert {c.verdict for c in break_down(people, members)} == {"too_small"}


def test_one_place_under_two_spellings_is_one_group() -> None:
    people, members = _people(200, water=EVEN)
    shouted = [
        replace(p, borough=p.borough.upper() if k % 5 == 0 else p.borough)
        for k, p in enumerate(people)
    ]
    assert break_down(shouted, members) == break_down(people, members)


def test_the_order_of_the_rows_changes_nothing() -> None:
    people, members = _people(300, water=EVEN)
    assert break_down(people[::-1], members[::-1]) == break_down(people, members)


@pytest.mark.parametrize(
    ("written", "band"),
    [("34", "30-44"), ("34 años", "30-44"), ("17", "0-17"), ("85", "60+"), ("120", "60+"),
     ("25 a 34", "25 a 34"), ("130", ""), ("", ""), ("  adulto  mayor", "adulto mayor")],
)  # fmt: skip
def test_ages_become_bands(written: str, band: str) -> None:
    assert age_band(written) == band


def test_weeks_are_iso_weeks() -> None:
    assert iso_week("2016-01-03") == "2015-W53"
    assert iso_week("2016-04-12T10:00") == "2016-W15"
    assert iso_week("abril") == ""


def test_what_is_suppressed_cannot_be_worked_out() -> None:
    people, members = _people(60, water={**EVEN, "Tlalpan": 0.05}, seed=4)
    cells = break_down(people, members)
    shown = suppressed(cells)
    assert [(c.theme_id, c.value) for c in shown] == [(c.theme_id, c.value) for c in cells]
    for theme in ("T-agua", "T-otro"):
        hidden = [
            c.count
            for c, s in zip(cells, shown, strict=True)
            if c.theme_id == theme and s.verdict == "suppressed"
        ]
        assert not hidden or (len(hidden) >= 2 and sum(hidden) >= 5)
    small = [s for c, s in zip(cells, shown, strict=True) if 0 < c.count < 5]
    assert small and all(s.count == -1 and math.isnan(s.share) for s in small)


def test_nothing_is_suppressed_where_all_cells_are_large_or_empty() -> None:
    cells = break_down(*_people(400, water={**EVEN, "Tlalpan": 0.0}))
    assert suppressed(cells) == cells


def test_a_small_cell_alone_among_empty_ones_takes_an_empty_one_with_it() -> None:
    people, members = _people(60, water={**dict.fromkeys(BOROUGHS, 0.0), "Tlalpan": 0.1}, seed=4)
    cells = [c for c in break_down(people, members) if c.theme_id == "T-agua"]
    assert sorted(c.count for c in cells)[:3] == [0, 0, 0] and 0 < cells[2].count < 5
    hidden = [s.value for s in suppressed(cells) if s.verdict == "suppressed"]
    assert hidden == ["Coyoacán", "Tlalpan"]
