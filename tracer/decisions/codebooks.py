"""What coders said at the desk of the audit's sample, as their workbooks would say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracer.audit.items import CODES
from tracer.audit.workbook import Codebook
from tracer.decisions.apply import Side, in_force
from tracer.records import Decision

CODE_OF_VERDICT: Mapping[str, str] = {
    "adopta": CODES[0], "parcial": CODES[1], "menciona": CODES[2], "no": CODES[3], "otro": CODES[3],
}  # fmt: skip
"""Who isn't sure says nothing."""
Said = Mapping[str, Mapping[str, str]]
"""Contribution → provision → code."""


def codebooks_of(
    decisions: Iterable[Decision],
    candidates: Mapping[str, Sequence[str]],
    *,
    now: Side,
    version: str,
) -> tuple[Codebook, ...]:
    """Give one codebook for each coder who decided on contributions of the sample.

    Only what was decided blindly, on the words of today, counts. A contribution's code is the
    strongest that its coder gave to any provision. It is coded once the coder has said of every
    candidate, or of any provision that it adopts what is asked. Who settles disputes is no coder:
    what was settled makes a book of its own.

    Parameters
    ----------
    decisions : iterable of Decision
        The log.
    candidates : mapping of str to sequence of str
        Contribution of the sample → provisions that a coder is shown.
    now : Side
    version : str
        Name of the final text.

    Returns
    -------
    tuple of Codebook
        By coder; last, where disputes were settled, one of them.
    """
    said: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    settled: dict[str, dict[str, str]] = defaultdict(dict)
    for decision in in_force(decisions):
        code = CODE_OF_VERDICT.get(decision.verdict)
        asked = decision.contribution_id
        if code is None or asked not in candidates or decision.version != version:
            continue
        if not now.unchanged(decision):
            continue
        if decision.settles:
            settled[asked][decision.citation] = code
        elif decision.blind:
            said[decision.coder][asked][decision.citation] = code
    books = [_book(coder, said[coder], candidates) for coder in sorted(said)]
    if settled:
        agreed = _book("", _with_agreed(settled, list(said.values())), candidates, settled=True)
        books.append(agreed)
    return tuple(books)


def _with_agreed(settled: Said, said: Sequence[Said]) -> Said:
    """Add to what was settled what nobody disputed, of the same contributions."""
    found: dict[str, dict[str, str]] = {}
    for asked, by_citation in settled.items():
        given: dict[str, set[str]] = defaultdict(set)
        for coder in said:
            for citation, code in coder.get(asked, {}).items():
                given[citation].add(code)
        agreed = {citation: min(codes) for citation, codes in given.items() if len(codes) == 1}
        found[asked] = {**agreed, **by_citation}
    return found


def _book(
    coder: str, said: Said, candidates: Mapping[str, Sequence[str]], *, settled: bool = False
) -> Codebook:
    codes: dict[str, str] = {}
    citations: dict[str, str] = {}
    for unit, by_citation in said.items():
        strongest = min(by_citation.values(), key=CODES.index)
        if strongest == CODES[0] or by_citation.keys() >= set(candidates[unit]):
            codes[unit] = strongest
            found = [c for c, code in by_citation.items() if code == strongest != CODES[-1]]
            citations |= {unit: "; ".join(sorted(found))} if found else {}
    return Codebook(coder, codes, citations, settled=settled)
