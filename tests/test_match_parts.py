"""The parts of matching: prominence, words, dense signals and evidence."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from evaluate_toys import LetterEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from match_toys import ASKED, almazul_in, contributions, unit

from tracer.constitution import units
from tracer.match.confidence import (
    ADOPTS,
    ANSWERS,
    TYPICAL,
    WEIGHTS,
    probability,
    prominence,
    standing_out,
    strength,
)
from tracer.match.dense import (
    best_by_unit,
    encode_units,
    mean_by_text,
)
from tracer.match.evidence import best_pair
from tracer.match.lexical import bm25_scores, index_units, ngram_cosines
from tracer.match.pieces import Piece, candidates
from tracer.match.signals import SIGNALS, compare, index_document
from tracer.match.space import (
    dense_texts,
    encode_contributions,
    register_texts,
    stretches,
    text_space,
)
from tracer.records import Contribution, Span

letters = LetterEncoder().encode
seeds = st.integers(0, 2**32 - 1)


def some_signals(seed: int, *, texts: int = 3, found: int = 12) -> np.ndarray:
    return np.random.default_rng(seed).integers(-40, 40, (6, texts, found)) / 8


def test_a_text_stands_as_if_the_others_were_not_there():
    scores, allowed = some_signals(1, texts=5), np.ones((5, 12), bool)
    alone = np.concatenate([prominence(scores[:, [row]], allowed[:1]) for row in range(5)])
    assert np.array_equal(prominence(scores, allowed), alone)


def test_weights_say_how_much_each_signal_counts():
    allowed = np.ones((1, 40), bool)
    scores = np.random.default_rng(5).normal(size=(6, 1, 40))
    expected = np.tensordot(WEIGHTS, standing_out(scores, allowed), 1)
    assert np.allclose(prominence(scores, allowed), expected)
    assert sum(WEIGHTS) == pytest.approx(1)
    assert min(WEIGHTS) >= 0


def test_a_good_unit_stands_out_even_where_it_is_alone():
    good = np.array([[[typical + 3 * spread]] for typical, spread in TYPICAL])
    poor = np.array([[[typical - spread]] for typical, spread in TYPICAL])
    alone = np.ones((1, 1), bool)
    assert prominence(good, alone)[0, 0] > 2
    assert prominence(poor, alone)[0, 0] < 0


@given(seeds)
@settings(deadline=None, max_examples=30)
def test_a_higher_score_makes_a_unit_more_prominent(seed):
    scores, allowed = some_signals(seed), np.ones((3, 12), bool)
    raised = scores.copy()
    raised[:, 0, 5] += 0.5
    assert prominence(raised, allowed)[0, 5] > prominence(scores, allowed)[0, 5]


def test_in_a_long_document_prominence_counts_its_own_standard_deviations():
    scores = np.random.default_rng(1).normal(5, 2, (6, 1, 20_000))
    found = prominence(scores, np.ones((1, 20_000), bool))
    expected = np.tensordot(WEIGHTS, (scores - 5) / 2, 1)
    assert np.allclose(found, expected, atol=0.1)


def test_a_unit_that_may_not_answer_counts_in_no_mean_or_deviation():
    scores, allowed = some_signals(3), np.ones((3, 12), bool)
    allowed[:, [4, 7]] = False
    kept = np.flatnonzero(allowed[0])
    expected = prominence(scores[:, :, kept], np.ones((3, 10), bool))
    found = prominence(scores, allowed)
    assert np.allclose(found[:, kept], expected)
    assert not found[:, [4, 7]].any()


@pytest.mark.parametrize("curve", [ANSWERS, ADOPTS])
def test_probability_grows_with_prominence_between_0_and_1(curve):
    found = probability(np.array([-np.inf, -3, 0, 3, 6, np.inf]), curve)
    assert (found[0], found[-1]) == (0, 1)
    assert (np.diff(found) > 0).all()


def test_a_link_adopts_before_it_answers_in_part_before_it_mentions():
    assert [strength(0.9, 0.5), strength(0.5, 0.49), strength(0.49, 0.1)] == [
        "adopta", "parcial", "menciona",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def almazul(tmp_path_factory):
    return candidates(units(almazul_in(tmp_path_factory.mktemp("parts"))))


@pytest.mark.parametrize("scores_of", [ngram_cosines, bm25_scores])
def test_words_find_the_unit_that_shares_them_whatever_accents_and_capitals(almazul, scores_of):
    asked = ["Declaración patrimonial y fiscal", "declaracion PATRIMONIAL y fiscal"]
    decomposed = unicodedata.normalize("NFD", asked[0])
    scores = scores_of(index_units(almazul), [*asked, decomposed, "🙂", ""])
    assert scores.shape == (5, len(almazul))
    assert almazul[int(scores[0].argmax())].citation == "Art. 4"
    assert np.array_equal(scores[0], scores[2])
    assert almazul[int(scores[1].argmax())].citation == "Art. 4"
    assert not scores[3:].any()
    assert (scores >= 0).all()


def test_words_that_no_unit_has_score_nothing(almazul):
    assert not bm25_scores(index_units(almazul), ["xilófono zurdo"]).any()


def test_a_unit_without_content_words_does_not_stop_the_index():
    index = index_units([unit(1, "Y de la que."), unit(2, "Agua potable.")])
    assert bm25_scores(index, ["agua"])[0].argmax() == 1


@given(seeds, st.lists(st.integers(1, 12), min_size=1, max_size=6))
@settings(deadline=None, max_examples=40)
def test_means_and_best_of_a_text_do_not_depend_on_its_neighbours(seed, counts):
    first = np.concatenate([[0], np.cumsum(counts)])
    scores = np.random.default_rng(seed).normal(size=(first[-1], 5)).astype(np.float32)
    means = mean_by_text(scores, first)
    best = best_by_unit(scores.T, first[:-1])
    for row, (low, high) in enumerate(pairwise(first)):
        alone = mean_by_text(scores[low:high], np.array([0, high - low]))
        assert np.array_equal(means[[row]], alone)
        assert np.allclose(alone[0], scores[low:high].mean(axis=0), atol=1e-6)
        assert np.array_equal(best[:, row], scores[low:high].max(axis=0))


def test_register_texts_are_fixed_distinct_and_about_a_hundred():
    texts = register_texts()
    assert 40 <= len(texts) == len(set(texts)) <= 200
    assert all(text.strip() == text and len(text) > 10 for text in texts)


def test_contributions_have_the_same_vectors_in_any_order():
    given_order = contributions({**ASKED, "larga": "\n".join(ASKED.values()) * 5})
    forwards = encode_contributions(given_order, encode=letters)
    backwards = encode_contributions(given_order[::-1], encode=letters)
    assert np.array_equal(forwards.whole, backwards.whole[::-1])
    assert forwards.spans == backwards.spans[::-1]
    assert forwards.first_segment[-1] == sum(map(len, forwards.spans)) == len(forwards.segments)


@pytest.mark.parametrize("size", [1, 2, 5, 4096])
def test_a_stretch_of_a_corpus_has_the_same_vectors_as_in_the_whole(size, monkeypatch):
    asked = contributions({**ASKED, "larga": "\n".join(ASKED.values()) * 5})
    whole = encode_contributions(asked, encode=letters)
    monkeypatch.setattr("tracer.match.space.STRETCH", size)
    space = text_space(asked, encode=letters)
    for first, last in stretches(len(asked), size=size):
        some = dense_texts(space, asked[first:last], first, encode=letters)
        low, high = whole.first_segment[first], whole.first_segment[last]
        assert np.array_equal(some.whole, whole.whole[first:last])
        assert np.array_equal(some.segments, whole.segments[low:high])
        assert some.spans == whole.spans[first:last]


def test_one_contribution_alone_is_not_its_own_centre():
    alone = encode_contributions([Contribution("a", ASKED["agua"])], encode=letters)
    assert np.allclose(np.linalg.norm(alone.whole, axis=1), 1, atol=1e-6)


def test_the_pieces_of_each_unit_stand_together(almazul):
    index = index_document(almazul, encode=letters)
    for row in range(len(almazul)):
        first, last = index.piece_range(row)
        assert [piece.unit for piece in index.pieces[first:last]] == [row] * (last - first)
        assert last > first
    dense = encode_units(almazul, index.pieces, encode=letters)
    assert dense.whole.shape[0] == len(almazul)
    assert dense.pieces.shape[0] == len(index.pieces)


def test_there_is_one_signal_for_each_name(almazul):
    asked = contributions()
    texts = encode_contributions(asked, encode=letters)
    (compared,) = compare(index_document(almazul, encode=letters), asked, texts)
    assert compared.signals.shape == (len(SIGNALS), len(asked), len(almazul))
    assert compared.first_segment.tolist() == texts.first_segment.tolist()
    assert np.isfinite(compared.signals).all()


QUOTE = "El agua potable es un derecho de toda persona en esta ciudad."


def evidence_of(text: str, spans: list[Span], cut: list[Piece], similarities: list[list[float]]):
    return best_pair(Contribution("a", text), tuple(spans), tuple(cut), np.array(similarities))


def test_evidence_is_the_most_similar_pair_and_the_first_of_equals():
    text = unicodedata.normalize("NFD", "Sí. También aquí.")
    spans = [Span(0, 4), Span(5, len(text))]
    cut = [Piece(3, "Uno", Span(90, 93), ""), Piece(3, "Dos\u0301", Span(94, 98), "")]
    found = evidence_of(text, spans, cut, [[0.1, 0.7], [0.7, 0.2]])
    assert (found.contribution, found.provision) == ("Sí.", "Doś")
    assert (found.contribution_span, found.provision_span) == (spans[0], Span(94, 98))
    assert not found.quoted


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        (f"Como dice la ley, {QUOTE.upper()} Cúmplanlo.", True),
        (QUOTE.replace("potable", "potabel"), True),
        ("El agua potable es cara y sucia en la ciudad de mis abuelas, señor.", False),
        (QUOTE[:30], False),
    ],
)
def test_a_quotation_repeats_nine_in_ten_characters_of_a_stretch_long_enough(said, quoted):
    found = evidence_of(said, [Span(0, len(said))], [Piece(0, QUOTE, Span(0, 61), "")], [[0.5]])
    assert found.quoted is quoted
