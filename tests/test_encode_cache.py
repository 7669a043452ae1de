"""The vector cache: what is encoded once, what survives, and what happens to a damaged file."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tracer.encode import VectorCache, cached_encode
from tracer.encode import cache as module
from tracer.encode.cache import default_cache_path
from tracer.errors import OutputError


class Counting:
    """Length and first letter of each text; keeps what it was asked for."""

    def __init__(self, identity: str = "counting", *, calls: int = 1000) -> None:
        self.identity, self.calls, self.asked = identity, calls, []

    def encode(self, texts, *, progress=None):
        if self.calls == 0:
            raise KeyboardInterrupt
        self.calls -= 1
        self.asked += texts
        return np.array([[len(t), ord(t[0])] for t in texts], np.float32).reshape(len(texts), 2)


def test_each_distinct_text_is_encoded_once_and_rows_keep_their_order(tmp_path):
    encoder = Counting()
    with VectorCache(tmp_path / "v.sqlite") as cache:
        vectors = cached_encode(encoder, ["sol", "agua", "sol", "luz", "agua"], cache)
    assert sorted(encoder.asked) == ["agua", "luz", "sol"]
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [[3, 115], [4, 97], [3, 115], [3, 108], [4, 97]]


def test_only_what_is_new_is_encoded_after_reopening(tmp_path):
    first, second = Counting(), Counting()
    with VectorCache(tmp_path / "v.sqlite") as cache:
        cached_encode(first, ["agua", "luz"], cache)
    with VectorCache(tmp_path / "v.sqlite") as cache:
        vectors = cached_encode(second, ["sol", "luz", "agua"], cache)
    assert second.asked == ["sol"]
    assert vectors.tolist() == [[3, 115], [3, 108], [4, 97]]


def test_vectors_of_another_encoder_are_not_taken(tmp_path):
    other = Counting("other")
    with VectorCache(tmp_path / "v.sqlite") as cache:
        cached_encode(Counting(), ["agua"], cache)
        cached_encode(other, ["agua"], cache)
    assert other.asked == ["agua"]


def test_no_text_gives_no_row_of_the_same_dimension(tmp_path):
    with VectorCache(tmp_path / "v.sqlite") as cache:
        assert cached_encode(Counting(), [], cache).shape == (0, 2)


def test_a_run_killed_between_two_chunks_resumes_with_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 4)
    texts = ["x" * n for n in range(1, 11)]
    killed, resumed = Counting(calls=1), Counting()
    with VectorCache(tmp_path / "v.sqlite") as cache, pytest.raises(KeyboardInterrupt):
        cached_encode(killed, texts, cache)
    with VectorCache(tmp_path / "v.sqlite") as cache:
        vectors = cached_encode(resumed, texts, cache)
    assert len(killed.asked) == 4
    assert sorted(killed.asked + resumed.asked) == texts
    assert vectors[:, 0].tolist() == list(range(1, 11))


def test_progress_counts_every_text_once_stored_or_not(tmp_path):
    done: list[int] = []
    with VectorCache(tmp_path / "v.sqlite") as cache:
        cached_encode(Counting(), ["agua"], cache)
        cached_encode(
            Counting(), ["sol", "agua", "sol", "agua", "luz"], cache, progress=done.append
        )
    assert done[0] == 2
    assert sum(done) == 5


def test_more_texts_than_sqlite_takes_in_one_query_are_found(tmp_path):
    texts, again = [f"{'y' * (n % 7 + 1)}{n}" for n in range(2500)], Counting()
    with VectorCache(tmp_path / "v.sqlite") as cache:
        expected = cached_encode(Counting(), texts, cache)
        assert np.array_equal(cached_encode(again, texts, cache), expected)
    assert again.asked == []


def test_a_key_that_is_there_keeps_its_vector(tmp_path):
    with VectorCache(tmp_path / "v.sqlite") as cache:
        cache.put([(b"k", b"first")])
        cache.put([(b"k", b"second"), (b"l", b"third")])
        assert cache.get([b"k", b"l", b"m"]) == {b"k": b"first", b"l": b"third"}


PROCESS = """
import sys, time
import numpy as np
from pathlib import Path
from tracer.encode import VectorCache, cached_encode

class Lengths:
    identity = "lengths"
    def encode(self, texts, *, progress=None):
        return np.array([[len(t)] for t in texts], np.float32)

print("ready", flush=True)
start = float(sys.stdin.readline())
for turn, path in enumerate(sys.argv[1:]):
    while time.time() < start + turn * 0.02:
        pass
    with VectorCache(Path(path)) as cache:
        found = cached_encode(Lengths(), ["z" * n for n in range(1, 60)], cache)
    assert found[:, 0].tolist() == list(range(1, 60))
"""


def test_processes_may_open_and_fill_one_cache_at_the_same_moment(tmp_path):
    paths = [str(tmp_path / f"{n}.sqlite") for n in range(60)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-c", PROCESS, *paths]
    processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(2)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    start = f"{time.time() + 0.2}\n"
    for process in processes:
        process.stdin.write(start)
        process.stdin.flush()
    told = [process.communicate(timeout=60)[1] for process in processes]
    assert [p.returncode for p in processes] == [0, 0], told


def test_a_second_run_opens_a_cache_while_another_switches_its_journal(tmp_path):
    """SQLite refuses the switch at once, without waiting, while another connection reads."""
    import sqlite3

    path = tmp_path / "v.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE t (a)")
    other.execute("INSERT INTO t VALUES (1)")
    other.execute("BEGIN")
    other.execute("SELECT * FROM t").fetchall()
    try:
        db = sqlite3.connect(path, timeout=0.1, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            db.execute("PRAGMA journal_mode=WAL")
        module._use_write_ahead_log(db)
        db.close()
    finally:
        other.close()


def damaged_cache(path: Path, *, keep: int) -> Path:
    """A cache of two hundred vectors, of which the first `keep` bytes are as they were."""
    with VectorCache(path) as cache:
        cache.put([(bytes([n]) * 32, bytes(1536)) for n in range(200)])
    whole = path.read_bytes()
    path.write_bytes(whole[:keep] + b"\xab" * (len(whole) - keep))
    return path


@pytest.mark.parametrize("keep", [0, 50, 4096])
def test_a_damaged_cache_is_told_with_what_to_do(tmp_path, keep):
    path = damaged_cache(tmp_path / "v.sqlite", keep=keep)
    with pytest.raises(OutputError, match=r"v\.sqlite.*borra ese archivo"), VectorCache(path) as c:
        cached_encode(Counting(), ["agua"], c)


def test_a_file_of_something_else_is_told(tmp_path):
    (tmp_path / "v.sqlite").write_text("id,texto\n1,agua\n" * 100)
    with pytest.raises(OutputError, match="TRACER_CACHE"):
        VectorCache(tmp_path / "v.sqlite")


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="TRACER_CACHE"):
        VectorCache(tmp_path / "file" / "v.sqlite")


def test_writing_that_fails_leaves_the_cache_usable(tmp_path):
    with VectorCache(tmp_path / "v.sqlite") as cache:
        with pytest.raises(OutputError, match="not supported"):
            cache.put([(b"a", b"1"), (b"b", object())])
        cache.put([(b"c", b"3")])
        assert cache.get([b"a", b"b", b"c"]) == {b"c": b"3"}


def test_the_environment_says_where_the_cache_lies(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    assert default_cache_path() == tmp_path / "vectors.sqlite"
    monkeypatch.delenv("TRACER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    assert default_cache_path().name == "vectors.sqlite"
    assert default_cache_path().parent != tmp_path
