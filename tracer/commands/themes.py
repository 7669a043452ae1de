"""``tracer themes``: groups of contributions that ask for the same, and how they grow."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tracer.cells import Columns
from tracer.commands.engine import (
    DONE,
    LIST,
    NOTHING,
    SHOWN,
    and_more,
    engine,
    folder,
    list_rejected,
    personal_of,
    read_texts,
)
from tracer.console import note, say, warn
from tracer.errors import ColumnError, ProcessError
from tracer.output import Row
from tracer.records import UNSTABLE

if TYPE_CHECKING:
    from tracer.deliveries import Delivered
    from tracer.records import Growth
    from tracer.sources import ReadResult
    from tracer.themes.growth.memory import Memory
    from tracer.themes.guidance import Guide

TOLD = 5
"""Themes that grew most, printed by name."""


def themes(args: argparse.Namespace) -> int:
    """``tracer themes``: group contributions, or let a delivery join the groups there are."""
    from tracer.staging import staged
    from tracer.themes.growth import read_memory
    from tracer.themes.guidance import NO_CORRECTIONS, read_guide

    _check_since(args)
    guide = read_guide(args.guide) if args.guide else NO_CORRECTIONS
    memory = read_memory(Path(args.since)) if args.since else None
    _check_memory(memory, args)
    read = read_texts(args)
    _check_ids(read, args)
    into = folder(args.output)
    with staged(into) as place:
        found = _found(args, memory, guide, read)
        _write(found, read, place, into, grown=memory is not None)
    outside = len({m.contribution_id for m in found.members if not m.theme_id})
    total = len({m.contribution_id for m in found.members})
    say(
        "{themes} temas; {without_theme} de {contributions} aportaciones sin tema",
        themes=len(found.themes), without_theme=outside, contributions=total,
    )  # fmt: skip
    if memory is not None:
        _tell_week(found)
    _tell_themes(found)
    return DONE if found.themes else NOTHING


def _found(
    args: argparse.Namespace, memory: Memory | None, guide: Guide, read: ReadResult
) -> Delivered:
    """Group the contributions, or let them join the groups of `memory`."""
    from tracer.deliveries import first_delivery, next_delivery
    from tracer.themes.find import RESOLUTION

    with engine(args) as loaded:
        encode, identity = loaded.watched(loaded.watch), loaded.encoder.identity
        if memory is None:
            return first_delivery(
                read.contributions, encode=encode, encoder=identity, seed=args.seed,
                resolution=args.resolution or RESOLUTION, n_broad=args.broad, guide=guide,
                stage=loaded.watch.stage, workers=loaded.workers,
            )  # fmt: skip
        loaded.watch.stage("temas")
        return next_delivery(
            memory, read.contributions, encode=encode, encoder=identity, seed=args.seed,
            workers=loaded.workers,
        )  # fmt: skip


def _check_since(args: argparse.Namespace) -> None:
    """Refuse what only has a meaning while themes are being found."""
    given = {"--guide": args.guide, "--resolution": args.resolution, "--broad": args.broad}
    named = [name for name, value in given.items() if value not in (None, "")]
    if args.since and named:
        raise ProcessError(
            "{option} vale al hallar los temas y --since los deja como están; úsalo al agrupar "
            "todo de nuevo, sin --since",
            option=named[0],
        )


def _check_memory(memory: Memory | None, args: argparse.Namespace) -> None:
    """Refuse an earlier delivery that kept what this one must not keep."""
    personal = personal_of(args)
    if memory is None or not personal.on:
        return
    kept = [text for one in memory.examples for text in (one.id, one.text)]
    if any(personal.text(text) != text for text in kept):
        raise ProcessError(
            "la entrega anterior, {folder}, guarda datos personales; agrupa todo de nuevo con "
            "--redact, sin --since",
            folder=args.since,
        )


def _check_ids(read: ReadResult, args: argparse.Namespace) -> None:
    """Row numbers would take the first row of every delivery for one contribution."""
    if args.since and read.numbered:
        raise ColumnError(
            "--since necesita saber qué aportaciones son las mismas y {texts} no tiene columna de "
            "identificador; nómbrala con --id-column",
            texts=args.texts,
        )


def _write(found: Delivered, read: ReadResult, place: Path, into: Path, *, grown: bool) -> None:
    """Write the tables, and what the next delivery needs, to `place`; they will stand in `into`.

    Where it joined earlier ones, campaigns and breakdown are those of this delivery's rows.
    """
    from tracer import tables
    from tracer.breakdown import break_down, suppressed
    from tracer.output import write_csv
    from tracer.themes.growth import write_memory
    from tracer.themes.growth.store import NAME

    own = {c.id for c in read.contributions}
    cells = suppressed(
        break_down(read.contributions, [m for m in found.members if m.contribution_id in own])
    )
    for name, rows, columns in (
        ("themes", tables.theme_rows(found.themes), tables.THEMES),
        ("members", tables.member_rows(found.members), tables.MEMBERS),
        ("details", tables.detail_rows(found.themes), tables.THEME_DETAILS),
        ("campaigns", tables.campaign_rows(found.campaigns), tables.CAMPAIGNS),
        ("breakdown", tables.breakdown_rows(cells), tables.BREAKDOWN),
        *(_week_tables(found) if grown else ()),
    ):
        write_csv(rows, place / f"{name}.csv", columns)
    list_rejected(read.rejected, place / LIST, into / LIST)
    write_memory(found.memory, place / NAME)


def _week_tables(found: Delivered) -> Sequence[tuple[str, Iterable[Row], Columns]]:
    from tracer import tables

    return (
        ("week", tables.growth_rows(found.growth), tables.GROWTH),
        ("thresholds", tables.crossing_rows(found.crossings), tables.CROSSINGS),
    )


def _tell_week(found: Delivered) -> None:
    named = [row for row in found.growth if row.theme_id]
    say("en esta entrega: {new_contributions} aportaciones nuevas", new_contributions=found.new)
    fresh = [row for row in named if row.status == "new"]
    grown = [row for row in named if row.status == "grew"][:TOLD]
    if fresh:
        names = "; ".join(f"{row.label} ({row.added})" for row in fresh)
        say("temas nuevos: {names}", shown={"names": names})
    if grown:
        names = "; ".join(f"{row.label} (+{row.added})" for row in grown)
        say("crecen más: {names}", shown={"names": names})
    for crossing in found.crossings[:SHOWN]:
        say(
            "pasa de {threshold} firmas: {contribution_id} ({weight_before:g} → {weight:g})",
            shown=asdict(crossing),
        )
    if len(found.crossings) > SHOWN:
        and_more(len(found.crossings) - SHOWN, where="thresholds.csv")
    note(
        new_themes=[_grown(row) for row in fresh],
        grown_themes=[_grown(row) for row in grown],
        thresholds={
            "count": len(found.crossings), "shown": [asdict(one) for one in found.crossings[:SHOWN]]
        },
    )  # fmt: skip


def _grown(row: Growth) -> dict[str, object]:
    return {"theme_id": row.theme_id, "label": row.label, "added": row.added}


def _tell_themes(found: Delivered) -> None:
    shaky = [theme for theme in found.themes if theme.stability < UNSTABLE]
    copies = sum(len(campaign.members) for campaign in found.campaigns)
    if shaky:
        names = "; ".join(f"{theme.label} {theme.stability:.2f}" for theme in shaky)
        warn(
            "inestables (menos de {least:g} al faltar un quinto de los textos): {names}",
            shown={"least": UNSTABLE, "names": names},
        )
    if found.campaigns:
        say(
            "{campaigns} campañas, {campaign_copies} aportaciones en ellas",
            shown={"campaigns": len(found.campaigns), "campaign_copies": copies},
        )
    note(
        unstable=[
            {"theme_id": theme.id, "label": theme.label, "stability": theme.stability}
            for theme in shaky
        ],
        unstable_below=UNSTABLE,
        campaigns=len(found.campaigns),
        campaign_copies=copies,
    )
