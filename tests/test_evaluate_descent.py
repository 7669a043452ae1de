"""Measures of the alignment, on a toy with a known answer, on the sample and on recorded fates."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from tracer.errors import ShapeError
from tracer.evaluate.descent import descent_measures, fate_measures, follow
from tracer.evaluate.lineages import read_lineages
from tracer.records import Lineage

ROOT = Path(__file__).parents[1]
CHILE = Path(os.environ.get("TRACER_SHARED", ROOT.parent / "shared")) / "corpora/chile2022"


def _vectors(old, new):
    """Stand in for an encoder with the main axes of the words of both versions."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer().fit_transform([*old, *new])
    axes = min(100, words.shape[1] - 1)
    both = TruncatedSVD(axes, random_state=0).fit_transform(words)
    both -= both.mean(axis=0)
    both /= np.linalg.norm(both, axis=1, keepdims=True)
    vectors = both.astype(np.float32)
    return {"old_vectors": vectors[: len(old)], "new_vectors": vectors[len(old) :]}


def test_a_text_that_survives_word_for_word_is_found_and_a_lost_one_missed():
    old = [
        "Agua limpia para todas las casas.",
        "Queda abolida la pena de muerte.",
        "Voto a los 16.",
    ]
    new = ["El voto será a los 16.", "Agua limpia para todas las casas."]
    found = descent_measures(follow(old, new, [1, None, 0], **_vectors(old, new)))
    assert (found["heir first"].value, found["heir first"].n) == (1, 2)
    assert (found["survival AUC"].value, found["survival AUC"].n) == (1, 3)


def test_a_missing_record_is_refused():
    old = ["Agua para todos.", "Luz para todos."]
    with pytest.raises(ShapeError, match="2 texts, got 1"):
        follow(old, old, [0], **_vectors(old, old))


def test_fates_count_as_right_only_where_pair_and_fate_agree():
    gold = {("Art. 1", "Art. 1"): "kept", ("Art. 2", "Art. 3"): "moved", ("Art. 3", ""): "dropped"}
    rows = [
        Lineage("Art. 1", "Art. 1", "kept", 1.0, "a", "a"),
        Lineage("Art. 2", "Art. 3", "reworded", 0.8, "b", "c"),
        Lineage("Art. 3", "Art. 4", "reworded", 0.4, "d", "e"),
    ]
    found = fate_measures(rows, gold)
    assert (found["fates right"].hits, found["pairs found"].hits) == (1, 2)
    assert (found["surplus pairs"].value, found["surplus pairs"].n) == (1, 3)


def test_survivors_find_their_article_and_stand_out_from_the_rest():
    if not CHILE.is_dir():
        pytest.skip("no shared corpora: set TRACER_SHARED to measure the lineages of Chile 2022")
    record = read_lineages(
        CHILE / "linajes_comisiones_1_2_3_6.jsonl.gz", CHILE / "linajes_borrador_498.jsonl.gz"
    )
    some = slice(300, 500)
    texts = record.old[some], record.new
    found = descent_measures(follow(*texts, record.heirs[some], **_vectors(*texts)))
    assert found["heir first"].value > 0.8
    assert found["survival AUC"].value > 0.8


def test_the_fates_of_the_sample_are_those_that_its_author_gave_it():
    from tracer.constitution import read_constitution, units
    from tracer.lineage import align_versions

    folder, gold_file = ROOT / "corpora/muestra", ROOT / "eval/muestra/destinos.csv"
    old = units(read_constitution(folder / "borrador.md"), level="article")
    new = units(read_constitution(folder / "final.md"), level="article")
    with gold_file.open(encoding="utf-8", newline="") as lines:
        gold = {(r["old_citation"], r["new_citation"]): r["fate"] for r in csv.DictReader(lines)}
    rows = align_versions(old, new, **_vectors([u.text for u in old], [u.text for u in new]))
    found = fate_measures(rows, gold)
    assert found["pairs found"].value > 0.95
    assert found["fates right"].value > 0.9
