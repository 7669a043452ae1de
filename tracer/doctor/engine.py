"""What the probe told: compiled packages, the encoder and its vectors, what would be faster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from tracer.doctor.check import MISSING, NOTICE, OK, Check
from tracer.doctor.packages import AGAIN, PACKAGE, is_present
from tracer.doctor.probe import ENCODER
from tracer.errors import Phrase

PATIENCE = 300
"""Seconds for all that the probe tries."""
ALIKE = 0.9999
"""Cosine from which a vector is the recorded one; rounding of another processor stays far above."""

Facts = Mapping[str, Mapping[str, Any]]


def examine_engine() -> Iterator[Check]:
    """Try native code and the encoder in a process of their own, and say what came of it."""
    facts, ending = probe_facts()
    for name, fact in facts.items():
        if not fact["ok"] and name != ENCODER and is_present(name):
            yield Check(name, MISSING, Phrase("no carga: {error}", error=_error(fact)), AGAIN)
    if ending:
        yield Check("motor", MISSING, ending, AGAIN)
    yield _encoder(facts.get(ENCODER))
    yield _arithmetic(facts.get("openvino-cpu", {}))
    yield _graphics(facts.get("torch", {}))


def probe_facts() -> tuple[dict[str, dict[str, Any]], Phrase | None]:
    """Run the probe: what it found under each name, and how it ended where it broke off."""
    path = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    order = [sys.executable, "-P", "-m", "tracer.doctor.probe"]
    try:
        ran = subprocess.run(
            order, capture_output=True, timeout=PATIENCE, env={**os.environ, "PYTHONPATH": path}
        )
        told, status = ran.stdout, ran.returncode
    except subprocess.TimeoutExpired as late:
        told, status = late.stdout or b"", 0
    return _read(told, status)


def _read(told: bytes, status: int) -> tuple[dict[str, dict[str, Any]], Phrase | None]:
    facts: dict[str, dict[str, Any]] = {}
    attempt = ""
    for line in told.decode("utf-8", "replace").splitlines():
        try:
            fact = json.loads(line)
        except ValueError:
            continue  # what a library prints of its own
        if isinstance(fact, dict) and "try" in fact:
            attempt = str(fact["try"])
        elif isinstance(fact, dict) and "name" in fact:
            facts[str(fact["name"])] = fact
    if attempt in facts or (not attempt and status == 0):
        return facts, None if attempt else Phrase("la prueba no dijo nada")
    what = attempt or "tracer"
    if status < 0:
        return facts, Phrase(
            "al probar {what}, se interrumpió (señal {signal})", what=what, signal=-status
        )
    return facts, Phrase("al probar {what}, no terminó", what=what)


def _encoder(fact: Mapping[str, Any] | None) -> Check:
    if fact is None:
        return Check(ENCODER, MISSING, Phrase("no se pudo probar"), AGAIN)
    if not fact["ok"]:
        return Check(ENCODER, MISSING, _error(fact), AGAIN)
    told = Phrase(
        "{identity}, unos {rate:.0f} textos cortos por segundo",
        identity=fact["identity"], rate=fact["rate"],
    )  # fmt: skip
    if fact["cosine"] < ALIKE or fact["identity"] != fact["expected"]:
        wrong = Phrase(
            "{told}; no da el vector registrado (coseno {cosine:.4f})",
            told=told, cosine=fact["cosine"],
        )  # fmt: skip
        return Check(ENCODER, MISSING, wrong, AGAIN)
    if fact["same"]:
        same = Phrase("{told}; da el vector registrado, bit por bit", told=told)
        return Check(ENCODER, OK, same)
    near = Phrase("{told}; da el vector registrado, salvo redondeo del procesador", told=told)
    return Check(ENCODER, OK, near)


def _error(fact: Mapping[str, Any]) -> Phrase:
    """What an attempt failed with: an error of tracer's own can be said in other languages."""
    error = fact["error"]
    if isinstance(error, str):
        return Phrase("{error}", error=error)
    return Phrase("{kind}: {error}", kind=error["kind"], error=_figure(error["told"]))


def _figure(told: Any) -> object:
    if not isinstance(told, dict):
        return told
    return Phrase(told["template"], **{k: _figure(one) for k, one in told["figures"].items()})


def _arithmetic(fact: Mapping[str, Any]) -> Check:
    if not fact.get("ok"):
        return Check("aritmética", NOTICE, Phrase("no se sabe qué puede el procesador"))
    processor = " ".join(str(fact["processor"]).split())
    if "BF16" in fact["capabilities"]:
        return Check(
            "aritmética", OK,
            Phrase(
                "f32, la de todo procesador; éste ({processor}) puede bf16", processor=processor
            ),
            Phrase(
                "más rápido: --backend bf16, o backend = \"bf16\" en [settings]; da otros últimos "
                "dígitos, así que usa siempre la misma en un proceso"
            ),
        )  # fmt: skip
    told = Phrase(
        "f32; {processor} no tiene AMX ni AVX512-BF16, que permitirían bf16", processor=processor
    )
    return Check("aritmética", OK, told)


def _graphics(fact: Mapping[str, Any]) -> Check:
    devices = ", ".join(fact.get("devices", ())) if fact.get("ok") else ""
    if devices:
        unused = Phrase(
            "{devices}; el codificador corre en el procesador y no la usa", devices=devices
        )
        return Check("GPU", OK, unused)
    return Check("GPU", OK, Phrase("ninguna a la vista; no hace falta"))
