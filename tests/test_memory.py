"""What memory there is, and the word that a run will ask for more."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tracer import memory
from tracer.cli import main
from tracer.errors import TracerWarning
from tracer.memory import GB, Memory, tell_if_tight

MEMINFO = "MemTotal:       8000000 kB\nMemFree:          10 kB\nMemAvailable:   6000000 kB\n"


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the system's files say, to be filled in."""
    files: dict[str, str] = {}
    monkeypatch.setattr(memory, "_text", lambda path: files.get(path, ""))
    return files


def told(contributions: int) -> list[str]:
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        tell_if_tight(contributions)
    assert all(isinstance(one.message, TracerWarning) for one in raised)
    return [str(one.message) for one in raised]


def test_what_the_system_says_is_read_and_the_limit_of_a_container_holds(system) -> None:
    assert memory.memory() is None
    system["/proc/meminfo"] = MEMINFO
    assert memory.memory() == Memory(free=6_144_000_000, total=8_192_000_000)
    system["/sys/fs/cgroup/memory.max"] = "max\n"
    assert memory.memory() == Memory(free=6_144_000_000, total=8_192_000_000)
    system["/sys/fs/cgroup/memory.max"] = "3000000000\n"
    assert memory.memory() == Memory(free=3_000_000_000, total=3_000_000_000)
    system["/sys/fs/cgroup/memory.current"] = "1000000000\n"
    assert memory.memory() == Memory(free=2_000_000_000, total=3_000_000_000)
    system["/sys/fs/cgroup/memory.stat"] = "file 900000000\ninactive_file 600000000\n"
    assert memory.memory() == Memory(free=2_600_000_000, total=3_000_000_000)


def test_this_machine_says_what_it_has() -> None:
    known = memory.memory()
    if Path("/proc/meminfo").exists():
        assert known is not None and 0 < known.free <= known.total


def test_ten_million_rows_are_told_to_want_more_than_there_is(monkeypatch) -> None:
    monkeypatch.setattr(memory, "memory", lambda: Memory(free=20 * GB, total=24 * GB))
    assert told(1_000_000) == []
    (only,) = told(10_000_000)
    assert "10,000,000 aportaciones piden unos 37.6 GB" in only


def test_nothing_is_told_where_the_system_does_not_say(system) -> None:
    assert told(10**9) == []


def test_a_run_tells_it_in_the_language_asked_for_and_goes_on(
    reviewable: Path, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(memory, "memory", lambda: Memory(free=1, total=24 * GB))
    monkeypatch.setattr(memory, "_resident", lambda: 0)
    process = f"{reviewable.parent}/p.toml"
    assert main(["run", process, "-o", f"{tmp_path}/r", "--lang", "en"]) == 0
    assert "ask for about 1.2 GB of memory and there are 0.0" in capsys.readouterr().err
    assert (tmp_path / "r" / "reporte.html").is_file()
