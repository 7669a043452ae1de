"""XML that is no Akoma Ntoso, is damaged, or means harm: each its own error, in little memory."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from pace import within

from tracer.constitution import read_constitution
from tracer.errors import EmptyInputError, FormatError

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
INNER = (
    "<act><body><article><num>Artículo 1</num><content><p>Año del niño.</p></content></article>"
    "</body></act>"
)
WHOLE = f"<akomaNtoso {AKN}>{INNER}</akomaNtoso>"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def write(folder: Path, content: str | bytes, name: str = "a.xml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('<rss version="2.0"/>', "la raíz es «rss»"),
        ("<html><body/></html>", r"\.html"),
        ('<x:ley xmlns:x="urn:x"/>', "la raíz es «x:ley»"),
        ("Artículo 1", "no es un documento XML"),
        (b"PK\x03\x04\x00\x00", "no es un documento XML"),
        (WHOLE[:-40], "dañado o incompleto"),
        (WHOLE[:30], "no es un documento XML"),
        (WHOLE.replace("Año", "A&o;"), "dañado o incompleto"),
        (WHOLE.replace("Año", "A&#1;o"), "XML"),
        (WHOLE.replace("Año", "A\x01o"), "carácter de control"),
        (WHOLE.encode("cp1252"), "codificación"),
        (f'<?xml version="1.0" encoding="klingon"?>{WHOLE}', "XML"),
        (f'<!DOCTYPE a [<!ENTITY l0 "ja">{LAUGHS}]>{WHOLE}', "declara la entidad «l0»"),
        (f'<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]>{WHOLE}', "declara la entidad «x»"),
        (f'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///x">%x;]>{WHOLE}', "declara la entidad «x»"),
    ],
)
def test_each_kind_of_bad_xml_gets_its_own_error(
    tmp_path: Path, content: str | bytes, says: str
) -> None:
    with pytest.raises(FormatError, match=says):
        read_constitution(write(tmp_path, content))


def test_an_akoma_ntoso_document_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError):
        read_constitution(write(tmp_path, f"<akomaNtoso {AKN}><act><body/></act></akomaNtoso>"))


def test_a_document_type_without_entities_is_neither_fetched_nor_minded(tmp_path: Path) -> None:
    content = f'<!DOCTYPE akomaNtoso SYSTEM "no-existe.dtd">{WHOLE}'
    assert read_constitution(write(tmp_path, content)).provisions[0].text == "Año del niño."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"]
)
def test_declared_encodings_are_followed(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    content = f'<?xml version="1.0" encoding="{declared}"?>\n<!-- ñ -->{WHOLE}'
    path = write(tmp_path, content.encode(encoding))
    assert read_constitution(path).provisions[0].text == "Año del niño."


def test_comments_and_instructions_are_no_text(tmp_path: Path) -> None:
    content = WHOLE.replace("del", "d<!-- x -->e<?y z?>l")
    assert read_constitution(write(tmp_path, content)).provisions[0].text == "Año del niño."


def test_a_document_deeper_than_any_law_is_refused(tmp_path: Path) -> None:
    deep = "<point>" * 1500 + "x" + "</point>" * 1500
    content = WHOLE.replace("<content><p>Año del niño.</p></content>", deep)
    with pytest.raises(FormatError, match="uno en otro"):
        read_constitution(write(tmp_path, content))


def test_a_small_file_can_take_neither_memory_nor_time(tmp_path: Path) -> None:
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "{"ja" * 50}">{LAUGHS}]>' + WHOLE.replace("Año", "&l9;")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with within(100), pytest.raises(FormatError):
        read_constitution(write(tmp_path, bomb))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
