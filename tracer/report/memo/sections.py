"""The memo in words: every figure gets its sentence, its table and its caption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracer.messages import catalogue
from tracer.report.memo import tables
from tracer.report.memo.blocks import Paper, Paragraph, Section, Table
from tracer.report.memo.content import Memo
from tracer.report.memo.wording import count, day, shown
from tracer.report.method import method_paragraphs
from tracer.report.views import Capped

LANGUAGES = {"es": "es-MX", "en": "en-US"}
NAME_ROOM = 160
"""Code points of a process' or a version's name."""
STEPS = ("what", "threshold", "errors", "people")
"""Of the method, in the one paragraph that the memo has for it."""

Words = Mapping[str, str]
Blocks = tuple[Paragraph | Table, ...]


def memo_paper(memo: Memo, *, lang: str = "es") -> Paper:
    """Put the content of a memo into words.

    Raises
    ------
    InputError
        If there is no catalogue for `lang`.
    """
    words = catalogue(lang)
    process = shown(memo.process, NAME_ROOM)
    return Paper(
        title=words["memo_title"],
        subtitle=process,
        about=_about(memo, words),
        sections=_sections(memo, words, lang),
        language=LANGUAGES[lang],
        page=words["memo_page"],
        table=words["memo_table"],
    )


def _about(memo: Memo, words: Words) -> tuple[str, ...]:
    names = " → ".join(shown(name, NAME_ROOM) for name in memo.versions)
    versions = words["memo_versions"].format(names=names)
    if not memo.prior:
        return (versions,)
    return (versions, words["memo_prior"].format(name=shown(memo.prior, NAME_ROOM)))


def _sections(memo: Memo, words: Words, lang: str) -> tuple[Section, ...]:
    found = [
        Section(words["summary"], _summary(memo, words, lang)),
        Section(words["sheet_petitions"], _petitions(memo, words)),
        Section(words["themes_title"], _themes(memo, words, lang)),
        Section(words["gaps_title"], ()),
        Section(words["unanswered_title"], _unanswered(memo, words), rank=2),
        Section(words["silent_title"], _silent(memo, words), rank=2),
        Section(words["memo_week_title"], _week(memo, words, lang)),
        Section(words["lineage_title"], _fates(memo, words)),
        Section(words["review_title"], _reviewed(memo, words)),
        Section(words["method_title"], _method(memo, words, lang)),
        Section(words["memo_origin_title"], _origin(memo, words)),
    ]
    return tuple(s for s in found if s.blocks or s.heading == words["gaps_title"])


def _summary(memo: Memo, words: Words, lang: str) -> Blocks:
    blocks: list[Paragraph | Table] = [
        Paragraph(words["memo_lead"]),
        tables.figures_table(memo, words, lang),
    ]
    if memo.rates:
        blocks += [Paragraph(words["rates_help"]), tables.rates_table(memo, words, lang)]
        said = "rates_reviewed" if memo.standings else "rates_engine"
        blocks.append(Paragraph(words[said], "Nota"))
    return tuple(blocks)


def _petitions(memo: Memo, words: Words) -> Blocks:
    if not memo.petitions.total:
        return (Paragraph(words["memo_no_petitions"]),)
    more = _more(memo.petitions, words, words["sheet_petitions"])
    return (tables.petitions_table(memo, words), *more)


def _themes(memo: Memo, words: Words, lang: str) -> Blocks:
    if not memo.themes.total:
        return (Paragraph(words["nothing_here"]),)
    help_, table = Paragraph(words["memo_themes_help"]), tables.themes_table(memo, words, lang)
    return (help_, table, *_more(memo.themes, words, words["sheet_themes"]))


def _unanswered(memo: Memo, words: Words) -> Blocks:
    if not memo.unanswered.total:
        return (Paragraph(words["none_unanswered"]),)
    more = _more(memo.unanswered, words, words["sheet_gaps"])
    return (tables.unanswered_table(memo, words), *more)


def _silent(memo: Memo, words: Words) -> Blocks:
    if not memo.silent.total:
        return (Paragraph(words["none_silent"]),)
    said = words["memo_silent"].format(
        n=count(memo.silent.total),
        total=count(memo.figures.provisions),
        name=shown(memo.versions[-1], NAME_ROOM),
    )
    more = _more(memo.silent, words, words["sheet_gaps"], first=True)
    return (Paragraph(said), tables.silent_table(memo, words), *more)


def _week(memo: Memo, words: Words, lang: str) -> Blocks:
    week = memo.week
    if week is None:
        return ()
    said = words["memo_week"].format(
        first=day(week.first, lang=lang),
        last=day(week.last, lang=lang),
        since=day(week.since, lang=lang),
        recent=count(week.recent),
        before=count(week.before),
    )
    if not week.themes:
        return (Paragraph(said), Paragraph(words["memo_week_none"]))
    return (Paragraph(said), tables.week_table(week, words))


def _fates(memo: Memo, words: Words) -> Blocks:
    if not memo.fates:
        return (Paragraph(words["not_compared"]),)
    counted = ", ".join(f"{words[f'fate_{fate}']} {count(n)}" for fate, n in memo.fates)
    said = words["memo_fates"].format(
        old=shown(memo.versions[0], NAME_ROOM),
        new=shown(memo.versions[-1], NAME_ROOM),
        counts=counted,
    )
    return (Paragraph(said),)


def _reviewed(memo: Memo, words: Words) -> Blocks:
    if not memo.standings:
        return ()
    told = ", ".join(f"{words[f'standing_{name}']}: {count:,}" for name, count in memo.standings)
    return (Paragraph(words["review_help"]), Paragraph(f"{told}."))


def _method(memo: Memo, words: Words, lang: str) -> Blocks:
    told = method_paragraphs(lang=lang, threshold=memo.threshold, names=STEPS)
    return (Paragraph(words["method_influence"], "Advertencia"), Paragraph(" ".join(told)))


def _origin(memo: Memo, words: Words) -> Blocks:
    origin = memo.origin
    known = [
        ("memo_software", origin.software),
        ("memo_encoder", origin.encoder),
        ("memo_seed", origin.seed),
        ("memo_level", words.get(f"level_{origin.level}", origin.level)),
    ]
    said = [words[key].format(value=shown(value, NAME_ROOM)) for key, value in known if value]
    blocks: list[Paragraph | Table] = [Paragraph(" ".join(said))] if said else []
    if origin.inputs.total:
        blocks.append(tables.inputs_table(memo, words))
        if origin.inputs.total > len(origin.inputs.shown):
            blocks.append(_capped(origin.inputs, words["capped_first"], "manifest.json"))
    return tuple(blocks) or (Paragraph(words["manifest_none"]),)


def _more(
    found: Capped[Any], words: Words, sheet: str, *, first: bool = False
) -> Sequence[Paragraph]:
    if found.total <= len(found.shown):
        return ()
    where = words["memo_where"].format(sheet=sheet)
    return (_capped(found, words["capped_first" if first else "capped_heaviest"], where),)


def _capped(found: Capped[Any], message: str, where: str) -> Paragraph:
    said = message.format(n=count(len(found.shown)), total=count(found.total), file=where)
    return Paragraph(said, "Nota")
