"""The memo's tables: which columns, how wide, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from tracer.report.memo.blocks import Column, Table
from tracer.report.memo.content import Memo
from tracer.report.memo.recent import Week
from tracer.report.memo.wording import NOTHING, asked, count, degree, interval, listed, share, shown

PETITION_ROOM, ASKED_ROOM, PROVISION_ROOM = 84, 108, 84
"""Code points that take at most two lines of their column, the last one line: with them 25
petitions take a page and a half, and the memo of any run at most six."""
NAME_ROOM = 90
TERM_ROOM = 60
MOST_TRENDS = 10
DEFINITIONS = ("strict", "middle", "generous")

Words = Mapping[str, str]


def figures_table(memo: Memo, words: Words, lang: str) -> Table:
    """The headline figures, with both ways of counting an answer."""
    found, final = memo.figures, shown(memo.versions[-1], NAME_ROOM)
    rows = (
        (words["memo_contributions"], count(found.contributions), NOTHING),
        (words["memo_signatures"], count(found.weight), NOTHING),
        (words["memo_answered"], count(found.answered), share(found.share, lang=lang)),
        (
            words["memo_answered_weight"],
            count(found.answered_weight),
            share(found.weight_share, lang=lang),
        ),
        (words["memo_theme_count"], count(found.themes), NOTHING),
        (
            words["memo_silent_count"].format(name=final),
            count(found.silent),
            share(found.silent / found.provisions if found.provisions else None, lang=lang),
        ),
    )
    columns = (
        Column(words["setting"], 11.6),
        Column(words["count"], 3.0, number=True),
        Column(words["share"], 3.0, number=True),
    )
    return Table(words["memo_figures_caption"], words["memo_figures_alt"], columns, rows)


def rates_table(memo: Memo, words: Words, lang: str) -> Table:
    """Adoption under every reading."""
    rows = []
    for group in memo.rates:
        by_definition = {rate.definition: interval(rate, lang=lang) for rate in group}
        counted = group[0].denominator
        rows.append(
            (
                shown(words.get(f"denominator_{counted}", counted), NAME_ROOM),
                count(group[0].total),
                *(by_definition.get(name, NOTHING) for name in DEFINITIONS),
            )
        )
    columns = (
        Column(words["rates_units"], 5.0),
        Column(words["total"], 2.2, number=True),
        *(Column(words[f"definition_{name}"], 3.45, number=True) for name in DEFINITIONS),
    )
    return Table(words["rates_title"], words["memo_rates_alt"], columns, tuple(rows))


def petitions_table(memo: Memo, words: Words) -> Table:
    """Petition by petition, as a published traceability table has it."""
    rows = tuple(
        (
            asked(str(row["texto"]), PETITION_ROOM),
            count(_number(row["firmas"])),
            listed(_names(row["articulos_borrador"])),
            str(row["destino"]) or NOTHING,
            listed(_names(row["articulos_final"])),
            degree(_confidence(row["mejor_confianza"])),
        )
        for row in memo.petitions.shown
    )
    columns = (
        Column(words["memo_petition"], 6.6),
        Column(words["firmas"], 1.8, number=True),
        Column(words["articulo_borrador"], 2.5),
        Column(words["destino"], 2.3),
        Column(words["articulo_final"], 2.5),
        Column(words["confianza"], 1.9, number=True),
    )
    return Table(words["memo_petitions_caption"], words["memo_petitions_alt"], columns, rows)


def themes_table(memo: Memo, words: Words, lang: str) -> Table:
    """The heaviest themes, by both counts."""
    rows = tuple(
        (
            shown(str(row["tema"]), NAME_ROOM),
            count(_number(row["aportaciones"])),
            count(_number(row["firmas"])),
            share(_confidence(row["parte_respondidas"]), lang=lang),
            share(_confidence(row["parte_firmas"]), lang=lang),
            listed(_names(row["articulos"])),
        )
        for row in memo.themes.shown
    )
    columns = (
        Column(words["tema"], 4.7),
        Column(words["aportaciones"], 2.2, number=True),
        Column(words["firmas"], 1.8, number=True),
        Column(words["parte_respondidas"], 2.1, number=True),
        Column(words["parte_firmas"], 1.8, number=True),
        Column(words["articulos"], 5.0),
    )
    return Table(words["memo_themes_caption"], words["memo_themes_alt"], columns, rows)


def unanswered_table(memo: Memo, words: Words) -> Table:
    """The heaviest contributions that nothing answers."""
    rows = tuple(
        (
            asked(trail.contribution.text, ASKED_ROOM),
            count(trail.contribution.weight),
            shown(trail.theme.label, NAME_ROOM) if trail.theme else NOTHING,
            shown(trail.trace.draft_citation, TERM_ROOM) or NOTHING,
        )
        for trail in memo.unanswered.shown
    )
    columns = (
        Column(words["texto"], 8.2),
        Column(words["firmas"], 1.8, number=True),
        Column(words["tema"], 4.6),
        Column(words["memo_once_draft"], 3.0),
    )
    return Table(words["memo_unanswered_caption"], words["memo_unanswered_alt"], columns, rows)


def silent_table(memo: Memo, words: Words) -> Table:
    """Provisions that answer nobody, with their heading or first words."""
    rows = tuple(
        (
            shown(unit.citation, TERM_ROOM),
            shown(unit.heading or unit.text, PROVISION_ROOM) or NOTHING,
        )
        for unit in memo.silent.shown
    )
    columns = (Column(words["disposicion"], 3.6), Column(words["memo_says"], 14.0))
    return Table(words["silent_title"], words["memo_silent_alt"], columns, rows)


def week_table(week: Week, words: Words) -> Table:
    """The themes of the latest week against those before."""
    rows = tuple(
        (
            shown(theme.label, NAME_ROOM),
            count(theme.recent),
            count(theme.before),
            f"{theme.weekly:,.1f}",
            words[f"trend_{theme.trend}"],
        )
        for theme in week.themes[:MOST_TRENDS]
    )
    columns = (
        Column(words["tema"], 6.8),
        Column(words["memo_week_recent"], 2.6, number=True),
        Column(words["memo_week_before"], 2.6, number=True),
        Column(words["memo_week_mean"], 2.8, number=True),
        Column(words["memo_week_trend"], 2.8),
    )
    return Table(words["memo_week_caption"], words["memo_week_alt"], columns, rows)


def inputs_table(memo: Memo, words: Words) -> Table:
    """Files that the run read, with their digests."""
    rows = tuple(
        (shown(name, TERM_ROOM), shown(digest, 2 * TERM_ROOM))
        for name, digest in memo.origin.inputs.shown
    )
    columns = (Column(words["source"], 5.0), Column("SHA-256", 12.6))
    return Table(words["memo_inputs_caption"], words["memo_inputs_alt"], columns, rows)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _confidence(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list | tuple) else []
