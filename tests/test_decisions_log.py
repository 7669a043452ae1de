"""The log loses nothing, tells damage, and gives way to others who write into it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tracer.decisions import Log, enter, log_file, read_log
from tracer.decisions.log import LONGEST_ID, NAME
from tracer.errors import ConflictError, FormatError, InputError, OutputError
from tracer.records import Correction, Decision

ONE = Decision("1", "2026-01-01T00:00:00Z", "ana", "p1", "final", "Art. 1", "no", blind=True)
RENAMED = Correction("1", "2026-01-01T00:00:00Z", "ana", "rename", "p1", ("Agua",))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    enter(tmp_path / NAME, (ONE, RENAMED))
    return tmp_path / NAME


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tracer.decisions import enter, read_log
from tracer.records import Decision
path, own = Path(sys.argv[1]), sys.argv[2]
one = Decision("", "2026", own, "p1", "final", "Art. 1", "no")
for k in range(100):
    shared = replace(one, id=f"todos-{k}", coder="todos")
    assert enter(path, (replace(one, id=f"{own}-{k}"), shared)) in (1, 2)
    read_log(path)
"""


@pytest.mark.slow
def test_four_processes_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / NAME
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, who], stderr=subprocess.PIPE)
        for who in ("ana", "luz", "eva", "leo")
    ]
    assert [process.communicate()[1].decode() for process in started] == [""] * 4
    held = Counter(d.id for d in read_log(path).decisions)
    names = ("ana", "luz", "eva", "leo", "todos")
    assert held == Counter(f"{who}-{k}" for who in names for k in range(100))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_BUSY_RECOVERY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL]
)
def test_who_is_turned_away_at_once_tries_again(
    log: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    waits: list[float] = []

    def third_time(path: Path, *, mode: str, wait: float) -> object:
        waits.append(wait)
        if len(waits) % 3:
            busy = sqlite3.OperationalError("database is locked")
            busy.sqlite_errorcode = code
            raise busy
        return log_file.opened(path, mode=mode, wait=wait)

    monkeypatch.setattr("tracer.decisions.log.opened", third_time)
    assert enter(log, (replace(ONE, id="2"),)) == 1
    assert [d.id for d in read_log(log).decisions] == ["1", "2"]
    assert log_file.WAIT >= waits[0] > waits[1] > waits[2] and len(waits) == 6


def test_a_log_that_somebody_keeps_for_too_long_is_an_error(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "WAIT", 0.1)
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="locked"):
            enter(log, (replace(ONE, id="2"),))
        assert read_log(log).decisions == (ONE,)
    assert enter(log, (replace(ONE, id="2"),)) == 1


@pytest.mark.parametrize("other", [replace(ONE, note="otra"), replace(RENAMED, theme="p2")])
def test_an_id_that_says_something_else_is_refused_with_all_that_came_with_it(
    log: Path, other: Decision | Correction
) -> None:
    with pytest.raises(ConflictError, match=r"el id «1» ya es de otra entrada \(difieren") as told:
        enter(log, (replace(ONE, id="2"), other))
    assert told.value.place == 1
    assert read_log(log) == Log((ONE,), (RENAMED,))


def test_a_form_that_is_sent_again_later_enters_nothing(log: Path) -> None:
    assert enter(log, (replace(ONE, at="2026-01-01T00:00:09Z"), RENAMED)) == 0
    assert read_log(log) == Log((ONE,), (RENAMED,))


@pytest.mark.parametrize(
    "wrong",
    [{"id": ""}, {"id": "x" * (LONGEST_ID + 1)}]
    + [{"note": note} for note in (None, object(), "\ud800", "a\0b")],
)
def test_an_entry_that_can_not_be_stored_is_an_error_and_not_passed_over(
    log: Path, wrong: dict
) -> None:
    with pytest.raises(InputError):
        enter(log, (replace(ONE, **{"id": "2"} | wrong),))
    assert read_log(log).decisions == (ONE,)


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of an administrator, whom nothing keeps from writing."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shut_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        enter(folder / NAME, (ONE, RENAMED))
        yield folder
        folder.chmod(0o755)


def test_a_log_is_read_where_nothing_can_be_written(shut_folder: Path) -> None:
    (shut_folder / NAME).chmod(0o444)
    shut_folder.chmod(0o555)
    with nobody():
        assert read_log(shut_folder / NAME) == Log((ONE,), (RENAMED,))
        with pytest.raises(OutputError, match="revisa el permiso"):
            enter(shut_folder / NAME, (replace(ONE, id="2"),))


def test_entries_that_only_the_journal_holds_are_never_left_out(shut_folder: Path) -> None:
    path = shut_folder / NAME
    with closing(sqlite3.connect(path)) as db:  # keeps the journal from being put away
        db.execute("SELECT * FROM decisions").fetchone()
        enter(path, (replace(ONE, id="2"),))
        kept = [(f, f.read_bytes()) for f in (path, Path(f"{path}-wal"))]
    for file, content in kept:
        file.write_bytes(content)
    shut_folder.chmod(0o555)
    with nobody(), pytest.raises(InputError, match="no se puede abrir"):
        read_log(path)
    shut_folder.chmod(0o755)
    assert [d.id for d in read_log(path).decisions] == ["1", "2"]


def test_reading_changes_nothing_and_leaves_nothing_behind(log: Path) -> None:
    before = log.read_bytes()
    read_log(log)
    assert log.read_bytes() == before and list(log.parent.iterdir()) == [log]


def test_an_empty_file_a_folder_and_a_left_journal_are_no_log(tmp_path: Path) -> None:
    empty, folder, gone = (tmp_path / name for name in ("vacio", "carpeta", "falta"))
    empty.touch()
    folder.mkdir()
    Path(f"{gone}-wal").write_bytes(b"algo")
    for path, told in ((empty, "está vacío"), (folder, "no es un archivo"), (gone, "falta .*-wal")):
        with pytest.raises(FormatError, match=told):
            read_log(path)
        with pytest.raises(FormatError, match=told):
            enter(path, (ONE,))


@pytest.mark.parametrize("length", [512, 2_000])
def test_a_log_with_zeroed_bytes_is_read_whole_or_not_at_all(tmp_path: Path, length: int) -> None:
    path = tmp_path / NAME
    entries = [
        replace(ONE, id=f"{k * 7919:032x}", note="unas palabras " * (k % 70)) for k in range(120)
    ]
    enter(path, (*entries, RENAMED))
    whole, raw = read_log(path), path.read_bytes()
    refused = 0
    for start in range(0, len(raw) - length, 701):
        path.write_bytes(raw[:start] + bytes(length) + raw[start + length :])
        try:
            assert read_log(path) == whole
        except FormatError:
            refused += 1
    assert refused > 20


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER TABLE decisions DROP COLUMN note", "la tabla decisions tiene las columnas number"),
        ("DROP TABLE corrections", r"la tabla corrections tiene las columnas \(ninguna\)"),
        ("PRAGMA user_version = 2", r"versión 2; se esperaba la 1"),
        ('UPDATE corrections SET "values" = \'["Agua\'', "«values»"),
        ('UPDATE corrections SET "values" = \'"Agua"\'', "«values».*lista JSON de textos"),
        ("UPDATE decisions SET note = CAST(x'ff' AS TEXT)", "está dañado"),
    ],
)
def test_a_log_that_is_not_as_it_was_made_is_refused(log: Path, statement: str, told: str) -> None:
    triggers = [f"DROP TRIGGER {table}_update" for table in ("decisions", "corrections")]
    run_sql(log, *triggers, statement)
    with pytest.raises(FormatError, match=told):
        read_log(log)


def test_a_log_taken_out_of_its_journal_mode_takes_entries_again(log: Path) -> None:
    run_sql(log, "PRAGMA journal_mode=DELETE")
    assert enter(log, (replace(ONE, id="2"),)) == 1
    assert [d.id for d in read_log(log).decisions] == ["1", "2"]


def test_a_log_is_made_also_on_a_disk_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    assert enter(tmp_path / NAME, (ONE,)) == 1
    assert read_log(tmp_path / NAME).decisions == (ONE,)
    assert list(tmp_path.iterdir()) == [tmp_path / NAME]
