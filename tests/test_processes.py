"""Processes of this computer: the same results in the same order, whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from cluster_work import Sealed, deadly, here, poisoned, process, times

from tracer.errors import EncoderError, TracerWarning
from tracer.workers.processes import AHEAD, Processes

TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first piece, others are asked."""
    monkeypatch.setattr("tracer.workers.processes.MOMENT", 0.0)


def test_results_come_in_the_order_of_the_pieces_and_from_others() -> None:
    found = list(Processes(2).map(here, range(12), shared=0.05))
    assert [piece for piece, _ in found] == list(range(12))
    others = {worker for _, worker in found} - {os.getpid()}
    assert found[0][1] == os.getpid() and len(others) == 2


def test_little_work_starts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **more: object) -> None:
        raise AssertionError("started")

    monkeypatch.setattr("tracer.workers.processes._pool", never)
    assert list(Processes(2).map(times, [], shared=2)) == []
    assert list(Processes(2).map(times, [3], shared=2)) == [6]
    monkeypatch.setattr("tracer.workers.processes.MOMENT", 60.0)
    assert list(Processes(2).map(times, range(9), shared=2)) == [0, 2, 4, 6, 8, 10, 12, 14, 16]


def test_pieces_are_taken_as_they_are_needed() -> None:
    taken = 0

    def pieces() -> object:
        nonlocal taken
        for piece in range(100):
            taken += 1
            yield piece

    with closing(Processes(2).map(times, pieces(), shared=1)) as found:  # type: ignore[arg-type]
        for _ in range(5):
            next(found)
        assert taken <= 5 + 2 * AHEAD + 1


def test_what_is_shared_is_opened_once_in_each_process(tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    workers = set(Processes(2).map(process, range(20), shared=Sealed(str(tally)))) - {os.getpid()}
    assert sorted(tally.read_text("utf-8").split()) == sorted(map(str, workers))


def test_an_error_of_a_piece_is_raised_and_the_piece_not_tried_again(tmp_path: Path) -> None:
    tally = tmp_path / "tally"
    found = Processes(2).map(poisoned, range(9), shared=str(tally))
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(EncoderError, match="el trozo 3"):
        next(found)
    assert tally.read_text("utf-8").split().count("3") == 1


def test_a_process_that_dies_costs_only_its_pieces(tmp_path: Path) -> None:
    with pytest.warns(TracerWarning, match="murió o no pudo") as told:
        found = list(Processes(2).map(deadly_elsewhere, range(30), shared=os.getpid()))
    assert found == list(range(30))
    assert len(told) == 1


def test_where_nobody_can_be_started_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*args: object, **more: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refused)
    with pytest.warns(TracerWarning, match="murió o no pudo"):
        assert list(Processes(2).map(times, range(9), shared=2)) == [*range(0, 18, 2)]


def deadly_elsewhere(pid: int, piece: int) -> int:
    """End the process at 3, unless it is `pid`."""
    return piece if os.getpid() == pid else deadly(None, piece)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_who_was_started_does_not_outlive_a_killed_parent() -> None:
    code = (
        "import sys, itertools; sys.path.insert(0, sys.argv[1])\n"
        "import tracer.workers.processes as p; p.MOMENT = 0; from cluster_work import here\n"
        "for piece, pid in p.Processes(2).map(here, itertools.count(), shared=0.05):\n"
        "    print(pid, flush=True)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(TESTS)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    started = {int(parent.stdout.readline()) for _ in range(12)} - {parent.pid}
    assert started
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 30
    while any(map(_runs, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, started))


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
