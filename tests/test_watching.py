"""Stages that say how long they are, and how far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from report_sample import sample

from tracer.process import read_process, read_sources
from tracer.records import Contribution
from tracer.report.write import FILES, write_report
from tracer.shipped import shipped
from tracer.themes import find_themes
from tracer.workers import ALONE, Workers


class Recorder:
    """Remembers every stage with its length and the steps it told."""

    def __init__(self) -> None:
        self.lengths: dict[str, int | None] = {}
        self.steps: dict[str, int] = {}

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        self.lengths[name], self.steps[name] = total, 0

        def advance(steps: int) -> None:
            self.steps[name] += steps

        return advance


class Several:
    """Workers as a cluster is one: stages are cut into more pieces than there are here."""

    pieces = 7

    def map(
        self, function: Callable[..., object], pieces: Iterable[object], *, shared: object
    ) -> Iterator[object]:
        return iter([function(shared, piece) for piece in pieces])


@pytest.mark.parametrize("workers", [ALONE, Several()])
def test_every_stage_of_themes_reaches_the_length_that_it_told(workers: Workers) -> None:
    words = ("agua", "metro", "parque", "escuela")
    own = ["".join(pair) for pair in product("bcdfghjlmn", ("aro", "ela", "ico", "oma", "una"))]
    asked = [
        Contribution(str(k), f"pedimos {words[k % 4]} para {own[k % 50]} y {own[k * 7 % 50]}")
        for k in range(80)
    ]
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(80, 8)) * 0.1 + np.eye(8)[np.arange(80) % 4]
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    heard = Recorder()
    watched = find_themes(asked, vectors, stage=heard.stage, workers=workers)
    assert watched == find_themes(asked, vectors)
    counted = {name: length for name, length in heard.lengths.items() if length is not None}
    assert {"temas: vecinos", "temas: particiones"} <= counted.keys()
    assert {name: heard.steps[name] for name in counted} == counted


def test_reading_tells_every_source_and_a_report_every_file(tmp_path: Path) -> None:
    process = read_process(shipped("corpora") / "muestra" / "proceso.toml")
    told: list[int] = []
    read_sources(process, progress=told.append)
    assert sum(told) == len(process.sources)
    told.clear()
    written = write_report(sample(), tmp_path, progress=told.append)
    assert sum(told) == len(written) == len(FILES)
