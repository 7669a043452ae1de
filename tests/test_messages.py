"""Both languages say everything that is asked of them."""

from __future__ import annotations

import argparse
import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tracer
from tracer import errors, help_texts
from tracer.doctor.check import MISSING, NOTICE
from tracer.doctor.examine import EXAMINATIONS
from tracer.doctor.probe import ENCODER
from tracer.errors import FormatError, InputError, Phrase
from tracer.messages import LANGUAGES, catalogue, command_line_words
from tracer.messages.po import read_po as short_reader
from tracer.orders import parser_of_all
from tracer.records import FATES, STANDINGS, STRENGTHS, UNDONE, VERDICTS
from tracer.report import columns
from tracer.review.queue import QUEUES
from tracer.sources.result import rejected
from tracer.tables import issue_rows, rejected_rows

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


@pytest.mark.parametrize("name", ["es", "en", "cli_es", "cli_en"])
def test_the_short_reader_of_catalogues_reads_what_babel_reads(name: str) -> None:
    path = PACKAGE / "messages" / f"{name}.po"
    with path.open("rb") as stream:
        whole = {str(m.id): str(m.string) for m in read_po(stream) if m.id}
    assert short_reader(path.read_text(encoding="utf-8")) == whole and len(whole) > 10


def test_a_catalogue_with_a_line_that_is_none_of_its_own_is_refused() -> None:
    with pytest.raises(FormatError, match="renglón 2"):
        short_reader('msgid "a"\nmsgctxt "b"\n')


def _said_by_the_command_line() -> set[str]:
    """What stands in Spanish in help, orders and commands, and is said in the reader's language."""
    named = [value for name, value in vars(help_texts).items() if name.isupper()]
    said = {value for value in named if isinstance(value, str)}
    parser = parser_of_all()
    orders = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    for each in (parser, *orders.choices.values()):
        said |= {group.title for group in each._action_groups} | {each.description}
        said |= {action.help for action in each._actions if action.help != "muestra esta ayuda"}
        said |= {action.metavar for action in each._actions if isinstance(action.metavar, str)}
    said |= {action.help for action in orders._choices_actions}
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said |= _constants_said(tree) | _templates_said(tree)
    said |= _named_by_the_doctor()
    return {text for text in said if text and _has_words(text)}


def _constants_said(tree: ast.AST) -> set[str]:
    found = set()
    for call in ast.walk(tree):
        if not (
            isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        ):
            continue
        name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
        if name in ("said", "say", "warn", "stage"):
            found.add(call.args[0].value)
    return {text for text in found if isinstance(text, str)}


def _named_by_the_doctor() -> set[str]:
    """Areas of checks, but for packages, which have one name in every language."""
    found = {NOTICE, MISSING, ENCODER, *(area for area, _ in EXAMINATIONS)}
    for path in (PACKAGE / "doctor").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Check":
                found |= {str(one.value) for one in call.args[:1] if isinstance(one, ast.Constant)}
    return found - {"tracer", "Python", "GPU"}


TELLING = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.TracerError | errors.TracerWarning | str)
} - {"ShapeError"}
"""What a person is told with; of a `ShapeError` programmers are, in English."""


def _telling(tree: ast.Module) -> list[ast.Call]:
    """Calls that make an error, a warning or a piece of one, whatever they are imported as."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "tracer.errors"
        for alias in node.names
        if alias.name in TELLING
    }
    kinds = {ast.unparse(name) for name in ast.walk(tree) if isinstance(name, ast.arg)}
    kinds = {kind.partition(":")[0] for kind in kinds if "type[TracerError]" in kind}
    return [
        call
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (ast.unparse(call.func) in names | kinds or ast.unparse(call.func) == "type(error)")
    ]


def _templates_said(tree: ast.Module) -> set[str]:
    """What `_telling` calls begin with; a name in capitals stands for what the module gives it."""
    constants = {
        ast.unparse(node.targets[0]): node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    first = [call.args[0] for call in _telling(tree) if call.args]
    found = [
        a.value if isinstance(a, ast.Constant) else constants.get(ast.unparse(a)) for a in first
    ]
    return {text for text in found if isinstance(text, str)}


def test_no_error_is_put_together_before_it_can_be_translated() -> None:
    """A template goes in, or what stands in the code under a name; `UsageError` takes what was
    put together of lines that are translated."""
    put_together = (ast.JoinedStr, ast.BinOp, ast.Call, ast.IfExp)
    calls = [
        (f"{path.relative_to(PACKAGE)}:{call.lineno}", call)
        for path in PACKAGE.rglob("*.py")
        for call in _telling(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(calls) > 300
    wrong = {
        place
        for place, call in calls
        if call.args
        and isinstance(call.args[0], put_together)
        and ast.unparse(call.func) != "UsageError"
    }
    assert not wrong


NOTING = {"Issue": 1, "Doubt": 1, "Rejected": 1, "rejected": 1, "rejected_row": 1, "summary": 1}
"""What readers note things with, and where among its arguments the words stand."""
WORDS_UNDER = ("message", "reason")
PASSED_ON = {"self.message", "doubt.message", "message", "reason"}
"""Words that came as an argument, where their kind is held by its type."""


def _words_noted(tree: ast.Module) -> list[ast.expr]:
    """The words that rows set aside and notices of readers are made with."""
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in NOTING:
            at = NOTING[ast.unparse(call.func)]
            found += call.args[at : at + 1]
            found += [named.value for named in call.keywords if named.arg in WORDS_UNDER]
    return found


def _kinds_of(name: str, tree: ast.Module) -> list[str]:
    """What makes that which a name is given in a module: a class, or what is no call."""
    given = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if ast.unparse(target) == name
    ]
    return [ast.unparse(one.func if isinstance(one, ast.Call) else one) for one in given]


def test_what_readers_note_can_be_said_in_another_language() -> None:
    noted = 0
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for words in _words_noted(tree):
            noted += 1
            place = f"{path.relative_to(PACKAGE)}:{words.lineno}"
            if isinstance(words, ast.Call):
                assert ast.unparse(words.func) in ("Phrase", "Said"), place
                continue
            given = _kinds_of(ast.unparse(words), tree)
            assert set(given) <= {"Phrase"}, place
            assert given or ast.unparse(words) in PASSED_ON, place
    assert noted > 30


def test_a_row_set_aside_is_told_in_both_languages() -> None:
    aside = rejected(
        "empty-row", Phrase("sin texto en {names}", names="a"), file="x.csv", row=18, line=19,
        id="1018",
    )  # fmt: skip
    assert aside.message == "fila de datos 18 (id 1018): sin texto en a"
    (row,) = issue_rows([aside.issue], lang="en")
    assert row["message"] == "row of data 18 (id 1018): no text in a"
    (row,) = rejected_rows([aside], lang="en")
    assert row["reason"] == "no text in a"


def _has_words(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", re.sub(r"\{[^}]*\}", "", text)))


SAME = {"DOC", "TOML", "SHELL", "bash, zsh, fish", "qué toma", "opciones", "usage: "}
"""The same in both languages, or argparse's own."""


def test_everything_that_the_command_line_says_has_its_english() -> None:
    english = command_line_words("en")
    wanted = {piece for text in _said_by_the_command_line() for piece in _pieces(text)}
    assert len(wanted) > 150
    assert not {text for text in wanted - SAME if text not in english}


def _pieces(text: str) -> list[str]:
    """A stage's name is translated on both sides of its colon."""
    return text.split(": ") if re.fullmatch(r"\w+: \w+", text) else [text]


def test_the_english_of_the_command_line_has_the_gaps_of_its_spanish() -> None:
    english = command_line_words("en")
    assert {k: _gaps(k) for k in english} == {k: _gaps(v) for k, v in english.items()}


def test_no_english_is_left_over_from_words_that_nobody_says() -> None:
    constants = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    names = {piece for text in constants for piece in _pieces(text)}
    helps = {action.help for order in [parser_of_all()] for action in order._actions}
    unsaid = command_line_words("en").keys() - constants - names - helps
    built = {text for text in unsaid if re.match(r"unidad: |derogad|leer|medir|enlaces", text)}
    assert not unsaid - built
