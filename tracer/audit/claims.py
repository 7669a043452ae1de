"""Published claims held against a run: confirmed, contradicted, or not determinable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracer.audit.items import Item
from tracer.errors import Phrase, ProcessError
from tracer.records import Rate
from tracer.toml_keys import Keys, parse_toml


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody published."""

    id: str
    quantity: str
    """One of `COUNTS`, or ``adopted`` for a rate."""
    figure: float
    """A count, or a percentage, 0 to 100."""
    source: str
    text: str = ""
    """The words of the source."""
    date: str = ""
    at_least: bool = False
    """The source says "more than"."""
    about: bool = False
    """The source says "approximately": within 5 % of the figure counts as the same."""
    denominator: str = ""
    """Of a rate, where the source says it (see `tracer.audit.rates.DENOMINATORS`); empty where it
    doesn't: then every denominator is a reading of it."""
    definition: str = ""
    """Likewise: ``strict``, ``middle`` or ``generous``."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim beside what the run says."""

    claim: Claim
    verdict: str
    """``confirmed``: under every reading; ``depends``: under some, contradicted under others;
    ``contradicted``; ``not_determinable``: the run has nothing to hold it against."""
    measured: tuple[str, ...]
    """What was measured under each reading, and whether it agrees."""


def _petitions(items: Sequence[Item]) -> list[Item]:
    return [i for i in items if i.kind == "contribution" and i.stratum.startswith("petition")]


def _between(low: float, high: float) -> Callable[[Sequence[Item]], float]:
    return lambda items: sum(low <= item.weight < high for item in _petitions(items))


def _channel(name: str) -> Callable[[Sequence[Item]], float]:
    return lambda items: sum(
        item.kind == "contribution" and item.stratum.startswith(name) for item in items
    )


COUNTS: Final[Mapping[str, Callable[[Sequence[Item]], float]]] = {
    "petitions": lambda items: len(_petitions(items)),
    "signatures": lambda items: sum(sorted(item.weight for item in _petitions(items))),
    "petitions over 50000": _between(50_000, float("inf")),
    "petitions 10000 to 50000": _between(10_000, 50_000),
    "petitions over 10000": _between(10_000, float("inf")),
    "petitions 5000 to 10000": _between(5_000, 10_000),
    "petitions 1000 to 5000": _between(1_000, 5_000),
    "petitions 100 to 900": _between(100, 900),
    "petitions under 100": _between(0, 100),
    "petitions answered": lambda items: sum(item.code != "no" for item in _petitions(items)),
    "survey answers": _channel("survey"),
    "comments": _channel("comment"),
    "event conclusions": _channel("event"),
}
"""What a run can count, by the name that a file of claims uses."""
CHANNELS: Final = {
    "survey answers": "survey", "comments": "comment", "event conclusions": "event",
}  # fmt: skip
"""Of what is counted; of all else, petitions."""
ROUNDING: Final = 0.5
"""Percentages are printed in whole numbers."""
WIDEST: Final = 0.2
"""Width of an interval, 0 to 1, past which it agrees with too much to confirm anything."""
YES, NO, TOO_FEW = Phrase("concuerda"), Phrase("no concuerda"), Phrase("muy pocas para decirlo")
ORDER: Final = (YES, NO, TOO_FEW)
KNOWN_ONLY: Final = ("supporters", "survey questions", "neighbourhoods", "essays", "events")
"""What sources claim and no run can count: listed, and compared among sources."""


def read_claims(path: str | Path) -> tuple[Claim, ...]:
    """Read a TOML of ``[[claim]]`` tables.

    Raises
    ------
    InputError
        If there is no such file.
    ProcessError
        If it is no TOML, or a key is unknown, missing or of the wrong type.
    """
    document = parse_toml(Path(path))
    document.only("claim")
    claims = tuple(map(_claim, document.tables("claim")))
    ids = [claim.id for claim in claims]
    twice = sorted({key for key in ids if ids.count(key) > 1})
    if twice:
        raise ProcessError(
            "{name}: dos afirmaciones se llaman «{repeated}»",
            name=document.path.name, repeated=twice[0],
        )  # fmt: skip
    return claims


def _claim(keys: Keys) -> Claim:
    keys.only(
        "id", "quantity", "figure", "source", "text", "date", "at_least", "about", "denominator",
        "definition",
    )  # fmt: skip
    quantity = keys.one_of("quantity", ("adopted", *COUNTS, *KNOWN_ONLY), "")
    figure = keys.values.get("figure")
    if not quantity:
        raise keys.wrong("quantity", f"una de {', '.join(('adopted', *COUNTS, *KNOWN_ONLY))}")
    if type(figure) not in (int, float):
        raise keys.wrong("figure", "un número")
    for name in ("at_least", "about"):
        if type(keys.values.get(name, False)) is not bool:
            raise keys.wrong(name, "true o false")
    return Claim(
        keys.text("id"), quantity, float(keys.values["figure"]), keys.text("source"),
        keys.text("text", ""), keys.text("date", ""), keys.values.get("at_least", False),
        keys.values.get("about", False), keys.text("denominator", ""), keys.text("definition", ""),
    )  # fmt: skip


def check_claims(
    claims: Sequence[Claim], items: Sequence[Item], rates: Sequence[Rate]
) -> tuple[Checked, ...]:
    """Hold each claim against what was counted.

    Parameters
    ----------
    claims : sequence of Claim
    items : sequence of Item
        Of every kind that the run has.
    rates : sequence of Rate
        Of those items.
    """
    return tuple(
        _rate(claim, rates) if claim.quantity == "adopted" else _count(claim, items)
        for claim in claims
    )


def _count(claim: Claim, items: Sequence[Item]) -> Checked:
    if claim.quantity not in COUNTS:
        return Checked(claim, "not_determinable", ("una corrida no lo cuenta",))
    channel = CHANNELS.get(claim.quantity, "petition")
    if not _channel(channel)(items):
        return Checked(claim, "not_determinable", (Phrase("la corrida no tiene ese canal"),))
    found = COUNTS[claim.quantity](items)
    same = _agrees(claim, found, found, slack=0.0)
    return Checked(claim, "confirmed" if same else "contradicted", (f"{found:,.0f}",))


def _rate(claim: Claim, rates: Sequence[Rate]) -> Checked:
    readings = [
        rate
        for rate in rates
        if claim.denominator in ("", rate.denominator) and claim.definition in ("", rate.definition)
    ]
    if not readings:
        return Checked(claim, "not_determinable", (Phrase("la corrida no tiene esas unidades"),))
    told = [(_told(claim, rate), rate) for rate in readings]
    told.sort(key=lambda pair: ORDER.index(pair[0]))  # what agrees first
    shown = tuple(
        Phrase(
            "{denominator}, {definition}: {percent:.1f} % ({low:.1f} a {high:.1f}), {answer}",
            denominator=rate.denominator,
            definition=rate.definition,
            percent=100 * rate.value,
            low=100 * rate.low,
            high=100 * rate.high,
            answer=answer,
        )
        for answer, rate in told
    )
    answers = {answer for answer, _ in told} - {TOO_FEW}
    verdict = {frozenset({YES}): "confirmed", frozenset({NO}): "contradicted"}.get(
        frozenset(answers), "depends" if answers else "not_determinable"
    )
    return Checked(claim, verdict, shown)


def _told(claim: Claim, rate: Rate) -> Phrase:
    if rate.high - rate.low > WIDEST:
        return TOO_FEW
    return YES if _agrees(claim, 100 * rate.low, 100 * rate.high, slack=ROUNDING) else NO


def _agrees(claim: Claim, low: float, high: float, *, slack: float) -> bool:
    room = max(slack, 0.05 * claim.figure if claim.about else 0.0)
    if claim.at_least:
        return high > claim.figure - room
    return low - room <= claim.figure <= high + room


def inconsistencies(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Groups of claims about one thing whose figures differ, in the order of the file.

    "More than 350" and 358 agree; "more than 350" and 341 don't.
    """
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.quantity, claim.denominator, claim.definition].append(claim)
    return tuple(
        tuple(group)
        for group in groups.values()
        if any(not _compatible(a, b) for a in group for b in group)
    )


def _compatible(one: Claim, other: Claim) -> bool:
    if one.at_least and other.at_least:
        return True
    if one.at_least or other.at_least:
        floor, exact = (one, other) if one.at_least else (other, one)
        return exact.figure >= floor.figure
    room = 0.05 * max(one.figure, other.figure) if one.about or other.about else 0.0
    return abs(one.figure - other.figure) <= room
