"""The traceability table and the petitions: what each contribution asked and where it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracer.messages import catalogue
from tracer.output import Row
from tracer.records import Link
from tracer.report.quotes import clip, one_line
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD, Answers, Trail, answers, joined, joining, ways

TITLE_ROOM = 400


def traceability_rows(
    results: Results, *, lang: str = "es", threshold: float = THRESHOLD
) -> list[Row]:
    """Give one row per contribution and way, heaviest first, then by id.

    Parameters
    ----------
    results : Results
    lang : {"es", "en"}, default="es"
        Of the values, not of the column names.
    threshold : float, default=0.5
        Least confidence that counts as an answer, 0 to 1.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.TRACE`.
    """
    return list(each_traceability_row(results, lang=lang, threshold=threshold))


def each_traceability_row(
    results: Results, *, lang: str = "es", threshold: float = THRESHOLD
) -> Iterator[Row]:
    """Give the rows of `traceability_rows` one after another."""
    known = ways(results, threshold=threshold)
    return (_row(trail, lang) for trail in joining(results, known, threshold=threshold))


def _row(trail: Trail, lang: str) -> Row:
    words = catalogue(lang)
    asked, way = trail.contribution, trail.trace
    quoted = trail.final_link or trail.draft_link
    return {
        "canal": words.get(f"channel_{asked.channel}", asked.channel),
        "id": asked.id,
        "texto": asked.text,
        "firmas": asked.weight,
        "fecha": asked.date,
        "alcaldia": asked.borough,
        "colonia": asked.neighbourhood,
        "tema": trail.theme.label if trail.theme else "",
        "articulo_borrador": way.draft_citation,
        "confianza_borrador": way.draft_confidence if way.draft_strength else None,
        "fuerza_borrador": words.get(f"strength_{way.draft_strength}", way.draft_strength),
        "destino": words.get(f"fate_{way.fate}", way.fate) if way.fate else "",
        "articulo_final": way.final_citation,
        "encabezado_final": one_line(trail.final_unit.heading) if trail.final_unit else "",
        "confianza_final": way.final_confidence if way.final_strength else None,
        "fuerza_final": words.get(f"strength_{way.final_strength}", way.final_strength),
        "revision": words[f"standing_{quoted.review}"] if quoted and quoted.review else "",
        "via": words.get(f"route_{way.route}", way.route),
        "versiones_intermedias": way.between if any(way.between) else (),
        "antecedente": way.prior_citation,
        "confianza_antecedente": way.prior_confidence if way.prior_citation else None,
        "origen": words[f"origin_{way.origin}"] if way.origin else "",
        "respondida": words["yes" if trail.answered else "no"],
        "otros_articulos": trail.others,
        "cita_persona": one_line(quoted.evidence_contribution) if quoted else "",
        "cita_norma": one_line(quoted.evidence_provision) if quoted else "",
        "cita_de": _quoted_version(trail, quoted, lang),
        "fuente": asked.source,
    }


def _quoted_version(trail: Trail, quoted: Link | None, lang: str) -> str:
    if quoted is None:
        return ""
    return catalogue(lang)["final" if quoted is trail.final_link else "draft"]


def petition_rows(results: Results, *, lang: str = "es", threshold: float = THRESHOLD) -> list[Row]:
    """Give one row per petition, as in a published traceability table: draft → final.

    Returns
    -------
    list of mapping
        With the columns of `tracer.report.columns.PETITIONS`, most signatures first.
    """
    draft = answers(results.draft, threshold=threshold) if results.draft else {}
    final = answers(results.final, threshold=threshold)
    petitions = {c.id for c in results.contributions if c.channel == "petition"}
    known = [w for w in ways(results, threshold=threshold) if w.contribution_id in petitions]
    asked = joined(results, known, threshold=threshold)
    return [
        _petition(list(ways), draft, final, lang)
        for _, ways in groupby(asked, key=lambda t: t.contribution.id)
    ]


def _petition(ways: Sequence[Trail], draft: Answers, final: Answers, lang: str) -> Row:
    words = catalogue(lang)
    asked = ways[0].contribution
    found = final.get(asked.id, ())
    told = [way.trace.fate for way in ways if way.trace.fate]
    fates = dict.fromkeys(words.get(f"fate_{fate}", fate) for fate in told)
    return {
        "id": asked.id,
        "texto": clip(asked.text, TITLE_ROOM),
        "firmas": asked.weight,
        "fecha": asked.date,
        "articulos_borrador": [link.citation for link in draft.get(asked.id, ())],
        "destino": "; ".join(fates),
        "articulos_final": [link.citation for link in found],
        "mejor_confianza": found[0].confidence if found else None,
        "respondida": words["yes" if found else "no"],
    }
