"""What coders said at the desk of the audit's sample, as their workbooks would say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracer.audit.items import CODES
from tracer.audit.workbook import Codebook
from tracer.decisions.apply import in_force
from tracer.records import Decision

CODE_OF_VERDICT: Mapping[str, str] = {
    "adopta": CODES[0], "parcial": CODES[1], "menciona": CODES[2], "no": CODES[3], "otro": CODES[3],
}  # fmt: skip
"""Who isn't sure says nothing."""


def codebooks_of(
    decisions: Iterable[Decision], candidates: Mapping[str, Sequence[str]]
) -> tuple[Codebook, ...]:
    """Give one codebook for each coder who decided on contributions of the sample.

    A contribution's code is the strongest that its coder gave to any provision. It is coded once
    the coder has said of every candidate, or of any provision that it adopts what is asked.

    Parameters
    ----------
    decisions : iterable of Decision
        The log.
    candidates : mapping of str to sequence of str
        Contribution of the sample → provisions that a coder is shown.

    Returns
    -------
    tuple of Codebook
        By coder.
    """
    said: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for decision in in_force(decisions):
        code = CODE_OF_VERDICT.get(decision.verdict)
        if decision.contribution_id in candidates and code:
            said[decision.coder][decision.contribution_id][decision.citation] = code
    return tuple(_book(coder, said[coder], candidates) for coder in sorted(said))


def _book(
    coder: str,
    said: Mapping[str, Mapping[str, str]],
    candidates: Mapping[str, Sequence[str]],
) -> Codebook:
    codes: dict[str, str] = {}
    citations: dict[str, str] = {}
    for unit, by_citation in said.items():
        strongest = min(by_citation.values(), key=CODES.index)
        if strongest == CODES[0] or by_citation.keys() >= set(candidates[unit]):
            codes[unit] = strongest
            found = [c for c, code in by_citation.items() if code == strongest != CODES[-1]]
            citations |= {unit: "; ".join(sorted(found))} if found else {}
    return Codebook(coder, codes, citations)
