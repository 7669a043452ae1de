"""Corrections by hand: each does what it says, holds at the next run, and none is passed over."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_themes import process, vectors_of

from tracer.errors import InputError, ProcessError
from tracer.records import Contribution, Member, Theme
from tracer.themes import find_themes, group_copies
from tracer.themes.guidance import Guide, read_guide
from tracer.themes.guidance.guide import Merge, Move, Rename, Seed, Split

CONTRIBUTIONS, SUBJECTS_OF = process(40)
VECTORS = vectors_of(SUBJECTS_OF)
Found = tuple[tuple[Theme, ...], tuple[Member, ...]]


@pytest.fixture(scope="module")
def plain() -> Found:
    return find_themes(CONTRIBUTIONS, VECTORS)


def corrected(**corrections: object) -> Found:
    return find_themes(CONTRIBUTIONS, VECTORS, guide=Guide(**corrections))  # type: ignore[arg-type]


def holders(found: Found, contribution: str) -> list[str]:
    return [m.theme_id for m in found[1] if m.contribution_id == contribution and m.theme_id]


def inside(found: Found, theme: str) -> set[str]:
    return {m.contribution_id for m in found[1] if m.theme_id == theme}


def named(found: Found, name: str) -> Theme:
    (theme,) = [theme for theme in found[0] if theme.label == name]
    return theme


def a_placed(found: Found, subject: str) -> str:
    return next(c.id for c in CONTRIBUTIONS if c.id.startswith(subject) and holders(found, c.id))


def test_an_empty_guide_changes_nothing(plain: Found) -> None:
    assert corrected() == plain


def test_a_theme_is_renamed_by_its_id_or_by_a_contribution_in_it(plain: Found) -> None:
    contribution = a_placed(plain, "agua")
    theme = holders(plain, contribution)[0]
    for reference in (theme, contribution):
        found = corrected(renames=(Rename(reference, "El agua de todos"),))
        assert named(found, "El agua de todos").id == theme
        assert found[1] == plain[1]


def test_merged_themes_are_one_and_hold_the_members_of_both(plain: Found) -> None:
    one, other = a_placed(plain, "agua"), a_placed(plain, "metro")
    found = corrected(merges=(Merge((one, other), "Servicios"),))
    theme = named(found, "Servicios")
    together = inside(plain, holders(plain, one)[0]) | inside(plain, holders(plain, other)[0])
    assert inside(found, theme.id) == together and theme.size == len(together)


def test_a_split_theme_divides_by_words_and_by_likeness(plain: Found) -> None:
    whole = corrected(merges=(Merge((a_placed(plain, "agua"), a_placed(plain, "metro")), "Todo"),))
    parts = (Seed("Agua", ("agua", "fugas")), Seed("Transporte", ("metro", "autobús")))
    guide = Guide(merges=(), splits=(Split(a_placed(plain, "agua"), parts[:1]),))
    found = find_themes(CONTRIBUTIONS, VECTORS, guide=guide)
    assert inside(found, named(found, "Agua").id) <= inside(whole, named(whole, "Todo").id)
    water = [c.id for c in CONTRIBUTIONS if "fugas" in c.text]
    theme = holders(plain, a_placed(plain, "agua"))[0]
    assert set(water) & inside(plain, theme) <= inside(found, named(found, "Agua").id)


def test_seed_words_make_a_theme_of_the_texts_that_use_any_form_of_them() -> None:
    found = corrected(seeds=(Seed("Tarifas", ("tarifa",)),))
    theme = named(found, "Tarifas")
    leaders = group_copies([c.text for c in CONTRIBUTIONS]).tolist()  # copies go with the first
    using = {CONTRIBUTIONS[k].id for k in set(leaders) if "tarifas" in CONTRIBUTIONS[k].text}
    assert using and all(holders(found, key)[0] == theme.id for key in using)


def test_a_theme_made_by_a_person_keeps_its_id_when_the_data_grow() -> None:
    guide = Guide(seeds=(Seed("Tarifas", ("tarifa",)),))
    half = find_themes(CONTRIBUTIONS[::2], VECTORS[::2], guide=guide)
    assert named(half, "Tarifas").id == named(corrected(seeds=guide.seeds), "Tarifas").id


def test_a_contribution_is_moved_and_the_sizes_follow(plain: Found) -> None:
    moved, target = a_placed(plain, "agua"), a_placed(plain, "metro")
    found = corrected(moves=(Move(moved, target),))
    assert holders(found, moved) == holders(found, target)[:1]
    for theme in found[0]:
        if theme.id not in {t.parent_id for t in found[0]}:
            assert theme.size == len(inside(found, theme.id))
    assert holders(corrected(moves=(Move(moved, ""),)), moved) == []


def test_tied_texts_share_their_themes_and_parted_ones_have_none_in_common(plain: Found) -> None:
    agua, metro = a_placed(plain, "agua"), a_placed(plain, "metro")
    tied = corrected(together=((agua, metro),))
    assert holders(tied, metro) == holders(tied, agua) != []
    leaders = group_copies([c.text for c in CONTRIBUTIONS]).tolist()
    first = {c.id: leader for c, leader in zip(CONTRIBUTIONS, leaders, strict=True)}
    beside = sorted(inside(plain, holders(plain, agua)[0]) - {agua})
    other = next(key for key in beside if first[key] != first[agua])
    parted = corrected(apart=((agua, other),))
    assert not set(holders(parted, agua)) & set(holders(parted, other))
    assert holders(parted, agua) == holders(plain, agua)


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        ({"renames": (Rename("T-noexiste", "X"),)}, "T-noexiste"),
        ({"moves": (Move("agua-9999", ""),)}, "agua-9999"),
        ({"seeds": (Seed("Dragones", ("dragón",)),)}, "dragón"),
        ({"seeds": (Seed("Nada", ("de la",)),)}, "de la"),
        ({"splits": (Split("agua-001", (Seed("X", ("dragón",)),)),)}, "dragón"),
    ],
)
def test_a_correction_that_meets_nothing_is_told(corrections: dict[str, object], said: str) -> None:
    with pytest.raises(ProcessError, match=said):
        corrected(**corrections)


def test_copies_of_one_text_cannot_be_parted() -> None:
    twice = [*CONTRIBUTIONS, Contribution("copia", CONTRIBUTIONS[0].text)]
    guide = Guide(apart=(("copia", CONTRIBUTIONS[0].id),))
    with pytest.raises(ProcessError, match="copias de un mismo texto"):
        find_themes(twice, np.concatenate([VECTORS, VECTORS[:1]]), guide=guide)


def test_the_file_is_read_in_the_words_of_its_help(tmp_path: Path) -> None:
    (tmp_path / "temas.toml").write_text(
        '[[seed]]\nname = "Perros"\nwords = ["perro", "mascota"]\n'
        '[[split]]\ntheme = "12"\n[[split.into]]\nname = "Fugas"\nwords = "fuga"\n'
        '[[merge]]\nthemes = ["T-1", "T-2"]\n[[move]]\ncontribution = "7"\nto = "Perros"\n'
        '[[together]]\ncontributions = ["1", "2"]\n[[apart]]\ncontributions = ["3", "4"]\n'
        '[[rename]]\ntheme = "T-3"\nname = "Agua"\n',
        encoding="utf-8",
    )
    assert read_guide(tmp_path / "temas.toml") == Guide(
        seeds=(Seed("Perros", ("perro", "mascota")),),
        splits=(Split("12", (Seed("Fugas", ("fuga",)),)),),
        merges=(Merge(("T-1", "T-2"), ""),),
        moves=(Move("7", "Perros"),),
        together=(("1", "2"),),
        apart=(("3", "4"),),
        renames=(Rename("T-3", "Agua"),),
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[renam]]\ntheme = "a"\n', "renam"),
        ('[[rename]]\ntheme = "a"\n', "name"),
        ('[[merge]]\nthemes = ["a"]\n', "2 o más"),
        ('[[seed]]\nname = "a"\nwords = []\n', "1 o más"),
        ('[[seed]]\nname = "a"\nwords = ["x"]\n[[rename]]\ntheme = "b"\nname = "a"\n', "«a»"),
        ("[[seed]\n", "TOML"),
    ],
)
def test_a_wrong_file_is_told_where(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "temas.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ProcessError, match=said):
        read_guide(tmp_path / "temas.toml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_guide(tmp_path / "nada.toml")


def test_the_order_of_the_rows_changes_nothing_here_either() -> None:
    guide = Guide(seeds=(Seed("Tarifas", ("tarifa",)),), moves=(Move("agua-001", "Tarifas"),))
    back: list[Contribution] = CONTRIBUTIONS[::-1]
    expected = find_themes(CONTRIBUTIONS, VECTORS, guide=guide)
    assert find_themes(back, VECTORS[::-1], guide=guide) == expected
