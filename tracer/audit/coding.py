"""From the coders' answers to what an audit says: agreement, what to settle, estimates."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tracer.audit.design import Plan, Stratum
from tracer.audit.estimate import Estimate, classical, coded_strata, prediction_powered
from tracer.audit.items import DEFINITIONS, Item, adopted
from tracer.audit.workbook import Codebook
from tracer.errors import FormatError, InputError, ShapeError

COUNTED = ("units", "weight")
"""What a rate is of: contributions or articles, or what they weigh: signatures, words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Estimates of one definition of «adopted», by units or by what they weigh."""

    definition: str
    counted: str
    """One of `COUNTED`."""
    engine: float
    """Rate that the engine alone gives."""
    classical: Estimate
    """From the sample alone."""
    powered: Estimate
    """From the sample and the engine's answers on everything."""


def write_plan(plan: Plan, population: str) -> str:
    """Give a plan as JSON, with what `tracer.run_files.population_of` says of its run."""
    return json.dumps({"run": population, **asdict(plan)}, ensure_ascii=False, indent=1) + "\n"


def read_plan(path: Path) -> tuple[Plan, str]:
    """Read what `write_plan` gave.

    Raises
    ------
    InputError
        If there is no such file.
    FormatError
        If it is no plan.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        strata = [Stratum(s["name"], s["size"], tuple(s["drawn"])) for s in found["strata"]]
        proposed = {key: tuple(cited) for key, cited in found["candidates"].items()}
        return Plan(found["kind"], found["seed"], tuple(strata), proposed), str(found["run"])
    except FileNotFoundError:
        raise InputError(
            "no existe {path}; haz el plan con tracer audit --plan", path=path
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(
            "{path} no es un plan de auditoría ({error!r})", path=path, error=error
        ) from error


def disagreements(books: Sequence[Codebook]) -> tuple[str, ...]:
    """Units that the coders coded differently and nobody has settled yet."""
    settled = {unit for book in books if book.settled for unit in book.codes}
    coders = [book for book in books if not book.settled]
    units = sorted({unit for book in coders for unit in book.codes} - settled)
    return tuple(
        unit for unit in units if len({b.codes[unit] for b in coders if unit in b.codes}) > 1
    )


def truth_of(books: Sequence[Codebook], definition: str) -> dict[str, float]:
    """Whether each coded unit was adopted; where coders differ, the share who say so.

    Half of a unit in dispute keeps an estimate from leaning to either side until it is settled.
    """
    settled = {u: c for book in books if book.settled for u, c in book.codes.items()}
    said: dict[str, list[float]] = {}
    for book in books:
        for unit, code in book.codes.items():
            if unit not in settled:
                said.setdefault(unit, []).append(float(adopted(code, definition)))
    found = {unit: sum(values) / len(values) for unit, values in said.items()}
    return found | {u: float(adopted(code, definition)) for u, code in settled.items()}


def estimates(items: Sequence[Item], plan: Plan, books: Sequence[Codebook]) -> tuple[Judged, ...]:
    """Estimate the rate of the population under each definition.

    Units that nobody coded are taken for missing at random within their stratum; a stratum without
    any is joined with the next, so that the rate of the whole can still be told.

    Raises
    ------
    InputError
        If nothing at all is coded.
    """
    return tuple(
        _judged(items, plan, truth_of(books, definition), definition, counted)
        for counted in COUNTED
        for definition in DEFINITIONS
    )


def _judged(
    items: Sequence[Item], plan: Plan, truth: Mapping[str, float], definition: str, counted: str
) -> Judged:
    if len(truth) < 2:
        raise InputError("no hay dos unidades codificadas; llena la columna «código»")
    stratum_of = _strata_with_codes(items, plan, truth)
    sizes = Counter(stratum_of.values())
    weights = {item.id: item.weight if counted == "weight" else 1.0 for item in items}
    predicted = {item.id: item.score for item in items}
    strata = coded_strata(sizes, stratum_of, truth, predicted, weights)
    total = math.fsum(weights.values())
    said = math.fsum(weights[i.id] for i in items if adopted(i.code, definition))
    engine = said / total if total else 0.0
    return Judged(definition, counted, engine, classical(strata), prediction_powered(strata))


def _strata_with_codes(
    items: Sequence[Item], plan: Plan, truth: Mapping[str, float]
) -> dict[str, str]:
    names = [stratum.name for stratum in plan.strata]
    unknown = sorted({item.stratum for item in items} - set(names))
    if unknown or len(items) != sum(s.size for s in plan.strata):
        raise ShapeError("the plan was drawn from another population; draw it again")
    coded = {item.stratum for item in items if item.id in truth}
    into: dict[str, str] = {}
    for at, name in enumerate(names):
        later = [other for other in names[at:] + names[:at][::-1] if other in coded]
        into[name] = later[0]
    return {item.id: into[item.stratum] for item in items}
