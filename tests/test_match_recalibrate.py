"""Confidences refitted to what people said."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from evaluate_toys import LetterEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from match_toys import almazul_in, by_contribution, contributions

from tracer.constitution import units
from tracer.errors import ShapeError
from tracer.match import Calibration, Verdict, fit_calibration, match_provisions, recalibrate
from tracer.match.confidence import ADOPTS, adopting, probability, strength
from tracer.match.links import QUOTED_CONFIDENCE, unanswered
from tracer.match.recalibrate import LEAST_SLOPE, LEAST_VERDICTS, corrected_confidence
from tracer.records import Link

SHIPPED = Calibration()
SAID = "La servidora pública presentará cada año su declaración patrimonial y de intereses."
confidences = st.floats(0, 1)
calibrations = st.builds(
    Calibration, intercept=st.floats(-3, 3), slope=st.floats(LEAST_SLOPE, 3), verdicts=st.just(90)
)
verdicts = st.lists(st.tuples(confidences, st.booleans()), max_size=80)


def _link(text: str, rank: int, confidence: float, *, said: str = "") -> Link:
    named = strength(confidence, adopting(confidence))
    citation = f"Art. {rank}"
    return Link(text, rank, citation, citation, 0.5, confidence, named, said, said)


def _text(text: str, stated: Sequence[float]) -> list[Link]:
    """Links of a text as the engine gives them: best first, a rank-0 row where none answers."""
    ordered = sorted(stated, reverse=True)
    links = [_link(text, rank, confidence) for rank, confidence in enumerate(ordered, start=1)]
    best = max(stated, default=0.0)
    return links if best >= 0.5 else [unanswered(text, confidence=1.0 - best), *links]


def _people(line: tuple[float, float], n: int, *, seed: int = 1) -> list[Verdict]:
    """Verdicts on links of any confidence, of which a `line` of the log-odds tells the truth."""
    draws = np.random.default_rng(seed)
    stated = draws.uniform(0.02, 0.98, n)
    right = draws.random(n) < probability(np.log(stated / (1 - stated)), line)
    return list(zip(stated.tolist(), right.tolist(), strict=True))


def test_without_verdicts_every_link_is_the_very_same() -> None:
    links = [*_text("a", [0.9, 0.2]), *_text("b", [0.3]), unanswered("c", confidence=1.0)]
    kept = recalibrate(links, fit_calibration([]))
    assert all(new is old for new, old in zip(kept, links, strict=True))


def test_too_few_verdicts_change_nothing() -> None:
    wrong = [(0.9, False), *((0.8, True) for _ in range(LEAST_VERDICTS))]
    assert fit_calibration(wrong[: LEAST_VERDICTS - 1]) == SHIPPED
    assert fit_calibration(wrong[:LEAST_VERDICTS]) != SHIPPED


@pytest.mark.parametrize("said", [True, False])
def test_verdicts_that_are_all_alike_change_nothing(said: bool) -> None:
    assert fit_calibration([(place / 100, said) for place in range(1, 100)]) == SHIPPED


@pytest.mark.parametrize("line", [(-1.0, 1.0), (0.8, 1.0), (0.0, 0.6), (0.5, 1.5)])
def test_many_verdicts_find_how_far_the_engine_is_off(line: tuple[float, float]) -> None:
    found = fit_calibration(_people(line, 20_000))
    assert (found.intercept, found.slope) == pytest.approx(line, abs=0.08)
    assert found.verdicts == 20_000


def test_the_same_verdicts_move_less_under_a_stronger_prior() -> None:
    said = _people((-1.5, 1.0), 60)
    moved = [-fit_calibration(said, prior=prior).intercept for prior in (1.0, 40.0, 400.0, 1e6)]
    assert all(more > less for more, less in pairwise(moved))
    assert moved[-1] == pytest.approx(0.0, abs=0.001)


def test_verdicts_that_bear_the_engine_out_leave_it_nearly_as_it_is() -> None:
    borne_out = [(share / 10, nth < share) for share in range(1, 10) for nth in range(10)]
    found = fit_calibration(borne_out)
    assert (found.intercept, found.slope) == pytest.approx((0.0, 1.0), abs=0.001)


def test_judging_the_uncertain_first_finds_the_same_correction() -> None:
    said = _people((-1.0, 1.0), 20_000, seed=2)
    uncertain = sorted(said, key=lambda verdict: abs(verdict[0] - 0.5))[:2000]
    apart = [fit_calibration(chosen).intercept for chosen in (uncertain, said[:2000])]
    assert apart[0] == pytest.approx(apart[1], abs=0.15)
    assert apart[0] == pytest.approx(-1.0, abs=0.15)


def test_a_quotation_tells_nothing_of_the_curve() -> None:
    said = _people((-1.0, 1.0), 50)
    assert fit_calibration([*said, *[(QUOTED_CONFIDENCE, True)] * 30]) == fit_calibration(said)


@settings(deadline=None, max_examples=50)
@given(verdicts, st.randoms(use_true_random=False))
def test_the_order_of_the_verdicts_does_not_matter(
    said: list[Verdict], shuffler: random.Random
) -> None:
    mixed = shuffler.sample(said, len(said))
    assert fit_calibration(mixed, least=1) == fit_calibration(said, least=1)


@settings(deadline=None, max_examples=50)
@given(verdicts)
def test_the_slope_never_turns_the_order_round(said: list[Verdict]) -> None:
    assert fit_calibration(said, least=1, prior=0.01).slope >= LEAST_SLOPE


def test_a_confidence_that_is_none_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"1\.2"):
        fit_calibration([(1.2, True)])


@given(confidences, confidences, calibrations)
def test_the_surer_of_two_links_stays_the_surer(one: float, other: float, c: Calibration) -> None:
    low, high = sorted((one, other))
    assert 0 <= corrected_confidence(low, c) <= corrected_confidence(high, c) <= 1


@given(st.lists(st.lists(confidences, max_size=5), max_size=4), calibrations)
def test_rank_0_rows_and_strengths_follow_the_new_confidences(
    stated: list[list[float]], calibration: Calibration
) -> None:
    links = [link for nth, own in enumerate(stated) for link in _text(str(nth), own)]
    expected = [
        link
        for nth, own in enumerate(stated)
        for link in _text(str(nth), [corrected_confidence(c, calibration) for c in own])
    ]
    assert recalibrate(links, calibration) == tuple(expected)


def test_a_text_that_something_answers_now_loses_its_rank_0_row() -> None:
    links = recalibrate(_text("a", [0.4, 0.1]), Calibration(intercept=1.0))
    assert [(link.rank, link.strength) for link in links] == [(1, "parcial"), (2, "menciona")]


def test_a_text_that_nothing_answers_now_gets_a_rank_0_row() -> None:
    links = recalibrate(_text("a", [0.6, 0.1]), Calibration(intercept=-1.0))
    assert [(link.rank, link.strength) for link in links] == [
        (0, ""),
        (1, "menciona"),
        (2, "menciona"),
    ]
    assert links[0].confidence == 1.0 - links[1].confidence


def test_a_text_that_says_nothing_stays_unanswered_for_certain() -> None:
    links = recalibrate([unanswered("a", confidence=1.0)], Calibration(intercept=3.0))
    assert links == (unanswered("a", confidence=1.0),)


def test_weak_rows_are_left_out_by_their_new_confidence() -> None:
    links = recalibrate(_text("a", [0.8, 0.4]), Calibration(intercept=-1.0), min_confidence=0.5)
    assert [link.rank for link in links] == [1]
    again = recalibrate(_text("a", [0.6]), Calibration(intercept=-1.0), min_confidence=0.5)
    assert [link.rank for link in again] == [0]


def test_a_quotation_keeps_its_confidence_when_the_others_lose_theirs() -> None:
    quoted, other = _link("a", 1, QUOTED_CONFIDENCE, said=SAID), _link("a", 2, 0.9)
    links = recalibrate([quoted, other], Calibration(intercept=-2.0))
    assert links[0] == quoted
    assert links[1].confidence < 0.6


def test_the_shipped_confidence_tells_the_shipped_strength() -> None:
    prominences = np.linspace(-30, 30, 2001)
    answers, adopts = probability(prominences), probability(prominences, ADOPTS)
    told = [adopting(float(confidence)) for confidence in answers]
    assert told == pytest.approx(adopts.tolist(), abs=1e-6)


def test_links_of_a_document_keep_their_order_and_all_but_confidence_and_strength(tmp_path) -> None:
    articles = units(almazul_in(tmp_path), level="article")
    links = match_provisions(contributions(), articles, encode=LetterEncoder().encode)
    refitted = recalibrate(links, Calibration(intercept=1.5, slope=0.8, verdicts=90))
    assert refitted != links
    assert list(by_contribution(refitted)) == list(by_contribution(links))
    for old, new in zip(
        (link for link in links if link.rank), (link for link in refitted if link.rank), strict=True
    ):
        assert (old.contribution_id, old.rank, old.citation) == (
            new.contribution_id, new.rank, new.citation,
        )  # fmt: skip
        assert old.evidence_provision == new.evidence_provision
