"""Links of a corpus on disk: the same as in memory, computed once, never damaged unnoticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluate_toys import LetterEncoder
from match_toys import ASKED, almazul_in, contributions

from tracer.constitution import units
from tracer.errors import OutputError
from tracer.linking import judged_links, link_corpus
from tracer.match import Calibration, links_at_precision, match_provisions, text_space
from tracer.records import Contribution, Link, Standing
from tracer.store import Store
from tracer.workers.processes import Processes

ENCODER = LetterEncoder()


@pytest.fixture
def almazul(tmp_path: Path) -> Any:
    return units(almazul_in(tmp_path), level="article")


@pytest.fixture
def asked() -> list[Contribution]:
    return contributions({**ASKED, "emoji": "agua y 🌳", "nada": "!!"})


def linked(asked: list[Contribution], document: Any, store: Store, **more: Any) -> Any:
    space = text_space(asked, encode=ENCODER.encode)
    given = {"encode": ENCODER.encode, "encoder": "letters", "store": store, **more}
    return link_corpus(asked, space, {"final": document}, **given)["final"]


def every(found: Any) -> list[Link]:
    return [link for links in found.stretches() for link in links]


@pytest.mark.parametrize("size", [1, 3, 2048])
def test_links_on_disk_are_those_in_memory_however_the_corpus_is_cut(
    asked: list[Contribution], almazul: Any, tmp_path: Path, size: int, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tracer.linking.corpus.STRETCH", size)
    found = linked(asked, almazul, Store(tmp_path / "s"))
    assert every(found) == list(match_provisions(asked, almazul, encode=ENCODER.encode))
    assert len(found.keys) == -(-len(asked) // size)


def test_what_is_there_is_not_computed_again(
    asked: list[Contribution], almazul: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    store = Store(tmp_path / "s")
    first = linked(asked, almazul, store)

    def never(*args: object, **more: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr("tracer.linking.corpus.links_to", never)
    again = linked(asked, almazul, Store(tmp_path / "s"))
    assert again.keys == first.keys and every(again) == every(first)


def test_other_processes_come_to_the_same_links(
    asked: list[Contribution], almazul: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tracer.workers.processes.MOMENT", 0.0)
    monkeypatch.setattr("tracer.match.parcels.CHUNK", 2)
    many = [replace(c, id=f"{c.id}{turn}") for turn in range(3) for c in asked]
    told: list[int] = []
    more = {"workers": Processes(2), "progress": told.append}
    found = linked(many, almazul, Store(tmp_path / "others"), **more)
    here = linked(many, almazul, Store(tmp_path / "here"))
    assert found.keys == here.keys and every(found) == every(here)
    assert sum(told) == len(many)


@pytest.mark.parametrize("change", ["text", "id", "channel", "top", "without", "document"])
def test_whatever_moves_a_link_has_another_key(
    asked: list[Contribution], almazul: Any, tmp_path: Path, change: str
) -> None:
    store = Store(tmp_path / "s")
    keys = linked(asked, almazul, store).keys
    more: dict[str, Any] = {}
    if change in ("text", "id", "channel"):
        asked = [replace(asked[0], **{change: "otra cosa"}), *asked[1:]]
    elif change == "top":
        more = {"top": 2}
    elif change == "without":
        more = {"without": {"final": {asked[0].id: frozenset({"Art. 1"})}}}
    else:
        almazul = [unit for unit in almazul if unit.citation != "Art. 1"]
    assert linked(asked, almazul, store, **more).keys != keys


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "gone"])
def test_a_damaged_file_is_made_again(
    asked: list[Contribution], almazul: Any, tmp_path: Path, harm: str
) -> None:
    folder = tmp_path / "s"
    first = linked(asked, almazul, Store(folder))
    sound = every(first)
    (path,) = folder.rglob("*.kept")
    raw = path.read_bytes()
    spoilt = {
        "cut": raw[:-9], "flipped": raw[:99] + bytes([raw[99] ^ 4]) + raw[100:], "empty": b"",
    }  # fmt: skip
    path.write_bytes(spoilt[harm]) if harm in spoilt else path.unlink()
    with pytest.raises(OutputError, match="vuelve a lanzar"):
        every(first)
    assert every(linked(asked, almazul, Store(folder))) == sound
    assert path.read_bytes() == raw


def test_where_nothing_can_be_stored_links_pass_through_a_folder_that_vanishes(
    asked: list[Contribution], almazul: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "s")
    found = linked(asked, almazul, store)
    assert every(found) == list(match_provisions(asked, almazul, encode=ENCODER.encode))


def test_what_was_longest_of_no_use_goes_first_and_what_is_new_stays(tmp_path: Path) -> None:
    import os
    import time

    store = Store(tmp_path)
    now = time.time()
    for at, key in enumerate(("aa", "bb", "cc")):
        store.put(key, b"links")
        days = (9, 5, 0)[at] * 86_400
        os.utime(next(tmp_path.rglob(f"{key}.kept")), (now - days, now - days))
    store.prune(budget=2 * next(tmp_path.rglob("cc.kept")).stat().st_size)
    assert [store.has(key) for key in ("aa", "bb", "cc")] == [False, True, True]
    store.prune(budget=0)
    assert [store.has(key) for key in ("aa", "bb", "cc")] == [False, True, True]  # used just now


@pytest.mark.parametrize("precision", [0.0, 0.3, 0.99])
def test_links_are_chosen_over_the_whole_corpus_not_by_stretch(
    asked: list[Contribution], almazul: Any, tmp_path: Path, precision: float, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tracer.linking.corpus.STRETCH", 2)
    found = linked(asked, almazul, Store(tmp_path / "s"))
    chosen = judged_links(
        found, calibration=Calibration(), min_confidence=0.01, precision=precision, standings=(),
        version="final",
    )  # fmt: skip
    sure = [x for x in every(found) if not x.rank or x.confidence >= 0.01]
    assert list(chosen) == list(links_at_precision(sure, precision))


def test_a_decision_holds_in_its_stretch_and_one_on_nobody_comes_last(
    asked: list[Contribution], almazul: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tracer.linking.corpus.STRETCH", 2)
    found = linked(asked, almazul, Store(tmp_path / "s"))
    citation = "Art. 1"
    standings = [
        Standing(key, "final", citation, "accepted", "adopta", ("ana",), "2026-01-01", "")
        for key in (asked[2].id, "quien")
    ]
    chosen = list(
        judged_links(
            found, calibration=Calibration(), min_confidence=0.0, precision=0.0,
            standings=standings, version="final",
        )
    )  # fmt: skip
    held = [(x.contribution_id, x.citation) for x in chosen if x.review == "accepted"]
    assert held == [(asked[2].id, citation), ("quien", citation)]
    assert chosen[-1].contribution_id == "quien"
    untouched = [x for x in every(found) if x.contribution_id != asked[2].id]
    assert [x for x in chosen if x.contribution_id not in (asked[2].id, "quien")] == untouched
