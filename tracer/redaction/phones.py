"""What telephones of Mexico, Chile and Spain look like, and what only resembles them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MEXICAN = {
    (10,), (2, 8), (3, 7), (2, 4, 4), (3, 3, 4), (2, 2, 2, 2, 2), (3, 3, 2, 2), (2, 4, 2, 2),
    (2, 3, 3, 2), (2, 2, 4, 2), (2, 2, 2, 4), (3, 4, 3), (2, 3, 5), (3, 2, 2, 3), (3, 2, 3, 2),
    (2, 5, 3), (4, 2, 2, 2), (2, 1, 3, 4),
}  # fmt: skip
_SPANISH = {(9,), (3, 3, 3), (3, 2, 2, 2), (2, 3, 2, 2), (3, 6), (2, 7), (3, 2, 4)}
_CHILEAN = {(9,), (1, 8), (1, 4, 4), (2, 7), (2, 3, 4), (1, 2, 2, 2, 2), (5, 4), (3, 3, 3),
            (1, 3, 3, 2), (1, 7), (2, 3, 2, 2)}  # fmt: skip
_BIG_CITIES = {"33", "55", "56", "81"}
"""Of Mexico, the codes of two digits; all others have three."""
_TRUNKS = ("0052", "0056", "0034", "521", "52", "56", "34", "044", "045", "01")
"""Codes of the three countries, and what was once dialled before a code in Mexico."""
_BEGINNINGS = {trunk[:2] for trunk in _TRUNKS}
_SAID = re.compile(
    r"(?<![^\W_])(?=[tTcCmMfFwWlLeE📞☎📱])(?:tel(?:s|fs?|[eé]fonos?|efonear)?|cel(?:s|ular(?:es)?)?|m[oó]vil(?:es)?|fonos?"
    r"|fax|whats?\s?app?s?|was?ap|wsp|wpp?|wa|tlf(?:no)?s?|tf(?:no)?s?|ll[aá]m[a-zé]*"
    r"|marc(?:ar|a|ando|en|e|ad|ue|uen)|comun[ií][cq]\w*|contact[aáoe]\w*|escr[ií]b\w*|📞|☎|📱)"
    r"[\s.:,;#(\[+/-]{0,5}"
    r"(?:(?:al?|es|el|los?|son|de|del|mi|mis|su|por|n[uú]m(?:ero)?s?|nros?|no|n[°º]|particular|casa"
    r"|oficina|celular|cel|contacto|fijo|m[oó]vil|tel[eé]fonos?|whats?app|siguiente|recados)"
    r"[\s.:,;#(\[+/-]{1,4}){0,4}(?=\d)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s{0,2}(?:y|o|e|ó|u|,|/|;|-|y/o|y al|o al|ext\.?)\s{0,2}[(+]{0,2}", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\s*(?:%|€|°|º|(?:de\s+)?(?:pesos?|euros?|d[oó]lares|mdp|mxn|clp|usd|uf|utm|millon(?:es)?|mil"
    r"|habitantes|personas|ciudadan|mexican|chilen|votos?|votantes|firmas|hect[aá]reas|has?|m2|m²"
    r"|m3|km|kil[oó]metros|kg|metros|toneladas|litros|a[nñ]os|viviendas|familias|electores"
    r"|espa[nñ]oles|hogares|bits|bytes)(?![a-z]{4}))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:[$€£#]|(?<!\w)(?:n[°º]|folio|expediente|exp|oficio|ley|rol|isbn|issn|art(?:[íi]culo)?s?"
    r"|decreto|boletín|registro|clave|causa|ref|c[oó]digo|proyecto|contrato|factura))"
    r"[\s.:°º#]{0,3}(?:(?:n[°º]?|no|n[uú]m(?:ero)?)[\s.:]{1,2})?$",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\.\s|\d\s+\d")
"""Beside points: the end of a sentence, or numbers that only stand one after another."""
_YEAR = re.compile(r"(?:19|20)\d\d")
LOOKED_BACK = 30
"""Characters before a number in which it may be said what it counts."""


def dialled(text: str) -> set[int]:
    """Give the places at which a number begins that is said to be a telephone."""
    return {found.end() for found in _SAID.finditer(text)}


def joined(text: str, last: int, start: int) -> bool:
    """Tell whether a number follows on a telephone that ends at `last`, as one of several."""
    return 0 <= last < start <= last + 10 and _AND.fullmatch(text, last, start) is not None


def is_phone(text: str, groups: Sequence[str], start: int, end: int, *, named: bool) -> bool:
    """Tell whether groups of digits are a telephone.

    Parameters
    ----------
    text : str
    groups : sequence of str
        The digits of ``text[start:end]``.
    named : bool
        Whether it is said to be one: then seven digits are enough, in any groups.
    """
    digits = "".join(groups)
    if named:
        return 7 <= len(digits) <= 15
    if not 9 <= len(digits) <= 15:
        return False
    if text[max(0, start - 2) : start].rstrip("(").endswith("+"):
        return not digits.endswith("000000") and _could_be(text, start, end)
    dots = "." in text[start:end]
    if dots and _MIXED.search(text, start, end):
        return False
    found = any(
        _mexican(body) or _chilean(body, known) or _spanish(body, known, dots)
        for body, known in _bodies(groups)
        if not "".join(body).endswith("0000") or known
    )
    return found and _could_be(text, start, end)


def _could_be(text: str, start: int, end: int) -> bool:
    """Rule out amounts, counts, decimals and numbers of papers."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before.isalnum() or before in ("_", "$", "€", "/", "%") or after[:1].isalnum():
        return False
    if after[:1] in (",", ".", "/", ":", "%", "_") and (after[1:].isdigit() or after[0] in "%_/"):
        return False
    if before in (",", ".") and text[max(0, start - 2) : start - 1].isdigit():
        return False
    if _COUNTED.match(text, end):
        return False
    return _NUMBERED.search(text, max(0, start - LOOKED_BACK), start) is None


def _bodies(groups: Sequence[str]) -> list[tuple[list[str], bool]]:
    """The groups as they stand, and without the code of a country; whether there was one."""
    found = [(list(groups), False)]
    for trunk in _TRUNKS if groups[0][:2] in _BEGINNINGS else ():
        if groups[0] == trunk and len(groups) > 1:
            rest = list(groups[1:])
            found.append((rest, True))
            if trunk in ("52", "0052") and rest[0] == "1":
                found.append((rest[1:], True))
        elif groups[0].startswith(trunk) and len(groups[0]) > len(trunk):
            found.append(([groups[0].removeprefix(trunk), *groups[1:]], True))
    if groups[0] in ("0", "09") or groups[0].startswith("09"):  # as mobiles were dialled in Chile
        bare = groups[0][1:]
        found.append(([*([bare] if bare else []), *groups[1:]], True))
    return [(body, known) for body, known in found if body]


def _mexican(body: Sequence[str]) -> bool:
    digits, shape = "".join(body), tuple(map(len, body))
    if len(digits) != 10 or shape not in _MEXICAN or digits[0] in "01":
        return False
    if shape[0] == 4 and _YEAR.fullmatch(body[0]):
        return False
    return shape[0] != 2 or body[0] in _BIG_CITIES


def _chilean(body: Sequence[str], known: bool) -> bool:
    digits, shape = "".join(body), tuple(map(len, body))
    if known and shape in _CHILEAN and len(digits) in (8, 9):
        return True
    return len(digits) == 9 and digits[0] == "9" and shape in {(9,), (1, 8), (1, 4, 4)}


def _spanish(body: Sequence[str], known: bool, dots: bool) -> bool:
    """Thousands are parted by points, so three groups of three with them are no telephone."""
    digits, shape = "".join(body), tuple(map(len, body))
    if len(digits) != 9 or shape not in _SPANISH or digits[0] not in "6789":
        return False
    if known:
        return True
    if shape == (3, 3, 3) and (dots or digits.endswith("000")):
        return False
    return digits[0] in "67" or (digits[0] in "89" and shape != (9,))
