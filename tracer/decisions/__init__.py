"""What people decided of links and themes: the log, what holds after it, and its use in a run."""

from tracer.decisions.apply import (
    Side,
    decided_links,
    judged_confidences,
    proposed_links,
    refused,
    standings_of,
)
from tracer.decisions.codebooks import CODE_OF_VERDICT, codebooks_of
from tracer.decisions.corrections import corrected_guide, current_corrections
from tracer.decisions.exchange import read_exported, write_exported
from tracer.decisions.folder import account_of, bring_in, side_of
from tracer.decisions.log import Log, enter, log_path, read_log

__all__ = [
    "CODE_OF_VERDICT",
    "Log",
    "Side",
    "account_of",
    "bring_in",
    "codebooks_of",
    "corrected_guide",
    "current_corrections",
    "decided_links",
    "enter",
    "judged_confidences",
    "log_path",
    "proposed_links",
    "read_exported",
    "read_log",
    "refused",
    "side_of",
    "standings_of",
    "write_exported",
]
