"""The grammar of headings and lists, as data: extend it for another country here.

Every pattern is matched at the start of a block, in Unicode NFC. ``number`` is the group that
numbers the unit; what follows the match is its heading or its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracer.numbering import ORDINAL

_SUFFIX = r"(?:\s*(?:bis|ter|qu[aá]ter|quinquies|sexies|septies|octies)\b)?"
_ARABIC = rf"\d{{1,3}}\s?[°ºª]?{_SUFFIX}(?:-[A-Z]\b)?"
_COUNT = rf"(?:{ORDINAL}|[IVXLC]+\b|\d{{1,3}}|[úu]nic[oa]\b)"
_END = r"\s*(?:[.:]\s*[-–—]?|[-–—]|(?=\s)|\Z)\s*"
_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one kind of unit announces itself."""

    level: str
    regex: re.Pattern[str]
    shape: str = ""
    """Of a list: which list it belongs to, so that ``1.`` and ``1)`` are counted apart."""


@dataclass(frozen=True, slots=True)
class Style:
    """The conventions of one tradition of drafting."""

    name: str
    containers: tuple[Pattern, ...]
    """Books, titles, chapters and the like: they hold articles."""
    regions: tuple[Pattern, ...]
    """Preamble and transitory provisions: they close everything before them."""
    articles: tuple[Pattern, ...]
    transitories: tuple[Pattern, ...]
    """Only looked for among the transitory provisions."""
    lists: tuple[Pattern, ...]
    """Units within an article, taken only where their numbering goes on."""
    closing: re.Pattern[str]
    """What ends the last provision: signatures, promulgation."""
    note: re.Pattern[str]
    """Editors' notes about reforms: no part of the text."""
    repealed: re.Pattern[str]
    """A text that is nothing but the mark of its repeal."""


SPANISH_AMERICAN = Style(
    name="mexicano y chileno",
    containers=(
        Pattern("book", re.compile(rf"LIBRO\s+(?P<number>{_COUNT}){_END}", _I)),
        Pattern("title", re.compile(rf"T[IÍ]TULO\s+(?P<number>{_COUNT}){_END}", _I)),
        Pattern("chapter", re.compile(rf"CAP[IÍ]TULO\s+(?P<number>{_COUNT}){_END}", _I)),
        # the Chilean draft leaves its chapters unnumbered
        Pattern("chapter", re.compile(r"CAP[IÍ]TULO\s*(?=\(|\Z)(?P<number>)")),
        Pattern("division", re.compile(rf"SECCI[OÓ]N\s+(?P<number>{_COUNT}){_END}", _I)),
        Pattern("division", re.compile(r"§\s*(?P<number>\d*)[.:]?\s*")),
    ),
    regions=(
        Pattern("preamble", re.compile(r"PRE[AÁ]MBULO(?P<number>)\s*[.:]?\s*\Z", _I)),
        Pattern("motives", re.compile(r"EXPOSICI[OÓ]N DE MOTIVOS(?P<number>)\s*[.:]?\s*\Z", _I)),
        Pattern(
            "transitories",
            re.compile(
                r"(?:(?:ART[IÍ]CULOS|DISPOSICIONES|NORMAS|R[EÉ]GIMEN)\s+)?"
                r"TR[AÁ]NSITORI[OA]S(?P<number>)(?:\s+(?=DEL DECRETO)|\s*[.:]?\s*\Z)",
                _I,
            ),
        ),
    ),
    articles=(
        # «5.- Artículo 4.-»: the running number is the address, the label goes to the heading
        Pattern(
            "article",
            re.compile(
                r"(?P<number>\d{1,3})\.\s?-\s?"
                r"(?P<label>Art[ií]culo\s+[\w°º() ]{1,18}?)\s*(?:\.\s*[-–—]?|[-–—])\s*",
                _I,
            ),
        ),
        Pattern(
            "article",
            re.compile(
                rf"ART(?:[IÍ]CULO|\.)\s+(?P<number>{_ARABIC}|{ORDINAL}|[úu]nico\b)"
                rf"(?:\s*(?:[.:]\s*[-–—]?|[-–—])\s*|\s*\Z)",
                _I,
            ),
        ),
    ),
    transitories=(
        Pattern(
            "transitory",
            re.compile(
                rf"(?:ART[IÍ]CULO\s+|DISPOSICI[OÓ]N\s+)?(?:TRANSITORI[OA]\s+)?"
                rf"(?P<number>{ORDINAL}|[úu]nic[oa]|\d{{1,3}}(?=\s*[.°º]?\s*[-–—]))"
                rf"(?:\s+TRANSITORI[OA])?(?:\s*[.:]\s*[-–—]?|\s*[-–—]|\s*\Z)\s*",
                _I,
            ),
        ),
        Pattern(
            "transitory",
            re.compile(
                rf"(?:ART[IÍ]CULO\s+TRANSITORIO|TRANSITORI[OA]|ART[IÍ]CULO)\s+"
                rf"(?P<number>{_ARABIC}){_END}",
                _I,
            ),
        ),
    ),
    lists=(
        Pattern("section", re.compile(r"(?:APARTADO\s+)?(?P<number>[A-ZÑ])\s?[.)]\s*[-–—]?\s*")),
        Pattern(
            "numeral", re.compile(rf"(?P<number>\d{{1,3}}{_SUFFIX})\s?\.\s?[-–—]?\s*(?!\d)"), "."
        ),
        Pattern("numeral", re.compile(rf"(?P<number>\d{{1,3}}{_SUFFIX})\s?[)°º]\s*"), ")"),
        Pattern(
            "fraction", re.compile(rf"(?P<number>[IVXLC]+{_SUFFIX})\s?(?:\.+|\)|[-–—])\s?[-–—]?\s*")
        ),
        Pattern("inciso", re.compile(rf"(?P<number>[a-zñ]{_SUFFIX})\s?\)\s*"), ")"),
        Pattern("inciso", re.compile(rf"(?P<number>[a-zñ]{_SUFFIX})\.\s?[-–—]?\s+"), "."),
    ),
    closing=re.compile(
        r"\(Firmas?\)|Dad[ao] en (?:el|la)\b|Palacio Legislativo\b|Mesa Directiva\s*\Z"
        r"|Con fundamento en lo dispuesto por los? art[ií]culos?\b|_{5,}",
    ),
    note=re.compile(
        r"\(?(?:(?:Reforma|Adici[oó]n|Fe de erratas)\s+publicada"
        r"|(?:P[aá]rrafo |Art[ií]culo |Numeral |Inciso |Apartado |Fracci[oó]n )?"
        r"(?:Reformad|Adicionad|Derogad|Modificad|Recorrid)[oa]s?,?\s+"
        r"(?:en la\s+)?(?:G\.?\s?O\.?|GOCDMX|D\.?\s?O\.?\s?F\.?|Gaceta))\b.{0,120}\Z",
        _I,
    ),
    repealed=re.compile(r"\(?\s*(?:se deroga|derogad[oa]s?)\s*\.?\s*\)?\s*\.?\s*\Z", _I),
)
