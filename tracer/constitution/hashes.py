"""A fingerprint of each provision's words: what was reviewed is seen to have changed since."""

from __future__ import annotations

from tracer.citation.enclosing import enclosing
from tracer.records import Constitution
from tracer.text import fingerprint, one_line


def text_hashes(document: Constitution) -> dict[str, str]:
    """Fingerprint every provision with all that it holds, by citation.

    White space, the form of accents and its own number don't count; headings, punctuation and the
    labels of what it holds do, and so does where one provision ends and the next begins.

    Returns
    -------
    dict
        Citation → its `tracer.text.fingerprint`.

    Raises
    ------
    FormatError
        If a provision lies within itself, as only a table that was tampered with can say.
    """
    parents = {p.citation: p.parent for p in document.provisions}
    held: dict[str, list[str]] = {citation: [] for citation in parents}
    for provision in document.provisions:
        own = one_line(provision.heading) + "\x1f" + one_line(provision.text)
        below = ""
        for at in enclosing(provision.citation, parents):
            held[at].append(below + "\x1f" + own)
            below = at.rpartition(", ")[2] + (", " + below if below else "")
    return {citation: fingerprint("\x1e".join(pieces)) for citation, pieces in held.items()}
