"""A change of legal force is seen where a lawyer would see one, and only there."""

import pytest

from tracer.lineage.force import force_changes, force_fate

WEAKENED = [
    ("El Gobierno garantizará el acceso al agua.", "El Gobierno promoverá el acceso al agua."),
    ("La autoridad deberá publicar las actas.", "La autoridad podrá publicar las actas."),
    (
        "Toda persona tiene derecho a la vivienda adecuada.",
        "Toda persona tiene derecho a la vivienda adecuada, en los términos que fije la ley.",
    ),
    (
        "El transporte público será gratuito para estudiantes.",
        "El transporte público será progresivamente gratuito para estudiantes.",
    ),
    (
        "El Estado garantizará y promoverá la cultura en los barrios.",
        "El Estado promoverá la cultura en los barrios.",
    ),
    ("El Estado debe garantizar la salud.", "El Estado puede garantizar la salud."),
    ("Nadie podrá entrar. La obra no podrá hacerse.", "Nadie podrá entrar. La obra podrá hacerse."),
]


@pytest.mark.parametrize(("firm", "soft"), WEAKENED)
def test_a_softer_verb_or_a_new_hedge_weakens(firm, soft):
    assert force_fate(firm, soft) == "weakened"


@pytest.mark.parametrize(("firm", "soft"), WEAKENED)
def test_the_way_back_strengthens(firm, soft):
    assert force_fate(soft, firm) == "strengthened"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("La ley deberá señalar los requisitos.", "La ley señalará los requisitos."),
        ("La autoridad deberá garantizar la paz.", "La autoridad garantizará la paz."),
        ("El Estado garantiza estos derechos.", "El Estado debe garantizarlos siempre."),
        ("Rinden cuenta en conformidad a la ley.", "Rinden cuenta conforme a la ley."),
        ("Se hará en la forma y condiciones que fije la ley.", "Se hará como lo fije la ley."),
        ("El agua es de todos.", "El agua es de todas las personas."),
    ],
)
def test_another_way_to_say_the_same_leaves_the_force_as_it_was(old, new):
    assert force_fate(old, new) == ""


LONG = "El Consejo sesiona en público y publica sus actas cada mes. " * 5


def test_a_hedge_in_a_side_clause_is_told_and_changes_no_fate():
    old = LONG + "Sus oficinas se abrirán en las regiones, en los términos que fije la ley."
    new = LONG + "Sus oficinas se abrirán en las regiones."
    assert [c.direction for c in force_changes(old, new)] == [1]
    assert force_fate(old, new) == ""


def test_a_sentence_counts_once_whatever_changes_in_it():
    old = "El Consejo sesiona en público. " * 5 + "Atiende progresivamente a todas las comunidades."
    new = "El Consejo sesiona en público. " * 5 + "Atiende en todo momento a todas las comunidades."
    assert [c.direction for c in force_changes(old, new)] == [1, 1]
    assert force_fate(old, new) == ""


def test_a_verb_that_softens_changes_the_fate_of_a_long_provision_too():
    old = LONG + "El Consejo garantizará el acceso a sus archivos."
    new = LONG + "El Consejo promoverá el acceso a sus archivos."
    assert force_fate(old, new) == "weakened"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Existirá, de conformidad a la ley, un sistema de cuidados.",
         "La ley establecerá un sistema de cuidados."),
        ("Las ministras deberán concurrir a las sesiones.",
         "Las ministras concurrirán obligatoriamente a las sesiones."),
        ("La ley sólo podrá establecer cargos titulares.",
         "Sólo la ley podrá establecer cargos titulares."),
        ("En los restantes casos sólo podrán ser rehabilitados por ley.",
         "En los restantes casos podrá ser solo por ley."),
    ],
)  # fmt: skip
def test_read_between_real_versions_and_found_to_bind_alike(old, new):
    assert force_fate(old, new) == ""


def test_a_paragraph_added_or_lost_says_nothing_about_force():
    old = "El Estado garantizará la educación pública en todos sus niveles."
    new = old + " Las escuelas podrán fijar su calendario conforme a la ley."
    assert force_changes(old, new) == force_changes(new, old) == ()


def test_one_step_up_and_one_down_cancel_each_other():
    old = "El Estado garantizará la salud pública. El Estado promoverá la cultura popular."
    new = "El Estado promoverá la salud pública. El Estado garantizará la cultura popular."
    assert len(force_changes(old, new)) == 2
    assert force_fate(old, new) == ""


def test_the_judgement_shows_the_words_it_rests_on():
    (change,) = force_changes(
        "Sobre la casa. El Gobierno garantizará la vivienda.",
        "Sobre la casa. El Gobierno procurará la vivienda.",
    )
    assert (change.direction, change.old_words, change.new_words) == (
        -1, ("garantizara",), ("procurara",)
    )  # fmt: skip
    assert change.new_sentence == "El Gobierno procurará la vivienda."


def test_a_line_that_wraps_does_not_end_the_sentence():
    assert (
        force_fate("El Estado\ngarantizará\nla paz.", "El Estado promoverá la paz.") == "weakened"
    )
