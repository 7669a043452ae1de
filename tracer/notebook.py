"""The engine with everything that a notebook needn't say: encoder, cache, no progress bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.encode import Encoder, Encoding, VectorCache, cached_encode, load_encoder
from tracer.encode.cache import default_cache_path
from tracer.process import Process, read_process
from tracer.shipped import sample_path

if TYPE_CHECKING:
    import numpy as np

    from tracer.report.results import Results
    from tracer.run import Watch

SAMPLE = "muestra"


def encode_texts(texts: Sequence[str], *, encoder: Encoder | None = None) -> np.ndarray:
    """Encode texts with the encoder that ships with tracer, each only once on this computer.

    It is what the functions that want an ``encode`` can be given. Vectors are kept where the
    command line keeps them (``$TRACER_CACHE``, or the user's cache folder).

    Parameters
    ----------
    texts : sequence of str
    encoder : Encoder, optional
        Another one, see `load_encoder`.

    Returns
    -------
    ndarray of shape (n_texts, dimension), float32
        Rows of length 1, not centred: subtract their mean before comparing texts by their cosines.

    Examples
    --------
    >>> from tracer import encode_texts
    >>> encode_texts(["agua potable", "transporte nocturno"]).shape
    (2, 384)
    """
    with VectorCache(default_cache_path()) as cache:
        return cached_encode(encoder or _bundled(), texts, cache)


def run_process(
    process: Process | str | Path,
    folder: str | Path,
    *,
    encoder: Encoder | None = None,
    watch: Watch | None = None,
) -> Results:
    """Run a whole process into a run folder, as ``tracer run`` does.

    Parameters
    ----------
    process : Process, str or Path
        What `read_process` gives, the path of a PROCESS.toml, or ``muestra`` for the sample.
    folder : str or Path
        Made if it is missing; files of an earlier run in it are replaced.
    encoder : Encoder, optional
        By default the one that the process names.
    watch : Watch, optional
        Is told of each stage; by default nobody is.

    Returns
    -------
    Results
        As `read_results` gives them.

    Raises
    ------
    TracerError
        If an input can't be read or the folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from tracer import run_process
    >>> results = run_process("muestra", tempfile.mkdtemp())
    >>> [version.name for version in results.versions]
    ['borrador', 'final']
    """
    from tracer.run import run
    from tracer.run_folder import read_results
    from tracer.store import Store, default_store_path

    if not isinstance(process, Process):
        process = read_process(_path_of(process))
    settings = process.settings
    chosen = encoder or load_encoder(settings.encoder, backend=settings.backend)
    with VectorCache(default_cache_path()) as cache:
        run(
            process,
            Path(folder),
            encode=Encoding(chosen, cache),
            store=Store(default_store_path()),
            watch=watch or _Nobody(),
        )
    return read_results(folder)


def _path_of(process: str | Path) -> Path:
    path = Path(process)
    return sample_path() if str(process) == SAMPLE and not path.is_file() else path


class _Nobody:
    """Watches nothing."""

    def stage(self, name: str, total: int | None = None) -> Callable[[int], None]:
        return lambda _: None


@lru_cache(maxsize=1)
def _bundled() -> Encoder:
    """One for all calls: loading it takes longer than encoding a hundred texts."""
    return load_encoder()
