"""Names of themes: telling, readable, in the members' own words."""

from __future__ import annotations

import pytest

from tracer.themes.fillers import FILLERS
from tracer.themes.labels import distinctive_terms, label, opening, read_terms
from tracer.themes.vocabulary import content_words, lexical_weights, readable
from tracer.themes.wording import names_something


def test_terms_of_a_theme_are_those_that_others_dont_use() -> None:
    texts = [
        "El derecho al agua",
        "Derecho al agua limpia",
        "El derecho al voto",
        "Derecho a votar",
    ]
    found = distinctive_terms([0, 1], read_terms(texts))
    assert any("agua" in term for term in found[:1])
    assert "derecho" not in found[:1]


def test_terms_are_written_as_people_write_them() -> None:
    texts = ["Jubilaciones dignas", "jubilaciones para todos", "queremos jubilaciones", "agua"]
    assert distinctive_terms([0, 1, 2], read_terms(texts))[0] == "jubilaciones"


def test_words_that_always_go_together_are_one_term() -> None:
    texts = ["Cuidar el medio ambiente", "medio ambiente sano", "El medio ambiente", "más escuelas"]
    assert distinctive_terms([0, 1, 2], read_terms(texts))[0] == "medio ambiente"


def test_pairs_keep_the_small_words_between_them() -> None:
    texts = ["igualdad ante la ley", "La igualdad ante la ley", "ley de aguas", "transporte"]
    assert "igualdad ante la ley" in distinctive_terms([0, 1], read_terms(texts))


def test_a_word_of_a_chosen_pair_isnt_repeated() -> None:
    texts = ["pueblos originarios", "Los pueblos originarios", "pueblos originarios hoy", "metro"]
    found = distinctive_terms([0, 1, 2], read_terms(texts))
    assert "pueblos originarios" in found and "pueblos" not in found


def test_the_spelling_with_accents_wins_where_it_is_commoner() -> None:
    texts = ["educación", "educacion", "educación", "metro"]
    assert distinctive_terms([0, 1, 2], read_terms(texts))[0] == "educación"


def test_acronyms_keep_their_capitals_and_shouting_makes_none() -> None:
    texts = ["Otra parada EMT", "Quitar la parada EMT", "parada EMT", "LA PARADA EMT", "agua"]
    assert distinctive_terms([0, 1, 2, 3], read_terms(texts))[0] == "parada EMT"
    shouted = ["MÁS AGUA POTABLE", "agua potable", "Agua potable ya", "metro"]
    assert distinctive_terms([0, 1, 2], read_terms(shouted))[0] == "agua potable"
    assert "IMSS" in distinctive_terms([0, 1], read_terms(["El IMSS", "más IMSS", "metro"]))


def test_a_label_begins_with_a_capital_and_is_short() -> None:
    assert label(["agua potable", "fugas", "pipas", "tandeo"]) == "Agua potable, fugas, pipas"


def test_a_label_passes_over_words_of_the_process_itself() -> None:
    terms = ["Constitución", "propiedad", "derechos", "Ciudad de México", "herencia"]
    assert label(terms) == "Propiedad, herencia"


def test_a_theme_of_such_words_only_is_said_to_ask_for_nothing() -> None:
    terms = ["valores", "fundamental", "principio", "base"]
    assert label(terms) == "Sin asunto propio (valores, fundamental, principio)"
    assert label([]) == "Sin asunto propio"


@pytest.mark.parametrize("term", ["derecho a la ciudad", "derechos humanos", "artículos escolares"])
def test_a_word_of_the_process_beside_another_makes_a_demand(term: str) -> None:
    assert label([term]) == term.capitalize()


def test_every_filler_has_a_lemma_to_be_known_by_and_none_is_there_twice() -> None:
    lemmas = [tuple(word.lemma for word in content_words(filler)) for filler in FILLERS]
    assert all(lemmas) and len(set(lemmas)) == len(lemmas)


@pytest.mark.parametrize(
    "term",
    ["pedimos", "tiren", "llevamos", "garantizar", "puedo andar", "años", "libremente",
     "estrechas", "deber", "años rentando"],
)  # fmt: skip
def test_verbs_adverbs_and_empty_words_name_nothing(term: str) -> None:
    assert not names_something(term)


@pytest.mark.parametrize(
    "term",
    ["trabajo", "mujeres", "hogar", "lugares", "militares", "poder judicial", "mercado", "cortes",
     "recogida", "niñas", "transporte público", "silla de ruedas", "iguales ante la ley"],
)  # fmt: skip
def test_nouns_name_something_even_where_they_look_like_verbs(term: str) -> None:
    assert names_something(term)


def test_a_verb_before_a_word_is_no_part_of_it() -> None:
    texts = ["queremos banquetas", "Queremos banquetas anchas", "queremos banquetas ya", "metro"]
    assert distinctive_terms([0, 1, 2], read_terms(texts))[0] == "banquetas"


def test_a_word_that_few_members_use_is_no_term_of_a_large_theme() -> None:
    texts = ["el agua"] * 40 + ["agua y drenaje"] * 2 + ["metro"] * 20
    assert distinctive_terms(list(range(42)), read_terms(texts)) == ("agua",)


def test_the_opening_of_a_text_is_short_and_not_in_capitals() -> None:
    assert opening("MI BEBE.") == "Mi bebe"
    assert opening("que haya agua diario para todos no nomás") == "Que haya agua diario para todos…"


def test_markup_and_links_are_no_words() -> None:
    assert readable("<p>Agua</p> https://x.mx/agua").split() == ["Agua"]


def test_words_carry_their_place_in_the_text() -> None:
    text = "Las escuelas públicas"
    assert [text[w.start : w.end] for w in content_words(text)] == ["escuelas", "públicas"]


def test_lexical_weights_are_whole_and_ignore_words_of_one_document() -> None:
    weights = lexical_weights([["agua", "unico"], ["agua", "metro"], ["metro"], []])
    assert weights.shape == (4, 2) and weights.dtype.kind == "i"
    assert weights.getrow(0).toarray().tolist() == [[1024, 0]]
    assert weights.getrow(3).nnz == 0
