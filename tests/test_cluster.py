"""A cluster of two workers on this machine: the same bytes, whoever dies."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cluster_work import Sealed, deadly, here, poisoned, process, times
from match_toys import almazul_in

import tracer
from tracer.cluster import open_cluster
from tracer.cluster.connect import whole_address
from tracer.cluster.passport import check_passport, passport
from tracer.constitution import units
from tracer.encode import VectorCache, cached_encode, load_encoder
from tracer.encode.load import PROBE, recipe_of, remade
from tracer.errors import ClusterError, EncoderError
from tracer.match import match_provisions
from tracer.records import Contribution
from tracer.stages import themes_of
from tracer.workers import ALONE

TESTS, CHECKOUT = Path(__file__).parent, Path(tracer.__file__).parents[1]
SAID = tuple(
    Contribution(f"{text}-{n}", f"{said} {'Es urgente. ' * (n % 7)}")
    for n in range(70)
    for text, said in (("a", f"Que haya agua {n} días"), ("t", f"Transporte de noche, línea {n}"))
)


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers of one thread, each a process that can be killed."""
    distributed = pytest.importorskip("distributed", reason="pip install tracer[cluster]")
    import dask

    paths = os.pathsep.join([str(CHECKOUT), str(TESTS)])
    with (
        dask.config.set({"distributed.nanny.pre-spawn-environ.PYTHONPATH": paths}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0,
            silence_logs=False,
        ) as started,
    ):  # fmt: skip
        yield started


@pytest.fixture
def workers(cluster):
    """Both workers, also after a test that killed one."""
    with open_cluster(cluster.scheduler_address) as workers:
        deadline = time.monotonic() + 60
        while len(cluster.scheduler_info["workers"]) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        yield workers


def test_alone_a_piece_is_done_when_its_result_is_asked_for():
    taken = []

    def pieces():
        for n in range(3):
            taken.append(n)
            yield n

    found = ALONE.map(times, pieces(), shared=2)
    assert next(found) == 0
    assert taken == [0]
    assert list(found) == [2, 4]


@pytest.mark.slow
def test_results_come_in_the_order_of_the_pieces_and_both_workers_do_some(workers):
    found = list(workers.map(here, range(20), shared=0.05))
    assert [piece for piece, _ in found] == list(range(20))
    assert len({pid for _, pid in found}) == 2


@pytest.mark.slow
def test_only_a_few_pieces_are_taken_ahead_of_the_result_that_is_given(workers):
    taken = []

    def pieces():
        for n in range(1000):
            taken.append(n)
            yield n

    found = workers.map(times, pieces(), shared=2)
    assert next(found) == 0
    found.close()
    assert len(taken) <= 20


@pytest.mark.slow
def test_what_is_shared_is_opened_once_in_each_process(workers, tmp_path):
    tally = tmp_path / "opened"
    shared = Sealed(str(tally))
    done = {*workers.map(process, range(30), shared=shared)}
    done |= {*workers.map(process, range(30), shared=shared)}
    assert Counter(map(int, tally.read_text().split())) == dict.fromkeys(done, 1)


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_costs_no_result(workers):
    found = workers.map(here, range(30), shared=0.05)
    first = next(found)
    os.kill(first[1], signal.SIGKILL)
    rest = list(found)
    assert [piece for piece, _ in (first, *rest)] == list(range(30))
    assert first[1] not in {pid for _, pid in rest[10:]}


@pytest.mark.slow
def test_a_piece_that_cannot_be_done_is_told_and_not_tried_again(workers, tmp_path):
    tally = tmp_path / "begun"
    with pytest.raises(EncoderError, match="el trozo 3 no se puede"):
        list(workers.map(poisoned, range(5), shared=str(tally)))
    assert tally.read_text().split().count("3") == 1


@pytest.mark.slow
def test_a_piece_that_kills_every_worker_it_comes_to_is_told(workers):
    with pytest.raises(ClusterError, match="memoria"):
        list(workers.map(deadly, range(5), shared=None))


@pytest.mark.slow
def test_the_encoder_gives_the_same_bits_from_workers_whatever_the_pieces(
    workers, tmp_path, monkeypatch
):
    texts, encoder = [c.text for c in SAID[:40]], load_encoder()
    expected = encoder.encode(texts)
    for size in (1, 7, 40):
        monkeypatch.setattr("tracer.encode.cache.PIECE", size)
        with VectorCache(tmp_path / f"{size}.sqlite") as cache:
            found = cached_encode(encoder, texts, cache, workers=workers)
        assert found.tobytes() == expected.tobytes()


class Killing:
    """Progress that kills a worker at the first step."""

    def __init__(self, workers) -> None:
        self.victim = next(workers.map(here, [0], shared=0.0))[1]

    def __call__(self, steps: int) -> None:
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0


@pytest.mark.slow
def test_vectors_links_and_themes_are_those_of_one_process_though_workers_die(
    workers, tmp_path, monkeypatch
):
    monkeypatch.setattr("tracer.encode.cache.PIECE", 16)
    monkeypatch.setattr("tracer.match.parcels.CHUNK", 16)
    texts, encoder = [c.text for c in SAID], load_encoder()
    found = units(almazul_in(tmp_path))
    with VectorCache(tmp_path / "far.sqlite") as far, VectorCache(tmp_path / "near.sqlite") as near:
        sent = cached_encode(encoder, texts, far, workers=workers, progress=Killing(workers))
        own = cached_encode(encoder, texts, near)
        assert sent.tobytes() == own.tobytes()

        def encode(asked):
            return cached_encode(encoder, asked, near)

        linked = match_provisions(
            SAID, found, encode=encode, workers=workers, progress=Killing(workers)
        )
        assert linked == match_provisions(SAID, found, encode=encode)
        grouped = themes_of(SAID, encode=encode, seed=1, workers=workers)
        assert grouped == themes_of(SAID, encode=encode, seed=1)


@pytest.mark.slow
def test_a_run_on_a_cluster_leaves_the_very_files_of_a_run_without(cluster, tmp_path, monkeypatch):
    from tracer.cli import main

    victims = []
    written = VectorCache.put

    def put(cache, rows):
        """Store them, and kill a worker the first time that the run on the cluster stores some."""
        written(cache, rows)
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)

    monkeypatch.setattr(VectorCache, "put", put)
    monkeypatch.setattr("tracer.encode.cache.PIECE", 32)
    for name, extra in (("alone", []), ("far", ["--cluster", cluster.scheduler_address])):
        monkeypatch.setenv("TRACER_CACHE", str(tmp_path / f"cache-{name}"))
        if extra:
            with open_cluster(cluster.scheduler_address) as workers:
                victims.append(next(workers.map(here, [0], shared=0.0))[1])
        assert main(["run", "muestra", "-o", str(tmp_path / name), "--quiet", *extra]) == 0
    assert not victims
    alone, far = (
        {p.name: p.read_bytes() for p in (tmp_path / name).glob("*.parquet")}
        for name in ("alone", "far")
    )
    assert alone == far
    manifests = [
        json.loads((tmp_path / n / "manifest.json").read_bytes()) for n in ("alone", "far")
    ]
    assert {m.pop("finished")[:2] for m in manifests} == {"20"}  # the time of day
    assert manifests[0] == manifests[1]


@pytest.fixture
def dask(tmp_path):
    """Starts parts of a cluster by the command line, as the guide says; ends them all."""
    pytest.importorskip("distributed", reason="pip install tracer[cluster]")
    started = []

    def start(*arguments: str, paths: tuple[Path, ...] = (CHECKOUT, TESTS)):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--no-dashboard"], env=environment,
                cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        return started[-1]

    yield start
    for one in reversed(started):
        one.kill()
        one.wait()


def scheduler_of(dask, folder: Path):
    """A scheduler, and its address."""
    note = folder / "scheduler.json"
    process = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(note))
    deadline = time.monotonic() + 60
    while not note.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return process, json.loads(note.read_text())["address"]


@pytest.mark.slow
def test_a_scheduler_without_workers_one_that_is_lost_and_none_at_all_are_told(dask, tmp_path):
    scheduler, address = scheduler_of(dask, tmp_path)
    with (
        pytest.raises(ClusterError, match="no tiene ningún trabajador"),
        open_cluster(address, patience=1),
    ):
        pass
    dask("worker", address, "--no-nanny")
    with (
        pytest.raises(ClusterError, match="perdió la conexión con el planificador"),
        open_cluster(address, patience=30) as workers,
    ):
        for _ in workers.map(here, range(100), shared=0.02):
            scheduler.kill()
    with pytest.raises(ClusterError, match="no se puede llegar"), open_cluster(address, patience=1):
        pass


@pytest.mark.slow
def test_workers_that_all_die_and_come_no_more_are_told(dask, tmp_path, monkeypatch):
    monkeypatch.setattr("tracer.cluster.dask_workers.LOOK", 0.2)
    _, address = scheduler_of(dask, tmp_path)
    worker = dask("worker", address, "--no-nanny")
    with (
        pytest.raises(ClusterError, match="no queda ningún trabajador"),
        open_cluster(address, patience=30) as workers,
    ):
        workers._patience = 1.0
        for _ in workers.map(here, range(100), shared=0.02):
            worker.kill()


@pytest.mark.slow
def test_a_worker_that_cannot_import_tracer_is_told_by_its_name(dask, tmp_path):
    _, address = scheduler_of(dask, tmp_path)
    (tmp_path / "tracer").mkdir()
    (tmp_path / "tracer" / "__init__.py").write_text("")
    dask("worker", address, "--no-nanny", paths=(tmp_path,))
    with (
        pytest.raises(ClusterError, match=r"127\.0\.0\.1 no puede usar tracer"),
        open_cluster(address, patience=30),
    ):
        pass


@pytest.mark.slow
def test_a_worker_of_another_version_does_no_piece(cluster):
    from distributed import Client

    from tracer.cluster.dask_workers import DaskWorkers

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        ours = {**passport(), "tracer": "0.0.9"}
        with pytest.raises(ClusterError, match=r"tracer 0\.1\.0 \(aquí 0\.0\.9\)"):
            list(DaskWorkers(client, ours, patience=5).map(times, range(3), shared=2))


def test_what_differs_between_two_passports_is_named():
    check_passport(passport(), dict(passport()), host="pc-4")
    theirs = {**passport(), "numpy": "1.0", "code": "otro"}
    with pytest.raises(ClusterError, match=r"pc-4 .*code otro .*; numpy 1\.0 "):
        check_passport(theirs, passport(), host="pc-4")


def test_an_encoder_travels_as_how_to_load_it_and_arrives_as_itself():
    encoder = load_encoder()
    sent = pickle.dumps(encoder)
    assert len(sent) < 1000
    assert pickle.loads(sent).identity == encoder.identity
    assert pickle.loads(sent) is pickle.loads(sent)


def test_another_encoder_or_a_processor_that_rounds_otherwise_is_refused():
    recipe = recipe_of(load_encoder(), "")
    assert recipe.proof == recipe_of(load_encoder(threads=1, batch_tokens=1), "").proof
    with pytest.raises(EncoderError, match="se esperaba otro"):
        remade(replace(recipe, identity="otro"))
    with pytest.raises(EncoderError, match="procesador"):
        remade(replace(recipe, proof="otros bits"))


OPEN = "import pickle, sys; pickle.load(sys.stdin.buffer)"


@pytest.mark.slow
def test_a_processor_with_narrower_arithmetic_is_found_out():
    """On one with AVX-512, oneDNN can be held to AVX2, which adds in another order."""
    held = {**os.environ, "ONEDNN_MAX_CPU_ISA": "AVX2", "PYTHONPATH": str(CHECKOUT)}
    cpu = Path("/proc/cpuinfo")
    if not cpu.exists() or "avx512f" not in cpu.read_text():
        pytest.skip("this processor has no AVX-512 to be held back from")
    given, command = pickle.dumps(load_encoder()), [sys.executable, "-c", OPEN]
    found = subprocess.run(command, input=given, env=held, capture_output=True, check=False)
    assert found.returncode
    assert "redondea de otro modo" in found.stderr.decode()


class Letters:
    """Length of each text, and 1: but in one of them, the number after 1."""

    identity = "letras"

    def __init__(self, turned: int) -> None:
        self.turned = turned

    def encode(self, texts, *, progress=None):
        found = np.array([[len(text), 1.0] for text in texts], np.float32)
        found[self.turned, 1] = np.nextafter(np.float32(1), np.float32(2))
        return found


def test_the_proof_moves_with_the_last_bit_of_any_text():
    proofs = {recipe_of(Letters(turned), "letras").proof for turned in range(len(PROBE))}
    assert len(proofs) == len(PROBE)


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("tls://equipo", "tls://equipo:8786"),
        ("tls://10.1.2.3:9000/", "tls://10.1.2.3:9000"),
        ("localhost:8786", "tcp://localhost:8786"),
        ("tcp://127.0.0.1", "tcp://127.0.0.1:8786"),
        ("tcp://[::1]:8786", "tcp://[::1]:8786"),
    ],
)
def test_an_address_is_completed(given, whole):
    assert whole_address(given) == whole


@pytest.mark.parametrize(
    "given", ["", "http://equipo", "tls://", "tls://equipo:puerto", "tcp://a/b"]
)
def test_what_is_no_address_is_told(given):
    with pytest.raises(ClusterError, match="espera la dirección"):
        whole_address(given)


def test_an_address_with_tls_but_no_certificate_in_the_settings_is_told():
    dask = pytest.importorskip("dask", reason="pip install tracer[cluster]")
    with (
        dask.config.set({"distributed.comm.tls.ca-file": None}),
        pytest.raises(ClusterError, match="pide certificados"),
        open_cluster("tls://127.0.0.1:1"),
    ):
        pass


def test_texts_travel_to_another_computer_unencrypted_only_where_that_is_asked_for(monkeypatch):
    monkeypatch.delenv("TRACER_CLUSTER_PLAIN", raising=False)
    for address in ("equipo:8786", "tcp://10.1.2.3:8786", "tcp://0.0.0.0"):
        with pytest.raises(ClusterError, match="sin cifrar"):
            whole_address(address)
    monkeypatch.setenv("TRACER_CLUSTER_PLAIN", "1")
    assert whole_address("equipo") == "tcp://equipo:8786"


def test_without_the_extra_the_cluster_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'tracer\[cluster\]'"):
        open_cluster("tcp://127.0.0.1").__enter__()
