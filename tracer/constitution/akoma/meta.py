"""What an Akoma Ntoso document says of itself: when, in which language, and what is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from tracer.constitution.akoma.characters import UNFIT
from tracer.constitution.akoma.names import AKN, OWN
from tracer.text import fold, nfc

UNKNOWN_COUNTRY = "xx"
UNKNOWN_DATE = "0001-01-01"
"""What other makers of Akoma Ntoso write for a date that nobody knows."""
NOTE = (
    "Este archivo lo escribió tracer a partir del documento que nombra FRBRalias. Hay que "
    "corregir antes de publicarlo lo que es provisional: {unsure}. El texto de cada disposición "
    "es el del documento; un número (num) con status editorial no se leyó en él, se dedujo."
)
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a document."""

    file: str
    """Name of the file it was read from, without its folder."""
    country: str
    """ISO 3166-1 alpha-2, in lower case; ``xx`` where it is not known."""
    language: str
    """ISO 639-2, three letters."""
    date: str
    """ISO 8601."""
    dated_by: str
    """Where the date comes from."""

    @property
    def work(self) -> str:
        """The IRI of the work, by the Naming Convention."""
        return f"/akn/{self.country}/act/constitucion/{self.date}/{_slug(self.file)}"

    @property
    def expression(self) -> str:
        """The IRI of this version of it in its language."""
        return f"{self.work}/{self.language}@{self.date}"


def identity(name: str, *, country: str, language: str, dated: str) -> Identity:
    """Identify the document read from the file `name`, which may give its date."""
    file = UNFIT.sub("\ufffd", nfc(PurePath(name).name)) or "documento"
    if dated:
        return Identity(file, country, language, dated, "indicada")
    found = next((m.group() for m in _DATE.finditer(file) if _exists(m.group())), "")
    if found:
        return Identity(file, country, language, found, "nombre del archivo")
    return Identity(file, country, language, UNKNOWN_DATE, "desconocida")


def _exists(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _slug(name: str) -> str:
    stem = fold(PurePath(name).stem).replace("ñ", "n")
    return "-".join(re.findall(r"[a-z0-9]+", stem)) or "documento"


def meta_element(who: Identity) -> Any:
    """Make the ``meta`` of a document; the same bytes for the same identity."""
    from lxml.builder import ElementMaker

    make = ElementMaker(namespace=AKN)
    note = ElementMaker(namespace=OWN)
    return make.meta(
        make.identification(*_levels(make, who), source="#tracer"),
        make.references(
            _organization(make, "tracer", "tracer"),
            _organization(make, "desconocido", "autoría no indicada"),
            source="#tracer",
        ),
        make.proprietary(note.nota(NOTE.format(unsure=_unsure(who))), source="#tracer"),
    )


def _levels(make: Any, who: Identity) -> list[Any]:
    """Work, expression and manifestation, as FRBR tells them apart."""
    dated = {"date": who.date, "name": who.dated_by}
    work, expression = who.work, who.expression
    return [
        make.FRBRWork(
            *_common(make, f"{work}/!main", work, dated, alias=who.file),
            make.FRBRcountry(value=who.country),
            make.FRBRsubtype(value="constitucion"),
        ),
        make.FRBRExpression(
            *_common(make, f"{expression}/!main", expression, dated),
            make.FRBRlanguage(language=who.language),
        ),
        make.FRBRManifestation(
            *_common(make, f"{expression}/!main.xml", f"{expression}.xml", dated),
            make.FRBRformat(value="application/akn+xml"),
        ),
    ]


def _common(make: Any, this: str, uri: str, dated: dict[str, str], alias: str = "") -> list[Any]:
    aliases = [make.FRBRalias(value=alias, name="archivo")] if alias else []
    return [
        make.FRBRthis(value=this),
        make.FRBRuri(value=uri),
        *aliases,
        make.FRBRdate(**dated),
        make.FRBRauthor(href="#desconocido"),
    ]


def _organization(make: Any, identifier: str, shown: str) -> Any:
    return make.TLCOrganization(
        eId=identifier, href=f"/akn/ontology/organization/{identifier}", showAs=shown
    )


def _unsure(who: Identity) -> str:
    """In words: what of the identification was supposed."""
    unsure = ["la autoría (FRBRauthor)"]
    if who.country == UNKNOWN_COUNTRY:
        unsure.append("el país (FRBRcountry, xx: desconocido)")
    if who.dated_by == "desconocida":
        unsure.append(f"la fecha (FRBRdate, {UNKNOWN_DATE}: desconocida)")
    elif who.dated_by != "indicada":
        unsure.append("la fecha (FRBRdate, tomada del nombre del archivo)")
    return ", ".join(unsure)
