"""Both languages say everything that is asked of them."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tracer
from tracer.errors import InputError
from tracer.messages import LANGUAGES, catalogue
from tracer.records import FATES, STANDINGS, STRENGTHS, UNDONE, VERDICTS
from tracer.report import columns
from tracer.review.queue import QUEUES

PACKAGE = Path(tracer.__file__).parent
ES, EN = catalogue("es"), catalogue("en")


def _gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def _asked_for() -> set[str]:
    """Keys that templates and code name outright: ``m.key``, ``m['key']``, ``words["key"]``."""
    found = set()
    for path in PACKAGE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"\bm\.([a-z_]\w*)", text))
        found |= set(re.findall(r"\bm\[['\"]([^'\"]+)['\"]\]", text))
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.value, ast.Name)
                and node.value.id == "words"
                and isinstance(node.slice, ast.Constant)
                and isinstance(node.slice.value, str)
            ):
                found.add(node.slice.value)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_written_once_and_not_empty(lang: str) -> None:
    path = PACKAGE / "messages" / f"{lang}.po"
    keys = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), flags=re.M)
    assert len(keys) == len(set(keys)), {k for k in keys if keys.count(k) > 1}
    with path.open("rb") as stream:
        found = read_po(stream)
    assert not [m.id for m in found if m.id and (not m.string or m.fuzzy)]


def test_both_languages_have_every_message_with_the_same_gaps() -> None:
    assert ES.keys() == EN.keys()
    assert {k: _gaps(v) for k, v in ES.items()} == {k: _gaps(v) for k, v in EN.items()}


def test_no_message_is_asked_for_that_is_missing() -> None:
    asked = _asked_for()
    assert len(asked) > 60
    assert not asked - ES.keys()


def test_columns_and_values_of_the_tables_have_words() -> None:
    tables = (
        columns.TRACE,
        columns.COVERAGE,
        columns.THEMES,
        columns.GAPS,
        columns.PETITIONS,
        columns.LINEAGE,
        columns.RATES,
        columns.MATRIX,
        columns.REVIEW,
        columns.METHOD,
    )
    wanted = {name for table in tables for name in table}
    wanted |= {f"fate_{f}" for f in FATES} | {f"strength_{s}" for s in STRENGTHS}
    wanted |= {f"standing_{s}" for s in STANDINGS}
    wanted |= {f"desk_verdict_{v}" for v in (*VERDICTS, UNDONE)}
    wanted |= {f"desk_queue_{q}" for q in QUEUES} | {f"desk_queue_help_{q}" for q in QUEUES}
    assert wanted <= ES.keys()


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(InputError, match=r"«fr».*es, en"):
        catalogue("fr")
