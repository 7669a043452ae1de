"""Numbers of persons that carry their form, or a check digit: Mexico, Chile, Spain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracer.redaction.check_digits import dni_letter, is_iban, rut_digit
from tracer.redaction.hits import SPACE, Hit

_DAY = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DASH = r"[-–‐‑−]"
_CURP = re.compile(rf"(?<!\w)[A-ZÑ]{{4}}{_DAY}[HMX][A-ZÑ]{{5}}[A-Z\d]\d(?!\w)", re.IGNORECASE)
_ELECTOR = re.compile(rf"(?<!\w)[A-ZÑ]{{6}}{_DAY}\d\d[HM]\d{{3}}(?!\w)", re.IGNORECASE)
_CARD_LINE = re.compile(
    r"(?<!\w)IDMEX\d{9,12}(?!\w)|"
    r"(?<!\w)(?i:INE|IFE|OCR|CIC|credencial|clave de elector)"
    rf"(?:{SPACE}?(?:\W|(?i:de|para|votar|elector|no|n[uú]m(?:ero)?|folio|con))){{0,8}}{SPACE}?"
    r"(?P<at>\d{9,13})(?!\w)"
)
_RFC = re.compile(
    rf"(?<!\w)(?:[A-ZÑ&]{{3,4}}-?{_DAY}-?[A-Z\d]{{2}}[A\d]|[A-ZÑ]{{4}}-?{_DAY}"
    rf"|[a-zñ&]{{3,4}}{_DAY}[a-z\d]{{2}}[a\d])(?!\w)"
)
_RUT = re.compile(
    rf"(?<![\w.])(?<!\d,)(?P<number>\d{{1,2}}\.\d{{3}}\.\d{{3}}|\d{{1,2}},\d{{3}},\d{{3}}|\d{{7,8}})"
    rf"(?P<dash>{SPACE}?{_DASH}{SPACE}?)?(?P<check>[\dkK])(?![\w%]|[.,]\d)"
)
_RUT_WORD = re.compile(
    r"(?<!\w)(?:r\.?u\.?[tn]|rol [uú]nico|c[eé]dula|c\.?i\.?|carnet)"
    r"\W{0,3}(?:(?:de|identidad|nacional|n[°º]|no|n[uú]mero|es|mi)\W{1,3}){0,4}$",
    re.IGNORECASE,
)
_DNI = re.compile(
    rf"(?<![\w.])(?<!\d,)(?P<number>\d{{8}}|\d{{2}}\.\d{{3}}\.\d{{3}}|[XYZxyz]{_DASH}?\d{{7}})"
    rf"(?P<gap>{SPACE}|{SPACE}?{_DASH}{SPACE}?)?(?P<letter>[A-Za-z])(?!\w)"
)
_DNI_WORD = re.compile(
    rf"(?<!\w)(?:D\.?N\.?I|N\.?I\.?[EF])\.?(?:\W{{0,3}}(?:n[°º]|no|n[uú]mero|es))?\W{{0,3}}"
    rf"(?P<at>\d{{1,2}}\.?\d{{3}}\.?\d{{3}}(?:{_DASH}?[A-Za-z])?)(?!\w)",
    re.IGNORECASE,
)
_IBAN = re.compile(rf"(?<!\w)ES\d\d(?:{SPACE}?{_DASH}?\d{{4}}){{5}}(?!\w)", re.IGNORECASE)
_MARKS = re.compile(r"\W+")


def curps(text: str) -> Iterator[Hit]:
    """Find CURPs: their form is enough, a mistyped check digit is a CURP all the same."""
    for found in _CURP.finditer(text):
        yield Hit("CURP", found.start(), found.end())


def elector_keys(text: str) -> Iterator[Hit]:
    """Find claves de elector, and the numbers of the card that follow its name."""
    for found in _ELECTOR.finditer(text):
        yield Hit("clave de elector", found.start(), found.end())
    for found in _CARD_LINE.finditer(text):
        part = "at" if found["at"] else 0
        yield Hit("clave de elector", found.start(part), found.end())


def rfcs(text: str) -> Iterator[Hit]:
    """Find RFCs; one without its last three places only in capitals and of a person."""
    for found in _RFC.finditer(text):
        yield Hit("RFC", found.start(), found.end())


def ibans(text: str) -> Iterator[Hit]:
    """Find Spanish IBANs whose check digits are right."""
    for found in _IBAN.finditer(text):
        if is_iban(_MARKS.sub("", found.group())):
            yield Hit("cuenta", found.start(), found.end())


def ruts(text: str) -> Iterator[Hit]:
    """Find RUTs and RUNs: with the right check digit, or after their name.

    Without a dash before the check digit only after their name: any ninth number would fit.
    """
    for found in _RUT.finditer(text):
        number = re.sub(r"\D", "", found["number"])
        right = rut_digit(number) == found["check"].upper() and int(number) >= 1_000_000
        if (right and found["dash"]) or _RUT_WORD.search(
            text, max(0, found.start() - 60), found.start()
        ):
            yield Hit("RUT", found.start(), found.end())


def dnis(text: str) -> Iterator[Hit]:
    """Find DNIs and NIEs: with the right letter, or after their name."""
    taken = set()
    for found in _DNI_WORD.finditer(text):
        taken.add(found.end())
        yield Hit("DNI", found.start("at"), found.end())
    for found in _DNI.finditer(text):
        spaced = found["gap"] and not found["gap"].strip()
        if found.end() in taken or (spaced and found["letter"].islower()):
            continue
        if dni_letter(_MARKS.sub("", found["number"])) == found["letter"].upper():
            yield Hit("DNI", found.start(), found.end())
