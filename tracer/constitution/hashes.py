"""A fingerprint of each provision's words: what was reviewed is seen to have changed since."""

from __future__ import annotations

import hashlib

from tracer.records import Constitution
from tracer.text import nfc

LENGTH = 16
"""Hexadecimal digits: among a million provisions two share one with a chance of 1 in 30 million."""


def text_hashes(document: Constitution) -> dict[str, str]:
    """Fingerprint every provision with all that it holds, by citation.

    White space, the form of accents and its own number don't count; headings, punctuation and the
    labels of what it holds do, and so does where one provision ends and the next begins.

    Returns
    -------
    dict
        Citation → the first `LENGTH` digits of a SHA-256.
    """
    parents = {p.citation: p.parent for p in document.provisions}
    held: dict[str, list[str]] = {citation: [] for citation in parents}
    for provision in document.provisions:
        own = _plain(provision.heading) + "\x1f" + _plain(provision.text)
        at = provision.citation
        below = ""
        while at in held:
            held[at].append(below + "\x1f" + own)
            below = at.rpartition(", ")[2] + (", " + below if below else "")
            at = parents[at]
    return {citation: _digest("\x1e".join(pieces)) for citation, pieces in held.items()}


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
