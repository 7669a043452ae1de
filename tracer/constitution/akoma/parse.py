"""XML from a file nobody vouches for: no entities, no network, bounded size and depth."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from tracer.constitution.akoma.names import local
from tracer.errors import FormatError, Phrase

LARGEST = 100_000_000
"""Bytes."""
DEEPEST = 120
"""Elements within elements; a constitution needs fewer than 30."""


class _RootReached(Exception):
    """Ends the look at what stands before the root element; carries its name."""


class _EntityDeclared(Exception):
    """The document declares an entity."""


def akoma_root(path: Path) -> Any:
    """Read the root element of an Akoma Ntoso file, of any version, in any declared encoding.

    Comments and processing instructions are left out.

    Returns
    -------
    lxml.etree._Element

    Raises
    ------
    FormatError
        If the file is no XML, is damaged, declares entities, has another root than
        ``akomaNtoso``, or is too large or too deep.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise FormatError(
            "{name} tiene {size} MB; se aceptan hasta {largest} MB: divídelo o quita lo que no "
            "sea texto",
            name=path.name, size=size // 1_000_000, largest=LARGEST // 1_000_000,
        )  # fmt: skip
    raw = path.read_bytes()
    _check_prologue(path.name, raw)
    root = _parsed(path.name, raw)
    _check_depth(path.name, root)
    return root


def _check_prologue(name: str, raw: bytes) -> None:
    """Look at the file up to its root element, before a parser that could expand anything."""
    try:
        _read_prologue(raw)
    except _RootReached as reached:
        _check_name(name, str(reached))
    except _EntityDeclared as declared:
        raise FormatError(
            "{name} declara la entidad «{declared}» (<!ENTITY>), que tracer no desarrolla por "
            "seguridad; guárdalo sin declaraciones de entidades",
            name=name, declared=declared,
        ) from None  # fmt: skip
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        raise FormatError(
            "{name} no es un documento XML bien formado (renglón {line}); si es otro formato, "
            "dale su extensión, y si no, vuelve a descargarlo",
            name=name, line=line,
        ) from error  # fmt: skip


def _read_prologue(raw: bytes) -> None:
    def root(name: str, attributes: dict[str, str]) -> None:
        raise _RootReached(name)

    def entity(name: str, *declaration: object) -> None:
        raise _EntityDeclared(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = root
    parser.EntityDeclHandler = entity
    parser.Parse(raw, True)


def _check_name(name: str, root: str) -> None:
    if root.rsplit(":", 1)[-1].lower() == "akomantoso":
        return
    advice = (
        Phrase("si es una página web, dale la extensión .html")
        if root.lower() == "html"
        else Phrase("conviértelo a Akoma Ntoso o a uno de los otros formatos que lee tracer")
    )
    raise FormatError(
        "{name}: se esperaba un documento Akoma Ntoso, con la raíz «akomaNtoso», y la raíz es "
        "«{root}»; {advice}",
        name=name, root=root, advice=advice,
    )  # fmt: skip


def _parsed(name: str, raw: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        told = _REASONS.get(error.code, _DAMAGED)
        raise FormatError(
            "{name}, renglón {line}: {told}", name=name, line=error.lineno or 1, told=told
        ) from error


_WRONG_BYTES = Phrase(
    "hay bytes que no son de la codificación que el archivo declara al comienzo (sin declaración, "
    "UTF-8); guárdalo de nuevo en UTF-8"
)
_DAMAGED = Phrase(
    "el archivo está dañado o incompleto, pues deja de ser XML bien formado; vuelve a descargarlo"
)
_REASONS = {
    9: Phrase("hay un carácter de control, que XML no admite; quítalo y guárdalo de nuevo"),
    31: _WRONG_BYTES,
    32: _WRONG_BYTES,
    81: _WRONG_BYTES,
}
"""By libxml2's codes: invalid character, encoding unknown, unsupported, or not that of the file."""


def _check_depth(name: str, root: Any) -> None:
    from lxml import etree

    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise FormatError(
                "{name}, renglón {line}: «{element}» está dentro de más de {deepest} elementos, "
                "uno en otro; una constitución no los necesita: revisa cómo se hizo el archivo",
                name=name, line=element.sourceline, element=local(element), deepest=DEEPEST,
            )  # fmt: skip
