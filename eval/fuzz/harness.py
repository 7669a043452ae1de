"""What the fuzzing of every target shares: the rule, the limits, the account.

The rule: whatever the bytes, a reader answers or raises a `TracerError`, within `CPU_SECONDS` of
processor time and `MEMORY` of address space. What breaks it is kept, once for each place that it
comes from, under ``WORK/findings``, and fuzzing goes on. A target is run by its own file::

    pip install -e '.[fuzz]'
    python eval/fuzz/citations.py --minutes 30 --work /tmp/fuzz/citations

atheris (libFuzzer's Python front) looks for bytes that reach new places of the package; when the
time is up the corpus that it found is gone through once more under coverage, and one JSON object
says how many minutes, inputs, places and findings there were; it ends with 1 where there are any,
as where a process died. A second start goes on with the corpus of the first. ``--replay FILE ...``
shows what given inputs do.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import pkgutil
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

CPU_SECONDS = 10.0
WALL_SECONDS = 120
MEMORY = 4 << 30
LONGEST = 49_152
PIECE = 300
"""Seconds of one process: a new one begins with fresh memory."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to fuzz."""

    name: str
    packages: tuple[str, ...]
    """Whose code is watched for new places."""
    prepare: Callable[[Path], Callable[[bytes], None]]
    """Given an empty folder for files, give what takes one input."""
    seeds: Callable[[], Iterable[bytes]]


class Hang(BaseException):
    """An input took more processor time than `CPU_SECONDS`."""


def fuzz(target: Target) -> None:
    """Run the command line of a target."""
    parser = argparse.ArgumentParser(description=f"fuzz {target.name}")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--work", type=Path, default=Path("/tmp/fuzz") / target.name)
    parser.add_argument("--replay", type=Path, nargs="+", default=[])
    parser.add_argument("--piece", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.replay or args.measure:
        _replay(target, args.replay or sorted((args.work / "corpus").iterdir()), args.measure)
    elif args.piece:
        _piece(target, args.work, args.piece)
    else:
        _supervise(target, args.work, 60 * args.minutes)


def _supervise(target: Target, work: Path, seconds: float) -> None:
    for name in ("corpus", "findings"):
        (work / name).mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (work / "corpus" / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    deaths = 0
    before = _fuzzed(work)
    command = [sys.executable, sys.argv[0], "--work", str(work)]
    while (left := seconds - (_fuzzed(work) - before)) > 1:
        with (work / "log.txt").open("wb") as log:
            piece = [*command, "--piece", str(min(PIECE, left))]
            died = subprocess.run(piece, check=False, stdout=log, stderr=log).returncode != 0
        deaths += died
        if died and not _told(work):
            sys.exit(f"{target.name} does not run: see {work / 'log.txt'}")
    measure = [*command, "--measure"]
    measured = subprocess.run(measure, check=False, capture_output=True, text=True)
    told = _told(work)
    account = {
        "target": target.name,
        "minutes": round(sum(piece["seconds"] for piece in told) / 60, 1),
        "inputs": sum(piece["inputs"] for piece in told),
        "refused": sum(piece["refused"] for piece in told),
        "slowest_cpu_seconds": max(piece["slowest"] for piece in told),
        "peak_mb": max(piece["peak_mb"] for piece in told),
        "corpus": len(list((work / "corpus").iterdir())),
        "processes_that_died": deaths,
        "findings": sorted(p.name for p in (work / "findings").glob("*.txt")),
        "coverage": measured.stdout.strip().splitlines()[-1:] or measured.stderr[-500:],
    }
    print(json.dumps(account, indent=1))
    sys.exit(bool(account["findings"] or deaths))


def _told(work: Path) -> list[dict[str, float]]:
    path = work / "pieces.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _fuzzed(work: Path) -> float:
    """Seconds of fuzzing, the start of the processes not counted."""
    return sum(piece["seconds"] for piece in _told(work))


def _piece(target: Target, work: Path, seconds: float) -> None:
    """Fuzz for some seconds in this process; the account is kept as it goes, as none returns."""
    import atheris

    with atheris.instrument_imports(include=["tracer"]):
        _load(target.packages)
    _limit()
    place = Path(tempfile.mkdtemp(prefix=f"fuzz-{target.name}-", dir=_fast_disk()))
    take = target.prepare(place)
    begun = time.monotonic()
    account = {"inputs": 0, "refused": 0, "slowest": 0.0, "seconds": 0.0, "peak_mb": 0}

    def one(data: bytes) -> None:
        before = time.process_time()
        account["refused"] += not _judged(take, data, work / "findings")
        account["inputs"] += 1
        account["slowest"] = max(account["slowest"], round(time.process_time() - before, 2))
        account["seconds"] = round(time.monotonic() - begun, 1)
        if account["seconds"] >= seconds:
            account["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            with (work / "pieces.jsonl").open("a") as lines:
                lines.write(json.dumps(account) + "\n")
            shutil.rmtree(place, ignore_errors=True)
            os._exit(0)

    options = [
        f"-max_len={LONGEST}", f"-timeout={WALL_SECONDS}", f"-rss_limit_mb={MEMORY >> 20}",
        f"-artifact_prefix={work / 'findings'}/", "-verbosity=0", "-print_final_stats=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(work / "corpus")], one)
    atheris.Fuzz()


def _judged(take: Callable[[bytes], None], data: bytes, findings: Path) -> bool:
    """Whether `data` was read; what breaks the rule is kept."""
    from tracer.errors import TracerError

    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
    try:
        take(data)
    except TracerError:
        return False
    except (Exception, Hang) as error:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        _keep(error, data, findings)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return True


def _too_long(*_: object) -> None:
    raise Hang


def _keep(error: BaseException, data: bytes, findings: Path) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "/tracer/" in f.filename] or frames
    where = f"{Path(own[-1].filename).stem}-{own[-1].name}"
    name = f"{type(error).__name__}-{where}".replace("<", "").replace(">", "")
    if not (findings / f"{name}.txt").exists():
        (findings / f"{name}.bin").write_bytes(data)
        told = "".join(traceback.format_exception(error)[-40:])
        (findings / f"{name}.txt").write_text(told, errors="replace")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _fast_disk() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _load(packages: Sequence[str]) -> None:
    for name in packages:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
            importlib.import_module(found.name)


def _replay(target: Target, inputs: Sequence[Path], measured: bool) -> None:
    """Take inputs one by one, without atheris; tell what breaks the rule, or what was covered."""
    from coverage import Coverage

    watched = Coverage(branch=True, source=list(target.packages), data_file=None)
    watched.start()
    _load(target.packages)
    with tempfile.TemporaryDirectory(dir=_fast_disk()) as place:
        take = target.prepare(Path(place))
        for path in inputs:
            with tempfile.TemporaryDirectory() as findings:
                _judged(take, path.read_bytes(), Path(findings))
                for told in Path(findings).glob("*.txt"):
                    print(f"{path}: {told.read_text()}", file=sys.stderr)
    watched.stop()
    if measured:
        with open("/dev/null", "w") as nowhere:
            share = watched.report(file=nowhere)
        print(f"{share:.1f} % of the lines and branches of {', '.join(target.packages)}")
