"""The words that citations are made of, as one pattern: extend it for another country here."""

from __future__ import annotations

import re

from tracer.numbering import ORDINAL

_SUFFIX = r"(?:\s*(?:bis|ter|qu[aá]ter|quinquies|sexies|septies|octies)\b)?(?:\s\(\d+\))?"
_NUMBER = rf"\d+(?:\s?[°ºª])?{_SUFFIX}"
_COUNT = rf"(?:{_NUMBER}|{ORDINAL}|[úu]nic[oa]\b|[IVXLC]+\b(?:\s\(\d+\))?)"
_VALUE = rf"(?:{_NUMBER}|{ORDINAL}|[IVXLC]+\b|[A-ZÑa-zñ]\b)(?:\s\(\d+\))?"
LEVEL_WORDS = {
    "section": r"apartados?|apdos?\.?|aptdos?\.?|ap\.",
    "numeral": r"numeral(?:es)?|n[uú]ms?\.?|n[uú]meros?|n[°º]",
    "fraction": r"fracci[oó]n(?:es)?|fracc?s?\.?|fr\.",
    "inciso": r"incisos?|incs?\.?|letras?|let\.",
    "paragraph": r"p[aá]rrafos?|p[aá]rrs?\.?",
}
LARGER_WORDS = {
    "book": r"libros?|lib\.",
    "title": r"t[ií]tulos?|t[ií]ts?\.?",
    "chapter": r"cap[ií]tulos?|caps?\.?",
    "division": r"secci[oó]n(?:es)?|secc\.|§",
    "decree": r"decreto",
}
_TOKENS = "|".join(
    [
        r"(?P<transversal>transversal(?:es)?\b)",
        r"(?P<preamble>pre[aá]mbulo\b)",
        r"(?P<motives>exposici[oó]n de motivos)",
        rf"(?P<transitory>(?:art[ií]culos?\s+)?trans(?:itori[oa]s?\b)?\.?\s*(?P<t>{_COUNT}))",
        rf"(?:art[ií]culos?\s+)?(?P<transitory_after>{ORDINAL}|\d+)\s+transitori[oa]s?\b",
        r"(?P<transitories>transitorios\b)",
        *(rf"(?P<{k}>(?:{w})\s*(?P<{k}_n>{_COUNT}))" for k, w in LARGER_WORDS.items()),
        rf"(?P<article>(?P<plural>art[ií]culos|arts)\.?\s*|art(?:[ií]culo)?\b\.?\s*)(?P<n>{_COUNT})",
        rf"(?P<paragraph_after>{ORDINAL})\s+p[aá]rrafo\b",
        *(rf"(?P<{k}>(?:{w})\s*(?P<{k}_n>{_VALUE}))" for k, w in LEVEL_WORDS.items()),
        r"(?P<range>(?<=[\w)])\s+(?:a|al|hasta)\s+(?P<upto>(?-i:[A-ZÑ])\b|\d+\b))",
        r"(?P<nested>\d+\)(?:\s\(\d+\))?)",
        r"(?P<hyphened>\d+\s?-\s?[A-ZÑ]\b)",
        r"(?P<conjunction>(?<=[^,;\s])\s+(?:y|e|o|u|del?|en|la|el|los|las|su)\b(?!\))"
        r"|(?<=\)\s)[yeou]\s+(?=\w))",
        rf"(?P<atom>{_NUMBER}|[IVXLCM]{{2,}}\b|[A-ZÑa-zñ]\b(?:\s\(\d+\))?)",
        r"(?P<filler>(?:del?|en|la|el|los|las|su|al|relativ[oa]|y)\b|[\s,;.:()/\-–—°º«»\"']+)",
        r"(?P<unknown>\S+)",
    ]
)
SCANNER = re.compile(_TOKENS, re.IGNORECASE)
"""Matched over and over, case ignored; the named group tells what was met."""
