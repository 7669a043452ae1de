"""Nothing is ever sent anywhere: the whole engine runs where nobody has a way out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracer.shipped import shipped

GUARD = Path(__file__).with_name("no_network")
ROOT = Path(__file__).parent.parent
LINUX = sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64")
OFFLINE = (
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
    "HF_HUB_DISABLE_TELEMETRY",
    "DO_NOT_TRACK",
    "CI",
)


def _without_network(
    folder: Path, *command: str, kernel: bool = True
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run Python in a new home, without a cache; give what it tried, a trace each."""
    log = folder / "attempts.txt"
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if k not in OFFLINE} | {
        "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "HF_HOME": str(home / "hf"),
        "TRACER_CACHE": str(folder / "cache"), "NO_NETWORK_LOG": str(log),
        "NO_NETWORK_KERNEL": "1" if kernel and LINUX else "",
        "PYTHONPATH": os.pathsep.join([str(GUARD), str(ROOT)]),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
    )
    tried = log.read_text(encoding="utf-8").split("\n\n") if log.is_file() else []
    log.unlink(missing_ok=True)
    # urllib3 asks, as it is imported, whether this machine has IPv6: it binds ::1, sends nothing.
    return done, [attempt for attempt in tried if attempt.strip() and "_has_ipv6" not in attempt]


def test_the_guard_refuses_and_records_a_deliberate_attempt(tmp_path: Path) -> None:
    code = "import urllib.request as u; u.urlopen('http://example.org/')"
    done, tried = _without_network(tmp_path, "-c", code)
    assert done.returncode != 0
    assert len(tried) == 1 and "example.org" in tried[0]


def test_the_guard_refuses_a_bare_socket_and_a_name_and_lets_unix_sockets_be(
    tmp_path: Path,
) -> None:
    code = (
        "import socket; socket.socketpair()\n"
        "for f in (lambda: socket.socket(), lambda: socket.getaddrinfo('a.org', 1)):\n"
        "    try: f()\n"
        "    except PermissionError: print('refused')"
    )
    done, tried = _without_network(tmp_path, "-c", code)
    assert done.stdout.split() == ["refused", "refused"] and len(tried) == 2


@pytest.mark.skipif(not LINUX, reason="the kernel is asked on Linux only")
def test_a_socket_opened_without_python_kills_the_process(tmp_path: Path) -> None:
    code = "import ctypes; print(ctypes.CDLL(None).socket(2, 1, 0))"
    done, _ = _without_network(tmp_path, "-c", code)
    assert done.returncode < 0 and not done.stdout


@pytest.mark.slow
def test_the_whole_engine_asks_the_network_for_nothing(tmp_path: Path) -> None:
    sample = shipped("corpora") / "muestra"
    texts, final, run = sample / "peticiones.csv", sample / "final.md", tmp_path / "corrida"
    commands = [
        ["run", "muestra", "-o", str(run)],
        [
            "match",
            str(texts),
            "--against",
            str(final),
            "-o",
            str(tmp_path / "enlaces.csv"),
            "--redact",
        ],
        ["themes", str(texts), "-o", str(tmp_path / "temas")],
        ["report", str(run), "--lang", "en"],
        ["audit", str(run)],
    ]
    code = f"from tracer.cli import main; raise SystemExit(max(map(main, {commands!r})))"
    done, tried = _without_network(tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    assert not tried, tried[0]
    made = [p for p in (tmp_path / "home").rglob("*") if p.is_file()]
    assert not [p for p in made if "intel" in p.parts], "OpenVINO gave this machine an identifier"
