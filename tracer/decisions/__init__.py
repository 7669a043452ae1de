"""What people decided of links and themes: the log, what holds after it, and its use in a run."""

from tracer.decisions.apply import Side, judged_confidences, standings_of
from tracer.decisions.codebooks import CODE_OF_VERDICT, codebooks_of
from tracer.decisions.corrections import current_corrections, desk_guide
from tracer.decisions.exchange import read_exported, write_exported
from tracer.decisions.folder import account_of, bring_in, enter_exported, review_issues, side_of
from tracer.decisions.links import decided_links, proposed_links, refused
from tracer.decisions.log import Log, enter, log_path, read_log

__all__ = [
    "CODE_OF_VERDICT",
    "Log",
    "Side",
    "account_of",
    "bring_in",
    "codebooks_of",
    "current_corrections",
    "decided_links",
    "desk_guide",
    "enter",
    "enter_exported",
    "judged_confidences",
    "log_path",
    "proposed_links",
    "read_exported",
    "read_log",
    "refused",
    "review_issues",
    "side_of",
    "standings_of",
    "write_exported",
]
