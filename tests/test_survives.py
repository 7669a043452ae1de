"""A whole run that is killed, has no room, or meets another: what is left, and what is said."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracer.cli import main
from tracer.manifest import sha256_of

ARTICLES = (
    "Artículo 1. El organismo de aguas procurará llevar agua potable a las casas.\n\n"
    "Artículo 2. Las escuelas abrirán sus bibliotecas por la tarde.\n\n"
)
PROCESS = (
    '[process]\nname = "x"\n[[sources]]\nname = "p"\npath = "p.csv"\nchannel = "petition"\n'
    '[[versions]]\nname = "uno"\npath = "uno.md"\n'
    '[[versions]]\nname = "dos"\npath = "dos.md"\n'
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A process of three petitions and two versions, run into ``r``; and with other links into
    ``s``."""
    folder = tmp_path_factory.mktemp("corrida")
    (folder / "p.csv").write_text(
        "id,texto\na,Pedimos agua potable todos los días\nb,Más bibliotecas\nc,Árboles\nd,\n",
        encoding="utf-8",
    )
    (folder / "uno.md").write_text(ARTICLES, encoding="utf-8")
    (folder / "dos.md").write_text(ARTICLES.replace("procurará", "garantizará"), encoding="utf-8")
    (folder / "p.toml").write_text(PROCESS, encoding="utf-8")
    assert run(folder, "r", top=2) == run(folder, "s", top=1) == 0
    return folder


def order(folder: Path, name: str, *, top: int) -> list[str]:
    return ["run", f"{folder}/p.toml", "-o", str(folder / name), "--quiet", "--top", str(top)]


def run(folder: Path, name: str, *, top: int) -> int:
    return main(order(folder, name, top=top))


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "f"))


def sums(folder: Path) -> dict[str, str]:
    """Checksums of everything in a run folder but the manifest, which tells the time."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"]
    return {str(path.relative_to(folder)): sha256_of(path) for path in files}


READERS = {
    "report": ["report", "r"], "audit": ["audit", "r"], "plan": ["audit", "r", "--plan"],
    "since": ["audit", "s", "--since", "r"], "review": ["review", "r", "--port", "0"],
}  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_tables_of_one_run_under_the_manifest_of_another_are_noticed(
    folder: Path, reader: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(folder / "s" / "links.parquet", folder / "r")
    monkeypatch.chdir(folder)
    assert main(READERS[reader]) == 2
    assert "links.parquet ya no es la tabla que escribió la corrida" in capsys.readouterr().err


@pytest.mark.parametrize("reader", READERS)
def test_what_did_not_get_to_its_end_is_told_as_unfinished(
    folder: Path, reader: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "r").rename(folder / "x")
    (folder / "r").mkdir()
    (folder / "x").rename(folder / "r" / ".en_curso")
    monkeypatch.chdir(folder)
    assert main(READERS[reader]) == 2
    assert "la corrida de r no terminó; vuelve a lanzarla" in capsys.readouterr().err


def test_a_mixture_is_seen_by_verify_too(folder: Path, capsys) -> None:
    shutil.copy(folder / "s" / "links.parquet", folder / "r")
    assert main(["audit", "verify", str(folder / "r")]) == 1
    assert "salida links.parquet" in capsys.readouterr().err


class Fault:
    """Refuses, once, to open for writing or to rename inside a folder, at the n-th of such acts."""

    def __init__(self) -> None:
        self.inside, self.left, self.met = "", -1, False

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if self.left < 0 or event not in ("open", "os.rename", "os.mkdir"):
            return
        if not str(args[0]).startswith(self.inside) or str(args[0]) == self.inside:
            return
        if event == "open" and not int(str(args[2])) & (os.O_WRONLY | os.O_RDWR):
            return
        self.left -= 1
        if self.left < 0:
            self.met = True
            raise OSError(errno.ENOSPC, "No space left on device", str(args[0]))

    def at(self, folder: Path, number: int) -> None:
        self.inside, self.left, self.met = str(folder), number, False


@pytest.fixture(scope="module")
def fault() -> Iterator[Fault]:
    made = Fault()
    sys.addaudithook(made)
    yield made
    made.left = -1  # a hook stays until the process ends


@pytest.mark.slow
def test_a_report_without_room_leaves_what_was_there(folder, fault, capsys) -> None:
    before, refused = sums(folder / "r"), 0
    for number in range(0, 40, 3):
        fault.at(folder / "r", number)
        code = main(["report", str(folder / "r"), "--lang", "en"])
        told = capsys.readouterr().err
        assert fault.met
        refused += 1
        assert code == 2 and told.count("\n") == 1 and "the disk is full" in told
        if ".terminada" in told:  # whole, and not moved yet
            assert main(["audit", "verify", str(folder / "r")]) == 0
            break
        assert sums(folder / "r") == before
    assert code == 2 and refused > 5


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [1, 30, 90, 200, 330])
def test_a_disk_that_is_full_leaves_the_run_before_or_nothing(
    folder: Path, tmp_path: Path, kilobytes: int, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = tmp_path / "disco"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk takes a right that this user hasn't")
    try:
        (folder / "d").symlink_to(disk, target_is_directory=True)
        enough = kilobytes > 300  # for one run, not for two
        assert run(folder, "d", top=2) == (0 if enough else 2)
        before = sums(disk)
        assert before == (sums(folder / "r") if enough else {})
        capsys.readouterr()
        assert run(folder, "d", top=1) == 2
        told = capsys.readouterr().err
        assert "no queda espacio en el disco" in told and told.count("\n") == 1
        assert sums(disk) == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_is_told_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shut = ["mount", "-o", "bind,ro", str(folder / "r"), str(folder / "r")]
    if subprocess.run(shut, check=False, capture_output=True).returncode:
        pytest.skip("mounting for reading only takes a right that this user hasn't")
    try:
        capsys.readouterr()
        assert run(folder, "r", top=1) == main(["report", str(folder / "r")]) == 2
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 2 and all("el disco es de sólo lectura" in line for line in told)
        assert main(["audit", "verify", str(folder / "r")]) == 0
    finally:
        subprocess.run(["umount", str(folder / "r")], check=True)


@pytest.mark.slow
def test_killed_at_any_moment_it_leaves_one_whole_run_and_ends_with_the_same_bytes(
    folder: Path,
) -> None:
    rng, kills, seconds = random.Random(8), 0, 0.0
    kept = {2: sums(folder / "r"), 1: sums(folder / "s")}
    assert kept[1] != kept[2]
    turn = 0
    while kills < 6:
        top = (1, 2)[turn % 2]
        command = [sys.executable, "-m", "tracer", *order(folder, "r", top=top)]
        begun = time.monotonic()
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        try:
            process.communicate(timeout=rng.uniform(0.3, 1.1) * seconds if seconds else None)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
            assert main(["audit", "verify", str(folder / "r")]) == 0
            seen = {k: v for k, v in sums(folder / "r").items() if not k.startswith(".")}
            assert seen in kept.values()
            continue
        assert process.returncode == 0
        seconds = time.monotonic() - begun
        assert sums(folder / "r") == kept[top]
        turn += 1
    assert run(folder, "r", top=1) == 0
    assert sums(folder / "r") == kept[1]
