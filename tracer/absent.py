"""Imports of packages that do more than is wanted wherever another package is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(package: str) -> Iterator[None]:
    """Make imports in this block find `package` missing, unless it is loaded already.

    Afterwards it can be imported as ever.

    Parameters
    ----------
    package : str
        One that what is imported does without.

    Examples
    --------
    >>> with absent("torch"):
    ...     import spacy  # doctest: +SKIP
    """
    hidden = package not in sys.modules
    if hidden:
        sys.modules[package] = None  # type: ignore[assignment]  # import finds None and gives up
    try:
        yield
    finally:
        if hidden:
            del sys.modules[package]
