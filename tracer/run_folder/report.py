"""The files for people, made from a run folder and put into it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracer.decisions import account_of, log_path, read_log
from tracer.manifest import described, write_manifest
from tracer.records import Stage, unwatched
from tracer.report.results import Results
from tracer.report.write import FILES, write_report
from tracer.run_files import read_manifest
from tracer.run_folder.read import read_shown
from tracer.staging import MANIFEST, staged


def write_people_files(
    folder: Path, *, lang: str | None = None, stage: Stage = unwatched
) -> Results:
    """Write the report of a finished run into its folder, and enter it into the manifest.

    Parameters
    ----------
    folder : Path
    lang : {"es", "en"}, optional
        That of the run where none is given.
    stage : callable, optional
        Told of stages and how far they are; see `tracer.records.watching`.

    Returns
    -------
    Results
        What the report was made from.

    Raises
    ------
    TracerError
        If the run can't be read, another order is writing there, or a file can't be written.
    """
    read_manifest(folder)  # where there is none, nothing is to be made there
    with staged(folder) as place:
        return add_people_files(folder, place, log=log_path(folder), lang=lang, stage=stage)


def add_people_files(
    run: Path, place: Path, *, log: Path, lang: str | None = None, stage: Stage = unwatched
) -> Results:
    """Write the report of the run in `run` to `place`, with a manifest that lists it too.

    Parameters
    ----------
    run, place : Path
        May be the same folder.
    log : Path
        Of decisions.
    lang : {"es", "en"}, optional
        That of the run where none is given.
    stage : callable, optional
        Told of stages and how far they are; see `tracer.records.watching`.

    Raises
    ------
    TracerError
        If the run can't be read or a file can't be written.
    """
    with _collector_paused():
        stage("leer la corrida", None)
        decided = read_log(log)
        results = read_shown(run, decided)
        manifest = read_manifest(run)
        language = lang or manifest["settings"]["lang"]
        progress = stage("informe", len(FILES))
        written = write_report(results, place, lang=language, progress=progress)
    names = {path.name for path in written}
    kept = [entry for entry in manifest["outputs"] if entry["name"] not in names]
    made = {"lang": language, "decisions": account_of(decided, ())["sha256"]}
    outputs = [*kept, *described(written)]
    write_manifest({**manifest, "report": made, "outputs": outputs}, place / MANIFEST)
    return results


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the collector of cycles from going through millions of records that are all in use.

    A sixth of the time of a report on 22,000 contributions; what it would free is next to nothing.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
