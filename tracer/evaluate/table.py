"""Results as a table of plain text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tracer.evaluate.measures import Measure
from tracer.evaluate.result import SuiteResult

_HEADS = {
    "es": {
        "metric": "medida", "value": "valor", "interval": "95 %", "count": "n",
        "reference": "para comparar", "own": "esta medición", "id": "caso",
        "expected": "esperado", "found": "encontrado", "right": "bien", "yes": "sí", "no": "no",
    },
    "en": {
        "metric": "metric", "value": "value", "interval": "95 %", "count": "n",
        "reference": "to compare", "own": "this run", "id": "case",
        "expected": "expected", "found": "found", "right": "right", "yes": "yes", "no": "no",
    },
}  # fmt: skip
_SPANISH = {
    "abstention precision": "nada responde: precisión",
    "abstention recall": "nada responde: exhaustividad",
    "abstention F1": "nada responde: F1",
    "doubled": "sin sus disposiciones",
    "ECE": "error de calibración (ECE)",
    "precision at confidence ≥ .5": "precisión con confianza ≥ .5",
    "published article within first five": "artículo publicado entre los cinco primeros",
    "published unit first": "disposición publicada en primer lugar",
    "removed petition abstained": "petición retirada: nada responde",
    "heir first": "heredero en primer lugar",
    "survival AUC": "sobrevive: AUC",
    "survival F1": "sobrevive: F1",
    "heir linked": "heredero enlazado",
    "fates right": "destinos acertados",
    "pairs found": "pares encontrados",
    "surplus pairs": "pares de más",
    "themes": "temas",
    "unassigned": "sin tema",
    "ARI of two seeds": "ARI de dos semillas",
    "true rate": "tasa verdadera",
    "engine alone": "el motor solo",
    "coverage · sample": "cubre · muestra",
    "coverage · powered": "cubre · con el motor",
    "width · sample": "ancho · muestra",
    "width · powered": "ancho · con el motor",
    "mean error · sample": "error medio · muestra",
    "mean error · powered": "error medio · con el motor",
    "width ratio": "razón de anchos",
    "ids kept": "claves que quedan",
    "places kept": "lugares que quedan",
    "AMI of deliveries": "AMI de las entregas",
    "AMI at once": "AMI de una vez",
    "waiting": "en espera",
    "novelty recall": "cobertura de lo nuevo",
    "novelty precision": "precisión de lo nuevo",
    "ARI of two samples": "ARI de dos muestras",
    "top-1": "acierto a la primera",
    "top-5": "acierto entre cinco",
    "examples": "ejemplos",
    "all examples": "todos los ejemplos",
    "TF-IDF, all examples": "TF-IDF, todos los ejemplos",
    "titulo": "título",
    "topic": "tema",
    "all": "todo",
    "newswire": "noticias",
}


def table(result: SuiteResult, lang: str = "es") -> str:
    """Lay out a result for reading.

    Parameters
    ----------
    result : SuiteResult
    lang : {"es", "en"}, default="es"

    Returns
    -------
    str
        The title and encoder, the measures, what others reached (where known), and the cases
        (where there are any), in columns of aligned text, without a line break at the end.
    """
    parts = [f"{result.titles[lang]} · {result.encoder}", _measures(result, lang)]
    if result.references:
        parts.append(_references(result, lang))
    if result.cases:
        parts.append(_cases(result, lang))
    return "\n\n".join(parts)


def _measures(result: SuiteResult, lang: str) -> str:
    head = _HEADS[lang]
    rows = [[head[key] for key in ("metric", "value", "interval", "count")]]
    rows += [
        [_label(name, lang), _value(measure), _interval(measure), _count(measure)]
        for name, measure in result.rows.items()
    ]
    return _columns(rows)


def _references(result: SuiteResult, lang: str) -> str:
    known = {name for reference in result.references for name in reference.values}
    metrics = [name for name in result.rows if name in known]
    rows = [[_HEADS[lang]["reference"], *(_label(name, lang) for name in metrics)]]
    for reference in result.references:
        values = [reference.values.get(name, float("nan")) for name in metrics]
        rows.append([reference.name, *(_number(value) for value in values)])
    own = [_value(result.rows[name]) for name in metrics]
    return _columns([*rows, [_HEADS[lang]["own"], *own]])


def _cases(result: SuiteResult, lang: str) -> str:
    head = _HEADS[lang]
    rows = [[head["id"], head["right"], head["found"], head["expected"]]]
    for case in result.cases:
        right = head["yes" if case.right else "no"]
        rows.append([case.id, right, case.found or "—", case.expected or "—"])
    return _columns(rows, right_aligned=False)


def _label(name: str, lang: str) -> str:
    if lang != "es":
        return name
    return " · ".join(_translated(part) for part in name.split(" · "))


def _translated(part: str) -> str:
    word, _, rest = part.partition(" ")
    if part in _SPANISH or not rest.isdigit():
        return _SPANISH.get(part, part)
    return f"{_SPANISH.get(word, word)} {rest}"


def _value(measure: Measure) -> str:
    whole = measure.low is None and measure.value.is_integer()  # counts have no interval
    return str(int(measure.value)) if whole else _number(measure.value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "—"
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"


def _interval(measure: Measure) -> str:
    if measure.low is None or measure.high is None or not math.isfinite(measure.low):
        return ""
    return f"{_number(measure.low)}–{_number(measure.high)}"


def _count(measure: Measure) -> str:
    return f"{measure.hits}/{measure.n}" if measure.hits is not None else str(measure.n)


def _columns(rows: Sequence[Sequence[str]], *, right_aligned: bool = True) -> str:
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if right_aligned and k else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
