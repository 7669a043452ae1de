"""Alignment of versions: every provision gets the fate that a reader would give it."""

import zlib

import numpy as np
import pytest

from tracer.errors import ShapeError
from tracer.lineage import align_versions
from tracer.records import FATES, Provision, Unit

WATER = "Toda persona tiene derecho al agua potable, suficiente, limpia y a un precio justo."
HOUSING = "Las familias podrán rentar o comprar vivienda digna cerca de su trabajo y escuela."
SCHOOL = "La educación pública será laica y gratuita desde la cuna hasta la universidad."
ANIMALS = "Los animales son seres que sienten; queda prohibido su abandono en calles o azoteas."
BUDGET = "Las vecinas y los vecinos votarán cada año el destino del presupuesto de su barrio."
POLICE = "Los cuerpos de seguridad llevarán cámara encendida durante toda su jornada laboral."
NIGHT = "El transporte nocturno circulará cada veinte minutos por las avenidas principales."
TREES = "Por cada árbol talado se plantarán diez de especies nativas en la misma colonia."
TEXTS = [WATER, HOUSING, SCHOOL, ANIMALS, BUDGET, POLICE, NIGHT, TREES]


def _unit(number, text, context="", status="in_force"):
    citation = f"Art. {number}"
    own = Provision(citation, "article", "", text, "", None, 0, len(text), status)
    return Unit(citation, citation, "", context, (own,), status)


def _units(texts):
    return [_unit(n, text) for n, text in enumerate(texts, 1)]


def _vectors(units):
    """Stand in for an encoder: the sum of one fixed random vector per word."""
    rows = []
    for unit in units:
        words = unit.text.lower().split() or [""]
        seeds = [zlib.crc32(word.strip(".,;").encode()) for word in words]
        rows.append(sum(np.random.default_rng(seed).normal(size=64) for seed in seeds))
    vectors = np.array(rows).reshape(len(units), 64)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def _align(old, new):
    return align_versions(old, new, old_vectors=_vectors(old), new_vectors=_vectors(new))


def _fates(old, new):
    return {(r.old_citation, r.new_citation): r.fate for r in _align(old, new)}


def test_the_same_text_is_kept_throughout():
    rows = _align(_units(TEXTS), _units(TEXTS))
    assert [(r.old_citation, r.fate) for r in rows] == [(f"Art. {n}", "kept") for n in range(1, 9)]
    assert all(r.similarity == pytest.approx(1) for r in rows)


def test_punctuation_and_case_leave_a_provision_kept():
    new = [*TEXTS[:3], ANIMALS.upper().replace(";", ","), *TEXTS[4:]]
    assert _fates(_units(TEXTS), _units(new))["Art. 4", "Art. 4"] == "kept"


def test_new_numbers_after_an_insertion_are_no_move():
    added = "Habrá una defensoría de las infancias elegida por niñas y niños de la ciudad."
    fates = _fates(_units(TEXTS), _units([TEXTS[0], added, *TEXTS[1:]]))
    assert fates.pop(("", "Art. 2")) == "added"
    assert set(fates.values()) == {"kept"}
    assert fates["Art. 8", "Art. 9"] == "kept"


def test_a_provision_taken_to_the_end_is_the_one_that_moved():
    fates = _fates(_units(TEXTS), _units([TEXTS[0], *TEXTS[2:], TEXTS[1]]))
    assert fates.pop(("Art. 2", "Art. 8")) == "moved"
    assert set(fates.values()) == {"kept"}


def test_a_provision_under_another_heading_moved_even_in_the_same_order():
    places = ["Derechos"] * 4 + ["Gobierno"] * 4
    later = ["Derechos"] * 3 + ["Gobierno"] * 5
    old = [_unit(n, t, p) for n, (t, p) in enumerate(zip(TEXTS, places, strict=True))]
    new = [_unit(n, t, p) for n, (t, p) in enumerate(zip(TEXTS, later, strict=True))]
    moved = [pair for pair, fate in _fates(old, new).items() if fate == "moved"]
    assert moved == [("Art. 3", "Art. 3")]


def test_a_chapter_renamed_or_moved_whole_moves_none_of_its_provisions():
    old = [_unit(n, t, "Derechos" if n < 4 else "Gobierno") for n, t in enumerate(TEXTS)]
    swapped = TEXTS[4:] + TEXTS[:4]
    new = [_unit(n, t, "Del gobierno" if n < 4 else "Derechos") for n, t in enumerate(swapped)]
    assert set(_fates(old, new).values()) == {"kept"}


def test_other_words_in_the_same_place_are_a_rewording():
    new = "Toda persona tiene derecho a recibir agua potable, limpia y suficiente cada día."
    assert _fates(_units(TEXTS), _units([new, *TEXTS[1:]]))["Art. 1", "Art. 1"] == "reworded"


def test_a_softer_verb_is_a_weakening_and_the_way_back_a_strengthening():
    firm = "El Gobierno garantizará agua potable a todas las colonias de la ciudad."
    soft = "El Gobierno procurará agua potable a todas las colonias de la ciudad."
    old, new = _units([firm, *TEXTS[1:]]), _units([soft, *TEXTS[1:]])
    assert _fates(old, new)["Art. 1", "Art. 1"] == "weakened"
    assert _fates(new, old)["Art. 1", "Art. 1"] == "strengthened"


def test_two_provisions_joined_into_one_are_merged_and_apart_again_split():
    old, new = _units(TEXTS), _units([*TEXTS[:2], f"{SCHOOL}\n{ANIMALS}", *TEXTS[4:]])
    fates = _fates(old, new)
    assert {p for p, f in fates.items() if f == "merged"} == {
        ("Art. 3", "Art. 3"), ("Art. 4", "Art. 3")
    }  # fmt: skip
    back = _fates(new, old)
    assert {p for p, f in back.items() if f == "split"} == {
        ("Art. 3", "Art. 3"), ("Art. 3", "Art. 4")
    }  # fmt: skip
    assert "dropped" not in fates.values()
    assert "added" not in back.values()


def test_a_provision_taken_whole_into_the_only_new_one_lives_on():
    rows = _align(_units([WATER, HOUSING, SCHOOL]), _units([f"{HOUSING} {SCHOOL} {WATER}"]))
    assert {row.fate for row in rows} == {"merged"}
    assert len(rows) == 3


def test_what_is_left_out_is_dropped_with_an_empty_new_side():
    rows = _align(_units(TEXTS), _units(TEXTS[:5] + TEXTS[6:]))
    (dropped,) = [r for r in rows if r.fate == "dropped"]
    assert (dropped.old_citation, dropped.new_citation, dropped.old_text) == ("Art. 6", "", POLICE)
    assert (dropped.new_text, dropped.similarity) == ("", 0)


def test_one_norm_replaced_by_another_is_dropped_and_added_not_reworded():
    other = "El escudo, la bandera y el himno se usarán sólo en ceremonias oficiales."
    fates = _fates(_units(TEXTS), _units([*TEXTS[:3], other, *TEXTS[4:]]))
    assert fates["Art. 4", ""] == "dropped"
    assert fates["", "Art. 4"] == "added"


def test_identical_texts_are_matched_to_the_nearest_place():
    same = "Una ley regulará la materia de este artículo."
    texts = [WATER, same, HOUSING, SCHOOL, ANIMALS, same, BUDGET, POLICE]
    shorter = [same, HOUSING, SCHOOL, ANIMALS, same, BUDGET, POLICE]
    rows = _align(_units(texts), _units(shorter))
    pairs = {(r.old_citation, r.new_citation) for r in rows if r.old_text == same}
    assert pairs == {("Art. 2", "Art. 1"), ("Art. 6", "Art. 5")}


def test_rows_come_in_the_order_of_the_old_text_and_then_the_added_ones_in_the_new():
    first, last = "Queda abolida la tortura en toda forma.", "Esta norma entra en vigor mañana."
    new = [first, *reversed(TEXTS[2:]), last]
    rows = _align(_units(TEXTS), _units(new))
    old_order = [int(r.old_citation[5:]) for r in rows if r.old_citation]
    assert old_order == sorted(old_order)
    assert [r.new_citation for r in rows if r.fate == "added"] == ["Art. 1", "Art. 8"]
    assert [r.fate for r in rows][-2:] == ["added", "added"]


def test_every_provision_of_both_versions_is_accounted_for():
    old, new = _units(TEXTS[:6]), _units(TEXTS[3:])
    rows = _align(old, new)
    assert {r.old_citation for r in rows} - {""} == {u.citation for u in old}
    assert {r.new_citation for r in rows} - {""} == {u.citation for u in new}
    assert all(r.fate in FATES for r in rows)


def test_turning_the_versions_round_turns_dropped_into_added_and_keeps_the_pairs():
    old, new = _units(TEXTS[:6]), _units(TEXTS[3:])
    forth, back = _align(old, new), _align(new, old)
    assert {(r.old_citation, r.new_citation) for r in forth} == {
        (r.new_citation, r.old_citation) for r in back
    }


def test_a_repealed_provision_is_no_heir():
    repealed = _unit(4, "Derogado.", status="repealed")
    new = [*_units(TEXTS[:3]), repealed, *[_unit(n, t) for n, t in enumerate(TEXTS[4:], 5)]]
    fates = _fates(_units(TEXTS), new)
    assert fates["Art. 4", ""] == "dropped"
    assert ("", "Art. 4") not in fates


@pytest.mark.parametrize(("n_old", "n_new", "fate"), [(0, 3, "added"), (3, 0, "dropped")])
def test_an_empty_version_leaves_everything_added_or_dropped(n_old, n_new, fate):
    rows = _align(_units(TEXTS[:n_old]), _units(TEXTS[:n_new]))
    assert [r.fate for r in rows] == [fate] * 3


def test_provisions_without_words_do_not_break_the_comparison():
    rows = _align(_units(["", WATER]), _units(["", WATER]))
    assert ("Art. 2", "Art. 2") in {(r.old_citation, r.new_citation) for r in rows}


def test_vectors_that_do_not_fit_are_refused():
    units = _units(TEXTS)
    with pytest.raises(ShapeError, match=r"expected one vector per provision"):
        align_versions(
            units, units, old_vectors=_vectors(units)[:3], new_vectors=_vectors(units)
        )  # fmt: skip
