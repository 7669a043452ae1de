"""What a notebook is offered: every name documented, with an example that runs."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest

import tracer
from tracer.errors import InputError

NAMES = [name for name in tracer.__all__ if name != "TracerError"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_every_name_gives_what_it_shows(name: str) -> None:
    found = doctest.DocTestFinder(recurse=False).find(getattr(tracer, name), name, globs={})
    assert found and found[0].examples, f"{name} has no example"
    runner = doctest.DocTestRunner(verbose=False)
    for example in found:
        runner.run(example)
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_of_every_name_is_documented(name: str) -> None:
    offered = getattr(tracer, name)
    text = inspect.getdoc(offered) or ""
    if inspect.isclass(offered) and "Parameters\n" not in text:
        return
    taken = [p for p in inspect.signature(offered).parameters if p != "self"]
    section = re.search(r"Parameters\n-+\n(.*?)(?:\n\n[A-Z]\w+\n-+\n|\Z)", text, re.DOTALL)
    described = section.group(1) if section else text
    assert [p for p in taken if not re.search(rf"\b{p}\b", described)] == []


def test_the_front_door_is_listed_in_its_own_docstring() -> None:
    listed = set(re.findall(r"`(\w+)`", tracer.__doc__ or ""))
    assert listed == set(tracer.__all__)


def test_completion_offers_what_the_front_door_shows() -> None:
    assert set(dir(tracer)) == {*tracer.__all__, "__version__"}


def test_a_sample_file_that_isn_t_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"peticiones\.csv"):
        tracer.sample_path("nada.csv")


@pytest.mark.slow
def test_a_run_from_a_notebook_is_the_run_of_the_command_line(
    reviewable: Path, tmp_path: Path
) -> None:
    results = tracer.run_process(reviewable.parent / "p.toml", tmp_path / "r")
    for table in sorted(reviewable.glob("*.parquet")):
        assert (tmp_path / "r" / table.name).read_bytes() == table.read_bytes()
    assert results.traces == tracer.read_results(str(tmp_path / "r")).traces


@pytest.mark.slow
def test_text_encoded_for_a_notebook_is_encoded_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    asked: list[str] = []

    class Watched:
        identity = "watched"

        def encode(self, texts, *, progress=None):  # type: ignore[no-untyped-def]
            asked.extend(texts)
            return tracer.load_encoder().encode(texts)

    for _ in range(2):
        tracer.encode_texts(["agua", "luz"], encoder=Watched())
    assert sorted(asked) == ["agua", "luz"]
