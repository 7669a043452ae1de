"""What cells mean: words, weights, days, channels."""

from __future__ import annotations

import pytest

from tracer.sources.cells import cell_text, parse_channel, parse_date, parse_weight, plain_words


@pytest.mark.parametrize(
    ("cell", "weight"),
    [
        ("1,234", 1234.0),
        ("1.234", 1234.0),
        ("1 234", 1234.0),
        ("1\u00a0234\u202f567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234.567,5", 1234567.5),
        ("1,234.50", 1234.5),
        ("1234.0", 1234.0),
        ("12,5", 12.5),
        ("0.125", 0.125),
        ("1234.567", 1234.567),
        ("-3", -3.0),
        ("\u22123", -3.0),
        ("+7", 7.0),
        (" 15 ", 15.0),
        ("1e3", 1000.0),
        (1.234, 1.234),
    ],
)
def test_a_weight_is_read_whatever_the_grouping_of_its_digits(
    cell: str | float, weight: float
) -> None:
    assert parse_weight(cell) == weight


@pytest.mark.parametrize("cell", ["", "muchas", "1.2.3", "12 firmas", "1,23,4", "nan", "inf", "١٢"])
def test_what_is_no_number_is_no_weight(cell: str) -> None:
    assert parse_weight(cell) is None
    assert parse_weight(float("nan")) is None


@pytest.mark.parametrize(
    "cell",
    [
        "2016-09-05",
        "2016-09-05T23:59:00Z",
        "2016-09-05 10:00:00",
        "2016/9/5",
        "05/09/2016",
        "5-9-2016",
        "05.09.16",
        "05/09/2016 13:45",
        "5 de septiembre de 2016",
        "Lunes, 5 de Setiembre del 2016",
        "42618",
        "42618.5",
        "1473033600",
        "1473033600000",
    ],
)
def test_a_day_is_read_in_every_usual_form(cell: str) -> None:
    assert parse_date(cell) == "2016-09-05"


@pytest.mark.parametrize(
    "cell", ["03/25/2016", "31/02/2016", "ayer", "2016", "5 de brumario de 1799"]
)
def test_a_day_that_cannot_be_or_would_be_a_guess_is_unreadable(cell: str) -> None:
    assert parse_date(cell) is None


def test_html_becomes_the_words_that_a_browser_shows() -> None:
    html = (
        "<p>Más <strong>agua</strong>&nbsp;limpia\n y <a href='x'>luz</a>.</p>\r\n"
        "<ul><li>r&iacute;os</li><li>pozos</li></ul><script>alert(1)</script>A<br/>B"
    )
    assert plain_words(html) == "Más agua limpia y luz.\nríos\npozos\nA\nB"


@pytest.mark.parametrize(
    "text",
    [
        "menos de 5 < 6 y 7 > 3",
        "escribe a <yo@ejemplo.mx> hoy",
        "R&D y M&M",
        "a <- b",
        "<3 mi ciudad",
    ],
)
def test_angle_brackets_and_ampersands_that_are_no_html_stay(text: str) -> None:
    assert plain_words(text) == text


def test_angle_brackets_survive_beside_html() -> None:
    assert (
        plain_words("<p>escribe a <yo@ejemplo.mx>: 2 < 3</p>") == "escribe a <yo@ejemplo.mx>: 2 < 3"
    )


def test_entities_outside_html_become_characters() -> None:
    assert plain_words("agua &amp; luz &lt;ya&gt; &desconocida;") == "agua & luz <ya> &desconocida;"


def test_control_characters_and_half_emoji_never_reach_the_text() -> None:
    dirty = "\ufeffa\x00gua\x07 po\u00adta\u200bble\r\ny\x0bluz_x000D_\n\ud83d"
    clean = plain_words(dirty)
    assert clean == "agua potable\ny\nluz\n\ufffd"
    clean.encode("utf-8")


def test_accents_and_emoji_stay_as_they_were_written() -> None:
    decomposed = "nin\u0303o 👩\u200d👧"
    assert cell_text(decomposed) == decomposed


@pytest.mark.parametrize(
    ("cell", "channel"),
    [("Petición", "petition"), ("ENCUESTA", "survey"), ("comments", "comment"), ("Foro", "event")],
)
def test_a_channel_is_known_in_spanish_and_english(cell: str, channel: str) -> None:
    assert parse_channel(cell) == channel
    assert parse_channel("facebook") is None
