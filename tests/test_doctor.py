"""``tracer doctor``: a line for everything, whatever state the machine is in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracer.cli import main
from tracer.doctor import engine, examine, packages, probe
from tracer.doctor.check import MISSING, NOTICE, OK, Check, safely
from tracer.doctor.storage import examine_storage
from tracer.encode import VectorCache
from tracer.encode.load import DEFAULT, load_encoder
from tracer.encode.vector_file import ASIDE
from tracer.errors import EncoderError, Phrase, TracerWarning
from tracer.shipped import shipped

WELL = {
    "numpy": {"ok": True},
    "openvino-cpu": {"ok": True, "processor": "X", "capabilities": ["FP32", "BF16"]},
    "codificador": {
        "ok": True, "identity": "a/f32", "expected": "a/f32", "cosine": 1.0, "same": True,
        "rate": 100.0,
    },
    "torch": {"ok": True, "devices": []},
}  # fmt: skip


@pytest.fixture
def well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine on which the probe finds nothing wrong."""
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    monkeypatch.setattr(engine, "probe_facts", lambda: (WELL, ""))
    return monkeypatch


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    return {check["area"]: check for check in json.loads(capsys.readouterr().out)["checks"]}


def test_where_nothing_is_missing_it_ends_with_0_and_says_what_would_be_faster(
    well: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "bf16" in told and "falta" not in {line.split()[0] for line in told.splitlines()}
    assert main(["doctor", "--json"]) == 0
    assert {"tracer", "Python", "codificador", "memoria", "vectores", "muestra"} <= _json(
        capsys
    ).keys()


def test_a_vector_that_is_not_the_recorded_one_is_missing(well, capsys) -> None:
    wrong = {**WELL["codificador"], "cosine": 0.98, "same": False}
    well.setattr(engine, "probe_facts", lambda: ({**WELL, "codificador": wrong}, ""))
    assert main(["doctor", "--json"]) == 1
    assert _json(capsys)["codificador"]["status"] == MISSING


def test_a_rounding_of_another_processor_is_in_order(well, capsys) -> None:
    rounded = {**WELL["codificador"], "cosine": 0.999999, "same": False}
    well.setattr(engine, "probe_facts", lambda: ({**WELL, "codificador": rounded}, ""))
    assert main(["doctor", "--json"]) == 0
    assert "redondeo" in _json(capsys)["codificador"]["found"]


def test_the_probe_that_dies_names_what_it_was_trying() -> None:
    told = b'{"try": "numpy"}\n{"name": "numpy", "ok": true}\nnoise\n{"try": "openvino"}\n'
    facts, ending = engine._read(told, -4)
    assert list(facts) == ["numpy"]
    assert "openvino" in ending and "señal 4" in ending
    assert engine._read(b"", 1)[1]


def test_a_package_that_is_absent_or_too_old_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [("numpy", ">=1.0"), ("numpy", ">=999"), ("no-hay-tal", ">=1")]
    monkeypatch.setattr(packages, "requirements", lambda: wanted)
    found = {check.area: check for check in packages.examine_packages()}
    assert found["no-hay-tal"].status == MISSING and found["no-hay-tal"].advice
    assert found["numpy"].status == NOTICE and "999" in found["numpy"].found
    assert found["paquetes"].found.startswith("1 de 3")


def test_every_package_of_the_project_is_looked_at() -> None:
    names = [name for name, _ in packages.requirements()]
    assert {"numpy", "scikit-learn", "vl-convert-python"} <= set(names)
    assert set(probe.NATIVE) <= set(names)


def test_a_damaged_file_of_vectors_is_told_and_left_as_it_is(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    place = tmp_path / "vectors.sqlite"
    (absent,) = examine_storage()
    assert absent.status == OK and not place.exists()
    with VectorCache(place) as cache:
        cache.put([(bytes([k]) * 32, bytes(1536)) for k in range(200)])
    (sound,) = examine_storage()
    assert sound.status == OK and "sano" in sound.found
    raw = bytearray(place.read_bytes())
    raw[4096:12288] = b"\xff" * 8192
    place.write_bytes(raw)
    (damaged,) = examine_storage()
    assert damaged.status == NOTICE and "dañado" in damaged.found
    assert place.read_bytes() == bytes(raw)
    assert [file.name for file in tmp_path.iterdir()] == [place.name]


def test_an_altered_vector_is_told_and_stays(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    place = tmp_path / "vectors.sqlite"
    with VectorCache(place) as cache:
        cache.put([(bytes([k]) * 32, bytes([k]) * 1536) for k in range(1, 200)])
    raw = place.read_bytes()
    raw = raw.replace(bytes([7]) * 1536, bytes([7]) * 1535 + b"\x06")
    place.write_bytes(raw)
    (altered,) = examine_storage()
    assert altered.status == NOTICE and "1 de sus vectores" in altered.found
    assert place.read_bytes() == raw
    assert [file.name for file in tmp_path.iterdir()] == [place.name]


def test_what_a_run_is_writing_is_seen(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    with VectorCache(tmp_path / "vectors.sqlite") as cache:
        cache.put([(bytes(32), bytes(1536))])
        cache._file.execute("UPDATE checked SET vector = ?", (bytes(1535) + b"x",))
        (altered,) = examine_storage()
    assert "1 de sus vectores" in altered.found


def test_a_file_that_a_run_set_aside_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACER_CACHE", str(tmp_path))
    (tmp_path / "vectors.sqlite").write_bytes(b"nada de esto" * 900)
    with pytest.warns(TracerWarning), VectorCache(tmp_path / "vectors.sqlite") as cache:
        cache.put([(bytes(32), bytes(1536))])
    aside, sound = examine_storage()
    assert aside.status == NOTICE and "borrar" in aside.advice and sound.status == OK


def test_a_place_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACER_CACHE", "/proc/no/se/puede")
    (refused,) = examine_storage()
    assert refused.status == NOTICE and "TRACER_CACHE" in refused.advice


def test_whatever_breaks_in_an_examination_is_what_was_found(well, capsys) -> None:
    def broken() -> list[Check]:
        raise MemoryError("nada")

    assert safely("x", broken)[0].status == NOTICE
    well.setattr(examine, "EXAMINATIONS", (("x", broken), ("y", lambda: [Check("y", OK, "sí")])))
    assert main(["doctor"]) == 0
    assert "MemoryError" in capsys.readouterr().out


def test_the_recorded_vector_is_the_one_of_these_weights() -> None:
    folder = shipped("models") / DEFAULT
    assert probe.recorded(folder)["identity"] == load_encoder().identity


@pytest.mark.slow
def test_the_probe_finds_this_machine_in_order() -> None:
    facts, ending = engine.probe_facts()
    assert not ending
    assert set(facts) == {*probe.NATIVE, "openvino-cpu", probe.ENCODER}
    assert all(fact["ok"] for fact in facts.values()), facts
    assert facts[probe.ENCODER]["cosine"] > engine.ALIKE


def test_everything_is_told_in_english_too(well, tmp_path, capsys) -> None:
    (tmp_path / f"vectors.sqlite{ASIDE}1").write_bytes(b"nada")
    broken = {**WELL["codificador"], "cosine": 0.98, "same": False}
    facts = {**WELL, "codificador": broken}
    well.setattr(engine, "probe_facts", lambda: (facts, engine._read(b'{"try": "lxml"}', -4)[1]))
    well.setattr(packages, "requirements", lambda: [("numpy", ">=999"), ("no-hay-tal", ">=1")])
    assert main(["doctor", "--lang", "en"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    for words in (
        "missing encoder", "warning numpy", "warning damaged", "signal 4", "cosine 0.98",
        "not installed", "install tracer again", "GB free in", "other programs",
    ):  # fmt: skip
        assert words in told
    assert not [words for words in ("hace falta", "se pide", "instala", "aviso") if words in told]
    assert main(["doctor", "--lang", "en", "--json"]) == 1
    check = _json(capsys)["codificador"]
    assert check["status"] == MISSING and check["advice"].startswith("install tracer again")


def test_an_error_of_the_encoder_is_told_in_english_too(well, capsys) -> None:
    def broken() -> dict[str, object]:
        why = Phrase("no se puede leer {path}: {reason}", path=Path("a.bin"), reason="EIO")
        raise EncoderError("fuente «{name}»: {error}", name="e5", error=why)

    probe._attempt("codificador", broken)
    fact = json.loads(capsys.readouterr().out.splitlines()[1])
    well.setattr(engine, "probe_facts", lambda: ({**WELL, "codificador": fact}, ""))
    assert main(["doctor"]) == 1
    assert "EncoderError: fuente «e5»: no se puede leer a.bin: EIO" in capsys.readouterr().out
    assert main(["doctor", "--lang", "en"]) == 1
    assert "EncoderError: source “e5”: can't read a.bin: EIO" in capsys.readouterr().out
