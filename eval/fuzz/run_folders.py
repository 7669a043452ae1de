"""Run folders with one file changed: the manifest, a table, the log of decisions or an export::

python eval/fuzz/run_folders.py --minutes 30 --work /tmp/fuzz/run_folders

The first byte of an input chooses the file. What follows is its content as it stands or, for a
table, says which cells get which strange value; then the manifest gets the new checksum, as it
would from whoever meant to do harm, so that the reader itself is tried and not the checksum.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests")]
from harness import Target, fuzz  # noqa: E402

SAMPLE = Path(tempfile.gettempdir()) / "tracer-fuzz-run"
TEXTS = (
    "", "x", "Art. 1", "Art. 99", "Art. 1, A, 3", "Preámbulo", "final", "borrador", "0.1", "p1",
    "\0", "\ud83d", "a" * 10_000, "Art. 1\nArt. 2", "[]", '["a"]', "no", "otro", "sí", "2016-13-45",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2**31, -(2**63), 2**63 - 1)
FLOATS = (0.0, 1.0, -1.0, float("nan"), float("inf"), 1e300)
CELLS, RAW, ROWS, SQL = range(4)


def prepare(place: Path) -> Callable[[bytes], None]:
    """Copy the sample run, and put each input into it; what was changed is put back."""
    from tracer.decisions import log_path, read_log
    from tracer.decisions.exchange import read_exported
    from tracer.run_folder import read_counted, read_results

    run = Path(shutil.copytree(_sample(), place / "run"))
    files = _files(run)
    whole = {name: (run / name).read_bytes() for name in files}
    log = log_path(run)

    def take(data: bytes) -> None:
        if not data:
            return
        if data[0] % (len(files) + 1) == len(files):
            read_exported(data[1:], name="export.csv")
            return
        name = files[data[0] % (len(files) + 1)]
        way, rest = data[1] % 4 if len(data) > 1 else RAW, data[2:]
        (run / name).write_bytes(_changed(whole[name], name, way, rest))
        _sign(run, name)
        try:
            read_log(log)
            read_results(run)
            read_counted(run)
        finally:
            for other in (name, "manifest.json"):
                (run / other).write_bytes(whole[other])
            for left in run.glob(f"{log.name}-*"):
                left.unlink()

    return take


def seeds() -> Iterable[bytes]:
    """Give every file as it stands, and a few changes of each table."""
    run = _sample()
    files = _files(run)
    for place, name in enumerate(files):
        yield bytes([place, RAW]) + (run / name).read_bytes()
        for way in (CELLS, ROWS, SQL):
            yield bytes([place, way, 0, 1, 2, 3, 4, 5])
    header = "id,at,coder,contribution_id,version,citation,verdict,other,settles,confidence\n"
    yield bytes([len(files)]) + header.encode() + b'1,2016,ana,p1,final,Art. 1,no,,1,"0,5"\n'
    yield bytes([len(files)]) + b'id,at,coder,kind,theme,values\n2,2016,ana,merge,0.1,"[""0.2""]"\n'


def _sample() -> Path:
    if not (SAMPLE / "r").is_dir():
        from review_sample import make_run

        from tracer.decisions import log_path
        from tracer.decisions.log import enter
        from tracer.records import Correction, Decision

        SAMPLE.mkdir(exist_ok=True)
        run = make_run(SAMPLE)
        entries = (
            Decision("d1", "2016-01-01", "ana", "p1", "final", "Art. 1", "no"),
            Decision("d2", "2016-01-02", "ana", "p2", "final", "Art. 1", "otro", "Art. 2"),
            Correction("c1", "2016-01-03", "ana", "rename", "0", ("Agua",)),
        )
        enter(log_path(run), entries)
    return SAMPLE / "r"


def _files(run: Path) -> list[str]:
    return sorted(p.name for p in run.iterdir() if p.suffix in (".parquet", ".json", ".sqlite"))


def _changed(whole: bytes, name: str, way: int, rest: bytes) -> bytes:
    if name.endswith(".parquet") and way in (CELLS, ROWS):
        return _table(whole, rest, rows=way == ROWS)
    if name.endswith(".sqlite") and way in (SQL, CELLS):
        return _log(whole, rest)
    return rest


def _table(whole: bytes, rest: bytes, *, rows: bool) -> bytes:
    """Drop and double rows, or put strange values into cells, three bytes a change."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(whole))
    if rows:
        kept = [byte % max(1, table.num_rows) for byte in rest[:40]] if table.num_rows else []
        changed = table.take(pa.array(kept, pa.int64()))
    else:
        columns = {n: table[n].to_pylist() for n in table.column_names}
        names = list(columns)
        for at in range(0, min(len(rest) - 2, 30), 3):
            cells = columns[names[rest[at] % len(names)]]
            if cells:
                kind = table.schema.types[rest[at] % len(names)]
                cells[rest[at + 1] % len(cells)] = _strange(kind, rest[at + 2])
        changed = pa.table(columns, schema=table.schema)
    out = io.BytesIO()
    parquet.write_table(changed, out)
    return out.getvalue()


def _strange(kind: Any, byte: int) -> object:
    import pyarrow as pa

    if byte % 7 == 0:
        return None
    if pa.types.is_integer(kind):
        return NUMBERS[byte % len(NUMBERS)]
    if pa.types.is_floating(kind):
        return FLOATS[byte % len(FLOATS)]
    if pa.types.is_string(kind):
        return TEXTS[byte % len(TEXTS)].replace("\ud83d", "\ufffd")
    return [TEXTS[byte % 10]] * (byte % 3) if pa.types.is_list(kind) else None


def _log(whole: bytes, rest: bytes) -> bytes:
    """Put strange values into the cells of the log, as another program might."""
    path = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)) / "l"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path, isolation_level=None)) as log:
        log.execute("PRAGMA journal_mode=DELETE")
        for (trigger,) in log.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            log.execute(f"DROP TRIGGER {trigger}")
        for at in range(0, min(len(rest) - 2, 30), 3):
            table = ("decisions", "corrections")[rest[at] % 2]
            columns = [row[1] for row in log.execute(f"PRAGMA table_info({table})")]
            column = columns[rest[at + 1] % len(columns)]
            byte = rest[at + 2]
            value: object = TEXTS[byte % len(TEXTS)].replace("\ud83d", "?")
            if byte > 200:
                value = (NUMBERS + FLOATS + (b"\xff\xfe", None))[byte % 14]
            try:
                log.execute(f'UPDATE {table} SET "{column}" = ?', (value,))
            except sqlite3.Error:
                continue
    raw = path.read_bytes()
    shutil.rmtree(path.parent)
    return raw


def _sign(run: Path, name: str) -> None:
    """Enter the checksum of a changed table into the manifest."""
    if not name.endswith(".parquet"):
        return
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["outputs"]:
        if entry["name"] == name:
            entry["sha256"] = hashlib.sha256((run / name).read_bytes()).hexdigest()
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


if __name__ == "__main__":
    packages = (
        "tracer.run_folder", "tracer.run_files", "tracer.decisions", "tracer.audit.folder",
        "tracer.audit.population", "tracer.audit.rates",
    )  # fmt: skip
    fuzz(Target("run_folders", packages, prepare, seeds))
