"""What counts as personal data in a text, what doesn't, and what stands in its place."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import in_proportion

from tracer.errors import InputError, Phrase
from tracer.messages import translated
from tracer.redaction import KINDS, UNTOUCHED, find_personal, redact, redactor
from tracer.redaction.check_digits import dni_letter, is_clabe, is_iban, is_luhn, rut_digit

GOLD = Path(__file__).parent.parent / "eval" / "redaction" / "gold.jsonl"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a ana.ruiz@correo.mx, por favor", "a [correo], por favor"),
        ("ana arroba gmail punto com", "[correo]"),
        ("Escriban a beto@gmail o vengan", "Escriban a [correo] o vengan"),
        ("sigan a @lucha_vecinal y fb.com/ana.ruiz.", "sigan a [perfil] y [perfil]."),
        ("https://www.linkedin.com/in/ana-ruiz-1b", "[perfil]"),
        ("CURP GOML850312MDFRPS09.", "CURP [CURP]."),
        ("clave GMLPLS85031209M400", "clave [clave de elector]"),
        ("RFC GOML850312AB1, goml850312ab1", "RFC [RFC], [RFC]"),
        ("rut 12.345.678-5 y 11111111-1", "rut [RUT] y [RUT]"),
        ("DNI 12345678Z, NIE X1234567L", "DNI [DNI], NIE [DNI]"),
        ("CLABE 032180000118359719", "CLABE [cuenta]"),
        ("ES91 2100 0418 4502 0005 1332", "[cuenta]"),
        ("tarjeta 4111 1111 1111 1111", "tarjeta [tarjeta]"),
        ("tel. 5512-3456 o 5598-7654", "tel. [teléfono] o [teléfono]"),
        ("(55) 1234 5678, +52 1 33 1234 5678", "[teléfono], [teléfono]"),
        ("+56 9 8123 4567; 612 34 56 78", "[teléfono]; [teléfono]"),
        ("en Calle Hidalgo 23, int. 4, col. Centro", "en [dirección], col. Centro"),
        ("Av. 5 de Febrero 230 y C/ Mayor 3, 2º B", "[dirección] y [dirección]"),
        ("vivo en la mz 4 lt 12, C.P. 06700", "vivo en la [dirección], [dirección]"),
    ],
)
def test_each_kind_is_replaced_by_its_name(text: str, clean: str) -> None:
    assert redact(text)[0] == clean


@pytest.mark.parametrize(
    "text",
    [
        "Art. 16, 3 y Art. 4, párrafo 8, fracción IV, inciso a",
        "Constitución del 5 de febrero de 1917, DOF 29-01-2016",
        "$1,234,567.89, 600.000.000 de pesos, 12 %, 3.1416, 612 345 678 euros",
        "18,432 firmas de 8.918.653 habitantes entre 2010-2015",
        "2014 2015 2016 2017 2018; 10 20 30 40 50",
        "tod@s l@s niñ@s y nosotr@s.Los derechos de los trabajador@s.No más",
        "Ley 20.900, Ley N° 18.575, boletín 11.144-07, Convenio 169",
        "calles 5 y 6, la calle los 365 días, avenida con 12 carriles, Avenida Constitución 1917",
        "colonia Del Valle, alcaldía Benito Juárez, comuna de Maipú",
        "de 9:00 a 18:00, 24/7, línea 12, km 23, NOM-025-SSA1-2014, PM2.5",
    ],
)
def test_citations_dates_money_counts_and_places_stay(text: str) -> None:
    assert redact(text) == (text, [])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("12.345.678-5", "12.345.678-6"),
        ("1234567-4", "1234567-K"),
        ("12345678Z", "12345678A"),
        ("X1234567L", "X1234567M"),
        ("4111 1111 1111 1111", "4111 1111 1111 1112"),
        ("032180000118359719", "032180000118359718"),
        ("ES9121000418450200051332", "ES9221000418450200051332"),
    ],
)
def test_a_wrong_check_digit_makes_another_number_of_it(right: str, wrong: str) -> None:
    assert redact(f"con {right} aquí")[1]
    assert not redact(f"con {wrong} aquí")[1]


def test_check_digits_are_those_of_published_examples() -> None:
    assert is_luhn("4539578763621486") and is_luhn("79927398713") and not is_luhn("79927398710")
    assert is_clabe("032180000118359719") and not is_clabe("03218000011835971")
    assert (rut_digit("30686957"), rut_digit("6"), rut_digit("14569484")) == ("4", "K", "1")
    assert dni_letter("12345678") == "Z" and dni_letter("Y1234567") == "X"
    assert is_iban("ES9121000418450200051332") and is_iban("GB82WEST12345698765432")


def test_of_overlapping_hits_one_is_left_and_all_are_in_order() -> None:
    text = "GOML850312MDFRPS09, ana@correo.mx, Calle Hidalgo 23, tel 55 1234 5678"
    hits = find_personal(text)
    assert [hit.kind for hit in hits] == ["CURP", "correo", "dirección", "teléfono"]
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert {hit.kind for hit in hits} <= set(KINDS)


_PIECES = st.sampled_from(
    ["a@b.mx", "@ana", "55", "1234", "5678", "5512345678", " ", "-", ".", ",", "/", "(", ")", "+52",
     "x", "Calle ", "Hidalgo ", "23", "C.P. ", "06700", "tel ", "rut ", "12.345.678-5", "12345678Z",
     "GOML850312MDFRPS09", "facebook.com/", "arroba", "punto com", "\n", "[", "]", "[correo]",
     "4111 1111 1111 1111", "#", "No. ", "ñ", "mz 1 ", "lote 2", "www.", "~", "0", "$", "de "]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text("a@.1 -5/+\n[]Z", max_size=60))
def test_nothing_is_left_to_find_in_what_was_redacted(text: str) -> None:
    clean, found = redact(text)
    assert find_personal(clean) == []
    assert redact(clean) == (clean, [])
    assert (clean == text) == (not found)


HOSTILE = {
    "digits": "1" * 10**6,
    "figures": "1 " * 5 * 10**5,
    "codes": "55 " * 333_333,
    "unfinished telephones": "55 1234 567" * 90_000,
    "decimals": "1." * 5 * 10**5,
    "at-signs": "a@" * 5 * 10**5,
    "a chain of domains": "a@b.mx@c.mx" * 90_000,
    "streets": "Calle Aa " * 110_000 + "1",
    "capitals": "Aa " * 333_333 + "1",
    "lots": "mz 1 " * 200_000,
    "one word": "a" * 10**6 + "@1",
    "dashes": "-" * 10**6 + "1@",
    "spaces": " " * 10**6 + "1@",
    "addresses of pages": "http://" * 140_000 + "1",
    "half a CURP": "ABCD850312" * 100_000,
    "names of numbers": "rut de " * 140_000 + "1234567",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_a_million_characters_takes_time_in_proportion(name: str) -> None:
    text = HOSTILE[name]
    assert in_proportion(lambda n: redact(text[-n:]), (len(text) // 10, len(text)), 40)


def test_the_gold_is_found_as_recorded() -> None:
    marked = [json.loads(line)["marked"] for line in GOLD.read_text("utf-8").splitlines()]
    plain = [text for text in marked if "{" not in text]
    assert len(plain) > 130 and len(marked) - len(plain) > 130
    assert sum(bool(find_personal(text)) for text in plain) <= 2


def test_what_replaces_counts_by_kind_and_a_fresh_one_from_nothing() -> None:
    personal = redactor()
    personal.text("ana@correo.mx y beto@correo.mx, CURP GOML850312MDFRPS09")
    assert personal.counts == {"correo": 2, "CURP": 1}
    assert personal.fresh().counts == {}
    assert UNTOUCHED.text("ana@correo.mx") == "ana@correo.mx" == UNTOUCHED.id("ana@correo.mx")


def test_an_id_that_is_personal_gives_another_that_needs_the_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    personal, email = redactor(), "ana@correo.mx"
    monkeypatch.setenv("TRACER_REDACT_KEY", "una")
    one = personal.id(email)
    assert one == redactor().id(email) != personal.id("beto@correo.mx")
    assert personal.id("P-0231") == "P-0231" and personal.id("") == ""
    monkeypatch.setenv("TRACER_REDACT_KEY", "otra")
    assert redactor().id(email) != one
    monkeypatch.delenv("TRACER_REDACT_KEY")
    monkeypatch.setattr("tracer.redaction.pseudonyms.key_path", lambda: tmp_path / "k" / "key")
    assert redactor().id(email) == redactor().id(email) != one
    assert (tmp_path / "k" / "key").stat().st_mode & 0o077 == 0
    assert [p.name for p in (tmp_path / "k").iterdir()] == ["key"]


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pipeline that knows one person and one place, as if it were a trained one."""
    import spacy

    made = spacy.blank("es")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Hermenegilda Ruiz"},
                        {"label": "LOC", "pattern": "Benito Juárez"}])  # fmt: skip
    made.to_disk(tmp_path / "cadena")
    monkeypatch.setenv("TRACER_SPACY", str(tmp_path / "cadena"))
    return tmp_path / "cadena"


def test_names_of_persons_are_replaced_where_they_are_asked_for(pipeline: Path) -> None:
    text = "Soy Hermenegilda Ruiz, de Benito Juárez, ana@correo.mx"
    personal = redactor(names=True)
    assert personal.text(text) == "Soy [nombre], de Benito Juárez, [correo]"
    assert personal.counts == {"nombre": 1, "correo": 1} and "nombre" in personal.kinds
    assert personal.attribute("Hermenegilda Ruiz") == "Hermenegilda Ruiz"
    assert personal.message("caption «Hermenegilda Ruiz», 3 filas") == "caption «[nombre]», 3 filas"
    assert "Hermenegilda" in redactor().text(text)


def test_a_message_can_be_said_in_another_language_when_what_it_quotes_is_replaced(
    pipeline: Path,
) -> None:
    title = Phrase(
        "se tomó por título, no por encabezado: «{caption}»", caption="Hermenegilda Ruiz"
    )
    told = redactor(names=True).message(title)
    assert told == "se tomó por título, no por encabezado: «[nombre]»"
    assert translated(told, "en") == "taken for a title, not for a header: “[nombre]”"
    cells = Phrase("{what}: {cells}", what=Phrase("{n} filas", n=3), cells="«muchas 55 1234 5678»")
    told = redactor().message(cells)
    assert isinstance(told, Phrase) and told == "3 filas: «muchas [teléfono]»"
    assert "1234" not in repr(told.figures)


def test_a_message_whose_personal_data_lies_across_its_figures_keeps_none() -> None:
    told = redactor().message(Phrase("llámenme al {a} {b}", a="55 1234", b="5678"))
    assert told == "llámenme al [teléfono]" and not isinstance(told, Phrase)


def test_a_missing_pipeline_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACER_SPACY", "es_no_hay")
    with pytest.raises(InputError, match=r"«es_no_hay».*python -m spacy download es_core_news_sm"):
        redactor(names=True)


def test_a_pipeline_that_finds_no_names_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import spacy

    spacy.blank("es").to_disk(tmp_path / "muda")
    monkeypatch.setenv("TRACER_SPACY", str(tmp_path / "muda"))
    with pytest.raises(InputError, match="no halla nombres de personas"):
        redactor(names=True)
