"""``tracer waves``: two waves of the same questions, compared theme by theme."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tracer.commands.engine import (
    DONE,
    LIST,
    NOTHING,
    engine,
    folder,
    list_rejected,
    listed,
    read_texts,
)
from tracer.console import note, said, say
from tracer.records import Change, Contribution

if TYPE_CHECKING:
    from tracer.sources import ReadResult

BEFORE, AFTER = "antes", "después"


def waves(args: argparse.Namespace) -> int:
    """``tracer waves``: what is asked for more, and what less, the second time."""
    from tracer import tables
    from tracer.breakdown import compare_waves
    from tracer.output import write_csv
    from tracer.sources import join_readings
    from tracer.stages import themes_of
    from tracer.staging import staged

    first, second = (_read(args, path) for path in (args.before, args.after))
    _note_issues(first, second)
    both = join_readings([(BEFORE, first), (AFTER, second)])
    if both.replaced:
        note(replaced=both.replaced)
    n = len(first.contributions)
    before = _respondents(BEFORE, first, both.contributions[:n])
    after = _respondents(AFTER, second, both.contributions[n:])
    into = folder(args.output)
    with staged(into) as place:
        with engine(args) as loaded:
            encode = loaded.watched(loaded.watch)
            found, members = themes_of(
                both.contributions, encode=encode, seed=args.seed, stage=loaded.watch.stage
            )
        changes = compare_waves(members, before, after)
        labels = {theme.id: theme.label for theme in found}
        write_csv(tables.theme_rows(found), place / "themes.csv", tables.THEMES)
        write_csv(tables.member_rows(members), place / "members.csv", tables.MEMBERS)
        write_csv(tables.wave_rows(changes, labels), place / "waves.csv", tables.WAVES)
        list_rejected(both.rejected, place / LIST, into / LIST)
    panel = len(set(before.values()) & set(after.values()))
    say(
        "{before} aportaciones antes y {after} después; {panel} personas en ambas",
        before=len(before), after=len(after), panel=panel,
    )  # fmt: skip
    _tell("se piden más: {themes}", changes, labels, "more")
    _tell("se piden menos: {themes}", changes, labels, "less")
    return DONE if changes else NOTHING


def _read(args: argparse.Namespace, path: str) -> ReadResult:
    args.texts = path
    return read_texts(args)


def _note_issues(first: ReadResult, second: ReadResult) -> None:
    """Tell programs what both files held that could not be used, or was doubtful."""
    for key, pair in (
        ("set_aside", [[row.issue for row in read.rejected] for read in (first, second)]),
        ("notices", [first.issues, second.issues]),
    ):
        count = sum(len(issues) for issues in pair)
        shown = [one for issues in pair for one in listed(issues)["shown"]]
        note(**{key: {"count": count, "shown": shown}})


def _respondents(wave: str, own: ReadResult, joined: tuple[Contribution, ...]) -> Mapping[str, str]:
    """Respondent of each contribution, by its id among those of both waves.

    Answers of one respondent to several questions are ``id#column``. Without a column of ids
    nobody can be known again.
    """
    return {
        now.id: f"{wave} {c.id}" if own.numbered else c.id.partition("#")[0]
        for c, now in zip(own.contributions, joined, strict=True)
    }


def _tell(line: str, changes: tuple[Change, ...], labels: Mapping[str, str], verdict: str) -> None:
    rows = [
        {
            "theme_id": c.theme_id, "label": labels[c.theme_id], "points": 100 * c.difference,
            "low": 100 * c.low, "high": 100 * c.high,
        }
        for c in changes
        if c.verdict == verdict
    ]  # fmt: skip
    note(**{verdict: rows})
    if rows:
        shown = [
            said("{label} {points:+.1f} puntos ({low:+.1f} a {high:+.1f})", **row) for row in rows
        ]
        say(line, shown={"themes": "; ".join(shown)})
