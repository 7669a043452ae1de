"""One source of a PROCESS.toml: what each of its columns was taken for, and what else could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracer.intake.findings import Choice, FoundTexts
from tracer.intake.plan import PlannedSource
from tracer.intake.toml_text import assigned, comment, listed, off, quoted, shown
from tracer.records import CHANNELS

LISTED = 3
"""Other candidates that get a line of their own."""
COLUMNS = 12
"""Columns that a comment names."""
LONGEST_NOTICE = 240
MANY = 20_000
"""Contributions from which a first trial on a sample is proposed."""
_KEYS = ("id", "weight", "date", "borough", "neighbourhood", "gender", "age")

Words = Mapping[str, str]


def source_lines(source: PlannedSource, words: Words, *, path: str) -> list[str]:
    """Write the table of one source."""
    found = source.found
    lines = [
        *comment(_about(source, words)),
        *(line for notice in source.count.notices[:LISTED] for line in comment(_cut(notice))),
        "[[sources]]",
        assigned("name", quoted(source.name)),
        *_channel(found, words),
        assigned("path", quoted(path)),
        *_layout(found, words),
    ]
    if found.kind == "table" and (found.roles.texts or found.roles.questions):
        lines += [*_texts(found, words), *_roles(found, words), *_unread(found, words)]
    if source.count.contributions > MANY:
        lines += [f"# limit = 2000  # {words['init_limit']}"]
    return lines


def _about(source: PlannedSource, words: Words) -> str:
    found, count = source.found, source.count
    about = words[f"init_kind_{found.kind}"].format(
        file=found.path.name, form=found.form, rows=found.rows
    )
    told = words["init_count_top" if source.is_partly_read else "init_count"].format(
        contributions=count.contributions, rejected=count.rejected, notices=len(count.notices),
        rows=count.rows,
    )  # fmt: skip
    return f"{about} {told}"


def _cut(notice: str) -> str:
    return f"- {notice if len(notice) <= LONGEST_NOTICE else notice[:LONGEST_NOTICE] + '…'}"


def _channel(found: FoundTexts, words: Words) -> list[str]:
    if not found.channel_why:
        return off([assigned("channel", quoted(channel)) for channel in CHANNELS])
    why = words[found.channel_why]
    if found.channel:
        others = ", ".join(channel for channel in CHANNELS if channel != found.channel)
        return [
            *comment(words["init_channel"].format(why=why, others=others)),
            assigned("channel", quoted(found.channel)),
        ]
    told = comment(why)
    if found.channel_why == "init_channel_column":
        return told
    return [*told, *off([assigned("channel", quoted(channel)) for channel in CHANNELS])]


def _layout(found: FoundTexts, words: Words) -> list[str]:
    lines = []
    if found.layout.sheet:
        lines += comment(words["init_sheet"])
        lines += [assigned("sheet", quoted(found.layout.sheet))]
        lines += off([assigned("sheet", quoted(sheet)) for sheet in found.sheets[:LISTED]])
    if found.layout.header == 0:
        lines += [*comment(words["init_headless"]), "header = 0", "# header = 1"]
    elif found.layout.header is not None:
        titles = "; ".join(f"«{shown(title)[:80]}»" for title in found.titles[:LISTED])
        lines += comment(words["init_header"].format(line=found.layout.header, titles=titles))
        lines += [assigned("header", str(found.layout.header))]
    return lines


def _texts(found: FoundTexts, words: Words) -> list[str]:
    roles = found.roles
    if roles.questions:
        return [*comment(words["init_questions"]), "questions = [", *_asked(found, words), "]",
                *off([assigned("text", listed(roles.questions))])]  # fmt: skip
    lines = comment(words["init_text_named" if roles.named else "init_text_content"])
    lines += [assigned("text", listed(roles.texts))]
    if roles.other_texts:
        lines += comment(words["init_other_texts"])
        lines += off([assigned("text", listed((*roles.texts, *roles.other_texts)))])
    if len(roles.texts) > 1:
        lines += off([assigned("questions", listed(roles.texts))])
    return lines


def _asked(found: FoundTexts, words: Words) -> Iterator[str]:
    for name in found.roles.questions:
        size = words["init_words"].format(words=round(found.samples.get(name, 0)))
        yield f"  {quoted(name)},  # {size}"
    for name in found.roles.other_texts:
        yield f"  # {quoted(name)},  # {words['init_short_answers']}"


def _roles(found: FoundTexts, words: Words) -> list[str]:
    roles = found.roles.roles
    lines: list[str] = []
    for key in _KEYS:
        if key in roles:
            lines += _role(key, roles[key], words)
        elif key == "id":
            lines += comment(words["init_no_id"])
    if found.repeated_ids:
        lines += comment(words["init_repeated_ids"].format(rows=found.repeated_ids))
    return lines


def _role(key: str, choice: Choice, words: Words) -> list[str]:
    lines = [f"{assigned(key, quoted(choice.column))}  # {words[f'init_role_{key}']}; "
             f"{words[choice.why]}"]  # fmt: skip
    return [*lines, *off([assigned(key, quoted(name)) for name in choice.others[:LISTED]])]


def _unread(found: FoundTexts, words: Words) -> list[str]:
    roles = found.roles
    lines = []
    if roles.personal:
        lines += comment(words["init_personal"].format(columns=_some(roles.personal)))
    if roles.unused:
        lines += comment(words["init_unused"].format(columns=_some(roles.unused)))
    return lines


def _some(names: tuple[str, ...]) -> str:
    more = f" (+{len(names) - COLUMNS})" if len(names) > COLUMNS else ""
    return ", ".join(names[:COLUMNS]) + more
