"""The headline figures, the same in the memo and on the first sheet of the workbook."""

from __future__ import annotations

from dataclasses import dataclass

from tracer.report.coverage import silent_units, weight_of
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, answers


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run comes to."""

    contributions: int
    weight: float
    """Signatures or supports of all contributions."""
    answered: int
    """Contributions that a provision of the final text answers."""
    answered_weight: float
    themes: int
    provisions: int
    """Of the final text, at the level that links are counted in."""
    silent: int
    """Of those in force, the ones that answer nobody."""

    @property
    def share(self) -> float | None:
        """Answered contributions, 0 to 1; None where there are no contributions."""
        return self.answered / self.contributions if self.contributions else None

    @property
    def weight_share(self) -> float | None:
        """The same by signatures; None where nothing was signed."""
        return self.answered_weight / self.weight if self.weight else None


def headline(results: Results, *, threshold: float = THRESHOLD) -> Figures:
    """Count contributions, answers, themes and silent provisions.

    Parameters
    ----------
    results : Results
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.
    """
    found = answers(results.final, threshold=threshold)
    met = [c for c in results.contributions if c.id in found]
    return Figures(
        contributions=len(results.contributions),
        weight=weight_of(results.contributions),
        answered=len(met),
        answered_weight=weight_of(met),
        themes=len(results.themes),
        provisions=len(results.final.units),
        silent=len(silent_units(results.final, threshold=threshold)),
    )
