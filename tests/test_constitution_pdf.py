"""Layouts of printed pages: columns, notes, running heads, margins, tables of contents, words."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from press import Sheet, articles, pages, printed, set_line, width
from small_pdf import Line, Mark, page, pdf, rule, sized

from tracer.constitution import read_constitution
from tracer.constitution.grammar.styles import SPANISH_AMERICAN
from tracer.constitution.pdf.characters import repaired
from tracer.constitution.pdf.lines import HYPHEN
from tracer.constitution.pdf.noise import sift
from tracer.constitution.pdf.read import read_lines
from tracer.constitution.pdf.spacing import Glyph, spaced
from tracer.constitution.pdf.words import prose, vocabulary

LONG = "de la Ciudad y de todas las personas que la habitan, la cuidan y la transitan"
TEXT = articles(7, 40)
TWO = Sheet(columns=2, measure=226.0)


def write(folder: Path, content: bytes, name: str = "a.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def texts(path: Path) -> dict[str, str]:
    return {p.citation: p.text for p in read_constitution(path).provisions}


def left_out(path: Path) -> dict[str, tuple[int, int | None]]:
    found = sift(read_lines(path), SPANISH_AMERICAN).left_out
    return {kind.kind: (kind.count, kind.page) for kind in found}


def lines(path: Path) -> list[str]:
    return [line.text for line in sift(read_lines(path), SPANISH_AMERICAN).lines]


def prose_page(first: int, *more: Mark, top: float = 680.0) -> list[Mark]:
    """A page of two articles, as full as pages are, and what a test puts on it besides."""
    filled = [line for number in (first, first + 1) for line in _article(number)]
    return [*page(*filled, top=top), *more]


def raised(number: str, first: int) -> Line:
    """The mark of a note behind the first line of `prose_page`."""
    return (72.0 + width(_article(first)[0], 11), 684.0, "F1", number, 6.0)


def _article(number: int) -> list[str]:
    return [f"Artículo {number}. Toda persona {LONG}", *[f"y la ley {LONG}"] * 7, "y nadie más."]


def whole(first: int) -> dict[str, str]:
    """What `prose_page` says."""
    return {
        f"Art. {number}": " ".join(_article(number)).removeprefix(f"Artículo {number}. ")
        for number in (first, first + 1)
    }


@pytest.mark.parametrize(
    "sheet",
    [
        TWO,
        Sheet(columns=2, measure=226.0, by_rows=True),
        Sheet(columns=2, measure=228.0, gutter=10.0, by_rows=True, justified=False),
        Sheet(columns=3, measure=148.0, gutter=12.0, size=8.0, by_rows=True),
    ],
    ids=["two", "two drawn row by row", "two not justified", "three"],
)
def test_columns_give_the_provisions_of_the_same_text_in_one(tmp_path: Path, sheet: Sheet) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(TEXT), encoding="utf-8")
    expected = texts(tmp_path / "a.txt")
    assert len(expected) > 60
    assert texts(write(tmp_path, printed(TEXT, Sheet()), "one.pdf")) == expected
    assert texts(write(tmp_path, printed(TEXT, sheet))) == expected


def test_headings_as_wide_as_the_page_stand_between_blocks_of_columns(tmp_path: Path) -> None:
    first, second = TEXT[:9], TEXT[9:18]
    upper = Sheet(columns=2, measure=226.0, lines=20, by_rows=True)
    lower = Sheet(columns=2, measure=226.0, lines=20, top=400.0, by_rows=True)
    heads: list[Mark] = [
        (170.0, 720.0, "F2", "CONSTITUCIÓN POLÍTICA DE LA REPÚBLICA"),
        (205.0, 430.0, "F2", "TÍTULO SEGUNDO DE LAS GARANTÍAS"),
    ]
    blocks = [pages(first, upper)[0], pages(second, lower)[0]]
    path = write(tmp_path, pdf([[*blocks[1], *heads, *blocks[0]]]))
    read = " ".join(lines(path))
    places = [read.index(words) for words in ("CONSTITUCIÓN POLÍTICA", "TÍTULO SEGUNDO")]
    assert places[0] < read.index("Artículo 1.") < places[1]
    last = [text for text in first if text.startswith("Artículo")][-1].split(".")[0]
    following = next(text for text in second if text.startswith("Artículo")).split(".")[0]
    assert read.index(f"{last}.") < places[1] < read.index(f"{following}.")


def test_a_page_with_little_in_its_columns_goes_on_as_the_one_before(tmp_path: Path) -> None:
    sheet = Sheet(columns=2, measure=226.0, by_rows=True)
    full = pages(articles(1, 60), sheet)[0]
    few = [
        set_line("Artículo 90. Las aguas son de todos y", 72.0, 690.0, sheet, last=True),
        set_line("Artículo 91. El aire es de todos y de", 314.0, 690.0, sheet, last=True),
        set_line("de nadie.", 72.0, 679.0, sheet, last=True),
        set_line("las aves.", 314.0, 679.0, sheet, last=True),
    ]
    found = texts(write(tmp_path, pdf([full, few])))
    assert found["Art. 90"] == "Las aguas son de todos y de nadie."
    assert found["Art. 91"] == "El aire es de todos y de las aves."


@pytest.mark.parametrize("left", [250.0, 320.0])
def test_a_list_with_tabs_is_not_taken_for_columns(tmp_path: Path, left: float) -> None:
    rows: list[Mark] = []
    names = ["Álvaro Obregón", "Azcapotzalco", "Benito Juárez", "Coyoacán", "Cuajimalpa"] * 4
    for number, name in enumerate(names):
        rows.append((72.0, 600.0 - 16 * number, "F1", f"{name} de la Ciudad {number}"))
        rows.append((left, 600.0 - 16 * number, "F1", f"Distrito electoral local {number}"))
    path = write(tmp_path, pdf([[*page("Artículo 1. Son éstas:", top=620.0), *rows]]))
    assert lines(path)[1:3] == [
        "Álvaro Obregón de la Ciudad 0 Distrito electoral local 0",
        "Azcapotzalco de la Ciudad 1 Distrito electoral local 1",
    ]


def test_a_table_with_rules_between_its_rows_is_not_taken_for_columns(tmp_path: Path) -> None:
    sheet = Sheet(columns=2, measure=226.0, lines=30, by_rows=True)
    cells = pages(articles(4, 12), sheet)[0]
    rules = [rule(72.0, 540.0, 690.0 - 33 * row - 3) for row in range(10)]
    table = read_lines(write(tmp_path, pdf([[*cells, *rules]])))
    plain = read_lines(write(tmp_path, pdf([cells]), "b.pdf"))
    assert {line.column for line in table} == {0}
    assert {line.column for line in plain} == {1, 2}


def test_notes_at_the_foot_and_their_marks_are_left_out(tmp_path: Path) -> None:
    first, *others = prose_page(1)
    note = [(72.0, 124.0, "F1", "1", 5.0), (78.0, 120.0, "F1", f"Nota {LONG}", 8.0)]
    note.append((72.0, 110.0, "F1", "y de otros lugares que se citan.", 8.0))
    path = write(tmp_path, pdf([[first, raised("1", 1), *others, *note], prose_page(3)]))
    assert texts(path) == whole(1) | whole(3)
    assert left_out(path) == {"footnote": (2, 1)}


def test_the_size_of_type_is_the_one_printed_though_the_file_scales_it(tmp_path: Path) -> None:
    def scaled(left: float, base: float, size: float, words: str) -> str:
        return (
            f"q .1 0 0 .1 0 0 cm BT /F1 1 Tf {size * 10} 0 0 {size * 10} {left * 10} {base * 10} "
            f"Tm ({words}) Tj ET Q"
        )

    body = [scaled(72, 700 - 16 * n, 11, f"El voto {LONG}.") for n in range(20)]
    body[0] = scaled(72, 700, 11, f"Artículo 1. Toda persona {LONG}.")
    marks: list[Mark] = [*body, scaled(300, 404, 6, "3"), scaled(72, 120, 8, f"3 Nota {LONG}.")]
    path = write(tmp_path, pdf([marks]))
    assert {round(line.size) for line in read_lines(path)} >= {11, 8}
    assert left_out(path)["footnote"] == (2, 1)
    assert "Nota" not in texts(path)["Art. 1"]


def test_notes_as_large_as_the_text_stand_below_a_rule(tmp_path: Path) -> None:
    mark = raised("2", first=1)
    note = page(f"2 Véase el decreto {LONG}", "y los demás que lo cambian.", top=130.0)
    path = write(tmp_path, pdf([prose_page(1, mark, rule(72.0, 200.0, 145.0), *note)]))
    assert texts(path) == whole(1)
    unruled = write(tmp_path, pdf([prose_page(1, *note)]), "b.pdf")
    assert "Véase el decreto" in texts(unruled)["Art. 2"]


def test_transitory_provisions_in_small_type_are_text(tmp_path: Path) -> None:
    small = sized(8.0, page("PRIMERO. Rige mañana.", "SEGUNDO. Se publica.", top=150.0))
    heading: Line = (250.0, 180.0, "F2", "TRANSITORIOS")
    found = texts(write(tmp_path, pdf([prose_page(1, heading, *small)])))
    assert (found["Trans. 1"], found["Trans. 2"]) == ("Rige mañana.", "Se publica.")


def test_notes_at_the_foot_of_columns_stay_out_of_the_text_of_either(tmp_path: Path) -> None:
    sheet = Sheet(columns=2, measure=226.0, lines=40)
    column = pages(TEXT, sheet)[0]
    notes: list[Mark] = []
    for left in (72.0, 314.0):
        notes.append((left, 236.0, "F1", "1", 4.0))
        notes.append((left + 4, 233.0, "F1", "Nota de la edición sobre la ley de aguas", 6.5))
        notes.append((left, 225.0, "F1", "y sobre las demás leyes que se citan.", 6.5))
    path = write(tmp_path, pdf([[*column[:40], *notes[:3], *column[40:], *notes[3:]]]))
    assert left_out(path) == {"footnote": (4, 1)}
    assert lines(path) == lines(write(tmp_path, pdf([column]), "b.pdf"))


def test_running_heads_may_alternate_and_name_the_chapter(tmp_path: Path) -> None:
    made = []
    for number in range(1, 13):
        chapter = "De las garantías" if number < 7 else "Del gobierno de la Ciudad"
        even = number % 2 == 0
        head = "CONSTITUCIÓN POLÍTICA" if even else f"{chapter} {number}"
        marks = [(72.0 if even else 400.0, 745.0, "F1", head), (280.0, 40.0, "F1", f"- {number} -")]
        made.append(prose_page(2 * number - 1, *marks))
    path = write(tmp_path, pdf(made))
    expected: dict[str, str] = {}
    for number in range(1, 13):
        expected |= whole(2 * number - 1)
    assert texts(path) == expected
    assert left_out(path)["running-head"] == (24, 1)


@pytest.mark.parametrize(
    "shown", ["{}", "- {} -", "— {} —", "Página {} de 4", "Pág. {}", "[{}]", "{}/4", "| {} |"]
)
def test_page_numbers_are_left_out_in_every_usual_dress(tmp_path: Path, shown: str) -> None:
    feet: list[Mark] = [(200.0 + 30 * n, 38.0, "F1", shown.format(n)) for n in range(1, 3)]
    path = write(tmp_path, pdf([prose_page(1, feet[0]), prose_page(3, feet[1])]))
    assert texts(path) == whole(1) | whole(3)
    assert left_out(path) == {"page-number": (2, 1)}


def test_roman_page_numbers_count_where_they_go_on_and_a_number_alone_does_not(
    tmp_path: Path,
) -> None:
    feet: list[Mark] = [(300.0, 38.0, "F1", roman) for roman in ("xii", "xiii")]
    path = write(tmp_path, pdf([prose_page(1, feet[0]), prose_page(3, feet[1])]))
    assert left_out(path) == {"page-number": (2, 1)}
    alone = write(
        tmp_path, pdf([prose_page(1), prose_page(3, (300.0, 720.0, "F1", "II"))]), "b.pdf"
    )
    assert left_out(alone) == {}


def test_chapters_that_each_open_a_page_are_no_running_heads(tmp_path: Path) -> None:
    made = [
        [(250.0, 730.0, "F2", f"CAPÍTULO {number}"), *prose_page(2 * number - 1)]
        for number in range(1, 7)
    ]
    found = texts(write(tmp_path, pdf(made)))
    assert [citation for citation in found if citation.startswith("Cap.")] == [
        f"Cap. {number}" for number in range(1, 7)
    ]


@pytest.mark.parametrize("left", [40.0, 585.0])
def test_numbers_of_lines_in_the_margin_are_left_out(tmp_path: Path, left: float) -> None:
    made = []
    for first in (1, 3):
        numbers = [(left, 680.0 - 16 * (n - 1), "F1", str(n), 8.0) for n in (5, 10, 15)]
        body = prose_page(first)
        made.append([mark for n, mark in enumerate([*body, *numbers])])
    path = write(tmp_path, pdf(made))
    assert texts(path) == whole(1) | whole(3)
    assert left_out(path) == {"line-number": (6, 1)}


def test_numbers_of_paragraphs_without_a_stop_are_kept(tmp_path: Path) -> None:
    marks: list[Mark] = list(page(f"Artículo 1. Toda persona {LONG}:", top=700.0))
    for number in (1, 2, 3):
        marks.append((50.0, 680.0 - 60 * number, "F1", str(number)))
        for row in range(3):
            marks.append((72.0, 680.0 - 60 * number - 16 * row, "F1", f"El voto {LONG}."))
    found = lines(write(tmp_path, pdf([marks])))
    assert sum(line.startswith(("1 El", "2 El", "3 El")) for line in found) == 3


def test_a_watermark_leaves_the_text_under_it_whole(tmp_path: Path) -> None:
    slanted = "BT /F2 90 Tf .7 .7 -.7 .7 150 250 Tm (BORRADOR) Tj ET"
    upright = (90.0, 560.0, "F2", "COPIA", 120.0)
    along = "BT /F1 8 Tf 0 1 -1 0 30 300 Tm (Documento sin valor oficial) Tj ET"
    path = write(tmp_path, pdf([[slanted, *prose_page(1, along)], [upright, *prose_page(3)]]))
    assert texts(path) == whole(1) | whole(3)
    assert left_out(path) == {"turned": (2, 1), "watermark": (1, 2)}


def test_a_watermark_over_columns_leaves_their_order(tmp_path: Path) -> None:
    column = pages(TEXT, TWO)[0]
    slanted = "BT /F2 90 Tf .7 .7 -.7 .7 150 250 Tm (BORRADOR) Tj ET"
    path = write(tmp_path, pdf([[slanted, *column]]))
    assert lines(path) == lines(write(tmp_path, pdf([column]), "b.pdf"))


@pytest.mark.parametrize("keys", ["/Rotate 90", ""])
def test_a_page_turned_on_its_side_is_read(tmp_path: Path, keys: str) -> None:
    words = [f"Artículo 1. Toda persona {LONG}.", f"Artículo 2. La ley {LONG}."]
    turned = [
        f"BT /F1 11 Tf 0 1 -1 0 {100 + 16 * n} 72 Tm ({text}) Tj ET" for n, text in enumerate(words)
    ]
    path = write(tmp_path, pdf([turned], page_keys=keys))
    assert texts(path) == {"Art. 1": f"Toda persona {LONG}.", "Art. 2": f"La ley {LONG}."}


def test_words_beyond_the_visible_page_are_left_out(tmp_path: Path) -> None:
    slug: Mark = (80.0, 5.0, "F1", "gaceta_05.indd 12 03/05/2017")
    path = write(tmp_path, pdf([prose_page(1, slug)], page_keys="/CropBox [50 40 590 780]"))
    assert texts(path) == whole(1)
    assert left_out(path) == {"outside": (1, 1)}


def test_invisible_words_under_a_scanned_picture_are_read(tmp_path: Path) -> None:
    words = [f"Artículo 1. Toda persona {LONG}", "y en su barrio."]
    hidden = [
        f"3 Tr {set_line(text, 72.0, 700.0 - 14 * n, Sheet(), last=True)}"
        for n, text in enumerate(words)
    ]
    picture = "q .9 g 0 0 612 792 re f Q"
    found = texts(write(tmp_path, pdf([[picture, *hidden]])))
    assert found == {"Art. 1": f"Toda persona {LONG} y en su barrio."}


def test_a_word_cut_at_the_foot_of_a_column_is_made_whole(tmp_path: Path) -> None:
    marks = pages(TEXT, TWO)[0]
    foot = set_line("Artículo 99. Se cuida la consti-", 72.0, 129.0, TWO, last=True)
    head = set_line("tución de la Ciudad y de sus ríos.", 314.0, 701.0, TWO, last=True)
    path = write(tmp_path, pdf([[*marks[:50], foot, head, *marks[50:]]]))
    assert "Se cuida la constitución de la Ciudad y de sus ríos." in texts(path)["Art. 99"]


CONTENTS = [(f"Artículo {n}. {sentence_of}", 3 + n // 2) for n, sentence_of in enumerate(
    ["De la Ciudad", "Del agua", "De los ríos", "Del aire", "De las calles", "Del voto",
     "Del trabajo", "De la vivienda", "De la escuela", "De la lengua", "Del juez", "De la paz"],
    start=1)]  # fmt: skip


@pytest.mark.parametrize("kind", ["dots", "tab", "dots drawn apart"])
def test_a_table_of_contents_over_two_pages_is_left_out(tmp_path: Path, kind: str) -> None:
    made: list[list[Mark]] = []
    for part in (CONTENTS[:6], CONTENTS[6:]):
        marks: list[Mark] = [] if made else [(260.0, 730.0, "F2", "ÍNDICE")]
        ends: list[Mark] = []
        for row, (words, number) in enumerate(part):
            base = 700.0 - 20 * row
            marks.append((72.0, base, "F1", words))
            dots = "" if kind == "tab" else ". " * 30
            end: Mark = (350.0 if dots else 520.0, base, "F1", f"{dots}{number}")
            (ends if kind == "dots drawn apart" else marks).append(end)
        made.append([*marks, *ends])
    made[1] += prose_page(1, top=460.0)
    path = write(tmp_path, pdf([*made, prose_page(3)]))
    found = texts(path)
    assert found == whole(1) | whole(3)
    assert left_out(path)["contents"][1] == 1


def test_a_table_of_numbers_and_lines_of_dots_are_no_contents(tmp_path: Path) -> None:
    rows: list[Mark] = list(page("Artículo 1. Los escaños son:", top=700.0))
    for row, seats in enumerate((9, 3, 8, 2, 7, 1)):
        rows.append((72.0, 680.0 - 16 * row, "F1", f"Distrito {row + 1}"))
        rows.append((520.0, 680.0 - 16 * row, "F1", str(seats)))
    rows += page("Artículo 2. Se reforma como sigue:", "." * 60, "I. a III. " + "." * 40,
                 "." * 60, "IV. Lo que diga la ley.", top=500.0)  # fmt: skip
    path = write(tmp_path, pdf([rows]))
    assert "contents" not in left_out(path)
    assert "Distrito 6 1" in " ".join(lines(path))
    assert any("IV. Lo que diga la ley." in text for text in lines(path))


def test_letters_set_wide_and_typed_with_spaces_are_words(tmp_path: Path) -> None:
    spread = "BT /F2 12 Tf 4 Tc 200 720 Td (TÍTULO PRIMERO) Tj 0 Tc ET"
    typed: Mark = (200.0, 700.0, "F2", "D E L  A G U A")
    found = lines(write(tmp_path, pdf([[spread, typed, *prose_page(1)]])))
    assert found[:2] == ["TÍTULO PRIMERO", "DEL AGUA"]


def glyphs(text: str, gaps: dict[int, float], guessed: frozenset[int] = frozenset()) -> list[Glyph]:
    """Letters five points wide and real spaces three; `gaps` are put before letters."""
    made, at = [], 0.0
    for index, char in enumerate(text):
        at += gaps.get(index, 0.0)
        wide = (
            0.0 if index in guessed or unicodedata.combining(char) else 3.0 if char == " " else 5.0
        )
        made.append(Glyph(char, at, at + wide, index in guessed))
        at += wide
    return made


def test_a_space_that_does_not_show_parts_no_word_and_one_that_shows_does() -> None:
    unseen = glyphs("el Esta do es", {8: -3.0})
    assert spaced(unseen) == "el Estado es"
    assert spaced(glyphs("el Esta do es", {})) == "el Esta do es"
    assert spaced(glyphs("delEstado y", {3: 1.0})) == "del Estado y"
    assert spaced(glyphs("McDonald y", {})) == "McDonald y"


def test_accents_that_are_characters_of_their_own_do_not_part_words() -> None:
    decomposed = unicodedata.normalize("NFD", "Constitución Política")
    assert spaced(glyphs(decomposed, {})) == decomposed
    assert repaired("Constituci´on de la naci´ on del a˜no; V´ıctor") == (
        "Constitución de la nación del año; Víctor"
    )
    assert repaired("Katia D´ Artigues") == "Katia D´ Artigues"


def test_ligatures_and_private_signs_become_the_letters_that_are_seen() -> None:
    assert repaired("deﬁne el oﬁcio y la ﬂora") == "define el oficio y la flora"
    assert repaired("\uf0b7 agua; \uf041rea; \ue123nada; cons\u200btante") == (
        "• agua; Area; nada; constante"
    )
    assert repaired("consti\u00adtución") == f"consti{HYPHEN}tución"


def test_words_run_together_are_parted_only_where_both_are_used() -> None:
    words = vocabulary(["la Constitución", "la Constitución y la Política", "de Política de"])
    assert prose(["en laConstitución y"], words) == "en la Constitución y"
    assert prose(["en laConstituciónPolítica"], words) == "en la Constitución Política"
    assert prose(["el McDonald y PubPub"], words) == "el McDonald y PubPub"


def test_a_very_long_word_takes_no_long_time() -> None:
    long, odd = "a" * 200_000, "aB" * 50_000
    assert prose([long, "b"], vocabulary(["a"])) == f"{long} b"
    assert prose([odd + HYPHEN, "x"], vocabulary(["a"])) == f"{odd}x"


def test_what_was_left_out_is_counted_by_kind_with_its_first_page(tmp_path: Path) -> None:
    made = [
        prose_page(2 * n - 1, (72.0, 745.0, "F1", "CONSTITUCIÓN"), (300.0, 38.0, "F1", str(n)))
        for n in range(1, 5)
    ]
    made[2] += page("Párrafo reformado DOF 10-06-2011", top=330.0)
    found = left_out(write(tmp_path, pdf(made)))
    assert found["running-head"][1] == 1
    assert sum(count for count, _ in found.values()) == 9
    assert found["reform-note"] == (1, 3)


def test_a_note_that_is_all_there_is_of_an_article_stays_and_marks_it_repealed(
    tmp_path: Path,
) -> None:
    marks = prose_page(1)
    more = page("Artículo 3.", "Artículo derogado DOF 10-06-2011", "Artículo 4. Rige.", top=330.0)
    path = write(tmp_path, pdf([[*marks, *more]]))
    status = {p.citation: p.status for p in read_constitution(path).provisions}
    assert (status["Art. 3"], status["Art. 4"]) == ("repealed", "in_force")
    assert left_out(path) == {}
