"""What libraries would tell a terminal: meant for their developers, not for who runs tracer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

HUSHED = {
    "TRANSFORMERS_VERBOSITY": "error",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TQDM_DISABLE": "1",
    # Said outright, it isn't told of at a fork; threads stay on.
    "TOKENIZERS_PARALLELISM": "true",
}
"""Settings that the libraries read as they are imported; what the user set holds."""


@contextmanager
def hushed_libraries() -> Iterator[None]:
    """Keep warnings and logs of libraries from the terminal; ``TRACER_DEBUG=1`` shows them."""
    if os.environ.get("TRACER_DEBUG"):
        yield
        return
    import logging
    import warnings

    for name, value in HUSHED.items():
        os.environ.setdefault(name, value)
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeHandler(silent)
