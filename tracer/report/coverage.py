"""Who is answered by what: coverage by provision and by theme, and the gaps both ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from tracer.messages import catalogue
from tracer.output import Row
from tracer.records import Contribution, Link, Theme, Trace, Unit
from tracer.report.quotes import clip, one_line
from tracer.report.results import Results, Version
from tracer.report.trails import (
    THRESHOLD,
    Answers,
    Trail,
    answers,
    by_confidence,
    joined,
    main_themes,
    ways,
)

TOP = 3
TEXT_ROOM = 1_000


def supporters(found: Answers) -> Mapping[str, Set[str]]:
    """Give the ids of the contributions answered by each citation, and by each article."""
    ids: dict[str, set[str]] = defaultdict(set)
    for contribution, links in found.items():
        for link in links:
            ids[link.citation].add(contribution)
            ids[link.article].add(contribution)
    return ids


def coverage_rows(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> list[Row]:
    """Give one row per provision of every version, in document order, answered by nobody or many.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.COVERAGE`; the final text first.
    """
    weights = {c.id: c.weight for c in results.contributions}
    labels = {theme.id: theme.label for theme in results.themes}
    themes = main_themes(results)
    of = {c: labels[t] for c, t in themes.items() if t in labels}
    rows: list[Row] = []
    for version in reversed(results.versions):
        found = answers(version, threshold=threshold)
        covered = _Covered(version.name, supporters(found), _best(found), weights, of)
        rows += [_unit_row(unit, covered, lang) for unit in version.units]
    return rows


@dataclass(frozen=True, slots=True)
class _Covered:
    version: str
    ids: Mapping[str, Set[str]]
    best: Mapping[str, float]
    weights: Mapping[str, float]
    themes: Mapping[str, str]
    """Contribution id → label of its main theme."""


def _best(found: Answers) -> Mapping[str, float]:
    best: dict[str, float] = {}
    for links in found.values():
        for link in links:
            best[link.citation] = max(link.confidence, best.get(link.citation, 0.0))
    return best


def _unit_row(unit: Unit, covered: _Covered, lang: str) -> Row:
    words = catalogue(lang)
    ids = covered.ids.get(unit.citation, frozenset())
    themes = Counter(covered.themes[i] for i in ids if i in covered.themes)
    return {
        "version": covered.version,
        "articulo": unit.article,
        "disposicion": unit.citation,
        "encabezado": one_line(unit.heading),
        "aportaciones": len(ids),
        "firmas": _sum(ids, covered.weights),
        "temas": len(themes),
        "temas_principales": _top(themes),
        "mejor_confianza": covered.best.get(unit.citation),
        "aportaciones_articulo": len(covered.ids.get(unit.article, ())),
        "estado": words.get(f"status_{unit.status}", unit.status),
        "pagina": unit.provisions[0].page if unit.provisions else None,
    }


def _sum(ids: Iterable[str], weights: Mapping[str, float]) -> float:
    # Sorted, because a sum of floats depends on its order.
    return sum((weights.get(i, 0.0) for i in sorted(ids)), 0.0)


def _top(counts: Mapping[str, int]) -> list[str]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"{name} ({count})" for name, count in ranked[:TOP]]


def theme_rows(results: Results, *, threshold: float = THRESHOLD) -> list[Row]:
    """Give one row per theme, heaviest first: its size and how much of it is answered.

    A theme counts the contributions of the themes below it, each once.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.THEMES`; shares from 0 to 1.
    """
    weights = {c.id: c.weight for c in results.contributions}
    found = answers(results.final, threshold=threshold)
    labels = {theme.id: theme.label for theme in results.themes}
    ids = _members(results)
    ranked = sorted(results.themes, key=lambda t: (-t.weight, -t.size, t.id))
    return [_theme_row(t, ids.get(t.id, frozenset()), found, weights, labels) for t in ranked]


def _members(results: Results) -> Mapping[str, Set[str]]:
    parents = {theme.id: theme.parent_id for theme in results.themes}
    ids: dict[str, set[str]] = defaultdict(set)
    for member in results.members:
        above, seen = member.theme_id, set[str]()
        while above and above not in seen:
            ids[above].add(member.contribution_id)
            seen.add(above)
            above = parents.get(above, "")
    return ids


def _theme_row(
    theme: Theme,
    ids: Set[str],
    found: Answers,
    weights: Mapping[str, float],
    labels: Mapping[str, str],
) -> Row:
    answered = {i for i in ids if i in found}
    signed, signed_answered = _sum(ids, weights), _sum(answered, weights)
    provisions = Counter(link.citation for i in answered for link in found[i])
    return {
        "tema": theme.label,
        "tema_padre": labels.get(theme.parent_id, ""),
        "terminos": theme.terms,
        "aportaciones": theme.size,
        "firmas": theme.weight,
        "respondidas": len(answered),
        "parte_respondidas": len(answered) / len(ids) if ids else None,
        "firmas_respondidas": signed_answered,
        "parte_firmas": signed_answered / signed if signed else None,
        "articulos": _top(provisions),
        "sin_copias": theme.distinct,
        "firmas_sin_copias": theme.distinct_weight,
        "estabilidad": theme.stability,
        "tema_id": theme.id,
    }


def gap_rows(
    results: Results,
    *,
    asked: Results | None = None,
    lang: str = "es",
    threshold: float = THRESHOLD,
) -> list[Row]:
    """Give the gaps both ways: contributions that nothing answers, provisions that answer nobody.

    Parameters
    ----------
    results : Results
    asked : Results, optional
        With the contributions that are listed; by default all.
    lang : {"es", "en"}, default="es"
    threshold : float, default=0.5

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.GAPS`; heaviest contributions first, then the
        provisions of the final text in document order, without repealed ones.
    """
    words, asked = catalogue(lang), asked or results
    labels = {theme.id: theme.label for theme in results.themes}
    themes = main_themes(asked)
    nearest = _nearest(asked.final)
    rows: list[Row] = [
        {
            "vacio": words["gap_unanswered"],
            "referencia": trail.contribution.id,
            "texto": trail.contribution.text,
            "firmas": trail.contribution.weight,
            "tema": labels.get(themes.get(trail.contribution.id, ""), ""),
            "articulo_borrador": trail.trace.draft_citation,
            **_candidate(nearest.get(trail.contribution.id)),
        }
        for trail in unanswered(asked, threshold=threshold)
    ]
    for unit in silent_units(results.final, threshold=threshold):
        text = clip(f"{unit.heading}. {unit.text}" if unit.heading else unit.text, TEXT_ROOM)
        rows.append({"vacio": words["gap_silent"], "referencia": unit.citation, "texto": text})
    return rows


def _candidate(link: Link | None) -> Mapping[str, object]:
    return {"mas_cercano": link.citation, "confianza": link.confidence} if link else {}


def _nearest(version: Version) -> Mapping[str, Link]:
    best: dict[str, Link] = {}
    for link in version.links:
        held = best.get(link.contribution_id)
        if link.rank > 0 and (held is None or by_confidence(link) < by_confidence(held)):
            best[link.contribution_id] = link
    return best


def unanswered(results: Results, *, threshold: float = THRESHOLD) -> list[Trail]:
    """Give the contributions that no provision of the final text answers, each once."""
    known = unanswered_ways(results, threshold=threshold)
    return joined(results, known, threshold=threshold)


def unanswered_ways(results: Results, *, threshold: float = THRESHOLD) -> list[Trace]:
    """Give the first trace of each contribution that no provision of the final text answers."""
    found = answers(results.final, threshold=threshold)
    once: dict[str, Trace] = {}
    for way in ways(results, threshold=threshold):
        if way.contribution_id not in found:
            once.setdefault(way.contribution_id, way)
    return list(once.values())


def silent_units(version: Version, *, threshold: float = THRESHOLD) -> list[Unit]:
    """Give the provisions in force that answer nobody, in document order."""
    covered = supporters(answers(version, threshold=threshold))
    return [u for u in version.units if u.status != "repealed" and u.citation not in covered]


def weight_of(contributions: Iterable[Contribution]) -> float:
    """Add up the weights, in an order that does not depend on the input's."""
    return sum(sorted(c.weight for c in contributions))
