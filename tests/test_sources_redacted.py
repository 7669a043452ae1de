"""Planted personal data: no byte of what a run leaves behind holds any of it."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from tracer.cli import main

PLANTED = {
    "correo": "lucrecia.barrientos@correo-inventado.mx",
    "correo pegado": "otra.vecina@correo-inventado.mx",
    "teléfono": "55 4821 9036",
    "teléfono corrido": "5548219037",
    "celular de Chile": "+56 9 8123 4567",
    "móvil de España": "612 48 21 90",
    "CURP": "BALM850312MDFRRC09",
    "RFC": "BALM850312AB1",
    "clave": "BRLCRC85031209M400",
    "RUT": "12.345.678-5",
    "DNI": "12345678Z",
    "CLABE": "032180000118359719",
    "tarjeta": "4111 1111 1111 1111",
    "perfil": "facebook.com/lucrecia.barrientos.9",
    "cuenta de red": "@lucrecia_barrientos",
    "calle": "Calle Xochiquetzal 4471",
    "código postal": "C.P. 06721",
}
"""Everything here is invented."""
WEEDS = {*PLANTED.values(), "lucrecia", "barrientos", "correo-inventado", "Xochiquetzal",
         "48219036", "821 9036", "850312"}  # fmt: skip
"""What of them must not be found, in any case."""
ASKED = (
    "Pedimos agua potable todos los días en la colonia, sin fugas ni tandeos",
    "Queremos metro seguro, limpio y accesible para las personas mayores",
    "Que se castigue a quien maltrata animales y haya más espacios para ellos",
)
LAW = """### Artículo 1. Agua
Toda persona tiene derecho al agua potable en su vivienda, según el artículo 9.

### Artículo 2. Movilidad
El gobierno garantizará transporte público seguro, limpio y accesible.

### Artículo 4. Animales
Se prohíbe el maltrato a los animales; la ley castigará a quien los abandone.
"""
AUTHOR = "Hermenegilda Zaldumbide"


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACER_REDACT_KEY", "de prueba")


def _petitions() -> str:
    rows = ["folio,titulo,texto,firmas,fecha,colonia,autor"]
    for k, value in enumerate(PLANTED.values()):
        asked = ASKED[k % 3]
        rows.append(f'p{k},Petición {k},"{asked}. Datos: {value}.",{k + 1},2016-03-0{k % 9 + 1},'
                    f'Del Valle,{AUTHOR}')  # fmt: skip
    email, phone = PLANTED["correo"], PLANTED["teléfono"]
    rows += [
        f'{email},Con correo por folio,{ASKED[0]},3,2016-03-02,Roma,{AUTHOR}',
        f'p90,Fecha rara,{ASKED[1]},muchas {phone},mañana en {email},Tel {phone},{AUTHOR}',
        f'p91,"Repite {email}",{ASKED[2]} {"largo " * 8}{phone},1,,,{AUTHOR}',
        f'p91,"Repite {email}",{ASKED[2]} {"largo " * 8}{phone},1,,,{AUTHOR}',
        f"{phone},,,1,,,{AUTHOR}",
    ]  # fmt: skip
    return "\n".join(rows) + "\n"


def _comments() -> str:
    comments = [
        {"id": f"c{k}", "author": AUTHOR, "nombre": AUTHOR, "text": f"{ASKED[k % 3]} {value}",
         "anchor": {"exact": f"lo que dijo {value}"}, "createdAt": "2016-04-01"}
        for k, value in enumerate(PLANTED.values())
    ]  # fmt: skip
    return json.dumps([{"title": f"Ensayo de {PLANTED['correo']}", "discussions": comments}])


def _lines() -> str:
    good = [{"id": k, "respuesta": f"{ASKED[k % 3]} {k} {v}", "usuario": AUTHOR}
            for k, v in enumerate(PLANTED.values())]  # fmt: skip
    broken = f'{{"id": 99, "usuario": "{AUTHOR}", "respuesta": "{PLANTED["correo"]}'
    escaped = '{"id": 98, "respuesta": "lucrecia.barrientos\\u0040correo-inventado.mx'
    return "\n".join([*map(json.dumps, good), broken, escaped]) + "\n"


def _event() -> str:
    items = "\n".join(f"- {ASKED[k % 3]}: {v}" for k, v in enumerate(PLANTED.values()))
    return (
        f"# Asamblea con {PLANTED['teléfono']}\n\nFecha: 2016-05-01\nOrganiza: {AUTHOR}\n"
        f"Relatora: {AUTHOR}\nLugar: {PLANTED['calle']}\nColonia: Roma\n\n"
        f"## Conclusiones\n{items}\n"
    )


PROCESS = """[process]
name = "prueba"
[settings]
redact = true
[[sources]]
name = "peticiones"
channel = "petition"
path = "peticiones.csv"
[[sources]]
name = "comentarios"
channel = "comment"
path = "comentarios.json"
[[sources]]
name = "encuesta"
channel = "survey"
path = "encuesta.jsonl"
[[sources]]
name = "eventos"
channel = "event"
path = "eventos"
[[versions]]
name = "final"
path = "final.md"
"""


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "entrada"
    (folder / "eventos").mkdir(parents=True)
    for name, text in (
        ("peticiones.csv", _petitions()), ("comentarios.json", _comments()),
        ("encuesta.jsonl", _lines()), ("final.md", LAW), ("proceso.toml", PROCESS),
        (f"eventos/acta {PLANTED['teléfono']}.md", _event()),
        ("conceptos.csv", f"concepto,ejemplo\nagua,agua {PLANTED['correo']}\nmetro,metro\n"),
    ):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _words_in(path: Path) -> list[str]:
    """Everything that a file says, as it stands and unpacked."""
    raw = path.read_bytes()
    said = [raw.decode("utf-8", "replace"), raw.decode("utf-16-le", "ignore")]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            said += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path):
            said += [str(row) for row in sheet.iter_rows(values_only=True)]
    if path.suffix == ".parquet":
        said.append(str(pq.read_table(path).to_pylist()))
    if raw.startswith(b"SQLite format 3"):
        with sqlite3.connect(path) as opened:
            said += list(opened.iterdump())
    return [one.lower() for one in said]


def _found_in(*folders: Path, weeds: set[str] | None = None) -> dict[str, set[str]]:
    found = {}
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            said = [path.name.lower(), *(_words_in(path) if path.is_file() else [])]
            held = {w for w in weeds or WEEDS | {AUTHOR} if any(w.lower() in one for one in said)}
            if held:
                found[str(path)] = held
    return found


def test_what_was_planted_is_found_by_the_search_where_nothing_is_replaced(
    inputs: Path, tmp_path: Path
) -> None:
    (inputs / "proceso.toml").write_text(PROCESS.replace("redact = true", ""), encoding="utf-8")
    assert main(["run", str(inputs / "proceso.toml"), "-o", str(tmp_path / "r")]) == 0
    found = _found_in(tmp_path / "r")
    for name in ("contributions.parquet", "reporte.html", "trazabilidad.xlsx", "rechazados.csv"):
        assert found[str(tmp_path / "r" / name)] - {AUTHOR}


def test_a_run_leaves_nothing_personal_behind(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "r"
    assert main(["run", str(inputs / "proceso.toml"), "-o", str(run)]) == 0
    assert main(["report", str(run), "--lang", "en"]) == 0
    assert main(["audit", str(run)]) in (0, 1)
    assert main(["audit", str(run), "--plan", "--n", "5"]) == 0
    assert len([p for p in run.rglob("*") if p.is_file()]) > 10
    assert not _found_in(run, tmp_path / "cache")
    said = capsys.readouterr()
    assert not {w for w in WEEDS if w.lower() in (said.out + said.err).lower()}


def test_the_manifest_counts_what_was_replaced_in_each_source(inputs: Path, tmp_path: Path) -> None:
    assert main(["run", str(inputs / "proceso.toml"), "-o", str(tmp_path / "r")]) == 0
    told = json.loads((tmp_path / "r" / "manifest.json").read_text(encoding="utf-8"))["redaction"]
    assert told["replaced"]["encuesta"] == {
        "CURP": 1, "DNI": 1, "RFC": 1, "RUT": 1, "clave de elector": 1, "correo": 2, "cuenta": 1,
        "dirección": 2, "perfil": 2, "tarjeta": 1, "teléfono": 4,
    }  # fmt: skip
    assert "nombre" not in told["kinds"] and len(told["kinds"]) == 11


@pytest.mark.parametrize(
    "order",
    [
        "match {i}/peticiones.csv --against {i}/final.md -o {o}/enlaces.csv",
        "match {i}/comentarios.json --against {i}/final.md -o {o}/enlaces.xlsx",
        "themes {i}/peticiones.csv -o {o}/temas",
        "waves {i}/peticiones.csv {i}/encuesta.jsonl -o {o}/oleadas",
        "assign {i}/encuesta.jsonl --concepts {i}/conceptos.csv -o {o}/reparto.csv",
    ],
)
def test_single_commands_leave_nothing_personal_behind(
    order: str, inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "salida"
    into.mkdir()
    main([*order.format(i=inputs, o=into).split(), "--redact", "--json"])
    assert list(into.rglob("*.csv")) or list(into.rglob("*.xlsx"))
    assert not _found_in(into, tmp_path / "cache")
    said = capsys.readouterr()
    assert json.loads(said.out)["replaced"]
    assert not {w for w in WEEDS if w.lower() in (said.out + said.err).lower()}


def test_an_error_does_not_quote_what_is_personal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    email = PLANTED["correo"]
    (tmp_path / "sin.csv").write_text(f"clave,{email}\n1,2\n", encoding="utf-8")
    order = ["match", str(tmp_path / "sin.csv"), "--against", "x.md", "-o", str(tmp_path / "e.csv")]
    assert main(order) == 2
    assert email in capsys.readouterr().err
    assert main([*order, "--redact"]) == 2
    told = capsys.readouterr().err
    assert email not in told and "[correo]" in told


def test_columns_of_authors_are_in_no_output(inputs: Path, tmp_path: Path) -> None:
    text = PROCESS.replace("redact = true", "")
    (inputs / "proceso.toml").write_text(text, encoding="utf-8")
    assert main(["run", str(inputs / "proceso.toml"), "-o", str(tmp_path / "r")]) == 0
    assert not _found_in(tmp_path / "r", weeds={AUTHOR})


def test_ids_that_are_personal_are_the_same_person_again_and_nobody_can_tell_who(
    inputs: Path, tmp_path: Path
) -> None:
    from tracer import read_contributions
    from tracer.redaction import redactor

    first = read_contributions(inputs / "peticiones.csv", personal=redactor())
    rows = (inputs / "peticiones.csv").read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "otra.csv"
    turned.write_text("\n".join([rows[0], *reversed(rows[1:])]), encoding="utf-8")
    second = read_contributions(turned, personal=redactor())
    assert {c.id for c in first.contributions} == {c.id for c in second.contributions}
    given = [c.id for c in first.contributions if c.id.startswith("id-")]
    assert len(given) == 1 and len(given[0]) == len("id-") + 12
