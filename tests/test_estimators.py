"""Encoder and themes as estimators of scikit-learn."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.utils import estimator_checks
from test_themes import SUBJECTS, process

from tracer.errors import EncoderError, ShapeError
from tracer.estimators import TextEncoder, ThemeClusterer
from tracer.records import Member

WORDS = sorted(word for words in SUBJECTS.values() for word in words)
CHECKS = (
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_estimator_tags_renamed",
    "check_valid_tag_types",
    "check_mixin_order",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_get_params_invariance",
    "check_set_params",
)
"""scikit-learn's own that don't feed numbers to an estimator of texts."""


def word_counts(texts: Sequence[str]) -> np.ndarray:
    """An encoder that a test can follow; a function of a module, so that it can be pickled.

    Every word counts for itself and for its subject.
    """
    subjects = [[text.count(w) for w in words] for words in SUBJECTS.values() for text in texts]
    totals = np.array([sum(counts) for counts in subjects]).reshape(len(SUBJECTS), -1).T
    return np.hstack([0.1 + np.array([[t.count(w) for w in WORDS] for t in texts]), totals])


def planted(each: int = 20) -> tuple[list[str], list[str]]:
    contributions, subjects = process(each)
    return [c.text for c in contributions], subjects


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("estimator", [TextEncoder(), ThemeClusterer()], ids=lambda e: str(e))
def test_what_scikit_learn_asks_of_every_estimator_holds(estimator: object, check: str) -> None:
    getattr(estimator_checks, check)(type(estimator).__name__, estimator)


def test_scikit_learn_finds_nothing_else_to_hold_against_an_estimator_of_texts() -> None:
    for estimator in (TextEncoder(), ThemeClusterer()):
        with pytest.warns(estimator_checks.SkipTestWarning, match="string=True"):
            found = estimator_checks.check_estimator(estimator, on_fail=None)
        assert found
        assert {entry["status"] for entry in found} == {"passed"}


def test_the_vectors_of_what_was_fitted_have_their_mean_taken_away() -> None:
    texts, _ = planted()
    fitted = TextEncoder(encoder=word_counts).fit(texts)
    vectors = fitted.transform(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    kept = TextEncoder(encoder=word_counts, centre="none").fit_transform(texts)
    assert np.allclose(fitted.centre_, kept.mean(axis=0), atol=1e-6)
    assert np.array_equal(vectors, TextEncoder(encoder=word_counts).fit_transform(texts))


def test_what_is_learnt_doesn_t_come_from_the_texts_that_are_transformed() -> None:
    texts, _ = planted()
    fitted = TextEncoder(encoder=word_counts).fit(texts[:30])
    alone = [fitted.transform([text])[0] for text in texts[30:]]
    assert np.array_equal(np.stack(alone), fitted.transform(texts[30:]))


def test_a_search_over_a_pipeline_of_texts_finds_planted_subjects() -> None:
    texts, subjects = planted()
    steps = [("encode", TextEncoder(encoder=word_counts)), ("choose", LogisticRegression())]
    grid = {"encode__centre": ["mean", "none"], "choose__C": [1.0, 100.0]}
    search = GridSearchCV(Pipeline(steps), grid, cv=3, n_jobs=1).fit(texts, subjects)
    assert search.best_score_ > 0.9
    assert search.predict(["agua potable y fugas"]).tolist() == ["agua"]


def test_a_fitted_encoder_survives_pickling_and_a_clone_is_unfitted() -> None:
    texts, _ = planted(4)
    fitted = TextEncoder(encoder=word_counts).fit(texts)
    again = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(again.transform(texts), fitted.transform(texts))
    assert not hasattr(clone(fitted), "centre_")
    assert clone(fitted).get_params() == fitted.get_params()


def test_columns_have_names_so_that_a_frame_can_come_out() -> None:
    pytest.importorskip("pandas")
    texts, _ = planted(4)
    framed = TextEncoder(encoder=word_counts).set_output(transform="pandas").fit_transform(texts)
    assert list(framed.columns[:2]) == ["textencoder0", "textencoder1"]
    assert framed.shape == (len(texts), len(WORDS) + len(SUBJECTS))


@pytest.mark.slow
def test_the_encoder_that_ships_is_kept_in_the_cache_that_was_named(tmp_path: Path) -> None:
    texts = ["agua potable", "transporte nocturno"]
    path = tmp_path / "own.sqlite"
    kept = TextEncoder(cache=path).fit_transform(texts)
    assert path.is_file()
    assert np.array_equal(
        kept, pickle.loads(pickle.dumps(TextEncoder(cache=None))).fit_transform(texts)
    )


@pytest.mark.parametrize("given", ["un solo texto", 7, ["uno", 2], ["uno", None]])
@pytest.mark.parametrize("kind", [TextEncoder, ThemeClusterer])
def test_what_is_no_list_of_texts_is_refused(kind: type, given: object) -> None:
    with pytest.raises(ShapeError, match="a list of texts"):
        kind(encoder=word_counts).fit(given)


def test_an_encoder_that_loses_a_row_is_refused() -> None:
    with pytest.raises(EncoderError, match="una fila por texto"):
        TextEncoder(encoder=lambda texts: word_counts(texts)[1:]).fit(["a", "b"])


def test_a_centre_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ShapeError, match="median"):
        TextEncoder(encoder=word_counts, centre="median").fit(["a"])


def test_labels_are_places_of_themes_and_minus_one_stands_for_none() -> None:
    texts, _ = planted()
    found = ThemeClusterer(encoder=word_counts).fit([*texts, "🙂🙂"])
    assert found.labels_.shape == (len(texts) + 1,)
    assert found.labels_[-1] == -1
    assert set(found.labels_) - {-1} == set(range(len(found.themes_)))
    strongest: dict[str, Member] = {}
    for member in found.members_:
        strongest.setdefault(member.contribution_id, member)
    for row, label in enumerate(found.labels_, start=1):
        theme = strongest[str(row).zfill(2)].theme_id
        assert theme == (found.themes_[label].id if label >= 0 else "")


def test_planted_subjects_come_back_as_clusters_and_again_the_same() -> None:
    texts, subjects = planted(40)
    labels = ThemeClusterer(encoder=word_counts).fit_predict(texts)
    assert np.array_equal(labels, ThemeClusterer(encoder=word_counts).fit_predict(texts))
    for label in set(labels.tolist()) - {-1}:
        assert len({s for s, found in zip(subjects, labels, strict=True) if found == label}) == 1


def test_signatures_count_in_the_weight_of_a_theme_only() -> None:
    texts, _ = planted()
    plain = ThemeClusterer(encoder=word_counts).fit(texts)
    signed = ThemeClusterer(encoder=word_counts).fit(texts, sample_weight=[3.0] * len(texts))
    assert np.array_equal(plain.labels_, signed.labels_)
    assert [t.weight for t in signed.themes_] == [3 * t.weight for t in plain.themes_]
    with pytest.raises(ShapeError, match="a weight for each"):
        ThemeClusterer(encoder=word_counts).fit(texts, sample_weight=[1.0])
