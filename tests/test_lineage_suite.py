"""Measures of the alignment, on a toy with a known answer, on the sample and on recorded fates."""

import csv
import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest

from tracer.errors import ShapeError
from tracer.evaluate.lineage_suite import evaluate_fates, evaluate_lineage
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
    scores = evaluate_lineage(old, new, [1, None, 0], **_vectors(old, new))
    assert (scores.n_old, scores.n_survivors) == (3, 2)
    assert scores.recall_at_1 == scores.survived_auc == 1


def test_a_missing_record_is_refused():
    old = ["Agua para todos.", "Luz para todos."]
    with pytest.raises(ShapeError, match="2 texts, got 1"):
        evaluate_lineage(old, old, [0], **_vectors(old, old))


def test_fates_count_as_right_only_where_pair_and_fate_agree():
    gold = {("Art. 1", "Art. 1"): "kept", ("Art. 2", "Art. 3"): "moved", ("Art. 3", ""): "dropped"}
    rows = [
        Lineage("Art. 1", "Art. 1", "kept", 1.0, "a", "a"),
        Lineage("Art. 2", "Art. 3", "reworded", 0.8, "b", "c"),
        Lineage("Art. 3", "Art. 4", "reworded", 0.4, "d", "e"),
    ]
    scores = evaluate_fates(rows, gold)
    assert (scores.right, scores.paired) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert scores.n_surplus == 1


def test_survivors_of_a_committee_find_their_article_and_stand_out_from_the_rest():
    if not CHILE.is_dir():
        pytest.skip("no shared corpora: set TRACER_SHARED to measure the lineages of Chile 2022")
    old = [r for r in _read("linajes_comisiones_1_2_3_6.jsonl.gz") if r["comision"] == 3]
    new = _read("linajes_borrador_498.jsonl.gz")
    position = {row["orden"]: i for i, row in enumerate(new)}
    texts = [r["texto"] for r in old], [r["texto"] for r in new]
    heirs = [position.get(r["orden_final"]) for r in old]
    scores = evaluate_lineage(*texts, heirs, **_vectors(*texts))
    assert scores.recall_at_1 > 0.85
    assert scores.survived_auc > 0.85


def test_the_fates_of_the_sample_are_those_that_its_authors_gave_it():
    from tracer.constitution import read_constitution, units
    from tracer.lineage import align_versions

    folder, gold_file = ROOT / "corpora/muestra", ROOT / "eval/muestra/destinos.csv"
    if not (folder / "final.md").is_file() or not gold_file.is_file():
        pytest.skip("the sample and its gold stand beside a source checkout only")
    old = units(read_constitution(folder / "borrador.md"), level="article")
    new = units(read_constitution(folder / "final.md"), level="article")
    with gold_file.open(encoding="utf-8", newline="") as lines:
        gold = {(r["old_citation"], r["new_citation"]): r["fate"] for r in csv.DictReader(lines)}
    rows = align_versions(old, new, **_vectors([u.text for u in old], [u.text for u in new]))
    scores = evaluate_fates(rows, gold)
    assert scores.paired > 0.95
    assert scores.right > 0.9


def _read(name):
    with gzip.open(CHILE / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
