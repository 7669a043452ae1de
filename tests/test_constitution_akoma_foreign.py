"""Akoma Ntoso as other makers write it: levels and citations from its own elements and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracer.constitution import read_constitution, units
from tracer.records import Constitution

NAMESPACES = (
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13",
    "http://www.akomantoso.org/2.0",
    "http://www.akomantoso.org/1.0",
)


def read(
    folder: Path, body: str, *, namespace: str = NAMESPACES[0], kind: str = "act"
) -> Constitution:
    path = folder / "ajena.xml"
    path.write_text(
        f'<akomaNtoso xmlns="{namespace}"><{kind}><meta><identification/></meta>{body}</{kind}>'
        "</akomaNtoso>",
        encoding="utf-8",
    )
    constitution = read_constitution(path)
    for provision in constitution.provisions:
        assert constitution.text[provision.start : provision.end] == provision.text
        assert 0 <= provision.opens <= provision.start
    return constitution


def texts(constitution: Constitution) -> dict[str, str]:
    return {p.citation: p.text for p in constitution.provisions}


def article(inner: str, num: str = "Artículo 1") -> str:
    return f"<body><article><num>{num}</num>{inner}</article></body>"


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_version_of_the_standard_is_read_alike(tmp_path: Path, namespace: str) -> None:
    body = article("<content><p>Toda persona vive en paz.</p></content>")
    assert texts(read(tmp_path, body, namespace=namespace)) == {
        "Art. 1": "Toda persona vive en paz."
    }


def test_a_prefix_for_the_namespace_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "prefijo.xml"
    path.write_text(
        f'<an:akomaNtoso xmlns:an="{NAMESPACES[0]}"><an:bill><an:body><an:article><an:num>Art. 7'
        "</an:num><an:content><an:p>Texto del siete.</an:p></an:content></an:article></an:body>"
        "</an:bill></an:akomaNtoso>"
    )
    assert texts(read_constitution(path)) == {"Art. 7": "Texto del siete."}


def test_a_european_act_gives_paragraphs_points_and_what_follows_them(tmp_path: Path) -> None:
    body = """
    <preamble><citations><citation><p>Visto el Tratado,</p></citation></citations>
     <recitals><recital><num>(1)</num><p>Conviene regular.</p></recital></recitals></preamble>
    <body><title eId="tit_1"><num>TITLE I</num><heading><b>Objeto</b> y ámbito</heading>
     <chapter><num>CAPÍTULO 1</num><section><num>Sección 2</num><heading>Agua</heading>
      <article eId="art_12a"><num>Artículo 12 bis</num><heading>Acceso</heading>
       <paragraph><num>1.</num><content><p>Hay agua.</p></content></paragraph>
       <paragraph><num>2.</num>
        <subparagraph><content><p>Se reparte:</p></content></subparagraph>
        <list><point><num>(a)</num><content><p>en casa;</p></content></point>
         <point><num>(b)</num><list><intro><p>fuera:</p></intro>
          <point><num>(i)</num><content><p>en pozos;</p></content></point>
          <point><num>(ii)</num><content><p>en ríos.</p></content></point></list></point></list>
        <subparagraph><content><p>Es gratuita.</p></content></subparagraph>
       </paragraph></article></section></chapter></title></body>"""
    assert texts(read(tmp_path, body)) == {
        "Preámbulo": "Visto el Tratado,\n(1) Conviene regular.",
        "Tít. 1": "",
        "Tít. 1, Cap. 1": "",
        "Tít. 1, Cap. 1, § 2": "",
        "Art. 12 bis": "",
        "Art. 12 bis, 1": "Hay agua.",
        "Art. 12 bis, 2": "Se reparte:",
        "Art. 12 bis, 2, a": "en casa;",
        "Art. 12 bis, 2, b": "fuera:",
        "Art. 12 bis, 2, b, i": "en pozos;",
        "Art. 12 bis, 2, b, ii": "en ríos.",
        "Art. 12 bis, 2, párr. 2": "Es gratuita.",
    }


def test_an_african_act_has_sections_for_articles(tmp_path: Path) -> None:
    body = """
    <body><chapter><num>2</num><heading>Rights</heading>
     <section eId="sec_9"><num>9.</num><heading>Equality</heading>
      <subsection><num>(1)</num><content><p>Everyone is equal.</p></content></subsection>
      <subsection><num>(2)</num><content><blockList><listIntroduction>It covers&#8212;
       </listIntroduction><item><num>(a)</num><p>birth;</p></item><item><num>(b)</num>
       <blockList><listIntroduction>age:</listIntroduction><item><num>(i)</num><p>young;</p></item>
       <item><num>(ii)</num><p>old.</p></item></blockList></item></blockList></content></subsection>
     </section>
     <section eId="sec_10"><num>10.</num><hcontainer name="hcontainer"><content>
      <p>Everyone has <def>dignity</def>.</p></content></hcontainer></section></chapter></body>
    <attachments><attachment eId="att_1"><heading>Schedule 1</heading><doc name="schedule"><meta/>
     <mainBody><p>The flag is blue.</p></mainBody></doc></attachment></attachments>"""
    found = read(tmp_path, body)
    assert texts(found) == {
        "Cap. 2": "",
        "Art. 9": "",
        "Art. 9, 1": "Everyone is equal.",
        "Art. 9, 2": "It covers—",
        "Art. 9, 2, a": "birth;",
        "Art. 9, 2, b": "age:",
        "Art. 9, 2, b, i": "young;",
        "Art. 9, 2, b, ii": "old.",
        "Art. 10": "Everyone has dignity.",
        "§ 1": "The flag is blue.",
    }
    assert found.provisions[-1].heading == "Schedule 1"


def test_a_bill_of_the_italian_senate_has_commas(tmp_path: Path) -> None:
    body = """
    <preface><p><docTitle>Disegno di legge</docTitle></p></preface>
    <body><article id="art1"><num>Art. 1.</num><heading>(Finalità)</heading>
     <paragraph id="art1-com1"><num>1.</num><content><p>La legge tutela.</p></content></paragraph>
     <paragraph id="art1-com2"><num>2-bis.</num><content><p><mod>All'articolo 3:
      <quotedStructure><article><num>Art. 3-bis.</num><content><p>Nuovo.</p></content></article>
      </quotedStructure></mod></p></content></paragraph></article></body>"""
    assert texts(read(tmp_path, body, kind="bill")) == {
        "Art. 1": "",
        "Art. 1, 1": "La legge tutela.",
        "Art. 1, 2 bis": "All'articolo 3:\nArt. 3-bis. Nuovo.",
    }


def test_a_mexican_article_is_read_from_generic_elements(tmp_path: Path) -> None:
    body = article(
        '<hcontainer name="Apartado"><num>A.</num><heading>Agua</heading>'
        '<hcontainer name="fracción"><num>I.</num><content><p>Una;</p></content></hcontainer>'
        '<hcontainer name="fracción"><num>II.</num><content><p>Dos.</p></content></hcontainer>'
        "</hcontainer>"
        '<hcontainer name="Apartado"><num>B.</num><content><p>Aire.</p></content></hcontainer>',
        "ARTÍCULO PRIMERO.-",
    )
    found = read(tmp_path, body)
    assert [(p.citation, p.level) for p in found.provisions] == [
        ("Art. 1", "article"), ("Art. 1, A", "section"), ("Art. 1, A, frac. I", "fraction"),
        ("Art. 1, A, frac. II", "fraction"), ("Art. 1, B", "section"),
    ]  # fmt: skip
    assert [u.citation for u in units(found)] == ["Art. 1, A", "Art. 1, B"]


def test_a_letter_is_a_roman_number_only_beside_others(tmp_path: Path) -> None:
    def points(*nums: str) -> list[str]:
        inner = "".join(
            f"<point><num>{num}</num><content><p>Texto.</p></content></point>" for num in nums
        )
        return list(texts(read(tmp_path, article(inner))))[1:]

    assert points("I", "II", "V") == ["Art. 1, frac. I", "Art. 1, frac. II", "Art. 1, frac. V"]
    assert points("A", "B", "C", "D", "I") == [f"Art. 1, {letter}" for letter in "ABCDI"]
    assert points("C", "D") == ["Art. 1, C", "Art. 1, D"]
    assert points("–", "–") == []


def test_transitory_provisions_are_known_by_element_or_by_heading(tmp_path: Path) -> None:
    first = "<article><num>Primera.</num><content><p>Rige desde mañana.</p></content></article>"
    second = "<article><num>Segunda.</num><content><p>Se publica hoy.</p></content></article>"
    permanent = "<article><num>Artículo 1</num><content><p>Toda persona.</p></content></article>"
    for region in (
        f"<transitional>{first}{second}</transitional>",
        f"<title><heading>Disposiciones Transitorias</heading>{first}{second}</title>",
        f'<hcontainer name="transitorios"><num>TRANSITORIOS</num>{first}{second}</hcontainer>',
    ):
        found = read(tmp_path, f"<body>{permanent}{region}</body>")
        assert [(p.citation, p.level) for p in found.provisions] == [
            ("Art. 1", "article"), ("Transitorios", "division"), ("Trans. 1", "transitory"),
            ("Trans. 2", "transitory"),
        ]  # fmt: skip


def test_general_dispositions_hold_articles_and_final_ones_their_own(tmp_path: Path) -> None:
    one = "<article><num>Artículo 1</num><content><p>Toda persona.</p></content></article>"
    last = "<article><num>Primera.</num><content><p>Se publica hoy.</p></content></article>"
    body = (
        f"<body><title><num>TÍTULO I</num><heading>Disposiciones generales</heading>{one}</title>"
        f"<title><heading>Disposiciones finales</heading>{last}</title></body>"
    )
    found = [p.citation for p in read(tmp_path, body).provisions]
    assert found[:2] == ["Tít. 1", "Art. 1"]
    assert found[-1] == "Disp. final 1"


def test_what_is_removed_and_what_says_so_is_repealed_with_all_below_it(tmp_path: Path) -> None:
    body = (
        '<body><chapter status="removed"><num>Capítulo 1</num><article><num>Artículo 1</num>'
        "<content><p>Decía algo.</p></content></article></chapter><article><num>Artículo 2</num>"
        "<content><p>Derogado.</p></content></article><article><num>Artículo 3</num><content>"
        "<p>Sigue en vigor.</p></content></article></body>"
    )
    found = {p.citation: p.status for p in read(tmp_path, body).provisions}
    assert found == {
        "Cap. 1": "repealed", "Art. 1": "repealed", "Art. 2": "repealed", "Art. 3": "in_force",
    }  # fmt: skip


def test_tables_lists_and_breaks_keep_every_word_and_notes_are_left_out(tmp_path: Path) -> None:
    inner = (
        "<content><p>Uno<authorialNote marker='1'><p>Una nota.</p></authorialNote>,<br/>dos<eol/>"
        "tres <nuevo>y <b>cua</b>tro</nuevo>.</p><table><tr><th><p>Año</p></th><td>1917</td></tr>"
        "</table><ul><li>cinco</li><li><p>seis</p></li></ul>siete<p/><p>ocho</p></content>"
    )
    assert texts(read(tmp_path, article(inner)))["Art. 1"] == (
        "Uno,\ndos tres y cuatro.\nAño\n1917\ncinco\nseis\nsiete\n\nocho"
    )


def test_words_outside_every_unit_are_reported_and_stay_in_the_text(tmp_path: Path) -> None:
    inside = "<article><num>Artículo 1</num><content><p>Toda persona.</p></content></article>"
    found = read(tmp_path, f"<body>{inside}<p>Palabras sueltas.</p></body>")
    assert "Palabras sueltas." in found.text
    assert [(i.code, i.line) for i in found.issues if i.code == "text-outside"] == [
        ("text-outside", 1)
    ]


def test_a_missing_number_is_taken_from_the_identifier_or_counted(tmp_path: Path) -> None:
    inner = "<content><p>Texto de un artículo.</p></content>"
    body = f"<body><article eId='art_7'>{inner}</article><article id='x'>{inner}</article></body>"
    assert list(texts(read(tmp_path, body))) == ["Art. 7", "Art. 1"]


def test_numbers_that_come_again_are_told_apart_and_reported(tmp_path: Path) -> None:
    one = "<article><num>Artículo 1</num><content><p>Toda persona.</p></content></article>"
    found = read(tmp_path, f"<body>{one}{one}</body>")
    assert list(texts(found)) == ["Art. 1", "Art. 1 (2)"]
    assert "number-repeated" in {issue.code for issue in found.issues}


def test_ends_of_pages_say_where_a_provision_begins(tmp_path: Path) -> None:
    body = (
        "<body><article><num>Artículo 1</num><content><p>Toda <eop number='4'/>persona.</p>"
        "</content></article><article><num>Artículo 2</num><content><p>Nadie sobra.</p></content>"
        "</article></body>"
    )
    assert [p.page for p in read(tmp_path, body).provisions] == [4, 5]


def test_a_document_that_marks_no_article_is_read_by_its_words(tmp_path: Path) -> None:
    body = (
        "<mainBody><p>TÍTULO PRIMERO</p><p>PRINCIPIOS</p><p>Artículo 1</p><p>Son derechos:</p>"
        "<p>a) La vida;</p><p>b) El agua.</p></mainBody>"
    )
    found = texts(read(tmp_path, body, kind="doc"))
    assert list(found) == ["Tít. 1", "Art. 1", "Art. 1, a", "Art. 1, b"]
    assert found["Art. 1, b"] == "El agua."
