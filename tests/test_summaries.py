"""What commands print as lines, and the same as JSON."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_audit_coding import fill

from tracer.cli import main
from tracer.commands.process import _measured
from tracer.evaluate import Case, Measure, Reference, SuiteResult, table
from tracer.help_texts import KEYS
from tracer.messages import catalogue

LAW = """### Artículo 1. Agua
Toda persona tiene derecho al agua potable en su vivienda, según el artículo 9.

### Artículo 2. Movilidad
El gobierno garantizará transporte público seguro, limpio y accesible.

### Artículo 4. Animales
Se prohíbe el maltrato a los animales; la ley castigará a quien los abandone.
"""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory, planned: Path) -> Path:
    """Everything that the commands below take."""
    folder = tmp_path_factory.mktemp("resumenes")
    (folder / "ley.md").write_text(LAW, encoding="utf-8")
    final = LAW.replace("garantizará", "podrá promover").replace("Artículo 4", "Artículo 3")
    (folder / "final.md").write_text(final, encoding="utf-8")
    rows = [f"{k},Queremos agua potable sin fugas en la calle {k},{k}" for k in range(20)]
    rows += [f"{k},Pedimos metro seguro y limpio en la línea {k},{k}" for k in range(20, 40)]
    head = "id,texto,firmas\n"
    (folder / "uno.csv").write_text(head + "\n".join(rows) + "\n40,,3\n", encoding="utf-8")
    more = "1,Queremos agua potable sin fugas en la calle 1,6000\n90,Agua sin fugas ya,3\n"
    (folder / "dos.csv").write_text(head + more, encoding="utf-8")
    concepts = "concepto,ejemplo\nagua,que llegue agua a la casa\nmetro,\n"
    (folder / "conceptos.csv").write_text(concepts, encoding="utf-8")
    (folder / "tabla.csv").write_text("id,articulo_final\np0,Art. 1\np1,Art. 77\n", "utf-8")
    claims = '[[claim]]\nid = "a"\nquantity = "petitions"\nfigure = 31\nsource = "folleto"\n'
    claims += claims.replace('"a"', '"b"').replace("31", "2100").replace("folleto", "acta")
    (folder / "cifras.toml").write_text(claims, encoding="utf-8")
    shutil.copytree(planned, folder / "corrida")
    for by, coder in enumerate("AB"):
        fill(folder / "corrida" / "auditoria" / f"codificacion_{coder}.xlsx", by=by)
    return folder


@pytest.fixture
def there(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(inputs)
    yield inputs


ORDERS = (
    "parse ley.md -o ley.csv --references remisiones.csv",
    "align ley.md final.md -o destinos.csv",
    "match uno.csv --against ley.md -o enlaces.csv",
    "assign uno.csv --concepts conceptos.csv -o reparto.csv",
    "themes uno.csv -o temas",
    "themes dos.csv --since temas -o temas2",
    "waves uno.csv dos.csv -o comparacion",
    "report corrida",
    "audit corrida",
    "audit corrida --plan --n 4",
    "audit corrida --codes",
    "audit corrida --claims cifras.toml",
    "audit corrida --table tabla.csv",
    "audit corrida --since corrida",
    "audit verify corrida",
)


def _figures(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def _spellings(found: object) -> set[str]:
    """Every way in which the figures of an object may be printed."""
    if isinstance(found, dict):
        return set().union(*map(_spellings, found.values()), set())
    if isinstance(found, list):
        return set().union(*map(_spellings, found), set())
    if isinstance(found, str):
        return _figures(found) | set(re.findall(r"\d+", found))
    if isinstance(found, int | float) and not isinstance(found, bool):
        ways = ("g", ",.0f", ".0f", ".1f", ".2f", ".3f")
        return set().union(*(_figures(format(abs(found), way)) for way in ways))
    return set()


@pytest.mark.parametrize("order", ORDERS)
def test_each_printed_figure_is_in_the_object(
    there: Path, capsys: pytest.CaptureFixture[str], order: str
) -> None:
    status = main(order.split())
    printed = capsys.readouterr()
    assert printed.err and not printed.out
    assert main([*order.split(), "--json"]) == status
    said = capsys.readouterr()
    assert not said.err
    (line,) = said.out.splitlines()
    found = json.loads(line)
    assert found["command"] == order.split()[0] and found["status"] == status
    assert _figures(printed.err) <= _spellings(found)
    documented = set(re.findall(r"[a-z_]+", KEYS[found["command"]]))
    assert found.keys() <= documented | {"command", "output", "status"}


def test_a_summary_is_told_in_english_where_that_is_asked_for(
    there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ["match", "uno.csv", "--against", "ley.md", "-o", "enlaces.csv"]
    for arguments in (["--lang", "en", *order], [*order, "--lang=en"]):
        main(arguments)
        assert "40 contributions against 3 units" in capsys.readouterr().err
    monkeypatch.setenv("TRACER_LANG", "en_US.UTF-8")
    main(order)
    assert "rows set aside: 1" in capsys.readouterr().err
    main([*order, "--lang", "es"])
    assert "40 aportaciones contra 3 unidades" in capsys.readouterr().err


def test_the_variable_changes_the_screen_and_no_report(
    there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["report", "corrida"])
    before = (there / "corrida" / "reporte.html").read_bytes()
    monkeypatch.setenv("TRACER_LANG", "en")
    main(["report", "corrida"])
    assert "20 contributions" in capsys.readouterr().err
    assert (there / "corrida" / "reporte.html").read_bytes() == before


def test_quiet_leaves_what_must_be_known(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "uno.csv", "--against", "ley.md", "-o", "x.csv", "--quiet"]) == 0
    told = capsys.readouterr()
    assert not told.out
    assert "filas apartadas: 1" in told.err and "unidades" not in told.err
    assert main(["--quiet", "parse", "final.md", "-o", "x.csv"]) == 0
    assert capsys.readouterr() == ("", "")


def test_rates_and_fates_are_told_in_words(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", "corrida"])
    words = catalogue("es")
    assert words["denominator_petitions"] in capsys.readouterr().err
    main(["align", "ley.md", "final.md", "-o", "d.csv"])
    assert f"{words['fate_weakened']} 1" in capsys.readouterr().err


def test_errors_are_an_object_too(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for order, kind in (
        ("parse nada.pdf -o x.csv", "InputError"),
        ("parse ley.md -o x.doc", "OutputError"),
        ("match uno.csv --text-column testo --against ley.md -o x.csv", "ColumnError"),
        ("rnu", "UsageError"),
        ("parse ley.md -o -", "UsageError"),
    ):
        assert main([*order.split(), "--json"]) == 2
        told = capsys.readouterr()
        assert not told.out
        error = json.loads(told.err)["error"]
        assert error["kind"] == kind and error["message"]


def test_a_desk_tells_programs_where_it_opened(
    there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracer.review import serve

    def opened(app: object, *, host: str, port: int, ready: object) -> None:
        ready(f"http://{host}:{port}/")  # type: ignore[operator]

    monkeypatch.setattr(serve, "serve", opened)
    assert main(["review", "corrida", "--port", "8770", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["address"] == "http://127.0.0.1:8770/" and told["log"].endswith("revision.sqlite")


def test_a_measured_suite_has_its_figures_and_nan_is_null(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from tracer.console import as_json

    rows = {"F1": Measure(0.613, 36, 0.5, 0.712), "share": Measure(float("nan"), 0)}
    result = SuiteResult(
        "s", {"es": "serie", "en": "suite"}, "e5", rows,
        (Reference("otro", {"F1": 0.587}),), (Case("c7", "Art. 3", "Art. 12", False),),
    )  # fmt: skip
    found = json.loads(as_json(_measured(result), encoding="utf-8"))
    assert found["measures"][1]["value"] is None
    printed = re.findall(r"\d+", table(result).partition("\n")[2].replace("95 %", ""))
    spelt = {part for way in _spellings(found) for part in re.findall(r"\d+", way)}
    assert {"613", "712", "587", "36", "12"} <= set(printed) <= spelt
