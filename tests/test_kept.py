"""Stages on disk: the same as made anew, made once, never from other inputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluate_toys import LetterEncoder

from tracer.constitution import read_constitution, units
from tracer.encode import Encoding, VectorCache
from tracer.errors import ProcessError
from tracer.kept import keeping_lineage, kept_themes
from tracer.records import Contribution
from tracer.shipped import shipped
from tracer.stages import lineage_of, themes_of
from tracer.store import Store
from tracer.themes.guidance import Amendments, Guide
from tracer.themes.guidance.guide import Rename

MATTERS = ("agua potable", "salud mental", "transporte público", "vivienda digna")
ASKED = tuple(
    Contribution(f"{at:02}", f"Que haya {matter} en {place}", weight=at % 3 + 1)
    for at, (matter, place) in enumerate(
        (matter, place)
        for matter in MATTERS
        for place in ("el norte", "el sur", "la costa", "la sierra", "mi barrio", "el pueblo")
    )
)


@pytest.fixture
def encode(tmp_path: Path) -> Iterator[Encoding]:
    with VectorCache(tmp_path / "v.sqlite") as cache:
        yield Encoding(LetterEncoder(), cache)


@pytest.fixture
def sought(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many contributions themes were sought among, each time."""
    told: list[int] = []

    def noted(contributions: Any, **more: Any) -> Any:
        told.append(len(contributions))
        return themes_of(contributions, **more)

    monkeypatch.setattr("tracer.kept.themes.themes_of", noted)
    return told


def test_themes_from_disk_are_those_sought_anew(
    encode: Encoding, tmp_path: Path, sought: list[int]
) -> None:
    anew = themes_of(ASKED, encode=encode, seed=1)
    assert len(anew[0]) > 1
    for _ in range(2):
        assert kept_themes(ASKED, encode=encode, store=Store(tmp_path), seed=1) == anew
    assert sought == [len(ASKED)]


@pytest.mark.parametrize("change", ["text", "weight", "channel", "order", "seed", "guide", "code"])
def test_whatever_moves_a_theme_has_them_sought_again(
    encode: Encoding, tmp_path: Path, sought: list[int], change: str, monkeypatch: Any
) -> None:
    store, more, asked = Store(tmp_path), {"seed": 1}, list(ASKED)
    themes, _ = kept_themes(asked, encode=encode, store=store, seed=1)
    other: dict[str, Any] = {"text": "otra cosa", "weight": 9.0, "channel": "comment"}
    if change in other:
        asked[0] = replace(asked[0], **{change: other[change]})
    elif change == "order":
        asked.reverse()
    elif change == "seed":
        more = {"seed": 2}
    elif change == "guide":
        more |= {"guide": Guide(renames=(Rename(themes[0].id, "Lo primero"),))}  # type: ignore[dict-item]
    else:
        monkeypatch.setattr("tracer.kept.keys.code_digest", lambda: "another engine")
    found = kept_themes(asked, encode=encode, store=store, **more)  # type: ignore[arg-type]
    assert len(sought) == 2
    assert found == themes_of(asked, encode=encode, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("harm", ["cut", "flipped"])
def test_damaged_themes_are_sought_again(
    encode: Encoding, tmp_path: Path, sought: list[int], harm: str
) -> None:
    first = kept_themes(ASKED, encode=encode, store=Store(tmp_path), seed=1)
    (path,) = tmp_path.rglob("*.kept")
    raw = path.read_bytes()
    path.write_bytes(raw[:-5] if harm == "cut" else raw[:99] + bytes([raw[99] ^ 1]) + raw[100:])
    assert kept_themes(ASKED, encode=encode, store=Store(tmp_path), seed=1) == first
    assert len(sought) == 2 and path.read_bytes() == raw


def test_what_fits_no_more_is_told_each_time(encode: Encoding, tmp_path: Path) -> None:
    gone = Guide(renames=(Rename("nada", "Nada"),))
    with pytest.raises(ProcessError):
        kept_themes(ASKED, encode=encode, store=Store(tmp_path), seed=1, guide=gone)
    for _ in range(2):
        told: list[str] = []
        kept_themes(
            ASKED, encode=encode, store=Store(tmp_path), seed=1,
            amendments=Amendments(gone, told.append),
        )  # fmt: skip
        assert len(told) == 1


@pytest.mark.parametrize("level", ["article", "finest"])
def test_lineages_from_disk_are_those_made_anew(
    encode: Encoding, tmp_path: Path, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, final = (
        units(read_constitution(shipped("corpora") / "muestra" / name), level=level)
        for name in ("borrador.md", "final.md")
    )
    anew = lineage_of(draft, final, encode=encode)
    assert any(pair.force for pair in anew) or level == "finest"
    first = keeping_lineage(encode, Store(tmp_path))(draft, final, encode=encode)
    told: list[int] = []

    def noted(old: Any, new: Any, **more: Any) -> Any:
        told.append(len(old))
        return lineage_of(old, new, **more)

    monkeypatch.setattr("tracer.kept.lineages.lineage_of", noted)
    align = keeping_lineage(encode, Store(tmp_path))
    assert first == align(draft, final, encode=encode) == anew and not told
    assert align(draft[1:], final, encode=encode) == lineage_of(draft[1:], final, encode=encode)
    assert align(final, draft, encode=encode) == lineage_of(final, draft, encode=encode)
    assert told == [len(draft) - 1, len(final)]
