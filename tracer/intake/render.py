"""The text of a first PROCESS.toml: every choice with its reason, other choices commented out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tracer.intake.findings import Unusable
from tracer.intake.plan import Plan, PlannedVersion
from tracer.intake.render_source import source_lines
from tracer.intake.toml_text import assigned, comment, off, quoted
from tracer.messages import catalogue


def process_toml(plan: Plan, *, folder: Path, lang: str) -> str:
    """Write the text of a PROCESS.toml.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Where the file will lie: paths in it are relative to it.
    lang : str
        Of the comments and of the reports.

    Returns
    -------
    str
        Without sources, or without versions, that part is commented out and says what is missing.
    """
    words = catalogue(lang)
    lines = [
        *comment(words["init_head"]),
        "",
        "[process]",
        assigned("name", quoted(plan.name)),
        f'# guide = "temas.toml"  # {words["init_guide"]}',
        f'# decisions = "decisiones.csv"  # {words["init_decisions"]}',
        "",
        *_section(words["init_sources"]),
    ]
    for source in plan.sources:
        lines += ["", *source_lines(source, words, path=relative(source.found.path, folder))]
    if not plan.sources:
        lines += ["", *comment(words["init_no_sources"]), *off(_example("sources", "textos.csv"))]
    lines += ["", *_section(words["init_versions"]), *_versions(plan, words, folder)]
    lines += ["", *_settings(words, lang)]
    if plan.unusable:
        lines += ["", *_left_out(plan.unusable, words, folder)]
    return "\n".join(lines) + "\n"


def relative(path: Path, folder: Path) -> str:
    """Give a path from a folder, with slashes; whole where there is no way (another drive)."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _section(title: str) -> list[str]:
    return [f"# --- {title} ".ljust(98, "-")]


def _example(kind: str, path: str) -> list[str]:
    name = path.partition(".")[0]
    return [f"[[{kind}]]", assigned("name", quoted(name)), assigned("path", quoted(path))]


def _versions(plan: Plan, words: Mapping[str, str], folder: Path) -> list[str]:
    if not plan.versions:
        example = (*_example("versions", "borrador.pdf"), *_example("versions", "final.pdf"))
        return ["", *comment(words["init_no_versions"]), *off(example)]
    lines = comment(words[plan.order])
    for k, version in enumerate(plan.versions):
        first = k == 0 and len(plan.versions) > 1
        lines += ["", *_version(version, words, folder, first=first)]
    return lines


def _version(
    version: PlannedVersion, words: Mapping[str, str], folder: Path, *, first: bool
) -> list[str]:
    found = version.found
    about = words["init_version"].format(
        file=found.path.name, articles=found.articles, issues=found.issues
    )
    lines = [
        *comment(about),
        "[[versions]]",
        assigned("name", quoted(version.name)),
        assigned("path", quoted(relative(found.path, folder))),
    ]
    if len(found.date) == len("2022-05-14"):
        lines += [f"date = {quoted(found.date)}  # {words[found.date_why]}"]
    elif found.date:
        told = words["init_date_partial"].format(date=found.date)
        lines += [f'# date = "{found.date}-01"  # {told}'[:200]]
    else:
        lines += [f'# date = "2031-02-05"  # {words["init_date_none"]}']
    if first:
        lines += [f"# prior = true  # {words['init_prior']}"]
    return lines


def _settings(words: Mapping[str, str], lang: str) -> list[str]:
    return [
        *_section(words["init_settings"]),
        "[settings]",
        f'level = "section"  # {words["init_level"]}',
        f"top = 10  # {words['init_top']}",
        f"lang = {quoted(lang)}  # {words['init_lang']}",
        f"# precision = 0.9  # {words['init_precision']}",
        f"# redact = true  # {words['init_redact']}",
        f'# backend = "bf16"  # {words["init_backend"]}',
    ]


def _left_out(unusable: Sequence[Unusable], words: Mapping[str, str], folder: Path) -> list[str]:
    lines = _section(words["init_unusable"])
    for one in unusable:
        lines += comment(f"{relative(one.path, folder)}: {one.reason}")
    return lines
