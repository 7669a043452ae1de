"""Citations as people write them, read into addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracer.citation.address import Address, ParsedCitation
from tracer.citation.compose import compose
from tracer.citation.folding import Folded, fold
from tracer.citation.order import MOST, refuse_beyond_most
from tracer.citation.phrase import Phrase
from tracer.citation.phrases import phrases
from tracer.citation.reading import Composed
from tracer.citation.tokens import Token
from tracer.errors import CitationError
from tracer.errors import Phrase as Said

LONGEST = 100_000
"""Code points that a citation may have; a longer text is something else."""
SHOWN = 80
"""Code points of what was written that a message repeats."""
_ABSENT = ("x", "-")  # the published table uses a Cyrillic letter, folded to this


def parse_citation(text: str) -> ParsedCitation:
    """Read a citation as people write it.

    Case, accents, NFC or NFD, odd spaces and dashes make no difference.

    Parameters
    ----------
    text : str
        ``art. 16 apdo. B num. 3``, ``inciso c) de la fracción II del artículo 5``,
        ``Artículo 7, 8-C Art. 24``, ``quinto transitorio``, ``Título Sexto``, ``х``… At most
        `LONGEST` code points; the time it takes grows with their number.

    Returns
    -------
    ParsedCitation
        At least one address, unless its kind says otherwise.

    Raises
    ------
    CitationError
        If nothing in `text` can be read as an address, or it names one only by where it was
        written («el artículo anterior»).

    Examples
    --------
    >>> from tracer import parse_citation
    >>> [str(a) for a in parse_citation("Art. 16, A, 3, 4, B.").addresses]
    ['Art. 16, A, 3', 'Art. 16, A, 4', 'Art. 16, B']
    """
    if len(text) > LONGEST:
        raise _not_understood(text, Said("tiene {length} caracteres", length=len(text)))
    folded = fold(text.strip())
    if folded.text.lower() in _ABSENT:
        return ParsedCitation(text, "absent")
    found, skipped = phrases(folded, most=MOST)
    refuse_beyond_most(sum(max(1, len(phrase.values)) for phrase in found))
    composed = compose(found, base=_no_base)
    addresses = tuple(dict.fromkeys(composed.addresses))
    guessed = bool(skipped) and not composed.explicit
    if (not addresses or guessed) and not composed.transversal:
        raise _not_understood(text, Said("no nombra ninguna disposición"))
    kind = "transversal" if composed.transversal else "addresses"
    assumed = (*composed.assumed, *_left_out(composed, folded, found, skipped))
    return ParsedCitation(text, kind, addresses, tuple(dict.fromkeys(assumed)))


def article_of(citation: str) -> str:
    """Give the article part of a canonical citation, ``Art. 16`` of ``Art. 16, B, 3``.

    Of what lies in no article (``Preámbulo``, a table's own label) the citation itself; of a
    transitory article its own first part, ``Trans. 5`` or ``Decreto 2, Trans. 1``.
    """
    found = re.match(r"(?:Decreto [^,]+, )?(?:Art|Trans|Disp)\. [^,]+", citation)
    return found.group() if found else citation


def _no_base(phrase: Phrase, before: Sequence[Address]) -> Sequence[Address]:
    raise CitationError(
        "«{written}» depende de dónde esté escrito: se esperaba un número, como en «Art. 16, B, "
        "3»; tracer parse --references resuelve las remisiones dentro de un documento",
        written=phrase.written,
    )


def _not_understood(text: str, reason: str) -> CitationError:
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return CitationError(
        "no se entiende «{shown}» como cita ({reason}): se esperaba algo como «Art. 16, B, 3», "
        "«Título Sexto», «Trans. 5» o «Transversal»",
        shown=shown, reason=reason,
    )  # fmt: skip


def _left_out(
    composed: Composed, folded: Folded, found: Sequence[Phrase], skipped: Sequence[Token]
) -> list[str]:
    notes = []
    if composed.loose:
        parts = "; ".join(", ".join(parts) for parts in composed.loose[:3])
        notes.append(f"no dice de qué artículo es «{parts}»; se pasó por alto")
    for start, end in _stretches(found, skipped):
        words = folded.written(start, end)
        shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
        notes.append(f"se pasó por alto «{shown}»")
    return notes


def _stretches(found: Sequence[Phrase], skipped: Sequence[Token]) -> list[tuple[int, int]]:
    """Words left out, joined where nothing that was understood stands between them."""
    starts = iter(sorted(phrase.start for phrase in found))
    following = next(starts, None)
    joined: list[tuple[int, int]] = []
    fresh = True
    for token in skipped:
        while following is not None and following < token.start:
            following, fresh = next(starts, None), True
        if fresh or not joined:
            joined.append((token.start, token.end))
        else:
            joined[-1] = (joined[-1][0], token.end)
        fresh = False
    return joined
