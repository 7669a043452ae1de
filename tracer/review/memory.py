"""The log as it is now, with what follows from it: worked out once, not for every page."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from threading import Lock

from tracer.decisions import Log, enter, read_log, standings_of
from tracer.decisions.apply import Pair, pair_of
from tracer.errors import ConflictError
from tracer.records import UNDONE, Correction, Decision, Standing
from tracer.review.desk import Desk
from tracer.review.people import Refused
from tracer.review.queue import Situation

State = tuple[int, int, int]
"""Which file the log is, and the numbers of its last decision and its last correction."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was decided up to one state of the log, and what follows from it."""

    state: State | None
    log: Log
    of_pair: Mapping[Pair, tuple[Decision, ...]]
    """Link → all entries about it, those that take others back too."""
    standings: Mapping[Pair, Standing]
    situation: Situation


@dataclass(slots=True)
class Memory:
    """The one place where the desk reads the log and writes into it."""

    desk: Desk
    known: Known | None = None
    lock: Lock = field(default_factory=Lock)

    def now(self) -> Known:
        """Give everything that was decided up to now."""
        with self.lock:
            return self._current()

    def enter(self, entry: Decision | Correction) -> None:
        """Append an entry; one that was sent before is passed over.

        Raises
        ------
        Refused
            If something else was entered under its id.
        """
        with self.lock:
            before = self._current()
            if not _holds(before.log, entry):
                new = self._append(entry)
                # Only if nobody else wrote in the meantime is the next number this entry's.
                if new and self._state() == _after(before.state, entry):
                    self.known = _grown(before, entry, self.desk)
                if not new and not _holds(self._current().log, entry):
                    raise Refused(409, "desk_entry_taken")

    def _append(self, entry: Decision | Correction) -> int:
        try:
            return enter(self.desk.log, (entry,))
        except ConflictError as error:
            raise Refused(409, "desk_entry_taken") from error

    def _current(self) -> Known:
        state = self._state()
        if self.known is None or state is None or self.known.state != state:
            self.known = _learned(state, read_log(self.desk.log), self.desk)
        return self.known

    def _state(self) -> State | None:
        path = self.desk.log
        if not path.is_file():
            return None
        last = "SELECT coalesce(max(number), 0) FROM"
        try:
            with closing(sqlite3.connect(path)) as db:
                asked = f"SELECT ({last} decisions), ({last} corrections)"
                decisions, corrections = db.execute(asked).fetchone()
                return path.stat().st_ino, int(decisions), int(corrections)
        except sqlite3.DatabaseError:  # whoever reads it will say what is wrong with it
            return None


def _after(state: State | None, entry: Decision | Correction) -> State | None:
    if state is None:
        return None
    file, decisions, corrections = state
    decided = isinstance(entry, Decision)
    return file, decisions + decided, corrections + (not decided)


def _holds(log: Log, entry: Decision | Correction) -> bool:
    """Tell whether the same was entered before; what the desk itself adds doesn't count.

    Raises
    ------
    Refused
        If something else was, under the same id.
    """
    held: Sequence[Decision | Correction]
    held = log.decisions if isinstance(entry, Decision) else log.corrections
    found = next((other for other in held if other.id == entry.id), None)
    if found is None:
        return False
    same = replace(entry, at=found.at)
    if isinstance(same, Decision) and isinstance(found, Decision):
        same = replace(same, confidence=found.confidence, blind=found.blind)
    if same != found:
        raise Refused(409, "desk_entry_taken")
    return True


def _learned(state: State | None, log: Log, desk: Desk) -> Known:
    pairs = {d.id: pair_of(d) for d in log.decisions}
    of_pair: dict[Pair, list[Decision]] = defaultdict(list)
    for d in log.decisions:
        of_pair[pairs.get(d.undoes, pair_of(d)) if d.verdict == UNDONE else pair_of(d)].append(d)
    standings = standings_of(log.decisions, desk.side)
    return Known(
        state,
        log,
        {pair: tuple(entries) for pair, entries in of_pair.items()},
        {(s.contribution_id, s.version, s.citation): s for s in standings},
        Situation.of(desk, log.decisions, standings),
    )


def _grown(known: Known, entry: Decision | Correction, desk: Desk) -> Known:
    """Follow one more entry: only what it is about has changed."""
    state, log = _after(known.state, entry), known.log
    if isinstance(entry, Correction):
        return replace(known, state=state, log=replace(log, corrections=(*log.corrections, entry)))
    pair = pair_of(entry)  # the desk takes back only what is of the same link
    entries = (*known.of_pair.get(pair, ()), entry)
    held = standings_of(entries, desk.side)
    others = {key: value for key, value in known.standings.items() if key != pair}
    return Known(
        state,
        replace(log, decisions=(*log.decisions, entry)),
        {**known.of_pair, pair: entries},
        others | dict.fromkeys((pair,), held[0]) if held else others,
        known.situation.followed_by(pair, Situation.of(desk, entries, held)),
    )
