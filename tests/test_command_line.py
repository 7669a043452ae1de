"""What the command line says of itself, and of orders that it doesn't understand."""

from __future__ import annotations

import argparse
import errno
import json
import pickle
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tracer import cli, commands, console
from tracer.cli import main
from tracer.console import speaking
from tracer.errors import ConflictError, InputError, Phrase, TracerWarning, chained
from tracer.interrupts import Terminated
from tracer.orders import parser_of_all

HEAVY = (
    "numpy", "spacy", "torch", "sklearn", "openvino", "pyarrow", "transformers", "scipy", "babel",
    "rich", "shtab", "rapidfuzz", "jinja2", "openpyxl", "lxml", "difflib", "asyncio",
)  # fmt: skip
ORDERS = tuple(parser_of_all()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]


def _help(order: str, lang: str) -> str:
    with speaking(lang):
        orders = parser_of_all()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
        return str(orders[order].format_help())


@pytest.mark.parametrize("arguments", [["--help"], ["match", "--help"], ["--lang", "en", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom tracer.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"sys.stderr.write(str([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stderr == "[]" and "tracer" in found.stdout


@pytest.mark.parametrize("order", ORDERS)
def test_help_of_an_order_has_an_example_the_status_and_its_keys(order: str) -> None:
    for lang, words in (("es", "Claves de --json"), ("en", "Keys of --json")):
        shown = _help(order, lang)
        assert f"\n  tracer {order}" in shown and "--quiet" in shown and words in shown


@pytest.mark.parametrize("order", ORDERS)
def test_help_has_no_word_of_the_other_language(order: str) -> None:
    spanish, english = _help(order, "es"), _help(order, "en")
    for word in ("usage", "positional arguments", "options:", "show this help", "exit"):
        assert word not in spanish
    for word in ("uso:", "qué toma", "opciones", "archivo", "idioma", "Termina", "columna"):
        assert word not in english


def test_orders_without_arguments_get_the_list_of_orders(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert not told.out and all(f"    {order} " in told.err for order in ORDERS)


def test_help_may_be_asked_for_as_an_order(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["help", "run"], ["ayuda", "run"], ["run", "--help"]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 0
        assert capsys.readouterr().out.startswith("uso: tracer run")


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("rnu", "quisiste decir run?"),
        ("match t.csv --agianst ley.md -o x", "quisiste decir --against?"),
        ("match t.csv --against ley.md -o x --leel article", "quisiste decir --level?"),
        ("match t.csv --against ley.md -o x --level articel", "quisiste decir article?"),
        ("run muestra -o r --lang ess", "quisiste decir es?"),
        ("themes t.csv -o t --resolution alta", "se esperaba un número mayor que 0"),
        ("run muestra -o r --top cinco", "se esperaba un entero desde 1, llegó cinco"),
        ("run muestra -o r --seed x", "se esperaba un entero, llegó x"),
        ("run muestra -o r --min-confidence 2", "un número de 0 a 1"),
        ("run", "falta PROCESO.toml, -o/--output"),
        ("run", "por ejemplo: tracer run muestra -o resultado"),
        ("run muestra -o", "se esperaba un valor después"),
        ("report a b", "sobra b"),
        ("audit r --plan --codes", "no va junto con"),
        ("run muestra -o r --quiet=si", "no lleva valor"),
        ("completion tcsh", "quisiste decir zsh?"),
    ],
)
def test_what_is_mistyped_is_named_with_what_may_have_been_meant(
    capsys: pytest.CaptureFixture[str], order: str, said: str
) -> None:
    assert main(order.split()) == 2
    told = capsys.readouterr()
    assert not told.out and said in told.err and "--help» lo explica" in told.err
    assert told.err.startswith("tracer")


def test_usage_errors_are_in_english_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for order, said in (
        ("--lang en rnu", "did you mean run?"),
        ("match --lang en", "the following arguments are required: TEXTS"),
        ("run muestra -o r --lang en --top x", "expected a whole number from 1, got x"),
    ):
        assert main(order.split()) == 2
        assert said in capsys.readouterr().err


def test_argparse_gets_its_own_words_back() -> None:
    before = argparse._  # type: ignore[attr-defined]
    main(["rnu"])
    assert argparse._ is before  # type: ignore[attr-defined]


def test_a_file_that_is_not_there_is_named_with_the_one_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "peticiones.csv").write_text("id,texto\n", encoding="utf-8")
    (tmp_path / "ley.md").write_text("Artículo 1. Agua.\n", encoding="utf-8")
    (tmp_path / "corrida").mkdir()
    (tmp_path / "corrida" / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "proceso.toml").write_text("", encoding="utf-8")
    for order, said in (
        ("match {}/petciones.csv --against {}/ley.md -o x.csv", "peticiones.csv»?"),
        ("parse {}/lei.md -o x.csv", "ley.md»?"),
        ("parse {} -o x.csv", "es una carpeta"),
        ("run {}/proceso.tml -o {}/r", "proceso.toml»?"),
        ("run {} -o {}/r", "proceso.toml»?"),
        ("report {}", "corrida»?"),
        ("report {}/corrida/reporte.html", "corrida»?"),
        ("parse {}/ley.md -o {}", "es una carpeta"),
    ):
        assert main(order.replace("{}", str(tmp_path)).split()) == 2
        assert said in capsys.readouterr().err, order


def test_the_end_tells_what_happened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raising(error: BaseException) -> object:
        def report(args: argparse.Namespace) -> int:
            raise error

        return report

    for error, status, spanish, english in (
        (KeyboardInterrupt(), 130, "interrumpido; al repetir", "interrupted; repeating"),
        (Terminated(), 143, "terminado; al repetir", "terminated; repeating"),
        (RuntimeError("x"), 2, "error inesperado", "unexpected error"),
        (OSError(errno.ENOSPC, "full", "x"), 2, "escribir x: no queda", "write x: the disk is"),
    ):
        monkeypatch.setattr(commands, "report", raising(error))
        for lang, words in (("es", spanish), ("en", english)):
            assert main(["report", "r", "--lang", lang]) == status
            told = capsys.readouterr()
            assert not told.out and told.err.count("\n") == 1 and "Traceback" not in told.err
            assert words in told.err
        assert main(["report", "r", "--json"]) == status
        assert spanish in json.loads(capsys.readouterr().err)["error"]["message"]
    assert cli.INTERRUPTED == 130


def test_nobody_is_told_anything_where_nobody_reads_any_more() -> None:
    command = [sys.executable, "-m", "tracer", "completion", "bash"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as order:
        assert order.stdout and order.stderr
        order.stdout.close()
        assert order.stderr.read() == b""
    assert order.returncode == cli.CLOSED


def test_a_warning_is_told_as_a_line_in_either_language_and_to_programs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def report(args: argparse.Namespace) -> int:
        warnings.warn(
            TracerWarning(
                "{path} tenía vectores alterados; se calculan otra vez (si vuelve a pasar, revisa "
                "el disco)",
                path="v.sqlite",
            ),
            stacklevel=1,
        )
        warnings.warn("of a library", stacklevel=1)
        return 0

    monkeypatch.setattr(commands, "report", report)
    assert main(["report", "r"]) == 0
    told = capsys.readouterr().err
    assert told.startswith("tracer: aviso: v.sqlite tenía") and told.count("\n") == 1
    assert main(["report", "r", "--quiet", "--lang", "en"]) == 0
    assert capsys.readouterr().err.startswith("tracer: warning: v.sqlite had altered vectors")
    assert main(["report", "r", "--json"]) == 0
    said = capsys.readouterr()
    assert not said.err
    (message,) = json.loads(said.out)["warnings"]
    assert message.startswith("v.sqlite tenía")


def test_common_errors_are_in_english_too_with_their_proposals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ley.md").write_text("Artículo 1. Agua.\n", encoding="utf-8")
    (tmp_path / "p.toml").write_text('[process]\nnombre = "x"\n', encoding="utf-8")
    for order, said in (
        ("parse {}/lei.md -o x.csv", "ley.md”?"),
        ("parse {}/ley.md -o {}/no/x.csv", "there is no folder"),
        ("parse {}/ley.md -o x.doc", "expected a name that ends in .csv"),
        ("run {}/p.toml -o {}/r", "unknown key process.nombre; did you mean “name”?"),
        ("report {}", "is no run: manifest.json is missing; make one with tracer run"),
    ):
        assert main([*order.replace("{}", str(tmp_path)).split(), "--lang", "en"]) == 2
        assert said in capsys.readouterr().err, order


def test_pieces_of_a_message_are_put_one_after_another_in_the_language_spoken() -> None:
    pieces = chained(["ley.xlsx", Phrase("{title} (oculta)", title="Hoja {2}")], "; ")
    assert pieces == "ley.xlsx; Hoja {2} (oculta)"
    with speaking("en"):
        assert console.said(pieces) == "ley.xlsx; Hoja {2} (hidden)"


def test_a_phrase_in_an_error_reads_as_text_and_survives_a_copy() -> None:
    hint = Phrase("; ¿quisiste decir «{name}»?", name="run")
    error = InputError("no hay «{given}»{hint}", given="{rnu}", hint=hint)
    assert str(error) == "no hay «{rnu}»; ¿quisiste decir «run»?"
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and again.template == error.template
    assert str(InputError("100 {llaves} quedan")) == "100 {llaves} quedan"
    conflict = pickle.loads(pickle.dumps(ConflictError("el id {id}", place=3, id="a")))
    assert (str(conflict), conflict.place, conflict.phrase.figures) == ("el id a", 3, {"id": "a"})


def test_rarer_errors_are_in_english_with_what_stands_within_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ley.txt").write_bytes(b"%PDF-1.7 \0")
    (tmp_path / "ley.md").write_text("Artículo 1. Agua.\n", encoding="utf-8")
    (tmp_path / "n.csv").write_text("id,n\n1,3\n", encoding="utf-8")
    (tmp_path / "s.toml").write_text('name = "s"\nreplaces = "x"\n', encoding="utf-8")
    (tmp_path / "p.toml").write_text(
        '[process]\nname = "p"\n[[sources]]\nname = "s"\nchannel = "survey"\npath = "n.csv"\n'
        '[[versions]]\nname = "v"\npath = "ley.md"\n',
        encoding="utf-8",
    )
    for order, said in (
        ("parse {}/ley.txt -o x.csv", "binary data: it is a PDF; give it its extension (.pdf)"),
        ("parse {}/ley.md --style {}/s.toml -o x.csv", "replaces is 'x' and should be one of"),
        ("match {}/n.csv --against {}/ley.md -o x.csv", "perhaps “n”? name it with --text-column"),
        ("run {}/p.toml -o {}/r", "source “s”: n.csv has no column of texts"),
    ):
        assert main([*order.replace("{}", str(tmp_path)).split(), "--lang", "en"]) == 2
        assert said in capsys.readouterr().err, order


def test_doubts_and_what_readers_noticed_are_in_english_on_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ley = "\n\n".join(f"Artículo {k}. Agua limpia para toda persona." for k in (1, 2, 4))
    (tmp_path / "ley.md").write_text(ley, encoding="utf-8")
    order = ["parse", str(tmp_path / "ley.md"), "-o", str(tmp_path / "x.csv")]
    for lang, words in (
        ("es", "de Art. 2 se pasa a Art. 4"),
        ("en", "Art. 2 is followed by Art. 4"),
    ):
        assert main([*order, "--lang", lang]) == 1
        assert words in capsys.readouterr().err
