"""Names that tell themes apart."""

from __future__ import annotations

from tracer.records import Theme
from tracer.themes.naming import told_apart


def _theme(key: str, label: str, terms: tuple[str, ...], parent: str = "", size: int = 9) -> Theme:
    return Theme(key, parent, label, terms, size, float(size), f"m{key}")


def test_a_broad_theme_is_named_after_its_members_where_it_bears_ones_name() -> None:
    given = (
        _theme("B", "Ambiente, agua", ("ambiente", "agua"), size=30),
        _theme("1", "Ambiente, agua", ("ambiente", "agua"), "B", 20),
        _theme("2", "Basura, reciclaje", ("basura", "reciclaje"), "B", 10),
    )
    found = told_apart(given, {})
    assert [t.label for t in found] == ["Ambiente · Basura", "Ambiente, agua", "Basura, reciclaje"]


def test_themes_of_one_name_get_the_terms_that_only_they_have() -> None:
    given = (
        _theme("1", "Mujeres, igualdad", ("mujeres", "igualdad", "salario")),
        _theme("2", "Mujeres, igualdad", ("mujeres", "igualdad", "violencia", "refugios")),
        _theme("3", "Metro", ("metro",)),
    )
    found = [t.label for t in told_apart(given, {})]
    assert found == ["Mujeres, salario", "Mujeres, violencia, refugios", "Metro"]


def test_without_terms_of_their_own_the_medoids_tell_them_apart() -> None:
    given = (_theme("1", "Metro", ("metro",)), _theme("2", "Metro", ("metro",)))
    found = told_apart(given, {"m1": "más trenes en la línea uno", "m2": "menos gente"})
    assert [t.label for t in found] == ["Metro (Más trenes en la línea uno)", "Metro (Menos gente)"]


def test_names_that_differ_stay() -> None:
    given = (_theme("1", "Metro", ("metro",)), _theme("2", "Agua", ("agua",)))
    assert told_apart(given, {}) == given
