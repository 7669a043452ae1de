"""Word-level differences cover both wordings without gaps and see what a reader sees."""

from hypothesis import given
from hypothesis import strategies as st

from tracer.lineage.diff import CHANGES, same_words, word_changes, word_ratio

TEXTS = st.text(alphabet=st.sampled_from("ab á\u0301ñ,.\n\t¡0 "), max_size=40)


def _pieces(old, new):
    return [
        (c.kind, old[c.old_span.start : c.old_span.end], new[c.new_span.start : c.new_span.end])
        for c in word_changes(old, new)
    ]


@given(TEXTS, TEXTS)
def test_the_spans_in_order_are_the_whole_of_both_texts(old, new):
    pieces = _pieces(old, new)
    assert "".join(before for _, before, _ in pieces) == old
    assert "".join(after for _, _, after in pieces) == new


@given(TEXTS, TEXTS)
def test_every_change_leaves_empty_the_side_that_its_kind_says(old, new):
    for kind, before, after in _pieces(old, new):
        assert kind in CHANGES
        assert (before == "") == (kind == "inserted")
        assert (after == "") == (kind == "deleted")


def test_a_replaced_verb_is_the_only_change():
    pieces = _pieces("El Estado garantizará la salud.", "El Estado promoverá la salud.")
    changed = [(k, a.strip(), b.strip()) for k, a, b in pieces if k != "equal"]
    assert changed == [("replaced", "garantizará", "promoverá")]


def test_an_inserted_clause_and_a_deleted_word_are_told_apart():
    pieces = _pieces("Toda persona siempre tiene derecho.", "Toda persona tiene pleno derecho.")
    changed = [(k, (a + b).strip()) for k, a, b in pieces if k != "equal"]
    assert changed == [("deleted", "siempre"), ("inserted", "pleno")]


def test_composed_and_decomposed_letters_are_the_same_word():
    kinds = {c.kind for c in word_changes("educación", "educacio\u0301n")}
    assert kinds == {"equal"}


def test_punctuation_case_and_white_space_do_not_make_other_words():
    assert same_words("El agua, es de TODOS.", "el agua es\nde todos")
    assert not same_words("El agua es de todos.", "El agua es de todas.")


def test_the_word_ratio_runs_from_nothing_shared_to_all_shared():
    assert word_ratio("agua limpia", "tierra fértil") == 0
    assert word_ratio("Agua limpia", "agua, limpia") == 1
    assert word_ratio("a b c d", "a b x y") == 0.5
