"""Words, sentences and lemmas: what holds for every text."""

import re
import string
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import within

import tracer.text as text_module
from tracer.errors import InputError
from tracer.text import fold, lemmas, nfc, says_something, sentences, soften_capitals, stop_words

SPANISH = "abcdefghijklmnopqrstuvwxyzáéíóúüñ"
written = st.text(
    st.sampled_from(
        SPANISH + SPANISH.upper() + string.digits + " \t\n\r.;,:!?¡¿…()«»–\u0301\u0303🙂"
    )
)
anything = st.text(st.characters(exclude_categories=["Cs"]))


def test_folding_strips_accents_and_keeps_the_letter_ñ():
    assert fold("AÑO de la Cigüeña, mañana ESTARÁN") == "año de la cigueña, mañana estaran"


@given(written)
def test_folding_gives_the_same_for_composed_and_decomposed_letters(text):
    composed, decomposed = nfc(text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed)


def test_folding_makes_no_letter_out_of_a_control_character():
    assert fold("sue\0o") == "sue o"


@given(anything | written)
@settings(deadline=None)
def test_sentences_are_stripped_stretches_of_the_raw_text_in_order(text):
    spans = sentences(text)
    cut = [text[span.start : span.end] for span in spans]
    assert all(piece and piece == piece.strip() for piece in cut)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))


@given(anything | written)
@settings(deadline=None)
def test_sentences_leave_out_nothing_but_white_space(text):
    cut = "".join(text[span.start : span.end] for span in sentences(text))
    assert "".join(cut.split()) == "".join(text.split())


@given(
    written | anything, st.text(st.sampled_from(".!?…;")), st.text(st.sampled_from(" \t\r\xa0\n"))
)
@settings(deadline=None)
def test_what_needs_no_spacy_is_cut_as_spacy_cuts_it(words, end, space):
    line = re.sub("[.!?…;]", "", words) + end + space
    with pytest.MonkeyPatch.context() as patch:
        found = sentences(line)
        patch.setattr(text_module, "_ONE_SENTENCE", re.compile(r"(?!)"))
        assert found == sentences(line)


def test_stops_line_breaks_and_semicolons_end_a_sentence_and_abbreviations_do_not():
    text = "Más agua.  Menos ruido;\n\n- La Sra. López pide 3.5 pesos\nMás… y más"
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "Más agua.",
        "Menos ruido;",
        "- La Sra. López pide 3.5 pesos",
        "Más…",
        "y más",
    ]


def test_a_sentence_begins_with_its_own_opening_mark():
    text = "No hay agua. ¿Por qué? ¡Ya basta! (Firmen.) «Así dijo.» ¿¡Qué!?"
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "No hay agua.",
        "¿Por qué?",
        "¡Ya basta!",
        "(Firmen.)",
        "«Así dijo.»",
        "¿¡Qué!?",
    ]


def test_lemmas_unite_forms_and_leave_out_function_words_numbers_and_signs():
    assert lemmas("Los niños de las escuelas, 25 en 2017!") == lemmas("el niño y la escuela")
    assert lemmas("de la que, 1917 … 🙂") == []


def test_lemmas_tell_words_apart_that_differ_in_ñ_only():
    assert lemmas("sueño") != lemmas("sueno")


@given(st.text(st.sampled_from(SPANISH + SPANISH.upper() + " .,\n"), max_size=60))
@settings(deadline=None)
def test_composed_and_decomposed_text_have_the_same_lemmas(text):
    assert lemmas(unicodedata.normalize("NFD", text)) == lemmas(text)


def test_lemmas_are_found_whatever_the_capitals():
    text = "Queremos parques públicos, árboles y niñas seguras"
    assert lemmas(text.upper()) == lemmas(text) != []


def test_stop_words_are_folded():
    assert {"esta", "mas", "que"} <= stop_words()
    assert all(fold(word) == word for word in stop_words())


@given(st.text(st.sampled_from(SPANISH + SPANISH.upper() + " .,¡!0123456789🙂")))
def test_softening_keeps_every_offset_of_a_spanish_text(text):
    softened = soften_capitals(text)
    assert len(softened) == len(text)
    assert [c.lower() for c in softened] == [c.lower() for c in text]


def test_only_a_text_that_is_mostly_capitals_is_softened():
    assert soften_capitals("QUE HAYA AGUA EN LA CDMX") == "que haya agua en la cdmx"
    assert soften_capitals("Que haya agua en la CDMX") == "Que haya agua en la CDMX"
    assert soften_capitals("2017 🙂") == "2017 🙂"


def test_signs_digits_and_emoji_say_nothing():
    nothing = ("", "🙂👍🏽❤️", "¡¡¡!!!", "-.-", "2017", "x", "a 1 ?", "\n\t")
    assert not any(map(says_something, nothing))
    assert all(map(says_something, ("no", "🙂 sí", "1 a 2 b", "ñu", "x y")))


def test_a_long_text_is_read_no_further_than_its_second_letter():
    class Counted(str):
        seen = 0

        def __iter__(self):
            for letter in str.__iter__(self):
                Counted.seen += 1
                yield letter

    assert says_something(Counted("¡Agua!" * 1000))
    assert Counted.seen == 3


@pytest.fixture
def full_pipeline(tmp_path, monkeypatch):
    """A spaCy pipeline with a lemmatiser of its own, on disk, named by TRACER_SPACY."""
    import spacy
    from spacy.lookups import Lookups

    table = Lookups()
    table.add_table("lemma_lookup", {"perritos": "can"})
    pipeline = spacy.blank("es")
    pipeline.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize(lookups=table)
    pipeline.to_disk(tmp_path / "cadena")
    monkeypatch.setenv("TRACER_SPACY", str(tmp_path / "cadena"))
    _forget_pipeline()
    yield
    monkeypatch.delenv("TRACER_SPACY")
    _forget_pipeline()


def _forget_pipeline():
    text_module._pipeline.cache_clear()
    text_module.stop_words.cache_clear()


def test_a_full_pipeline_is_used_where_the_user_names_one(full_pipeline):
    assert text_module.lemmas("Los perritos") == ["can"]
    assert len(text_module.sentences("Agua. Luz.")) == 2


def test_a_pipeline_that_is_not_installed_is_a_clear_error(monkeypatch):
    monkeypatch.setenv("TRACER_SPACY", "no_hay_tal")
    _forget_pipeline()
    with pytest.raises(InputError, match="no_hay_tal"):
        text_module.lemmas("agua")
    monkeypatch.delenv("TRACER_SPACY")
    _forget_pipeline()


def test_a_line_of_blanks_is_looked_at_once():
    with within(10):
        found = sentences(" " * 30_000 + "no. Sí")
    assert len(found) == 2
