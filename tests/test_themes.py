"""Themes as a whole: what holds for every result."""

from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from tracer.errors import ShapeError
from tracer.records import Contribution
from tracer.themes import find_themes

SUBJECTS = {
    "agua": ["agua potable", "tandeo", "fugas", "tuberías", "pipas", "drenaje"],
    "escuela": ["escuelas", "maestros", "educación gratuita", "becas", "libros", "aulas"],
    "metro": ["metro", "transporte público", "estaciones", "autobuses", "vagones", "tarifas"],
}
FRAMES = [
    "Pedimos {a} y {b} para nuestra colonia",
    "Faltan {a}, sobre todo {b}",
    "Que el gobierno garantice {a} además de {b}",
    "Queremos {a}; también {b} para todas",
]


def process(each: int) -> tuple[list[Contribution], list[str]]:
    """`each` contributions on each of three subjects, with the subject of each."""
    chance = random.Random(7)
    found, subjects = [], []
    for subject, words in SUBJECTS.items():
        for i in range(each):
            a, b = chance.sample(words, 2)
            text = chance.choice(FRAMES).format(a=a, b=b) + f" {chance.choice(words)}"
            found.append(Contribution(id=f"{subject}-{i:03}", text=text, weight=2.0))
            subjects.append(subject)
    return found, subjects


def vectors_of(subjects: list[str], *, noise: float = 0.5) -> NDArray[np.float32]:
    chance = np.random.default_rng(3)
    centres = {s: chance.normal(size=32) for s in sorted(set(subjects))}
    raw = np.array([centres[s] + noise * chance.normal(size=32) for s in subjects])
    raw -= raw.mean(axis=0)
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    return raw.astype(np.float32)


def first_themes(members: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for member in members:  # type: ignore[attr-defined]
        found.setdefault(member.contribution_id, member.theme_id)
    return found


@pytest.mark.parametrize("each", [10, 60])
def test_three_planted_subjects_are_told_apart(each: int) -> None:
    contributions, subjects = process(each)
    _, members = find_themes(contributions, vectors_of(subjects))
    theme_of = first_themes(members)
    by_theme: dict[str, set[str]] = {}
    for contribution, subject in zip(contributions, subjects, strict=True):
        if theme_of[contribution.id]:
            by_theme.setdefault(theme_of[contribution.id], set()).add(subject)
    assert all(len(found) == 1 for found in by_theme.values())
    assert {s for found in by_theme.values() for s in found} == set(SUBJECTS)
    assert len(by_theme) <= 9
    assert sum(theme == "" for theme in theme_of.values()) <= 0.1 * len(contributions)


def test_the_order_of_the_rows_changes_nothing() -> None:
    contributions, subjects = process(40)
    vectors = vectors_of(subjects, noise=1.2)
    expected = find_themes(contributions, vectors)
    order = np.random.default_rng(1).permutation(len(contributions))
    assert find_themes([contributions[i] for i in order], vectors[order]) == expected


def test_sizes_weights_and_members_agree() -> None:
    contributions, subjects = process(40)
    themes, members = find_themes(contributions, vectors_of(subjects, noise=1.5))
    parents = {theme.parent_id for theme in themes}
    leaves = {theme.id: theme for theme in themes if theme.id not in parents}
    listed = [m.theme_id for m in members if m.theme_id]
    assert set(listed) == set(leaves)
    for theme_id, theme in leaves.items():
        assert theme.size == listed.count(theme_id)
        assert theme.weight == 2.0 * theme.size
    assert {m.contribution_id for m in members} == {c.id for c in contributions}
    assert all(0 < m.strength <= 1 for m in members if m.theme_id)
    assert [(-t.size, t.id) for t in themes] == sorted((-t.size, t.id) for t in themes)


def test_representatives_belong_to_their_theme_and_the_medoid_comes_first() -> None:
    contributions, subjects = process(40)
    themes, members = find_themes(contributions, vectors_of(subjects))
    parents = {theme.parent_id for theme in themes}
    for theme in (t for t in themes if t.id not in parents):
        own = {m.contribution_id for m in members if m.theme_id == theme.id}
        assert theme.representatives[0] == theme.medoid_id
        assert len(set(theme.representatives)) == len(theme.representatives) <= 3
        assert set(theme.representatives) <= own


def test_labels_are_made_of_words_that_members_wrote() -> None:
    contributions, subjects = process(40)
    themes, members = find_themes(contributions, vectors_of(subjects))
    texts = {c.id: c.text.lower() for c in contributions}
    for theme in themes:
        own = [texts[m.contribution_id] for m in members if m.theme_id == theme.id]
        for term in theme.label.lower().split(", ") if own else ():
            assert any(term in text for text in own)


def test_a_campaign_of_copies_counts_in_the_size_and_not_in_the_shape_of_themes() -> None:
    contributions, subjects = process(40)
    letter = "Exigimos agua potable todos los días y que se reparen las fugas en la colonia {}"
    copies = [
        Contribution(id=f"carta-{i:03}", text=letter.format(["Roma", "Doctores", "Ajusco"][i % 3]))
        for i in range(200)
    ]
    vectors = vectors_of(subjects)
    near_water = np.repeat(vectors[:1], len(copies), axis=0)
    alone, _ = find_themes(contributions, vectors, resolution=0.5)
    themes, members = find_themes(
        [*contributions, *copies], np.vstack([vectors, near_water]), resolution=0.5
    )
    theme_of = first_themes(members)
    assert len({theme_of[c.id] for c in copies}) == 1
    assert themes[0].id == theme_of["carta-000"] and themes[0].size >= 200
    assert len(themes) == len(alone)


def test_a_campaign_like_nothing_else_is_a_theme_of_its_own() -> None:
    contributions, subjects = process(40)
    copies = [
        Contribution(id=f"z-{i:03}", text="Protejamos a los ajolotes xochimilcas y sus canales ya")
        for i in range(30)
    ]
    vectors = np.hstack([vectors_of(subjects), np.zeros((120, 1), np.float32)])
    apart = np.zeros((30, 33), np.float32)
    apart[:, 32] = 1
    themes, members = find_themes([*contributions, *copies], np.vstack([vectors, apart]))
    theme_of = first_themes(members)
    own = {theme_of[c.id] for c in copies}
    assert len(own) == 1 and own.isdisjoint({"", *(theme_of[c.id] for c in contributions)})
    assert next(t.size for t in themes if t.id in own) == 30


def letters_with_endings(letters: list[str], each: int) -> list[Contribution]:
    """Near-copies of `letters`, no two the same."""
    return [
        Contribution(id=f"{k}-{i:03}", text=f"{letter} {'bdfg'[k]}o{chr(97 + i)}")
        for k, letter in enumerate(letters)
        for i in range(each)
    ]


LETTERS = [
    "Quiero agua potable todos los días en mi colonia, porque hoy llega sucia y con tandeo",
    "Pedimos más guarderías públicas con horarios amplios cerca de los lugares de trabajo",
    "Que el metro funcione de noche y con vigilancia en los andenes y pasillos de la estación",
    "Las escuelas deben tener maestros bien pagados, libros gratuitos y aulas dignas siempre",
]


def test_near_copies_of_a_few_letters_are_one_theme_each() -> None:
    contributions = letters_with_endings(LETTERS, 25)
    subjects = [c.id.split("-")[0] for c in contributions]
    themes, members = find_themes(contributions, vectors_of(subjects, noise=0.01))
    assert [theme.size for theme in themes] == [25] * 4
    theme_of = first_themes(members)
    assert all(theme_of[c.id] == theme_of[f"{c.id[0]}-000"] != "" for c in contributions)


def test_campaigns_among_texts_that_share_nothing_are_the_only_themes() -> None:
    strays = ["Ajolotes", "Impuestos", "Teatro", "Bicicletas", "Mercados"]
    contributions = letters_with_endings(LETTERS, 10)
    contributions += [Contribution(id=f"s{i}", text=text) for i, text in enumerate(strays)]
    groups = [c.id.split("-")[0] for c in contributions]
    vectors = np.eye(9, dtype=np.float32)[[sorted(set(groups)).index(g) for g in groups]]
    themes, members = find_themes(contributions, vectors)
    assert [theme.size for theme in themes] == [10] * 4
    assert all(theme == "" for id, theme in first_themes(members).items() if id[0] == "s")


def test_texts_that_say_nothing_are_in_no_theme() -> None:
    contributions, subjects = process(20)
    silent = [Contribution(id=f"s{i}", text=text) for i, text in enumerate(["", "...", "🙂", "1"])]
    vectors = np.vstack([vectors_of(subjects), np.zeros((4, 32), np.float32)])
    _, members = find_themes([*contributions, *silent], vectors)
    assert all(first_themes(members)[c.id] == "" for c in silent)


@pytest.mark.parametrize("n", [0, 1, 2, 4])
def test_fewer_than_five_texts_make_no_theme(n: int) -> None:
    contributions, subjects = process(2)
    themes, members = find_themes(contributions[:n], vectors_of(subjects)[:n])
    assert themes == ()
    assert [(m.theme_id, m.strength) for m in members] == [("", 0.0)] * n


@pytest.mark.parametrize("n", [5, 6, 7])
def test_a_handful_of_texts_is_no_error(n: int) -> None:
    contributions, subjects = process(3)
    _, members = find_themes(contributions[:n], vectors_of(subjects)[:n])
    assert {m.contribution_id for m in members} == {c.id for c in contributions[:n]}


def test_copies_of_one_text_alone_are_one_theme() -> None:
    copies = [Contribution(id=str(i), text="Agua para todos") for i in range(10)]
    themes, _ = find_themes(copies, np.tile(np.float32([0.6, 0.8]), (10, 1)))
    assert [theme.size for theme in themes] == [10]


def test_a_theme_keeps_its_id_when_others_arrive() -> None:
    contributions, subjects = process(40)
    vectors = vectors_of(subjects, noise=0.3)
    two = [i for i, s in enumerate(subjects) if s != "metro"]
    before, _ = find_themes([contributions[i] for i in two], vectors[two], resolution=0.5)
    after, _ = find_themes(contributions, vectors, resolution=0.5)
    assert {t.id for t in before} < {t.id for t in after}


def test_near_subjects_arent_merged_because_each_text_has_too_few_near_ones() -> None:
    """Seven texts a subject: half of the fourteen nearest of each are of another, and less near.

    Counting all neighbours alike gives 8 themes, little more than the 7 families of subjects.
    """
    chance = np.random.default_rng(11)
    broad = chance.normal(size=(7, 48))
    fine = [0.7 * broad[i // 4] + chance.normal(size=48) for i in range(28)]
    raw = np.array([fine[i // 7] + 0.3 * chance.normal(size=48) for i in range(196)])
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    letters = "bcdfghjklmnprst"
    contributions = [
        Contribution(id=f"{i:03}", text=f"{letters[i // 15]}o{letters[i % 15]}u")
        for i in range(196)
    ]
    _, members = find_themes(contributions, raw.astype(np.float32))
    theme_of = first_themes(members)
    assert len({theme_of[c.id] for c in contributions}) >= 12
    whole = [s for s in range(28) if len({theme_of[f"{7 * s + i:03}"] for i in range(7)}) == 1]
    assert len(whole) >= 27


def test_a_theme_without_telling_terms_is_named_by_its_medoid() -> None:
    words = ["Ajolotes", "Impuestos", "Teatro", "Bicicletas", "Mercados", "Canchas"]
    contributions = [Contribution(id=str(i), text=word) for i, word in enumerate(words)]
    themes, _ = find_themes(contributions, np.tile(np.float32([0.6, 0.8]), (6, 1)), resolution=0.5)
    assert [(theme.label, theme.terms) for theme in themes] == [("Ajolotes", ())]


def test_vectors_for_other_texts_are_refused() -> None:
    contributions, subjects = process(3)
    with pytest.raises(ShapeError, match="one vector for each of 9"):
        find_themes(contributions, vectors_of(subjects)[:4])


def test_many_themes_stand_under_broad_ones() -> None:
    chance = np.random.default_rng(5)
    broad = chance.normal(size=(3, 48)) * 1.2
    fine = [broad[i // 3] + chance.normal(size=48) for i in range(9)]
    raw = np.array([fine[i % 9] + 0.35 * chance.normal(size=48) for i in range(360)])
    raw -= raw.mean(axis=0)
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    words = ["agua", "metro", "escuela", "salud", "parque", "árbol", "basura", "luz", "calle"]
    letters = "bcdfgklmnprstvz"
    contributions = [
        Contribution(
            id=f"{i:03}", text=f"{words[i % 9]} {letters[i // 24]}o{letters[i % 24 % 15]}i"
        )
        for i in range(360)
    ]
    themes, members = find_themes(contributions, raw.astype(np.float32))
    ids = {theme.id for theme in themes}
    parents = {theme.parent_id for theme in themes} - {""}
    assert parents and parents <= ids
    assert parents.isdisjoint({m.theme_id for m in members})
    assert all(not t.parent_id for t in themes if t.id in parents)
    for parent in (t for t in themes if t.id in parents):
        below = {t.id for t in themes if t.parent_id == parent.id}
        held = {m.contribution_id for m in members if m.theme_id in below}
        assert len(below) >= 2 and parent.size == len(held)


@pytest.mark.parametrize("wanted", [0, 2, 3])
def test_broad_themes_are_as_many_as_asked_for(wanted: int) -> None:
    contributions, subjects = process(60)
    themes, _ = find_themes(
        contributions, vectors_of(subjects, noise=1.0), resolution=4.0, n_broad=wanted
    )
    parents = {theme.parent_id for theme in themes} - {""}
    alone = [t for t in themes if not t.parent_id and t.id not in parents]
    assert len(themes) > 5
    assert not parents if wanted == 0 else len(parents) + len(alone) <= wanted


def test_a_higher_resolution_gives_more_themes() -> None:
    contributions, subjects = process(60)
    vectors = vectors_of(subjects, noise=1.0)
    few, many = (
        len(find_themes(contributions, vectors, resolution=value)[0]) for value in (0.5, 6.0)
    )
    assert few < many
