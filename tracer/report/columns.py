"""The columns of the tables for people: stable names, in output order, with their types.

Names are Spanish words without accents, the same whatever the language of the report, so that a
script can rely on them; sheets and the page show the words of `tracer.messages` instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracer.cells import Columns

TRACE: Columns = {
    "canal": str,
    "id": str,
    "texto": str,
    "firmas": float,
    "fecha": date,
    "alcaldia": str,
    "colonia": str,
    "tema": str,
    "articulo_borrador": str,
    "confianza_borrador": float,
    "fuerza_borrador": str,
    "destino": str,
    "articulo_final": str,
    "encabezado_final": str,
    "confianza_final": float,
    "fuerza_final": str,
    "revision": str,
    "via": str,
    "versiones_intermedias": tuple,
    "antecedente": str,
    "confianza_antecedente": float,
    "origen": str,
    "respondida": str,
    "otros_articulos": tuple,
    "cita_persona": str,
    "cita_norma": str,
    "cita_de": str,
    "fuente": str,
}
COVERAGE: Columns = {
    "version": str,
    "articulo": str,
    "disposicion": str,
    "encabezado": str,
    "aportaciones": int,
    "firmas": float,
    "temas": int,
    "temas_principales": tuple,
    "mejor_confianza": float,
    "aportaciones_articulo": int,
    "estado": str,
    "pagina": int,
}
THEMES: Columns = {
    "tema": str,
    "tema_padre": str,
    "terminos": tuple,
    "aportaciones": int,
    "firmas": float,
    "respondidas": int,
    "parte_respondidas": float,
    "firmas_respondidas": float,
    "parte_firmas": float,
    "articulos": tuple,
    "sin_copias": int,
    "firmas_sin_copias": float,
    "estabilidad": float,
    "tema_id": str,
}
GAPS: Columns = {
    "vacio": str,
    "referencia": str,
    "texto": str,
    "firmas": float,
    "tema": str,
    "articulo_borrador": str,
    "mas_cercano": str,
    "confianza": float,
}
PETITIONS: Columns = {
    "id": str,
    "texto": str,
    "firmas": float,
    "fecha": date,
    "articulos_borrador": tuple,
    "destino": str,
    "articulos_final": tuple,
    "mejor_confianza": float,
    "respondida": str,
}
LINEAGE: Columns = {
    "articulo_borrador": str,
    "articulo_final": str,
    "destino": str,
    "motivos": tuple,
    "semejanza": float,
    "aportaciones_borrador": int,
    "aportaciones_final": int,
    "texto_borrador": str,
    "texto_final": str,
}
RATES: Columns = {
    "se_cuentan": str,
    "definicion": str,
    "tasa": float,
    "desde": float,
    "hasta": float,
    "unidades": int,
    "total": float,
}
REVIEW: Columns = {
    "id": str,
    "texto": str,
    "version": str,
    "disposicion": str,
    "revision": str,
    "veredicto": str,
    "personas": int,
    "fecha": date,
    "nota": str,
}
MATRIX: Columns = {"tema": str, "articulo": str, "aportaciones": int, "firmas": float}
METHOD: Columns = {"apartado": str, "detalle": str}

NUMBER_FORMATS: Mapping[str, str] = {
    **dict.fromkeys(("parte_respondidas", "parte_firmas", "tasa", "desde", "hasta"), "0.0%"),
    **dict.fromkeys(("firmas", "firmas_respondidas", "firmas_sin_copias", "total"), "#,##0"),
    **dict.fromkeys(
        (
            "confianza_borrador",
            "confianza_final",
            "confianza_antecedente",
            "mejor_confianza",
            "confianza",
            "semejanza",
            "estabilidad",
        ),
        "0.00",
    ),
}
"""How Excel shows the numbers of a column; the cell holds all its decimals."""
