"""What may be entered into the log at the desk, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracer.decisions import current_corrections
from tracer.decisions.apply import pair_of
from tracer.records import UNDONE, VERDICTS, Correction, Decision
from tracer.review.desk import Desk
from tracer.review.people import Person, Refused
from tracer.review.state import Open, now

LONGEST_ID = 80
LONGEST_NOTE = 4_000
LONGEST_LABEL = 120
LONGEST_PARTS = 2_000
"""Code points: of the id of an entry, of a note, of a theme's name, of the words of a split."""


def decide(opened: Open, decision: Decision, person: Person) -> None:
    """Enter a decision into the log.

    Raises
    ------
    Refused
        If it is of something that isn't there, or of words that aren't these; if it settles what
        this person may not.
    """
    desk = opened.desk
    if not 0 < len(decision.id) <= LONGEST_ID or len(decision.note) > LONGEST_NOTE:
        raise Refused(400, "desk_malformed")
    if decision.verdict not in VERDICTS or not desk.has(*pair_of(decision)):
        raise Refused(400, "desk_unknown_pair")
    if decision.verdict == "otro" and decision.other and decision.other not in desk.units:
        raise Refused(400, "desk_unknown_pair")
    if not desk.side.unchanged(decision):
        raise Refused(409, "desk_changed")
    if decision.settles and not opened.may_settle(person, decision.contribution_id):
        raise Refused(403, "desk_no_lead" if opened.unled else "desk_lead_only")
    opened.memory.enter(decision)
    opened.leases.free(pair_of(decision), person.name)


def last_of(desk: Desk, decisions: Sequence[Decision], coder: str) -> Decision | None:
    """Give the last decision of a coder, on what the run has, that wasn't taken back."""
    gone = {d.undoes for d in decisions if d.verdict == UNDONE}
    own = (d for d in reversed(decisions) if d.coder == coder and d.verdict != UNDONE)
    return next((d for d in own if d.id not in gone and desk.has(*pair_of(d))), None)


def undo(opened: Open, coder: str, *, entry_id: str) -> Decision | None:
    """Take back the last decision of a coder that still stands; nothing where there is none.

    Raises
    ------
    Refused
        If something else was entered under this id.
    """
    if not 0 < len(entry_id) <= LONGEST_ID:
        raise Refused(400, "desk_malformed")
    decisions = opened.memory.now().log.decisions
    sent = next((d for d in decisions if d.id == entry_id), None)
    if sent is not None:
        if sent.verdict != UNDONE or sent.coder != coder:
            raise Refused(409, "desk_entry_taken")
        return None
    last = last_of(opened.desk, decisions, coder)
    if last is None:
        return None
    entry = Decision(
        entry_id, now(), coder, last.contribution_id, last.version, last.citation, UNDONE,
        undoes=last.id,
    )  # fmt: skip
    opened.memory.enter(entry)
    opened.leases.keep(pair_of(last), coder)
    return last


def correct(opened: Open, correction: Correction, person: Person) -> None:
    """Enter a correction of the themes into the log.

    Raises
    ------
    Refused
        If it lacks what its kind needs or has too much of it; if it takes back what isn't this
        person's.
    """
    if not 0 < len(correction.id) <= LONGEST_ID:
        raise Refused(400, "desk_malformed")
    if correction.kind == UNDONE:
        correction = _taking_back(opened, correction, person)
    elif not _complete(correction, {theme.medoid_id for theme in opened.desk.themes}):
        raise Refused(400, "desk_correction_incomplete")
    opened.memory.enter(correction)


def _taking_back(opened: Open, correction: Correction, person: Person) -> Correction:
    entries = opened.memory.now().log.corrections
    if any(entry.id == correction.id for entry in entries):  # sent twice: the log compares them
        standing: Sequence[Correction] = entries
    else:
        standing = current_corrections(entries)
    found = next((entry for entry in standing if entry.id == correction.undoes), None)
    if found is None:
        raise Refused(400, "desk_correction_gone")
    if found.coder != person.name and not person.leads:
        raise Refused(403, "desk_correction_of_others")
    return replace(correction, theme=found.theme, values=())


def _complete(correction: Correction, medoids: set[str]) -> bool:
    values = [value for value in correction.values if value]
    needed = {"rename": 1, "merge": 1, "split": 2}
    if correction.theme not in medoids or correction.kind not in needed:
        return False
    if len(values) < needed[correction.kind]:
        return False
    if correction.kind == "split":
        return len("\n".join(values)) <= LONGEST_PARTS
    if correction.kind == "merge" and correction.values[0] not in medoids - {correction.theme}:
        return False
    return len(correction.values[-1]) <= LONGEST_LABEL
