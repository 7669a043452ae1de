"""What every command shares: the encoder with its cache, the texts, the folder, the issues."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracer.console import Watching, note, said, say, spoken, warn, watching
from tracer.errors import EmptyInputError, InputError, OutputError, Phrase
from tracer.files import reason
from tracer.records import Issue, Rejected
from tracer.suggestion import did_you_mean_file

if TYPE_CHECKING:
    from tracer.encode import Encoder, VectorCache
    from tracer.match import Encode
    from tracer.redaction import Redactor
    from tracer.sources import ReadResult
    from tracer.workers import Workers

DONE, NOTHING = 0, 1
LIST = "rechazados.csv"
SHOWN = 20
"""Issues printed before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What every command that encodes needs."""

    encoder: Encoder
    cache: VectorCache
    watch: Watching
    workers: Workers
    """Who encodes and groups: this process, or those of the cluster that the arguments name."""
    linkers: Workers
    """Who matches: the same, or as many processes of this computer as may run side by side."""

    def watched(self, watch: Watching) -> Encode:
        """Encode through the cache, reporting to `watch`."""
        from tracer.encode import cached_encode

        def encode(texts: Sequence[str]) -> object:
            progress: Callable[[int], None] = watch.stage("vectores", len(texts))
            return cached_encode(
                self.encoder, texts, self.cache, progress=progress, workers=self.workers
            )

        return encode  # type: ignore[return-value]


@contextmanager
def engine(args: argparse.Namespace) -> Iterator[Engine]:
    """Load the encoder that the arguments ask for, with its cache and the progress it shows."""
    from threadpoolctl import threadpool_limits

    from tracer.encode import VectorCache, load_encoder
    from tracer.encode.cache import default_cache_path

    with watching(quiet=args.quiet) as watch:
        watch.stage("cargar el modelo")
        encoder = load_encoder(
            args.encoder or "", backend=args.backend or "", threads=args.threads,
            batch_tokens=args.batch_tokens,
        )  # fmt: skip
        with (
            VectorCache(default_cache_path()) as cache,
            threadpool_limits(limits=args.threads or None),
            _workers(getattr(args, "cluster", "")) as workers,
        ):
            linkers = workers if getattr(args, "cluster", "") else _processes(args.threads)
            yield Engine(encoder, cache, watch, workers, linkers)


def _workers(address: str) -> AbstractContextManager[Workers]:
    """Those of the cluster at `address`, or this process where there is none."""
    if address:
        from tracer.cluster import open_cluster

        return open_cluster(address)
    from tracer.workers import ALONE

    return nullcontext(ALONE)


def _processes(threads: int) -> Workers:
    from tracer.workers import ALONE
    from tracer.workers.processes import MOST, Processes
    from tracer.workers.threads import usable_threads

    count = min(threads or usable_threads(), MOST)
    return Processes(count) if count > 1 else ALONE


def read_texts(args: argparse.Namespace) -> ReadResult:
    """Read the contributions that the arguments name, and tell what was set aside.

    Raises
    ------
    EmptyInputError
        If there is none with text.
    """
    existing(args.texts)
    with watching(quiet=args.quiet) as watch:
        watch.stage(f"leer: {args.texts}")
        from tracer.sources import read_contributions

        read = read_contributions(
            args.texts,
            id_column=args.id_column,
            text_columns=tuple(args.text_column or ()),
            weight_column=args.weight_column,
            personal=personal_of(args),
        )
    set_aside([one.issue for one in read.rejected])
    notices(read.issues)
    tell_replaced(read.replaced)
    if not read.contributions:
        raise EmptyInputError("{path} no tiene ninguna aportación con texto", path=args.texts)
    return read


def personal_of(args: argparse.Namespace) -> Redactor:
    """Give what replaces personal data where the arguments ask for it."""
    from tracer.redaction import UNTOUCHED, redactor

    if not (args.redact or args.redact_names):
        return UNTOUCHED
    return redactor(names=args.redact_names)


def tell_replaced(replaced: Mapping[str, Mapping[str, int]]) -> None:
    """Say how much personal data was replaced, by kind, where it was to be."""
    if not replaced:
        return
    from tracer.sources import summed

    counts = summed(replaced)
    kinds = ", ".join(f"{count} × {placeholder}" for placeholder, count in counts.items())
    shown = {"count": sum(counts.values()), "kinds": f": {kinds}" if kinds else ""}
    say("datos personales cambiados por su nombre: {count}{kinds}", shown=shown)
    note(replaced=replaced)


def write_rejected(rejected: Sequence[Rejected], output: str) -> None:
    """List the rows that were set aside in the folder `output`, or beside the file `output`.

    Beside a file only where there are some, or where an older list would seem to be this one.
    """
    if output == "-":
        return
    path = Path(output)
    place = path / LIST if path.is_dir() else path.with_name(f"{path.stem}.{LIST}")
    if path.is_dir() or rejected or place.exists():
        list_rejected(rejected, place, place)


def list_rejected(rejected: Sequence[Rejected], path: Path, known_as: Path) -> None:
    """List the rows that were set aside in a file, which people will find at `known_as`."""
    from tracer import tables
    from tracer.output import write_people_csv

    rows = tables.rejected_rows(rejected, lang=spoken())
    write_people_csv(rows, path, tables.REJECTED)
    if rejected:
        say("filas apartadas, una por una: {set_aside_file}", set_aside_file=str(known_as))


def existing(path: str) -> None:
    """Refuse a file that isn't there, and propose the one that may have been meant.

    Raises
    ------
    InputError
    """
    if not Path(path).exists():
        hint = did_you_mean_file(Path(path)) or Phrase("; revisa la ruta")
        raise InputError("no existe el archivo {path}{hint}", path=path, hint=hint)


def set_aside(issues: Sequence[Issue]) -> None:
    """Say how many rows could not be used, and list them."""
    if issues:
        warn("filas apartadas: {count}", shown={"count": len(issues)})
        list_issues(issues)
    note(set_aside=listed(issues))


def notices(issues: Sequence[Issue]) -> None:
    """Say how many doubts reading left, and list them."""
    if issues:
        warn("avisos de lectura: {count}", shown={"count": len(issues)})
        list_issues(issues)
    note(notices=listed(issues))


def list_issues(issues: Sequence[Issue], *, tell: Callable[[Issue], str] | None = None) -> None:
    """Print the first `SHOWN` issues, and how many more there are."""
    for issue in issues[:SHOWN]:
        page = f"p. {issue.page}: " if issue.page else ""
        warn("  {line}", shown={"line": tell(issue) if tell else page + said(issue.message)})
    and_more(len(issues) - SHOWN)


def and_more(count: int, *, where: str = "") -> None:
    """Say how many there are besides those shown, if any."""
    if count > 0:
        shown = {"count": count, "where": said(", en {name}", name=where) if where else ""}
        warn("  … y {count} más{where}", shown=shown)


def listed(issues: Sequence[Issue]) -> Mapping[str, Any]:
    """Give issues as programs read them: how many, and those that are shown."""
    fields = ("code", "message", "source", "line", "page")
    shown = [
        {name: getattr(issue, name) for name in fields} | {"message": said(issue.message)}
        for issue in issues[:SHOWN]
    ]
    return {"count": len(issues), "shown": shown}


def folder(path: str) -> Path:
    """Make a folder for results if it is missing.

    Raises
    ------
    OutputError
        If the disk refuses.
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "no se puede crear la carpeta {folder}: {reason}; indica otra con -o",
            folder=folder,
            reason=reason(error),
        ) from error
    return folder
