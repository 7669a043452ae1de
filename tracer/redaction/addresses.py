"""Postal addresses: a street with the number of a house, a postal code, a lot or a flat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracer.redaction.hits import SPACE as S
from tracer.redaction.hits import Hit
from tracer.text import fold

_STREETS = (
    r"calle|c/|avenida|avda?\.?|ave?\.|calzada|calz\.|boulevard|bulevar|blvd?\.?|privada|priv\.|"
    r"cerrada|cda\.?|callej[oó]n|andador|circuito|cto\.|prolongaci[oó]n|prol\.|pasaje|ps?je\.?|"
    r"paseo|pso\.|camino|plaza|pl?za\.|ronda|traves[ií]a|retorno|carrera|diagonal|alameda|eje|"
    r"costanera|glorieta|carretera|jir[oó]n|rinconada|calle[ -]?nueva"
)
_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    "|diciembre"
)
_WORD = r"[^\W\d_](?:[\w'’´-]|\.(?=\w)){0,29}+\.?"
_CAPITAL = r"[A-ZÁÉÍÓÚÜÑ](?:[\w'’´-]|\.(?=\w)){0,29}+\.?"
_LINK = r"(?:de|del|la|las|los|el|a|y|e|san|santa|santo)(?!\w)"
_DATE = rf"\d{{1,2}}{S}+(?i:de){S}+(?i:{_MONTHS})"
_TOKEN = rf"(?:{_DATE}|{_CAPITAL}|{_LINK})"
_PLAIN = rf"(?:{_DATE}|{_WORD})"
_MARK = r"(?:#|[Nn](?:[°ºro]{1,2}\.?|[oº]\.)|No|(?i:n[uú]m(?:ero|\.)?|ext(?:erior)?\.?|altura))"
_NUMBER = rf"\d{{1,5}}(?!\d)(?:[-–]?[A-Za-z](?!\w)|{S}[A-Z](?![\w.])|{S}(?i:bis)(?!\w))?"
_UNIT = (
    r"(?:interior|int|exterior|ext|depto|dpto|depa|departamento|dep|dept|piso|puerta|pta|block"
    r"|bloque|blq|edificio|edif|torre|casa|local|oficina|of|manzana|mza|mz|lote|lte|lt|escalera"
    r"|esc|portal|villa|parcela|sitio|entrada|sm|smz|supermanzana)"
)
_PLACED = (
    rf"(?i:{_UNIT})\.?{S}*(?:#|[Nn][°ºo]\.?)?{S}*"
    rf"(?:\d{{1,5}}(?:{S}?-?[A-Za-z](?!\w))?|[A-Za-z](?:-?\d{{1,4}})?)(?!\w)"
)
_FLOOR = rf"\d{{1,2}}{S}?[ºª°](?:{S}?[A-Z](?!\w)|{S}(?i:izq\w*|der\w*|dcha\w*|centro)\.?)?"
_TAIL = (
    rf"(?:[,.;]?{S}*(?:{_PLACED}|{_FLOOR}|(?i:bajo){S}[A-Z](?!\w)"
    rf"|x{S}+\d{{1,3}}(?:{S}+y{S}+\d{{1,3}})?)(?!\w)"
    rf"|,?{S}*\d{{5}}(?={S}+[A-ZÁÉÍÓÚÑ][a-z]))*"
)
_COUNTED = (
    rf"(?!%|[\w]|[.,:]\d|{S}*(?:%|[ºª°])|{S}+(?i:de{S}+(?:{_MONTHS}|cada|los|las|ell[oa]s)|a{S}+\d"
    r"|a[ñn]os?|d[ií]as?|horas?|hrs?|h|min|meses|mes|semanas?|metros?|mts?|m|cm|km|kms|kil[oó]metros?"
    r"|personas|vecin[oa]s|familias|casas|[aá]rboles|veces|pesos|euros|mil|millones|puntos|carriles"
    r"|plazas|lugares|baches|cuadras|manzanas|calles|l[aá]mparas|luminarias|postes|locales"
    r"|escuelas|parques|niñ[oa]s|postulantes|pm|am)(?!\w))"
)
_STREET = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:ª|[rd]?a)\.?{S}+)?(?P<via>(?i:{_STREETS}))(?:{S}+|(?<=[./]))"
    rf"(?P<name>(?:{_TOKEN}(?:{S}+|{S}?,{S}*)){{1,7}}?)"
    rf"(?P<mark>{_MARK}{S}*)?(?P<number>{_NUMBER}){_COUNTED}{_TAIL}"
)
_MARKED = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:ª|[rd]?a)\.?{S}+)?(?P<via>(?i:{_STREETS}))(?:{S}+|(?<=[./]))"
    rf"(?P<name>(?:(?:{_PLAIN}|\d{{1,3}}[A-Za-z]?)(?:{S}+|{S}?,{S}*)){{1,6}}?)"
    rf"(?:(?P<mark>{_MARK}{S}*)(?P<number>{_NUMBER}){_COUNTED}"
    rf"|(?P<bare>{_NUMBER})(?=,?{S}+(?i:col(?:onia)?|fracc(?:ionamiento)?|c\.?p|int|depto|piso)"
    rf"(?:\.|(?!\w)))){_TAIL}"
)
_LOWER = re.compile(
    rf"(?<!\w)(?P<via>(?i:calle|avenida|avda?\.?))(?:{S}+|(?<=\.))"
    rf"(?P<name>(?:[^\W\d_]{{2,20}}{S}+){{0,2}}[^\W\d_]{{2,20}}{S}*,?{S}*)"
    rf"(?P<mark>)(?P<number>{_NUMBER}){_COUNTED}{_TAIL}"
)
"""Written in small letters, and without a mark before the number."""
_LIVED = re.compile(
    r"(?<!\w)(?i:viv(?:o|imos|e|ía)|domicilio|direcci[oó]n|domiciliad[oa]s?|resid[oe]|residentes?"
    r"|ubicad[oa]s?|mi casa(?: est[aá])?)"
    rf"(?:{S}?:{S}*|{S}+(?i:en){S}+)"
    rf"(?P<at>(?:(?i:la|el|los|las|calle){S}+){{0,2}}(?P<name>(?:{_TOKEN}(?:{S}+|{S}?,{S}*)){{1,5}}?)"
    rf"(?P<mark>{_MARK}{S}*)?(?P<number>{_NUMBER}){_COUNTED}{_TAIL})"
)
_LOTS = re.compile(rf"(?<!\w){_PLACED}(?:{S}*[,;]?{S}*(?:y{S}+)?{_PLACED}){{1,5}}")
_POSTAL = re.compile(
    rf"(?<!\w)(?:[Cc]\.{S}?[Pp]\.?|CP|C\.P|cp|(?i:c[oó]digo{S}+postal))"
    rf"{S}?(?:[:#]|(?i:n[°º]|es)){{0,1}}{S}*\d{{5}}(?:\d\d)?(?![\w%]|[.,]\d)"
)
_UNITS = re.compile(rf"(?<!\w){_UNIT}(?![^\W\d])", re.IGNORECASE)
_FIGURE = re.compile(r"\d+")
BEFORE, AFTER = 120, 80
"""Characters on both sides of a figure that an address may take."""
_VERBS = frozenset(
    (
        "a", "con", "por", "para", "que", "se", "en", "hay", "hasta", "desde", "cada", "como",
        "durante", "entre", "hace", "solo", "tiene", "tienen", "son", "es", "mas", "esta", "estan",
        "donde", "cuando", "ley", "art", "articulo", "articulos", "no", "un", "una", "o", "sus",
        "su", "mi", "nuestra", "nuestro", "queremos", "pedimos", "faltan", "falta", "segun",
        "fecha", "muy", "sin", "aprox", "poner", "ponen", "estos", "estas", "ya", "formula",
        "linea", "bus", "ruta", "trayecto", "numeros", "tramo", "al",
        "completa", "principal", "metro",
    )
)  # fmt: skip
_LINKS = frozenset(("de", "del", "la", "las", "los", "el", "y", "e", "san", "santa", "santo"))


def addresses(text: str) -> Iterator[Hit]:
    """Find streets with a number, what is said to be lived in, lots and flats, postal codes."""
    for start, end in _around_figures(text):
        for pattern in (_STREET, _MARKED, _LOWER):
            for found in pattern.finditer(text, start, end):
                if _is_street(found):
                    yield Hit("dirección", found.start(), found.end())
        for found in _LIVED.finditer(text, start, end):
            if _is_name(found["name"]):
                yield Hit("dirección", found.start("at"), found.end())
        for found in _LOTS.finditer(text, start, end):
            if len({fold(unit)[:3] for unit in _UNITS.findall(found.group())}) > 1:
                yield Hit("dirección", found.start(), found.end())
        for found in _POSTAL.finditer(text, start, end):
            yield Hit("dirección", found.start(), found.end())


def _around_figures(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a text near its figures: elsewhere no address can be."""
    start = end = -1
    for found in _FIGURE.finditer(text):
        if found.start() - BEFORE > end:
            if end >= 0:
                yield start, end
            start = max(0, found.start() - BEFORE)
        end = found.end() + AFTER
    if end >= 0:
        yield start, end


def _is_street(found: re.Match[str]) -> bool:
    """A year without a mark is none of a house; a verb in the name means that it is a sentence."""
    number = found["number"] or found.groupdict().get("bare") or ""
    year = len(number) == 4 and number.isdigit() and 1800 <= int(number) <= 2100
    leads = fold(found["via"]) in ("camino", "carretera")  # camino a Toluca
    return _is_name(found["name"], leads=leads) and (not year or bool(found["mark"]))


def _is_name(name: str, *, leads: bool = False) -> bool:
    words = {fold(word) for word in re.findall(r"[^\W_]+", name)}
    return bool(words - _LINKS) and not _VERBS & (words - {"a"} if leads else words)
