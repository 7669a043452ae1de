"""The grammar of headings and lists, as data: the usage of the Spanish-speaking countries.

A TOML file extends it for another country, without code: see
`tracer.constitution.grammar.style_file`.
`PIECES` are the parts that patterns share; a TOML file uses them by name.
"""

from __future__ import annotations

import re

from tracer.citation.numbering import ORDINAL
from tracer.constitution.grammar.style import Pattern, Style

__all__ = ["PIECES", "SPANISH_AMERICAN", "Pattern", "Style"]

_I = re.IGNORECASE
_WORDS = (
    r"bis|ter|qu[aá]ter|cu[aá]ter|quinqu?i?es|quintus|sexies|septies|octies|non?ies|decies"
    r"|un?decies|duodecies"
)
_SUFFIX = rf"(?:\s*(?:{_WORDS})\b)?"
_SIGN = r"(?:\s?\.?\s?[°ºª]|(?:o|a|ro|do|er|ra|da|to)\b)"
_ARABIC = (
    rf"\d{{1,3}}{_SIGN}?"
    rf"(?:\.?\s?[-–]?\s?(?:{_WORDS})\b(?:\s+\d{{1,2}}\b)?)?"
    r"(?:\s?[-–]\s?(?-i:[A-ZÑ])\b|\s+(?-i:[A-ZÑ])\b(?=\s?[.:\-–—)]|\s*\Z))?"
)
_COUNT = (
    rf"(?:{ORDINAL}|(?-i:[IVXLC]+)\b|\d{{1,3}}{_SIGN}?|[úu]nic[oa]\b|preliminar\b)"
    rf"(?:\s+(?:{_WORDS})\b)?"
)
_END = r"\s*(?:[.:]\s*[-–—]?|[-–—]|(?=\s)|\Z)\s*"
_STOP = r"(?:\s*(?:[.:](?!\s?[°ºª])\s*[-–—]*|[-–—]+)\s*|\s*\Z)"
_KINDS = (
    r"adicional|derogatoria|abrogatoria|final|especial|general|complementaria|modificatoria"
    r"|interpretativa"
)
PIECES = {
    "ORDINAL": ORDINAL,
    "SUFFIX": _SUFFIX,
    "ARABIC": _ARABIC,
    "COUNT": _COUNT,
    "END": _END,
    "STOP": _STOP,
    "KINDS": _KINDS,
}
"""ORDINAL: an ordinal in words. SUFFIX: bis, ter… ARABIC: 12, 1o., 4º bis, 12-A. COUNT: what
numbers a container: in words, Roman or digits. END: what ends a label, a space at least. STOP: the
same, a stop or the end of the line at least. KINDS: names of final dispositions."""


def _loose(word: str) -> str:
    """A word that may be letter-spaced: ``T Í T U L O``."""
    plain = {"Í": "[IÍ]", "Ó": "[OÓ]", "Á": "[AÁ]", "É": "[EÉ]"}
    return r"\s?".join(plain.get(letter, letter) for letter in word)


def _pattern(level: str, regex: str, shape: str = "", *, numbering: str = "") -> Pattern:
    return Pattern(level, re.compile(regex, _I), shape, numbering)


def _item(level: str, regex: str, shape: str = "", *, numbering: str = "") -> Pattern:
    """A pattern in which capitals and small letters tell levels apart."""
    return Pattern(level, re.compile(regex), shape, numbering)


_CONTAINERS = (
    _pattern("part", rf"PARTE\s+(?P<number>{_COUNT}){_END}"),
    _pattern("part", rf"(?P<number>{ORDINAL})\s+PARTE\b{_END}"),
    _pattern("book", rf"{_loose('LIBRO')}\s+(?P<number>{_COUNT}){_END}"),
    _pattern("title", rf"{_loose('TÍTULO')}\s+(?P<number>{_COUNT}){_END}"),
    _pattern("chapter", rf"{_loose('CAPÍTULO')}\s+(?P<number>{_COUNT}){_END}"),
    # the Chilean draft leaves its chapters unnumbered
    _item("chapter", r"CAP[IÍ]TULO\s*(?=\(|\Z)(?P<number>)"),
    # and calls groups within them so too: «Capítulo.- Ministerio Público»
    _pattern("division", r"CAP[IÍ]TULO\s*\.\s?[-–—]\s*(?P<number>)(?=\S)"),
    _pattern("division", rf"{_loose('SECCIÓN')}\s+(?P<number>{_COUNT}){_END}"),
    _pattern("division", r"[“\"]?§\s*(?P<number>\d*)[.:]?\s*"),
)
_REGIONS = (
    _pattern("preamble", r"PRE[AÁ]MBULO(?P<number>)\s*[.:]?\s*\Z"),
    _pattern("motives", r"EXPOSICI[OÓ]N DE MOTIVOS(?P<number>)\s*[.:]?\s*\Z"),
    _pattern(
        "transitories",
        r"(?:(?:DE\s+)?(?:LAS?|LOS)\s+)?"
        r"(?:(?:ART[IÍ]CULOS?|DISPOSICI(?:[OÓ]N|ONES)|NORMAS|R[EÉ]GIMEN|CL[AÁ]USULAS?)\s+)?"
        rf"(?:(?:{_KINDS})(?:es|s)?,?\s+(?:[YE]\s+)?){{0,4}}"
        rf"{_loose('TRÁNSITORI')}\s?[OA]\s?(?P<plural>S)?(?P<number>)"
        rf"(?:\s*,?\s+(?:[YE]\s+)?(?:DE\s+LA\s+)?(?:{_KINDS}|vigencia)(?:es|s)?){{0,4}}"
        r"(?:\s+(?=DEL?\s+DECRETO)|\s*[.:]?\s*\Z)",
    ),
    _pattern(
        "transitories", r"R[EÉ]GIMEN\s+DE\s+TRANSICI[OÓ]N(?P<plural>)(?P<number>)\s*[.:]?\s*\Z"
    ),
    _pattern(
        "transitories",
        rf"(?:(?:DE\s+)?LAS?\s+)?DISPOSICI(?:[OÓ]N|(?P<plural>ONES))\s+(?P<kind>{_KINDS})(?:es|s)?"
        r"(?P<number>)\s*[.:]?\s*\Z",
    ),
)
_ARTICLES = (
    # «5.- Artículo 4.-»: the running number is the address, the label goes to the heading
    _pattern(
        "article",
        r"(?P<number>\d{1,3})\.\s?-\s?"
        r"(?P<label>Art[ií]culo\s+[\w°º() ]{1,18}?)\s*(?:\.\s*[-–—]?|[-–—])\s*",
    ),
    _pattern(
        "article",
        rf"ART(?:[IÍ]CULOS|S\.)\s+(?P<number>{_ARABIC})"
        rf"\s*(?:a|al|y|[-–—])\s*(?P<upto>{_ARABIC}){_END}",
    ),
    _pattern("transitory", rf"DISPOSICI[OÓ]N\s+TRANSITORIA\s+(?P<number>{_COUNT}){_END}"),
    _pattern("transitory", rf"ART[IÍ]CULO\s+TRANSITORIO\s+(?P<number>{_ARABIC}|{ORDINAL}){_STOP}"),
    _pattern("transitory", rf"ART[IÍ]CULO\s+(?P<number>{ORDINAL})\s+TRANSITORIO{_STOP}"),
    _pattern("disposition", rf"DISPOSICI[OÓ]N\s+(?P<kind>{_KINDS})\s+(?P<number>{_COUNT}){_END}"),
    _pattern(
        "disposition",
        rf"DISPOSICI[OÓ]N\s+(?P<kind>{_KINDS})(?P<number>)\s*(?:[.:]\s*[-–—]?|[-–—])\s*(?=\S)",
    ),
    _pattern(
        "article",
        rf"ART(?:[IÍ]CULO|\.)\s*(?P<number>{_ARABIC}|{ORDINAL}|(?-i:[IVXLC]+)\b|[úu]nico\b){_STOP}",
    ),
)
_UNSTOPPED = (
    _pattern(
        "article",
        rf"ART(?:[IÍ]CULO|\.)\s+(?P<number>{_ARABIC})(?=\s[(«“\"¿¡]?(?-i:[A-ZÁÉÍÓÚÑ]))\s*",
    ),
)
_TRANSITORIES = (
    _pattern(
        "transitory",
        rf"(?:ART[IÍ]CULO\s+|DISPOSICI[OÓ]N\s+)?(?:TRANSITORI[OA]\s+)?"
        rf"(?P<number>{ORDINAL}|[úu]nic[oa]|\d{{1,3}}(?=\s*[.°º]?\s*[-–—]))"
        rf"(?:\s+TRANSITORI[OA])?(?:\s*[.:]\s*[-–—]?|\s*[-–—]|\s*\Z)\s*",
    ),
    _pattern(
        "transitory",
        rf"(?:ART[IÍ]CULO\s+TRANSITORIO|TRANSITORI[OA]|ART[IÍ]CULO|ART\.)\s+"
        rf"(?P<number>{_ARABIC}){_END}",
    ),
    _pattern("transitory", rf"TRANSITORI[OA]\s+(?P<number>[IVXLC]+){_STOP}"),
)
_LISTS = (
    _item("section", r"(?i:APARTADO)\s+(?P<number>[A-ZÑ])\b(?:\s?[.):])?\s*[-–—]?\s*"),
    _item("section", r"(?P<number>[A-ZÑ])\s?[.)]\s*[-–—]?\s*"),
    _item("numeral", rf"(?P<number>\d{{1,3}}{_SUFFIX})\s?\.\s?[-–—]?\s*(?![\d°ºª])", "."),
    _item("numeral", rf"(?P<number>\d{{1,3}}{_SUFFIX})\s?\)\s?(?:\.\s?[-–—]?|[-–—])?\s*", ")"),
    _item("numeral", r"\((?P<number>\d{1,3})\)\s*", "()"),
    _item("numeral", r"(?P<number>\d{1,3})\s?\.?\s?[°ºª]\s?[):]?\s?(?:\.\s?[-–—]?|[-–—])?\s*", "º"),
    _item("numeral", r"(?P<number>\d{1,3})(?:o|ro|do|er|to)\b\s?\.?\s?[-–—]?\s*", "º"),
    _item(
        "fraction",
        r"(?P<number>[IVXLC]+)\.?\s(?:a|al|y)\s(?P<upto>[IVXLC]+)\s?(?:\.+\s?[-–—]?|[-–—])\s*",
    ),
    _item("numeral", r"(?P<number>\d{1,3})\.?\s(?:a|al|y)\s(?P<upto>\d{1,3})\s?\.\s*", "."),
    _item("inciso", r"(?P<number>[a-zñ])\)?\s(?:a|al|y)\s(?P<upto>[a-zñ])\s?\)\s*", ")"),
    _item(
        "fraction",
        rf"(?P<number>[IVXLC]+(?:-[A-ZÑ]\b)?(?i:{_SUFFIX}))\s?(?:\.+|\)|[-–—])\s?[-–—]?\s*",
    ),
    _item("inciso", rf"(?P<number>[a-zñ]{_SUFFIX})\s?\)\s?(?:\.\s?[-–—]?|[-–—])?\s*", ")"),
    _item("inciso", r"(?P<number>(?P<twice>[a-zñ])(?P=twice)|ch|a[b-zñ])\s?\)\s*", ")"),
    _item("inciso", rf"(?P<number>[a-zñ]{_SUFFIX})\.\s?[-–—]?\s+", "."),
    _item("inciso", r"\((?P<number>[a-zñ])\)\s*", "()"),
    _item("inciso", r"(?P<number>[ivxl]+)\s?\)\s*", "i)", numbering="roman"),
    _item("inciso", r"(?P<number>[ivxl]+)\.\s?[-–—]?\s+", "i.", numbering="roman"),
    _item("inciso", r"\((?P<number>[ivxl]+)\)\s*", "(i)", numbering="roman"),
    # «A)» within a numeral, as in Uruguay; where an article is divided so, it is a section
    _item("inciso", r"(?P<number>[A-ZÑ])\s?\)\s*", "A)"),
    _pattern(
        "proviso",
        rf"PAR[AÁ]GRAFO(?:\s+(?P<kind>TRANSITORIO))?"
        rf"(?:\s+(?P<number>{_COUNT}))?(?:\s+TRANSITORIO)?{_STOP}",
    ),
    _item("paragraph", r"P[AÁaá](?:RRAFO|rrafo)\s+(?P<number>[IVXLC]+)\s?[.:)]\s?[-–—]?\s*"),
    _item("paragraph", r"P[AÁaá](?:RRAFO|rrafo)(?P<number>)\s?(?:[.:]\s?[-–—]|:)\s*"),
)
_CLOSING = re.compile(
    r"\(Firmas?\)|Dad[ao] en (?:el|la)\b|Palacio Legislativo\b|Mesa Directiva\s*\Z"
    r"|Con fundamento en lo dispuesto por los? art[ií]culos?\b|_{5,}",
)
_PARTICIPLE = (
    r"(?:Reformad|Adicionad|Derogad|Modificad|Recorrid|Reubicad|Sustituid|Incorporad|Suprimid"
    r"|Agregad|A[ñn]adid|Restablecid|Actualizad|Corregid|Publicad)[oa]s?"
)
_UNIT = (
    r"(?:P[aá]rrafos?|Art[ií]culos?|Numeral(?:es)?|Incisos?|Apartados?|Fracci[oó]n(?:es)?|Bases?"
    r"|Cap[ií]tulos?|T[ií]tulos?|Secci[oó]n|Denominaci[oó]n|Encabezado|Ep[ií]grafe|Subincisos?"
    r"|Reforma|Adici[oó]n|Fe de erratas|Transitorios?|Primer|Segundo|Tercer|Cuarto|Quinto)"
)
_GAZETTE = (
    r"(?:D\.?\s?O\.?\s?F\.?|P\.?\s?O\.?(?:\s?E\.?)?|G\.?\s?O\.?(?:\s?C\.?D\.?M\.?X\.?)?|GOCDMX"
    r"|B\.?\s?O\.?|R\.?\s?O\.?|D\.?\s?O\.?|P\.?\s?O\.?G\.?|Gaceta(?:\s+Oficial)?|Peri[oó]dico\s+Oficial"
    r"|Diario\s+Oficial|Registro\s+Oficial|Bolet[ií]n\s+Oficial)"
)
_NOTE = re.compile(
    # as the City of Mexico prints them
    r"\(?(?:(?:Reforma|Adici[oó]n|Fe de erratas)\s+publicada"
    r"|(?:P[aá]rrafo |Art[ií]culo |Numeral |Inciso |Apartado |Fracci[oó]n )?"
    r"(?:Reformad|Adicionad|Derogad|Modificad|Recorrid)[oa]s?,?\s+"
    r"(?:en la\s+)?(?:G\.?\s?O\.?|GOCDMX|D\.?\s?O\.?\s?F\.?|Gaceta))\b.{0,120}\Z"
    # a unit, what was done to it, and the gazette with its date: «Párrafo reformado DOF 10-06-2011»
    rf"|[(\[<*\s]{{0,4}}(?:{_UNIT}\b[^.;:]{{0,90}}?\b)?(?:{_PARTICIPLE}|Reforma|Derog[oó])\b"
    rf"[^;:]{{0,90}}?\b{_GAZETTE},?\s*(?:(?:de|del|el|n[uú]m\.?|N[°º.]+)\s+){{0,4}}(?:\d|[A-Z]{{3,10}}\s\d)"
    rf".{{0,160}}\Z"
    # a note between signs: «(Así reformado por la Ley N° 5700)», «* Modificado por Decreto 5»
    rf"|(?:\((?=.{{0,300}}\)[.\s]*\Z)|<(?=.{{0,300}}>\s*\Z)|\[(?=.{{0,300}}\]\s*\Z)|\*+\s*|\(\*+\)\s*)"
    rf"(?:Nota:?\s+|As[ií]\s+|{_UNIT}\s+(?:\S+\s+){{0,6}}?){{0,4}}{_PARTICIPLE}\b.{{0,60}}"
    r"\b(?:por|mediante|seg[uú]n)\b.{0,280}\Z"
    rf"|(?:{_UNIT}\s+(?:\w+\s+)?)?{_PARTICIPLE}\s+por\s+(?:(?:el|la)\s+)?(?:art[ií]culo\s+\S+\s+del?\s+)?"
    r"(?:(?:el|la)\s+)?(?:Decreto|Ley|Acuerdo|Acto)\b[^;:]{0,30}\d.{0,160}\Z"
    r"|Nota:\s+(?:Art[ií]culo|Inciso|Numeral|Literal)\b.{0,80}\b(?:reformad|sustituid|agregad|derogad)"
    r"[oa]s?\b.{0,280}\Z",
    _I | re.DOTALL,
)
_REPEALED = re.compile(
    r"[(\[«\"]?\s*(?:se\s+derogan?|(?:(?:art[ií]culo|p[aá]rrafo|fracci[oó]n|inciso|numeral)s?\s+)?"
    r"(?:derogad|abrogad|suprimid|anulad)[oa]s?(?:\s*[,.;:]?\s*(?:por|mediante|seg[uú]n|el\s\d)"
    r"\s[^)]{0,160})?|sin\s+contenido)"
    rf"(?:\s*[,.;:]?\s*{_GAZETTE}[^)]{{0,160}})?\s*\.?\s*[)\]»\"]?\s*\.?\s*\Z"
    # only between signs: «Se deroga el artículo 5» says what it repeals
    r"|\(\s*se\s+derogan?\s+(?:el|la|los|las)\s[^()]{3,60}\)\s*\.?\s*\Z",
    _I,
)
_CONTENTS = re.compile(
    r"(?:[IÍ]NDICE|TABLA\s+DE\s+(?:CONTENIDOS?|MATERIAS)|CONTENIDOS?|SUMARIO)"
    r"(?:\s+(?:GENERAL|ANAL[IÍ]TICO|TEM[AÁ]TICO))?\s*[.:]?\s*\Z",
    _I,
)

SPANISH_AMERICAN = Style(
    name="hispanoamericano",
    containers=_CONTAINERS,
    regions=_REGIONS,
    articles=_ARTICLES,
    unstopped=_UNSTOPPED,
    transitories=_TRANSITORIES,
    lists=_LISTS,
    closing=_CLOSING,
    note=_NOTE,
    repealed=_REPEALED,
    contents=_CONTENTS,
)
