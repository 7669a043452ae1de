"""What the bundled encoder finds: in an invented constitution, and in the published table."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from evaluate_toys import LetterEncoder
from match_toys import almazul_in, by_contribution, contributions

from tracer.constitution import units
from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.evaluate import run_suite
from tracer.match import match_provisions
from tracer.records import Contribution

SHARED = Path(os.environ.get("TRACER_SHARED", Path(__file__).parents[2] / "shared"))
letters = LetterEncoder().encode


@pytest.fixture(scope="module")
def almazul(tmp_path_factory):
    return almazul_in(tmp_path_factory.mktemp("match"))


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    """The encoder that ships with tracer, each text encoded once for all tests."""
    encoder = load_encoder()
    with VectorCache(tmp_path_factory.mktemp("cache") / "v.sqlite") as cache:
        yield lambda texts: cached_encode(encoder, texts, cache)


def test_every_demand_that_an_article_grants_finds_it_first(almazul, bundled):
    links = match_provisions(contributions(), units(almazul), encode=bundled)
    first = {r.contribution_id: r.citation for r in links if r.rank == 1}
    expected = {"agua": 1, "toros": 2, "noche": 3, "bienes": 4, "voto": 8}
    assert {i: first[i] for i in expected} == {i: f"Art. {n}" for i, n in expected.items()}


def test_a_contribution_that_says_nothing_is_left_unanswered(almazul, bundled):
    listed = by_contribution(match_provisions(contributions(), units(almazul), encode=bundled))
    for i in ("nada", "vacío"):
        assert (listed[i][0].rank, listed[i][0].confidence) == (0, 1)
        assert {row.confidence for row in listed[i][1:]} == {0}


def test_a_quoted_provision_comes_first_with_a_confidence_of_at_least_95_in_100(almazul, bundled):
    for found in units(almazul):
        if found.citation.startswith("Art.") and found.status == "in_force":
            quote = found.text.replace("\n", " ")
            text = f"Como vecinas pedimos que se cumpla esto: {quote}"
            (first, *_) = match_provisions([Contribution("q", text)], [found], encode=letters)
            assert (first.rank, first.strength) == (1, "adopta"), found.citation
            everything = match_provisions(
                [Contribution("q", text)], units(almazul), encode=bundled, top=3
            )
            assert everything[0].citation == found.citation
            assert everything[0].confidence >= 0.95


TWO_DEMANDS = """Soy vecina de San Jacinto y trabajo de enfermera en el turno de noche desde hace \
veinte años, así que sé de lo que hablo. Cuando salgo a las tres de la mañana ya no pasa ningún \
camión y un taxi me cuesta lo de medio día de sueldo. Pedimos que haya camiones y metro toda la \
noche, con vigilancia.

Además, en nuestro barrio el alcalde acaba de ceder medio parque a una empresa para hacer un \
estacionamiento, y nadie nos preguntó. Los niños ya no tienen dónde jugar y los árboles se están \
secando. Que ningún parque ni jardín se pueda vender ni entregar a particulares."""


def test_a_long_contribution_with_two_demands_finds_both_within_the_first_three(almazul, bundled):
    links = match_provisions([Contribution("dos", TWO_DEMANDS)], units(almazul), encode=bundled)
    listed = {r.citation: r for r in links if 1 <= r.rank <= 3}
    assert {"Art. 3", "Art. 7"} <= set(listed)
    assert "camión" in listed["Art. 3"].evidence_contribution
    assert "parque" in listed["Art. 7"].evidence_contribution


@pytest.mark.slow
def test_at_least_nine_of_the_eleven_published_petitions_find_a_published_section_first():
    if not SHARED.is_dir():
        pytest.skip("the corpora are absent: set TRACER_SHARED to their folder")
    if not os.environ.get("TRACER_CACHE"):
        pytest.skip("encoding a constitution takes two minutes: keep them, set TRACER_CACHE")
    encoder = load_encoder()
    with VectorCache(Path(os.environ["TRACER_CACHE"]) / "vectors.sqlite") as cache:
        found = run_suite(
            "table1", encoder=encoder, encode=lambda texts: cached_encode(encoder, texts, cache)
        )
    first = found.rows["published unit first"]
    assert first.n == 11
    assert first.hits >= 9
