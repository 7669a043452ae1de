"""The words that citations are made of, as data: extend it for another country here.

Patterns are matched on folded text (see `tracer.citation.folding`), ignoring case, one after the
other from the left; the first that fits is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracer.citation.folding import Folded
from tracer.citation.numbering import ORDINAL, SUFFIXES, strip_accents

DISPOSITIONS = (
    "adicional", "derogatoria", "abrogatoria", "final", "especial", "general", "complementaria",
    "modificatoria", "interpretativa",
)  # fmt: skip
"""Kinds of final provisions that aren't transitory."""
LEVEL_WORDS = {
    "section": r"apartados?|apdos?\.?|aptdos?\.?|aps?\.",
    "numeral": r"numeral(?:es)?|numeros?|nums?\.?|nros?\.?|n ?[°.] ?°?s?(?= ?\d)|no\.(?= ?\d)"
    r"|ordinal(?:es)?",
    "fraction": r"fraccion(?:es)?|fracc?s?\.?|frs?\.",
    "inciso": r"incisos?|incs?\.?|letras?|lets?\.|literal(?:es)?|lits?\.",
    "paragraph": r"parrafos?|parrs?\.?",
    "proviso": r"paragrafos?|pars?\.",
}
"""Parts of an article, outermost first."""
LARGER_WORDS = {
    "part": rf"parte(?= (?:\d|[ivx]+\b|unic|preliminar|{ORDINAL}))",
    "book": r"libros?|libs?\.",
    "title": r"titulos?|tits?\.?",
    "chapter": r"capitulos?|caps?\.?",
    "division": r"seccion(?:es)?|seccs?\.|§{1,2}",
    "decree": r"decretos?",
}
"""What holds articles, outermost first."""
_WORDS = {
    "article": r"(?:articulos?|arts?)(?=\d|\b)(?:(?<=art)°)?(?:(?<=arts)\.|(?<=art)\.|(?<=°)\.)?",
    "disposition": rf"disp(?:osicion(?:es)?\b|\.) (?P<dk>{'|'.join(DISPOSITIONS)})(?:es|s)?\b",
    "transitory": r"(?:(?:disposicion|norma)(?:e?s)? )?"
    r"(?:transitori[oa]s?\b|trans(?:(?=\d)|\b)\.?)",
    **LARGER_WORDS,
    **LEVEL_WORDS,
}
_SUFFIX = "|".join(strip_accents(suffix) for suffix in SUFFIXES)
_TAIL = (
    # bis, bis 1, -A
    rf"(?: ?-? ?(?:{_SUFFIX})(?![^\W_])(?: \d{{1,2}}(?![\d°]))?|-[A-ZÑ](?![^\W_])){{0,3}}"
    r"\)?"
    r"(?: \(\d{1,3}\))?"  # the second Article 5
)
_ORDINAL_SIGN = r"(?: ?\.?[°ª]|(?:er|o|[rdtvmn][oa])\b\.?)?"  # not «3a»: that is an inciso
_THOUSANDS = r"(?!\d)(?![.,]\d{3}(?!\d))"
_VALUES = {
    "number": rf"\d{{1,4}}{_THOUSANDS}{_ORDINAL_SIGN}{_TAIL}",
    "ordinal": rf"\b{ORDINAL}",
    "unique": r"(?:unic[oa]|preliminar)\b(?: \(\d{1,3}\))?",
    "roman": rf"\b[IVXLCDM]{{2,15}}(?![^\W_]){_TAIL}",
    "letters": r"(?<![^\W\d_])(?-i:(?P<d>[a-zñ])(?P=d)|ch|a[b-zñ])"
    rf"(?=\)|,| \(|\Z|;| (?:{_SUFFIX})\b){_TAIL}",
    "letter": rf"(?<![^\W\d_])[A-ZÑ](?![^\W_]){_TAIL}",
}
_JOINS = {
    "and": r"(?<= )(?:y/o|y|e(?= h?[iy])|o|u(?= h?[o8])|ni|asi como)(?= [\w«\"(])"
    rf"(?! (?:{_SUFFIX})\b)(?! \(\d)",
    "to": rf"(?<= )(?:a|al|hasta)(?= \w)(?! (?:{_SUFFIX})\b)(?: (?:el|la|los|las)(?= \w))?",
    "of": r"(?:del|de(?: (?:la|el|los|las|lo))?)\b",
}
_DEIXIS = {
    "self": r"(?:de )?(?:esta|la presente|la misma) constitucion\b(?: politica\b)?",
    "this": r"(?:este|esta|estos|estas|presentes?)\b",
    "previous": r"(?:inmediat[oa]s? )?(?:anterior(?:es)?|precedentes?|previ[oa]s?)\b"
    r"|que (?:le )?(?:antecede|precede)n?\b",
    "next": r"(?:inmediat[oa]s? )?(?:siguientes?|posterior(?:es)?)\b",
    "said": r"(?:dich[oa]s?|mism[oa]s?|referid[oa]s?|citad[oa]s?|mencionad[oa]s?|aludid[oa]s?)\b",
    "last": r"(?:pen)?ultim[oa]s?\b",
    "count": r"(?:dos|tres|cuatro|cinco|seis)\b",
}
_OTHERS = {
    "transversal": r"transversal(?:es)?\b",
    "preamble": r"preambulo\b(?: \(\d{1,3}\))?",
    "motives": r"exposicion de motivos\b(?: \(\d{1,3}\))?",
    "filler": r"(?:en|el|la|los|las|su|sus|al|relativ[oa])\b",
    "stop": r";",
    "weak": r"[ ,.:()/°«»\"'“”‘’\[\]]",
    "dash": r"-",
    "unknown": r"(?:[^\s,;:()«»\"“”\[\]])+|\S",
}
_SCANNER = re.compile(
    "|".join(
        [
            *(rf"(?P<{name}>{_OTHERS[name]})" for name in ("transversal", "preamble", "motives")),
            rf"(?P<self>{_DEIXIS['self']})",
            *(rf"(?P<{name}>(?<![^\W_])(?:{shape})(?![^\W\d_]))" for name, shape in _WORDS.items()),
            rf"(?P<letters>{_VALUES['letters']})",
            *(rf"(?P<{name}>{shape})" for name, shape in _JOINS.items()),
            *(rf"(?P<{name}>\b(?:{shape}))" for name, shape in _DEIXIS.items() if name != "self"),
            *(rf"(?P<{name}>{shape})" for name, shape in _VALUES.items() if name != "letters"),
            *(
                rf"(?P<{name}>{_OTHERS[name]})"
                for name in ("filler", "stop", "weak", "dash", "unknown")
            ),
        ]
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign or number of a folded text."""

    kind: str
    """A key of `LEVEL_WORDS` or `LARGER_WORDS`, ``article``, ``transitory``, ``number``…"""
    text: str
    start: int
    end: int


VALUES = frozenset(_VALUES)
WORDS = frozenset(_WORDS)
DEIXIS = frozenset(_DEIXIS) - {"self", "last"}


def tokens(folded: Folded) -> Iterator[Token]:
    """Cut a folded text into tokens; every code point is in one of them."""
    for found in _SCANNER.finditer(folded.text):
        yield Token(found.lastgroup or "unknown", found.group(), found.start(), found.end())
