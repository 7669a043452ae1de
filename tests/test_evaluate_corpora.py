"""Suites on initiatives, meetings, versions and sentence pairs, each on a toy of its corpus."""

import gzip
import json
from functools import partial

import pytest
from evaluate_toys import LetterEncoder

from tracer.errors import EmptyInputError, FormatError
from tracer.evaluate import run_suite
from tracer.evaluate.texts import draw, lot
from tracer.evaluate.themes import agreement_measures, leading_themes
from tracer.records import Member
from tracer.themes import find_themes

ENCODER = LetterEncoder()
SUBJECTS = ("agua potable", "transporte nocturno", "trato a los animales", "escuelas rurales")
PLACES = (
    "en los cerros", "donde vivimos las familias", "para la costa", "junto a los mercados",
    "sin que cueste tanto", "como manda la ley",
)  # fmt: skip
MOMENTS = ("queremos", "hace falta ya", "nunca tuvimos", "exigimos al gobierno", "soñamos con")


def _run(folder, body):
    path = folder / "s.toml"
    path.write_text('title = "T"\n' + body, encoding="utf-8")
    return run_suite(str(path), encoder=ENCODER, encode=ENCODER.encode).rows


def _lines(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)


def _initiatives(folder, **more):
    rows = [
        {"id": k, "titulo": s, "problema": f"En mi región falta {s} desde hace años",
         "articulado": f"Artículo único. El Estado garantizará {s} en todas las regiones."}
        for k, s in enumerate(SUBJECTS)
    ]  # fmt: skip
    _lines(folder / "i.jsonl.gz", [*rows, {**rows[0], "id": 9, "articulado": "."}])
    keys = "".join(f"{name} = {value}\n" for name, value in more.items())
    return _run(folder, f'kind = "initiatives"\ninitiatives = "i.jsonl.gz"\n{keys}')


def test_an_initiative_finds_its_own_articles_and_one_without_articles_is_left_out(tmp_path):
    rows = _initiatives(tmp_path, share=1.0)
    assert (rows["R@1 · problema"].value, rows["R@1 · problema"].n) == (1, 4)
    assert rows["R@10 · problema"].value == rows["MRR · problema"].value == 1
    # only one title has 20 characters
    assert rows["R@1 · titulo"].n == 1


def test_a_limit_keeps_that_many_initiatives(tmp_path):
    assert _initiatives(tmp_path, share=1.0, limit=2)["R@1 · problema"].n == 2


def test_a_file_of_initiatives_that_is_none_is_refused(tmp_path):
    (tmp_path / "i.jsonl.gz").write_bytes(b"plain")
    with pytest.raises(FormatError, match=r"i\.jsonl\.gz: se esperaba JSON Lines"):
        _run(tmp_path, 'kind = "initiatives"\ninitiatives = "i.jsonl.gz"\n')


def _answers(folder):
    lines = ["id,encuentro,tema,texto,concepto"]
    for k in range(120):
        subject = SUBJECTS[k % 4]
        place, moment = PLACES[k // 4 % 6], MOMENTS[k // 24]
        lines.append(f"{k},e{k // 4},1,{moment} {subject} {place},c{k % 4}")
    with gzip.open(folder / "a.csv.gz", "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")


def test_concepts_that_are_plain_in_the_words_are_learnt_from_vectors_and_from_words(tmp_path):
    _answers(tmp_path)
    rows = _run(
        tmp_path, 'kind = "concepts"\nanswers = "a.csv.gz"\ntopics = ["1"]\nn = 100\nshare = 0.4\n'
    )
    assert rows["top-1 · topic 1 · TF-IDF, all examples"].value == 1
    assert rows["top-1 · topic 1 · all examples"].value > 0.9
    assert rows["top-5 · topic 1 · all examples"].value == 1
    assert 20 <= rows["top-5 · topic 1 · all examples"].n <= 60


def test_themes_that_are_plain_in_the_words_are_found(tmp_path, monkeypatch):
    # The toy says every place as often as every subject; the finer default splits by place (.55).
    coarse = partial(find_themes, resolution=1.0)
    monkeypatch.setattr("tracer.evaluate.themes.find_themes", coarse)
    _answers(tmp_path)
    rows = _run(tmp_path, 'kind = "themes"\nanswers = "a.csv.gz"\ntopics = ["1"]\n')
    assert rows["AMI · topic 1"].value > 0.6
    assert rows["themes · topic 1"].value >= 4
    assert rows["unassigned · topic 1"].n == 120
    assert rows["ARI of two seeds · topic 1"].value > 0.6
    assert 60 <= rows["ARI of two samples · topic 1"].n <= 95


def test_only_the_meetings_asked_for_are_drawn(tmp_path):
    _answers(tmp_path)
    half = 'kind = "themes"\nanswers = "a.csv.gz"\ntopics = ["1"]\nmeetings = 0.5\n'
    assert 40 <= _run(tmp_path, half)["unassigned · topic 1"].n <= 80


def test_a_topic_without_answers_is_an_error(tmp_path):
    _answers(tmp_path)
    with pytest.raises(EmptyInputError, match="«7»"):
        _run(tmp_path, 'kind = "themes"\nanswers = "a.csv.gz"\ntopics = ["7"]\n')


def test_lineages_of_unchanged_articles_are_followed(tmp_path):
    old = [
        {"texto": f"El Estado garantizará {s}.", "orden_final": k} for k, s in enumerate(SUBJECTS)
    ]
    old.append({"texto": "Queda abolida la pena de muerte.", "orden_final": None})
    new = [{"texto": row["texto"], "orden": row["orden_final"]} for row in reversed(old[:4])]
    _lines(tmp_path / "old.gz", old)
    _lines(tmp_path / "new.gz", new)
    rows = _run(tmp_path, 'kind = "lineages"\nold = "old.gz"\nnew = "new.gz"\n')
    assert (rows["heir first"].hits, rows["heir first"].n) == (4, 4)
    assert (rows["survival AUC"].value, rows["survival AUC"].n) == (1, 5)


def test_pairs_that_share_more_words_correlate_with_higher_scores(tmp_path):
    pairs = [("wikipedia", 4.0, "el agua es vida", "el agua es vida"),
             ("wikipedia", 2.0, "el agua es vida", "el agua es cara"),
             ("newswire", 0.0, "el agua es vida", "subió \"la\" bolsa")]  # fmt: skip
    lines = ["genre\tscore_0_4\tsentence1\tsentence2", *("\t".join(map(str, p)) for p in pairs)]
    (tmp_path / "p.tsv").write_text("\n".join(lines), encoding="utf-8")
    rows = _run(tmp_path, 'kind = "sts"\npairs = "p.tsv"\n')
    assert rows["Spearman · all"].value == pytest.approx(1)
    assert list(rows) == ["Spearman · all", "Spearman · newswire", "Spearman · wikipedia"]
    assert rows["Spearman · wikipedia"].n == 2


def test_partitions_are_compared_whatever_their_names_and_leaving_out_does_not_pay():
    gold = ["x", "x", "y", "y", "z", "z"]
    same = agreement_measures(gold, ["1", "1", "2", "2", "3", "3"])
    assert same["ARI"].value == same["AMI"].value == 1
    assert same["themes"].value == 3
    shy = agreement_measures(gold, ["1", "1", "", "", "", ""])
    assert shy["ARI"].value < 1
    assert (shy["themes"].value, shy["unassigned"].value) == (1, pytest.approx(4 / 6))


def test_a_contribution_counts_for_its_strongest_theme():
    members = [Member("a", "weak", 0.2), Member("b", "", 0.0), Member("a", "strong", 0.7)]
    assert leading_themes(members) == {"a": "strong", "b": ""}


def test_lots_are_even_and_a_larger_draw_holds_the_smaller():
    lots = [lot(str(k)) for k in range(4000)]
    assert 0.23 < sum(value < 0.25 for value in lots) / 4000 < 0.27
    items = [str(k) for k in range(50)]
    assert draw(items, 5, key=str) == draw(items[::-1], 20, key=str)[:5]
    assert draw(items, 5, key=str, seed=2) != draw(items, 5, key=str)
