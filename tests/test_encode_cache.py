"""The vector cache: what is encoded once, what survives, and what happens to a damaged file."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
import warnings
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tracer.encode import VectorCache, cached_encode, vector_file
from tracer.encode import cache as module
from tracer.encode.cache import default_cache_path, vector_key
from tracer.errors import TracerWarning


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
        vector_file._use_write_ahead_log(db)
        db.close()
    finally:
        other.close()


class Random:
    """Four hundred numbers for each text, whatever it says; counts what it was asked for."""

    identity = "random"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts, *, progress=None):
        self.asked += len(texts)
        seeds = [int.from_bytes(text.encode(), "big") for text in texts]
        found = [np.random.default_rng(seed).random(400) for seed in seeds]
        return np.array(found, np.float32).reshape(len(texts), 400)


TEXTS = [f"texto {n}" for n in range(120)]
ASIDE, ALTERED, UNSTORED = "se apartó como", "vectores alterados", "se sigue sin guardarlos"


def warned(path: Path) -> tuple[np.ndarray, int, list[str]]:
    """Vectors of `TEXTS` through the cache at `path`, how many were made, and what was told."""
    encoder = Random()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with VectorCache(path) as cache:
            found = cached_encode(encoder, TEXTS, cache)
    assert all(one.category is TracerWarning for one in told)
    return found, encoder.asked, [str(one.message) for one in told]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a cache that holds the vectors of `TEXTS`."""
    path = tmp_path_factory.mktemp("cache") / "v.sqlite"
    warned(path)
    return path.read_bytes()


def test_a_number_that_changed_on_disk_is_noticed_and_made_again(tmp_path, filled):
    expected = Random().encode(TEXTS)
    number = expected[7, 200].tobytes()
    assert filled.count(number) == 1
    altered = bytes(byte ^ (at == 2) for at, byte in enumerate(number))
    (tmp_path / "v.sqlite").write_bytes(filled.replace(number, altered))
    found, asked, told = warned(tmp_path / "v.sqlite")
    assert np.array_equal(found, expected) and asked == 1
    assert len(told) == 1 and ALTERED in told[0]
    assert warned(tmp_path / "v.sqlite")[1:] == (0, [])


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_or_a_cut_anywhere_changes_no_number(tmp_path, filled, seed):
    rng, path = random.Random(seed), tmp_path / "v.sqlite"
    data = bytearray(filled)
    if seed % 4:
        at = rng.randrange(3 * vector_file.PAGE if seed % 4 == 1 else len(data))
        data[at] ^= 1 << rng.randrange(8)
    else:
        data = data[: rng.randrange(len(data))]
    path.write_bytes(data)
    expected = Random().encode(TEXTS)
    for _ in range(2):
        assert np.array_equal(warned(path)[0], expected)


@pytest.mark.parametrize("keep", [50, 4096, 100_000])
def test_a_file_cut_short_is_set_aside_once_and_begun_anew(tmp_path, filled, keep):
    path = tmp_path / "v.sqlite"
    path.write_bytes(filled[:keep])
    found, asked, told = warned(path)
    assert np.array_equal(found, Random().encode(TEXTS)) and asked == len(TEXTS)
    assert len(told) == 1 and ASIDE in told[0]
    (aside,) = tmp_path.glob("v.sqlite.roto-*")
    assert aside.name in told[0] and aside.read_bytes()[:keep] == filled[:keep]
    assert warned(path)[1:] == (0, [])


@pytest.mark.parametrize("columns", ["", "checked (a, b)", "checked (key, vector)"])
def test_a_file_of_something_else_is_set_aside_and_kept(tmp_path, columns):
    path = tmp_path / "v.sqlite"
    if columns:
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"CREATE TABLE {columns}")
    else:
        path.write_text("id,texto\n1,agua\n" * 100)
    before = path.read_bytes()
    assert any(ASIDE in line for line in warned(path)[2])
    (aside,) = [p for p in tmp_path.glob("v.sqlite.roto-*") if p.suffix != "-wal"]
    assert aside.read_bytes()[100:] == before[100:]
    assert warned(path)[1:] == (0, [])


def test_vectors_of_an_earlier_version_are_taken_over(tmp_path):
    path, expected = tmp_path / "v.sqlite", Random().encode(TEXTS)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        rows = [
            (vector_key("random", t), v.tobytes()) for t, v in zip(TEXTS, expected, strict=True)
        ]
        db.executemany("INSERT INTO vectors VALUES (?, ?)", rows)
    found, asked, told = warned(path)
    assert np.array_equal(found, expected) and (asked, told) == (0, [])


def test_a_place_that_cannot_be_written_is_told_and_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    found, _, told = warned(tmp_path / "file" / "v.sqlite")
    assert np.array_equal(found, Random().encode(TEXTS))
    assert len(told) == 1 and UNSTORED in told[0] and "TRACER_CACHE" in told[0]


def test_without_a_place_to_store_them_vectors_are_kept_until_the_end(tmp_path):
    (tmp_path / "file").write_text("")
    encoder = Random()
    with pytest.warns(TracerWarning), VectorCache(tmp_path / "file" / "v.sqlite") as cache:
        for _ in range(2):
            cached_encode(encoder, TEXTS, cache)
    assert encoder.asked == len(TEXTS)


def test_a_disk_that_fills_up_is_told_once_and_stops_nothing(tmp_path):
    encoder = Random()
    with VectorCache(tmp_path / "v.sqlite") as cache:
        cached_encode(encoder, TEXTS[:20], cache)
        cache._file.execute("PRAGMA max_page_count=1")  # what is there stays, and no page is added
        with pytest.warns(TracerWarning, match="disk is full.*sin guardarlos") as told:
            for _ in range(2):
                found = cached_encode(encoder, TEXTS, cache)
    assert len(told) == 1 and encoder.asked == len(TEXTS)
    assert np.array_equal(found, Random().encode(TEXTS))
    assert warned(tmp_path / "v.sqlite")[1] == len(TEXTS) - 20


def test_what_is_stored_is_used_where_nothing_can_be_added(tmp_path, filled, monkeypatch):
    path = tmp_path / "v.sqlite"
    path.write_bytes(filled)

    def shut(path):
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(module, "open_file", shut)
    monkeypatch.setattr(vector_file.os, "access", lambda path, how: False)
    found, asked, told = warned(path)
    assert np.array_equal(found, Random().encode(TEXTS)) and asked == 0
    assert len(told) == 1 and UNSTORED in told[0]
    assert path.read_bytes() == filled


def test_who_finds_a_file_damaged_does_not_set_aside_the_one_after_it(tmp_path, filled):
    path = tmp_path / "v.sqlite"
    path.write_bytes(filled)
    inode = path.stat().st_ino
    assert vector_file.set_aside(path, inode) is not None
    path.write_bytes(filled)
    assert vector_file.set_aside(path, inode) is None and path.exists()


def test_a_process_killed_while_it_stores_leaves_a_cache_that_is_whole(tmp_path):
    path, killed = tmp_path / "v.sqlite", 0
    for moment in (0.0, 0.004, 0.01, 0.03, 0.06):
        process = subprocess.Popen(
            [sys.executable, "-c", STORES, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(moment)
        process.kill()
        killed += process.wait() == -9
        process.stdout.close()
        with VectorCache(path) as cache:
            keys = [n.to_bytes(32, "big") for n in range(200_000)]
            found = cache.get(keys)
        assert all(vector == key * 48 for key, vector in found.items())
    assert killed == 5 and found


STORES = """
import sys
from pathlib import Path
from tracer.encode import VectorCache
with VectorCache(Path(sys.argv[1])) as cache:
    keys = [n.to_bytes(32, "big") for n in range(200_000)]
    known = len(cache.get(keys))
    cache.put([(key, key * 48) for key in keys[known : known + 50]])
    print("ready", flush=True)
    for start in range(known + 50, 200_000, 50):
        cache.put([(key, key * 48) for key in keys[start : start + 50]])
"""


def test_writing_that_fails_leaves_the_cache_usable(tmp_path):
    with VectorCache(tmp_path / "v.sqlite") as cache:
        with pytest.raises(TypeError):
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
