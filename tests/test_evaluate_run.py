"""Whole suites on toys: the real stages, an encoder of letters."""

import pytest
from evaluate_toys import LetterEncoder, judged_suite

from tracer.errors import FormatError, ProcessError
from tracer.evaluate import run_suite, table
from tracer.evaluate.encoding import remembering
from tracer.evaluate.judgements import match_without_answers, read_judged

ENCODER = LetterEncoder()


def _run(path, encode=ENCODER.encode):
    return run_suite(str(path), encoder=ENCODER, encode=encode)


def test_texts_that_repeat_an_article_find_it_first(tmp_path):
    result = _run(judged_suite(tmp_path))
    assert (result.suite, result.encoder) == ("prueba", "letters-64")
    assert [result.rows[name].value for name in ("nDCG@10", "MRR", "P@1")] == [1, 1, 1]
    assert {result.rows[name].n for name in ("nDCG@10", "MRR", "P@1")} == {2}
    assert result.rows["abstention F1 · doubled"].n == 6


def test_a_result_is_laid_out_with_the_references_of_its_suite(tmp_path):
    lines = table(_run(judged_suite(tmp_path)), "es").splitlines()
    assert lines[0] == "Prueba · letters-64"
    assert lines[-2].split() == ["azar", ".250"]
    assert lines[-1].split()[-1] == "1.000"


def test_the_order_of_the_judgements_does_not_matter(tmp_path):
    suite = judged_suite(tmp_path)
    first = _run(suite)
    path = tmp_path / "juicios.jsonl"
    path.write_text("\n".join(path.read_text().split("\n")[::-1]))
    # as text: a measure that is undefined is nan, which equals nothing
    assert repr(_run(suite).rows) == repr(first.rows)


def test_no_text_is_sent_twice_to_the_encoder():
    sent = []

    def encode(texts):
        sent.extend(texts)
        return ENCODER.encode(texts)

    recall = remembering(encode)
    first, second = recall(["agua", "luz", "agua"]), recall(["paz", "agua"])
    assert sorted(sent) == ["agua", "luz", "paz"]
    assert (first[0] == first[2]).all() and (first[0] == second[1]).all()
    assert (second == ENCODER.encode(["paz", "agua"])).all()
    assert recall([]).shape == (0, 64)


def test_what_touches_a_text_is_out_of_the_document_when_it_is_asked_again(tmp_path):
    judged_suite(tmp_path)
    texts = read_judged(tmp_path / "texto.md", tmp_path / "juicios.jsonl", level="article")
    links = match_without_answers(texts, encode=ENCODER.encode)
    away = {text.id: text.touched for text in texts.judged}
    assert {link.contribution_id for link in links} == set(away)
    assert not any(link.citation in away[link.contribution_id] for link in links)
    assert {link.citation for link in links} >= {"Art. 1", "Art. 2", "Art. 3", "Art. 4"}


def test_judgements_of_another_document_are_refused(tmp_path):
    suite = judged_suite(tmp_path)
    path = tmp_path / "juicios.jsonl"
    path.write_text(path.read_text().replace("Art. 1", "Art. 99"))
    with pytest.raises(FormatError, match=r"texto\.md no tiene: Art\. 99"):
        _run(suite)


def test_a_line_that_is_no_judgement_is_named(tmp_path):
    suite = judged_suite(tmp_path)
    path = tmp_path / "juicios.jsonl"
    path.write_text(path.read_text() + '\n{"id": "x"}')
    with pytest.raises(FormatError, match="renglón 4"):
        _run(suite)


def test_an_unknown_kind_is_refused(tmp_path):
    suite = judged_suite(tmp_path)
    suite.write_text(suite.read_text().replace("judgements", "jugement", 1))
    with pytest.raises(ProcessError, match="¿quisiste decir «judgements»\\?"):
        _run(suite)


def test_the_sample_is_measured_in_all_three_respects():
    result = run_suite("muestra", encoder=ENCODER, encode=ENCODER.encode)
    rows = result.rows
    assert rows["nDCG@10 · final"].n > 100
    assert rows["nDCG@10 · final"].value > 0.3
    assert rows["fates right"].value > 0.7
    assert rows["themes"].value > 1
    assert rows["abstention recall · final"].n > 5
