"""Deliveries: ids stay, new texts join, what is new appears only with mass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from test_themes import SUBJECTS, process, vectors_of

from tracer.errors import FormatError, InputError, ShapeError
from tracer.records import Contribution
from tracer.themes import find_campaigns, find_themes
from tracer.themes.growth import Memory, grow, read_memory, remember, unseen, write_memory

EACH = 60


@pytest.fixture(scope="module")
def corpus() -> tuple[list[Contribution], NDArray[np.float32], list[str]]:
    contributions, subjects = process(EACH)
    return contributions, vectors_of(subjects), subjects


def first(
    contributions: list[Contribution], vectors: NDArray[np.float32], rows: list[int]
) -> Memory:
    own, placed = [contributions[row] for row in rows], vectors[rows]
    found = (*find_themes(own, placed), find_campaigns(own))
    centres = {"*": np.zeros(vectors.shape[1])}
    return remember(own, own, placed, found, encoder="prueba", centres=centres)


def next_of(memory: Memory, corpus, rows: list[int]):
    contributions, vectors, _ = corpus
    row_of = {c.id: row for row, c in enumerate(contributions)}
    delivery = [contributions[row] for row in rows]
    wanted = [row_of[c.id] for c in unseen(memory, delivery)]
    return grow(memory, delivery, vectors[wanted])


def test_new_texts_join_the_theme_of_their_subject_and_no_id_changes(corpus) -> None:
    contributions, vectors, subjects = corpus
    early = [row for row in range(len(contributions)) if row % 3]
    late = [row for row in range(len(contributions)) if not row % 3]
    memory = first(contributions, vectors, early)
    grown = next_of(memory, corpus, late)
    assert {t.id for t in memory.themes} <= {t.id for t in grown.memory.themes}
    assert all(
        grown.memory.seen[key].themes == one.themes
        for key, one in memory.seen.items()
        if one.themes
    )
    subject_of = {c.id: s for c, s in zip(contributions, subjects, strict=True)}
    held: dict[str, set[str]] = {}
    for key, one in grown.memory.seen.items():
        for theme, _ in one.themes[:1]:
            held.setdefault(theme, set()).add(subject_of[key])
    assert all(len(found) == 1 for found in held.values())
    placed = [row for row in late if grown.memory.seen[contributions[row].id].themes]
    assert len(placed) >= 0.8 * len(late)


def test_the_rows_may_come_in_any_order_and_with_those_seen_before(corpus) -> None:
    contributions, vectors, _ = corpus
    early = [row for row in range(len(contributions)) if row % 3]
    late = [row for row in range(len(contributions)) if not row % 3]
    memory = first(contributions, vectors, early)
    expected = next_of(memory, corpus, late)
    again = next_of(memory, corpus, [*reversed(late), *early])
    assert (again.members, again.growth) == (expected.members, expected.growth)
    assert again.memory.themes == expected.memory.themes


def test_a_subject_that_is_new_becomes_a_theme_and_a_handful_of_texts_waits(corpus) -> None:
    contributions, vectors, subjects = corpus
    known = [row for row, subject in enumerate(subjects) if subject != "metro"]
    other = [row for row, subject in enumerate(subjects) if subject == "metro"]
    memory = first(contributions, vectors, known)
    before = {theme.id for theme in memory.themes}
    few = next_of(memory, corpus, other[:2])
    assert {theme.id for theme in few.memory.themes} == before
    assert not any(few.memory.seen[contributions[row].id].themes for row in other[:2])
    many = next_of(few.memory, corpus, other[2:])
    fresh = {theme.id for theme in many.memory.themes} - before
    assert fresh
    inside = [
        row
        for row in other
        if {theme for theme, _ in many.memory.seen[contributions[row].id].themes} & fresh
    ]
    assert len(inside) >= 0.7 * len(other)
    assert [g.status for g in many.growth if g.theme_id in fresh] == ["new"] * len(fresh)


def test_sizes_and_the_table_of_the_week_add_up(corpus) -> None:
    contributions, vectors, _ = corpus
    memory = first(contributions, vectors, list(range(100)))
    grown = next_of(memory, corpus, list(range(100, 150)))
    assert sum(g.before for g in grown.growth) == 100
    assert sum(g.added for g in grown.growth) == 50
    assert sum(g.weight for g in grown.growth) == 2.0 * 150
    for theme in grown.memory.themes:
        if theme.id not in {t.parent_id for t in grown.memory.themes}:
            own = [m for m in grown.members if m.theme_id == theme.id]
            assert (theme.size, theme.weight) == (len(own), 2.0 * len(own))


def test_signatures_that_grow_pass_thresholds_once(corpus) -> None:
    contributions, vectors, _ = corpus
    memory = first(contributions, vectors, list(range(60)))
    signed = [replace(contributions[0], weight=12_000.0), replace(contributions[1], weight=5_000.0)]
    grown = grow(memory, signed, vectors[:0])
    assert [(c.contribution_id, c.threshold, c.weight_before) for c in grown.crossings] == [
        (contributions[0].id, 10_000, 2.0),
        (contributions[1].id, 5_000, 2.0),
    ]
    assert grow(grown.memory, signed, vectors[:0]).crossings == ()


def test_a_text_that_was_rewritten_is_placed_again(corpus) -> None:
    contributions, vectors, subjects = corpus
    memory = first(contributions, vectors, list(range(len(contributions))))
    metro, agua = subjects.index("metro"), subjects.index("agua")
    words = "Pedimos " + ", ".join(SUBJECTS["metro"][:3])
    changed = replace(contributions[agua], text=words)
    grown = grow(memory, [changed], vectors[[metro]])
    metro_themes = {memory.seen[c.id].themes[0][0]
                    for c, s in zip(contributions, subjects, strict=True)
                    if s == "metro" and memory.seen[c.id].themes}  # fmt: skip
    assert grown.memory.seen[changed.id].themes[0][0] in metro_themes
    assert len(grown.memory.seen) == len(memory.seen)


def test_copies_of_a_letter_in_two_deliveries_count_once() -> None:
    letter = "Pedimos que se construya un hospital público con urgencias en la alcaldía Milpa Alta"
    contributions, subjects = process(30)
    vectors = vectors_of(subjects)
    old = [replace(contributions[0], id=f"carta-{i}", text=letter) for i in range(4)]
    rows = [*range(len(contributions)), 0, 0, 0, 0]
    memory = first([*contributions, *old], vectors[rows], list(range(len(rows))))
    new = [replace(contributions[0], id=f"nueva-{i}", text=letter) for i in range(3)]
    grown = grow(memory, new, vectors[[0, 0, 0]])
    theme = grown.memory.seen["nueva-0"].themes[0][0]
    before, after = (
        next(t for t in found.themes if t.id == theme) for found in (memory, grown.memory)
    )
    assert (after.size, after.distinct) == (before.size + 3, before.distinct)


@pytest.mark.parametrize("last", ["carta-3", "aaa"])
@pytest.mark.parametrize("early", [0, 1, 2, 3, 4])
def test_copies_of_a_letter_that_waits_join_together_once_it_has_a_theme(
    corpus, early, last
) -> None:
    contributions, vectors, subjects = corpus
    known = [row for row, subject in enumerate(subjects) if subject != "metro"]
    other = [row for row, subject in enumerate(subjects) if subject == "metro"]
    letter = "Pedimos metro nocturno con vagones limpios y tarifas justas para quien estudia lejos"
    ids = ["carta-0", "carta-1", "carta-2", last]
    copies = [replace(contributions[other[0]], id=key, text=letter) for key in ids]
    memory = first(contributions, vectors, known)
    for part in (copies[:early], copies[early:]):
        memory = grow(memory, part, vectors[[other[0]] * len(part)]).memory
    assert not any(memory.seen[c.id].themes for c in copies)
    grown = grow(memory, [contributions[row] for row in other[1:]], vectors[other[1:]])
    places = {grown.memory.seen[c.id].themes[:1] for c in copies}
    assert len(places) == 1 and places != {()}
    theme = next(t for t in grown.memory.themes if t.id == min(places)[0][0])
    inside = [k for k, one in grown.memory.seen.items()
              if one.themes and one.themes[0][0] == theme.id]  # fmt: skip
    assert (theme.size, theme.distinct) == (len(inside), len(inside) - 3)


def test_copies_keep_their_words_when_the_one_that_stands_for_them_is_rewritten(corpus) -> None:
    contributions, vectors, subjects = corpus
    known = [row for row, subject in enumerate(subjects) if subject != "metro"]
    other = [row for row, subject in enumerate(subjects) if subject == "metro"]
    letter = "Pedimos metro nocturno con vagones limpios y tarifas justas para quien estudia lejos"
    copies = [replace(contributions[other[0]], id=f"carta-{i}", text=letter) for i in range(3)]
    memory = first(contributions, vectors, known)
    memory = grow(memory, copies, vectors[[other[0]] * 3]).memory
    stands = next(e.id for e in memory.examples if e.id.startswith("carta"))
    rewritten = replace(copies[0], id=stands, text="Que haya agua potable sin fugas ni tandeo")
    memory = grow(memory, [rewritten], vectors[[subjects.index("agua")]]).memory
    grown = grow(memory, [contributions[row] for row in other[1:]], vectors[other[1:]]).memory
    kept = [key for key in ("carta-0", "carta-1", "carta-2") if key != stands]
    places = {grown.seen[key].themes[:1] for key in kept}
    assert len(places) == 1 and places != {()}


def test_a_memory_survives_its_file(corpus, tmp_path: Path) -> None:
    contributions, vectors, _ = corpus
    memory = first(contributions, vectors, list(range(90)))
    write_memory(memory, tmp_path / "memory.parquet")
    again = read_memory(tmp_path)
    assert np.array_equal(again.rows, memory.rows)
    assert replace(again, rows=memory.rows, centres=memory.centres) == memory
    assert again.centres["*"].tolist() == memory.centres["*"].tolist()


def test_a_missing_or_damaged_memory_is_told(corpus, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--since espera una carpeta"):
        read_memory(tmp_path)
    contributions, vectors, _ = corpus
    write_memory(first(contributions, vectors, list(range(30))), tmp_path / "memory.parquet")
    whole = (tmp_path / "memory.parquet").read_bytes()
    for broken in (whole[: len(whole) // 2], b"", b"no es parquet", whole[:-40] + bytes(40)):
        (tmp_path / "memory.parquet").write_bytes(broken)
        with pytest.raises(FormatError):
            read_memory(tmp_path)


def test_vectors_that_dont_fit_are_refused(corpus) -> None:
    contributions, vectors, _ = corpus
    memory = first(contributions, vectors, list(range(30)))
    with pytest.raises(ShapeError, match="one vector for each of 5"):
        grow(memory, contributions[30:35], vectors[30:33])


def test_a_first_delivery_too_small_for_themes_only_waits(corpus) -> None:
    contributions, vectors, _ = corpus
    memory = first(contributions, vectors, [0, 1])
    assert memory.themes == () and len(memory.examples) == 2
    grown = next_of(memory, corpus, list(range(len(contributions))))
    assert len(grown.memory.themes) >= 3
