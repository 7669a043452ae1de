"""A run folder changes from one whole run to the next, or not at all.

What an order writes it writes into a folder of its own inside the run's, and only when all of it
is there it is moved to its place::

    .en_curso    being written; whoever comes next throws it away
    .terminada   the same folder, whole, by one renaming: from then on its files count, and whoever
                 comes next moves those that are still in it, the manifest last
    .candado     held while somebody writes; the system frees it when its holder dies

So an order that is killed leaves the run that was there, or the new one as good as in its place.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tracer.errors import InputError, OutputError, Phrase, TracerWarning
from tracer.files import reason, sync_folder
from tracer.locks import RETRY, Taken, is_locked, locked
from tracer.manifest import sha256_of

MANIFEST = "manifest.json"
_STAGED, _WHOLE, _LOCK, _HOLDER = ".en_curso", ".terminada", ".candado", "quien.json"
PATIENCE = 0.5
"""Seconds for which an order waits for the lock: one that only asks who holds it has it briefly."""
MOVING = 20.0
"""Seconds for which a reader waits for files that are being moved to their places."""


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a place to write the files of a run to; when it is left they are put into `folder`.

    They take the places of files of the same names, ``manifest.json`` last; what an earlier
    manifest lists and theirs doesn't is removed. If anything fails, `folder` stays as it was; if
    that is a file that can't be replaced, whoever comes next tries again.

    Parameters
    ----------
    folder : Path
        Must exist.

    Raises
    ------
    OutputError
        If another order is writing there, or the disk refuses.
    """
    place = folder / _STAGED
    with _alone(folder):
        _finish(folder)
        try:
            with _told(folder):
                _begin(place)
            yield place
            with _told(folder):
                _leave_only_files(place)
                _put(place, folder)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def settle(folder: Path) -> None:
    """Make sure that `folder` holds the files of one run before they are read.

    An order that was killed while it moved its files is finished for it. Of one that didn't get
    that far, or is still at work, a `TracerWarning` tells: what is read is the run before it.

    Raises
    ------
    InputError
        If what is there can't be made whole.
    """
    end = time.monotonic() + MOVING
    while is_moving(folder):
        try:
            with locked(folder / _LOCK):
                _finish(folder)
        except Taken:
            if time.monotonic() > end:
                raise InputError(
                    "{at_work}; espera a que termine", at_work=_at_work(folder)
                ) from None
            time.sleep(RETRY)
        except OSError as error:
            raise InputError("{told}", told=_not_finished(folder, reason(error))) from error
        except OutputError as error:
            raise InputError("{told}", told=_not_finished(folder, error.phrase)) from error
    if (folder / _STAGED).is_dir() and (folder / MANIFEST).exists() and not _own(folder):
        at_work = is_locked(folder / _LOCK)
        told = _at_work(folder) if at_work else _not_finished(folder)
        warning = TracerWarning("{told}; lo que se lee es la anterior", told=told)
        warnings.warn(warning, stacklevel=2)


def is_moving(folder: Path) -> bool:
    """Tell whether files are being moved to their places, or that was begun and not finished."""
    return (folder / _WHOLE).is_dir()


def is_at_rest(folder: Path) -> bool:
    """Tell whether nobody is writing in `folder`, nor was cut off while doing so."""
    return not (is_moving(folder) or (folder / _STAGED).is_dir())


def why_missing(folder: Path) -> Phrase:
    """Tell why a folder has no manifest: a run is going on, didn't get to its end, or never was."""
    if is_locked(folder / _LOCK):
        return Phrase(
            "{at_work} y aún no hay nada que leer; espera a que termine", at_work=_at_work(folder)
        )
    if (folder / _STAGED).is_dir() or (folder / "contributions.parquet").exists():
        return _not_finished(folder)
    return Phrase(
        "{folder} no es una corrida: falta manifest.json; {hint}",
        folder=folder, hint=_run_near(folder),
    )  # fmt: skip


def _run_near(folder: Path) -> Phrase:
    """Say which run may have been meant, or how to make one."""
    if (folder.parent / MANIFEST).is_file():
        return Phrase("¿quisiste decir «{name}»?", name=folder.parent)
    within = sorted(found.parent for found in folder.glob(f"*/{MANIFEST}"))
    if within:
        return Phrase("¿quisiste decir «{name}»?", name=within[0])
    return Phrase("haz una con tracer run")


def _not_finished(folder: Path, why: str = "") -> Phrase:
    if why:
        return Phrase(
            "la corrida de {folder} no terminó; vuelve a lanzarla ({why})", folder=folder, why=why
        )
    return Phrase("la corrida de {folder} no terminó; vuelve a lanzarla", folder=folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with ExitStack() as held:
            with _told(folder):
                held.enter_context(locked(folder / _LOCK, wait=PATIENCE))
            yield
    except Taken:
        raise OutputError(
            "{at_work}; espera a que termine o indica otra carpeta", at_work=_at_work(folder)
        ) from None


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            "no se puede escribir en {folder}: {reason}", folder=folder, reason=reason(error)
        ) from error


def _at_work(folder: Path) -> Phrase:
    held = _holder(folder)
    who = Phrase(" (proceso {pid} en {host}, desde {since})", **held) if held else ""
    return Phrase("otra orden de tracer está escribiendo en {folder}{who}", folder=folder, who=who)


def _own(folder: Path) -> bool:
    held = _holder(folder)
    return (held.get("pid"), held.get("host")) == (str(os.getpid()), platform.node())


def _holder(folder: Path) -> dict[str, str]:
    """Who writes in `folder`, or did so last; empty where that can't be told."""
    try:
        held = json.loads((folder / _STAGED / _HOLDER).read_text(encoding="utf-8"))
        return {name: str(held[name]) for name in ("pid", "host", "since")}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _begin(place: Path) -> None:
    if place.exists():
        shutil.rmtree(place)
    place.mkdir()
    since = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": platform.node(), "since": since}
    (place / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _leave_only_files(place: Path) -> None:
    (place / _HOLDER).unlink()
    for path in place.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def _put(place: Path, folder: Path) -> None:
    """Say that what was written is whole, by one renaming, and move it."""
    whole = folder / _WHOLE
    place.rename(whole)
    sync_folder(folder)
    _finish(folder)


def _finish(folder: Path) -> None:
    """Move what is whole to its place; where that was begun before, go on with it."""
    whole = folder / _WHOLE
    if not whole.is_dir():
        return
    for path in sorted(whole.iterdir()):
        if path.name != MANIFEST:
            _move(path, folder / path.name)
    if (whole / MANIFEST).exists():
        _remove_what_goes(folder, whole)
        _move(whole / MANIFEST, folder / MANIFEST)
    sync_folder(folder)
    whole.rmdir()


def _move(path: Path, place: Path) -> None:
    try:
        path.replace(place)
    except OSError as error:
        raise OutputError(
            "lo nuevo está entero en {folder}, pero no se puede reemplazar {place}: {reason}; si "
            "está abierto en otro programa, ciérralo y repite la orden",
            folder=path.parent, place=place, reason=reason(error),
        ) from error  # fmt: skip


def _remove_what_goes(folder: Path, whole: Path) -> None:
    """Remove what the manifest before listed and the next doesn't, if nobody has changed it."""
    before, now = _outputs(folder), _outputs(whole)
    for name in sorted(before.keys() - now.keys()):
        path = folder / name
        if path.parent == folder and path.is_file() and sha256_of(path) == before[name]:
            path.unlink()


def _outputs(folder: Path) -> dict[str, str]:
    """Checksums of the outputs that the manifest in `folder` lists, as far as it can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(entry["name"]): str(entry["sha256"]) for entry in manifest["outputs"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
