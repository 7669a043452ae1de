"""Two waves: differences with intervals that say what they should."""

from __future__ import annotations

import math
import random

import pytest

from tracer.breakdown import compare_waves
from tracer.breakdown.waves import bonett_price, newcombe
from tracer.records import Change, Member


def test_newcombe_gives_the_interval_of_his_example() -> None:
    # Newcombe (1998), table II, contrast (a): 56/70 and 48/80.
    low, high = newcombe((56, 70), (48, 80))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_bonett_and_price_without_change_stand_around_zero() -> None:
    difference, low, high = bonett_price(10, 10, 200)
    assert difference == 0 and low == pytest.approx(-high)
    assert bonett_price(30, 5, 200)[1] > 0


@pytest.mark.parametrize("shares", [(0.3, 0.3), (0.05, 0.12)])
def test_intervals_cover_the_truth_as_often_as_they_say(shares: tuple[float, float]) -> None:
    rng = random.Random(5)
    covered = 0
    for _ in range(400):
        one, other = (sum(rng.random() < share for _ in range(150)) for share in shares)
        low, high = newcombe((other, 150), (one, 150))
        covered += low <= shares[1] - shares[0] <= high
    assert covered >= 370


def waves(n: int, share_before: float, share_after: float) -> tuple[Change, ...]:
    rng = random.Random(2)
    before = {f"a{k}": f"p{k}" for k in range(n)}
    after = {f"b{k}": f"p{k}" for k in range(n)}
    members = [
        Member(key, "T-agua" if rng.random() < share else "T-otro", 1.0)
        for group, share in ((before, share_before), (after, share_after))
        for key in group
    ]
    return compare_waves(members, before, after)


def test_what_is_asked_for_more_is_told_with_counts_that_add_up() -> None:
    changes = {c.theme_id: c for c in waves(300, 0.2, 0.4)}
    water, other = changes["T-agua"], changes["T-otro"]
    assert (water.verdict, other.verdict) == ("more", "less")
    assert water.before + other.before == water.size_before == 300
    assert water.low < 0.2 < water.high and water.low > 0
    assert water.panel == 300 and water.gained - water.lost == water.after - water.before
    assert water.panel_low < water.panel_difference < water.panel_high


def test_nothing_is_said_of_a_difference_that_chance_makes_nor_of_a_handful() -> None:
    assert {c.verdict for c in waves(300, 0.3, 0.3)} == {"same"}
    assert {c.verdict for c in waves(9, 0.2, 0.6)} == {"too_small"}


def test_without_a_panel_its_figures_are_empty() -> None:
    (change,) = compare_waves(
        [Member("a", "T", 1.0), Member("b", "T", 1.0)], {"a": "a"}, {"b": "b"}
    )
    assert change.panel == 0 and math.isnan(change.panel_difference)


def test_answers_of_one_person_to_two_questions_count_once_in_the_panel() -> None:
    before = {"1#a": "1", "1#b": "1"}
    after = {"antes:1#a": "1"}
    members = [Member("1#a", "T", 1.0), Member("1#b", "T", 1.0), Member("antes:1#a", "U", 1.0)]
    found = {c.theme_id: c for c in compare_waves(members, before, after)}
    assert (found["T"].before, found["T"].panel, found["T"].lost) == (2, 1, 1)
    assert found["U"].gained == 1
