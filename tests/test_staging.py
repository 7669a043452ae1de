"""A run folder holds one whole run, whatever happens while the next is written."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest

from tracer.errors import InputError, OutputError, TracerWarning
from tracer.locks import Taken, is_locked, locked
from tracer.manifest import sha256_of
from tracer.run_files import read_manifest
from tracer.staging import is_moving, settle, staged

NAMES = ("reporte.html", "links.parquet", "themes.parquet")


def fill(place: Path, word: str, names: tuple[str, ...] = NAMES) -> None:
    """Write a run of a few files that all say `word`."""
    for name in names:
        (place / name).write_text(f"{word} {name}", encoding="utf-8")
    outputs = [{"name": name, "sha256": sha256_of(place / name)} for name in names]
    rest = {"inputs": [], "versions_of_the_text": ["final"], "software": {"tracer": word}}
    (place / "manifest.json").write_text(json.dumps({"outputs": outputs, **rest}), encoding="utf-8")


def words(folder: Path) -> set[str]:
    """What the files of a run say, and the manifest's own word; they are all visible ones."""
    files = [path for path in folder.iterdir() if path.suffix != ".json"]
    assert not [path.name for path in files if path.name.startswith(".")]
    said = {path.read_text(encoding="utf-8").split()[0] for path in files}
    return said | {read_manifest(folder)["software"]["tracer"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a whole run in it that says «antes»."""
    made = tmp_path / "corrida"
    made.mkdir()
    with staged(made) as place:
        fill(place, "antes")
    return made


def test_what_was_written_takes_its_place_and_nothing_else_is_left(folder: Path) -> None:
    assert words(folder) == {"antes"}
    with staged(folder) as place:
        fill(place, "después")
        (place / "piezas").mkdir()
        assert words_of_manifest(folder) == "antes"
    assert words(folder) == {"después"}
    assert {path.name for path in folder.iterdir()} == {*NAMES, "manifest.json"}


def words_of_manifest(folder: Path) -> str:
    return str(json.loads((folder / "manifest.json").read_text("utf-8"))["software"]["tracer"])


@pytest.mark.parametrize("error", [KeyboardInterrupt, OutputError, OSError])
def test_what_fails_on_the_way_leaves_the_run_that_was_there(folder, error) -> None:
    with pytest.raises(error), staged(folder) as place:
        fill(place, "después", NAMES[:1])
        raise error
    assert words(folder) == {"antes"}


def test_what_no_longer_belongs_goes_unless_somebody_changed_it(folder: Path) -> None:
    (folder / "themes.parquet").write_text("a mano", encoding="utf-8")
    (folder / "notas.txt").write_text("mías", encoding="utf-8")
    with staged(folder) as place:
        fill(place, "después", ("links.parquet",))
    left = {path.name for path in folder.iterdir()}
    assert left == {"links.parquet", "manifest.json", "themes.parquet", "notas.txt"}


def test_a_manifest_from_elsewhere_makes_nothing_outside_go(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ajeno.txt").write_text("x", encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    sha256 = sha256_of(tmp_path / "ajeno.txt")
    manifest["outputs"].append({"name": "../ajeno.txt", "sha256": sha256})
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with staged(folder) as place:
        fill(place, "después")
    assert (tmp_path / "ajeno.txt").exists()


DIES = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, os.path.dirname(sys.argv[1]))
from test_staging import fill
from tracer.staging import staged

left = int(sys.argv[3])
def die(event, args):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir") or (
        event == "open" and args[2] & os.O_CREAT
    ):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
with staged(Path(sys.argv[2])) as place:
    fill(place, "después", ("reporte.html", "links.parquet"))
"""


def test_killed_before_any_change_on_disk_it_leaves_one_whole_run(folder: Path) -> None:
    seen = []
    for moment in range(30):
        with staged(folder) as place:
            fill(place, "antes")
        command = [sys.executable, "-c", DIES, __file__, str(folder), str(moment)]
        code = subprocess.run(command, check=False, capture_output=True).returncode
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            settle(folder)
        visible = [path for path in folder.glob("[!.]*") if path.suffix != ".json"]
        said = {path.read_text(encoding="utf-8").split()[0] for path in visible}
        assert said == {words_of_manifest(folder)}
        assert len(visible) == (3 if said == {"antes"} else 2)
        seen.append(*said)
        if code == 0:
            break
    assert code == 0
    assert seen == sorted(seen) and set(seen) == {"antes", "después"}
    assert len(seen) > 10


def test_a_first_run_that_was_killed_is_told_as_unfinished(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DIES, __file__, str(tmp_path), "4"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    with pytest.raises(InputError, match="no terminó; vuelve a lanzarla"):
        read_manifest(tmp_path)


def test_who_reads_the_run_before_is_told_that_the_next_was_killed(folder: Path) -> None:
    command = [sys.executable, "-c", DIES, __file__, str(folder), "4"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    with pytest.warns(TracerWarning, match="no terminó; vuelve a lanzarla; .* es la anterior"):
        assert read_manifest(folder)["software"]["tracer"] == "antes"


HOLDS = """
import sys, time
from pathlib import Path
from tracer.staging import staged
with staged(Path(sys.argv[1])) as place:
    print("en ello", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(folder: Path):
    """Another process that is writing into the folder."""
    command = [sys.executable, "-c", HOLDS, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "en ello\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_who_comes_second_is_told_who_writes_and_changes_nothing(folder, other) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with pytest.raises(OutputError, match=rf"proceso {other.pid} en .*espera"), staged(folder):
        pytest.fail("both write")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_run_before_can_be_read_while_the_next_is_written(folder, other) -> None:
    with pytest.warns(TracerWarning, match=rf"proceso {other.pid}.*la anterior"):
        assert read_manifest(folder)["software"]["tracer"] == "antes"


def test_a_first_run_at_work_is_told_as_such(folder, other) -> None:
    (folder / "manifest.json").unlink()
    with pytest.raises(InputError, match="aún no hay nada que leer; espera"):
        read_manifest(folder)


def test_a_killed_writer_holds_nothing_any_more(folder, other) -> None:
    assert is_locked(folder / ".candado")
    other.kill()
    other.wait()
    assert not is_locked(folder / ".candado")
    with staged(folder) as place:
        fill(place, "después")
    assert words(folder) == {"después"}


def refuse(monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
    """Have the system refuse to put a file in the place of one, as where it is open in Excel."""
    replace = Path.replace

    def checked(self: Path, place: Path) -> Path:
        if Path(place).name == refused:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", checked)


@pytest.mark.parametrize("refused", ["links.parquet", "themes.parquet", "manifest.json"])
def test_what_could_not_be_moved_is_moved_by_who_comes_next(folder, refused, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, refused)
        with pytest.raises(OutputError, match=rf"{refused}.*ciérralo"), staged(folder) as place:
            fill(place, "después")
        with pytest.raises(InputError, match="no terminó"):
            read_manifest(folder)
    assert is_moving(folder)
    assert read_manifest(folder)["software"]["tracer"] == "después"
    assert words(folder) == {"después"}


def test_a_lock_is_held_by_one_at_a_time_in_one_process_too(tmp_path: Path) -> None:
    inside, at_once = [], []

    def hold() -> None:
        with locked(tmp_path / "c", wait=30):
            inside.append(1)
            at_once.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=hold) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert at_once == [1] * 20
    assert os.listdir(tmp_path) == []


def test_a_lock_that_is_held_is_not_waited_for_longer_than_asked(tmp_path: Path) -> None:
    with locked(tmp_path / "c"):
        with pytest.raises(Taken), locked(tmp_path / "c", wait=0.1):
            pytest.fail("both hold it")
        assert is_locked(tmp_path / "c")
    assert not is_locked(tmp_path / "c")


def test_where_there_are_no_locks_that_is_warned_of(tmp_path, monkeypatch) -> None:
    import fcntl

    def none(opened: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.warns(TracerWarning, match="sin candados"), staged(tmp_path) as place:
        fill(place, "después")
    assert words(tmp_path) == {"después"}
