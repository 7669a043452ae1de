"""A constitution written as Akoma Ntoso 3.0: valid, and the same provisions when read again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from tracer.constitution.akoma.characters import UNFIT, collapse, name_of
from tracer.constitution.akoma.hints import add_hints
from tracer.constitution.akoma.identifiers import identifier
from tracer.constitution.akoma.meta import UNKNOWN_COUNTRY, identity, meta_element
from tracer.constitution.akoma.names import AKN, OWN, SPACE, own
from tracer.constitution.akoma.printed import bare_number, cited_number, printed_number
from tracer.errors import EmptyInputError
from tracer.records import Constitution, Provision
from tracer.text import nfc

_ELEMENTS = {
    "book": ("book", ""), "title": ("title", ""), "chapter": ("chapter", ""),
    "part": ("part", ""), "division": ("section", ""), "article": ("article", ""),
    "transitory": ("article", ""),
}  # fmt: skip
"""Element and name for the levels that stand in no article."""
_ITEMS = {
    "section": ("hcontainer", "apartado"), "numeral": ("paragraph", ""),
    "fraction": ("hcontainer", "fraccion"), "inciso": ("point", ""),
    "paragraph": ("hcontainer", "parrafo"), "proviso": ("hcontainer", "paragrafo"),
}  # fmt: skip
"""Element and name for the levels within an article."""


@dataclass(slots=True, eq=False)
class _Sheet:
    """A document while it is being written."""

    source: Constitution
    body: Any
    used: set[str] = field(default_factory=set)
    path: list[tuple[Provision, Any]] = field(default_factory=list)
    """The provisions open at this place, outermost first, with their elements."""
    written: list[tuple[Provision, Any]] = field(default_factory=list)


def akoma_xml(
    constitution: Constitution,
    *,
    country: str = UNKNOWN_COUNTRY,
    language: str = "spa",
    dated: str = "",
) -> bytes:
    """Write `constitution` as an Akoma Ntoso 3.0 document.

    Texts are brought to NFC. What the standard can say is said in its own words; where reading
    those again would give another citation, level or heading, an attribute of tracer's own
    namespace keeps the right one, and so for the page.

    Parameters
    ----------
    constitution : Constitution
    country : str, default="xx"
        ISO 3166-1 alpha-2, in lower case; ``xx`` says that it is not known.
    language : str, default="spa"
        ISO 639-2, three letters.
    dated : str, default=""
        ISO 8601 date of the version; if empty, one that stands in the file's name, or else the
        placeholder ``0001-01-01``.

    Returns
    -------
    bytes
        UTF-8, valid against the OASIS schema; the same for the same arguments.

    Raises
    ------
    EmptyInputError
        If there is no provision.
    """
    from lxml import etree

    if not constitution.provisions:
        raise EmptyInputError(
            "{name} no tiene disposiciones que escribir; revisa el documento",
            name=constitution.name,
        )
    who = identity(constitution.name, country=country, language=language, dated=dated)
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "tracer": OWN})
    act = _sub(root, "act", name="constitucion", contains="singleVersion")
    act.append(meta_element(who))
    add_hints(root, _write_provisions(act, constitution))
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


def _sub(parent: Any, tag: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)


def _write_provisions(act: Any, constitution: Constitution) -> list[tuple[Provision, Any]]:
    """Write all provisions below `act`; give each with its element, texts in NFC."""
    provisions = [_composed(provision) for provision in constitution.provisions]
    front = _front(provisions)
    written = _write_preamble(act, provisions[:front]) if front else []
    sheet = _Sheet(constitution, _sub(act, "body"), written=written)
    parents = {provision.parent for provision in provisions}
    for provision in provisions[front:]:
        _write(sheet, provision, is_parent=provision.citation in parents)
    return sheet.written


def _composed(provision: Provision) -> Provision:
    return replace(
        provision,
        citation=nfc(provision.citation), level=nfc(provision.level),
        heading=nfc(provision.heading), text=nfc(provision.text), parent=nfc(provision.parent),
        status=nfc(provision.status),
    )  # fmt: skip


def _front(provisions: list[Provision]) -> int:
    """How many provisions, at the start, go into the preamble; the body may not stay empty."""
    parents = {provision.parent for provision in provisions}
    count = 0
    for provision in provisions[:-1]:
        plain = provision.level == "preamble" and not provision.heading and not provision.parent
        if not plain or provision.citation in parents:
            break
        count += 1
    return count


def _write_preamble(act: Any, provisions: list[Provision]) -> list[tuple[Provision, Any]]:
    preamble = _sub(act, "preamble")
    if [provision.citation for provision in provisions] == ["Preámbulo"]:
        _mark(preamble, provisions[0])
        _write_text(preamble, provisions[0])
        return [(provisions[0], preamble)]
    written = []
    for provision in provisions:
        part = _sub(preamble, "container", name=_preamble_name(provision))
        _mark(part, provision)
        _write_text(part, provision)
        written.append((provision, part))
    return written


def _preamble_name(provision: Provision) -> str:
    return "exposicionDeMotivos" if provision.citation.startswith("Expo") else "preambulo"


def _write(sheet: _Sheet, provision: Provision, *, is_parent: bool) -> None:
    while sheet.path and sheet.path[-1][0].citation != provision.parent:
        sheet.path.pop()
    above = sheet.path[-1] if sheet.path else None
    name, label = _element_of(sheet, provision)
    element = _sub(above[1] if above else sheet.body, name, **({"name": label} if label else {}))
    prefix = above[1].get("eId", "") if above and _is_numbered_within(name, provision) else ""
    number = bare_number(provision.citation)
    element.set("eId", identifier(name, number, prefix, sheet.used))
    _mark(element, provision)
    _head(sheet, element, provision, label)
    if provision.text or not is_parent:
        _write_text(_sub(element, "intro" if is_parent else "content"), provision)
    sheet.path.append((provision, element))
    sheet.written.append((provision, element))


def _element_of(sheet: _Sheet, provision: Provision) -> tuple[str, str]:
    """Element for a provision where it stands, and its name if it is a generic one."""
    within_article = any(above.level in ("article", "transitory") for above, _ in sheet.path)
    if within_article:
        return _ITEMS.get(provision.level, ("hcontainer", "disposicion"))
    if provision.level == "preamble":
        return "hcontainer", _preamble_name(provision)
    if provision.level == "division" and provision.citation.startswith(("Trans", "Decreto")):
        return "transitional", ""
    return _ELEMENTS.get(provision.level, ("hcontainer", "disposicion"))


def _is_numbered_within(name: str, provision: Provision) -> bool:
    """Articles are numbered through a document, whatever holds them."""
    return name != "article" or provision.level == "transitory"


def _head(sheet: _Sheet, element: Any, provision: Provision, label: str) -> None:
    printed = printed_number(sheet.source, provision)
    if label == "disposicion":
        _line(_sub(element, "num", status="editorial"), provision.citation)
    elif printed:
        _line(_sub(element, "num"), printed)
    elif provision.level != "preamble" and provision.citation != "Transitorios":
        _line(_sub(element, "num", status="editorial"), cited_number(provision.citation))
    if provision.heading:
        _line(_sub(element, "heading"), provision.heading)


def _write_text(holder: Any, provision: Provision) -> None:
    """Write the text of `provision` into `holder`, a line as a paragraph."""
    lines = provision.text.split("\n")
    says = [at for at, line in enumerate(lines) if line]
    for at, line in enumerate(lines):
        outer = bool(provision.text) and not (says and says[0] <= at <= says[-1])
        _line(_sub(holder, "p"), line, exact=outer)


def _mark(element: Any, provision: Provision) -> None:
    """Say whether `provision` is in force, and on which page it begins."""
    if provision.status == "repealed":
        element.set("status", "removed")
    if provision.page is not None:
        element.set(own("page"), str(provision.page))


def _line(element: Any, text: str, *, exact: bool = False) -> None:
    """Fill `element` with a line, with markers in place of the characters that XML can't hold."""
    fits = UNFIT.split(text)
    if exact or len(fits) > 1 or collapse(text) != text:
        element.set(SPACE, "preserve")
    element.text = fits[0]
    for char, after in zip(UNFIT.findall(text), fits[1:], strict=True):
        marker = _sub(element, "marker", name=name_of(char))
        marker.tail = after
